"""What a crawl or replay holds open from its first request to its last: lock, database, archive, frontier."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from scrapy.settings import BaseSettings

from aggregator import sources as catalogue
from aggregator.archive import Archive
from aggregator.errors import StoreError, UsageError
from aggregator.frontier import TIME, SqliteFrontier
from aggregator.items import ReadSettings
from aggregator.sources import Source, rules
from aggregator.store import lookup, refusals, runs, segments
from aggregator.store import sources as stored_sources
from aggregator.store.connect import open_for_writing
from aggregator.store.writer import Writer

logger = logging.getLogger(__name__)

Reporter = Callable[[list[dict[str, Any]]], None]


clock: Callable[[], datetime] = partial(datetime.now, UTC)
"""The one place where a crawl or replay takes the time from."""


def utc_now() -> datetime:
    """The time, in UTC to the second."""
    return clock().replace(microsecond=0)


def known_sources(settings: BaseSettings) -> dict[str, Source]:
    """The catalogue: the shipped sources, then those of the directories in SOURCES. Raises `SourceError`."""
    directories = [Path(name) for name in settings.getlist("SOURCES") if Path(name).is_dir()]
    read = catalogue.read if settings.getbool("ONLY_THESE_SOURCES") else catalogue.load
    return read(*directories)


def sources_to_crawl(settings: BaseSettings, ids: Sequence[str]) -> list[Source]:
    """The sources of ``ids``, or every enabled one.

    Raises `SourceError`, `UnknownSourceError`, and `UsageError` where live sites are asked without CONTACT.
    """
    known = known_sources(settings)
    found = catalogue.choose(known, ids) if ids else [each for each in known.values() if each.enabled]
    if not settings.get("CONTACT") and not all(_on_this_machine(each) for each in found):
        raise UsageError(
            "crawling live sites needs a contact that their owners can write to: "
            "set AGGREGATOR_CONTACT to an e-mail address or a web address"
        )
    return found


def _on_this_machine(source: Source) -> bool:
    return all(rules.on_loopback(entry.key) for entry in source.inputs)


class Session:
    """Holds the lock of the database file. Raises `StoreError` where another process has it.

    The operating system drops the lock with the process that held it, so a lock is never stale.
    """

    def __init__(
        self,
        settings: BaseSettings,
        sources: Iterable[Source],
        *,
        kind: str = "crawl",
        reporter: Reporter | None = None,
    ) -> None:
        self.sources = {source.id: source for source in sources}
        self.reporter = reporter
        self.trouble = ""
        """Why the run must stop; empty while all is well."""
        self.path = Path(settings["DATABASE"])
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = _locked(self.path)
        self.db = open_for_writing(self.path, durable=settings.getbool("DURABLE"))
        self.archive = Archive(Path(settings["ARCHIVE"]), stored=self._last_capture())
        every = {source.id: source.every for source in self.sources.values()}
        self.frontier = SqliteFrontier(self.db.conn, every)
        self.writer = Writer(
            self.db,
            self.frontier,
            size=settings.getint("BATCH_SIZE"),
            seconds=settings.getfloat("BATCH_SECONDS"),
            before=self.archive.sync,
        )
        stored_sources.mirror(self.db.conn, self.sources.values())
        self._mirrored = set(self.sources)
        self.started = utc_now()
        self.run_id = self._start_run(settings, kind)
        self._read_settings: dict[str, ReadSettings] = {}

    def read_settings(self, source_id: str) -> ReadSettings:
        """What reading a page of the source needs, with the boilerplate learned before this run."""
        if source_id not in self._read_settings:
            boilerplate = segments.boilerplate(self.db.conn, source_id)
            source = self.sources.get(source_id)
            self._read_settings[source_id] = (
                source.read_settings(boilerplate)
                if source
                else ReadSettings(source_id, boilerplate=boilerplate)
            )
        return self._read_settings[source_id]

    def mirror_once(self, source: Source) -> None:
        """Have a source in the database that its pages can name."""
        if source.id not in self._mirrored:
            stored_sources.mirror(self.db.conn, [source])
            self._mirrored.add(source.id)

    def halt(self, reason: str) -> None:
        """Let the run stop: nothing can be kept any more. Leases come back by themselves."""
        if not self.trouble:
            logger.error("the run stops: %s", reason)
        self.trouble = self.trouble or reason

    def report(self) -> None:
        """Tell whoever asked how far the run is: its rows of ``source_runs``."""
        if self.reporter is not None:
            sql = "select * from source_runs where run_id = ? order by source_id"
            self.reporter(list(lookup.rows(self.db.conn, sql, self.run_id)))

    def refuse(self, url: str, source_id: str | None, address: str, reason: str) -> None:
        """Note an address that no connection was made to."""
        refusals.note(self.db.conn, utc_now().strftime(TIME), source_id, url, address, reason)

    def finish(self, state: str, reason: str = "") -> None:
        """Write what is queued, close the run and let go of everything."""
        try:
            self.writer.checkpoint()
            runs.finish(self.db.conn, self.run_id, utc_now().strftime(TIME), state=state, reason=reason)
        finally:
            self.archive.close()
            self.db.close()
            self._lock.release()

    def _last_capture(self) -> tuple[str, int]:
        row = self.db.execute(
            "select warc_file, max(warc_offset + warc_length) from captures "
            "where warc_file = (select max(warc_file) from captures)"
        ).fetchone()
        return (row[0], row[1]) if row and row[0] else ("", 0)

    def _start_run(self, settings: BaseSettings, kind: str) -> int:
        told = {name: settings.get(name) for name in ("CONTACT", "USER_AGENT", "WORKERS", "ROBOTSTXT_OBEY")}
        told["sources"] = sorted(self.sources)
        release = version("human-rights-news-aggregator")
        return runs.start(
            self.db.conn, self.started.strftime(TIME), kind=kind, version=release, settings=told
        )


def _locked(path: Path) -> FileLock:
    lock = FileLock(f"{path}.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        problem = "is being written by another crawl or replay"
        raise StoreError(path, problem, "Wait until it has ended, or name another database") from None
    return lock
