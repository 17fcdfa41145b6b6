"""Pages for machines and for the record: feeds, health, metrics, robots, about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from datasette import Response

from aggregator.export.atom import Entry, atom
from aggregator.store import search as fulltext
from aggregator.web import render
from aggregator.web.pages import lists
from aggregator.web.query import Reader, Row

ROBOTS = "User-agent: *\nDisallow: /news\nDisallow: /search\nDisallow: /signator\nDisallow: /-/\n"
SIGNED = (
    "select t.id, t.title, t.language, t.first_published as published, t.signatory_count from signatures as s "
    "join statements as t on t.id = s.statement_id join signatories as g on g.id = s.signatory_id "
    "where g.slug = :slug group by t.id order by t.first_published desc limit 50"
)
FOUND = (
    "select a.id, a.title, a.language, a.published, a.collected_at from articles_fts as f "
    "join articles as a on a.id = f.rowid where articles_fts match :match order by f.rowid desc limit 50"
)


async def statements_feed(request: Any, reader: Reader) -> Response:
    """The latest statements."""
    items = await reader.rows(lists.STATEMENTS, {"date": None, "id": None, "limit": 50})
    rows = [item | {"published": item["first_published"]} for item in items]
    return _feed(request, "Latest statements", "/statements", "statement", rows)


async def latest_feed(request: Any, reader: Reader) -> Response:
    """The latest articles."""
    items = await reader.rows(lists.ARTICLES, {"date": None, "id": None, "limit": 50})
    return _feed(request, "Latest articles", "/latest", "article", items)


async def search_feed(request: Any, reader: Reader) -> Response:
    """What a search finds, the most recently collected first."""
    query = (request.args.get("q") or "")[:2000]
    names = {"lang": "lang", "kind": "kind", "source": "src"}
    tokens = [
        fulltext.tag(token, request.args[name]) for name, token in names.items() if request.args.get(name)
    ]
    match = fulltext.match_expression(query, tokens)
    items = await reader.rows(FOUND, {"match": match}) if match else []
    return _feed(request, f"Search: {query}", render.with_query("/search", q=query), "article", items)


async def signatory_feed(request: Any, reader: Reader) -> Response:
    """The statements a signatory signed."""
    slug = request.url_vars["slug"]
    await reader.one("such signatory", "select 1 from signatories where slug = :slug", {"slug": slug})
    items = await reader.rows(SIGNED, {"slug": slug})
    return _feed(request, f"Signed by {slug}", f"/signatory/{slug}", "statement", items)


def _feed(request: Any, title: str, path: str, kind: str, items: list[Row]) -> Response:
    base = f"{request.scheme}://{request.host}"
    entries = [
        Entry(f"/{kind}/{item['id']}", item["title"], item["language"], item["published"]) for item in items
    ]
    body = atom(base, title, path, request.full_path, entries)
    return Response(body, content_type="application/atom+xml; charset=utf-8")


async def robots(request: Any, reader: Reader) -> Response:
    """Facets, SQL and people's pages are not for crawlers."""
    return Response.text(ROBOTS)


async def health(request: Any, reader: Reader) -> Response:
    """200 where a run finished within two days, 503 otherwise."""
    run = await reader.first(
        "select finished_at, state from runs where finished_at is not null order by id desc limit 1"
    )
    oldest = (datetime.now(UTC) - timedelta(days=2)).strftime("%Y-%m-%dT%H:%M:%SZ")
    is_well = run is not None and run["finished_at"] >= oldest and run["state"] in ("ok", "partial")
    return Response.json({"ok": is_well, "last_run": run}, status=200 if is_well else 503)


async def metrics(request: Any, reader: Reader) -> Response:
    """Counts and source states in Prometheus' text format."""
    counts = await reader.first(lists.COUNTS) or {}
    lines = [f"aggregator_{name} {value}" for name, value in counts.items()]
    rows = await reader.rows(
        "select id, state in ('ok', 'working') as up, article_count from sources where enabled"
    )
    lines += [f'aggregator_source_up{{source="{row["id"]}"}} {row["up"]}' for row in rows]
    lines += [f'aggregator_source_articles{{source="{row["id"]}"}} {row["article_count"]}' for row in rows]
    return Response.text("\n".join(lines) + "\n")


async def about(request: Any, reader: Reader) -> Response:
    """What is collected, what a signature means and does not, corrections, privacy."""
    return Response.html(render.page("about.html"))


ROUTES = [
    (r"^/feed/statements\.atom$", statements_feed),
    (r"^/feed/latest\.atom$", latest_feed),
    (r"^/feed/search\.atom$", search_feed),
    (r"^/feed/signatory-(?P<slug>[^/]{1,200})\.atom$", signatory_feed),
    (r"^/robots\.txt$", robots),
    (r"^/health$", health),
    (r"^/metrics$", metrics),
    (r"^/about$", about),
]
