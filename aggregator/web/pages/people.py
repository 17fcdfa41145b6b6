"""Signatories: find by name; what one signed, as whom, with whom, per year."""

from __future__ import annotations

from typing import Any

from datasette import Response

from aggregator.identity.folding import fold
from aggregator.web import render
from aggregator.web.charts import Bars
from aggregator.web.query import Reader

TOP = (
    "select slug, name, kind, country, statement_count from signatories "
    "where statement_count > 0 and merged_into is null order by statement_count desc, id limit 100"
)
NAMED = (
    "select g.slug, g.name, g.kind, g.country, g.statement_count from signatories as g where g.merged_into is null "
    "and g.statement_count > 0 and g.id in (select signatory_id from signatory_names where name_key >= :low "
    "and name_key < :high limit 500) order by g.statement_count desc, g.id limit 100"
)


async def signatories(request: Any, reader: Reader) -> Response:
    """Signatories by number of statements, or those whose folded name begins with ``q``."""
    query = (request.args.get("q") or "").strip()[:200]
    low = fold(query)
    items = (
        await reader.rows(NAMED, {"low": low, "high": low + "\U0010ffff"}) if low else await reader.rows(TOP)
    )
    return Response.html(render.page("signatories.html", items=items, asked=query))


async def signatory(request: Any, reader: Reader) -> Response:
    """One signatory."""
    values: dict[str, object] = {"slug": request.url_vars["slug"]}
    item = await reader.one("such signatory", "select * from signatories where slug = :slug", values)
    values["id"] = item["merged_into"] or item["id"]
    signed = await reader.rows(
        "select t.id, t.title, t.language, t.first_published, t.signatory_count, t.article_count, s.name_as_printed, "
        "s.role, s.affiliation, s.withdrawn_at from signatures as s join statements as t on t.id = s.statement_id "
        "where s.signatory_id = :id and s.decision <> 'rejected' group by t.id order by t.first_published desc limit 500",
        values,
    )
    together = await reader.rows(
        "select g.slug, g.name, c.n from cosign as c join signatories as g on g.id = c.b where c.a = :id "
        "union all select g.slug, g.name, c.n from cosign as c join signatories as g on g.id = c.a where c.b = :id "
        "order by 3 desc, 2 limit 30",
        values,
    )
    names = await reader.rows(
        "select name, n from signatory_names where signatory_id = :id order by n desc", values
    )
    years: dict[str, int] = {}
    for row in reversed(signed):
        if row["first_published"]:
            years[row["first_published"][:4]] = years.get(row["first_published"][:4], 0) + 1
    return Response.html(
        render.page(
            "signatory.html",
            item=item,
            signed=signed,
            together=together,
            names=names,
            bars=Bars("Statements per year", sorted(years.items())),
        )
    )


ROUTES = [(r"^/signatories$", signatories), (r"^/signatory/(?P<slug>[^/]{1,200})$", signatory)]
