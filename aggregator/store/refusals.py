"""Addresses that no connection was made to, and why."""

from __future__ import annotations

import sqlite3


def note(
    connection: sqlite3.Connection, at: str, source_id: str | None, url: str, address: str, reason: str
) -> None:
    """Add a row, in the caller's transaction if one is open."""
    is_outer = not connection.in_transaction
    connection.execute(
        "insert into refusals (at, source_id, url, address, reason) values (?, ?, ?, ?, ?)",
        (at, source_id, url, address, reason),
    )
    if is_outer:
        connection.commit()
