"""Revisions: each change of a page's text, title, date or signatories, tied to its capture."""

from __future__ import annotations

import json
import sqlite3

from aggregator.items import Article, Page, Signature


def differences(connection: sqlite3.Connection, article_id: int, page: Page, article: Article) -> list[str]:
    """Names of the fields in which the page differs from the newest revision: title, text, published, signatories.

    Text is compared by its folded digest, so that typography, spacing and letter case make no revision.
    """
    title, published, text_sha256, names = connection.execute(
        "select title, published, text_sha256, signatories from revisions where article_id = ? "
        "order by number desc limit 1",
        (article_id,),
    ).fetchone()
    pairs = {
        "title": (title, article.title),
        "text": (text_sha256, page.text_sha256),
        "published": (published, article.published.value),
        "signatories": (names, _names(page.signatures)),
    }
    return [field for field, (old, new) in pairs.items() if old != new]


def add(
    connection: sqlite3.Connection,
    article_id: int,
    number: int,
    page: Page,
    article: Article,
    capture_id: int | None,
    *,
    changed: list[str],
) -> None:
    """Insert revision ``number`` (1 is the page as first collected) and count it."""
    connection.execute(
        "insert into revisions (article_id, number, capture_id, at, changed, title, published, text_sha256, text, "
        "signatories) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article_id,
            number,
            capture_id,
            page.capture.fetched_at,
            json.dumps(changed),
            *_content(page, article),
        ),
    )
    connection.execute("update articles set revision_count = ? where id = ?", (number, article_id))


def rewrite(
    connection: sqlite3.Connection, article_id: int, number: int, page: Page, article: Article
) -> None:
    """Replace what was read from the same capture by an earlier extractor."""
    connection.execute(
        "update revisions set title = ?, published = ?, text_sha256 = ?, text = ?, signatories = ? "
        "where article_id = ? and number = ?",
        (*_content(page, article), article_id, number),
    )


def of_capture(connection: sqlite3.Connection, article_id: int, capture_id: int | None) -> int | None:
    """Number of the revision that was read from this capture."""
    row = connection.execute(
        "select number from revisions where article_id = ? and capture_id = ?", (article_id, capture_id)
    ).fetchone()
    return int(row[0]) if row else None


def newest(connection: sqlite3.Connection, article_id: int) -> int:
    """Number of the newest revision."""
    row = connection.execute(
        "select max(number) from revisions where article_id = ?", (article_id,)
    ).fetchone()
    return int(row[0])


def is_older(connection: sqlite3.Connection, article_id: int, capture_id: int | None) -> bool:
    """Whether the capture came before the one the newest revision was read from."""
    row = connection.execute(
        "select max(capture_id) from revisions where article_id = ?", (article_id,)
    ).fetchone()
    return capture_id is not None and row[0] is not None and capture_id < row[0]


def _content(page: Page, article: Article) -> tuple[str, str | None, str, str, str]:
    return (article.title, article.published.value, page.text_sha256, article.text, _names(page.signatures))


def _names(signatures: list[Signature]) -> str:
    return json.dumps([[s.name, s.role, s.affiliation] for s in signatures], ensure_ascii=False)
