"""Plain lists of addresses."""

from __future__ import annotations

from scrapy.http import Response

from aggregator.extract.inputs import InputRead, urllists
from aggregator.sources import Input
from spiders.inputs import content_type


def address(entry: Input, since: str, until: str) -> str:
    """The input's own address."""
    return entry.url


def read(response: Response, entry: Input) -> InputRead:
    """See `urllists.read`."""
    return urllists.read(response.body, response.url, content_type(response))
