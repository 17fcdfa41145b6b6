"""The posts endpoint of WordPress, a hundred posts at a time."""

from __future__ import annotations

from scrapy.http import Response

from aggregator.extract.inputs import InputRead, wordpress
from aggregator.sources import Input


def address(entry: Input, since: str) -> str:
    """The endpoint, asked for its newest posts."""
    return wordpress.address(entry.url, after=since)


def read(response: Response, entry: Input) -> InputRead:
    """See `wordpress.read`."""
    return wordpress.read(response.body, response.url)
