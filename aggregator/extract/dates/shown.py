"""Dates that a reader of the page sees: ``time`` elements, date lines by the headline, labelled lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml.html import HtmlElement

from aggregator.extract.blocks import HARD, Block
from aggregator.extract.dates.candidates import Candidate, Role
from aggregator.extract.dates.context import Context
from aggregator.extract.dates.fold import fold
from aggregator.extract.dates.lexicon import TOKEN, Lexicon
from aggregator.extract.dates.parse import dates_in, read
from aggregator.extract.dates.written import Reading
from aggregator.extract.document import Document
from aggregator.extract.text import bare
from aggregator.items import DateValue

_LONGEST_LINE = 200
_BEFORE, _AFTER = -6, 12
"""Blocks before and after the headline that are beside it."""
_MOST_WORDS = {"p": 3}
_OTHER_WORDS = 6
"""Words beside the date in a date line without a label, by tag; a paragraph may hold fewer."""
_MAYBE = re.compile(r"\d{4}|\d\s?[./-]\s?\d{1,2}\s?[./-]\s?\d|\d\s?[年月월]|年")
_CHANGED = re.compile(r"modif|updat|revis|edited|changed", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"related|recommend|sidebar|side-bar|widget|comment|footer|teaser|popular|trending|latest|ticker|carousel"
    r"|slider|promo|newsletter|most-?read|more-|next|prev|event|expire|archive|recent|repl(?:y|ies)|disqus|caption",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"[|•·●▪*/\n]|\s-\s|[()（）\[\]]")


@dataclass(frozen=True, slots=True)
class Layout:
    """The page's blocks and where its headline is among them."""

    blocks: Sequence[Block]
    headline: str
    at: int
    """Index of the headline's block, or of the first paragraph where no headline is known."""
    places: dict[HtmlElement, int]
    """Index of the first block of an element."""
    around: frozenset[HtmlElement]
    """Elements that hold the headline; what is said of them is said of the article."""

    def distance(self, element: HtmlElement) -> int | None:
        """Blocks from the headline to an element; None where it lies in no block."""
        at: HtmlElement | None = element
        while at is not None:
            if at in self.places:
                return self.places[at] - self.at
            at = at.getparent()
        return None


def layout(document: Document, blocks: Sequence[Block]) -> Layout:
    """Find the headline: the top heading that the page's title contains, or that contains it."""
    stated = (document.structured.first("og:title", "twitter:title")[1], document.structured.title)
    titles = [bare(text) for text in stated if text]
    best, at = 0, -1
    for index, block in enumerate(blocks):
        points = (
            _headline_points(block, titles)
            if 0 < len(block.text) * block.level <= 600 and block.level < 3
            else 0
        )
        if points > best:
            best, at = points, index
            if points == _BEST_HEADLINE:
                break
    places: dict[HtmlElement, int] = {}
    for index, block in enumerate(blocks):
        places.setdefault(block.element, index)
    headline = blocks[at].text if best >= _SURE_HEADLINE else next(filter(None, stated), "")
    at = at if best >= _SURE_HEADLINE else _first_text(blocks)
    around = frozenset(blocks[at].element.iterancestors()) if at < len(blocks) else frozenset()
    return Layout(blocks, headline, at, places, around)


_SURE_HEADLINE, _BEST_HEADLINE = 3, 7


def _headline_points(block: Block, titles: list[str]) -> int:
    text = bare(block.text)
    titled = len(text) > 8 and any(text in title or (len(title) > 8 and title in text) for title in titles)
    return 4 * titled + 2 * (block.level == 1) + (block.chrome != HARD)


def _first_text(blocks: Sequence[Block]) -> int:
    return next((i for i, block in enumerate(blocks) if not block.chrome and len(block.text) > 100), 0)


def times(document: Document, view: Layout, settings: Context) -> Iterator[Candidate]:
    """``time`` elements: near the headline, in an article, or elsewhere."""
    for item in document.structured.times:
        value = read(item.datetime, settings) if item.datetime else DateValue()
        if value.value is None:
            value = read(item.text, settings)
        if value.value is not None:
            yield _element("time", item.element, item.datetime or item.text, value, 0.9, view, document)


def classed(document: Document, view: Layout, settings: Context) -> Iterator[Candidate]:
    """Elements whose class or id speaks of a date."""
    for element in document.structured.dated:
        raw = element.get("datetime") or element.get("content") or _short_text(element)
        if not raw or _MAYBE.search(raw) is None or (element.tag == "time" and element.get("datetime")):
            continue
        value = read(raw, settings)
        if value.value is None or len(raw) - len(value.origin.raw) > _LONGEST_LINE:
            continue
        found = _element("class", element, raw, value, 0.86, view, document)
        label = label_of(fold(raw), settings.words)
        found.role, found.labelled = (label, True) if label else (found.role, False)
        yield found


def _short_text(element: HtmlElement) -> str:
    """The text of an element that holds little, else nothing."""
    parts: list[str] = []
    size = 0
    for part in element.itertext():
        part = part.strip()
        size += len(part)
        if size > 100:
            return ""
        parts.append(part)
    return " ".join(filter(None, parts))


