"""Edges between those who sign together, kept as statements come and change, and counted anew on demand.

``weight`` is the sum of 1/(n-1) over the statements two signed among n (Newman, 2001: collaboration
networks), so that a letter of two weighs more than one of two hundred.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from itertools import combinations

MOST_SIGNERS = 400
"""Longer lists make no edges: they say next to nothing about who works together."""

_VALID = "signatory_id is not null and withdrawn_at is null and decision <> 'rejected'"
PAIRS = (
    f"with signed as (select distinct statement_id, signatory_id from signatures where {_VALID}), "
    "sizes as (select statement_id, count(*) as size from signed group by statement_id) "
    "select x.signatory_id as a, y.signatory_id as b, count(*) as n, round(sum(1.0 / (z.size - 1)), 9) as weight "
    "from signed as x join signed as y on y.statement_id = x.statement_id and y.signatory_id > x.signatory_id "
    f"join sizes as z on z.statement_id = x.statement_id and z.size <= {MOST_SIGNERS} "
    "group by x.signatory_id, y.signatory_id"
)
"""Every edge (a, b, n, weight) as the signatures have it."""
REBUILD = (
    "delete from statement_signers",
    f"insert into statement_signers select distinct statement_id, signatory_id from signatures where {_VALID}",
    "delete from cosign",
    f"insert into cosign (a, b, n, weight) {PAIRS}",
)
"""Statements that count every edge anew."""
_SIGNERS = f"select distinct signatory_id from signatures where statement_id = ? and {_VALID}"


def refresh(db: sqlite3.Connection, statement_id: int) -> set[int]:
    """Bring the edges of a statement's signatories up to date. Returns those who came to it or left it."""
    old = _ids(db, "select signatory_id from statement_signers where statement_id = ?", statement_id)
    new = _ids(db, _SIGNERS, statement_id)
    if old == new:
        return set()
    _add(db, old, -1)
    _add(db, new, 1)
    db.execute("delete from statement_signers where statement_id = ?", (statement_id,))
    db.executemany(
        "insert into statement_signers values (?, ?)", [(statement_id, one) for one in sorted(new)]
    )
    return old ^ new


def rebuild(db: sqlite3.Connection) -> None:
    """Count every edge anew from the signatures."""
    for statement in REBUILD:
        db.execute(statement)


def _ids(db: sqlite3.Connection, sql: str, statement_id: int) -> set[int]:
    return {int(row[0]) for row in db.execute(sql, (statement_id,))}


def _add(db: sqlite3.Connection, signers: Iterable[int], sign: int) -> None:
    ordered = sorted(signers)
    if not 2 <= len(ordered) <= MOST_SIGNERS:
        return
    weight = sign / (len(ordered) - 1)
    db.executemany(
        "insert into cosign (a, b, n, weight) values (?, ?, ?, ?) "
        "on conflict (a, b) do update set n = n + excluded.n, weight = weight + excluded.weight",
        [(a, b, sign, weight) for a, b in combinations(ordered, 2)],
    )
    if sign < 0:
        db.executemany("delete from cosign where a = ? and b = ? and n <= 0", list(combinations(ordered, 2)))
