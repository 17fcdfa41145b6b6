"""Charts as files with their words: SVG and PNG for reports, CSV for the numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

from datasette import Response

from aggregator.web import render
from aggregator.web.charts import Bars
from aggregator.web.pages import lists, people, statements
from aggregator.web.png import IS_INSTALLED, png
from aggregator.web.query import NotFoundError, Reader


async def months(request: Any, reader: Reader) -> Response:
    """Statements per month."""
    return _picture(await lists.per_month(reader), request)


async def years(request: Any, reader: Reader) -> Response:
    """Statements per year of one signatory."""
    signatory = await people.known(reader, request.url_vars["slug"])
    signed = await reader.rows(people.SIGNED, {"id": signatory["id"]})
    return _picture(people.per_year(signed, signatory["slug"]), request)


async def days(request: Any, reader: Reader) -> Response:
    """Copies of a story per day."""
    number = int(request.url_vars["id"])
    await reader.one(f"story {number}", "select 1 from stories where id = :id", {"id": number})
    return _picture(statements.per_day(await reader.rows(statements.COPIES, {"id": number}), number), request)


def _picture(bars: Bars, request: Any) -> Response:
    ending = request.url_vars["ending"]
    if ending == "png" and not IS_INSTALLED:
        raise NotFoundError("PNG here: the operator installs the extra 'charts'")
    body, kind = FORMATS[ending](bars)
    headers = {"content-disposition": f'attachment; filename="{bars.file}.{ending}"'}
    return Response(body, content_type=kind, headers=headers)


def _numbers(bars: Bars) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([("when", "count"), *bars.points])
    return text.getvalue()


FORMATS: dict[str, Callable[[Bars], tuple[str | bytes, str]]] = {
    "svg": lambda bars: (render.picture("chart.svg", bars=bars), "image/svg+xml; charset=utf-8"),
    "png": lambda bars: (png(bars), "image/png"),
    "csv": lambda bars: (_numbers(bars), "text/csv; charset=utf-8"),
}
ENDING = rf"\.(?P<ending>{'|'.join(FORMATS)})$"
ROUTES = [
    (rf"^/chart/statements-per-month{ENDING}", months),
    (rf"^/chart/signatory-(?P<slug>[^/]{{1,200}}){ENDING}", years),
    (rf"^/chart/story-(?P<id>[0-9]{{1,15}}){ENDING}", days),
]
