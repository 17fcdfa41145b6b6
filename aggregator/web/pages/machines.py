"""Pages for machines and for the record: health, metrics, robots, about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from datasette import Response

from aggregator.web import render
from aggregator.web.front import NAME
from aggregator.web.interface import LANGUAGES
from aggregator.web.pages import lists
from aggregator.web.query import Reader

KEPT_FROM_CRAWLERS = (
    f"/{NAME}",
    "/-/",
    "/search",
    "/signator",
    "/network",
    "/new",
    "/chart/",
    "/*.csv$",
    "/*?",
)
PREFIXES = ("", *(f"/{language}" for language in LANGUAGES))
ROBOTS = "User-agent: *\n" + "".join(
    f"Disallow: {at}{path}\n" for path in KEPT_FROM_CRAWLERS for at in PREFIXES
)


async def robots(request: Any, reader: Reader) -> Response:
    """Facets, SQL, searches and people's pages are not for crawlers."""
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
    return Response.html(render.page(request, "about.html"))


ROUTES = [
    (r"^/robots\.txt$", robots),
    (r"^/health$", health),
    (r"^/metrics$", metrics),
    (r"^/about$", about),
]
