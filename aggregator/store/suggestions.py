"""Pairs of signatories that may be one, for a person to judge: found by keys, scored, kept with reasons."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from aggregator.identity.names import (
    SUGGEST,
    Decision,
    Mention,
    blocking_keys,
    is_candidate,
    is_decisive,
    name_key,
    same_name,
    zone,
)
from aggregator.items import SignatoryKind

MOST_CANDIDATES = 12
MOST_RANKED = 4 * MOST_CANDIDATES
MOST_PARTNERS = 500
MOST_BEARERS = 2_000
"""Keys that more signatories have find nobody by themselves."""

_BEARERS = "select signatory_id from signatory_keys where key = ?"
_NAMES = (
    "select g.id, g.name from json_each(?) as wanted cross join signatories as g on g.id = wanted.value "
    "where g.kind = ? and g.merged_into is null"
)


def index(db: sqlite3.Connection, signatory_id: int, name: str) -> None:
    """Make a signatory findable by the keys of one of its spellings."""
    db.executemany(
        "insert or ignore into signatory_keys (key, signatory_id) values (?, ?)",
        [(key, signatory_id) for key in sorted(blocking_keys(name))],
    )


def suggest(db: sqlite3.Connection, signatory_id: int) -> None:
    """Compare a signatory with those alike and queue the likely pairs. Pairs already judged stay as they are."""
    row = db.execute(
        "select name, kind from signatories where id = ? and merged_into is null", (signatory_id,)
    ).fetchone()
    if row is None:
        return
    for other_id, name in _candidates(db, signatory_id, *row):
        if name_key(row[0], row[1]) != name_key(name, row[1]) and same_name(row[0], name, row[1]) < SUGGEST:
            continue
        decision = zone(_mention(db, signatory_id), _mention(db, other_id))
        if decision.zone != "none":
            _queue(db, min(signatory_id, other_id), max(signatory_id, other_id), decision)


def reopen(db: sqlite3.Connection) -> None:
    """Ask again about pairs whose judgement was taken back."""
    db.execute(
        "update signatory_suggestions as s set state = 'open' where state <> 'open' and not exists "
        "(select 1 from judgements as j where j.subject = 'signatory' and j.undone_at is null "
        "and min(j.left_id, j.right_id) = s.left_id and max(j.left_id, j.right_id) = s.right_id)"
    )


def _mention(db: sqlite3.Connection, signatory_id: int) -> Mention:
    name, kind, country, affiliation = db.execute(
        "select g.name, g.kind, g.country, coalesce((select affiliation from signatures where signatory_id = g.id "
        "and affiliation <> '' order by id desc limit 1), '') from signatories as g where g.id = ?",
        (signatory_id,),
    ).fetchone()
    partners = db.execute(
        "select distinct y.signatory_id from statement_signers as x join statement_signers as y "
        "on y.statement_id = x.statement_id and y.signatory_id <> x.signatory_id where x.signatory_id = ? limit ?",
        (signatory_id, MOST_PARTNERS),
    )
    return Mention(name, kind, affiliation, country, frozenset(str(row[0]) for row in partners))


def _candidates(
    db: sqlite3.Connection, signatory_id: int, name: str, kind: SignatoryKind
) -> list[tuple[int, str]]:
    keys = blocking_keys(name)
    rows = _standing(db, _sharing(db, _telling(db, keys), signatory_id), kind)
    held = _keys_of(db, [other_id for other_id, _ in rows])
    near = (row for row in rows if is_candidate(keys, held[row[0]]))
    return list(islice(near, MOST_CANDIDATES))


def _sharing(db: sqlite3.Connection, keys: Sequence[str], signatory_id: int) -> list[int]:
    """Other signatories with any of the keys: first by one that decides alone, then by how many they share.

    Counted here, because SQLite sorts thousands of rows to group them, which takes twice as long.
    """
    shared: Counter[int] = Counter()
    decisive: set[int] = set()
    for key in keys:
        bearers = [row[0] for row in db.execute(_BEARERS, (key,))]
        shared.update(bearers)
        if is_decisive(key):
            decisive.update(bearers)
    del shared[signatory_id]
    ranked = sorted(sorted(shared), key=shared.__getitem__, reverse=True)
    return sorted(ranked, key=decisive.__contains__, reverse=True)


def _standing(db: sqlite3.Connection, ranked: Sequence[int], kind: SignatoryKind) -> list[tuple[int, str]]:
    """The first of ``ranked`` that are of that kind and not merged into others, with their names."""
    found: list[tuple[int, str]] = []
    for start in range(0, len(ranked), MOST_RANKED):
        part = ranked[start : start + MOST_RANKED]
        names: dict[int, str] = dict(db.execute(_NAMES, (json.dumps(part), kind)))
        found += [(one, names[one]) for one in part if one in names]
        if len(found) >= MOST_RANKED:
            break
    return found[:MOST_RANKED]


def _telling(db: sqlite3.Connection, keys: frozenset[str]) -> list[str]:
    rare = [key for key in sorted(keys) if _bearers(db, key) < MOST_BEARERS]
    return rare or sorted(keys)


def _bearers(db: sqlite3.Connection, key: str) -> int:
    sql = "select count(*) from (select 1 from signatory_keys where key = ? limit ?)"
    return int(db.execute(sql, (key, MOST_BEARERS)).fetchone()[0])


def _keys_of(db: sqlite3.Connection, signatory_ids: Sequence[int]) -> dict[int, frozenset[str]]:
    rows = db.execute(
        "select k.signatory_id, k.key from json_each(?) as wanted "
        "cross join signatory_keys as k on k.signatory_id = wanted.value",
        (json.dumps(signatory_ids),),
    )
    held: dict[int, set[str]] = {signatory_id: set() for signatory_id in signatory_ids}
    for signatory_id, key in rows:
        held[signatory_id].add(key)
    return {signatory_id: frozenset(keys) for signatory_id, keys in held.items()}


def _queue(db: sqlite3.Connection, left_id: int, right_id: int, decision: Decision) -> None:
    db.execute(
        "insert into signatory_suggestions (left_id, right_id, score, rule, evidence) values (?, ?, ?, ?, ?) "
        "on conflict (left_id, right_id) do update set score = excluded.score, rule = excluded.rule, "
        "evidence = excluded.evidence where state = 'open'",
        (left_id, right_id, round(decision.score, 3), decision.rule, json.dumps(decision.evidence)),
    )
