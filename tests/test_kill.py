"""A crawl that is killed at any moment and begun again ends with the database of one that was left in peace."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aggregator.archive import verify
from aggregator.items import Capture
from tests.crawling import crawl, html, rows, rss, start_crawl, write_source
from tests.loopback import Answer, Site, serving

FACTS = {
    "pages": "select url, url_normalised, source_id, state, reason, redirected_to, payload_sha256, hints from pages",
    "articles": "select a.url, a.canonical_url, a.title, t.text, t.blocks, a.words, a.text_sha256, a.revision_count, "
    "a.link_count from articles as a join article_texts as t on t.article_id = a.id",
    "addresses": "select u.url_normalised, u.relation, a.url from article_addresses as u "
    "join articles as a on a.id = u.article_id",
    "revisions": "select a.url, r.number, r.changed, r.text_sha256 from revisions as r "
    "join articles as a on a.id = r.article_id",
    "inputs": "select url, replace(state, 'unchanged', 'ok'), reason, item_count, body_sha256, etag from inputs",
    "search": "select s.title, s.text, s.tags from article_search as s",
    "stories": "select article_count, source_count from stories",
    "captured": "select distinct url, status, payload_sha256 from captures where page_id is not null",
}
"""What must be equal; ids, times and places in the archive may differ."""


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving() as served:
        yield served


def build(site: Site, folder: Path, pages: int) -> None:
    """Two sources: a feed, and a listing of five pages; some pages move, are gone, or break."""
    folder.mkdir()
    urls = []
    for n in range(pages):
        body = Answer(
            html(f"Page {n}", *(f"Paragraph {m} of page {n} tells of {n * m}." for m in range(9))),
            delay=0.002,
        )
        if n % 40 == 7:
            body = Answer(status=301, headers={"Location": f"/target/{n}"})
            site.put(f"/target/{n}", html(f"Moved {n}", f"What page {n} says elsewhere"))
        elif n % 40 == 11:
            body = Answer("gone", 410)
        elif n % 40 == 23:
            body = Answer(html("raise", "x"))
        urls.append(site.put(f"/page/{n}", body))
    write_source(folder / "sources", "alpha", site.put("/feed", rss(urls[: pages // 2])))
    rest, size = urls[pages // 2 :], max(1, pages // 10)
    for number, start in enumerate(range(0, len(rest), size), 1):
        links = "".join(f'<a class="s" href="{url}">{url}</a>' for url in rest[start : start + size])
        site.put(f"/list?page={number}", f'{links}<a rel="next" href="/list?page={number + 1}">older</a>')
    more = {"link": '"a.s"', "next": '"a[rel=next]"', "max_pages": "5"}
    write_source(folder / "sources", "beta", site.url("/list?page=1"), kind="listing", **more)


def facts(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    return {name: sorted(rows(folder, sql), key=repr) for name, sql in FACTS.items()}


def kill(process: subprocess.Popen[str]) -> bool:
    """SIGKILL to the crawl and all its workers; whether it was still running."""
    was_running = process.poll() is None
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        was_running = False
    process.communicate()
    return was_running


def check_whole(folder: Path) -> None:
    assert rows(folder, "pragma integrity_check") == [("ok",)]
    assert rows(folder, "pragma foreign_key_check") == []
    assert rows(folder, "select count(*) from pages where state in ('new', 'leased')") == [(0,)]
    names = "id, url, requested_url, fetched_at, status, payload_sha256, warc_file, warc_offset, warc_length, chain"
    found = rows(folder, f"select {names} from captures order by id")
    captures = [
        (
            row[0],
            Capture(
                *row[1:5],
                payload_sha256=row[5],
                warc_file=row[6],
                warc_offset=row[7],
                warc_length=row[8],
                chain=row[9],
            ),
        )
        for row in found
    ]
    assert list(verify(captures, folder / "archive")) == []


def check_kills(site: Site, tmp_path: Path, pages: int, kills: int) -> None:
    build(site, tmp_path / "calm", pages)
    began = time.monotonic()
    crawl(tmp_path / "calm", {"WORKERS": 1})
    seconds = time.monotonic() - began
    expected, moments, landed = facts(tmp_path / "calm"), random.Random(pages), 0
    for trial in range(kills):
        folder = tmp_path / f"killed-{trial}"
        build(site, folder, pages)
        process = start_crawl(folder, {"WORKERS": 1})
        time.sleep(moments.uniform(0.2, 0.95) * seconds)
        landed += kill(process)
        crawl(folder, {"WORKERS": 1})
        check_whole(folder)
        found = facts(folder)
        for name in FACTS:
            assert found[name] == expected[name], f"{name}, killed in trial {trial}"
    assert landed >= kills / 2, "too few kills came in time"


def test_a_killed_crawl_ends_like_a_calm_one(site: Site, tmp_path: Path) -> None:
    check_kills(site, tmp_path, pages=120, kills=3)


@pytest.mark.nightly
def test_twenty_kills_of_a_crawl_of_400_pages(site: Site, tmp_path: Path) -> None:
    check_kills(site, tmp_path, pages=400, kills=20)


def test_a_stopped_crawl_ends_in_order_and_goes_on(site: Site, tmp_path: Path) -> None:
    folder = tmp_path / "stopped"
    build(site, folder, 120)
    site.asked.clear()
    process = start_crawl(folder, {"WORKERS": 1})
    while len(site.paths()) < 30 and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert rows(folder, "select state from runs") == [("interrupted",)]
    crawl(folder, {"WORKERS": 1})
    check_whole(folder)
