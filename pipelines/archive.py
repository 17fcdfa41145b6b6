"""Raw bytes to the archive, before anything is derived from them."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from aggregator.items import InputFetched, Page

NOTHING_SENT = (0, 304)
"""No answer at all, or one without a body by its nature."""


class Archive:
    """Writes the response of an item to a WARC file; a replayed item is there already."""

    def __init__(self, spider: Any) -> None:
        self.spider = spider

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.spider)

    def process_item(self, item: Page | InputFetched) -> Page | InputFetched:
        if item.capture.status not in NOTHING_SENT and not item.capture.warc_file:
            try:
                self.spider.session.archive.append(item.capture, item.body)
            except OSError as error:
                self.spider.session.halt(f"the archive cannot be written ({error.strerror})")
                raise DropItem("not archived") from error
        return item
