"""Questions people ask of the database, as plain dictionaries."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from aggregator.errors import UsageError
from aggregator.store import states

Row = dict[str, Any]


def rows(connection: sqlite3.Connection, sql: str, *values: object) -> Iterator[Row]:
    """Result rows as dictionaries, column names as the query gives them."""
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)


def article(connection: sqlite3.Connection, article_id: int) -> Row:
    """An article with its text, signatures, links, addresses, revisions and capture.

    Raises `UsageError` where there is no such article.
    """
    found = next(
        rows(
            connection,
            "select a.*, c.name as source, c.owner, t.text from articles as a join sources as c on c.id = a.source_id "
            "join article_texts as t on t.article_id = a.id where a.id = ?",
            article_id,
        ),
        None,
    )
    if found is None:
        raise UsageError(f"no article {article_id}: `aggregator search WORDS` finds the numbers")
    found["provenance"] = json.loads(found["provenance"])
    parts = {
        "signatures": "select * from signatures where article_id = ? order by position",
        "links": "select * from related_links where article_id = ? order by position",
        "addresses": "select * from article_addresses where article_id = ? order by relation, url_normalised",
        "revisions": "select number, at, changed, capture_id from revisions where article_id = ? order by number",
        "captures": "select k.* from captures as k join articles as a on a.page_id = k.page_id where a.id = ? order by k.id",
    }
    return found | {name: list(rows(connection, sql, article_id)) for name, sql in parts.items()}


def revisions(connection: sqlite3.Connection, article_id: int) -> list[Row]:
    """What each revision of an article said, the first first; ``changed`` and ``signatories`` are lists."""
    found = rows(
        connection,
        "select number, at, capture_id, changed, title, published, text, signatories from revisions "
        "where article_id = ? order by number",
        article_id,
    )
    return [
        row | {"changed": json.loads(row["changed"]), "signatories": json.loads(row["signatories"])}
        for row in found
    ]


def statements(connection: sqlite3.Connection, limit: int) -> list[Row]:
    """Statements, the newest first, with counts."""
    return list(
        rows(
            connection,
            "select id, first_published, title, signatory_count, claimed_count, article_count, language, addressed_to "
            "from statements order by first_published desc, id desc limit ?",
            limit,
        )
    )


def articles_by_source(connection: sqlite3.Connection) -> list[Row]:
    """Each source that has a page, with its articles, statements, signatures and duplicates."""
    return list(
        rows(
            connection,
            "select c.id, c.name, c.article_count as articles, "
            "(select count(*) from articles as a where a.source_id = c.id and a.kind = 'statement') as statements, "
            "(select coalesce(sum(signature_count), 0) from articles as a where a.source_id = c.id) as signatures, "
            "(select count(*) from pages as p where p.source_id = c.id and p.state in ('duplicate', 'redirected')) "
            "as duplicates, "
            "(select count(*) from pages as p where p.source_id = c.id and p.state in ('skipped', 'blocked', 'failed')) "
            "as skipped, "
            "(select count(*) from articles as a where a.source_id = c.id and a.gone_at is not null) as gone "
            "from sources as c where exists (select 1 from pages as p where p.source_id = c.id) order by c.id",
        )
    )


def skipped(connection: sqlite3.Connection, limit: int) -> list[Row]:
    """Pages that gave no article, with the reason."""
    return list(
        rows(
            connection,
            "select url, source, state, reason from skipped_pages order by source, page_id limit ?",
            limit,
        )
    )


def link_counts(connection: sqlite3.Connection) -> list[Row]:
    """Links by kind, and how many lead to a stored article."""
    return list(
        rows(
            connection,
            "select kind, count(*) as links, count(target_article_id) as resolved "
            "from related_links group by kind order by links desc",
        )
    )


def changes(connection: sqlite3.Connection, since: str, limit: int) -> list[Row]:
    """Revisions and disappearances of articles after ``since`` (an ISO date or time), the newest first.

    ``what`` is the change in words.
    """
    found = rows(
        connection,
        "select at, change, source, title, url, detail, article_id from changes "
        "where at >= ? and change not in ('done', 'edited') and article_id is not null order by at desc limit ?",
        since,
        limit,
    )
    return [row | {"what": states.WORDS.get(row["change"], row["change"])} for row in found]


def last_run(connection: sqlite3.Connection) -> Row | None:
    """The newest run."""
    return next(rows(connection, "select * from runs order by id desc limit 1"), None)


def source_states(connection: sqlite3.Connection) -> list[Row]:
    """Each source that is enabled or has pages, the worst state first."""
    return list(
        rows(
            connection,
            "select c.id, c.name, c.state, c.article_count as articles, c.last_success_at, "
            "(select min(next_due_at) from inputs as i where i.source_id = c.id) as next_due_at, c.reason "
            "from sources as c where c.enabled or c.article_count order by c.state = 'ok', c.state, c.id",
        )
    )
