"""Stored counts and dates: one expression each, used by the writer for a row and by the doctor for all."""

from __future__ import annotations

import sqlite3

_VALID = "withdrawn_at is null and decision <> 'rejected'"
_MEMBERS = "from articles as m join sources as c on c.id = m.source_id where m.story_id = stories.id"

EXPRESSIONS: dict[str, dict[str, str]] = {
    "sources": {"article_count": "select count(*) from articles where source_id = sources.id"},
    "articles": {
        "signature_count": f"select count(*) from signatures where article_id = articles.id and {_VALID}",
        "link_count": "select count(*) from related_links where article_id = articles.id",
        "revision_count": "select count(*) from revisions where article_id = articles.id",
        "statement_id": "select statement_id from statement_articles where article_id = articles.id "
        "order by position limit 1",
    },
    "statements": {
        "signatory_count": f"select count(distinct kind || name_key) from signatures "
        f"where statement_id = statements.id and {_VALID}",
        "article_count": "select count(distinct article_id) from statement_articles where statement_id = statements.id",
        "first_published": "select min(a.published) from statement_articles as w "
        "join articles as a on a.id = w.article_id where w.statement_id = statements.id",
    },
    "signatories": {
        "statement_count": f"select count(distinct statement_id) from signatures "
        f"where signatory_id = signatories.id and {_VALID}",
        "first_signed": "select min(t.first_published) from signatures as s join statements as t "
        f"on t.id = s.statement_id where s.signatory_id = signatories.id and {_VALID}",
        "last_signed": "select max(t.first_published) from signatures as s join statements as t "
        f"on t.id = s.statement_id where s.signatory_id = signatories.id and {_VALID}",
    },
    "stories": {
        "article_count": f"select count(*) {_MEMBERS}",
        "source_count": f"select count(distinct m.source_id) {_MEMBERS}",
        "owner_count": f"select count(distinct c.owner) {_MEMBERS}",
        "wires": "select coalesce(group_concat(wire, ', '), '') from (select distinct wire from story_articles "
        "where story_id = stories.id and wire <> '' order by wire)",
        "first_published": f"select min(m.published) {_MEMBERS}",
        "last_published": f"select max(m.published) {_MEMBERS}",
        "lead_article_id": f"select m.id {_MEMBERS} order by m.published is null, m.published, m.id limit 1",
    },
}


def refresh(connection: sqlite3.Connection, table: str, row_id: int | str) -> None:
    """Bring every stored count of one row up to date."""
    settings = ", ".join(f"{column} = ({sql})" for column, sql in EXPRESSIONS[table].items())
    connection.execute(f"update {table} set {settings} where id = ?", (row_id,))


def wrong(connection: sqlite3.Connection, table: str, column: str) -> list[tuple[int | str, object, object]]:
    """(id, stored, right) of every row whose stored value is not what it should be."""
    sql = EXPRESSIONS[table][column]
    return list(
        connection.execute(
            f"select id, {column}, ({sql}) from {table} where {column} is not ({sql}) order by id"
        )
    )


def mend(connection: sqlite3.Connection, table: str, column: str) -> None:
    """Set the column right wherever it is wrong."""
    sql = EXPRESSIONS[table][column]
    connection.execute(f"update {table} set {column} = ({sql}) where {column} is not ({sql})")
