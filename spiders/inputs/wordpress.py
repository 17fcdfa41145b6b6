"""The posts endpoint of WordPress, a hundred posts at a time."""

from __future__ import annotations

from scrapy.http import Response

from aggregator.extract.inputs import InputRead, wordpress
from aggregator.sources import Input


def address(entry: Input, since: str, until: str) -> str:
    """The endpoint, asked for its newest posts of the time wanted."""
    return wordpress.address(entry.url, after=since, before=until)


def read(response: Response, entry: Input) -> InputRead:
    """See `wordpress.read`."""
    total = (response.headers.get("X-WP-TotalPages") or b"").decode("latin-1")
    return wordpress.read(response.body, response.url, int(total) if total.isdecimal() else None)
