"""When an article was published and changed, from all places of its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from aggregator.extract.dates.candidates import (
    Candidate,
    address,
    hinted,
    image,
    script_state,
    selected,
    stated,
)
from aggregator.extract.dates.choose import best_support, built_later, choose, evergreen, with_other_orders
from aggregator.extract.dates.context import EARLIEST_PUBLICATION, Context, context
from aggregator.extract.dates.layout import Layout, layout
from aggregator.extract.dates.lexicon import base
from aggregator.extract.dates.shown import classed, datelines, far_lines, near_lines, times
from aggregator.extract.document import Document
from aggregator.items import DateValue, Hints, Origin, ReadSettings

_NO_COUNTRY = frozenset(str.split("ai cc co eu fm gg im io ly me sh to tv ws"))
"""Endings of two letters that sites anywhere take."""
_LONGEST_TAG = 12
_ENOUGH = 0.9
"""Support below which the rest of the page and the data of its scripts are asked too."""


def publication(
    document: Document,
    settings: ReadSettings,
    captured_at: datetime | str | None = None,
    hints: Hints | None = None,
    *,
    language: str = "",
) -> tuple[DateValue, DateValue]:
    """Publication and last change of a page, each with method, confidence and what contradicts it.

    ``captured_at`` bounds dates and is what relative ones count from; ``hints`` are those of the input
    that led here; ``language`` is that of the text, if it is known already. A date in the prose of the
    article is never a candidate. Where only a date of change is given it stands in for the other, with
    low confidence and a method that begins with ``changed:``.
    """
    reading = _context(document, settings, captured_at, language)
    view = layout(document, document.blocks)
    found = with_other_orders(_candidates(document, settings, hints, view, reading))
    published = _published(document, found, view, reading)
    modified = choose([one for one in found if one.role == "modified"])
    return published, modified or DateValue(reason="the page gives no date of change")


def _candidates(
    document: Document, settings: ReadSettings, hints: Hints | None, view: Layout, reading: Context
) -> list[Candidate]:
    return [
        *selected(document, settings.select.get("date"), reading),
        *hinted(hints, reading),
        *stated(document, reading, view.headline),
        *address(document, reading),
        *times(document, view, reading),
        *classed(document, view, reading),
        *near_lines(view, reading),
    ]


def _published(document: Document, found: list[Candidate], view: Layout, reading: Context) -> DateValue:
    first = [one for one in found if one.role == "published"]
    if best_support(first) < _ENOUGH:
        rest = [*script_state(document, reading), *datelines(view, reading), *far_lines(view, reading)]
        found += rest
        first += [one for one in rest if one.role == "published"]
    published = choose(first)
    if published is None:
        return _only_changed(found) or choose(image(document, reading)) or _none(found)
    stamped = built_later(published, found)
    if stamped is not None or _is_news(document):
        return stamped or published
    return evergreen(published, found) or published


def _is_news(document: Document) -> bool:
    """Whether the page calls itself a news article, which keeps its day whatever is corrected later."""
    return any("NewsArticle" in kind for node in document.structured.json_ld for kind in node.types)


def _only_changed(found: Sequence[Candidate]) -> DateValue | None:
    """The date of change where no other is given, marked by its method and of low confidence."""
    changed = choose([one for one in found if one.role == "modified"])
    if changed is None:
        return None
    origin = replace(changed.origin, method=f"changed:{changed.origin.method}")
    return replace(changed, origin=origin, confidence="low")


def _none(found: Sequence[Candidate]) -> DateValue:
    refused = next((one.value for one in found if one.role == "published" and one.value.reason), None)
    return refused or DateValue(reason="the page gives no date", origin=Origin(""))


def _context(
    document: Document, settings: ReadSettings, captured_at: datetime | str | None, language: str
) -> Context:
    return context(
        _languages(document, settings, language),
        order=settings.date_order,
        calendar=settings.calendar,
        formats=settings.date_formats,
        timezone=settings.timezone,
        captured_at=captured_at,
        earliest=EARLIEST_PUBLICATION,
        fixes=settings.fix.get("date"),
    )


def _languages(document: Document, settings: ReadSettings, language: str) -> tuple[str, ...]:
    """Language tags: the text's with the page's own region, then what else is claimed, then the source's."""
    page = document.structured.language
    told = (page, language) if not language or base(page) == base(language) else (language, page)
    claimed = document.structured.first("og:locale", "content-language")[1]
    tags = [
        tag.strip() for tag in (*told, claimed, *settings.languages) if 0 < len(tag.strip()) <= _LONGEST_TAG
    ]
    region = _region(document.url)
    return tuple(dict.fromkeys(f"en-{region}" if tag == "en" and region else tag for tag in tags))


def _region(url: str) -> str:
    try:
        ending = (urlsplit(url).hostname or "").rsplit(".", 1)[-1]
    except ValueError:
        return ""
    return ending.upper() if len(ending) == 2 and ending not in _NO_COUNTRY else ""
