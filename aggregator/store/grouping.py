"""Which mentions are one signatory: entities worked out for the names touched, and written to their rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from itertools import combinations

from aggregator.identity.entities import Verdict, components
from aggregator.identity.linking import Occurrence, is_telling_name, verdicts
from aggregator.identity.names import alias_rows
from aggregator.store import attaching, cosign, counts, mentions, suggestions
from aggregator.store.mentions import Key
from aggregator.store.slugs import free_slug

MOST_ASKED = 1_000
"""New names of one statement that are compared with all others; longer lists are petitions of the public."""

_STANDING = (
    "select j.left_id, j.right_id, j.verdict, x.id, y.id from judgements as j "
    "join signatory_mentions as x on x.anchors = j.left_id join signatory_mentions as y on y.anchors = j.right_id "
    "where j.subject = 'signatory' and j.undone_at is null and "
    "(x.id in (select value from json_each(?1)) and y.id in (select value from json_each(?1))) order by j.id"
)


def regroup(db: sqlite3.Connection, keys: set[Key], statements: set[int], *, anew: bool = False) -> None:
    """Work out the entities of ``keys`` and all that may join them; ``statements`` changed besides.

    ``anew``: every group of mentions from the start, as when a judgement was taken back.
    """
    attached: dict[Key, int] = {}
    for key in () if anew else sorted(keys):
        if signatory_id := attaching.attach(db, key, statements):
            attached[key] = signatory_id
    groups = mentions.nodes(db, sorted(_closure(db, keys - attached.keys())))
    occurrences = {one.node: (key, one) for key, group in groups.items() for one in group}
    entity_of = components(occurrences, _said(db, groups))
    entities: dict[int, list[int]] = {}
    for node, entity in entity_of.items():
        entities.setdefault(entity, []).append(node)
    changed: set[int] = set()
    touched = set(attached.values())
    for members in entities.values():
        signatory_id, moved = _settle(db, [(node, *occurrences[node]) for node in members])
        changed |= moved
        if moved or keys & {occurrences[node][0] for node in members}:
            touched.add(signatory_id)
    for statement_id in sorted(changed | statements):
        touched |= cosign.refresh(db, statement_id)
        counts.refresh(db, "statements", statement_id)
    _describe(db, touched)


def _closure(db: sqlite3.Connection, keys: set[Key]) -> set[Key]:
    """``keys`` with every key that aliases or judgements may join to them."""
    found: set[Key] = set()
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += attaching.neighbours(db, key)
    return found


def _said(db: sqlite3.Connection, groups: dict[Key, list[Occurrence]]) -> list[Verdict[int]]:
    nodes = [one.node for group in groups.values() for one in group]
    machine = [verdict for group in groups.values() for verdict in _machine(db, group)]
    for left, right, is_curated in _aliases(db, groups):
        machine += _machine(db, groups[left] + groups[right], is_telling=is_curated)
    human, joined = _human(db, nodes)
    kept = [v for v in machine if v.same or not {v.left, v.right} <= joined]
    return [*kept, *human]


def _machine(
    db: sqlite3.Connection, group: Sequence[Occurrence], *, is_telling: bool | None = None
) -> list[Verdict[int]]:
    if len(group) < 2:
        return []
    telling = is_telling_name(group[0]) if is_telling is None else is_telling
    needs_partners = group[0].kind == "person" or not telling
    shared = mentions.cosigners(db, [one.node for one in group]) if needs_partners else {}
    return verdicts(group, shared, is_telling=telling)


def _aliases(db: sqlite3.Connection, groups: dict[Key, list[Occurrence]]) -> list[tuple[Key, Key, bool]]:
    """Pairs of names of one body, and whether the pair is curated."""
    bodies: dict[tuple[str, int], list[Key]] = {}
    for key in sorted(groups):
        for row in alias_rows(key[1], key[0]):
            bodies.setdefault((key[0], row), []).append(key)
    pairs = {pair: True for keys in bodies.values() for pair in combinations(keys, 2)}
    for left in groups:
        for right in attaching.declared(db, left):
            if right in groups:
                pairs.setdefault((min(left, right), max(left, right)), False)
    return [
        (left, right, curated) for (left, right), curated in pairs.items() if groups[left] and groups[right]
    ]


def _human(db: sqlite3.Connection, nodes: Sequence[int]) -> tuple[list[Verdict[int]], set[int]]:
    """The standing judgements, the newest on each pair, and the mentions of signatories a person has joined."""
    held: dict[frozenset[int], Verdict[int]] = {}
    rows: set[int] = set()
    for left_id, right_id, verdict, left, right in db.execute(_STANDING, (json.dumps(sorted(nodes)),)):
        held[frozenset((left_id, right_id))] = Verdict(left, right, verdict == "same", human=True)
        rows |= {left_id, right_id} if verdict == "same" else set()
    joined = db.execute(
        "select id from signatory_mentions where signatory_id in (select id from signatories "
        "where id in (select value from json_each(?1)) "
        "union select merged_into from signatories where id in (select value from json_each(?1)))",
        (json.dumps(sorted(rows)),),
    )
    return list(held.values()), {int(row[0]) for row in joined}


def _settle(db: sqlite3.Connection, members: list[tuple[int, Key, Occurrence]]) -> tuple[int, set[int]]:
    """Give an entity its row. Returns the row's id and the statements whose signatures got another signatory."""
    ids = json.dumps([node for node, _, _ in members])
    anchored = sorted(
        int(row[0])
        for row in db.execute(
            "select anchors from signatory_mentions where anchors is not null "
            "and id in (select value from json_each(?))",
            (ids,),
        )
    )
    signatory_id = anchored[0] if anchored else _anchor(db, *members[0])
    db.execute(
        "update signatories set merged_into = null where id = ? and merged_into is not null", (signatory_id,)
    )
    if anchored[1:]:
        _merge(db, anchored[1:], signatory_id)
    moved = db.execute(
        "update signatory_mentions set signatory_id = ?1 where id in (select value from json_each(?2)) "
        "and signatory_id is not ?1 returning statement_id",
        (signatory_id, ids),
    ).fetchall()
    db.execute(
        "update signatures set signatory_id = ?1 where signatory_id is not ?1 and id in (select s.id "
        "from signatory_mentions as m join signatures as s on s.statement_id = m.statement_id "
        "and s.name_key = m.name_key and s.kind = m.kind where m.id in (select value from json_each(?2)))",
        (signatory_id, ids),
    )
    return signatory_id, {int(row[0]) for row in moved}


