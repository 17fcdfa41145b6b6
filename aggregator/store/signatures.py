"""Signatures of an article's statements: kept by name across revisions, with what was added or withdrawn."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from itertools import groupby

from aggregator.identity.names import name_key
from aggregator.items import Article, Page, Signature, Statement
from aggregator.store import counts, decisions, signatories, statements


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list of signatures was read: the article, its statement, the revision, and when."""

    article_id: int
    statement_id: int
    revision: int
    at: str
    extractor_version: str
    is_news: bool
    """Whether differences from what is stored are changes of the page, not of the extractor."""


def put(
    connection: sqlite3.Connection,
    article_id: int,
    page: Page,
    article: Article,
    *,
    revision: int,
    is_news: bool,
) -> None:
    """Bring the article's signatures to what the page holds now.

    A name that left a newer revision stays, with ``withdrawn_at``; one that an earlier extractor read in error
    is deleted. Human decisions are applied again as long as the text they were made on is unchanged.
    """
    touched = statements.of_article(connection, article_id)
    signed = sorted(page.signatures, key=lambda s: s.statement)
    seen: set[int] = set()
    for index, group in groupby(signed, key=lambda s: s.statement):
        listed = list(group)
        facts = page.statements[index] if index < len(page.statements) else Statement()
        keys = {name_key(s.name, s.kind) for s in listed}
        statement_id = statements.witness(connection, article_id, index, facts, keys, article)
        place = Place(
            article_id, statement_id, revision, page.capture.fetched_at, page.extractor_version, is_news
        )
        seen |= _put_list(connection, place, listed)
        touched.add(statement_id)
    touched |= _drop_missing(connection, article_id, seen, page.capture.fetched_at, revision, is_news=is_news)
    decisions.apply(connection, article_id, page.text_sha256)
    for statement_id in sorted(touched):
        counts.refresh(connection, "statements", statement_id)
        signatories.assign(connection, statement_id)
    counts.refresh(connection, "articles", article_id)


def _put_list(connection: sqlite3.Connection, place: Place, listed: list[Signature]) -> set[int]:
    stored = {
        (row[1], row[2]): row
        for row in connection.execute(
            "select id, name_key, kind, role, affiliation, withdrawn_at from signatures "
            "where article_id = ? and statement_id = ?",
            (place.article_id, place.statement_id),
        )
    }
    seen: set[int] = set()
    for signature in listed:
        known = stored.pop((name_key(signature.name, signature.kind), signature.kind), None)
        seen.add(
            _update(connection, place, signature, known) if known else _insert(connection, place, signature)
        )
    return seen


def _insert(connection: sqlite3.Connection, place: Place, signature: Signature) -> int:
    facts = _facts(place, signature) | {"article_id": place.article_id, "first_revision": place.revision}
    cursor = connection.execute(
        f"insert into signatures ({', '.join(facts)}) values ({', '.join(':' + f for f in facts)})", facts
    )
    if place.is_news:
        _log(
            connection, place, "added", signature.name, after=_details(signature.role, signature.affiliation)
        )
    return int(cursor.lastrowid or 0)


def _update(
    connection: sqlite3.Connection,
    place: Place,
    signature: Signature,
    known: tuple[int, str, str, str, str, str | None],
) -> int:
    row_id, _, _, role, affiliation, withdrawn_at = known
    facts = _facts(place, signature) | {"withdrawn_at": None}
    connection.execute(
        f"update signatures set {', '.join(f'{f} = :{f}' for f in facts)} where id = :id",
        facts | {"id": row_id},
    )
    before, after = _details(role, affiliation), _details(signature.role, signature.affiliation)
    if place.is_news and withdrawn_at:
        _log(connection, place, "added", signature.name, after=after)
    elif place.is_news and before != after:
        _log(connection, place, "role changed", signature.name, before=before, after=after)
    return row_id


def _facts(place: Place, signature: Signature) -> dict[str, object]:
    has_span = signature.start >= 0
    return {
        "statement_id": place.statement_id,
        "position": signature.position,
        "name_as_printed": signature.name,
        "name_key": name_key(signature.name, signature.kind),
        "kind": signature.kind,
        "role": signature.role,
        "former": int(signature.former),
        "affiliation": signature.affiliation,
        "country": signature.country,
        "heading": signature.heading,
        "confidence": signature.confidence,
        "cue": signature.cue,
        "path": signature.path,
        "span_start": signature.start if has_span else None,
        "span_end": signature.end if has_span else None,
        "extractor_version": place.extractor_version,
    }


def _drop_missing(
    connection: sqlite3.Connection, article_id: int, seen: set[int], at: str, revision: int, *, is_news: bool
) -> set[int]:
    rows = connection.execute(
        "select id, statement_id, name_as_printed, role, affiliation from signatures "
        "where article_id = ? and withdrawn_at is null",
        (article_id,),
    ).fetchall()
    missing = [row for row in rows if row[0] not in seen]
    for row_id, statement_id, name, role, affiliation in missing:
        if is_news:
            connection.execute("update signatures set withdrawn_at = ? where id = ?", (at, row_id))
            place = Place(article_id, statement_id, revision, at, "", is_news)
            _log(connection, place, "withdrawn", name, before=_details(role, affiliation))
        else:
            connection.execute("delete from signatures where id = ?", (row_id,))
    return {row[1] for row in missing}


def _log(
    connection: sqlite3.Connection, place: Place, change: str, name: str, *, before: str = "", after: str = ""
) -> None:
    connection.execute(
        "insert into signature_changes (statement_id, article_id, revision, at, change, name, before, after) "
        "values (?, ?, ?, ?, ?, ?, ?, ?)",
        (place.statement_id, place.article_id, place.revision, place.at, change, name, before, after),
    )


def _details(role: str, affiliation: str) -> str:
    return ", ".join(part for part in (role, affiliation) if part)
