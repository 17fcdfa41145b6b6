"""The peer: Scrapy with its defaults, trafilatura's text and metadata in the callback, JSON lines.

``python -m tests.benchmarks.loopback.bare PORT PAGES FILE [fetch]``; with ``fetch`` nothing is extracted.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import scrapy
import trafilatura
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.utils.defer import deferred_from_coro

from tests.benchmarks.loopback.pages import SITES


class Bare(scrapy.Spider):
    """Asks for every page of every site."""

    name = "bare"

    def __init__(self, port: str, pages: str, fetch: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.port, self.pages, self.fetch = port, int(pages), fetch

    async def start(self) -> Any:
        for number in range(self.pages):
            host = f"127.0.0.{2 + number % SITES}"
            yield scrapy.Request(f"http://{host}:{self.port}/p/{number}", dont_filter=True)

    def parse(self, response: Response) -> Iterator[dict[str, Any]]:
        """One item for each page."""
        if self.fetch:
            return
        found = trafilatura.bare_extraction(response.text, url=response.url, with_metadata=True)
        if found is not None:
            yield {name: value for name, value in found.as_dict().items() if isinstance(value, str)}


def main() -> None:
    """Crawl once."""
    port, pages, file, *rest = sys.argv[1:]
    settings = {
        "LOG_LEVEL": "ERROR",
        "FEEDS": {file: {"format": "jsonlines"}},
        "TELNETCONSOLE_ENABLED": False,
    }
    process = AsyncCrawlerProcess(settings)
    deferred_from_coro(process.crawl(Bare, port=port, pages=pages, fetch=bool(rest)))
    process.start()


if __name__ == "__main__":
    main()
