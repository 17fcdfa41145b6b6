"""Signatories: find by name; what one signed, as whom, with whom, per year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from datasette import Response

from aggregator.identity.folding import fold
from aggregator.web import render
from aggregator.web.charts import Bars
from aggregator.web.query import Reader, Row

MOST_SHOWN = 100
TOP = (
    "select slug, name, kind, country, statement_count from signatories "
    "where statement_count > 0 and merged_into is null order by statement_count desc, id limit 100"
)
NAMED = (
    "select g.slug, g.name, g.kind, g.country, g.statement_count from signatories as g where g.merged_into is null "
    "and g.statement_count > 0 and g.id in (select signatory_id from signatory_names where {} limit 500) "
    "order by g.statement_count desc, g.id limit 100"
)
BEGINS = NAMED.format("name_key >= :low and name_key < :high")
WITHIN = NAMED.format("instr(' ' || name_key, ' ' || :low) > 0")
SIGNED = (
    "select t.id, t.title, t.language, t.first_published, t.signatory_count, t.article_count, s.name_as_printed, "
    "s.role, s.affiliation, s.withdrawn_at from signatures as s join statements as t on t.id = s.statement_id "
    "where s.signatory_id = :id and s.decision <> 'rejected' group by t.id order by t.first_published desc"
)
TOGETHER = (
    "select g.slug, g.name, c.n from cosign as c join signatories as g on g.id = c.b where c.a = :id "
    "union all select g.slug, g.name, c.n from cosign as c join signatories as g on g.id = c.a where c.b = :id "
    "order by 3 desc, 2 limit 30"
)


async def signatories(request: Any, reader: Reader) -> Response:
    """Signatories by number of statements, or those whose folded name, or else one of its words, begins with ``q``."""
    query = (request.args.get("q") or "").strip()[:200]
    low = fold(query)
    if low:
        items = await reader.rows(BEGINS, {"low": low, "high": low + "\U0010ffff"})
        items = items or await reader.rows(WITHIN, {"low": low})
    else:
        items = await reader.rows(TOP)
    return Response.html(render.page(request, "signatories.html", items=items, asked=query))


async def known(reader: Reader, slug: str) -> Row:
    """The signatory of a slug, those merged into another as that other. Raises `NotFoundError`."""
    return await reader.one(
        "such signatory",
        "select g.* from signatories as o join signatories as g on g.id = coalesce(o.merged_into, o.id) "
        "where o.slug = :slug",
        {"slug": slug},
    )


def per_year(signed: Iterable[Row], slug: str) -> Bars:
    """Statements per year; those without a date are not in it."""
    years: dict[str, int] = {}
    for row in signed:
        if row["first_published"]:
            years[row["first_published"][:4]] = years.get(row["first_published"][:4], 0) + 1
    return Bars("Statements per year", sorted(years.items()), f"signatory-{slug}")


async def signatory(request: Any, reader: Reader) -> Response:
    """One signatory."""
    item = await known(reader, request.url_vars["slug"])
    values = {"id": item["id"]}
    signed = await reader.rows(SIGNED, values)
    names = await reader.rows(
        "select name, n from signatory_names where signatory_id = :id order by n desc", values
    )
    return Response.html(
        render.page(
            request,
            "signatory.html",
            item=item,
            signed=signed[:MOST_SHOWN],
            together=await reader.rows(TOGETHER, values),
            names=names,
            bars=per_year(signed, item["slug"]),
        )
    )


ROUTES = [(r"^/signatories$", signatories), (r"^/signatory/(?P<slug>[^/.]{1,200})$", signatory)]
