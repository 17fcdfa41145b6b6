"""Dates that a page prints relative to the moment it is asked for: the first reading is the nearest to the truth."""

from __future__ import annotations

import sqlite3

from aggregator.extract import dates
from aggregator.items import Article, DateValue, Origin, Page

_STORED = (
    "select published, published_local, published_precision, published_calendar, published_zone, "
    "published_confidence, published_reason, published_method, published_raw from articles where id = ?"
)


def keep_first(connection: sqlite3.Connection, article_id: int, page: Page, article: Article) -> None:
    """Give ``article`` its stored date back where the page says only how long ago it was published.

    "3 hours ago" grows older with the page and coarser with its age: no change of the page, and no better date.
    """
    *facts, method, raw = connection.execute(_STORED, (article_id,)).fetchone()
    value, local, precision, calendar, zone, confidence, reason = facts
    if value is None or value == article.published.value or not _is_relative(article, page):
        return
    article.published = DateValue(
        value,
        local,
        precision,
        calendar or "gregorian",
        zone,
        confidence or "low",
        Origin(method, article.provenance.get("published", Origin("")).path, raw),
        reason,
    )


def _is_relative(article: Article, page: Page) -> bool:
    languages = tuple(filter(None, (article.language, *page.settings.languages)))
    told = dates.parse(article.published.origin.raw, languages)
    return told.value is None and told.reason.startswith("relative to a capture")
