"""The way of the schema, forward only: ``sqlite-utils migrate news.db aggregator`` finds this file.

Each migration runs the statements of one frozen file of ``ddl/`` in one transaction and imports
nothing of ours, so that an old migration never changes with the code.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("aggregator")
DDL = Path(__file__).parent / "ddl"


def _statements(sql: str) -> Iterator[str]:
    pending = ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if pending.strip() and sqlite3.complete_statement(pending):
            yield pending
            pending = ""


def _run(db: Database, file: str) -> None:
    for statement in _statements((DDL / file).read_text(encoding="utf-8")):
        db.execute(statement)


@migrations()
def m0001_sources(db: Database) -> None:
    _run(db, "0001_sources.sql")


@migrations()
def m0002_pages(db: Database) -> None:
    _run(db, "0002_pages.sql")


@migrations()
def m0003_articles(db: Database) -> None:
    _run(db, "0003_articles.sql")


@migrations()
def m0004_statements(db: Database) -> None:
    _run(db, "0004_statements.sql")


@migrations()
def m0005_stories(db: Database) -> None:
    _run(db, "0005_stories.sql")


@migrations()
def m0006_search(db: Database) -> None:
    _run(db, "0006_search.sql")


@migrations()
def m0007_signatory_mentions(db: Database) -> None:
    _run(db, "0007_signatory_mentions.sql")


@migrations()
def m0008_resolved_links(db: Database) -> None:
    _run(db, "0008_resolved_links.sql")


@migrations()
def m0009_signature_sources(db: Database) -> None:
    _run(db, "0009_signature_sources.sql")


@migrations()
def m0010_source_schedules(db: Database) -> None:
    _run(db, "0010_source_schedules.sql")
