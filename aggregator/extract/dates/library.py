"""The opinion of htmldate (https://htmldate.readthedocs.io), asked where a page gives no other date."""

from __future__ import annotations

from datetime import date

from aggregator.extract.dates.context import Context
from aggregator.extract.dates.values import from_day
from aggregator.extract.document import Document
from aggregator.items import DateValue, Origin

_LONGEST_PAGE = 400_000
"""Characters of a page that are worth its milliseconds."""


def library_opinion(document: Document, settings: Context) -> DateValue | None:
    """A day found in image addresses or loose text, of low confidence; None without one.

    The library turns a bare year into 1 January and a bare month into its first day, so such a day
    is taken as no more than the month, and 1 January as nothing.
    """
    from htmldate import find_date

    if len(document.text) > _LONGEST_PAGE:
        return None
    latest = settings.captured_at.date().isoformat() if settings.captured_at is not None else None
    # htmldate prunes the tree it is given, so it gets the source.
    text = find_date(document.text, url=document.url or None, original_date=True, max_date=latest)
    if text is None or text.endswith("-01-01"):
        return None
    value = from_day(date.fromisoformat(text), settings, Origin("htmldate", raw=text))
    value.confidence = "low"
    if value.value is not None and value.value.endswith("-01"):
        value.value = value.local = value.value[:7]
        value.precision = "month"
    return value if value.value is not None else None
