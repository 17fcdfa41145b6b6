"""robots.txt as RFC 9309 has it: what cannot be fetched forbids everything, what is absent forbids nothing."""

from __future__ import annotations

import time
from typing import Any, cast

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

MAX_BYTES = 500 * 1024
"""RFC 9309 section 2.5: the least that must be parsed, and all that is."""
MAX_AGE = 24 * 3600
"""Seconds; RFC 9309 section 2.4."""
FORBID_ALL = b"User-agent: *\nDisallow: /\n"


class RobotsUnreachable(IgnoreRequest):
    """robots.txt could not be fetched, so nothing is until it can. Attributes: ``cause``, a status or an error."""

    def __init__(self, cause: int | Exception) -> None:
        self.cause = cause
        super().__init__(f"robots.txt cannot be had ({cause})")


class Robots(RobotsTxtMiddleware):
    """Scrapy's middleware with RFC 9309's rules for errors: 5xx, 429 and silence forbid, other 4xx allow."""

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        self._unreachable: dict[str, int | Exception] = {}
        self._since: dict[str, float] = {}

    async def robot_parser(self, request: Request) -> RobotParser | None:
        netloc = urlparse_cached(request).netloc
        now = time.monotonic()
        if now - self._since.setdefault(netloc, now) > MAX_AGE:
            self._since[netloc] = now
            self._parsers.pop(netloc, None)
            self._unreachable.pop(netloc, None)
        await super().robot_parser(request)
        # requests that wait for one robots.txt share a Deferred, which hands its value to the first alone and None,
        # which allows everything, to the others
        return cast("RobotParser | None", self._parsers[netloc])

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        cause = self._unreachable.get(urlparse_cached(request).netloc)
        if cause:
            raise RobotsUnreachable(cause)
        super().process_request_2(rp, request)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        body = response.body[:MAX_BYTES] if response.status < 300 else b""
        if response.status >= 500 or response.status == 429:
            self._unreachable[netloc] = response.status
            body = FORBID_ALL
        await super()._parse_robots(response.replace(body=body), netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        self._unreachable[netloc] = exc
        super()._robots_error(exc, netloc)
