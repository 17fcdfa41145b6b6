"""Atom feeds of every list, search, source, signatory and story."""

from __future__ import annotations

from typing import Any

from datasette import Response

from aggregator.export.atom import Entry, atom
from aggregator.store.states import WORDS
from aggregator.web import render
from aggregator.web.pages import lists, people, searching, statements
from aggregator.web.query import Reader, Row, asked_date

MOST = 50
FOUND = (
    "select a.id, a.title, a.language, a.published, a.collected_at from articles_fts as f "
    "join articles as a on a.id = f.rowid where articles_fts match :match "
    f"and (:from is null or a.published >= :from) and (:to is null or a.published < :to) "
    f"order by f.rowid desc limit {MOST}"
)


async def statements_feed(request: Any, reader: Reader) -> Response:
    """The latest statements."""
    items, _ = await lists.STATEMENTS.page(reader, limit=MOST)
    return _feed(request, "Latest statements", "/statements", "statement", items)


async def latest_feed(request: Any, reader: Reader) -> Response:
    """The latest articles."""
    items, _ = await lists.LATEST.page(reader, limit=MOST)
    return _feed(request, "Latest articles", "/latest", "article", items)


async def new_feed(request: Any, reader: Reader) -> Response:
    """What was collected, changed or disappeared, each with the time we saw it."""
    since = asked_date(request, "since")
    items, _ = await lists.NEW.page(reader, limit=MOST, since=since)
    entries = [Entry(f"/article/{i['id']}", i["title"], i["language"], i["collected_at"]) for i in items]
    entries += [
        Entry(
            f"/article/{c['id']}#{c['change']}-{c['at']}",
            f"{WORDS[c['change']]}: {c['title']}",
            c["language"],
            c["at"],
        )
        for c in await lists.changed_since(reader, since)
    ]
    newest = sorted(entries, key=lambda entry: entry.published or "", reverse=True)[:MOST]
    return _answer(request, "New, changed or gone", render.with_query("/new", since=since), newest)


async def source_feed(request: Any, reader: Reader) -> Response:
    """The latest articles of a source."""
    slug = request.url_vars["slug"]
    known = await reader.one(f"source {slug}", "select name from sources where id = :id", {"id": slug})
    items, _ = await lists.OF_SOURCE.page(reader, limit=MOST, source=slug)
    return _feed(request, known["name"], f"/source/{slug}", "article", items)


async def search_feed(request: Any, reader: Reader) -> Response:
    """What a search finds, the most recently collected first."""
    asked = await searching.asked_by(request, reader)
    items = await reader.rows(FOUND, asked.values) if asked.match else []
    path = render.with_query("/search", q=asked.query, **asked.chosen)
    return _feed(request, f"Search: {asked.query}", path, "article", items)


async def signatory_feed(request: Any, reader: Reader) -> Response:
    """The statements a signatory signed."""
    signatory = await people.known(reader, request.url_vars["slug"])
    items = await reader.rows(f"{people.SIGNED} limit {MOST}", {"id": signatory["id"]})
    path = f"/signatory/{signatory['slug']}"
    return _feed(request, f"Signed by {signatory['name']}", path, "statement", items)


async def story_feed(request: Any, reader: Reader) -> Response:
    """The copies of a story."""
    values = {"id": int(request.url_vars["id"])}
    await reader.one(f"story {values['id']}", "select 1 from stories where id = :id", values)
    items = await reader.rows(f"{statements.COPIES} limit {MOST}", values)
    title = items[0]["title"] if items else "Story"
    return _feed(request, f"Copies of: {title}", f"/story/{values['id']}", "article", items)


def _feed(request: Any, title: str, path: str, kind: str, items: list[Row]) -> Response:
    entries = [Entry(f"/{kind}/{i['id']}", i["title"], i["language"], _date(i)) for i in items]
    return _answer(request, title, path, entries)


def _answer(request: Any, title: str, path: str, entries: list[Entry]) -> Response:
    base = f"{request.scheme}://{request.host}"
    body = atom(base, title, path, request.full_path, entries)
    return Response(body, content_type="application/atom+xml; charset=utf-8")


def _date(item: Row) -> str | None:
    """When it was published, else when it was collected: a feed entry needs a date."""
    found: str | None = item.get("published") or item.get("first_published") or item.get("collected_at")
    return found


ROUTES = [
    (r"^/feed/statements\.atom$", statements_feed),
    (r"^/feed/latest\.atom$", latest_feed),
    (r"^/feed/new\.atom$", new_feed),
    (r"^/feed/search\.atom$", search_feed),
    (r"^/feed/source-(?P<slug>[a-z0-9-]{1,64})\.atom$", source_feed),
    (r"^/feed/story-(?P<id>[0-9]{1,15})\.atom$", story_feed),
    (r"^/feed/signatory-(?P<slug>[^/]{1,200})\.atom$", signatory_feed),
]
