"""What a page shows as CSV: every row, with the columns of the exports, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Awaitable, Callable
from typing import Any

from datasette import Response

from aggregator.export.cells import neutral
from aggregator.export.tables import EXPORTS
from aggregator.web.pages import people
from aggregator.web.query import Reader

View = Callable[[Any, Reader], Awaitable[Response]]


def _of(what: str, table: str, export: str) -> View:
    async def sheet(request: Any, reader: Reader) -> Response:
        number = int(request.url_vars["id"])
        name = f"{what}-{number}"
        await reader.one(name, f"select 1 from {table} where id = :id", {"id": number})
        return await _sheet(reader, export, f"{what}_id = :id", {"id": number}, name)

    return sheet


async def _of_signatory(request: Any, reader: Reader) -> Response:
    item = await people.known(reader, request.url_vars["slug"])
    values = {"id": item["id"]}
    return await _sheet(reader, "signatures", "signatory_id = :id", values, f"signatory-{item['slug']}")


async def _statements(request: Any, reader: Reader) -> Response:
    return await _sheet(reader, "statements", "signatory_count > 0", {}, "statements")


async def _sheet(
    reader: Reader, export: str, condition: str, values: dict[str, object], name: str
) -> Response:
    rows = await reader.rows(EXPORTS[export].sql(condition), values)
    text = io.StringIO("\ufeff")
    text.seek(0, io.SEEK_END)
    writer = csv.writer(text)
    writer.writerow(EXPORTS[export].columns)
    writer.writerows([neutral(cell) for cell in row.values()] for row in rows)
    headers = {"content-disposition": f'attachment; filename="{name}.csv"'}
    return Response(text.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


ROUTES = [
    (r"^/article/(?P<id>[0-9]{1,15})\.csv$", _of("article", "articles", "signatures")),
    (r"^/statement/(?P<id>[0-9]{1,15})\.csv$", _of("statement", "statements", "signatures")),
    (r"^/story/(?P<id>[0-9]{1,15})\.csv$", _of("story", "stories", "articles")),
    (r"^/signatory/(?P<slug>[^/]{1,200})\.csv$", _of_signatory),
    (r"^/statements\.csv$", _statements),
]
