"""The short way for a name that is on many statements: one organisation has it, nothing speaks against it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection

from aggregator.identity.names import alias_rows, says_little
from aggregator.identity.spelling import suspicion
from aggregator.store.mentions import Key


def attach(db: sqlite3.Connection, key: Key, statements: Collection[int]) -> int | None:
    """Give the name's new mentions under ``statements`` to the one organisation that bears it; returns its id.

    None, and nothing done, where the whole group of mentions must be worked out: persons, names that say little or
    deceive, several bearers, another country, aliases, human judgements.
    """
    bearers = db.execute(
        "select distinct signatory_id from signatory_mentions where name_key = ? and kind = ? "
        "and signatory_id is not null limit 2",
        (key[1], key[0]),
    ).fetchall()
    if key[0] != "organisation" or len(bearers) != 1 or neighbours(db, key):
        return None
    if not _is_plain(db, key, bearers[0][0], statements):
        return None
    _give(db, key, bearers[0][0])
    return int(bearers[0][0])


def _is_plain(db: sqlite3.Connection, key: Key, signatory_id: int, statements: Collection[int]) -> bool:
    known = db.execute("select country from signatories where id = ?", (signatory_id,)).fetchone()[0]
    rows = db.execute(
        "select distinct s.name_as_printed, s.country from json_each(?) as wanted join signatures as s "
        "on s.statement_id = wanted.value and s.name_key = ? and s.kind = ?",
        (json.dumps(sorted(statements)), key[1], key[0]),
    ).fetchall()
    odd = any(suspicion(name) or says_little(name) for name, _ in rows)
    return not odd and len(({known} | {country for _, country in rows}) - {""}) < 2


def _give(db: sqlite3.Connection, key: Key, signatory_id: int) -> None:
    fresh = db.execute(
        "update signatory_mentions set signatory_id = ? where name_key = ? and kind = ? and signatory_id is null "
        "returning statement_id",
        (signatory_id, key[1], key[0]),
    ).fetchall()
    db.executemany(
        "update signatures set signatory_id = ? where statement_id = ? and name_key = ? and kind = ?",
        [(signatory_id, row[0], key[1], key[0]) for row in fresh],
    )


def neighbours(db: sqlite3.Connection, key: Key) -> list[Key]:
    """Names that an alias or a judgement may join to this one, itself if it was judged."""
    kind, text = key
    marks = [f"#{kind[0]}{row}" for row in sorted(alias_rows(text, kind))]
    curated = (
        marks
        and db.execute(
            "select distinct g.kind, g.name_key from signatory_keys as k join signatories as g on g.id = k.signatory_id "
            "where k.key in (select value from json_each(?)) and g.kind = ?",
            (json.dumps(marks), kind),
        ).fetchall()
    )
    judged = db.execute(
        "select distinct y.kind, y.name_key from signatories as x join judgements as j "
        "on j.subject = 'signatory' and j.undone_at is null and x.id in (j.left_id, j.right_id) "
        "join signatories as y on y.id in (j.left_id, j.right_id) where x.kind = ? and x.name_key = ?",
        key,
    ).fetchall()
    return [*declared(db, key), *((row[0], row[1]) for row in [*curated, *judged])]


def declared(db: sqlite3.Connection, key: Key) -> list[Key]:
    """Names that statements themselves declare to be of the same body."""
    rows = db.execute(
        "select kind, alias_key from signatory_aliases where name_key = ?2 and kind = ?1 "
        "union select kind, name_key from signatory_aliases where alias_key = ?2 and kind = ?1",
        key,
    )
    return [(row[0], row[1]) for row in rows]
