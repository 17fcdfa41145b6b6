"""A statement with its witnesses and the union of their names; a story with its copies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from datasette import Response

from aggregator.web import render
from aggregator.web.charts import Bars
from aggregator.web.pages.articles import SIGNATURES
from aggregator.web.pages.lists import ARTICLE
from aggregator.web.query import Reader, Row

WITNESSES = (
    f"{ARTICLE} where a.id in (select article_id from statement_articles where statement_id = :id) "
    "order by a.published, a.id"
)
COPIES = f"{ARTICLE} where a.story_id = :id order by a.published, a.id"
MOST_SHOWN = 500


async def statement(request: Any, reader: Reader) -> Response:
    """One statement: its witnesses, the union of the names, and what changed."""
    values = {"id": int(request.url_vars["id"])}
    item = await reader.one(f"statement {values['id']}", "select * from statements where id = :id", values)
    signatures = await reader.rows(
        SIGNATURES + "s.statement_id = :id order by s.withdrawn_at is not null, s.article_id, s.position",
        values,
    )
    delta = await reader.rows(
        "select * from signature_changes where statement_id = :id order by at, id", values
    )
    return Response.html(
        render.page(
            request,
            "statement.html",
            item=item,
            witnesses=await reader.rows(WITNESSES, values),
            signatures=union(signatures),
            delta=delta,
        )
    )


def union(signatures: Iterable[Row]) -> list[Row]:
    """The first signature of each name, with ``witnesses``: the articles that print it. Kinds are kept apart."""
    first: dict[tuple[str, str], Row] = {}
    for row in signatures:
        kept = first.setdefault((row["kind"], row["name_key"]), row | {"witnesses": []})
        if row["article_id"] not in kept["witnesses"]:
            kept["witnesses"].append(row["article_id"])
    return list(first.values())


async def story(request: Any, reader: Reader) -> Response:
    """One story: every copy in order of publication."""
    values = {"id": int(request.url_vars["id"])}
    item = await reader.one(f"story {values['id']}", "select * from stories where id = :id", values)
    copies = await reader.rows(f"{COPIES} limit {MOST_SHOWN}", values)
    languages = sorted({row["language"] for row in copies if row["language"]})
    bars = per_day(copies, values["id"])
    return Response.html(
        render.page(
            request, "story.html", item=item, copies=copies, languages=languages, bars=bars, most=MOST_SHOWN
        )
    )


def per_day(copies: Iterable[Row], number: int) -> Bars:
    """Copies per day of publication; those without a whole date are not in it."""
    days = Counter(row["published"][:10] for row in copies if len(row["published"] or "") >= 10)
    return Bars("Copies per day", sorted(days.items()), f"story-{number}")


ROUTES = [
    (r"^/statement/(?P<id>[0-9]{1,15})$", statement),
    (r"^/story/(?P<id>[0-9]{1,15})$", story),
]
