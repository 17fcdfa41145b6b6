"""The spider over loopback sites: every answer and failure ends in a state with a reason and a next date."""

from __future__ import annotations

import gzip
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.crawling import ROOT, crawl, html, rows, rss, start_crawl, write_source
from tests.loopback import Answer, Asked, Site, http_date, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        yield served


def feed(site: Site, folder: Path, *urls: str, source: str = "alpha", path: str = "/feed") -> None:
    address = site.put(path, Answer(rss(list(urls)), headers={"Content-Type": "application/rss+xml"}))
    write_source(folder / "sources", source, address)


def states(folder: Path) -> dict[str, tuple[str, str]]:
    found = rows(folder, "select url, state, reason from pages")
    return {url.rpartition("/")[2]: (state, reason) for url, state, reason in found}


def test_a_source_is_crawled_into_the_database(tmp_path: Path, site: Site) -> None:
    urls = [site.put(f"/p{n}", html(f"Page {n}", f"Words of page {n}")) for n in range(5)]
    feed(site, tmp_path, *urls)
    summary = crawl(tmp_path)
    assert (summary["state"], summary["reason"]) == ("ok", "")
    assert rows(tmp_path, "select title from articles order by title") == [(f"Page {n}",) for n in range(5)]
    assert rows(tmp_path, "select attempted, fetched, new, state from source_runs") == [(5, 5, 5, "ok")]
    (captured,) = rows(tmp_path, "select count(*) from captures where warc_file <> ''")[0]
    assert captured == 6
    assert rows(tmp_path, "select state, item_count from inputs") == [("ok", 5)]
    due = rows(tmp_path, "select min(julianday(next_due_at) - julianday(last_checked_at)) * 24 from pages")[
        0
    ][0]
    assert round(due, 3) == 1.0


def test_a_second_crawl_asks_only_for_what_changed(tmp_path: Path, site: Site) -> None:
    urls = [site.put(f"/p{n}", html(f"Page {n}", f"Words of page {n}")) for n in range(4)]
    feed(site, tmp_path, *urls)
    crawl(tmp_path)
    site.put("/p1", html("Page 1", "Words of page 1, changed by hand"))
    del site.pages["", "/p2"]
    site.asked.clear()
    crawl(tmp_path, recheck=True)
    conditional = [asked for asked in site.asked if "If-None-Match" in asked.headers]
    assert len(conditional) == 5
    assert states(tmp_path) == {
        "p0": ("unchanged", ""),
        "p1": ("done", ""),
        "p2": ("gone", "HTTP 404"),
        "p3": ("unchanged", ""),
    }
    assert rows(tmp_path, "select new, changed, unchanged, gone from runs where id = 2") == [(0, 1, 2, 1)]
    assert rows(tmp_path, "select count(*) from revisions") == [(5,)]
    assert rows(tmp_path, "select count(*) from articles where gone_at is not null") == [(1,)]


def test_a_page_without_validators_is_unchanged_by_its_bytes(tmp_path: Path, site: Site) -> None:
    def answer(asked: Asked) -> Answer:
        return Answer(html("Same", "The same words"), headers={"ETag": f'"{time.monotonic()}"'})

    feed(site, tmp_path, site.put("/p", answer))
    crawl(tmp_path)
    crawl(tmp_path, recheck=True)
    assert states(tmp_path) == {"p": ("unchanged", "")}


def test_known_pages_are_left_alone_until_they_are_due(tmp_path: Path, site: Site) -> None:
    feed(site, tmp_path, site.put("/p", html("P", "words")))
    crawl(tmp_path)
    site.asked.clear()
    crawl(tmp_path)
    assert site.paths() == ["/feed"]
    crawl(tmp_path, due=True)
    assert site.paths() == ["/feed"]


