"""Runs, their part for each source, and the ledger of coverage by day."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Literal

Outcome = Literal["new", "changed", "unchanged", "gone", "skipped", "failed"]
COUNTED = ("new", "changed", "unchanged", "gone", "skipped", "failed")


def start(
    connection: sqlite3.Connection, at: str, *, kind: str, version: str, settings: Mapping[str, object]
) -> int:
    """Open a run and return its id. A run left open by a death is marked interrupted first."""
    with connection:
        connection.execute(
            "update runs set state = 'interrupted', reason = 'the process ended without a word' where state = 'running'"
        )
        cursor = connection.execute(
            "insert into runs (started_at, kind, version, settings) values (?, ?, ?, ?)",
            (at, kind, version, json.dumps(dict(settings), sort_keys=True, default=str)),
        )
    return int(cursor.lastrowid or 0)


def start_source(connection: sqlite3.Connection, run_id: int, source_id: str, at: str) -> None:
    """Open the run's part for a source and the source's row of the day."""
    connection.execute(
        "insert or ignore into source_runs (run_id, source_id, started_at) values (?, ?, ?)",
        (run_id, source_id, at),
    )
    connection.execute("insert or ignore into coverage (source_id, day) values (?, ?)", (source_id, at[:10]))


def count(connection: sqlite3.Connection, run_id: int, source_id: str, outcome: Outcome, at: str) -> None:
    """Count one page's outcome in the run, the source's part of it and the coverage of the day."""
    if not run_id:
        return
    fetched = 0 if outcome == "failed" else 1
    connection.execute(
        f"update runs set attempted = attempted + 1, fetched = fetched + ?, {outcome} = {outcome} + 1 where id = ?",
        (fetched, run_id),
    )
    start_source(connection, run_id, source_id, at)
    connection.execute(
        f"update source_runs set attempted = attempted + 1, fetched = fetched + ?, {outcome} = {outcome} + 1 "
        "where run_id = ? and source_id = ?",
        (fetched, run_id, source_id),
    )
    connection.execute(
        "update coverage set attempted = attempted + 1, fetched = fetched + ?, new = new + ? "
        "where source_id = ? and day = ?",
        (fetched, int(outcome == "new"), source_id, at[:10]),
    )


def finish_source(
    connection: sqlite3.Connection, run_id: int, source_id: str, at: str, *, state: str, reason: str = ""
) -> None:
    """Close the run's part for a source; the source's own state and the day's coverage follow it."""
    connection.execute(
        "update source_runs set finished_at = ?, state = ?, reason = ? where run_id = ? and source_id = ?",
        (at, state, reason, run_id, source_id),
    )
    connection.execute(
        "update coverage set state = ?, reason = ? where source_id = ? and day = ?",
        (state, reason, source_id, at[:10]),
    )
    connection.execute(
        "update sources set state = ?, reason = ?, last_success_at = case ? when 'ok' then ? else last_success_at end "
        "where id = ?",
        (state, reason, state, at, source_id),
    )


def finish(connection: sqlite3.Connection, run_id: int, at: str, *, state: str, reason: str = "") -> None:
    """Close a run: ``ok``, ``partial``, ``failed`` or ``interrupted``."""
    with connection:
        connection.execute(
            "update runs set finished_at = ?, state = ?, reason = ? where id = ?", (at, state, reason, run_id)
        )
