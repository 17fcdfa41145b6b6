"""Charts as SVG files with their labels, for reports."""

from __future__ import annotations

from typing import Any

from datasette import Response

from aggregator.web import render
from aggregator.web.charts import Bars
from aggregator.web.pages import lists, people
from aggregator.web.query import Reader


async def months(request: Any, reader: Reader) -> Response:
    """Statements per month."""
    return _picture(await lists.per_month(reader))


async def years(request: Any, reader: Reader) -> Response:
    """Statements per year of one signatory."""
    signatory = await people.known(reader, request.url_vars["slug"])
    signed = await reader.rows(people.SIGNED, {"id": signatory["id"]})
    return _picture(people.per_year(signed, signatory["slug"]))


def _picture(bars: Bars) -> Response:
    body = render.page("chart.svg", bars=bars)
    headers = {"content-disposition": f'attachment; filename="{bars.file}.svg"'}
    return Response(body, content_type="image/svg+xml; charset=utf-8", headers=headers)


ROUTES = [
    (r"^/chart/statements-per-month\.svg$", months),
    (r"^/chart/signatory-(?P<slug>[^/]{1,200})\.svg$", years),
]