ANSWERS: list[tuple[Answer, str, str]] = [
    (Answer("x", 404), "gone", "HTTP 404"),
    (Answer("x", 410), "gone", "HTTP 410"),
    (Answer("x", 401), "blocked", "HTTP 401"),
    (Answer("x", 403), "blocked", "HTTP 403"),
    (Answer("x", 451), "blocked", "HTTP 451"),
    (Answer("x", 418), "failed", "HTTP 418"),
    (Answer("x", 500), "failed", "HTTP 500"),
    (Answer("", 200), "failed", "an empty answer"),
    (Answer(html("T", "x"), promised=10_000), "failed", "the answer was cut short"),
    (Answer(html("T", "x" * 400_000)), "skipped", "the answer is larger than allowed"),
    (
        Answer(gzip.compress(bytes(400_000)), headers={"Content-Encoding": "gzip"}),
        "skipped",
        "the answer unpacks to more than allowed",
    ),
    (Answer(html("T", "x"), delay=4.0), "failed", "no full answer in time"),
    (Answer(status=302, headers={"Location": "/bad/12"}), "failed", "too many redirects"),
    (Answer(status=302, headers={"Location": "http://[bad"}), "failed", "ValueError"),
    (Answer(html("raise", "x")), "failed", "plainread: ValueError: told to"),
    (Answer(html("die", "x")), "failed", "reading it killed its worker, twice"),
    (Answer(html("Письмо", "Порт").encode("utf-16"), headers={"Content-Type": "text/html"}), "done", ""),
]


def test_each_answer_means_a_state_and_the_rest_is_unharmed(tmp_path: Path, site: Site) -> None:
    bad = [site.put(f"/bad/{n}", answer) for n, (answer, _, _) in enumerate(ANSWERS)]
    feed(site, tmp_path, *bad, site.put("/good", html("Good", "words")))
    crawl(tmp_path, {"DOWNLOAD_TIMEOUT": 2, "DOWNLOAD_MAXSIZE": 300_000, "RETRY_TIMES": 0})
    found = states(tmp_path)
    assert found.pop("good") == ("done", "")
    for n, (_, state, reason) in enumerate(ANSWERS):
        assert found[str(n)][0] == state, reason
        assert found[str(n)][1].startswith(reason)
    assert rows(
        tmp_path, "select count(*) from pages where next_due_at is null or lease_until is not null"
    ) == [(0,)]


