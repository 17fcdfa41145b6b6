"""Saved searches and followed signatories, delivered once each: a file beside the database, never served.

A watch has a watermark on record ids, not on clocks. Which records a message holds is noted before it is sent, and
the watermark moves only after it was taken: what failed, or died between, is sent again with the same records under
the same key, so that the receiver can tell a repeated message from a new one.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from aggregator.errors import UsageError
from aggregator.store import search
from aggregator.store.lookup import Row, rows

MOST = 200
_NO_END = 1 << 62
SCHEMA = """
create table if not exists watches (
    id integer primary key,
    name text not null unique,
    query text not null default '',
    signatory text not null default '',
    filters text not null default '',
    channel text not null check (channel in ('webhook', 'email', 'atom')),
    target text not null,
    watermark integer not null,
    pending integer,
    failures integer not null default 0,
    last_error text not null default ''
) strict
"""
FOUND = (
    "select a.id, a.title, a.url, a.language, a.published, a.collected_at, c.name as source, a.signature_count "
    "from articles_fts as f join articles as a on a.id = f.rowid join sources as c on c.id = a.source_id "
    "where articles_fts match ? and f.rowid > ? and f.rowid <= ? order by f.rowid limit ?"
)
SIGNED = (
    "select max(s.id) as id, t.title, a.url, a.language, t.first_published as published, a.collected_at, "
    "c.name as source, t.signatory_count as signature_count from signatures as s join statements as t "
    "on t.id = s.statement_id join articles as a on a.id = s.article_id join sources as c on c.id = a.source_id "
    "join signatories as g on g.id = s.signatory_id where g.slug = ? and s.id > ? and s.id <= ? "
    "and s.decision <> 'rejected' group by s.id order by s.id limit ?"
)


@dataclass(frozen=True, slots=True)
class Message:
    """What a watch found: the records, and a key that is the same whenever the same records are sent."""

    watch: str
    key: str
    records: list[Row]


Deliver = Callable[[str, str, Message], None]
"""(channel, target, message); raises `OSError` where the message was not taken."""


def open_watches(database: Path) -> sqlite3.Connection:
    """The file of watches that goes with a database: ``news.db`` → ``news.watches``. Made where there is none."""
    connection = sqlite3.connect(database.with_suffix(".watches"))
    connection.execute(SCHEMA)
    return connection


def add(
    watches: sqlite3.Connection,
    news: sqlite3.Connection,
    name: str,
    *,
    query: str = "",
    signatory: str = "",
    filters: str = "",
    channel: str,
    target: str,
) -> None:
    """Watch from now on. Raises `UsageError` where the name is taken or there is nothing to watch for."""
    if bool(query) == bool(signatory):
        raise UsageError("watch for words (--query) or for one signatory (--signatory)")
    if query and not search.match_expression(query):
        raise UsageError(f"--query {query!r} has no word to search for")
    table = "signatures" if signatory else "articles"
    (newest,) = news.execute(f"select coalesce(max(id), 0) from {table}").fetchone()
    try:
        with watches:
            watches.execute(
                "insert into watches (name, query, signatory, filters, channel, target, watermark) "
                "values (?, ?, ?, ?, ?, ?, ?)",
                (name, query, signatory, filters, channel, target, newest),
            )
    except sqlite3.IntegrityError as error:
        raise UsageError(
            f"there is a watch named {name!r} already: `aggregator watch remove {name}` first"
        ) from error


def remove(watches: sqlite3.Connection, name: str) -> None:
    """Stop a watch. Raises `UsageError` where there is none of that name."""
    with watches:
        if watches.execute("delete from watches where name = ?", (name,)).rowcount == 0:
            raise UsageError(f"there is no watch named {name!r}: `aggregator watch list`")


def listed(watches: sqlite3.Connection) -> list[Row]:
    """Every watch."""
    return list(rows(watches, "select * from watches order by name"))


def run(
    watches: sqlite3.Connection, news: sqlite3.Connection, deliver: Deliver
) -> Iterator[tuple[str, int, str]]:
    """Deliver what is new to every watch; yields (name, records delivered, error).

    A failed delivery leaves the watermark where it was: the same message, with the same key, is sent next time.
    """
    for watch in listed(watches):
        records = _new(news, watch)
        if not records:
            yield watch["name"], 0, ""
            continue
        last = records[-1]["id"]
        _note(watches, watch, pending=last)
        try:
            deliver(watch["channel"], watch["target"], Message(watch["name"], _key(watch, last), records))
        except OSError as error:
            _note(watches, watch, failures=watch["failures"] + 1, last_error=str(error))
            yield watch["name"], 0, str(error)
        else:
            _note(watches, watch, watermark=last, pending=None, failures=0, last_error="")
            yield watch["name"], len(records), ""


def _new(news: sqlite3.Connection, watch: Row) -> list[Row]:
    """Records after the watermark; those of a message that is not known to have arrived, where there is one."""
    last = watch["pending"] or _NO_END
    if watch["signatory"]:
        return list(rows(news, SIGNED, watch["signatory"], watch["watermark"], last, MOST))
    match = search.match_expression(watch["query"], watch["filters"].split())
    return list(rows(news, FOUND, match, watch["watermark"], last, MOST))


def _key(watch: Row, last: int) -> str:
    text = f"{watch['name']}:{watch['watermark']}:{last}"
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _note(watches: sqlite3.Connection, watch: Row, **facts: object) -> None:
    settings = ", ".join(f"{name} = :{name}" for name in facts)
    with watches:
        watches.execute(f"update watches set {settings} where id = :id", facts | {"id": watch["id"]})
