"""One queue for each registrable domain, never faster than robots.txt asks for."""

from __future__ import annotations

from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from aggregator.identity.addresses import registrable_domain


class DomainSlots:
    """Puts a request, and each redirect of it, into the queue of the domain it goes to."""

    def process_request(self, request: Request) -> None:
        request.meta["download_slot"] = registrable_domain(request.url)


class Throttle(AutoThrottle):
    """Scrapy's AutoThrottle over the Crawl-delay of robots.txt and the delay of the source as lower bounds."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.floors: dict[str, float] = {}
        self.longest = crawler.settings.getfloat("CRAWL_DELAY_MAX")
        self.agent = crawler.settings["ROBOTSTXT_USER_AGENT"]
        crawler.signals.connect(self.robots_parsed, signal=signals.robots_parsed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def _spider_opened(self, spider: Spider) -> None:
        super()._spider_opened(spider)
        for domain, delay in getattr(spider, "delays", {}).items():
            self.slow_down(domain, delay)

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        delay = robotparser.crawl_delay(self.agent)
        if delay:
            self.slow_down(registrable_domain(request.url), delay)

    def slow_down(self, domain: str, delay: float) -> None:
        """Let ``delay`` seconds, at most CRAWL_DELAY_MAX, be the least between two requests to ``domain``."""
        floor = max(self.floors.get(domain, 0.0), min(delay, self.longest))
        self.floors[domain] = floor
        downloader: Any = self.crawler.engine.downloader  # type: ignore[union-attr]
        downloader.per_slot_settings[domain] = {"delay": max(floor, downloader._delay)}
        if domain in downloader.slots:
            slot = downloader.slots[domain]
            slot.delay = max(slot.delay, floor)

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        super()._response_downloaded(response, request, spider)
        key, slot = self._get_slot(request, spider)
        if slot is not None and key in self.floors:
            slot.delay = max(slot.delay, self.floors[key])
