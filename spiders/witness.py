"""What a feed printed of a page stands in for the page where its site lets nobody in."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from aggregator import archive
from aggregator.errors import AggregatorError
from aggregator.extract.inputs import InputRead, feeds, wordpress
from aggregator.frontier import Lease
from aggregator.identity.addresses import normalise
from aggregator.items import Capture, Hints, Page

logger = logging.getLogger(__name__)

LEAST = 600
"""Characters of HTML below which a feed's entry is a teaser, not a text."""
READERS: dict[str, Callable[[bytes, str], InputRead]] = {"feed": feeds.read, "wordpress": wordpress.read}
_FACTS = "c.url, c.fetched_at, c.payload_sha256, c.warc_file, c.warc_offset, c.warc_length"
_OF_INPUT = f"""
select i.kind, {_FACTS} from pages as p
join inputs as i on i.id = p.found_by join captures as c on c.input_id = i.id
where p.id = ? and c.status = 200 and c.fetched_at >= p.found_at order by c.id limit 20
"""
"""The answers of the input that led to a page, the one that named it among the first."""
_READ_ITSELF = """
select 1 from articles as a join captures as c on c.id = a.capture_id where a.page_id = ? and c.page_id is not null
"""
_STOOD_IN = f"""
select a.page_id, p.url, p.source_id, p.reason, i.kind, {_FACTS} from revisions as r
join articles as a on a.id = r.article_id join pages as p on p.id = a.page_id
join captures as c on c.id = r.capture_id join inputs as i on i.id = c.input_id
where :ids = '[]' or p.source_id in (select value from json_each(:ids))
order by c.warc_file, c.warc_offset, a.page_id
"""


def stand_in(connection: sqlite3.Connection, directory: Path, page: Page, lease: Lease) -> bool:
    """Let ``page``, which is blocked, be read from the entry of the feed that led to it, with the feed's capture as
    the evidence. False, and nothing changed, where the feed gave no more than a teaser or the page was read before."""
    if connection.execute(_READ_ITSELF, (lease.page_id,)).fetchone():
        return False
    for kind, *facts in connection.execute(_OF_INPUT, (lease.page_id,)):
        hints = _entry(directory, kind, facts, lease.url)
        if hints is not None:
            page.reason = f"read from the feed, because the page itself is blocked ({page.reason})"
            page.redirects, page.state = [], "leased"
            _fill(page, lease.url, facts, hints)
            return True
    return False


def stood_in(connection: sqlite3.Connection, directory: Path, ids: list[str]) -> Iterator[Page | str]:
    """The pages that were read from a feed, to be read again; in place of one that cannot be, its address."""
    for row in connection.execute(_STOOD_IN, {"ids": json.dumps(ids)}).fetchall():
        page_id, url, source_id, reason, kind, *facts = row
        hints = _entry(directory, kind, facts, url)
        if hints is None:
            yield url
            continue
        page = Page(page_id, source_id, Capture(url, url, "", 200), hints=hints, reason=reason)
        _fill(page, url, facts, hints)
        yield page


def _entry(directory: Path, kind: str, facts: list[Any], url: str) -> Hints | None:
    """What an archived answer printed of a page; None for less than a text."""
    feed_url, _, _, file, offset, _ = facts
    hints = _printed(directory, kind, feed_url, file, offset).get(normalise(url)) if kind in READERS else None
    return hints if hints is not None and len(hints.content_html) >= LEAST else None


@lru_cache(maxsize=8)
def _printed(directory: Path, kind: str, url: str, file: str, offset: int) -> dict[str, Hints]:
    """What an archived answer printed, by normalised address; cached because the pages of a feed come together."""
    try:
        found = archive.read(directory, Capture(url, url, "", 200, warc_file=file, warc_offset=offset))
        return {normalise(entry.url): entry.hints for entry in READERS[kind](found.body, url).discovered}
    except AggregatorError as error:
        logger.warning("no page can be read from a feed: %s", error)
        return {}


def _fill(page: Page, url: str, facts: list[Any], hints: Hints) -> None:
    _, at, digest, file, offset, length = facts
    page.capture = Capture(url, url, at, 200, [("Content-Type", "text/html; charset=utf-8")])
    page.capture.payload_sha256, page.capture.warc_file = digest, file
    page.capture.warc_offset, page.capture.warc_length = offset, length
    page.body = _as_page(hints).encode()


def _as_page(hints: Hints) -> str:
    title, language = escape(hints.title), escape(hints.language)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f"<article><h1>{title}</h1>{hints.content_html}</article></body></html>"
    )
