"""A few addresses asked for with the very downloader of a crawl: user agent, robots.txt, delays, address guard."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.http import Response
from scrapy.utils.defer import deferred_from_coro

from aggregator.errors import UsageError
from aggregator.items import PageState
from aggregator.sources import rules
from spiders import outcomes
from spiders.run import project_settings

_NO_STORE = {"ITEM_PIPELINES": {}, "ADDONS": {}}
_OWN_MACHINE = {"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False}
"""Where only this machine is asked there is nobody to be polite to."""

T = TypeVar("T")


@dataclass(frozen=True)
class Answer:
    """What an address answered; without ``response``, ``state`` and ``reason`` say why there is none."""

    url: str
    response: Response | None
    state: PageState
    reason: str

    @property
    def is_readable(self) -> bool:
        """Whether the answer is one to read."""
        return self.response is not None and self.state == "leased"


Fetch = Callable[[str], Awaitable[Answer]]
Job = Callable[[Fetch], Awaitable[T]]


def require_contact(contact: str, urls: Iterable[str]) -> None:
    """Raise `UsageError` where sites other than this machine's are asked without a contact for their owners."""
    if not contact and not all(rules.on_loopback(url) for url in urls):
        raise UsageError(
            "asking live sites needs a contact that their owners can write to: "
            "set AGGREGATOR_CONTACT to an e-mail address or a web address"
        )


@dataclass
class _Refusals:
    """Stands where a crawl's session notes refused addresses; here the answer tells."""

    noted: list[str] = field(default_factory=list)

    def refuse(self, url: str, source_id: str | None, address: str, reason: str) -> None:
        self.noted.append(f"{url}: {address} is {reason}")


class ProbeSpider(Spider):
    """Runs one job, which asks for addresses as it needs them and keeps nothing. Argument: ``job``."""

    name = "probe"

    def __init__(self, job: Job[Any] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.job = job
        self.session = _Refusals()
        self.result: Any = None
        self.failure: BaseException | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        settings = crawler.settings
        if settings.get("CONTACT"):
            agent = f"{settings['USER_AGENT']} (+{settings['CONTACT']})"
            settings.set("USER_AGENT", agent, priority="spider")
        return super().from_crawler(crawler, *args, **kwargs)

    async def start(self) -> AsyncIterator[Any]:
        if self.job is not None:
            try:
                self.result = await self.job(self.fetch)
            except Exception as error:  # noqa: BLE001 - handed to whoever asked for the job
                self.failure = error
        for nothing in ():
            yield nothing

    async def fetch(self, url: str) -> Answer:
        """Ask for one address. What goes wrong is told by the answer."""
        engine: Any = self.crawler.engine
        request = Request(
            url, dont_filter=True, meta={"download_maxsize": self.settings.getint("SITEMAP_MAXSIZE")}
        )
        try:
            response = await engine.download_async(request)
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 - named by the same table as in a crawl
            return Answer(url, None, *outcomes.of_failure(error))
        return Answer(url, response, *outcomes.of_page(response))


def run_job(job: Job[T], urls: Iterable[str], settings: Mapping[str, Any] | None = None) -> T:
    """Run a job to its end; once per process, because a reactor starts once.

    ``urls``: the addresses it begins with; of those on this machine the hosts may be connected to.
    Raises `UsageError` without a contact, and what the job raises.
    """
    asked = list(urls)
    near = [urlsplit(url).hostname or "" for url in asked if rules.on_loopback(url)]
    polite = _OWN_MACHINE if len(near) == len(asked) else {}
    own = project_settings({**_NO_STORE, **polite, "ALLOWED_PRIVATE_HOSTS": near, **(settings or {})})
    require_contact(own.get("CONTACT"), asked)
    process = AsyncCrawlerProcess(own)
    crawler = process.create_crawler(ProbeSpider)
    failures: list[BaseException] = []

    async def crawl_once() -> None:
        try:
            await process.crawl(crawler, job=job)
        except Exception as error:  # noqa: BLE001 - handed to the caller below
            failures.append(error)

    deferred_from_coro(crawl_once())
    process.start()
    spider: Any = crawler.spider
    for failure in (*failures, spider.failure if spider else None):
        if failure is not None:
            raise failure
    result: T = spider.result
    return result
