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


NEWEST_RUN = (
    "select finished_at, state, strftime('%s', 'now') - strftime('%s', finished_at) <= "
    "2 * (select coalesce(min(every_seconds), 0) from sources where enabled) as in_time "
    "from runs where finished_at is not null order by id desc limit 1"
)
OVERDUE = (
    "select c.id from sources as c join inputs as i on i.source_id = c.id where c.enabled "
    "group by c.id having strftime('%s', 'now') - strftime('%s', max(i.next_due_at)) > c.every_seconds order by c.id"
)
LAST_RUN = (
    "select strftime('%s', finished_at) as run_finished_timestamp_seconds, "
    "strftime('%s', finished_at) - strftime('%s', started_at) as run_duration_seconds "
    "from runs where finished_at is not null order by id desc limit 1"
)
OF_SOURCES = (
    "select c.id, c.state in ('ok', 'working') as up, c.article_count as articles, "
    "strftime('%s', c.last_success_at) as last_success_timestamp_seconds, "
    "(select coalesce(sum(d.new), 0) from coverage as d where d.source_id = c.id and d.day > :week_ago) as new_7d "
    "from sources as c where c.enabled"
)


async def robots(request: Any, reader: Reader) -> Response:
    """Facets, SQL, searches and people's pages are not for crawlers."""
    return Response.text(ROBOTS)


async def health(request: Any, reader: Reader) -> Response:
    """200 where a run finished within twice the shortest schedule and no source waits longer than twice its own.

    503 otherwise; ``overdue`` names the sources that wait. A source that fails is asked later and waits for that.
    """
    run = await reader.first(NEWEST_RUN)
    overdue = [row["id"] for row in await reader.rows(OVERDUE)]
    is_well = run is not None and run["state"] in ("ok", "partial") and run.pop("in_time") and not overdue
    return Response.json(
        {"ok": bool(is_well), "last_run": run, "overdue": overdue}, status=200 if is_well else 503
    )


async def metrics(request: Any, reader: Reader) -> Response:
    """Counts, the last run and the state of each source in Prometheus' text format; times are Unix seconds."""
    facts = (await reader.first(lists.COUNTS) or {}) | (await reader.first(LAST_RUN) or {})
    lines = [f"aggregator_{name} {value}" for name, value in facts.items() if value is not None]
    week_ago = str(datetime.now(UTC).date() - timedelta(days=7))
    for row in await reader.rows(OF_SOURCES, {"week_ago": week_ago}):
        source = row.pop("id")
        told = {name: value for name, value in row.items() if value is not None}
        lines += [f'aggregator_source_{name}{{source="{source}"}} {value}' for name, value in told.items()]
    return Response.text("\n".join(sorted(lines)) + "\n")


async def about(request: Any, reader: Reader) -> Response:
    """What is collected, what a signature means and does not, corrections, privacy."""
    return Response.html(render.page(request, "about.html"))


ROUTES = [
    (r"^/robots\.txt$", robots),
    (r"^/health$", health),
    (r"^/metrics$", metrics),
    (r"^/about$", about),
]