def _anchor(db: sqlite3.Connection, node: int, key: Key, one: Occurrence) -> int:
    """A row for an entity that has none: one of that name that lost all its mentions, or a new one."""
    lost = db.execute(
        "select min(id) from signatories as g where name_key = ? and kind = ? "
        "and not exists (select 1 from signatory_mentions as m where m.anchors = g.id)",
        (key[1], key[0]),
    ).fetchone()[0]
    if lost is None:
        lost = db.execute(
            "insert into signatories (slug, name, name_key, kind) values (?, ?, ?, ?)",
            (free_slug(db, one.name), one.name, key[1], key[0]),
        ).lastrowid
    db.execute("update signatory_mentions set anchors = ? where id = ?", (lost, node))
    return int(lost or 0)


def _merge(db: sqlite3.Connection, rows: Sequence[int], into: int) -> None:
    ids = json.dumps(rows)
    db.execute(
        "update signatories set merged_into = ?1 where id in (select value from json_each(?2)) "
        "and merged_into is not ?1",
        (into, ids),
    )
    db.execute(
        "delete from signatory_suggestions where state = 'open' and (left_id in (select value from json_each(?1)) "
        "or right_id in (select value from json_each(?1)))",
        (ids,),
    )


def _describe(db: sqlite3.Connection, touched: set[int]) -> None:
    """Bring names, country and counts of signatories up to date; ask again where a name is new."""
    renamed = [signatory_id for signatory_id in sorted(touched) if _put_names(db, signatory_id)]
    for signatory_id in sorted(touched):
        db.execute(
            "update signatories set country = coalesce((select min(country) from signatures "
            "where signatory_id = ?1 and country <> '' and withdrawn_at is null "
            "having count(distinct country) = 1), '') where id = ?1",
            (signatory_id,),
        )
        counts.refresh(db, "signatories", signatory_id)
    for signatory_id in renamed[:MOST_ASKED]:
        suggestions.suggest(db, signatory_id)


def _put_names(db: sqlite3.Connection, signatory_id: int) -> bool:
    """Write the spellings of a signatory and show it under the most frequent. Returns whether one is new."""
    before = {
        row[0]
        for row in db.execute("select name from signatory_names where signatory_id = ?", (signatory_id,))
    }
    rows = db.execute(
        "select s.name_as_printed, s.name_key, min(a.language), count(distinct s.statement_id) from signatures as s "
        "join articles as a on a.id = s.article_id where s.signatory_id = ? and s.withdrawn_at is null "
        "and s.decision <> 'rejected' group by s.name_as_printed order by 4 desc, min(s.id)",
        (signatory_id,),
    ).fetchall()
    db.execute("delete from signatory_names where signatory_id = ?", (signatory_id,))
    db.executemany(
        "insert into signatory_names (signatory_id, name, name_key, language, n) values (?, ?, ?, ?, ?)",
        [(signatory_id, *row) for row in rows],
    )
    if rows:
        db.execute("update signatories set name = ? where id = ?", (rows[0][0], signatory_id))
    fresh = [row[0] for row in rows if row[0] not in before]
    for name in fresh:
        suggestions.index(db, signatory_id, name)
    return bool(fresh)
