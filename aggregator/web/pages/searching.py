"""Search in any script, with filters that live inside the index."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from datasette import Response

from aggregator.store import search as fulltext
from aggregator.web import render
from aggregator.web.query import Reader, Row, asked_date

MOST_COUNTED = 1_000
PAGE = 25
BY_NUMBER = "all"
FOUND = (
    "select json_group_array(id) as ids, count(*) as n from (select rowid as id from articles_fts "
    "where articles_fts match :match and rowid < :number order by rowid desc limit :most)"
)
IN_RANGE = "(:from is null or {0}.published >= :from) and (:to is null or {0}.published < :to)"
FEW = (
    "select b.id from articles as b where b.id in (select value from json_each(:ids)) "
    f"and {IN_RANGE.format('b')} and (coalesce(b.published, ''), b.id) < (:date, :number) "
    "order by coalesce(b.published, '') desc, b.id desc limit :limit"
)
MANY_IN_RANGE = (
    "select b.id from articles as b where b.published >= coalesce(:from, '') and b.published < coalesce(:to, '~') "
    "and (b.published, b.id) < (:date, :number) and exists (select 1 from articles_fts where articles_fts match :match "
    "and rowid = b.id) order by b.published desc, b.id desc limit :limit"
)
SHOWN = (
    "select a.id, a.title, a.language, a.published, a.collected_at, a.signature_count, a.gone_at, a.source_id, "
    "c.name as source, t.text from json_each(:ids) as h cross join articles as a on a.id = h.value "
    "join sources as c on c.id = a.source_id join article_texts as t on t.article_id = a.id order by h.key"
)
LANGUAGES = (
    "with recursive known (code) as (select min(language) from articles where language > '' union all "
    "select (select min(language) from articles where language > known.code) from known where code is not null) "
    "select code from known where code is not null"
)
LAST = 1 << 62
FILTERS = ("lang", "kind", "source", "owner", "from", "to")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader searches for: words and chosen filters by name, '' where not chosen."""

    query: str
    chosen: dict[str, str]
    before: str = ""
    sources: list[Row] = field(default_factory=list)

    @property
    def match(self) -> str:
        """The expression for the index; '' where there is nothing to search for."""
        kinds = {"lang": "lang", "kind": "kind", "source": "src"}
        tokens = [
            fulltext.tag(prefix, self.chosen[name]) for name, prefix in kinds.items() if self.chosen[name]
        ]
        expression = fulltext.match_expression(self.query, tokens)
        if not expression or not self.chosen["owner"]:
            return expression
        owned = [
            fulltext.tag("src", row["id"]) for row in self.sources if row["owner"] == self.chosen["owner"]
        ]
        return f"{expression} AND tags : ({' OR '.join(owned or ['none'])})"

    @property
    def is_dated(self) -> bool:
        """True where the reader chose a first or last day."""
        return bool(self.chosen["from"] or self.chosen["to"])

    @property
    def values(self) -> dict[str, object]:
        """Parameters of the queries."""
        date, _, number = self.before.rpartition(",")
        is_cursor = number.isdecimal() and len(number) < 18
        return {
            "match": self.match,
            "from": self.chosen["from"] or None,
            "to": self.chosen["to"] + "\uffff" if self.chosen["to"] else None,
            "date": date if is_cursor else "~",
            "number": int(number) if is_cursor else LAST,
            "limit": PAGE,
        }


async def asked_by(request: Any, reader: Reader) -> Asked:
    """The search of a request."""
    sources = await reader.rows("select id, name, owner from sources where article_count > 0 order by name")
    chosen = {name: (request.args.get(name) or "").strip()[:64] for name in FILTERS}
    chosen |= {name: asked_date(request, name) for name in ("from", "to")}
    query = (request.args.get("q") or "").strip()[:2000]
    return Asked(query, chosen, request.args.get("before") or "", sources)


async def search(request: Any, reader: Reader) -> Response:
    """Hits with the words highlighted in the original text."""
    asked = await asked_by(request, reader)
    hits = await _hits(reader, asked) if asked.match else Hits([], 0, "")
    for item in hits.items:
        item["snippet"] = fulltext.excerpt(item.pop("text"), asked.query)
    languages = [row["code"] for row in await reader.rows(LANGUAGES)]
    return Response.html(
        render.page(
            request,
            "search.html",
            query=asked.query,
            is_asked=bool(asked.match),
            chosen=asked.chosen,
            items=hits.items,
            count=hits.count,
            most=MOST_COUNTED,
            is_by_date=asked.is_dated or hits.count <= fulltext.MOST_HITS_RANKED,
            languages=languages,
            sources=asked.sources,
            owners=sorted({row["owner"] for row in asked.sources}),
            older=render.with_query("/search", q=asked.query, **asked.chosen, before=hits.older)
            if hits.older
            else "",
            feed=render.with_query("/feed/search.atom", q=asked.query, **asked.chosen),
        )
    )


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of hits: articles, how many there are (no more than one beyond those that are ranked), the next cursor."""

    items: list[Row]
    count: int
    older: str


async def _hits(reader: Reader, asked: Asked) -> Hits:
    """Few hits are sorted by date of publication; many come by number, which needs no sort over all of them."""
    is_by_number = asked.before.startswith(BY_NUMBER)
    most = PAGE if is_by_number else fulltext.MOST_HITS_RANKED + 1
    values = asked.values
    start = values["number"] if is_by_number else LAST
    found = await reader.one("hits", FOUND, {"match": asked.match, "number": start, "most": most})
    if found["n"] < most and not is_by_number:
        ids = [row["id"] for row in await reader.rows(FEW, values | {"ids": found["ids"]})]
    elif asked.is_dated:
        ids = [row["id"] for row in await reader.rows(MANY_IN_RANGE, values)]
    else:
        ids = json.loads(found["ids"])[:PAGE]
        is_by_number = True
    items = await reader.rows(SHOWN, {"ids": json.dumps(ids)})
    count = fulltext.MOST_HITS_RANKED + 1 if is_by_number else found["n"]
    last = items[-1] if len(items) == PAGE else None
    return Hits(items, count, _cursor(last, is_by_number) if last else "")


def _cursor(last: Row, is_by_number: bool) -> str:
    return f"{BY_NUMBER if is_by_number else last['published'] or ''},{last['id']}"


ROUTES = [(r"^/search$", search)]
