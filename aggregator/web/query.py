"""Reading the database for pages: rows as dictionaries, and what to say when a query takes too long."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from datasette.database import QueryInterrupted

Row = dict[str, Any]
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?)?)?", re.ASCII)


def asked_date(request: Any, name: str) -> str:
    """The date of a parameter, as short as 2026 and as long as 2026-11-30T10:00:00Z; '' for none.

    Raises `BadInputError` for any other text and for days that no calendar has.
    """
    written = (request.args.get(name) or "").strip().replace(" ", "+")
    if not written:
        return ""
    try:
        datetime.fromisoformat(written + "0001-01-01"[len(written) :] if _DATE.fullmatch(written) else "")
    except ValueError:
        raise BadInputError(name) from None
    return str(written)


class NotFoundError(Exception):
    """A page that does not exist. ``args[0]`` says what."""


class BadInputError(Exception):
    """A parameter of a request that cannot be read. ``args[0]`` names it."""


class TooSlowError(Exception):
    """A query that was stopped at the time limit."""


class Reader:
    """Runs queries of a page on Datasette's read-only connections.

    Attributes: ``downloads``, the directory of files readers may fetch.
    """

    def __init__(self, datasette: Any, name: str) -> None:
        self._db = datasette.get_database(name)
        self.downloads: Path = getattr(datasette, "downloads", Path(self._db.path).parent / "downloads")

    async def rows(self, sql: str, parameters: Mapping[str, object] | None = None) -> list[Row]:
        """All rows, never cut. Raises `TooSlowError` at the time limit."""
        try:
            result = await self._db.execute(sql, dict(parameters or {}))
        except QueryInterrupted as error:
            raise TooSlowError(sql) from error
        return [dict(row) for row in result.rows]

    async def first(self, sql: str, parameters: Mapping[str, object] | None = None) -> Row | None:
        """The first row, or None."""
        found = await self.rows(sql, parameters)
        return found[0] if found else None

    async def one(self, what: str, sql: str, parameters: Mapping[str, object] | None = None) -> Row:
        """The first row. Raises `NotFoundError` naming ``what`` where there is none."""
        found = await self.first(sql, parameters)
        if found is None:
            raise NotFoundError(what)
        return found
