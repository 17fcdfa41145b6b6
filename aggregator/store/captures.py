"""Captures: one row for each response the archive holds."""

from __future__ import annotations

import sqlite3

from aggregator.archive.chain import link
from aggregator.items import InputFetched, Page


def put(connection: sqlite3.Connection, item: Page | InputFetched) -> int | None:
    """The row id of the item's capture, inserted unless the archive record is known; None if not archived."""
    capture = item.capture
    if not capture.warc_file:
        return None
    known = connection.execute(
        "select id from captures where warc_file = ? and warc_offset = ?",
        (capture.warc_file, capture.warc_offset),
    ).fetchone()
    if known:
        return int(known[0])
    last = connection.execute("select chain from captures order by id desc limit 1").fetchone()
    capture.chain = link(last[0] if last else "", capture)
    page_id, input_id = (item.page_id, None) if isinstance(item, Page) else (None, item.input_id)
    cursor = connection.execute(
        "insert into captures (page_id, input_id, run_id, url, requested_url, fetched_at, status, payload_sha256, "
        "warc_file, warc_offset, warc_length, chain) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            page_id,
            input_id,
            item.run_id or None,
            capture.url,
            capture.requested_url,
            capture.fetched_at,
            capture.status,
            capture.payload_sha256,
            capture.warc_file,
            capture.warc_offset,
            capture.warc_length,
            capture.chain,
        ),
    )
    return cursor.lastrowid
