"""Opening the database: one way for the writer, one for everyone who only reads."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from aggregator.errors import StoreError
from aggregator.store.migrations import migrations
from aggregator.store.views import are_current, make_views

BUSY_MS = 60_000
CACHE_KB = 32_768
STATEMENTS_KEPT = 512
"""Prepared statements kept: a crawl makes about 290 different ones, and the usual 128 would drop many in between."""
CHECKPOINT_PAGES = 10_000
"""Checkpoints ten times rarer than by default halve what storing an article costs in a large file."""


def open_for_writing(path: Path | str, *, durable: bool = False) -> Database:
    """Open or make the file, bring its schema up to date and return it in WAL mode.

    ``durable``: synchronous=FULL, so that a power cut loses not even the last transaction; NORMAL is
    safe otherwise, because captures are on disk first and unacknowledged pages are fetched again.

    Raises `StoreError` where the file is no SQLite database, or is newer than this program.
    """
    connection = _connect(path, f"file:{_quoted(path)}?mode=rwc")
    db = Database(connection)
    _check_is_ours(db, path)
    db.execute("pragma journal_mode = wal")
    db.execute(f"pragma synchronous = {'full' if durable else 'normal'}")
    db.execute(f"pragma cache_size = -{CACHE_KB}")
    db.execute(f"pragma wal_autocheckpoint = {CHECKPOINT_PAGES}")
    if migrations.pending(db):
        migrations.apply(db)
    if not are_current(db):
        make_views(db)
    db.execute("pragma temp_store = memory")  # or each item's savepoint writes 200 pages to a temporary file
    return db


def open_for_reading(path: Path | str) -> Database:
    """Open an existing file read-only. Raises `StoreError` where there is none or it is not ours."""
    if not Path(path).is_file():
        raise StoreError(
            path, "there is no such database", "Run `aggregator demo` or `aggregator crawl` first"
        )
    db = Database(_connect(path, f"file:{_quoted(path)}?mode=ro"))
    _check_is_ours(db, path)
    if migrations.pending(db):
        raise StoreError(path, "the schema is older than this program", "Run `aggregator init` on it first")
    return db


def _quoted(path: Path | str) -> str:
    return str(Path(path).resolve()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _connect(path: Path | str, uri: str) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(uri, uri=True, timeout=BUSY_MS / 1000, cached_statements=STATEMENTS_KEPT)
        connection.execute("pragma foreign_keys = on")
        connection.execute(f"pragma busy_timeout = {BUSY_MS}")
        connection.execute("select count(*) from sqlite_schema").fetchone()
    except sqlite3.Error as error:
        remedy = "Name a file that can be written, or move this one away"
        raise StoreError(path, f"cannot be opened as a database ({error})", remedy) from error
    return connection


def _check_is_ours(db: Database, path: Path | str) -> None:
    if not db["_sqlite_migrations"].exists():
        if db.table_names():
            raise StoreError(path, "is a database of another program", "Name another file")
        return
    known = {migration.name for migration in migrations._migrations}
    newer = [m.name for m in migrations.applied(db) if m.name not in known]
    if newer:
        raise StoreError(path, f"was written by a newer release ({newer[-1]})", "Install that release")