def test_a_refused_connection_and_an_unknown_host_are_named(tmp_path: Path, site: Site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    feed(site, tmp_path, f"http://127.0.0.1:{port}/x", "http://no-such-host.invalid/y")
    crawl(tmp_path, {"RETRY_TIMES": 0})
    assert states(tmp_path) == {
        "x": ("failed", "robots.txt cannot be had: the connection was refused"),
        "y": ("failed", "robots.txt cannot be had: the host name is unknown"),
    }


def test_a_redirect_is_followed_and_noted(tmp_path: Path, site: Site) -> None:
    new = site.put("/new", html("Moved", "words"))
    feed(site, tmp_path, site.put("/old", Answer(status=301, headers={"Location": "/new"})))
    crawl(tmp_path)
    assert rows(tmp_path, "select state, redirected_to from pages") == [("done", new)]
    assert rows(tmp_path, "select url from articles") == [(new,)]
    addresses = rows(tmp_path, "select url_normalised, relation from article_addresses order by relation")
    assert [relation for _, relation in addresses] == ["page", "redirect"]


def test_two_ways_to_one_page_are_one_article(tmp_path: Path, site: Site) -> None:
    new = site.put("/new", html("Moved", "words of the page"))
    feed(site, tmp_path, new, site.put("/old", Answer(status=301, headers={"Location": "/new"})))
    crawl(tmp_path)
    assert rows(tmp_path, "select count(*) from articles") == [(1,)]
    assert sorted(state for state, _ in states(tmp_path).values()) == ["done", "duplicate"]


def test_limit_and_sources_choose(tmp_path: Path, site: Site) -> None:
    feed(site, tmp_path, *(site.put(f"/a{n}", html(f"A{n}", "words")) for n in range(6)))
    feed(site, tmp_path, site.put("/b", html("B", "words")), source="beta", path="/feed-b")
    crawl(tmp_path, ids=["alpha"], limit=4)
    assert rows(tmp_path, "select count(*) from articles") == [(4,)]
    assert "/feed-b" not in site.paths()
    crawl(tmp_path, ids=["beta"])
    assert rows(tmp_path, "select source_id, count(*) from articles group by 1") == [
        ("alpha", 4),
        ("beta", 1),
    ]


def test_since_leaves_older_pages(tmp_path: Path, site: Site) -> None:
    items = "".join(
        f"<item><link>{site.put(f'/{n}', html(f'P{n}', 'w'))}</link><pubDate>{date}</pubDate></item>"
        for n, date in enumerate(
            ["Fri, 01 May 2026 10:00:00 GMT", "Wed, 01 Apr 2026 10:00:00 GMT", "garbage"]
        )
    )
    write_source(
        tmp_path / "sources",
        "alpha",
        site.put("/feed", f"<rss><channel><title>t</title>{items}</channel></rss>"),
    )
    crawl(tmp_path, since="2026-04-15")
    assert sorted(states(tmp_path)) == ["0", "2"]


def test_a_feed_that_prints_the_text_stands_in_for_a_blocked_page(tmp_path: Path, site: Site) -> None:
    text = "<p>" + "The whole text of the letter, as the feed prints it. " * 20 + "</p>"
    blocked = [site.put(f"/{n}", Answer("no", 403)) for n in range(2)]
    items = "".join(
        f"<item><title>Letter {n}</title><link>{url}</link><content:encoded><![CDATA[{body}]]></content:encoded></item>"
        for n, (url, body) in enumerate(zip(blocked, (text, "<p>Read more on our site</p>"), strict=True))
    )
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    whole = f'<rss version="2.0" {space}><channel><title>t</title>{items}</channel></rss>'
    write_source(tmp_path / "sources", "alpha", site.put("/feed", whole))
    crawl(tmp_path)
    told = "read from the feed, because the page itself is blocked (HTTP 403)"
    assert states(tmp_path) == {"0": ("done", told), "1": ("blocked", "HTTP 403")}
    sql = "select a.title, a.url, c.url from articles as a join captures as c on c.id = a.capture_id"
    assert rows(tmp_path, sql) == [("Letter 0", blocked[0], site.url("/feed"))]


def test_robots_txt_is_obeyed(tmp_path: Path, site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /no\n")
    feed(site, tmp_path, site.put("/no/1", html("N", "x")), site.put("/yes", html("Y", "x")))
    crawl(tmp_path)
    assert states(tmp_path) == {"1": ("blocked", "robots.txt forbids it"), "yes": ("done", "")}
    assert "/no/1" not in site.paths()


ROBOTS: dict[str, tuple[Answer, str]] = {
    "absent": (Answer("User-agent: *\nDisallow: /", 404), "ok"),
    "forbidden": (Answer("User-agent: *\nDisallow: /", 403), "ok"),
    "broken": (Answer("x", 500), "failed"),
    "busy": (Answer("x", 429, {"Retry-After": "1000"}), "failed"),
    "slow": (Answer("x", delay=4.0), "failed"),
    "marked": (Answer(b"\xef\xbb\xbfUser-agent: *\nDisallow: /feed"), "failed"),
    "huge": (Answer("#" * 600_000 + "\nUser-agent: *\nDisallow: /"), "ok"),
}


def test_robots_txt_that_cannot_be_had_forbids_and_one_that_is_absent_allows(
    tmp_path: Path, site: Site
) -> None:
    for name, (answer, _) in ROBOTS.items():
        host = f"{name}.localhost"
        site.put("/robots.txt", answer, host)
        page = site.put("/p", html(name, "x"), host)
        write_source(tmp_path / "sources", name, site.put("/feed", rss([page]), host))
    crawl(tmp_path, {"DOWNLOAD_TIMEOUT": 2, "RETRY_TIMES": 0, "RETRY_AFTER_MAX": 1})
    found = rows(tmp_path, "select source_id, state, reason from inputs")
    assert {name: state for name, state, _ in found} == {name: state for name, (_, state) in ROBOTS.items()}
    assert all("robots.txt" in reason for _, state, reason in found if state == "failed")
    asked = {asked.host.partition(".")[0] for asked in site.asked if asked.path != "/robots.txt"}
    assert asked == {name for name, (_, state) in ROBOTS.items() if state == "ok"}


def gaps(site: Site, host: str = "127.0.0.1") -> list[float]:
    times = [asked.at for asked in site.asked if asked.host == host and asked.path != "/robots.txt"]
    return [later - earlier for earlier, later in pairwise(times)]


@pytest.mark.parametrize("adapts", [True, False])
def test_crawl_delay_is_kept(tmp_path: Path, site: Site, adapts: bool) -> None:
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 0.8\n")
    feed(site, tmp_path, *(site.put(f"/{n}", html(f"P{n}", "x")) for n in range(3)))
    crawl(
        tmp_path, {"CONCURRENT_REQUESTS_PER_DOMAIN": 1, "AUTOTHROTTLE_ENABLED": True, "DOWNLOAD_DELAY": 0.01}
    )
    assert min(gaps(site)) > 0.75


def test_the_default_delay_is_a_second_for_each_domain_alone(tmp_path: Path, site: Site) -> None:
    for name in ("one", "two"):
        host = f"{name}.localhost"
        pages = [site.put(f"/{n}", html(f"{name}{n}", "x"), host) for n in range(2)]
        write_source(tmp_path / "sources", name, site.put("/feed", rss(pages), host))
    crawl(
        tmp_path, {"DOWNLOAD_DELAY": 1.0, "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "AUTOTHROTTLE_ENABLED": True}
    )
    assert min(gaps(site, "one.localhost") + gaps(site, "two.localhost")) > 0.95
    one, two = (
        [asked.at for asked in site.asked if asked.host == f"{name}.localhost"] for name in ("one", "two")
    )
    assert one[0] < two[-1]
    assert two[0] < one[-1]
    assert rows(tmp_path, "select count(*) from articles") == [(4,)]


@pytest.mark.parametrize("as_date", [False, True])
def test_retry_after_is_waited_for(tmp_path: Path, site: Site, as_date: bool) -> None:
    tries: list[float] = []

    def busy_once(asked: Asked) -> Answer:
        tries.append(asked.at)
        until = http_date(time.time() + 3) if as_date else "2"
        return Answer("wait", 503, {"Retry-After": until}) if len(tries) == 1 else Answer(html("P", "x"))

    urls = [site.put("/busy", busy_once), *(site.put(f"/{n}", html(f"P{n}", "x")) for n in range(3))]
    feed(site, tmp_path, *urls)
    crawl(tmp_path, {"CONCURRENT_REQUESTS_PER_DOMAIN": 1})
    assert tries[1] - tries[0] > 1.9
    during = [a.path for a in site.asked if tries[0] < a.at < tries[0] + 1.8]
    assert during == []
    assert {state for state, _ in states(tmp_path).values()} == {"done"}


def test_a_long_retry_after_puts_the_page_off(tmp_path: Path, site: Site) -> None:
    feed(site, tmp_path, site.put("/busy", Answer("x", 429, {"Retry-After": "7200"})))
    began = time.monotonic()
    crawl(tmp_path, {"RETRY_AFTER_MAX": 1})
    assert time.monotonic() - began < 15
    ((state, due, checked),) = rows(tmp_path, "select state, next_due_at, last_checked_at from pages")
    assert state == "failed"
    wait = datetime.fromisoformat(due) - datetime.fromisoformat(checked)
    assert 7100 < wait.total_seconds() <= 7200


def test_a_failing_source_harms_no_other(tmp_path: Path, site: Site) -> None:
    feed(site, tmp_path, site.put("/p", html("P", "words")))
    write_source(tmp_path / "sources", "beta", site.put("/broken", "<html>no feed</html>"))
    summary = crawl(tmp_path)
    assert summary["state"] == "partial"
    assert rows(tmp_path, "select source_id, state, reason from source_runs order by 1") == [
        ("alpha", "ok", ""),
        ("beta", "failed", "sent a web page in place of a feed"),
    ]
    assert rows(tmp_path, "select count(*) from articles") == [(1,)]


def add_input(folder: Path, source: str, url: str, kind: str, **more: str) -> None:
    lines = [
        "[[inputs]]",
        f'kind = "{kind}"',
        f'url = "{url}"',
        *(f"{name} = {value}" for name, value in more.items()),
    ]
    path = folder / "sources" / f"{source}.toml"
    path.write_text(path.read_text() + "\n".join(lines) + "\n")


@pytest.mark.parametrize("first", ["<html>a captcha</html>", rss([]), "quiet", "well"])
def test_a_fallback_is_read_where_the_first_input_is_no_help(tmp_path: Path, site: Site, first: str) -> None:
    page = site.put("/p", html("P", "words"))
    date = {"quiet": "Fri, 01 May 2015 10:00:00 GMT", "well": http_date(time.time())}.get(first)
    if date:
        item = f"<item><link>{site.put('/old', html('Old', 'w'))}</link><pubDate>{date}</pubDate></item>"
        first = f"<rss version='2.0'><channel><title>t</title>{item}</channel></rss>"
    write_source(tmp_path / "sources", "alpha", site.put("/feed", first))
    listing = site.put("/list", f'<a class="s" href="{page}">P</a>')
    add_input(tmp_path, "alpha", listing, "listing", link='"a.s"', order="2")
    crawl(tmp_path)
    ((reason,),) = rows(tmp_path, "select reason from source_runs")
    is_well = date is not None and "2015" not in date
    assert ("/list" in site.paths()) is not is_well
    assert ("is read instead" in reason) is not is_well


def test_a_sitemap_index_is_walked_newest_first_as_far_as_told(tmp_path: Path, site: Site) -> None:
    children = []
    for n in range(3):
        pages = "".join(
            f"<url><loc>{site.put(f'/{n}-{m}', html(f'{n}-{m}', 'w'))}</loc></url>" for m in range(2)
        )
        body = gzip.compress(f"<urlset>{pages}</urlset>".encode())
        child = site.put(f"/s{n}.xml.gz", Answer(body, headers={"Content-Type": "application/gzip"}))
        children.append(f"<sitemap><loc>{child}</loc><lastmod>2026-0{n + 1}-01</lastmod></sitemap>")
    index = site.put("/sitemap.xml", Answer(f"<sitemapindex>{''.join(children)}</sitemapindex>"))
    write_source(tmp_path / "sources", "alpha", index, kind="sitemap", max_pages="2")
    crawl(tmp_path)
    assert sorted(states(tmp_path)) == ["1-0", "1-1", "2-0", "2-1"]
    assert rows(tmp_path, "select state, item_count from inputs") == [("ok", 4)]


def test_a_listing_goes_on_only_while_it_brings_new_pages(tmp_path: Path, site: Site) -> None:
    for page in range(1, 5):
        links = "".join(
            f'<a class="s" href="{site.put(f"/{page}-{n}", html(f"{page}-{n}", "w"))}">{n}</a>'
            for n in range(2)
        )
        site.put(f"/list?page={page}", f'{links}<a rel="next" href="/list?page={page + 1}">older</a>')
    more = {"link": '"a.s"', "next": '"a[rel=next]"', "max_pages": "3"}
    write_source(tmp_path / "sources", "alpha", site.url("/list?page=1"), kind="listing", **more)
    crawl(tmp_path)
    assert sorted(states(tmp_path)) == ["1-0", "1-1", "2-0", "2-1", "3-0", "3-1"]
    site.asked.clear()
    crawl(tmp_path)
    assert site.paths() == ["/list?page=1"]


def test_a_wordpress_backfill_goes_to_the_end(tmp_path: Path, site: Site) -> None:
    site.put("/p", html("P", "w"))

    def posts(numbers: range) -> Answer:
        found = [
            {"link": site.url(f"/p?n={n}"), "date_gmt": "2026-01-01T00:00:00", "title": {}} for n in numbers
        ]
        return Answer(json.dumps(found), headers={"Content-Type": "application/json"})

    path = "/wp-json/wp/v2/posts?per_page=100&page={}&orderby=date"
    for page, numbers in enumerate((range(0, 100), range(100, 200), range(200, 205)), 1):
        site.put(path.format(page), posts(numbers))
    write_source(
        tmp_path / "sources", "alpha", site.url("/wp-json/wp/v2/posts"), kind="wordpress", limit="150"
    )
    crawl(tmp_path, limit=0)
    assert rows(tmp_path, "select count(*) from pages") == [(100,)]
    crawl(tmp_path, limit=0, backfill=True)
    assert rows(tmp_path, "select count(*) from pages") == [(205,)]
    assert rows(tmp_path, "select item_count from inputs") == [(205,)]


def test_a_wordpress_site_that_gives_fewer_posts_than_asked_is_read_to_its_end(
    tmp_path: Path, site: Site
) -> None:
    site.put("/p", html("P", "w"))
    for page in (1, 2, 3):
        posts = [{"link": site.url(f"/p?n={page}-{n}"), "date_gmt": "2026-01-01T00:00:00"} for n in range(10)]
        answer = Answer(
            json.dumps(posts), headers={"Content-Type": "application/json", "X-WP-TotalPages": "3"}
        )
        site.put(f"/wp-json/wp/v2/posts?per_page=100&page={page}&orderby=date", answer)
    write_source(tmp_path / "sources", "alpha", site.url("/wp-json/wp/v2/posts"), kind="wordpress")
    crawl(tmp_path, limit=0, backfill=True)
    assert rows(tmp_path, "select count(*) from pages") == [(30,)]
    assert rows(tmp_path, "select reason from inputs") == [("",)]


def test_wordpress_is_asked_for_the_posts_of_a_time(tmp_path: Path, site: Site) -> None:
    write_source(tmp_path / "sources", "alpha", site.url("/wp-json/wp/v2/posts"), kind="wordpress")
    crawl(tmp_path, since="2019-01-01", until="2019-12-31")
    (asked,) = [path for path in site.paths() if "wp-json" in path]
    assert "after=2019-01-01T00%3A00%3A00%2B00%3A00" in asked
    assert "before=2019-12-31T23%3A59%3A59%2B00%3A00" in asked


def archive_part(site: Site, months: list[int], older: str) -> str:
    items = "".join(
        f"<entry><title>{n}</title><link href='{site.put(f'/{n}', html(f'P{n}', 'w'))}'/>"
        f"<updated>2026-0{n}-15T00:00:00Z</updated><published>2026-0{n}-15T00:00:00Z</published></entry>"
        for n in months
    )
    link = f'<link rel="prev-archive" href="{older}"/>' if older else ""
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>{link}{items}</feed>'


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ({}, ["5", "6"]),
        ({"backfill": True}, ["1", "2", "3", "4", "5", "6"]),
        ({"backfill": True, "since": "2026-03-01"}, ["3", "4", "5", "6"]),
        ({"until": "2026-02-15"}, ["1", "2"]),
        ({"since": "2026-03-15", "until": "2026-04-15"}, ["3", "4"]),
    ],
)
def test_older_parts_of_a_feed_are_read_as_far_as_wanted(
    tmp_path: Path, site: Site, words: dict[str, Any], wanted: list[str]
) -> None:
    oldest = site.put("/feed-1", archive_part(site, [2, 1], ""))
    middle = site.put("/feed-2", archive_part(site, [4, 3], oldest))
    write_source(tmp_path / "sources", "alpha", site.put("/feed", archive_part(site, [6, 5], middle)))
    crawl(tmp_path, **words)
    assert sorted(states(tmp_path)) == wanted
    assert ("/feed-1" in site.paths()) is bool(words)


def test_a_span_of_time_that_ends_before_it_begins_is_refused(tmp_path: Path, site: Site) -> None:
    write_source(tmp_path / "sources", "alpha", site.put("/feed", rss([])))
    with pytest.raises(
        AssertionError, match="nothing lies between --since 2026-05-02 and --until 2026-05-01"
    ):
        crawl(tmp_path, since="2026-05-02", until="2026-05-01")


def test_a_list_in_the_catalogue_needs_no_request(tmp_path: Path, site: Site) -> None:
    address = site.put("/1", html("One", "w"))
    write_source(tmp_path / "sources", "alpha", address, kind="urls")
    path = tmp_path / "sources" / "alpha.toml"
    path.write_text(path.read_text().replace(f'\nurl = "{address}"', f'\npages = ["{address}"]'))
    crawl(tmp_path)
    assert site.paths() == ["/1"]
    assert states(tmp_path) == {"1": ("done", "")}


def test_two_crawls_of_one_database_do_not_mix(tmp_path: Path, site: Site) -> None:
    feed(site, tmp_path, *(site.put(f"/{n}", Answer(html(f"P{n}", "w"), delay=1.0)) for n in range(8)))
    # without any delay Scrapy 2.19 sends what is queued at once, whatever the concurrency
    first = start_crawl(tmp_path, {"CONCURRENT_REQUESTS_PER_DOMAIN": 1, "DOWNLOAD_DELAY": 0.001})
    while not site.paths():
        time.sleep(0.05)
    second = start_crawl(tmp_path)
    _, log = second.communicate(timeout=60)
    assert second.returncode != 0
    assert "being written by another crawl" in log
    first.communicate(timeout=60)
    assert rows(tmp_path, "select count(*) from articles") == [(8,)]


def test_plain_scrapy_crawls_too(tmp_path: Path, site: Site) -> None:
    feed(
        site,
        tmp_path,
        site.put("/p", html("P", "A paragraph that is long enough to be taken for the text. " * 8)),
    )
    told = {
        "DATABASE": tmp_path / "news.db",
        "ARCHIVE": tmp_path / "archive",
        "SOURCES": tmp_path / "sources",
        "ONLY_THESE_SOURCES": 1,
        "ALLOWED_PRIVATE_HOSTS": "127.0.0.1",
        "WORKERS": 0,
        "DOWNLOAD_DELAY": 0,
    }
    command = [sys.executable, "-m", "scrapy", "crawl", "news", "-a", "sources=alpha"]
    command += [part for name, value in told.items() for part in ("-s", f"{name}={value}")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert rows(tmp_path, "select title from articles") == [("P",)], done.stderr


def test_live_sites_need_a_contact(tmp_path: Path, site: Site) -> None:
    write_source(tmp_path / "sources", "alpha", "https://site.example/feed")
    text = (tmp_path / "sources" / "alpha.toml").read_text().replace("delay = 0.1", "delay = 2.0")
    (tmp_path / "sources" / "alpha.toml").write_text(text)
    with pytest.raises(AssertionError, match="set AGGREGATOR_CONTACT"):
        crawl(tmp_path)
    assert not (tmp_path / "news.db").exists()


def test_the_user_agent_is_truthful(tmp_path: Path, site: Site) -> None:
    feed(site, tmp_path, site.put("/p", html("P", "w")))
    crawl(tmp_path, {"CONTACT": "desk@watch.example"})
    agents = {asked.headers["User-Agent"] for asked in site.asked}
    assert agents == {"HumanRightsNewsAggregator/0.1 (+desk@watch.example)"}


def test_no_workers_give_the_same_database(tmp_path: Path, site: Site) -> None:
    urls = [site.put(f"/p{n}", html(f"Page {n}", f"Words of page {n}")) for n in range(5)]
    found = []
    for workers in (0, 2):
        folder = tmp_path / str(workers)
        folder.mkdir()
        feed(site, folder, *urls)
        crawl(folder, {"WORKERS": workers})
        sql = "select a.url, a.title, t.text, a.text_sha256 from articles a join article_texts t on t.article_id = a.id"
        found.append(rows(folder, f"{sql} order by 1"))
    assert found[0] == found[1]
