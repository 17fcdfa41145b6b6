"""Differences held back: between a page as read now and what another extractor read of it before.

Only readings by one extractor tell what a page changed. The difference waits until the captures on both sides are
read again, which a crawl does in the end and a replay does too.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from typing import Any

from aggregator.items import Page

REASON = "differs, but was read by another extractor: compared once its captures are read again"
_STORED = """
select a.extractor_version from articles as a join revisions as r on r.article_id = a.id
join captures as c on c.id = r.capture_id
where a.id = ? and c.status = 200 and r.number = (select max(number) from revisions where article_id = a.id)
"""
_CAPTURES = """
select c.id, c.page_id, p.source_id, p.hints, c.url, c.requested_url, c.fetched_at, c.status, c.payload_sha256,
  c.warc_file, c.warc_offset, c.warc_length, c.chain
from articles as a join pages as p on p.id = a.page_id join captures as c on c.page_id = p.id
where a.needs_review = ? and a.gone_at is null and c.status = 200 and p.source_id in (select value from json_each(?))
  and c.id >= (select max(capture_id) from revisions where article_id = a.id)
order by c.id
"""


def is_by_another_extractor(connection: sqlite3.Connection, article_id: int, page: Page) -> bool:
    """Whether what is stored of the article was read by another extractor than ``page``, from a page kept to compare.

    What a feed told in a page's stead cannot be read again as the page.
    """
    row = connection.execute(_STORED, (article_id,)).fetchone()
    return bool(row and row[0] and page.extractor_version and row[0] != page.extractor_version)


def hold(connection: sqlite3.Connection, article_id: int) -> None:
    """Leave the article as it is, marked as having a capture that is to be compared."""
    connection.execute("update articles set needs_review = ? where id = ?", (REASON, article_id))


def captures(connection: sqlite3.Connection, source_ids: Collection[str]) -> list[tuple[Any, ...]]:
    """The captures to read again, each article's newest revision before what came after it.

    Columns: capture, page and source ids, the page's hints, then what the capture's record is found by.
    """
    return connection.execute(_CAPTURES, (REASON, json.dumps(sorted(source_ids)))).fetchall()
