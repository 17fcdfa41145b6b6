"""Retries that wait: a server that asks for a pause (429, 503, Retry-After) gets it, its whole domain with it."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware, get_retry_request
from scrapy.http import Response

logger = logging.getLogger(__name__)

BUSY = (429, 503)
UNSAID = 10.0
"""Seconds to wait where the server is busy but does not say how long; doubled with each try."""


def retry_after(response: Response, now: datetime) -> float | None:
    """Seconds that the header Retry-After asks for (RFC 9110 section 10.2.3); None where it is absent or odd."""
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if value.isdecimal():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now).total_seconds())


class Patience(RetryMiddleware):
    """Scrapy's retries, but for 429 and 503 the domain is left alone for as long as it asks.

    A wait beyond RETRY_AFTER_MAX goes to the callback, which puts the page off in the frontier.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = super().from_crawler(crawler)
        # this signal comes before the domain's next request is sent, process_response after it
        crawler.signals.connect(middleware.pause_domain, signal=signals.response_downloaded)
        return middleware

    def pause_domain(self, response: Response, request: Request) -> None:
        """Hold back the domain's next request where the server is busy."""
        if response.status not in BUSY:
            return
        downloader: Any = self.crawler.engine.downloader  # type: ignore[union-attr]
        slot = downloader.slots.get(request.meta.get("download_slot"))
        if slot is not None:
            seconds = min(self._wait(request, response), self._longest())
            # the slot sends its next request at lastseen + delay; a delay of 0 would not look at lastseen
            slot.delay = slot.delay or 0.001
            slot.lastseen = max(slot.lastseen, monotonic() + seconds - slot.delay)
            logger.info("%s asks for a pause: %.0f s", request.meta["download_slot"], seconds)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        if response.status not in BUSY:
            return super().process_response(request, response)  # type: ignore[no-any-return]
        if self._wait(request, response) > self._longest():
            return response
        spider: Any = self.crawler.spider
        return get_retry_request(request, spider=spider, reason=f"HTTP {response.status}") or response

    def _wait(self, request: Request, response: Response) -> float:
        asked = retry_after(response, datetime.now(UTC))
        return asked if asked is not None else UNSAID * 2 ** request.meta.get("retry_times", 0)

    def _longest(self) -> float:
        return self.crawler.settings.getfloat("RETRY_AFTER_MAX")
