"""Captures read again without a network, and archives of others brought in."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aggregator.archive import Archive
from aggregator.items import Capture
from tests.crawling import PLAIN_STAGES, QUICK, ROOT, crawl, html, rows, rss, write_source
from tests.loopback import Answer, Site, serving

CONTENT = (
    "select p.url, a.title, t.text, a.capture_id, a.gone_at is null, a.last_checked_at, a.revision_count, p.state, "
    "p.next_due_at, p.checks from pages as p join articles as a on a.page_id = p.id "
    "join article_texts as t on t.article_id = a.id order by 1"
)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        yield served


def replay(folder: Path, settings: dict[str, Any] | None = None, **told: Any) -> dict[str, Any]:
    told = {
        "database": str(folder / "news.db"),
        "sources": [str(folder / "sources")],
        "settings": QUICK | {"ITEM_PIPELINES": PLAIN_STAGES} | (settings or {}),
        **told,
    }
    command = [sys.executable, "-m", "tests.crawl_once", json.dumps(told), "replay"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return {**json.loads(done.stdout.splitlines()[-1]), "log": done.stderr}


def build(site: Site, folder: Path) -> None:
    urls = [site.put(f"/p{n}", html(f"Page {n}", f"Words of page {n}")) for n in range(4)]
    urls.append(site.put("/odd", html("raise", "Words of the odd page")))
    write_source(folder / "sources", "alpha", site.put("/feed", rss(urls)))


def test_a_replay_asks_nobody_and_changes_nothing(tmp_path: Path, site: Site) -> None:
    build(site, tmp_path)
    crawl(tmp_path)
    site.put("/p1", html("Page 1", "Words of page 1, changed"))
    del site.pages["", "/p2"]
    crawl(tmp_path, recheck=True)
    before, captures = rows(tmp_path, CONTENT), rows(tmp_path, "select * from captures order by id")
    site.asked.clear()
    summary = replay(tmp_path)
    assert summary["state"] == "ok"
    assert site.asked == []
    assert rows(tmp_path, CONTENT) == before
    assert rows(tmp_path, "select * from captures order by id") == captures
    assert rows(tmp_path, "select number, text from revisions join articles as a on a.id = article_id "
                          "where a.title = 'Page 1' order by number") == [
        (1, "Words of page 1"),
        (2, "Words of page 1, changed"),
    ]  # fmt: skip


def test_a_better_reader_reads_what_failed_before(tmp_path: Path, site: Site) -> None:
    build(site, tmp_path)
    crawl(tmp_path)
    assert rows(tmp_path, "select count(*) from articles") == [(4,)]
    better = PLAIN_STAGES | {"tests.crawling.PlainRead": None, "tests.crawling.FearlessRead": 210}
    replay(tmp_path, {"ITEM_PIPELINES": better})
    assert rows(tmp_path, "select state, title from pages as p join articles as a on a.page_id = p.id "
                          "where p.url like '%odd'") == [("done", "raise")]  # fmt: skip
    assert rows(tmp_path, "select count(*) from revisions") == [(5,)]


def test_a_damaged_capture_is_named_and_the_others_are_read(tmp_path: Path, site: Site) -> None:
    build(site, tmp_path)
    crawl(tmp_path)
    ((file, offset, length),) = rows(
        tmp_path, "select warc_file, warc_offset, warc_length from captures where url like '%/p1' limit 1"
    )
    path = tmp_path / "archive" / file
    data = bytearray(path.read_bytes())
    data[offset : offset + length] = bytes(length)
    path.write_bytes(data)
    summary = replay(tmp_path)
    assert "1 captures could not be read" in summary["reason"]
    assert "4 pages read" in summary["reason"]


def test_a_replay_of_some_sources_leaves_the_others(tmp_path: Path, site: Site) -> None:
    build(site, tmp_path)
    crawl(tmp_path)
    assert "0 pages read" in replay(tmp_path, ids=["beta"])["reason"]
    assert "5 pages read" in replay(tmp_path, ids=["alpha"])["reason"]


def foreign(path: Path, pages: dict[str, str]) -> Path:
    """A WARC file as another program leaves it."""
    writer = Archive(path.parent / "other")
    for url, body in pages.items():
        capture = Capture(url, url, "2021-02-03T04:05:06Z", 200, headers=[("Content-Type", "text/html")])
        writer.append(capture, body.encode())
    image = Capture(
        "https://alpha.example/i.png",
        "",
        "2021-02-03T04:05:06Z",
        200,
        headers=[("Content-Type", "image/png")],
    )
    writer.append(image, b"\x89PNG")
    writer.close()
    path.write_bytes(gzip.decompress((path.parent / "other" / capture.warc_file).read_bytes()))
    return path


def test_a_foreign_archive_is_imported_once(tmp_path: Path) -> None:
    write_source(tmp_path / "sources", "alpha", "https://www.alpha.example/feed")
    toml = tmp_path / "sources" / "alpha.toml"
    toml.write_text(toml.read_text().replace("delay = 0.1", "delay = 2.0"))
    pages = {
        "https://alpha.example/1": html("One", "First words"),
        "https://alpha.example/2": html("Two", "Second words"),
        "https://elsewhere.example/3": html("Three", "Third words"),
    }
    file = foreign(tmp_path / "other.warc", pages)
    summary = replay(tmp_path, files=[str(file)])
    assert "2 pages read; 1 records of unknown hosts passed over" in summary["reason"]
    found = "select a.source_id, title, collected_at, next_due_at from articles as a join pages as p on p.id = page_id"
    assert rows(tmp_path, f"{found} order by 2") == [
        ("alpha", "One", "2021-02-03T04:05:06Z", None),
        ("alpha", "Two", "2021-02-03T04:05:06Z", None),
    ]
    replay(tmp_path, files=[str(file)], source="alpha")
    assert rows(tmp_path, "select count(*) from captures") == [(3,)]
    assert rows(tmp_path, "select count(*) from articles") == [(3,)]
    before = rows(tmp_path, CONTENT)
    replay(tmp_path)
    assert rows(tmp_path, CONTENT) == before


def test_an_import_for_a_source_that_is_not_there_is_a_mistake_told_in_words(tmp_path: Path) -> None:
    write_source(tmp_path / "sources", "alpha", "http://127.0.0.1/feed")
    file = foreign(tmp_path / "other.warc", {"https://elsewhere.example/3": html("Three", "Third words")})
    with pytest.raises(AssertionError, match=r"UnknownSourceError.*alhpa"):
        replay(tmp_path, files=[str(file)], source="alhpa")


def full_text_feed(site: Site, folder: Path, words: str) -> None:
    """A feed in two parts that prints the text of blocked pages."""
    space = 'xmlns="http://www.w3.org/2005/Atom"'
    for part, older in (("/feed", site.url("/feed-2")), ("/feed-2", "")):
        url = site.put(f"/blocked{part}", Answer("no", 403))
        text = f"<p>{words} of {part}, as the feed prints them.</p>" * 20
        entry = f"<entry><title>Letter {part}</title><link href='{url}'/><content type='html'><![CDATA[{text}]]></content>"
        link = f'<link rel="prev-archive" href="{older}"/>' if older else ""
        site.put(part, f"<feed {space}><title>t</title>{link}{entry}</entry></feed>")
    write_source(folder / "sources", "alpha", site.url("/feed"))


def test_pages_read_from_their_feed_are_read_again_from_it(tmp_path: Path, site: Site) -> None:
    full_text_feed(site, tmp_path, "Words")
    crawl(tmp_path, backfill=True)
    evidence = rows(
        tmp_path, "select a.title, c.url from articles as a join captures as c on c.id = capture_id"
    )
    assert sorted(evidence) == [("Letter /feed", site.url("/feed")), ("Letter /feed-2", site.url("/feed-2"))]
    before = rows(tmp_path, CONTENT)
    site.asked.clear()
    summary = replay(tmp_path)
    assert "2 pages read" in summary["reason"]
    assert (rows(tmp_path, CONTENT), site.asked) == (before, [])
    shouting = PLAIN_STAGES | {"tests.crawling.PlainRead": None, "tests.crawling.ShoutingRead": 210}
    replay(tmp_path, {"ITEM_PIPELINES": shouting})
    ((text,), _) = rows(tmp_path, "select text from article_texts order by 1")
    assert text.startswith("WORDS OF /FEED, AS THE FEED PRINTS THEM.")
    assert rows(tmp_path, "select state, reason from pages") == 2 * [
        ("done", "read from the feed, because the page itself is blocked (HTTP 403)")
    ]


def test_a_page_that_was_read_itself_is_not_read_from_its_feed_once_it_is_blocked(
    tmp_path: Path, site: Site
) -> None:
    full_text_feed(site, tmp_path, "Words")
    site.put("/blocked/feed", html("Letter", "Words of the page itself"))
    crawl(tmp_path)
    site.put("/blocked/feed", Answer("no", 403))
    crawl(tmp_path, recheck=True)
    assert rows(
        tmp_path, "select text, revision_count from article_texts join articles on id = article_id"
    ) == [("Words of the page itself", 1)]
    assert rows(tmp_path, "select state, reason from pages") == [("blocked", "HTTP 403")]


def test_a_page_without_an_answer_is_never_replayed(tmp_path: Path, site: Site) -> None:
    write_source(tmp_path / "sources", "alpha", site.put("/feed", rss([site.put("/x", Answer("no", 404))])))
    crawl(tmp_path)
    assert "0 pages read" in replay(tmp_path)["reason"]


def test_an_import_by_command_tells_what_was_read_and_speaks_of_no_source_that_was_due(
    tmp_path: Path,
) -> None:
    write_source(tmp_path / "sources", "alpha", "http://127.0.0.1/feed")
    foreign(tmp_path / "other.warc", {"https://elsewhere.example/3": html("Three", "Third words")})
    command = [
        sys.executable,
        "-c",
        "from aggregator.cli import main; main()",
        "import",
        "warc",
        "other.warc",
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def bring(source: str) -> subprocess.CompletedProcess[str]:
        words = [*command, "--source", source, "--sources", "sources", "--workers", "0"]
        return subprocess.run(
            words, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120, check=False
        )

    done = bring("alpha")
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 pages read" in done.stdout
    wrong = bring("alhpa")
    assert (wrong.returncode, "Traceback" in wrong.stderr) == (2, False)
    assert "no source 'alhpa'" in wrong.stderr
