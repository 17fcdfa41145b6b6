"""What became of a page at each check: gone, moved, blocked, back again, edited; never inferred from a failure."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from aggregator.identity.addresses import normalise
from aggregator.items import Page
from aggregator.store.runs import Outcome

OUTCOMES: dict[str, Outcome] = {
    "gone": "gone",
    "failed": "failed",
    "unchanged": "unchanged",
    "duplicate": "unchanged",
}
PRESENT = ("done", "edited", "moved", "back")
"""States of the log in which the page's text stood at the source."""
ABSENT = ("gone", "redirected-home", "redirected", "soft-404")
"""States in which it did not. All others say that we may not read it."""
WORDS = {
    "revised": "edited",
    "moved": "moved to another address",
    "back": "back again",
    "gone": "gone from the source",
    "redirected-home": "leads to a front page or list",
    "redirected": "leads to another text",
    "soft-404": "says that it does not exist",
    "blocked": "refused to us",
    "captcha": "refused to us by a robot check",
    "consent-wall": "behind a consent wall",
    "paywall": "behind a paywall",
}
"""States of the log, and the word for a revision, as people read them."""
CONFIRMED = timedelta(days=1)
"""Time that lies between the two checks without which a page is not called gone by what it shows."""


def put_without_article(connection: sqlite3.Connection, page: Page, capture_id: int | None) -> Outcome:
    """Record a check that gave no article. Stored text, captures and signatories stay as they are.

    A failure to fetch says nothing of the page and leaves its log alone. 404 and 410 date the absence at once;
    a redirect elsewhere or a page that only says so, with the second such check a day or more after the first.
    """
    row = connection.execute("select id from articles where page_id = ?", (page.page_id,)).fetchone()
    article_id = int(row[0]) if row else None
    if page.state == "unchanged":
        _name_duplicate(connection, page, article_id)
        if article_id is not None:
            put_seen_again(connection, page, article_id, capture_id)
    elif page.state != "failed":
        put_away(connection, page, article_id, _name(page), capture_id)
    return OUTCOMES.get(page.state, "skipped")


def _name_duplicate(connection: sqlite3.Connection, page: Page, article_id: int | None) -> None:
    """Call a page by its name whose unchanged text is another's article."""
    other = connection.execute(
        "select article_id from article_addresses where url_normalised = ? and article_id is not ?",
        (normalise(page.capture.url), article_id),
    ).fetchone()
    if other is not None:
        page.state, page.reason = "duplicate", f"the same page as article {other[0]}"


def put_away(
    connection: sqlite3.Connection, page: Page, article_id: int | None, state: str, capture_id: int | None
) -> None:
    """Record that the page's text was not to be had, ``state`` says how."""
    note(connection, page, state, page.reason, capture_id)
    if article_id is not None and state in ABSENT:
        _put_absent(connection, page, article_id)


def put_seen_again(
    connection: sqlite3.Connection, page: Page, article_id: int, capture_id: int | None
) -> None:
    """Record that the article still says the same; an article that was gone is back."""
    connection.execute(
        "update articles set last_checked_at = max(last_checked_at, ?), gone_at = null where id = ?",
        (page.capture.fetched_at, article_id),
    )
    note(connection, page, "done", "", capture_id)


def note(connection: sqlite3.Connection, page: Page, state: str, reason: str, capture_id: int | None) -> None:
    """Append to the page's log where its state changed, or its text or address did; sets ``page.is_turn``.

    The first answer after an absence of what was there before is logged as ``back``, ahead of what else is new.
    """
    last = connection.execute(
        "select state, reason from page_states where page_id = ? order by id desc limit 1", (page.page_id,)
    ).fetchone()
    was_there = last is not None and last[0] in PRESENT
    if state in PRESENT and last is not None and not was_there and _was_ever_there(connection, page):
        _append(connection, page, "back", f"answers again after: {last[0]}", capture_id)
        page.is_turn = True
        if state == "done":
            return
    if _says_nothing_new(state, reason, last):
        return
    page.is_turn = page.is_turn or not (was_there and state in PRESENT)
    _append(connection, page, state, reason, capture_id)


def _says_nothing_new(state: str, reason: str, last: tuple[str, str] | None) -> bool:
    if last is None or state == "edited":
        return False
    if state == "done":
        return last[0] in PRESENT
    return (state, reason) == tuple(last) if state == "moved" else state == last[0]


def _was_ever_there(connection: sqlite3.Connection, page: Page) -> bool:
    row = connection.execute(
        "select 1 from page_states where page_id = ? and state in (?, ?, ?, ?) limit 1",
        (page.page_id, *PRESENT),
    ).fetchone()
    return row is not None


def _append(
    connection: sqlite3.Connection, page: Page, state: str, reason: str, capture_id: int | None
) -> None:
    connection.execute(
        "insert into page_states (page_id, at, state, reason, capture_id) values (?, ?, ?, ?, ?)",
        (page.page_id, page.capture.fetched_at, state, reason, capture_id),
    )


def _put_absent(connection: sqlite3.Connection, page: Page, article_id: int) -> None:
    now = page.capture.fetched_at
    since = _absent_since(connection, page.page_id)
    is_sure = page.state == "gone" or datetime.fromisoformat(now) - datetime.fromisoformat(since) >= CONFIRMED
    connection.execute(
        "update articles set last_checked_at = ?, gone_at = coalesce(gone_at, ?) where id = ?",
        (now, since if is_sure else None, article_id),
    )


def _absent_since(connection: sqlite3.Connection, page_id: int) -> str:
    """When the absence that the log ends with began."""
    row = connection.execute(
        "select min(at) from page_states where page_id = :page and id > coalesce((select max(id) from page_states "
        "where page_id = :page and state not in (:gone, :home, :elsewhere, :soft)), 0)",
        {"page": page_id, **dict(zip(("gone", "home", "elsewhere", "soft"), ABSENT, strict=True))},
    ).fetchone()
    return str(row[0])


def _name(page: Page) -> str:
    if page.state == "redirected":
        return "redirected-home"
    if page.article is not None and page.article.verdict != "article":
        return page.article.verdict
    return page.state
