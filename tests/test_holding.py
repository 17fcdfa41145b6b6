"""A new extractor between two looks at a page: only what the page changed is told as a change."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from aggregator.store import holding
from tests.crawling import PLAIN_STAGES, crawl, html, rows, rss, write_source
from tests.loopback import Site, serving
from tests.storing import Store, article, signed, store
from tests.test_replay import replay

NAMES = ("Ada Marlow", "Board", "Carl Onwudi")
OLDER = {
    "ITEM_PIPELINES": PLAIN_STAGES | {"tests.crawling.PlainRead": None, "tests.crawling.SignedRead": 210}
}
NEWER = {
    "ITEM_PIPELINES": PLAIN_STAGES | {"tests.crawling.PlainRead": None, "tests.crawling.StricterRead": 210}
}
CHANGES = "select change, name, at <= (select max(fetched_at) from captures) from signature_changes"
REVISIONS = "select number, changed from revisions order by number"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        yield served


def letter(text: str, *names: str, noise: str = "") -> str:
    entries = "".join(f"<li>{name}</li>" for name in names)
    return html("Open letter", text).replace("</body>", f"<ul>{entries}</ul><!-- {noise} --></body>")


def begin(site: Site, folder: Path) -> None:
    page = site.put("/letter", letter("We ask for their release.", *NAMES))
    write_source(folder / "sources", "alpha", site.put("/feed", rss([page])))
    crawl(folder, OLDER)


def test_a_newer_reader_withdraws_no_name_that_the_page_still_carries(tmp_path: Path, site: Site) -> None:
    begin(site, tmp_path)
    site.put("/letter", letter("We ask for their release.", *NAMES, noise="another request"))
    crawl(tmp_path, NEWER, recheck=True)
    assert rows(tmp_path, CHANGES) == []
    assert rows(tmp_path, REVISIONS) == [(1, "[]")]
    assert rows(tmp_path, "select name_as_printed from signatures order by position") == [
        ("Ada Marlow",),
        ("Carl Onwudi",),
    ]
    assert rows(tmp_path, "select extractor_version, needs_review from articles") == [("2", "")]


def test_what_the_page_changed_meanwhile_is_told_at_its_time(tmp_path: Path, site: Site) -> None:
    begin(site, tmp_path)
    site.put("/letter", letter("We ask for their release today.", *NAMES[:2], "Dina Frey"))
    crawl(tmp_path, NEWER, recheck=True)
    assert sorted(rows(tmp_path, CHANGES)) == [("added", "Dina Frey", 1), ("withdrawn", "Carl Onwudi", 1)]
    assert rows(tmp_path, REVISIONS) == [(1, "[]"), (2, '["text", "signatories"]')]
    assert rows(tmp_path, "select signatories from revisions where number = 1") == [
        ('[["Ada Marlow", "", ""], ["Carl Onwudi", "", ""]]',)
    ]
    times = "select r.at = c.fetched_at from revisions as r join captures as c on c.id = r.capture_id"
    assert rows(tmp_path, times) == [(1,), (1,)]


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Store]:
    """An article whose page was last read by another extractor, before anything was read again."""
    body = ["We ask for their release.", "Ada Marlow", "Carl Onwudi"]
    with store(tmp_path / "news.db") as news:
        for at, version, names in (("2026-10-02", "1", body[1:]), ("2026-10-05", "2", body[1:2])):
            found = article("https://one.example/a", "Letter", body)
            news.put(
                found,
                at=f"{at}T08:00:00Z",
                signatures=signed(found.text, *((name, "") for name in names)),
                version=version,
            )
        yield news


def test_a_difference_is_held_back_and_marked(held: Store) -> None:
    assert held.rows("select needs_review, extractor_version, last_checked_at from articles") == [
        (holding.REASON, "1", "2026-10-05T08:00:00Z")
    ]
    assert held.rows("select count(*) from signature_changes") == [(0,)]
    assert held.rows("select count(*) from signatures where withdrawn_at is null") == [(2,)]
    wanted = holding.captures(held.db.conn, {"one"})
    assert [row[0] for row in wanted] == [1, 2]
    assert holding.captures(held.db.conn, {"two"}) == []


def test_what_a_refused_page_was_told_by_its_feed_is_not_held(tmp_path: Path) -> None:
    with store(tmp_path / "news.db") as news:
        for at, version, status, text in (
            ("2026-10-02", "1", 403, "Short."),
            ("2026-10-05", "2", 200, "In full."),
        ):
            found = article("https://one.example/a", "Letter", [text])
            news.put(found, at=f"{at}T08:00:00Z", version=version, status=status)
        assert news.rows("select needs_review, revision_count from articles") == [("", 2)]


def test_a_replay_settles_what_a_killed_crawl_left_held(tmp_path: Path, site: Site) -> None:
    begin(site, tmp_path)
    site.put("/letter", letter("We ask for their release today.", *NAMES))
    crawl(tmp_path, NEWER, recheck=True)
    with sqlite3.connect(tmp_path / "news.db") as connection:
        connection.execute("delete from revisions where number = 2")
        sql = "update articles set revision_count = 1, capture_id = 1, extractor_version = '1', needs_review = ?"
        connection.execute(sql, (holding.REASON,))
    replay(tmp_path, NEWER)
    assert rows(tmp_path, CHANGES) == []
    assert rows(tmp_path, REVISIONS) == [(1, "[]"), (2, '["text"]')]
    assert rows(tmp_path, "select needs_review from articles") == [("",)]
