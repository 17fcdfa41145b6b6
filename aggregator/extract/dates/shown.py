"""Dates that a reader of the page sees: ``time`` elements, date lines by the headline, labelled lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from lxml.html import HtmlElement

from aggregator.extract.blocks import HARD, Block
from aggregator.extract.dates.candidates import Candidate
from aggregator.extract.dates.context import Context
from aggregator.extract.dates.fold import fold
from aggregator.extract.dates.labels import Role, has_label, label_of, other_words
from aggregator.extract.dates.layout import AFTER, BEFORE, Layout
from aggregator.extract.dates.lexicon import Lexicon
from aggregator.extract.dates.parse import LONGEST, dates_in, read
from aggregator.extract.dates.relative import is_relative
from aggregator.extract.dates.written import Reading
from aggregator.extract.document import Document
from aggregator.items import DateValue

_LONGEST_LINE = 300
_LONGEST_TEXT = 100
_LONGEST_LABEL = 40
_OTHER_WORDS, _SENTENCE_WORDS = 8, 3
"""Words beside the date in a date line without a label; a paragraph or a sentence may hold fewer."""
_WORDS_APART = 12
"""The same where separators set the date apart."""
_MAYBE = re.compile(r"[\d年](?:(?<=年)|\d{3}|\s?[./-]\s?\d{1,2}\s?[./-]\s?\d|\s?[年月월])")
"""A class of characters comes first, which the engine looks for fast."""
_CHANGED = re.compile(r"modif|updat|revis|edited|changed", re.IGNORECASE)
_SEPARATOR = re.compile(r"[|•·●▪*/\n]|\s-\s|[()（）\[\]]")
_MOST_TIMES, _MOST_LINES, _MOST_FAR = 60, 40, 200
"""``time`` elements of a page, lines of a block and blocks far from the headline that are read."""
_IN_HEADLINE = 0.12
"""Strength lost by a day in the headline: it tells what the article is about."""
_VAGUE = 0.45
"""Strength a month or year loses against days."""


def times(document: Document, view: Layout, settings: Context) -> Iterator[Candidate]:
    """``time`` elements: near the headline, in an article, or elsewhere."""
    for item in document.structured.times[:_MOST_TIMES]:
        text = item.text[:LONGEST]
        value = read(item.datetime, settings) if item.datetime else DateValue()
        if value.value is None:
            value = read(text, settings)
        if value.value is not None:
            value.origin = replace(value.origin, method="time", raw=(item.datetime or text)[:500])
            strength = 0.9 if item.element.get("pubdate") is None else 0.94
            yield _element(item.element, text, value, strength, view, document, settings)


def classed(document: Document, view: Layout, settings: Context) -> Iterator[Candidate]:
    """Elements whose class or id speaks of a date."""
    for element in document.structured.dated:
        if element.tag == "time" and element.get("datetime"):
            continue
        text = _short_text(element)
        raw = element.get("datetime") or element.get("content") or text
        if not raw or len(raw) > _LONGEST_LINE or not _may_be_date(raw, settings):
            continue
        value = read(raw, settings)
        if value.value is not None:
            value.origin = replace(value.origin, method="class", raw=raw)
            yield _element(element, text, value, 0.86, view, document, settings)


def _may_be_date(raw: str, settings: Context) -> bool:
    """Whether a text has the look of a date, or tells a span before a capture that is known."""
    if _MAYBE.search(raw) is not None:
        return True
    is_short = settings.captured_at is not None and len(raw) <= _LONGEST_LABEL
    return is_short and is_relative(fold(raw), settings.languages)


def _short_text(element: HtmlElement) -> str:
    """The text of an element that holds little, else nothing."""
    parts: list[str] = []
    size = 0
    for part in element.itertext():
        part = part.strip()
        size += len(part)
        if size > _LONGEST_TEXT:
            return ""
        parts.append(part)
    return " ".join(filter(None, parts))


def _element(
    element: HtmlElement,
    text: str,
    value: DateValue,
    strength: float,
    view: Layout,
    document: Document,
    settings: Context,
) -> Candidate:
    """The candidate of an element: weaker far from the headline, above it, or in boxes on other articles."""
    place = view.place(element)
    if place is None or not BEFORE <= place - view.at <= AFTER:
        strength -= 0.2
    elif place < view.at:
        strength -= 0.08
    strength -= 0.35 * view.elsewhere(element) + _VAGUE * (value.precision in ("month", "year"))
    marks = " ".join(filter(None, map(element.get, ("class", "itemprop", "id"))))
    label = _label_around(text, value, place, view, settings)
    changed = _CHANGED.search(marks) is not None and "publish" not in marks.lower()
    role: Role = label or ("modified" if changed else "published")
    value.origin = replace(value.origin, path=document.path(element))
    return Candidate(value.origin.method, "shown", role, strength, value)


def _label_around(
    text: str, value: DateValue, place: int | None, view: Layout, settings: Context
) -> Role | None:
    """The label in an element's text, before it in its block, or alone in the block before."""
    inside = _label_inside(text, value, settings)
    block = view.blocks[place].text if place is not None else ""
    start = block.find(text) if text else -1
    if inside is not None or place is None or start < 0:
        return inside
    if start == 0:
        return _label_ahead(place, view, settings.words)
    return label_of(fold(block[:start]), "", settings.words)


