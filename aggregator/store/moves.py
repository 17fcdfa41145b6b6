"""Pages that answer at another address than before: moved, merged into another, or given up for another text."""

from __future__ import annotations

import sqlite3

from aggregator.identity.addresses import normalise
from aggregator.identity.pages import is_likely_moved
from aggregator.items import Article, Page
from aggregator.store import states
from aggregator.store.runs import Outcome


def settle(
    connection: sqlite3.Connection, article_id: int, page: Page, article: Article, capture_id: int | None
) -> Outcome | None:
    """What a new address means for the article that ``page`` holds; None where its text is to be stored as ever.

    The same text at an address of its own: the article has moved there, which is logged. The same text at the
    address of another article (a site merged two pages): both articles stay with all that hangs on them, and the
    page is the other's duplicate from now on. Another text behind a redirect: the article stays as it was.
    """
    url, title, text = connection.execute(
        "select a.url, a.title, t.text from articles as a join article_texts as t on t.article_id = a.id "
        "where a.id = ?",
        (article_id,),
    ).fetchone()
    own = normalise(page.capture.url)
    if own == normalise(url):
        return None
    is_redirected = own != normalise(page.capture.requested_url)
    is_same = is_likely_moved((title, text), (article.title, article.text))
    other = _other_article(connection, own, article_id) if is_redirected else None
    if is_redirected and not is_same:
        page.state, page.reason = (
            "redirected",
            f"leads to {_told(other, 'another text')} at {page.capture.url}",
        )
        states.put_away(connection, page, article_id, "redirected", capture_id)
        return "skipped"
    if other is not None:
        page.state, page.reason = "duplicate", f"now leads to article {other}"
        states.put_seen_again(connection, page, article_id, capture_id)
        states.note(
            connection, page, "moved", f"the same text as article {other} at {page.capture.url}", capture_id
        )
        return "unchanged"
    if is_same:
        states.note(connection, page, "moved", f"to {page.capture.url}", capture_id)
        connection.execute(
            "update articles set url = ?, canonical_url = ? where id = ?",
            (page.capture.url, article.canonical_url or page.capture.url, article_id),
        )
    return None


def _other_article(connection: sqlite3.Connection, address: str, article_id: int) -> int | None:
    row = connection.execute(
        "select article_id from article_addresses where url_normalised = ? and article_id <> ?",
        (address, article_id),
    ).fetchone()
    return int(row[0]) if row else None


def _told(other: int | None, otherwise: str) -> str:
    return otherwise if other is None else f"article {other}"
