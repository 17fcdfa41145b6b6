"""Run a crawl from code: what ``scrapy crawl news`` does, with errors as exceptions and a summary at the end."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from scrapy.utils.defer import deferred_from_coro

from aggregator.sources import choose
from pipelines import workers
from spiders.news import NewsSpider
from spiders.replay import ReplaySpider
from spiders.session import Reporter, known_sources, sources_to_crawl

GARBAGE_THRESHOLD = 10_000
"""Objects made before cycles are looked for. What is loaded before a crawl lives to its end and is not looked at."""


@dataclass(frozen=True)
class Summary:
    """How a run ended."""

    run_id: int
    state: str
    """ok, partial, failed or interrupted."""
    reason: str


def crawl(
    database: Path | str,
    *,
    archive: Path | str | None = None,
    sources: Iterable[Path | str] = (),
    ids: Iterable[str] = (),
    due: bool = False,
    limit: int | None = None,
    since: str = "",
    until: str = "",
    backfill: bool = False,
    recheck: bool = False,
    report: Reporter | None = None,
    settings: Mapping[str, Any] | None = None,
) -> Summary:
    """Crawl into ``database``; once per process, because a reactor starts once.

    ``since``, ``until``: ISO dates of the oldest and newest page wanted, as inputs date them; ``backfill``: beyond
    what the inputs list at once, as ``until`` does too.

    ``archive``: directory of the WARC files, beside the database unless given; ``sources``: directories of
    catalogue files that overlay the shipped ones; ``settings``: any setting of `aggregator.settings`.
    Raises `AggregatorError` for a catalogue, contact, database or archive that cannot be used.
    """
    own = _settings(database, archive, sources, settings)
    wanted = ",".join(ids)
    sources_to_crawl(own, [each for each in wanted.split(",") if each])
    arguments = {
        "sources": wanted,
        "due": "1" if due else "",
        "limit": "" if limit is None else str(limit),
        "since": since,
        "until": until,
        "backfill": "1" if backfill else "",
        "recheck": "1" if recheck else "",
        "reporter": report,
    }
    return run(NewsSpider, own, arguments)


def replay(
    database: Path | str,
    *,
    archive: Path | str | None = None,
    sources: Iterable[Path | str] = (),
    ids: Iterable[str] = (),
    files: Iterable[Path | str] = (),
    source: str = "",
    report: Reporter | None = None,
    settings: Mapping[str, Any] | None = None,
) -> Summary:
    """Read captures again with no network; or, with ``files``, import the pages of WARC and WACZ files.

    ``ids``: only captures of these sources; ``source``: the id for imported pages of hosts that no source of
    the catalogue is known by (without it they are passed over). Raises `AggregatorError` as `crawl` does.
    """
    own = _settings(database, archive, sources, settings)
    if source:
        choose(known_sources(own), [source])
    arguments = {
        "sources": ",".join(ids),
        "files": ",".join(str(each) for each in files),
        "source": source,
        "reporter": report,
    }
    return run(ReplaySpider, own, arguments)


def project_settings(overrides: Mapping[str, Any]) -> Settings:
    """The settings of `aggregator.settings` from any working directory, with overrides."""
    settings = Settings()
    settings.setmodule("aggregator.settings", priority="project")
    settings.setdict(dict(overrides), priority="cmdline")
    return settings


def _settings(
    database: Path | str,
    archive: Path | str | None,
    sources: Iterable[Path | str],
    overrides: Mapping[str, Any] | None,
) -> Settings:
    own = project_settings(overrides or {})
    own.set("DATABASE", str(database), priority="cmdline")
    own.set("ARCHIVE", str(archive or Path(database).parent / "archive"), priority="cmdline")
    directories = [str(each) for each in sources]
    if directories:
        own.set("SOURCES", directories, priority="cmdline")
    return own


def run(spider: type[Spider], settings: Settings, arguments: Mapping[str, Any]) -> Summary:
    """Run one spider to its end and say how it ended. Raises what its start raised."""
    if settings.getint("WORKERS"):
        workers.prepare(settings.getdict("ITEM_PIPELINES"))
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(spider)
    failures: list[BaseException] = []

    async def crawl_once() -> None:
        try:
            await process.crawl(crawler, **arguments)
        except Exception as error:  # noqa: BLE001 - handed to the caller below
            failures.append(error)

    deferred_from_coro(crawl_once())
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_THRESHOLD)
    process.start()
    if failures:
        raise failures[0]
    found: Any = crawler.spider
    return Summary(found.session.run_id, found.ending[0], found.ending[1])