def _element(
    method: str,
    element: HtmlElement,
    raw: str,
    value: DateValue,
    strength: float,
    view: Layout,
    document: Document,
) -> Candidate:
    distance = view.distance(element)
    if distance is None or not _BEFORE <= distance <= _AFTER:
        strength -= 0.2
    if _lies_elsewhere(element, view):
        strength -= 0.35
    if value.precision in ("month", "year"):
        strength -= 0.45
    marks = " ".join(filter(None, map(element.get, ("class", "itemprop", "id"))))
    role: Role = "modified" if _CHANGED.search(marks) else "published"
    value.origin = replace(value.origin, method=method, path=document.path(element), raw=raw[:500])
    return Candidate(method, "shown", role, strength, value)


def _lies_elsewhere(element: HtmlElement, view: Layout) -> bool:
    """Whether an element is in a part of the page that is about other articles, or in its frame."""
    for outer in element.iterancestors():
        if outer in view.around:
            return False
        if outer.tag in ("aside", "footer", "nav", "figure"):
            return True
        if _names_elsewhere(f"{outer.get('class') or ''} {outer.get('id') or ''}"):
            return True
    return False


@lru_cache(maxsize=4096)
def _names_elsewhere(names: str) -> bool:
    return _ELSEWHERE.search(names) is not None


def near_lines(view: Layout, settings: Context) -> Iterator[Candidate]:
    """Date lines beside the headline."""
    first = max(0, view.at + _BEFORE)
    for block in view.blocks[first : view.at + _AFTER + 1]:
        yield from _lines(block, 0.88, view, settings)


def far_lines(view: Layout, settings: Context) -> Iterator[Candidate]:
    """Date lines in the rest of the page: a label, or the end of the text."""
    first, last = max(0, view.at + _BEFORE), view.at + _AFTER + 1
    for index, block in enumerate(view.blocks):
        if not first <= index < last:
            yield from _lines(block, 0.5, view, settings)


def _lines(block: Block, strength: float, view: Layout, settings: Context) -> Iterator[Candidate]:
    if _MAYBE.search(block.text) is None or block.element.getparent() is None or block.tag == "figcaption":
        return
    for start, end in block.lines:
        if end - start <= _LONGEST_LINE and _MAYBE.search(block.text, start, end):
            yield from _line(block.text[start:end], block, strength, view, settings)


def _line(text: str, block: Block, strength: float, view: Layout, settings: Context) -> Iterator[Candidate]:
    folded = fold(text)
    elsewhere = block.chrome or _lies_elsewhere(block.element, view)
    readings = [
        (r, v) for r, v in dates_in(folded, settings, text) if v.value is not None and v.precision != "year"
    ]
    for reading, value in readings:
        label = label_of(folded, settings.words, reading)
        if label is None and not _stands_alone(folded, reading, block.tag, settings.words):
            continue
        sure = strength + (0.3 if label and strength < 0.6 else 0.0) - (0.25 if elsewhere else 0.0)
        sure -= 0.45 if value.precision == "month" else 0.0
        method = "label" if label else "line"
        value.origin = replace(value.origin, method=method, path=block.path, raw=text[:500])
        yield Candidate(method, "shown", label or "published", sure, value, labelled=label is not None)


def _stands_alone(folded: str, reading: Reading, tag: str, words: Lexicon) -> bool:
    """Whether a line is there for its date: nothing else between two separators, or few words in all."""
    before = _SEPARATOR.split(folded[: reading.start])[-1]
    after = _SEPARATOR.split(folded[reading.end :])[0]
    if not _words(before, words) and not _words(after, words):
        return (
            tag != "p"
            or len(_words(folded[: reading.start] + folded[reading.end :], words)) <= 2 * _OTHER_WORDS
        )
    rest = _words(folded[: reading.start] + " " + folded[reading.end :], words)
    return len(rest) <= _MOST_WORDS.get(tag, _OTHER_WORDS)


def _words(text: str, words: Lexicon) -> list[str]:
    found = (match[0] for match in TOKEN.finditer(text))
    return [word for word in found if len(word) > 1 and not word.isdigit() and word not in words.fillers]


def label_of(folded: str, words: Lexicon, reading: Reading | None = None) -> Role | None:
    """The role a word beside a date gives it: the last one soon before it, else one right after it."""
    start, end = (reading.start, reading.end) if reading is not None else (len(folded), len(folded))
    pattern = _labels(words.published, words.modified)
    before = folded[max(0, start - 45) : start]
    last = None
    for last in pattern.finditer(before):
        pass
    if last is None:
        last = pattern.match(folded[end : end + 30].lstrip(" )(.,|-"))
    if last is None:
        return None
    return "modified" if last["modified"] else "published"


@lru_cache(maxsize=64)
def _labels(published: tuple[str, ...], modified: tuple[str, ...]) -> re.Pattern[str]:
    changed, first = ("|".join(map(re.escape, words)) or r"(?!)" for words in (modified, published))
    return re.compile(rf"(?<![a-zа-яα-ωא-תء-ی])(?:(?P<modified>{changed})|(?P<published>{first}))")
