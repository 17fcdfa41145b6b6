"""Finds the phrases of all languages in a text in one pass.

Words are looked up in a dictionary by their folded form, phrases of scripts that do not part words by their
first character; so the cost grows with the text and not with the number of phrases.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from operator import add
from typing import NamedTuple, Protocol

MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff\u00ad\u200d-\u200f\u2060\ufeff"
SOLID = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
)
"""Scripts whose phrases are found inside words: Thai, Lao, Burmese, Khmer, Kana, Han, Hangul."""

WORD = re.compile(rf"(?:[^\W_{SOLID}]++|[{MARKS}])++")
_ASCII_WORD, _PLAIN_WORD = re.compile("[A-Za-z0-9]+"), re.compile(r"\w+")
_ASCII_LOWER = bytes(ord(chr(i).lower()) if chr(i).isalnum() and i < 128 else ord(" ") for i in range(256))
"""The lower case of each ASCII letter or digit, a space for all else."""
_ODD = re.compile(rf"[_{SOLID}{MARKS}]")
"""A text without any of these has the same words by `_PLAIN_WORD`, found in half of the time."""
_SOLID = re.compile(rf"[{SOLID}]")
_PART = re.compile(rf"[{SOLID}]+|{WORD.pattern}")
_BREAK = re.compile(r"[;:!?\n(\[]|(?<![^\W\d_])\.\s|(?<=[^\W\d_]{4})\.\s")
"""What no phrase goes across; a full stop behind so few letters may be that of an abbreviation."""
_GAP = 4

_ARABIC = {
    **dict.fromkeys("يىئ", "ی"),
    **dict.fromkeys("أإآٱ", "ا"),
    **dict.fromkeys("ةۀ", "ه"),
    "ك": "ک",
    "ؤ": "و",
    "ـ": "",
}
_LATIN = {"ı": "i", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ё": "е", "ʼ": "", "’": ""}
_DROPPED = re.compile(
    "[\u0300-\u0305\u0307-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u00ad\u200d-\u200f\u2060\ufeff]"
)
_TABLE = str.maketrans(_ARABIC | _LATIN)


@lru_cache(maxsize=1 << 15)
def fold(word: str) -> str:
    """The form words are compared in: lower case, no accents; Arabic letters and Turkish i unified."""
    if word.isascii():
        return word.lower()
    word = word.replace("İ", "i").lower().translate(_TABLE)
    if word.isascii():
        return word
    word = unicodedata.normalize("NFD", word)
    word = _DROPPED.sub("", word)
    return unicodedata.normalize("NFC", word)


def folded(text: str) -> str:
    """Words of a text in folded form, a space between them; solid scripts stay as they are."""
    if text.isascii() or not _SOLID.search(text):
        return " ".join(keys(text))
    return " ".join(map(fold, _PART.findall(text)))


class Hit(NamedTuple):
    """A phrase found. The span is half-open, into the text searched."""

    kind: str
    start: int
    end: int
    language: str


class Token(NamedTuple):
    """A word of a text with its folded form."""

    key: str
    start: int
    end: int


@lru_cache(maxsize=1 << 11)
def keys(text: str) -> list[str]:
    """The words of a text in folded form; characters of solid scripts are in none."""
    if text.isascii():
        return text.encode().translate(_ASCII_LOWER).decode().split()
    return list(map(fold, _pattern(text).findall(text)))


@lru_cache(maxsize=1 << 11)
def _places(text: str) -> list[tuple[int, int]]:
    """The spans of the words of a text."""
    return [match.span() for match in _pattern(text).finditer(text)]


def _pattern(text: str) -> re.Pattern[str]:
    """The fastest pattern that finds the words of a text as `WORD` does."""
    if text.isascii():
        return _ASCII_WORD
    return WORD if _ODD.search(text) else _PLAIN_WORD


@lru_cache(maxsize=1 << 11)
def tokens(text: str) -> list[Token]:
    """The words of a text with their places, in folded form; characters of solid scripts are in none."""
    return [Token(key, *span) for key, span in zip(keys(text), _places(text), strict=True)]


class Phrase(NamedTuple):
    """A phrase of words by what comes behind the first."""

    kind: str
    language: str
    second: str
    """The word that must come next; empty where it may vary."""
    rest: tuple[str, ...]
    """Words after the first; a final ``*`` is a free ending, ``~`` a gap."""


Begun = dict[str, list[Phrase]]
"""Phrases by their second word."""


class Starting(Protocol):
    """What words begin; words met that begin nothing are ``idle`` and need not be looked up."""

    idle: set[str]

    def __getitem__(self, word: str, /) -> Begun: ...


class Solid(NamedTuple):
    """A phrase of a script that does not part words."""

    kind: str
    language: str
    first: str
    """Lower-cased, up to the first space."""
    pattern: re.Pattern[str] | None
    """All of it; None for a phrase without spaces."""


class Matcher:
    """Finds the phrases of one group of kinds."""

    def __init__(self, starting: Starting, solid: Mapping[str, list[Solid]]) -> None:
        """``starting``: what a word begins; ``solid``: phrases of solid scripts by their first two characters."""
        self._starting, self._solid = starting, solid

    def find(self, text: str) -> list[Hit]:
        """Every phrase in ``text``, overlapping ones too, by start."""
        hits, words, starting, idle = [], keys(text), self._starting, self._starting.idle
        for index in [index for index, word in enumerate(words) if word not in idle]:
            following = words[index + 1] if index + 1 < len(words) else "."
            for phrase in _next(starting[words[index]], following):
                last = _follow(phrase.rest, index, text) if phrase.rest else index
                if last is not None:
                    places = _places(text)
                    hits.append(Hit(phrase.kind, places[index][0], places[last][1], phrase.language))
        if not text.isascii() and _SOLID.search(text):
            hits += self._find_solid(text)
            hits.sort(key=lambda hit: hit.start)
        return hits

    def _find_solid(self, text: str) -> list[Hit]:
        lowered, hits = text.lower(), []
        if len(lowered) != len(text):
            lowered = text
        pairs, singles = set(map(add, lowered, lowered[1:])), set(lowered)
        for beginning in (*(self._solid.keys() & pairs), *(self._solid.keys() & singles)):
            for index in _occurrences(lowered, beginning):
                for kind, language, first, pattern in self._solid[beginning]:
                    match = pattern.match(lowered, index) if pattern else None
                    if match or (not pattern and lowered.startswith(first, index)):
                        hits.append(Hit(kind, index, match.end() if match else index + len(first), language))
        return hits


def _next(begun: Begun, following: str) -> Iterable[Phrase]:
    """The phrases begun that the next word may go on with."""
    anything, fitting = begun.get("", ()), begun.get(following, ())
    return (*anything, *fitting) if anything and fitting else anything or fitting


def _occurrences(text: str, part: str) -> Iterator[int]:
    """Where a part stands in a text, overlapping places too."""
    index = text.find(part)
    while index >= 0:
        yield index
        index = text.find(part, index + 1)


def _follow(rest: tuple[str, ...], index: int, text: str) -> int | None:
    """Index of the last word if the words after ``index`` go on as ``rest`` says."""
    words, first, slack = keys(text), index, 0
    for key in rest:
        if key == "~":
            slack = _GAP
            continue
        ahead = range(index + 1, min(index + 2 + slack, len(words)))
        found = next((step for step in ahead if _fits(words[step], key)), None)
        if found is None:
            return None
        index, slack = found, 0
    places = _places(text)
    gaps = range(first, index)
    return None if any(_BREAK.search(text, places[gap][1], places[gap + 1][0]) for gap in gaps) else index


def _fits(word: str, key: str) -> bool:
    return word == key or (key[-1] == "*" and word.startswith(key[:-1]))
