"""What must be so of stories and of the index that finds them; mended from the stored texts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from urllib.parse import urlsplit

from aggregator.identity.copies import Prepared, prepare
from aggregator.identity.wires import credit
from aggregator.store import counts, stories

_UNPLACED = (
    "select a.id from articles as a join article_texts as t on t.article_id = a.id "
    "where a.id not in (select article_id from story_articles) order by a.id"
)
_UNKNOWN = (
    "select m.article_id from story_articles as m join article_texts as t on t.article_id = m.article_id "
    "where m.method in ('first', 'near') and (m.article_id not in (select article_id from text_digests) "
    "or not exists (select 1 from story_articles as o join shingles as s on s.article_id = o.article_id "
    "where o.story_id = m.story_id)) order by m.article_id"
)
_TEXT = (
    "select a.title, t.text, a.url, a.byline from articles as a join article_texts as t on t.article_id = a.id "
    "where a.id = ?"
)
_EMPTY = "select id from stories where id not in (select story_id from story_articles)"
_LEFT_OVER = "select distinct hash from shingles where hash in (select hash from common_shingles)"
_WITHOUT_TEXT = (
    "select distinct article_id from {} where article_id not in (select article_id from article_texts)"
)
_INDEX = ("shingles", "text_digests")


def examine(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    """(check, row, problem) of all that is wrong; reads only."""
    for article_id in _ids(connection, _UNPLACED):
        yield "every article is in a story", str(article_id), "no row in story_articles"
    for article_id in _lost(connection):
        yield "every text can be found by its copies", str(article_id), "not in the index"
    for story_id in _ids(connection, _EMPTY):
        yield "every story has articles", str(story_id), "no row in story_articles"
    for value in _ids(connection, _LEFT_OVER):
        yield "what too many stories hold is not looked up", str(value), "still in shingles"
    for table in _INDEX:
        for article_id in _ids(connection, _WITHOUT_TEXT.format(table)):
            yield "the index holds stored texts only", str(article_id), f"in {table}, without a text"


def mend(connection: sqlite3.Connection) -> None:
    """Put all of it right, in the caller's transaction."""
    for table in _INDEX:
        connection.execute(
            f"delete from {table} where article_id not in (select article_id from article_texts)"
        )
    connection.execute("delete from shingles where hash in (select hash from common_shingles)")
    for article_id in _lost(connection):
        stories.index_again(connection, article_id, _read(connection, article_id)[0])
    for article_id in _ids(connection, _UNPLACED):
        for table in _INDEX:
            connection.execute(f"delete from {table} where article_id = ?", (article_id,))
        placement = stories.add(connection, article_id, *_read(connection, article_id))
        for story_id in placement.changed:
            counts.refresh(connection, "stories", story_id)
    connection.execute("delete from stories where id in (" + _EMPTY + ")")


def _ids(connection: sqlite3.Connection, sql: str) -> list[int]:
    return [row[0] for row in connection.execute(sql)]


def _lost(connection: sqlite3.Connection) -> list[int]:
    """Articles that should be in the index and are not. A text may have no hash that only few stories hold."""
    common = set(_ids(connection, "select hash from common_shingles"))
    digests = set(_ids(connection, "select article_id from text_digests"))
    return [
        article_id
        for article_id in _ids(connection, _UNKNOWN)
        if article_id not in digests or _read(connection, article_id)[0].kept - common
    ]


def _read(connection: sqlite3.Connection, article_id: int) -> tuple[Prepared, str]:
    """An article ready to be placed, and the agency it is credited to."""
    title, text, url, byline = connection.execute(_TEXT, (article_id,)).fetchone()
    return prepare(title, text, urlsplit(url).hostname or ""), credit(byline, text)
