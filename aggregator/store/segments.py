"""Segments a source repeats over its pages, learned as pages arrive and handed to extraction as a value."""

from __future__ import annotations

import json
import sqlite3

from aggregator.extract.boilerplate import is_copy, is_long, repeated
from aggregator.items import Page

PAGES_THAT_MAKE_A_RAIL = 3
_KNOWN = "select count(*) from segments where source_id = ? and key in (select value from json_each(?))"


def learn(connection: sqlite3.Connection, page: Page) -> None:
    """Count each segment of a page that is new to us once for its source.

    Recaptures are not counted, nor pages whose text is mostly that of others: a letter printed three times is no rail.
    """
    long = [key for key in page.segments - page.settings.boilerplate if is_long(key)]
    (known,) = connection.execute(_KNOWN, (page.source_id, json.dumps(long))).fetchone()
    if is_copy(len(long), known):
        return
    connection.executemany(
        "insert into segments (source_id, key) values (?, ?) "
        "on conflict (source_id, key) do update set page_count = page_count + 1",
        [(page.source_id, key) for key in sorted(page.segments)],
    )


def boilerplate(connection: sqlite3.Connection, source_id: str) -> frozenset[str]:
    """Keys of segments seen on `PAGES_THAT_MAKE_A_RAIL` or more pages, and on enough of all those of the source."""
    (pages,) = connection.execute(
        "select count(*) from articles where source_id = ?", (source_id,)
    ).fetchone()
    rows = connection.execute(
        "select key, page_count from segments where source_id = ? and page_count >= ?",
        (source_id, PAGES_THAT_MAKE_A_RAIL),
    )
    return repeated(rows, pages)
