"""Search in any script, with filters that live inside the index."""

from __future__ import annotations

import sqlite3
from typing import Any

from datasette import Response

from aggregator.store import search as fulltext
from aggregator.web import render
from aggregator.web.query import Reader

MOST_COUNTED = 1_000
PAGE = 25
COUNT = "select count(*) as n from (select 1 from articles_fts where articles_fts match :match limit :most)"
HITS = (
    "select a.id, a.title, a.language, a.published, a.signature_count, a.gone_at, a.source_id, c.name as source, "
    "t.text from articles_fts as f join articles as a on a.id = f.rowid join sources as c on c.id = a.source_id "
    "join article_texts as t on t.article_id = a.id where articles_fts match :match "
    "and (:from is null or a.published >= :from) and (:to is null or a.published < :to) order by {order} limit :limit"
)
FILTERS = {"lang": "lang", "kind": "kind", "source": "src"}


async def search(request: Any, reader: Reader) -> Response:
    """Hits with the words highlighted in the original text."""
    query = (request.args.get("q") or "").strip()[:2000]
    chosen = {name: (request.args.get(name) or "").strip()[:64] for name in (*FILTERS, "from", "to")}
    tokens = [fulltext.tag(FILTERS[name], chosen[name]) for name in FILTERS if chosen[name]]
    match = fulltext.match_expression(query, tokens)
    items, count = await _hits(reader, match, chosen) if match else ([], 0)
    for item in items:
        item["snippet"] = fulltext.excerpt(item.pop("text"), query)
    languages = await reader.rows(
        "select distinct language from articles where language <> '' order by language"
    )
    sources = await reader.rows("select id, name from sources where article_count > 0 order by name")
    return Response.html(
        render.page(
            "search.html",
            query=query,
            chosen=chosen,
            items=items,
            count=count,
            most=MOST_COUNTED,
            languages=[row["language"] for row in languages],
            sources=sources,
            feed=render.with_query("/feed/search.atom", q=query, **chosen),
        )
    )


async def _hits(reader: Reader, match: str, chosen: dict[str, str]) -> tuple[list[dict[str, Any]], int]:
    values = {
        "match": match,
        "from": chosen["from"] or None,
        "to": chosen["to"] + "\uffff" if chosen["to"] else None,
        "limit": PAGE,
        "most": fulltext.MOST_HITS_RANKED + 1,
    }
    try:
        counted = await reader.first(COUNT, values)
        count = counted["n"] if counted else 0
        order = "f.rowid desc" if count > fulltext.MOST_HITS_RANKED else "a.published desc, a.id desc"
        return await reader.rows(HITS.format(order=order), values), count
    except sqlite3.OperationalError:
        return [], 0


ROUTES = [(r"^/search$", search)]
