"""Items to the one writer, in batches."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import Any, Self

from scrapy.crawler import Crawler

from aggregator.items import InputFetched, Page


class Store:
    """Queues items for the next transaction and sees to it that a batch never waits long."""

    def __init__(self, spider: Any, seconds: float) -> None:
        self.spider, self.seconds = spider, seconds
        self._ticker: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.spider, crawler.settings.getfloat("BATCH_SECONDS"))

    def open_spider(self) -> None:
        self._ticker = asyncio.ensure_future(self._tick())

    def close_spider(self) -> None:
        if self._ticker is not None:
            self._ticker.cancel()

    def process_item(self, item: Page | InputFetched) -> Page | InputFetched:
        item.body = b""
        if isinstance(item, Page):
            item.document = None
        self._guarded(lambda: self.spider.session.writer.add(item))
        return item

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(self.seconds)
            self._guarded(self.spider.session.writer.flush_if_due)
            self.spider.session.report()

    def _guarded(self, write: Any) -> None:
        try:
            write()
        except (sqlite3.OperationalError, OSError) as error:
            self.spider.session.halt(f"the database cannot be written ({error})")
