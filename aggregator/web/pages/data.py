"""The way into the data: questions first, then views and tables with what they hold."""

from __future__ import annotations

import re
from typing import Any

from datasette import Response

from aggregator.store.document import descriptions
from aggregator.web import front, render
from aggregator.web.query import Reader

_PARAMETER = re.compile(r"(?<![:\w]):(\w+)")


async def data(request: Any, reader: Reader) -> Response:
    """Questions with a box for each parameter, views, described tables."""
    questions = [
        item | {"name": name, "parameters": list(dict.fromkeys(_PARAMETER.findall(item["sql"])))}
        for name, item in front.questions().items()
    ]
    tables = {name: text["_"] for name, text in descriptions().items() if name not in front.INTERNAL}
    return Response.html(
        render.page(
            request, "data.html", questions=questions, views=front.views(), tables=tables, database=front.NAME
        )
    )


ROUTES = [(r"^/data$", data)]
