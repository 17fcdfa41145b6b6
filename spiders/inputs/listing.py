"""Listing pages, by the selectors of the catalogue."""

from __future__ import annotations

from scrapy.http import Response

from aggregator.extract.inputs import InputRead, listings
from aggregator.sources import Input
from spiders.inputs import content_type


def address(entry: Input, since: str, until: str) -> str:
    """The input's own address."""
    return entry.url


def read(response: Response, entry: Input) -> InputRead:
    """See `listings.read`."""
    kind = content_type(response)
    return listings.read(response.body, response.url, kind, link=entry.link, next=entry.next)
