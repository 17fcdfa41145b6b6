"""Related links, resolved to stored articles now or when their target arrives."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from aggregator.identity.addresses import normalise
from aggregator.items import Link


def put(connection: sqlite3.Connection, article_id: int, links: Sequence[Link]) -> None:
    """Replace the article's links, each resolved to the article at its address if there is one."""
    connection.execute("delete from related_links where article_id = ?", (article_id,))
    connection.executemany(
        "insert into related_links (article_id, position, url, url_normalised, text, kind, target_article_id) "
        "values (?, ?, ?, ?, ?, ?, (select article_id from article_addresses "
        "where url_normalised = ? and article_id <> ?))",
        [
            (article_id, k.position, k.url, k.url_normalised, k.text, k.kind, k.url_normalised, article_id)
            for k in links
        ],
    )


def resolve(connection: sqlite3.Connection, article_id: int, addresses: Sequence[str]) -> None:
    """Point links that waited for one of these addresses to the article."""
    connection.executemany(
        "update related_links set target_article_id = ? "
        "where url_normalised = ? and target_article_id is null and article_id <> ?",
        [(article_id, address, article_id) for address in addresses],
    )


def put_editions(
    connection: sqlite3.Connection, article_id: int, editions: Sequence[tuple[str, str]]
) -> None:
    """Replace the addresses of the article's other language editions; ``editions`` are (hreflang, URL)."""
    connection.execute("delete from article_editions where article_id = ?", (article_id,))
    connection.executemany(
        "insert or ignore into article_editions (article_id, url_normalised, language) values (?, ?, ?)",
        [(article_id, normalise(url), language) for language, url in editions],
    )
