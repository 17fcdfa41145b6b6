"""Mentions: a name under a statement, whoever bears it. The nodes that entities are made of."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable

from aggregator.identity.acronyms import split_names
from aggregator.identity.linking import Occurrence
from aggregator.identity.names import name_key
from aggregator.items import SignatoryKind

Key = tuple[SignatoryKind, str]

LEAST_OVERLAP = 3
_VALID = "withdrawn_at is null and decision <> 'rejected' and name_key <> ''"


def sync(db: sqlite3.Connection, statement_id: int) -> set[Key]:
    """Bring the mentions of a statement to its signatures. Returns the keys of all that are or were there."""
    old = _keys(db, "select kind, name_key from signatory_mentions where statement_id = ?", statement_id)
    new = _keys(
        db, f"select kind, name_key from signatures where statement_id = ? and {_VALID}", statement_id
    )
    db.executemany(
        "insert into signatory_mentions (statement_id, kind, name_key) values (?, ?, ?)",
        [(statement_id, *key) for key in sorted(new - old)],
    )
    for key in sorted(old - new):
        _remove(db, statement_id, key)
    if old != new:
        _count_overlaps(db, statement_id)
    _declare_aliases(db, statement_id)
    return old | new


def _keys(db: sqlite3.Connection, sql: str, statement_id: int) -> set[Key]:
    return {(row[0], row[1]) for row in db.execute(sql, (statement_id,))}


def _remove(db: sqlite3.Connection, statement_id: int, key: Key) -> None:
    """Delete a mention; the signatory it anchors moves to the oldest mention left of the same signatory."""
    anchored, signatory_id = db.execute(
        "delete from signatory_mentions where statement_id = ? and kind = ? and name_key = ? "
        "returning anchors, signatory_id",
        (statement_id, *key),
    ).fetchone()
    db.execute(
        "update signatures set signatory_id = null where statement_id = ? and kind = ? and name_key = ?",
        (statement_id, *key),
    )
    if anchored is not None:
        db.execute(
            "update signatory_mentions set anchors = ? where id = (select min(id) from signatory_mentions "
            "where kind = ? and name_key = ? and signatory_id = ? and anchors is null)",
            (anchored, *key, signatory_id),
        )


def _count_overlaps(db: sqlite3.Connection, statement_id: int) -> None:
    db.execute("delete from statement_overlaps where a = ?1 or b = ?1", (statement_id,))
    db.execute(
        "insert into statement_overlaps (a, b, n) select min(x.statement_id, y.statement_id), "
        "max(x.statement_id, y.statement_id), count(*) from signatory_mentions as x "
        "join signatory_mentions as y on y.name_key = x.name_key and y.kind = x.kind "
        "where x.statement_id = ?1 and y.statement_id <> ?1 group by y.statement_id having count(*) >= ?2",
        (statement_id, LEAST_OVERLAP),
    )


def _declare_aliases(db: sqlite3.Connection, statement_id: int) -> None:
    """Keep the short names that signatures themselves declare: "Full Name (FN)"."""
    rows = db.execute(
        f"select distinct name_as_printed, name_key from signatures where statement_id = ? "
        f"and kind = 'organisation' and {_VALID}",
        (statement_id,),
    ).fetchall()
    declared = [
        (key, name_key(short, "organisation")) for name, key in rows for short in split_names(name)[1]
    ]
    db.executemany(
        "insert or ignore into signatory_aliases (name_key, kind, alias_key, origin) "
        "values (?, 'organisation', ?, 'declared')",
        [pair for pair in declared if pair[1] and pair[0] != pair[1]],
    )


def nodes(db: sqlite3.Connection, keys: Iterable[Key]) -> dict[Key, list[Occurrence]]:
    """The occurrences of each key, oldest first, with what their witnesses say of the bearers."""
    found: dict[Key, list[Occurrence]] = {}
    for kind, key in keys:
        rows = db.execute(
            "select m.id, s.name_as_printed, s.affiliation, s.country from signatory_mentions as m "
            "join signatures as s on s.statement_id = m.statement_id and s.name_key = m.name_key "
            f"and s.kind = m.kind where m.name_key = ? and m.kind = ? and s.{_VALID.replace(' and ', ' and s.')} "
            "order by m.id, s.id",
            (key, kind),
        )
        found[kind, key] = _occurrences(kind, rows.fetchall())
    return found


def _occurrences(kind: SignatoryKind, rows: list[tuple[int, str, str, str]]) -> list[Occurrence]:
    grouped: dict[int, list[tuple[int, str, str, str]]] = defaultdict(list)
    for row in rows:
        grouped[row[0]].append(row)
    return [
        Occurrence(
            node,
            group[0][1],
            kind,
            frozenset(name_key(row[2], "organisation") for row in group if row[2]) - {""},
            frozenset(row[3] for row in group if row[3]),
        )
        for node, group in grouped.items()
    ]


def cosigners(db: sqlite3.Connection, ids: Collection[int]) -> dict[tuple[int, int], int]:
    """(mention, mention) -> how many other names their statements share, where that is two or more."""
    wanted = json.dumps(sorted(ids))
    rows = db.execute(
        "with wanted as (select id, statement_id from signatory_mentions "
        "where id in (select value from json_each(?))) "
        "select x.id, y.id, o.n - 1 from wanted as x join statement_overlaps as o on o.a = x.statement_id "
        "join wanted as y on y.statement_id = o.b",
        (wanted,),
    )
    return {(row[0], row[1]): row[2] for row in rows}
