"""Sources: health as a table, failing first, and one source with its days, inputs and latest articles."""

from __future__ import annotations

import json
from typing import Any

from datasette import Response

from aggregator.web import render
from aggregator.web.pages.lists import ARTICLES
from aggregator.web.query import Reader

DAYS = 30
TABLE = (
    "select c.id, c.name, c.owner, c.kind, c.languages, c.state, c.reason, c.article_count, c.last_success_at "
    "from sources as c where c.enabled or c.article_count "
    "order by c.state in ('ok', 'working'), c.state = 'unverified', c.id"
)
LEDGER = (
    "select source_id, day, new, state from coverage where day >= date('now', '-29 days') "
    "and (:id is null or source_id = :id) order by source_id, day"
)


async def sources(request: Any, reader: Reader) -> Response:
    """All sources that are crawled, the worst first."""
    items = await reader.rows(TABLE)
    for item in items:
        item["languages"] = json.loads(item["languages"])
    return Response.html(render.page("sources.html", items=items))


async def source(request: Any, reader: Reader) -> Response:
    """One source."""
    values = {"id": request.url_vars["slug"]}
    item = await reader.one(f"source {values['id']}", "select * from sources where id = :id", values)
    latest = ARTICLES.replace("where :date is null", "where a.source_id = :id and (:date is null", 1).replace(
        " order by", ") order by", 1
    )
    return Response.html(
        render.page(
            "source.html",
            item=item,
            languages=json.loads(item["languages"]),
            inputs=await reader.rows(
                "select * from inputs where source_id = :id order by position, id", values
            ),
            days=await reader.rows(LEDGER, values),
            runs=await reader.rows(
                "select * from source_runs where source_id = :id order by started_at desc limit 10", values
            ),
            states=await reader.rows(
                "select state, reason, count(*) as n from pages where source_id = :id "
                "and state in ('skipped', 'blocked', 'failed', 'gone') group by state, reason order by n desc limit 20",
                values,
            ),
            latest=await reader.rows(latest, values | {"date": None, "limit": 25}),
        )
    )


ROUTES = [(r"^/sources$", sources), (r"^/source/(?P<slug>[a-z0-9-]{1,64})$", source)]
