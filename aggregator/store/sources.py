"""The catalogue mirrored into the database, so that analysts can join to it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from aggregator.sources.model import Source


def mirror(connection: sqlite3.Connection, sources: Iterable[Source]) -> None:
    """Insert or update each source and its inputs; what crawls have learned of them stays.

    Inputs that left the catalogue stay as rows, for the captures that name them, and are never due again.
    """
    with connection:
        for source in sources:
            _mirror_source(connection, source)
            _mirror_inputs(connection, source)


def _mirror_source(connection: sqlite3.Connection, source: Source) -> None:
    facts = {
        "id": source.id,
        "name": source.name,
        "owner": source.owner,
        "homepage": source.homepage,
        "kind": source.kind,
        "alignment": source.alignment,
        "languages": json.dumps(source.languages),
        "countries": json.dumps(source.countries),
        "timezone": source.timezone,
        "sensitivity": source.sensitivity,
        "enabled": int(source.enabled),
        "every_seconds": int(source.every.total_seconds()),
    }
    updates = ", ".join(f"{name} = excluded.{name}" for name in facts if name != "id")
    connection.execute(
        f"insert into sources ({', '.join(facts)}, state, reason) "
        f"values ({', '.join(':' + name for name in facts)}, :state, :reason) "
        f"on conflict (id) do update set {updates}",
        facts | {"state": source.status, "reason": source.reason},
    )


def _mirror_inputs(connection: sqlite3.Connection, source: Source) -> None:
    keys = [entry.key for entry in source.inputs]
    connection.executemany(
        "insert into inputs (source_id, kind, url, position) values (?, ?, ?, ?) "
        "on conflict (source_id, url) do update set kind = excluded.kind, position = excluded.position",
        [(source.id, entry.kind, entry.key, entry.order) for entry in source.inputs],
    )
    connection.execute(
        f"update inputs set next_due_at = null, state = 'failed', reason = 'no longer in the catalogue' "
        f"where source_id = ? and url not in ({', '.join('?' * len(keys))})",
        (source.id, *keys),
    )
