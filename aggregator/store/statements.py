"""Statements: a text people signed, with the articles that are its witnesses."""

from __future__ import annotations

import sqlite3

from aggregator.items import Article, Statement
from aggregator.store import witnesses


def of_article(connection: sqlite3.Connection, article_id: int) -> set[int]:
    """Statements the article is a witness to."""
    rows = connection.execute(
        "select statement_id from statement_articles where article_id = ?", (article_id,)
    )
    return {int(row[0]) for row in rows}


def witness(
    connection: sqlite3.Connection,
    article_id: int,
    position: int,
    facts: Statement,
    keys: set[str],
    article: Article,
) -> int:
    """The statement that the article's list number ``position`` belongs to; a new one where none is the same.

    ``keys`` are the name keys of the list. The join keeps its rule and score.
    """
    known = connection.execute(
        "select statement_id from statement_articles where article_id = ? and position = ?",
        (article_id, position),
    ).fetchone()
    if known:
        statement_id, method, score = int(known[0]), "own", None
    else:
        statement_id, method, score = witnesses.find(connection, article_id, facts, keys, article)
    if not statement_id:
        statement_id, method = _insert(connection, facts, article), "own"
    connection.execute(
        "insert into statement_articles (statement_id, article_id, position, form, language, signature_count, "
        "method, score) values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (article_id, position) do update set "
        "form = excluded.form, language = excluded.language, signature_count = excluded.signature_count",
        (
            statement_id,
            article_id,
            position,
            facts.form,
            facts.language or article.language,
            len(keys),
            method,
            score,
        ),
    )
    return statement_id


def _insert(connection: sqlite3.Connection, facts: Statement, article: Article) -> int:
    cursor = connection.execute(
        "insert into statements (title, place, dated, addressed_to, claimed_count, claimed_text, language) "
        "values (?, ?, ?, ?, ?, ?, ?)",
        (
            facts.title or article.title,
            facts.place,
            facts.dated,
            facts.addressed_to,
            facts.claimed_count,
            facts.claimed_text,
            facts.language or article.language,
        ),
    )
    return int(cursor.lastrowid or 0)
