"""Segments a source repeats over its pages, learned as pages arrive and handed to extraction as a value."""

from __future__ import annotations

import sqlite3

from aggregator.extract.boilerplate import pages_needed
from aggregator.items import Page

PAGES_THAT_MAKE_A_RAIL = 3


def learn(connection: sqlite3.Connection, page: Page) -> None:
    """Count each segment of a page that is new to us once for its source; recaptures are not counted."""
    connection.executemany(
        "insert into segments (source_id, key) values (?, ?) "
        "on conflict (source_id, key) do update set page_count = page_count + 1",
        [(page.source_id, key) for key in sorted(page.segments)],
    )


def boilerplate(connection: sqlite3.Connection, source_id: str) -> frozenset[str]:
    """Keys of segments seen on `PAGES_THAT_MAKE_A_RAIL` or more pages, and on enough of all those of the source."""
    pages = connection.execute("select count(*) from articles where source_id = ?", (source_id,)).fetchone()[
        0
    ]
    rows = connection.execute(
        "select key from segments where source_id = ? and page_count >= ?",
        (source_id, max(PAGES_THAT_MAKE_A_RAIL, pages_needed(pages))),
    )
    return frozenset(row[0] for row in rows)
