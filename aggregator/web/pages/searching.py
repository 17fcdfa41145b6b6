"""Search in any script, with filters that live inside the index."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from datasette import Response

from aggregator.store import search as fulltext
from aggregator.web import render
from aggregator.web.query import Reader, Row

MOST_COUNTED = 1_000
PAGE = 25
COUNT = "select count(*) as n from (select 1 from articles_fts where articles_fts match :match limit :most)"
HITS = (
    "select a.id, a.title, a.language, a.published, a.collected_at, a.signature_count, a.gone_at, a.source_id, "
    "c.name as source, t.text from (select f.rowid as number, b.published as date from articles_fts as f "
    "cross join articles as b on b.id = f.rowid where articles_fts match :match "
    "and (:from is null or b.published >= :from) and (:to is null or b.published < :to) and {cursor} "
    "order by {order} limit :limit) as h join articles as a on a.id = h.number "
    "join sources as c on c.id = a.source_id join article_texts as t on t.article_id = a.id order by {outer}"
)
BY_DATE = {
    "cursor": "(coalesce(b.published, ''), f.rowid) < (:date, :number)",
    "order": "coalesce(b.published, '') desc, f.rowid desc",
    "outer": "coalesce(h.date, '') desc, h.number desc",
}
BY_NUMBER = {"cursor": "f.rowid < :number", "order": "f.rowid desc", "outer": "h.number desc"}
LANGUAGES = (
    "with recursive known (code) as (select min(language) from articles where language > '' union all "
    "select (select min(language) from articles where language > known.code) from known where code is not null) "
    "select code from known where code is not null"
)
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
    def values(self) -> dict[str, object]:
        """Parameters of `HITS`."""
        date, _, number = self.before.rpartition(",")
        is_cursor = number.isdecimal() and len(number) < 18
        return {
            "match": self.match,
            "from": self.chosen["from"] or None,
            "to": self.chosen["to"] + "\uffff" if self.chosen["to"] else None,
            "date": date if is_cursor else "~",
            "number": int(number) if is_cursor else 1 << 62,
        }


async def asked_by(request: Any, reader: Reader) -> Asked:
    """The search of a request."""
    sources = await reader.rows("select id, name, owner from sources where article_count > 0 order by name")
    chosen = {name: (request.args.get(name) or "").strip()[:64] for name in FILTERS}
    query = (request.args.get("q") or "").strip()[:2000]
    return Asked(query, chosen, request.args.get("before") or "", sources)


async def search(request: Any, reader: Reader) -> Response:
    """Hits with the words highlighted in the original text."""
    asked = await asked_by(request, reader)
    items, count, older = await _hits(reader, asked) if asked.match else ([], 0, "")
    for item in items:
        item["snippet"] = fulltext.excerpt(item.pop("text"), asked.query)
    languages = [row["code"] for row in await reader.rows(LANGUAGES)]
    return Response.html(
        render.page(
            "search.html",
            query=asked.query,
            chosen=asked.chosen,
            items=items,
            count=count,
            most=MOST_COUNTED,
            is_by_date=count <= fulltext.MOST_HITS_RANKED,
            languages=languages,
            sources=asked.sources,
            owners=sorted({row["owner"] for row in asked.sources}),
            older=render.with_query("/search", q=asked.query, **asked.chosen, before=older) if older else "",
            feed=render.with_query("/feed/search.atom", q=asked.query, **asked.chosen),
        )
    )


async def _hits(reader: Reader, asked: Asked) -> tuple[list[Row], int, str]:
    counted = await reader.first(COUNT, asked.values | {"most": fulltext.MOST_HITS_RANKED + 1})
    count = counted["n"] if counted else 0
    order = BY_DATE if count <= fulltext.MOST_HITS_RANKED else BY_NUMBER
    items = await reader.rows(HITS.format(**order), asked.values | {"limit": PAGE})
    last = items[-1] if len(items) == PAGE else None
    return items, count, f"{last['published'] or ''},{last['id']}" if last else ""


ROUTES = [(r"^/search$", search)]
