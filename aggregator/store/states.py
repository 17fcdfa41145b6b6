"""What became of a page at each check: gone, blocked, back again, edited; never inferred from a failure."""

from __future__ import annotations

import sqlite3

from aggregator.items import Page
from aggregator.store.runs import Outcome

OUTCOMES: dict[str, Outcome] = {"gone": "gone", "failed": "failed", "unchanged": "unchanged"}


def put_without_article(connection: sqlite3.Connection, page: Page, capture_id: int | None) -> Outcome:
    """Record a check that gave no article. Stored text, captures and signatories stay as they are.

    A failure to fetch says nothing of the page and leaves its log alone.
    """
    row = connection.execute("select id from articles where page_id = ?", (page.page_id,)).fetchone()
    article_id = int(row[0]) if row else None
    if page.state == "unchanged":
        if article_id is not None:
            put_seen_again(connection, page, article_id, capture_id)
    elif page.state != "failed":
        note(connection, page, _name(page), page.reason, capture_id)
        if page.state == "gone" and article_id is not None:
            connection.execute(
                "update articles set gone_at = coalesce(gone_at, ?), last_checked_at = ? where id = ?",
                (page.capture.fetched_at, page.capture.fetched_at, article_id),
            )
    return OUTCOMES.get(page.state, "skipped")


def put_seen_again(
    connection: sqlite3.Connection, page: Page, article_id: int, capture_id: int | None
) -> None:
    """Record that the article still says the same; an article that was gone is back."""
    connection.execute(
        "update articles set last_checked_at = ?, gone_at = null where id = ?",
        (page.capture.fetched_at, article_id),
    )
    note(connection, page, "done", "", capture_id)


def note(connection: sqlite3.Connection, page: Page, state: str, reason: str, capture_id: int | None) -> None:
    """Append to the page's log unless nothing changed; an answer after an absence is logged as ``back``."""
    last = connection.execute(
        "select state, reason from page_states where page_id = ? order by id desc limit 1", (page.page_id,)
    ).fetchone()
    was_away = last is not None and last[0] not in ("done", "edited", "back")
    if state == "done" and was_away:
        state, reason = "back", f"answers again after: {last[0]}"
    is_present = state == "done" and last is not None and not was_away
    if is_present or (last is not None and (state, reason) == tuple(last) and state != "edited"):
        return
    connection.execute(
        "insert into page_states (page_id, at, state, reason, capture_id) values (?, ?, ?, ?, ?)",
        (page.page_id, page.capture.fetched_at, state, reason, capture_id),
    )


def _name(page: Page) -> str:
    if page.article is not None and page.article.verdict != "article":
        return page.article.verdict
    return page.state