def _label_inside(text: str, value: DateValue, settings: Context) -> Role | None:
    """The label beside the date of this value in a text that may hold several."""
    folded = fold(text)
    if not has_label(folded, settings.words):
        return None
    found = list(dates_in(folded, settings, text))
    for at, (reading, other) in enumerate(found):
        if other.value == value.value:
            after = folded[reading.end :] if at == len(found) - 1 else ""
            return label_of(folded[: reading.start], after, settings.words)
    return label_of(folded, "", settings.words)


def _label_ahead(place: int, view: Layout, words: Lexicon) -> Role | None:
    """The label that the block before a date's block is, as in a table or a definition list."""
    text = view.blocks[place - 1].text if place > 0 else ""
    return (
        label_of(fold(text), "", words)
        if 0 < len(text) <= _LONGEST_LABEL and not _MAYBE.search(text)
        else None
    )


def near_lines(view: Layout, settings: Context) -> Iterator[Candidate]:
    """Date lines beside the headline; those above it may be the site's clock."""
    for index in range(max(0, view.at + BEFORE), min(view.at + AFTER + 1, len(view.blocks))):
        yield from _lines(index, 0.88 if index >= view.at else 0.8, view, settings)


def far_lines(view: Layout, settings: Context) -> Iterator[Candidate]:
    """Date lines in the rest of the page but its frame, which a label makes stronger."""
    beside = range(max(0, view.at + BEFORE), view.at + AFTER + 1)
    blocks = ((i, block) for i, block in enumerate(view.blocks) if i not in beside)
    dated = [i for i, block in blocks if block.chrome != HARD and _MAYBE.search(block.text) is not None]
    for index in dated if len(dated) <= _MOST_FAR else dated[: _MOST_FAR // 2] + dated[-_MOST_FAR // 2 :]:
        yield from _lines(index, 0.5, view, settings)


def _lines(index: int, strength: float, view: Layout, settings: Context) -> Iterator[Candidate]:
    block = view.blocks[index]
    if _MAYBE.search(block.text) is None or block.tag in ("figcaption", "blockquote"):
        return
    for start, end in block.lines[:_MOST_LINES]:
        if end - start <= _LONGEST_LINE and _MAYBE.search(block.text, start, end):
            yield from _line(block.text[start:end], index, strength, view, settings)


def _line(text: str, index: int, strength: float, view: Layout, settings: Context) -> Iterator[Candidate]:
    folded, block = fold(text), view.blocks[index]
    strength -= 0.25 if block.chrome or view.elsewhere(block.element) else 0.0
    strength -= _IN_HEADLINE * (text == view.headline)
    found = list(dates_in(folded, settings, text))
    for reading, value in found:
        if value.value is None or value.precision == "year":
            continue
        before, after = folded[: reading.start], folded[reading.end :]
        if index < view.at and any(today in before for today in settings.words.today):
            continue
        label = label_of(before, after if reading is found[-1][0] else "", settings.words)
        doubt = 0.0 if label else _doubt(before, after, block, settings.words)
        if doubt is None:
            continue
        if label is None and not before.strip():
            label = _label_ahead(index, view, settings.words)
        method = "label" if label else "line"
        value.origin = replace(value.origin, method=method, path=block.path, raw=text)
        sure = strength + 0.3 * (label is not None and strength < 0.6) - _VAGUE * (value.precision == "month")
        yield Candidate(method, "shown", label or "published", sure - doubt, value)


def _doubt(before: str, after: str, block: Block, words: Lexicon) -> float | None:
    """What a line loses for words beside its date; None where it is not there for the date.

    Nothing where the date is alone between two separators, and in paragraphs and sentences few words matter.
    """
    rest = len(other_words(f"{before} {after}", words))
    own = _SEPARATOR.split(before)[-1] + " " + _SEPARATOR.split(after)[0]
    if not other_words(own, words):
        return 0.0 if rest <= _WORDS_APART else None
    prose = block.tag == "p" or after.rstrip().endswith((".", "!", "?", "。", "।", "؟"))
    return 0.1 if rest <= (_SENTENCE_WORDS if prose else _OTHER_WORDS) else None


_DATELINE = re.compile(r"(?P<opening>[^!?;–—]{8,80}?)\s?(?:\s-{1,2}\s|[–—])")
_MOST_PLACE_WORDS, _LONG_WORD = 5, 4
_FIRST_TEXTS = 3


def datelines(view: Layout, settings: Context) -> Iterator[Candidate]:
    """Place and date that open the text of a dispatch: ``(Beirut, August 15, 2020) – ...``."""
    texts = (
        block
        for block in view.blocks[view.at + 1 : view.at + 25]
        if len(block.text) > 80 and not block.chrome
    )
    for block in islice(texts, _FIRST_TEXTS):
        match = _DATELINE.match(block.text)
        opening = fold(match["opening"]) if match is not None and _MAYBE.search(match["opening"]) else ""
        for reading, value in dates_in(opening, settings, opening):
            if value.value is not None and _names_a_place(opening, reading, settings.words):
                value.origin = replace(value.origin, method="dateline", path=block.path)
                yield Candidate("dateline", "shown", "published", 0.8, value)


def _names_a_place(opening: str, reading: Reading, words: Lexicon) -> bool:
    """Whether a place stands before the date and nothing after it; 'On 15 August 2020 -' opens prose."""
    place = other_words(opening[: reading.start], words)
    long = any(len(word) >= _LONG_WORD for word in place)
    return long and len(place) <= _MOST_PLACE_WORDS and not other_words(opening[reading.end :], words)
