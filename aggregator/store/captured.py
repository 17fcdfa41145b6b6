"""Captures to read again: the newest of each article's page."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from aggregator.items import Capture

_NEWEST = """
select p.source_id, c.page_id, c.url, c.requested_url, c.fetched_at, c.status, c.payload_sha256,
  c.warc_file, c.warc_offset, c.warc_length, c.chain
from captures as c join pages as p on p.id = c.page_id
where p.source_id = :source and c.id in (
  select max(r.capture_id) from revisions as r join articles as a on a.id = r.article_id group by a.page_id)
order by c.id desc limit :most
"""
_SOURCES = "select distinct p.source_id from captures as c join pages as p on p.id = c.page_id order by 1"


def sources(connection: sqlite3.Connection) -> list[str]:
    """The ids of the sources that have captures."""
    return [row[0] for row in connection.execute(_SOURCES)]


def newest(connection: sqlite3.Connection, source_id: str, most: int) -> Iterator[tuple[int, Capture]]:
    """(page id, capture) that the last revision of each article came from, the latest first."""
    for _, page_id, *facts in connection.execute(_NEWEST, {"source": source_id, "most": most}):
        yield page_id, capture_of(facts)


def capture_of(facts: Sequence[Any]) -> Capture:
    """The capture of a row: url, requested_url, fetched_at, status, payload_sha256, warc_file, warc_offset,
    warc_length, chain."""
    url, requested, at, status, digest, file, offset, length, chain = facts
    return Capture(
        url,
        requested,
        at,
        status,
        payload_sha256=digest,
        warc_file=file,
        warc_offset=offset,
        warc_length=length,
        chain=chain,
    )
