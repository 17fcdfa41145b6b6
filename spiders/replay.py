"""Captures read again, with no network, through the very pipelines of a crawl; archives of others likewise."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider

from aggregator import archive
from aggregator.frontier import TIME
from aggregator.frontier.sqlite import ReplayFrontier
from aggregator.identity.addresses import normalise, registrable_domain
from aggregator.items import Capture, Page
from aggregator.sources import Source
from aggregator.store import holding
from spiders import rereading
from spiders.progress import close_run
from spiders.session import Reporter, Session, known_sources, utc_now
from spiders.witness import stood_in

AHEAD = 4
"""Pages on their way for each worker."""
WANTED = """
select c.id, c.page_id, p.source_id, p.hints, c.url, c.requested_url, c.fetched_at, c.status, c.payload_sha256,
  c.warc_file, c.warc_offset, c.warc_length, c.chain
from captures as c join pages as p on p.id = c.page_id
where c.status = 200 and (:ids = '[]' or p.source_id in (select value from json_each(:ids)))
  and (c.id in (select capture_id from revisions)
    or c.id = (select max(id) from captures where page_id = p.id and status = 200)
      and not exists (select 1 from articles where page_id = p.id))
order by c.warc_file, c.warc_offset
"""
"""The captures that revisions were read from, and the newest one of each page without an article."""


class ReplaySpider(Spider):
    """Arguments: ``sources`` (ids by comma; none: all), ``files`` (foreign archives by comma: their pages are
    imported), ``source`` (id for imported pages of hosts that no source of the catalogue is known by)."""

    name = "replay"

    def __init__(
        self,
        sources: str = "",
        files: str = "",
        source: str = "",
        reporter: Reporter | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.ids = [each.strip() for each in sources.split(",") if each.strip()]
        self.files = [Path(each) for each in files.split(",") if each]
        self.fallback, self.reporter = source, reporter
        self.under_way = self.done = self.passed_over = 0
        self.lost: list[str] = []
        self.ending = ("failed", "never began")

    session: Session
    room: int

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        known = known_sources(crawler.settings)
        kind = "import" if spider.files else "replay"
        spider.session = Session(crawler.settings, (), kind=kind, reporter=spider.reporter)
        spider.session.sources = known
        spider.session.writer.frontier = ReplayFrontier(spider.session.db.conn)
        spider.room = AHEAD * max(1, crawler.settings.getint("WORKERS"))
        for signal in (signals.item_scraped, signals.item_dropped, signals.item_error):
            crawler.signals.connect(spider.item_ended, signal=signal)
        crawler.signals.connect(spider.closed_down, signal=signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        held = holding.captures(self.session.db.conn, self.ids or self.session.sources)
        for page in imported(self) if self.files else stored(self):
            self.under_way += 1
            yield page
            while self.under_way >= self.room:
                await asyncio.sleep(0.005)
            if self.session.trouble:
                raise CloseSpider(self.session.trouble)
        for page in rereading.pages(self.session, [] if self.files else held, self.lost):
            while self.under_way:
                await asyncio.sleep(0.005)
            self.under_way += 1
            yield page

    def item_ended(self, item: Page) -> None:
        """Make room for the next page."""
        self.under_way -= 1
        self.done += 1

    def closed_down(self, reason: str) -> None:
        """Close the run and say what was read."""
        told = [f"{self.done} pages read"]
        told += [f"{self.passed_over} records of unknown hosts passed over"] if self.passed_over else []
        told += [f"{len(self.lost)} captures could not be read, first: {self.lost[0]}"] if self.lost else []
        self.ending = close_run(self.session, {}, self.session.trouble or reason, note="; ".join(told))


def stored(spider: ReplaySpider) -> Iterator[Page]:
    """The captures of the database that articles come from, in the order of the archive."""
    session = spider.session
    rows = session.db.conn.execute(WANTED, {"ids": json.dumps(spider.ids)}).fetchall()
    yield from rereading.pages(session, rows, spider.lost)
    for page in stood_in(session.db.conn, session.archive.directory, spider.ids):
        if isinstance(page, str):
            spider.lost.append(f"{page}: its feed prints no text of it any more")
            continue
        page.settings = session.read_settings(page.source_id)
        yield page


def imported(spider: ReplaySpider) -> Iterator[Page]:
    """The pages of foreign archives that were answered with 200 and are new here; each record once."""
    session = spider.session
    domains = _domains(session.sources)
    for file in spider.files:
        for found in archive.responses(file):
            source_id = domains.get(registrable_domain(found.url), spider.fallback)
            if found.status != 200 or not _is_text(found.headers):
                continue
            if not source_id:
                spider.passed_over += 1
                continue
            capture = Capture(found.url, found.url, _to_the_second(found.fetched_at), 200, found.headers)
            page_id = _page_id(session, found.url, source_id)
            if not _is_known(session.db.conn, page_id, capture):
                yield Page(page_id, source_id, capture, found.body, settings=session.read_settings(source_id))


def _domains(sources: dict[str, Source]) -> dict[str, str]:
    """Registrable domain -> id of the only source known by it; a domain of several sources leads nowhere."""
    found: dict[str, set[str]] = {}
    for source in sources.values():
        for url in (source.homepage, *(entry.key for entry in source.inputs)):
            found.setdefault(registrable_domain(url), set()).add(source.id)
    return {domain: next(iter(ids)) for domain, ids in found.items() if len(ids) == 1}


def _is_text(headers: list[tuple[str, str]]) -> bool:
    kinds = [value for name, value in headers if name.lower() == "content-type"]
    return not kinds or any(kind in kinds[0].lower() for kind in ("html", "xml", "text/plain", "pdf"))


def _to_the_second(moment: str) -> str:
    try:
        return datetime.fromisoformat(moment).astimezone(UTC).strftime(TIME)
    except ValueError:
        return utc_now().strftime(TIME)


def _page_id(session: Session, url: str, source_id: str) -> int:
    """The page of an address, made if need be; an imported page is asked for only when an input lists it."""
    connection = session.db.conn
    source = session.sources.get(source_id)
    if source is not None:
        session.mirror_once(source)
    with connection:
        connection.execute(
            "insert into pages (url, url_normalised, source_id, found_at) values (?, ?, ?, ?) "
            "on conflict (url_normalised) do nothing",
            (url, normalise(url), source_id, utc_now().strftime(TIME)),
        )
    row = connection.execute("select id from pages where url_normalised = ?", (normalise(url),)).fetchone()
    return int(row[0])


def _is_known(connection: sqlite3.Connection, page_id: int, capture: Capture) -> bool:
    sql = "select 1 from captures where page_id = ? and fetched_at = ? and url = ?"
    return connection.execute(sql, (page_id, capture.fetched_at, capture.url)).fetchone() is not None
