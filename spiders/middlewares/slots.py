"""One queue for each registrable domain, never faster than robots.txt asks for."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from aggregator.identity.addresses import registrable_domain


class DomainSlots:
    """Puts a request, and each redirect of it, into the queue of the domain it goes to."""

    def process_request(self, request: Request) -> None:
        request.meta["download_slot"] = registrable_domain(request.url)


class Throttle(AutoThrottle):
    """Scrapy's AutoThrottle, where it is on, over lower bounds that always hold: Crawl-delay and the source's delay."""

    def __init__(self, crawler: Crawler) -> None:
        self.floors: dict[str, float] = {}
        self.longest = crawler.settings.getfloat("CRAWL_DELAY_MAX")
        self.agent = crawler.settings["ROBOTSTXT_USER_AGENT"]
        with suppress(NotConfigured):
            super().__init__(crawler)
        self.crawler = crawler
        # the order counts: bounds are put back after each adjustment
        crawler.signals.connect(self.apply_delays, signal=signals.spider_opened)
        crawler.signals.connect(self.robots_parsed, signal=signals.robots_parsed)
        crawler.signals.connect(self.keep_floor, signal=signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def apply_delays(self, spider: Spider) -> None:
        """Take the delays that the catalogue asks for."""
        for domain, delay in getattr(spider, "delays", {}).items():
            self.slow_down(domain, delay)

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Take the Crawl-delay that a site asks for."""
        delay = robotparser.crawl_delay(self.agent)
        if delay:
            self.slow_down(registrable_domain(request.url), delay)

    def slow_down(self, domain: str, delay: float) -> None:
        """Let ``delay`` seconds, at most CRAWL_DELAY_MAX, be the least between two requests to ``domain``."""
        floor = max(self.floors.get(domain, 0.0), min(delay, self.longest))
        self.floors[domain] = floor
        downloader: Any = self.crawler.engine.downloader  # type: ignore[union-attr]
        downloader.per_slot_settings[domain] = {"delay": max(floor, downloader._delay)}
        self._raise_slot(domain)

    def keep_floor(self, response: Response, request: Request) -> None:
        """Put the bound back where an adjustment went below it."""
        self._raise_slot(request.meta.get("download_slot", ""))

    def _raise_slot(self, domain: str) -> None:
        slot = self.crawler.engine.downloader.slots.get(domain)  # type: ignore[union-attr]
        if slot is not None:
            slot.delay = max(slot.delay, self.floors.get(domain, 0.0))
