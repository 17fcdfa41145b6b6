"""The front page and the lists: statements, latest articles, what is new; paged by date, never by offset."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from datasette import Response

from aggregator.store.states import WORDS
from aggregator.web import render
from aggregator.web.charts import Bars
from aggregator.web.query import Reader, Row, asked_date

PAGE = 25
UNDATED = "undated"

COUNTS = (
    "select (select coalesce(sum(article_count), 0) from sources) as articles, "
    "(select count(*) from statements) as statements, "
    "(select count(*) from sources where article_count > 0) as sources, "
    "(select count(*) from signatories where statement_count > 0 and merged_into is null) as signatories"
)
ARTICLE = (
    "select a.id, a.title, a.language, a.published, a.collected_at, a.signature_count, a.gone_at, a.source_id, "
    "c.name as source from articles as a join sources as c on c.id = a.source_id "
)
STATEMENT = "select id, title, language, first_published, signatory_count, article_count from statements "
STORIES = (
    "select s.id, a.title, a.language, s.article_count, s.owner_count from stories as s "
    "join articles as a on a.id = s.lead_article_id where s.owner_count > 1 "
    "order by s.last_published desc, s.id desc limit 6"
)
MONTHS = (
    "select substr(first_published, 1, 7) as month, count(*) as n from statements "
    "where first_published is not null group by month order by month desc limit 24"
)
CHANGED = (
    "select x.at, 'revised' as change, a.id, a.title, a.language from (select at, article_id from revisions "
    "where at >= :since and number > 1 order by at desc limit 50) as x join articles as a on a.id = x.article_id "
    "union all select y.at, y.state, a.id, a.title, a.language from (select at, page_id, state from page_states "
    "where at >= :since and state in (select value from json_each(:states)) order by at desc limit 50) as y "
    "join articles as a on a.page_id = y.page_id order by 1 desc limit 50"
)
_DATE = re.compile(r"[0-9TZ:+-]{4,25}")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that is read backwards by a date and then by number; the undated come last.

    ``select``: SQL up to its ``where``; ``condition``: what holds for every row; ``date``, ``number``: the columns.
    """

    select: str
    date: str
    number: str
    condition: str = "true"

    async def page(
        self, reader: Reader, before: str = "", limit: int = PAGE, **values: object
    ) -> tuple[list[Row], str]:
        """The rows before a cursor, and the cursor of the next page ('' at the end)."""
        date, _, number = before.partition(",")
        start = int(number) if number.isdecimal() and len(number) < 18 else 1 << 62
        after = {"date": date if _DATE.fullmatch(date) else "~", "number": start, "limit": limit} | values
        items = [] if date == UNDATED else await reader.rows(self._dated(), after)
        if len(items) < limit:
            from_top = {"number": start if date == UNDATED else 1 << 62, "limit": limit - len(items)}
            items += await reader.rows(self._undated(), after | from_top)
        if len(items) < limit:
            return items, ""
        column = self.date.rpartition(".")[2]
        return items, f"{items[-1][column] or UNDATED},{items[-1]['id']}"

    def _dated(self) -> str:
        return (
            f"{self.select} where {self.condition} and ({self.date}, {self.number}) < (:date, :number) "
            f"order by {self.date} desc, {self.number} desc limit :limit"
        )

    def _undated(self) -> str:
        return (
            f"{self.select} where {self.condition} and {self.date} is null and {self.number} < :number "
            f"order by {self.number} desc limit :limit"
        )


LATEST = Listing(ARTICLE, "a.published", "a.id")
OF_SOURCE = Listing(ARTICLE, "a.published", "a.id", "a.source_id = :source")
STATEMENTS = Listing(STATEMENT, "first_published", "id", "signatory_count > 0")
NEW = Listing(ARTICLE, "a.collected_at", "a.id", "a.collected_at >= :since")


async def per_month(reader: Reader) -> Bars:
    """Statements per month, the last two years that have any."""
    months = await reader.rows(MONTHS)
    points = [(row["month"], row["n"]) for row in reversed(months)]
    return Bars("Statements per month", points, "statements-per-month")


async def home(request: Any, reader: Reader) -> Response:
    """The front page."""
    states = await reader.rows(
        "select state in ('ok', 'working') as ok, count(*) as n from sources where enabled group by ok"
    )
    health = {bool(row["ok"]): row["n"] for row in states}
    items, _ = await STATEMENTS.page(reader, limit=8)
    return Response.html(
        render.page(
            request,
            "home.html",
            counts=await reader.first(COUNTS),
            statements=items,
            stories=await reader.rows(STORIES),
            bars=await per_month(reader),
            health={"ok": health.get(True, 0), "bad": health.get(False, 0)},
            run=await reader.first("select finished_at from runs order by id desc limit 1"),
        )
    )


async def statements(request: Any, reader: Reader) -> Response:
    """All statements, the newest first."""
    items, older = await STATEMENTS.page(reader, request.args.get("before") or "")
    return _list(request, "Statements", "statements", items, "/statements", older, sheet="/statements.csv")


async def latest(request: Any, reader: Reader) -> Response:
    """All articles, the newest first."""
    items, older = await LATEST.page(reader, request.args.get("before") or "")
    return _list(request, "Latest articles", "articles", items, "/latest", older)


async def changed_since(reader: Reader, since: str) -> list[Row]:
    """The latest revisions and disappearances."""
    return await reader.rows(CHANGED, {"since": since, "states": json.dumps(list(WORDS))})


async def new(request: Any, reader: Reader) -> Response:
    """What was collected, changed or disappeared since a day; without ``since``, since the newest run began."""
    run = await reader.first(
        "select started_at from runs where new > 0 or changed > 0 order by id desc limit 1"
    )
    since = asked_date(request, "since") or (run["started_at"] if run else "")
    items, older = await NEW.page(reader, request.args.get("before") or "", since=since)
    changed = await changed_since(reader, since)
    following = render.with_query("/new", since=since, before=older) if older else ""
    return Response.html(
        render.page(request, "new.html", since=since, items=items, changed=changed, older=following)
    )


def _list(
    request: Any, heading: str, kind: str, items: list[Row], path: str, cursor: str, *, sheet: str = ""
) -> Response:
    older = render.with_query(path, before=cursor) if cursor else ""
    values = {"heading": heading, "kind": kind, "items": items, "older": older, "sheet": sheet}
    return Response.html(render.page(request, "articles.html", feed=f"/feed{path}.atom", **values))


ROUTES = [(r"^/$", home), (r"^/statements$", statements), (r"^/latest$", latest), (r"^/new$", new)]
