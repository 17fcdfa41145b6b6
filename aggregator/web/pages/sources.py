"""Sources: health as a table, failing first, and one source with its days, inputs and latest articles."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

from datasette import Response

from aggregator.web import render
from aggregator.web.charts import Strip
from aggregator.web.pages.lists import OF_SOURCE
from aggregator.web.query import Reader

PAGE = 60
TABLE = (
    "select c.id, c.name, c.owner, c.kind, c.languages, c.state, c.reason, c.article_count, c.last_success_at, "
    "count(*) over () as n from sources as c where (c.enabled or c.article_count) and (:state = '' or c.state = :state) "
    "order by c.state in ('ok', 'working'), c.state = 'unverified', c.id limit :limit offset :skipped"
)
STATES = (
    "select state, count(*) as n from sources where enabled or article_count group by state order by n desc"
)
_LAST_DAYS = "from coverage where day > date(:today, '-30 days') and day <= :today"
LEDGERS = (
    f"select source_id, json_group_object(day, case state when 'failed' then null else new end) as days {_LAST_DAYS} "
    "and source_id in (select value from json_each(:ids)) group by source_id"
)
LEDGER = (
    f"select day, attempted, new, expected_min, expected_max, state, reason {_LAST_DAYS} and source_id = :id"
)
PARTS = {
    "inputs": "select * from inputs where source_id = :id order by position, id",
    "runs": "select * from source_runs where source_id = :id order by started_at desc limit 10",
    "states": "select state, reason, count(*) as n from pages where source_id = :id "
    "and state in ('skipped', 'blocked', 'failed', 'gone') group by state, reason order by n desc limit 20",
}


async def sources(request: Any, reader: Reader) -> Response:
    """Sources that are crawled, the worst first, a page at a time; ``state`` shows those of one state."""
    asked = request.args.get("page") or ""
    page = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
    state = (request.args.get("state") or "")[:40]
    items = await reader.rows(TABLE, {"state": state, "limit": PAGE, "skipped": PAGE * (max(page, 1) - 1)})
    ids = json.dumps([item["id"] for item in items])
    rows = await reader.rows(LEDGERS, {"today": str(_today()), "ids": ids})
    ledgers = {row["source_id"]: json.loads(row["days"]) for row in rows}
    for item in items:
        item["languages"] = json.loads(item["languages"])
        item["strip"] = Strip(_today(), ledgers.get(item["id"], {}))
    has_more = bool(items) and items[0]["n"] > PAGE * page
    more = render.with_query("/sources", state=state, page=page + 1) if has_more else ""
    states = await reader.rows(STATES)
    return Response.html(
        render.page(request, "sources.html", items=items, states=states, chosen=state, more=more)
    )


async def source(request: Any, reader: Reader) -> Response:
    """One source."""
    name = request.url_vars["slug"]
    item = await reader.one(f"source {name}", "select * from sources where id = :id", {"id": name})
    values = {"id": name, "today": str(_today())}
    ledger = await reader.rows(LEDGER, values)
    latest, older = await OF_SOURCE.page(reader, request.args.get("before") or "", source=name)
    return Response.html(
        render.page(
            request,
            "source.html",
            item=item,
            languages=json.loads(item["languages"]),
            strip=Strip(
                _today(), {row["day"]: None if row["state"] == "failed" else row["new"] for row in ledger}
            ),
            ledger={row["day"]: row for row in ledger},
            latest=latest,
            older=render.with_query(f"/source/{name}", before=older) if older else "",
            **{part: await reader.rows(sql, values) for part, sql in PARTS.items()},
        )
    )


def _today() -> date:
    return datetime.now(UTC).date()


ROUTES = [(r"^/sources$", sources), (r"^/source/(?P<slug>[a-z0-9-]{1,64})$", source)]
