"""Signatories: the persons and organisations behind the names, kept as rows that are joined, never rewritten.

A signatory row is anchored at one mention. Which mentions are one signatory follows from facts in common, aliases
and human judgements (`aggregator.identity.entities`); of the rows anchored in one entity the oldest stands for
it and the others point to it by ``merged_into``. So taking a judgement back needs no memory of what was.
"""

from __future__ import annotations

import sqlite3
from typing import Literal

from aggregator.errors import UsageError
from aggregator.identity.names import name_key, says_little
from aggregator.store import cosign, grouping, mentions, suggestions
from aggregator.store.mentions import Key


def assign(db: sqlite3.Connection, statement_id: int) -> None:
    """Give each signature of a statement its signatory, and bring all that hangs on it up to date.

    Runs inside the writer's transaction.
    """
    grouping.regroup(db, mentions.sync(db, statement_id), {statement_id})
    _link_affiliations(db, statement_id)


def judge(
    db: sqlite3.Connection,
    left_id: int,
    right_id: int,
    verdict: Literal["same", "different"],
    *,
    by: str,
    at: str,
    why: str = "",
) -> int:
    """Store that two signatories are the same or different, and apply it. Returns the judgement's id.

    Raises `UsageError` for an unknown signatory, two kinds, or one signatory with itself.
    """
    left, right = (_row(db, signatory_id) for signatory_id in (left_id, right_id))
    if left_id == right_id or left[0] != right[0]:
        raise UsageError(f"{left_id} and {right_id}: judge two signatories of one kind")
    with db:
        cursor = db.execute(
            "insert into judgements (subject, left_id, right_id, verdict, by, at, why) "
            "values ('signatory', ?, ?, ?, ?, ?, ?)",
            (left_id, right_id, verdict, by, at, why),
        )
        db.execute(
            "update signatory_suggestions set state = ? where left_id = ? and right_id = ?",
            ("accepted" if verdict == "same" else "rejected", *sorted((left_id, right_id))),
        )
        grouping.regroup(db, {left, right}, set())
    return int(cursor.lastrowid or 0)


def rebuild(db: sqlite3.Connection) -> None:
    """Find every entity and edge anew from signatures, aliases and judgements. Ids and slugs stay."""
    with db:
        statements = [int(row[0]) for row in db.execute("select id from statements order by id")]
        keys: set[Key] = set()
        for statement_id in statements:
            keys |= mentions.sync(db, statement_id)
        grouping.regroup(db, keys, set(statements), anew=True)
        for statement_id in statements:
            _link_affiliations(db, statement_id)
        suggestions.reopen(db)
        cosign.rebuild(db)


def _row(db: sqlite3.Connection, signatory_id: int) -> Key:
    row = db.execute("select kind, name_key from signatories where id = ?", (signatory_id,)).fetchone()
    if row is None:
        raise UsageError(f"no signatory {signatory_id}: `aggregator signatories NAME` shows their numbers")
    return (row[0], row[1])


def _link_affiliations(db: sqlite3.Connection, statement_id: int) -> None:
    """Point affiliations to the one organisation of that name that signed anything itself."""
    rows = db.execute(
        "select id, affiliation from signatures where statement_id = ? and affiliation <> ''", (statement_id,)
    ).fetchall()
    for row_id, affiliation in rows:
        found = db.execute(
            "select distinct signatory_id from signatory_mentions where name_key = ? and kind = 'organisation' "
            "and signatory_id is not null",
            (name_key(affiliation, "organisation"),),
        ).fetchall()
        one = found[0][0] if len(found) == 1 and not says_little(affiliation) else None
        db.execute("update signatures set affiliation_id = ? where id = ?", (one, row_id))
