"""The one writer: batches of items, each batch one transaction, each item acknowledged in it."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol

from sqlite_utils import Database

from aggregator.items import Discovered, InputFetched, Page
from aggregator.store import articles, captures, following, runs

logger = logging.getLogger(__name__)


class Frontier(Protocol):
    """What the writer needs of a frontier: both calls run inside the writer's transaction."""

    def ack_page(self, page: Page) -> None: ...

    def add(
        self, pages: Iterable[Discovered], source_id: str, input_id: int | None, now: datetime
    ) -> int: ...

    def ack_input(self, fetched: InputFetched) -> None: ...


class Writer:
    """Collects items and writes them with the frontier's acknowledgements, exactly once in effect.

    Shapes: `Page` and `InputFetched` as the pipelines leave them. A batch is written after ``size`` items or
    when `flush_if_due` finds it ``seconds`` old. An item that cannot be written is rolled back alone and its
    page is acknowledged as failed with the reason; nothing else of the batch is lost. ``before`` runs ahead of
    each transaction: the archive's sync, so that the database never names a record that is not on disk.
    """

    def __init__(
        self,
        db: Database,
        frontier: Frontier,
        *,
        size: int = 64,
        seconds: float = 0.5,
        before: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.connection: sqlite3.Connection = db.conn
        self.frontier = frontier
        self.size, self.seconds, self.before, self.clock = size, seconds, before, clock
        self._pending: list[Page | InputFetched] = []
        self._since = 0.0

    def add(self, item: Page | InputFetched) -> None:
        """Queue an item; writes the batch when it is full."""
        if not self._pending:
            self._since = self.clock()
        self._pending.append(item)
        if len(self._pending) >= self.size:
            self.flush()

    def flush_if_due(self) -> None:
        """Write the batch if its oldest item has waited long enough."""
        if self._pending and self.clock() - self._since >= self.seconds:
            self.flush()

    def flush(self) -> None:
        """Write what is queued. Raises `sqlite3.OperationalError` where the disk is full or the file locked:
        the batch stays queued then."""
        if not self._pending:
            return
        self.before()
        self.connection.execute("begin immediate")
        try:
            for item in self._pending:
                self._write(item)
            self.connection.execute("commit")
        except BaseException:
            self.connection.rollback()
            raise
        self._pending = []

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the file; call it at the end of a run."""
        self.flush()
        self.connection.execute("pragma wal_checkpoint(truncate)")

    def _write(self, item: Page | InputFetched) -> None:
        capture_id = captures.put(self.connection, item)
        self.connection.execute("savepoint item")
        try:
            self._write_one(item, capture_id)
        except (sqlite3.IntegrityError, sqlite3.DataError, ValueError, LookupError, TypeError) as error:
            self.connection.execute("rollback to item")
            logger.exception("could not store %s", item.capture.url)
            self._write_failure(item, error)
        self.connection.execute("release item")

    def _write_one(self, item: Page | InputFetched, capture_id: int | None) -> None:
        if isinstance(item, Page):
            outcome = articles.put(self.connection, item, capture_id)
            self.frontier.ack_page(item)
            for source_id, pages in following.wanted(self.connection, item).items():
                self.frontier.add(pages, source_id, None, datetime.fromisoformat(item.capture.fetched_at))
            runs.count(self.connection, item.run_id, item.source_id, outcome, item.capture.fetched_at)
        else:
            self.frontier.ack_input(item)

    def _write_failure(self, item: Page | InputFetched, error: Exception) -> None:
        item.state = "failed"
        item.reason = f"could not be stored: {type(error).__name__}: {error}"
        if isinstance(item, Page):
            self.frontier.ack_page(item)
            runs.count(self.connection, item.run_id, item.source_id, "failed", item.capture.fetched_at)
        else:
            self.frontier.ack_input(item)
