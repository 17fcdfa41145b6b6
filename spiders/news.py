"""One spider for all sources: asks the due inputs, leases the due pages, hands every answer to the pipelines."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from aggregator.errors import InputError, UsageError
from aggregator.extract.inputs import InputRead
from aggregator.frontier import DueInput, Lease
from aggregator.identity.addresses import normalise, registrable_domain
from aggregator.items import Capture, Discovered, InputFetched, Page
from aggregator.sources import Input
from spiders import outcomes, rereading
from spiders.fallbacks import Fallbacks
from spiders.inputs import kind_of
from spiders.leases import Leases
from spiders.middlewares.conditional import VALIDATORS
from spiders.progress import close_run
from spiders.session import Reporter, Session, sources_to_crawl, utc_now
from spiders.walk import Walk
from spiders.witness import stand_in

POLL = 0.05
"""Seconds between two looks at the frontier."""


class NewsSpider(Spider):
    """Arguments, all texts: ``sources`` (ids by comma; none: all enabled), ``due`` (only inputs whose time has
    come), ``limit`` (most pages of each source), ``since`` and ``until`` (ISO dates of the oldest and newest page
    wanted), ``backfill`` (beyond what inputs list at once, as far as ``since``; ``until`` does so too), ``recheck``
    (every known page again)."""

    name = "news"

    def __init__(
        self,
        sources: str = "",
        due: str = "",
        limit: str = "",
        since: str = "",
        until: str = "",
        backfill: str = "",
        recheck: str = "",
        reporter: Reporter | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.ids = [each.strip() for each in sources.split(",") if each.strip()]
        self.only_due, self.backfill, self.recheck = bool(due), bool(backfill or until), bool(recheck)
        self.limit = int(limit) if limit else None
        self.since = _day(since) if since else None
        self.until = _end_of(until) if until else None
        if self.since and self.until and self.since > self.until:
            raise UsageError(
                f"nothing lies between --since {since} and --until {until}: put the earlier first"
            )
        self.walks = 0
        self.reading: set[int] = set()
        self.results: dict[str, list[tuple[str, str]]] = {}
        self.reporter = reporter
        self.ending = ("failed", "never began")
        """State and reason of the run, once it is closed."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        settings = crawler.settings
        found = sources_to_crawl(settings, spider.ids)
        if settings.get("CONTACT"):
            agent = f"{settings['USER_AGENT']} (+{settings['CONTACT']})"
            settings.set("USER_AGENT", agent, priority="spider")
        spider.session = Session(settings, found, reporter=spider.reporter)
        spider.leases = Leases(
            spider.session.frontier,
            spider.session.sources,
            settings,
            spider.limit,
            is_capped=not spider.recheck,
        )
        spider.delays = {registrable_domain(entry.key): each.delay for each in found for entry in each.inputs}
        if settings.getfloat("DOWNLOAD_DELAY") == 0:
            spider.delays = {}
        for signal in (signals.item_scraped, signals.item_dropped, signals.item_error):
            crawler.signals.connect(spider.item_ended, signal=signal)
        crawler.signals.connect(spider.closed_down, signal=signals.spider_closed)
        return spider

    session: Session
    leases: Leases
    delays: dict[str, float]

    async def start(self) -> AsyncIterator[Any]:
        self.session.frontier.recover(utc_now() + timedelta(days=3650))
        if self.recheck:
            self.session.frontier.make_due(self.session.sources, utc_now())
        for item_or_request in self._look_at_inputs():
            yield item_or_request
        while True:
            for lease in self.leases.take():
                yield self._page_request(lease)
            if self.session.trouble:
                raise CloseSpider(self.session.trouble)
            if not self.leases.out and not self.walks:
                self.session.writer.flush()
                if not self.leases.has_more():
                    break
            await asyncio.sleep(POLL)
        async for page in rereading.held_back(self.session, self.reading):
            yield page

    # --- inputs ---

    def _look_at_inputs(self) -> Iterator[Request | InputFetched]:
        now = utc_now()
        due = self.session.frontier.due_inputs(self.session.sources, now if self.only_due else None)
        self.fallbacks = Fallbacks(self.session.sources, due, now)
        for look in self.fallbacks.first():
            yield self._open_walk(*look, now)

    def _look_further(self, walk: Walk, fetched: InputFetched) -> Iterator[Request | InputFetched]:
        if not fetched.complete:
            return
        for due, entry in self.fallbacks.after(walk, fetched.state):
            told = f"no input of order {walk.entry.order} helped: {entry.kind} {entry.key} is read instead"
            self.results[due.source_id].append(("ok", told))
            yield self._open_walk(due, entry, utc_now())

    def _open_walk(self, due: DueInput, entry: Input, now: datetime) -> Request | InputFetched:
        walk = Walk(due, entry, now, since=self.since, until=self.until, backfill=self.backfill)
        self.walks += 1
        if entry.pages:
            fetched = self._fetched(walk, outcomes.no_capture(entry.key, now))
            fetched.discovered = walk.take(InputRead([Discovered(url) for url in entry.pages]))
            return self._end_part(walk, fetched)
        since, until = (each.isoformat() if each else "" for each in (self.since, self.until))
        return self._input_request(walk, kind_of(entry).address(entry, since, until), is_first=True)

    def _input_request(self, walk: Walk, url: str, *, is_first: bool = False) -> Request:
        meta: dict[str, Any] = {"source_id": walk.due.source_id}
        if walk.entry.kind == "sitemap":
            meta["download_maxsize"] = self.settings.getint("SITEMAP_MAXSIZE")
        if is_first and not self.backfill:
            meta[VALIDATORS] = (walk.due.etag, walk.due.last_modified, "")
        return Request(
            url,
            callback=self.parse_input,
            errback=self.fail_input,
            cb_kwargs={"walk": walk},
            meta=meta,
            priority=10,
            dont_filter=True,
        )

    def parse_input(self, response: Response, walk: Walk) -> Iterator[Any]:
        """Read one part of an input; its pages go to the frontier with the item, further parts are asked for."""
        fetched = self._fetched(walk, outcomes.capture_of(response, response.url, utc_now()), response.body)
        fetched.not_before = outcomes.not_before(response, utc_now())
        problem = outcomes.of_input(response)
        parts: Iterable[Any] = ()
        if response.status == 304:
            fetched.state = "unchanged"
        elif problem:
            fetched.state, fetched.reason = "failed", problem
        else:
            parts = self._read_input(response, walk, fetched)
        yield self._end_part(walk, fetched)
        yield from parts
        yield from self._look_further(walk, fetched)

    def _read_input(self, response: Response, walk: Walk, fetched: InputFetched) -> list[Request]:
        try:
            read = kind_of(walk.entry).read(response, walk.entry)
        except InputError as error:
            fetched.state, fetched.reason = "failed", error.problem
            return []
        if not walk.asked and not walk.etag:
            headers = {name.lower(): value for name, value in fetched.capture.headers}
            walk.etag, walk.last_modified = headers.get("etag", ""), headers.get("last-modified", "")
        parts = walk.follow(read, self.session.frontier.known)
        fetched.discovered = walk.take(read)
        return [self._input_request(walk, part.url) for part in parts]

    def fail_input(self, failure: Failure) -> Iterator[Any]:
        """End a part of an input that had no answer."""
        request: Request = failure.request  # type: ignore[attr-defined]
        walk: Walk = request.cb_kwargs["walk"]
        _, reason = outcomes.of_failure(failure.value)
        fetched = self._fetched(walk, outcomes.no_capture(request.url, utc_now()))
        fetched.state, fetched.reason = "failed", reason
        yield self._end_part(walk, fetched)
        yield from self._look_further(walk, fetched)

    def _fetched(self, walk: Walk, capture: Capture, body: bytes = b"") -> InputFetched:
        return InputFetched(walk.due.input_id, walk.due.source_id, capture, body, run_id=self.session.run_id)

    def _end_part(self, walk: Walk, fetched: InputFetched) -> InputFetched:
        walk.pending -= 1
        fetched.complete = walk.pending == 0
        if fetched.state == "failed" and walk.listed:
            walk.problems.append(f"{fetched.capture.url}: {fetched.reason}")
            fetched.state = "ok"
        if fetched.complete:
            self.walks -= 1
            fetched.etag, fetched.last_modified, fetched.items = walk.etag, walk.last_modified, walk.listed
            if fetched.state == "ok":
                fetched.newest, fetched.reason = walk.outcome()
            self.results.setdefault(walk.due.source_id, []).append((fetched.state, fetched.reason))
        return fetched

    # --- pages ---

    def _page_request(self, lease: Lease) -> Request:
        return Request(
            lease.url,
            callback=self.parse_page,
            errback=self.fail_page,
            cb_kwargs={"lease": lease},
            meta={
                "source_id": lease.source_id,
                VALIDATORS: (lease.etag, lease.last_modified, lease.redirected_to or lease.url),
            },
            dont_filter=True,
        )

    def parse_page(self, response: Response, lease: Lease) -> Iterator[Page]:
        """Hand an answered page to the pipelines, to be read or with the state the answer means."""
        now = utc_now()
        page = self._page(lease, outcomes.capture_of(response, lease.url, now))
        page.body = response.body
        page.redirects = list(response.meta.get("redirect_urls", []))
        page.state, page.reason = outcomes.of_page(response)
        page.not_before = outcomes.not_before(response, now)
        if page.state == "leased" and _is_same(page, lease):
            page.state = "unchanged"
        if page.state == "blocked":
            stand_in(self.session.db.conn, self.session.archive.directory, page, lease)
        yield page

    def fail_page(self, failure: Failure) -> Iterator[Page]:
        """Hand a page that had no answer to the pipelines with the reason."""
        lease: Lease = failure.request.cb_kwargs["lease"]  # type: ignore[attr-defined]
        page = self._page(lease, outcomes.no_capture(lease.url, utc_now()))
        page.state, page.reason = outcomes.of_failure(failure.value)
        yield page

    def _page(self, lease: Lease, capture: Capture) -> Page:
        return Page(
            lease.page_id,
            lease.source_id,
            capture,
            settings=self.session.read_settings(lease.source_id),
            hints=lease.hints,
            run_id=self.session.run_id,
        )

    # --- ends ---

    def item_ended(self, item: Page | InputFetched) -> None:
        """Free the place of an item that has left the pipelines."""
        if isinstance(item, Page):
            self.reading.discard(item.page_id)
            self.leases.release(item.page_id)
        else:
            self.leases.refill(item.source_id)

    def closed_down(self, reason: str) -> None:
        """Close the run with what became of each source."""
        self.ending = close_run(self.session, self.results, self.session.trouble or reason)


def _is_same(page: Page, lease: Lease) -> bool:
    if hashlib.sha256(page.body).hexdigest() != lease.payload_sha256:
        return False
    return normalise(page.capture.url) == normalise(lease.redirected_to or lease.url)


def _day(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no date: write one such as 2026-05-01") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _end_of(text: str) -> datetime:
    """The moment named, or the last second of the day named."""
    moment = _day(text)
    return moment if "T" in text or ":" in text else moment + timedelta(days=1, seconds=-1)
