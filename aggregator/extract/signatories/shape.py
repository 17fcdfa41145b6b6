"""Whether a line looks like an entry of a list of names. Purely local: no list, no page is looked at."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from aggregator.extract.signatories.features import Features, features
from aggregator.extract.signatories.match import fold
from aggregator.extract.signatories.text import is_number
from aggregator.extract.signatories.vocabulary import phrase_set

NO, POSSIBLE, LIKELY = 0, 1, 2

MAX_NAME_WORDS = 20
MAX_ENTRY = 420
_MOST_SOLID = 32
"""Characters of a name in a script without spaces."""
_TWO_SENTENCES, _SECOND = 120, 42
"""Characters of a text and of its second sentence from which a glance is enough."""
_SHORTENED = ("names.honorifics", "names.courtesy", "roles.words", "organisations.stems")
"""What may be written short with a full stop."""
_INNER_STOP = re.compile(r"[^\W\d_]{4,}[.!?]\s+[^\W\d_a-z]|[。！？؟।။።։]\s*\S")
_SENTENCE_END = re.compile(r"[!?！？؟।…။]\s*[”\"»」)]*$")
_FULL_STOP = re.compile(r"[。！？؟।။።։][」』”\s]*$")
_CLAUSE_END = re.compile(r"(?:다|요|까)\.?$")
_DATE = re.compile(
    r"^\D{0,40}(?:\b|(?<=\D))\d{1,2}\D{1,32}(?:19|20)\d{2}\D{0,12}$|^\D{0,30}(?:19|20)\d{2}\D{1,6}\d{1,2}\D{1,6}\d{1,2}\D{0,4}$|^(?:19|20)\d{2}\s*[年년.]"
    r"|^(?:公元|民國)?[〇○零一二三四五六七八九十]{2,4}年"
)
_SOLAR_DATE = re.compile(
    r"^\D{0,40}\d{1,2}\D{1,20}1[34]\d{2}\D{0,12}$|^\D{0,30}1[34]\d{2}\D{1,20}\d{1,2}(?:\D{1,6}\d{1,2})?\D{0,12}$"
)
"""A date of the Iranian or Islamic calendar, looked for where the digits are not ASCII."""
_DATED, _STOPPED = re.compile("[\\d年]"), re.compile("[.!?。！？؟।።։]")
"""A character that `_DATE` and `_INNER_STOP` must find."""
_RIGHTS = re.compile(r"[©ⓒ]|\([cC]\)\s*(?:19|20)\d\d")
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Shape:
    """Grade: 0 no entry, 1 possible (short, nothing against it), 2 likely."""

    grade: int
    stem: bool = False
    """A word that only organisations carry stands in the name."""
    named: bool = False
    """A title or a detail tells a person."""


_NONE = Shape(NO)


@lru_cache(maxsize=1 << 12)
def shape(text: str, cells: tuple[str, ...] = ()) -> Shape:
    """The shape of a line, or of a table row with these cells."""
    if cells:
        return _row(cells)
    if not 2 <= len(text) <= MAX_ENTRY or text.rstrip().endswith((":", "：")) or _is_paragraph(text):
        return _NONE
    seen = features(text)
    if len(seen.text) < 2 or not _LETTERS.search(seen.head) or "?" in seen.head or seen.text[0] == "#":
        return _NONE
    if _RIGHTS.search(text) or seen.text.endswith((":", "：")) or (_DATED.search(text) and _is_date(text)):
        return _NONE
    if seen.cased:
        return _cased(seen, text.rstrip('"”»’ ').endswith(".") and not seen.text.endswith("."))
    ended = _FULL_STOP.search(text) or (seen.solid and text.endswith((";", "；")))
    return _NONE if ended and len(text) > 12 else _uncased(seen)


def _is_paragraph(text: str) -> bool:
    """Two sentences or more, which most text of articles is seen to be at a glance; the stop ends no title."""
    if len(text) < _TWO_SENTENCES or text[-1] != ".":
        return False
    stops = _INNER_STOP.finditer(text, 0, len(text) - _SECOND)
    return any(
        not stop[0][-1].islower() and fold(stop[0].split(maxsplit=1)[0].rstrip(".!?")) not in _title_words()
        for stop in stops
    )


@cache
def _title_words() -> frozenset[str]:
    """The words of titles that stand before names."""
    titles = phrase_set("names.honorifics") | phrase_set("names.courtesy")
    return frozenset(word for title in titles for word in title.split())


def _is_date(text: str) -> bool:
    if text.isascii():
        return bool(_DATE.match(text))
    digits = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)
    return bool(_DATE.match(digits)) or (digits != text and bool(_SOLAR_DATE.match(digits)))


def _row(cells: tuple[str, ...]) -> Shape:
    """A row is an entry if its first cell that is no number is one."""
    named = [cell for cell in cells if not is_number(cell) and cell]
    return shape(named[0]) if named else _NONE


def _cased(seen: Features, stopped: bool) -> Shape:
    stem, named = bool(seen.in_head("organisations.stems")), _is_named(seen)
    words, small = seen.words, seen.small()
    grade = LIKELY
    capitals = len(seen.capitals())
    if (
        not words
        or len(words) > MAX_NAME_WORDS
        or _SENTENCE_END.search(seen.text)
        or _is_sentence(seen, len(small), stopped)
    ):
        grade = NO
    elif capitals < 1.5 * len(small) or (seen.text[words[0].start].islower() and not seen.titled):
        grade = LIKELY if stem and capitals and len(small) <= 10 else POSSIBLE
        if len(words) > 8 and not stem:
            grade = NO
    return Shape(grade, stem, named)


def _is_sentence(seen: Features, small: int, stopped: bool) -> bool:
    verbs = [hit for hit in seen.in_head("sentences.words") if seen.text[hit.start].islower()]
    later = [hit for hit in seen.in_detail("sentences.words") if seen.text[hit.start].islower()]
    if len(verbs) > 1 or (verbs and (small > 3 or seen.text.endswith("."))):
        return True
    if len(later) > 3 and len(seen.detail) > 60:
        return True
    if stopped and later and later[-1].end == len(seen.text):
        return True
    group = any(hit.start == 0 for hit in seen.in_head("organisations.stems"))
    if stopped and (len(verbs) + len(later) or (len(seen.words) > 5 and not group)) and small:
        return True
    long_name = len(seen.words) > 8 and seen.text.endswith(".")
    broken = _broken(seen)
    if broken is None:
        return long_name
    tail = seen.text[broken.end() - 1 :]
    return long_name or (len(tail) > 40 and not _explains(tail)) or bool(verbs) or bool(later)


def _explains(tail: str) -> bool:
    """Whether what follows a full stop says what kind of organisation a name is, as a name may have two parts."""
    first = features(tail).in_head("organisations.stems")
    return any(hit.start == 0 for hit in first) and not tail.endswith(".")


def _broken(seen: Features) -> re.Match[str] | None:
    """The first full stop inside the entry that ends a sentence and no title."""
    if not _STOPPED.search(seen.text):
        return None
    titles = [hit for hit in seen.hits if hit.kind in _SHORTENED]
    stops = (stop for stop in _INNER_STOP.finditer(seen.text) if not stop[0][-1].islower())
    return next((s for s in stops if not any(t.start <= s.start() < t.end for t in titles)), None)


def _is_named(seen: Features) -> bool:
    roles = seen.in_detail("roles.words", "roles.former")
    return seen.titled or (bool(roles) and len(seen.words) <= 5 and not seen.in_head("organisations.stems"))


def _uncased(seen: Features) -> Shape:
    stem = bool(seen.in_head("organisations.stems"))
    verbs = len(seen.in_head("sentences.words"))
    length = len(re.sub(r"\s", "", seen.head))
    if (
        _SENTENCE_END.search(seen.text)
        or _INNER_STOP.search(seen.text)
        or _CLAUSE_END.search(seen.head)
        or (seen.solid and len(seen.text) > _MOST_SOLID and _CLAUSE_END.search(seen.text))
        or (seen.solid and seen.head[:1].isdigit() and length <= 4)
    ):
        grade = NO
    elif seen.solid:
        grade = NO if length > 60 or verbs > 2 else POSSIBLE if length > _MOST_SOLID or verbs > 1 else LIKELY
    else:
        words = len(seen.words)
        grade = NO if words > 14 or verbs > 1 else POSSIBLE if verbs or (words > 9 and not stem) else LIKELY
    return Shape(grade, stem, _is_named(seen))
