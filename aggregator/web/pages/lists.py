"""The front page and the lists: statements and latest articles, paged by date, never by offset."""

from __future__ import annotations

from typing import Any

from datasette import Response

from aggregator.web import render
from aggregator.web.charts import Bars
from aggregator.web.query import Reader

PAGE = 25

COUNTS = (
    "select (select coalesce(max(id), 0) from articles) as articles, "
    "(select count(*) from statements) as statements, "
    "(select count(*) from sources where article_count > 0) as sources, "
    "(select count(*) from signatories where statement_count > 0 and merged_into is null) as signatories"
)
STATEMENTS = (
    "select id, title, language, first_published, signatory_count, article_count from statements "
    "where signatory_count > 0 and (:date is null or (first_published, id) < (:date, :id)) "
    "order by first_published desc, id desc limit :limit"
)
ARTICLES = (
    "select a.id, a.title, a.language, a.published, a.signature_count, a.gone_at, a.source_id, c.name as source "
    "from articles as a join sources as c on c.id = a.source_id "
    "where :date is null or (a.published, a.id) < (:date, :id) order by a.published desc, a.id desc limit :limit"
)
STORIES = (
    "select s.id, a.title, a.language, s.article_count, s.owner_count from stories as s "
    "join articles as a on a.id = s.lead_article_id where s.owner_count > 1 "
    "order by s.owner_count desc, s.last_published desc limit 6"
)
MONTHS = (
    "select substr(first_published, 1, 7) as month, count(*) as n from statements "
    "where first_published is not null group by month order by month desc limit 24"
)


async def home(request: Any, reader: Reader) -> Response:
    """The front page."""
    months = await reader.rows(MONTHS)
    states = await reader.rows(
        "select state in ('ok', 'working') as ok, count(*) as n from sources where enabled group by ok"
    )
    health = {bool(row["ok"]): row["n"] for row in states}
    return Response.html(
        render.page(
            "home.html",
            counts=await reader.first(COUNTS),
            statements=await reader.rows(STATEMENTS, {"date": None, "id": None, "limit": 8}),
            stories=await reader.rows(STORIES),
            bars=Bars("Statements per month", [(row["month"], row["n"]) for row in reversed(months)]),
            health={"ok": health.get(True, 0), "bad": health.get(False, 0)},
            run=await reader.first("select finished_at from runs order by id desc limit 1"),
        )
    )


async def statements(request: Any, reader: Reader) -> Response:
    """All statements, the newest first."""
    items = await reader.rows(STATEMENTS, _cursor(request))
    older = _older("/statements", items, "first_published")
    return _list("Statements", "statements", items, older, "/feed/statements.atom")


async def latest(request: Any, reader: Reader) -> Response:
    """All articles, the newest first."""
    items = await reader.rows(ARTICLES, _cursor(request))
    return _list(
        "Latest articles", "articles", items, _older("/latest", items, "published"), "/feed/latest.atom"
    )


def _list(heading: str, kind: str, items: list[dict[str, Any]], older: str, feed: str) -> Response:
    return Response.html(
        render.page("articles.html", heading=heading, kind=kind, items=items, older=older, feed=feed)
    )


def _cursor(request: Any) -> dict[str, object]:
    date, _, row_id = (request.args.get("before") or "").partition(",")
    is_whole = bool(date) and row_id.isdecimal() and len(row_id) < 18
    return {"date": date if is_whole else None, "id": int(row_id) if is_whole else None, "limit": PAGE}


def _older(path: str, items: list[dict[str, Any]], column: str) -> str:
    if len(items) < PAGE or not items[-1][column]:
        return ""
    return render.with_query(path, before=f"{items[-1][column]},{items[-1]['id']}")


ROUTES = [(r"^/$", home), (r"^/statements$", statements), (r"^/latest$", latest)]
