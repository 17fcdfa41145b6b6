"""Links worth a crawl of their own: unresolved ones to sites of the catalogue."""

from __future__ import annotations

import sqlite3
from collections import defaultdict

from aggregator.identity.addresses import registrable_domain
from aggregator.items import Discovered, Page

FOLLOWED = ("in-text", "document")


def wanted(connection: sqlite3.Connection, page: Page) -> dict[str, list[Discovered]]:
    """Source id -> pages that ``page`` links to in its text and nobody has stored, where its source asks for that.

    Only sites of enabled sources are followed, each page as one of the source whose site it is on.
    """
    if not page.settings.follow_links or page.state != "done":
        return {}
    sites = _sites(connection)
    found: dict[str, list[Discovered]] = defaultdict(list)
    for link in page.links:
        source_id = sites.get(registrable_domain(link.url))
        if source_id and link.kind in FOLLOWED and not _is_known(connection, link.url_normalised):
            found[source_id].append(Discovered(link.url))
    return found


def _sites(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute("select id, homepage from sources where enabled order by id desc")
    return {registrable_domain(homepage): source_id for source_id, homepage in rows if homepage}


def _is_known(connection: sqlite3.Connection, address: str) -> bool:
    row = connection.execute(
        "select 1 from article_addresses where url_normalised = ?1 union select 1 from pages where url_normalised = ?1",
        (address,),
    ).fetchone()
    return row is not None
