"""What a feed printed of a page stands in for the page where its site lets nobody in."""

from __future__ import annotations

import sqlite3
from html import escape

from aggregator.frontier import Lease
from aggregator.items import Capture, Page

LEAST = 600
"""Characters of HTML below which a feed's entry is a teaser, not a text."""
_OF_INPUT = """
select c.url, c.requested_url, c.fetched_at, c.status, c.payload_sha256, c.warc_file, c.warc_offset, c.warc_length
from pages as p join captures as c on c.input_id = p.found_by
where p.id = ? and c.status = 200 and c.fetched_at >= p.found_at order by c.id limit 1
"""


def stand_in(connection: sqlite3.Connection, page: Page, lease: Lease) -> bool:
    """Let ``page``, which is blocked, be read from the entry of the feed that led to it, with the feed's capture as
    the evidence. False, and nothing changed, where the feed gave no more than a teaser."""
    content = lease.hints.content_html
    row = connection.execute(_OF_INPUT, (lease.page_id,)).fetchone() if len(content) >= LEAST else None
    if row is None:
        return False
    _, _, at, status, digest, file, offset, length = row
    page.reason = f"read from the feed, because the page itself is blocked ({page.reason})"
    page.capture = Capture(lease.url, lease.url, at, status, payload_sha256=digest)
    page.capture.warc_file, page.capture.warc_offset, page.capture.warc_length = file, offset, length
    page.capture.headers = [("Content-Type", "text/html; charset=utf-8")]
    page.body, page.redirects, page.state = _as_page(lease).encode(), [], "leased"
    return True


def _as_page(lease: Lease) -> str:
    title, language = escape(lease.hints.title), escape(lease.hints.language)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f"<article><h1>{title}</h1>{lease.hints.content_html}</article></body></html>"
    )
