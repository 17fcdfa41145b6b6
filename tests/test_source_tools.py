"""`aggregator sources preview, check, new, test` as users start them, against a server on loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from aggregator import sources as catalogue
from aggregator.cli import pairs
from aggregator.errors import UsageError
from aggregator.extract import report
from aggregator.extract.document import Document
from aggregator.extract.inputs import finding
from aggregator.extract.inputs.checks import names_outlet, root_of
from aggregator.sources import read_file, template
from pipelines.reading import read_page
from tests import crawling
from tests.loopback import Answer, Site, serving
from tests.pdfs import Row, pdf

NAMES = ["Mara Ellingsen", "Tomas Kvist", "Runa Meister", "Ola Brandt", "Signe Aaberg", "Jon Vik"]
WORDS = (
    "The harbour council met on Monday to hear the families, and nobody left the hall before midnight. " * 3
)
STATEMENT = (
    "<!doctype html><html lang='en'><head><title>Letter on the harbour - Harbour Watch</title>"
    "<meta property='article:published_time' content='2026-05-04T10:00:00Z'></head><body><nav><a href='/'>Home</a></nav>"
    f"<article><h1>Letter on the harbour</h1><p>{WORDS}</p><p>See <a href='/files/annex.pdf'>the annex</a>.</p>"
    f"<p>{WORDS}</p><h2>Signatories</h2><ul>{''.join(f'<li>{name}</li>' for name in NAMES)}</ul></article></body></html>"
)
RSS = {"Content-Type": "application/rss+xml"}


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as server:
        yield server


def run(folder: Path, *words: str, contact: str = "") -> tuple[int, str, str]:
    """(exit code, output, errors) of a command, in ``folder``."""
    environment = {**os.environ, "PYTHONPATH": str(crawling.ROOT), "AGGREGATOR_CONTACT": contact}
    done = subprocess.run(
        [sys.executable, "-c", "from aggregator.cli import main; main()", "sources", *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout, done.stderr


def rss(urls: list[str], title: str, age: timedelta = timedelta(hours=3)) -> Answer:
    date = format_datetime(datetime.now(UTC) - age)
    items = "".join(f"<item><title>{u}</title><link>{u}</link><pubDate>{date}</pubDate></item>" for u in urls)
    return Answer(f"<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>", headers=RSS)


# --- preview ---


def test_a_page_of_the_network_is_previewed(tmp_path: Path, site: Site) -> None:
    url = site.put("/letter", STATEMENT)
    code, out, _ = run(tmp_path, "preview", url, "--json")
    record = json.loads(out)
    values = {value["field"]: value for value in record["values"]}
    assert (code, record["state"], record["verdict"]) == (0, "read", "article")
    assert values["title"]["value"] == "Letter on the harbour"
    assert values["title"]["method"] and values["title"]["path"]
    assert record["dates"][0]["value"] == "2026-05-04T10:00:00+00:00"
    assert [one["name"] for one in record["signatories"]] == NAMES
    assert all(one["cue"] and one["path"] for one in record["signatories"])
    assert record["links"]["document"] == [{"url": site.url("/files/annex.pdf"), "text": "the annex"}]
    assert site.asked[0].path == "/robots.txt"
    assert "HumanRightsNewsAggregator" in site.asked[1].headers["User-Agent"]
    assert list(tmp_path.iterdir()) == []


def test_robots_txt_is_obeyed(tmp_path: Path, site: Site) -> None:
    site.put(
        "/robots.txt", Answer("User-agent: *\nDisallow: /letter\n", headers={"Content-Type": "text/plain"})
    )
    code, out, _ = run(tmp_path, "preview", site.put("/letter", STATEMENT))
    assert code == 0
    assert "blocked" in out and "robots.txt forbids it" in out
    assert site.paths() == []


def test_an_answer_that_is_no_page_is_named(tmp_path: Path, site: Site) -> None:
    code, out, _ = run(tmp_path, "preview", site.url("/nothing"), "--json")
    assert (code, json.loads(out)["state"], json.loads(out)["reason"]) == (1, "gone", "HTTP 404")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("preview", "https://site.example/x"), "AGGREGATOR_CONTACT"),
        (("preview", "nowhere.html"), "cannot be read"),
        (("preview", "page.html", "--source", "hrana-f"), "did you mean"),
        (("check", "no-such-source"), "no source"),
        (("new", "http://127.0.0.1:1/", "--id", "A B"), "is no id"),
        (("new", "http://127.0.0.1:1/"), "the connection was refused"),
        (("test", "hrana-fa"), "no such database"),
    ],
)
def test_mistakes_are_told_in_words(tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    (tmp_path / "page.html").write_text(STATEMENT)
    code, _, errors = run(tmp_path, *words)
    assert code in (2, 3)
    assert told in errors


def test_files_are_previewed_without_network(tmp_path: Path) -> None:
    (tmp_path / "letter.html").write_text(STATEMENT)
    code, out, _ = run(tmp_path, "preview", "letter.html", "--url", "https://watch.example/letter")
    assert code == 0
    for told in ("Letter on the harbour", "Ola Brandt", "links: document", "annex.pdf"):
        assert told in out
    lines = [Row("Letter on the harbour", 18), Row(WORDS[:90], gap=30), Row("Signatories:", gap=24), *NAMES]
    (tmp_path / "letter.pdf").write_bytes(pdf([lines]))
    code, out, _ = run(tmp_path, "preview", "letter.pdf", "--json")
    assert [one["name"] for one in json.loads(out)["signatories"]] == NAMES


# --- check ---


def write(folder: Path, source_id: str, url: str, name: str, kind: str = "feed", more: str = "") -> None:
    folder.mkdir(exist_ok=True)
    head = f'name = "{name}"\nowner = "{source_id}"\nhomepage = "{url}"\nkind = "ngo"\nlanguages = ["en"]\n'
    body = f'[[inputs]]\nkind = "{kind}"\nurl = "{url}"\n{more}'
    (folder / f"{source_id}.toml").write_text(head + body)


def test_each_input_is_asked_and_judged(tmp_path: Path, site: Site) -> None:
    page, folder = site.url("/a"), tmp_path / "sources"
    site.put(
        "/robots.txt", Answer("User-agent: *\nDisallow: /shut\n", headers={"Content-Type": "text/plain"})
    )
    pages: dict[str, tuple[str, Any]] = {
        "good": ("/good", rss([page], "Harbour Watch - news")),
        "old": ("/old", rss([page], "Harbour Watch", timedelta(days=400))),
        "taken": ("/taken", rss([page], "Casino Bonus")),
        "none": ("/none", rss([], "Harbour Watch")),
        "html": ("/html", "<html><title>Just a moment</title></html>"),
        "page": ("/page", "<html><title>Hello</title></html>"),
        "busy": ("/busy", Answer("no", 403)),
        "gone": ("/gone", Answer("no", 410)),
        "shut": ("/shut", rss([page], "Harbour Watch")),
        "broken": ("/broken", Answer("no", 500)),
    }
    for source_id, (path, script) in pages.items():
        write(folder, source_id, site.put(path, script), "Harbour Watch")
    index = (
        f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{page}</loc></url></urlset>"
    )
    write(folder, "map", site.put("/map", index), "Harbour Watch", "sitemap")
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    code, out, _ = run(tmp_path, "check", "--json", *pages, "map")
    found = {row["source_id"]: row for row in map(json.loads, out.splitlines())}
    assert {name: row["state"] for name, row in found.items()} == {
        "good": "working",
        "old": "quiet",
        "taken": "working",
        "none": "empty",
        "html": "blocked",
        "page": "failed",
        "busy": "blocked",
        "gone": "dead",
        "shut": "blocked",
        "broken": "failed",
        "map": "working",
    }
    assert {name for name, row in found.items() if not row["wrong"]} == {"good", "map"}
    good = found["good"]
    assert (good["root"], good["items"], good["age_days"], good["title_fits"]) == ("rss", 1, 0, True)
    assert found["taken"]["title_fits"] is False
    assert (found["shut"]["robots"], found["html"]["root"], found["map"]["root"]) == (
        "forbidden",
        "html",
        "urlset",
    )
    assert code == 4
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_all_is_well(tmp_path: Path, site: Site) -> None:
    write(
        tmp_path / "sources", "good", site.put("/f", rss([site.url("/a")], "Harbour Watch")), "Harbour Watch"
    )
    code, out, _ = run(tmp_path, "check", "good")
    assert code == 0
    assert "working" in out and "yes" in out


@pytest.mark.parametrize(
    ("body", "root"),
    [
        (b"\xef\xbb\xbf<?xml version='1.0'?><!-- x --><rss version='2.0'/>", "rss"),
        (b"<!DOCTYPE html>\n<html lang=en>", "html"),
        (b"<rdf:RDF xmlns:rdf='x'>", "rdf"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "json"),
        (b"{broken", "text"),
        (b"https://a.example/", "text"),
        (b" \n", "nothing"),
    ],
)
def test_roots(body: bytes, root: str) -> None:
    assert root_of(body, "https://a.example/feed") == root


@pytest.mark.parametrize(
    ("title", "names", "fits"),
    [
        ("Harbour Watch | News", ("Harbour Watch",), True),
        ("HARBOUR WATCH", ("harbour-watch",), True),
        ("Casino Bonus", ("Harbour Watch", "harbourwatch example"), False),
        ("harbourwatch", ("Orwick", "www harbourwatch example"), True),
        ("خبرگزاری نیلرود", ("Nilrud News Agency",), None),
        ("", ("Harbour Watch",), None),
        ("News", ("Harbour Watch",), None),
    ],
)
def test_titles(title: str, names: tuple[str, ...], fits: bool | None) -> None:
    assert names_outlet(title, *names) is fits


# --- new ---


def put_site(site: Site, head: str) -> str:
    site.put("/letter", STATEMENT)
    site.put("/feed/", rss([site.url("/letter")], "Harbour Watch"))
    return site.put(
        "/",
        f"<html lang='en-GB'><head><title>Home - Harbour</title>{head}</head><body><p>Hello</p></body></html>",
    )


def test_a_source_is_drafted_from_a_home_page(tmp_path: Path, site: Site) -> None:
    head = (
        "<meta property='og:site_name' content='Harbour &quot;Watch&quot;'>"
        "<link rel='alternate' type='application/rss+xml' title='Comments' href='/comments/feed/'>"
        "<link rel='alternate' type='application/rss+xml' href='/feed/'><link rel='https://api.w.org/' href='/wp-json/'>"
    )
    home = put_site(site, head)
    posts = [
        {"link": site.url("/letter"), "title": {"rendered": "Letter"}, "date_gmt": "2026-05-04T10:00:00"}
    ]
    site.put("/wp-json/wp/v2/posts?per_page=100&page=1&orderby=date", json.dumps(posts))
    site.put("/robots.txt", Answer(f"User-agent: *\nDisallow:\nSitemap: {site.url('/map.xml')}\n"))
    site.put("/map.xml", f"<sitemapindex><sitemap><loc>{site.url('/1.xml')}</loc></sitemap></sitemapindex>")
    code, _, errors = run(tmp_path, "new", home, "--id", "harbour")
    assert code == 0, errors
    source = read_file(tmp_path / "sources" / "harbour.toml")
    assert (source.name, source.languages, source.enabled) == ('Harbour "Watch"', ("en",), False)
    assert [(entry.kind, entry.order, entry.status, entry.found) for entry in source.inputs] == [
        ("feed", 1, "working", "publisher"),
        ("wordpress", 2, "working", "publisher"),
        ("sitemap", 3, "working", "publisher"),
    ]
    assert source.inputs[0].checked == datetime.now(UTC).date()
    assert "<rss>, 1 pages" in source.inputs[0].evidence
    assert (tmp_path / "sources" / "pages" / "harbour.html").read_text() == STATEMENT
    told = json.loads((tmp_path / "sources" / "pages" / "harbour.json").read_text())
    assert (told["title"], len(told["signatories"])) == ("Letter on the harbour", len(NAMES))
    assert not {"/comments/feed/", "/rss", "/rss.xml"} & set(site.paths())
    assert run(tmp_path, "test", "harbour")[:2] == (0, "1 same\n")
    pair = tmp_path / "sources" / "pages" / "harbour.json"
    pair.write_text(pair.read_text().replace("Ola Brandt", "Ole Brand"))
    code, out, _ = run(tmp_path, "test")
    assert code == 4
    assert '+   "name": "Ola Brandt"' in out
    pair.write_text("{}")
    code, _, errors = run(tmp_path, "test", "harbour")
    assert (code, "harbour.json cannot be used" in errors) == (2, True)
    asked = len(site.asked)
    code, _, errors = run(tmp_path, "new", home, "--id", "harbour")
    assert (code, len(site.asked)) == (2, asked)
    assert "is there already" in errors


def test_usual_places_are_tried_where_nothing_is_named(tmp_path: Path, site: Site) -> None:
    code, _, errors = run(tmp_path, "new", put_site(site, ""), "--id", "harbour", "--directory", "mine")
    assert code == 0, errors
    (entry,) = read_file(tmp_path / "mine" / "harbour.toml").inputs
    assert (entry.kind, entry.url, entry.found) == ("feed", site.url("/feed/"), "discovered")


def test_a_site_that_offers_nothing_makes_no_file(tmp_path: Path, site: Site) -> None:
    code, _, errors = run(
        tmp_path, "new", site.put("/", "<html lang=en><title>Harbour</title></html>"), "--id", "harbour"
    )
    assert code == 2
    assert "write a listing by hand" in errors
    assert "no input:" in errors
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("host", "wanted"),
    [
        ("www.harbour-watch.org", "harbour-watch"),
        ("news.orwick.example", "news-orwick"),
        ("Fa.Example.org", "fa-example"),
    ],
)
def test_ids_are_made_of_hosts(host: str, wanted: str) -> None:
    assert template.identifier(host) == wanted


def test_a_draft_that_is_no_source_is_refused() -> None:
    entry = template.FoundInput("feed", "https://a.example/feed", "publisher", "seen")
    with pytest.raises(UsageError, match="languages"):
        template.toml("a", "A", "https://a.example/", [], [entry], datetime.now(UTC).date())


def test_feeds_of_programs_are_left_out() -> None:
    html = (
        "<link rel=alternate type='application/json' href='/wp-json/wp/v2/pages/2'>"
        "<link rel=alternate type='application/json+oembed' href='/oembed'>"
        "<link rel=alternate hreflang=fr href='/fr'>"
        "<link rel='ALTERNATE' type='application/atom+xml; charset=utf-8' href='a.xml'>"
    )
    found = finding.declared(Document.from_text(html, "https://a.example/x/"), "")
    assert [(each.kind, each.url) for each in found] == [("feed", "https://a.example/x/a.xml")]


# --- test ---

PAIRS = sorted(
    (source, file)
    for source in catalogue.load()
    for file in pairs.of_source(crawling.ROOT / "tests" / "pages", source)
)


@pytest.mark.parametrize(("source", "file"), PAIRS, ids=lambda part: str(getattr(part, "stem", part)))
def test_page_pairs_of_the_shipped_sources(source: str, file: Path) -> None:
    now = pairs.read(file, catalogue.load()[source].read_settings(), read_page)
    assert report.as_json(now) == file.with_suffix(".json").read_text(encoding="utf-8")


def test_pairs_are_found_by_the_id_of_their_source(tmp_path: Path) -> None:
    for name in ("alpha.html", "alpha/second.html", "alpha/second.json", "beta.html", "alphabet.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    assert pairs.of_source(tmp_path, "alpha") == [tmp_path / "alpha" / "second.html", tmp_path / "alpha.html"]


def test_stored_captures_are_compared_with_what_was_accepted(tmp_path: Path, site: Site) -> None:
    crawling.write_source(
        tmp_path / "sources", "alpha", site.put("/feed", crawling.rss([site.put("/letter", STATEMENT)]))
    )
    crawling.crawl(tmp_path, {"ITEM_PIPELINES": _full_line()})
    code, out, errors = run(tmp_path, "test", "alpha")
    assert code == 4, errors
    assert "1 missing" in out
    (file,) = (tmp_path / "accepted" / "alpha").glob("*.json")
    assert run(tmp_path, "test")[:2] == (0, "1 same\n")
    file.write_text(file.read_text().replace("Ola Brandt", "Ole Brand"))
    code, out, _ = run(tmp_path, "test", "alpha")
    assert code == 4
    assert '-   "name": "Ole Brand"' in out and '+   "name": "Ola Brandt"' in out
    assert run(tmp_path, "test", "alpha", "--accept")[:2] == (0, "1 accepted\n")
    assert run(tmp_path, "test", "alpha")[0] == 0
    code, _, errors = run(tmp_path, "test", "beta")
    assert code == 2
    assert "no stored article" in errors


def _full_line() -> dict[str, int]:
    from aggregator import settings

    return settings.ITEM_PIPELINES
