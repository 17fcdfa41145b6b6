"""Finds the phrases of all languages in a text in one pass.

Aho-Corasick automata (Aho and Corasick, 1975) look for all of them at once, in the folded words of a text and, for
scripts that do not part words, in the text itself; so the cost grows with the text and not with the number of phrases.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache, partial
from operator import itemgetter
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

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


_token, _hit = partial(tuple.__new__, Token), partial(tuple.__new__, Hit)
"""Make one of its fields in order, in half of the time that naming it takes."""


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
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text with their places, in folded form; characters of solid scripts are in none."""
    return tuple([_token((key, *span)) for key, span in zip(keys(text), _places(text), strict=True)])


class Phrase(NamedTuple):
    """A phrase of words."""

    kind: str
    language: str
    pattern: str
    """Its folded words up to the first that varies, with a space before each and one behind a word that ends there."""
    words: int
    """How many words the pattern holds."""
    rest: tuple[str, ...]
    """Words behind the pattern; a final ``*`` is a free ending, ``~`` a gap."""
    least: int = 0
    """Letters of a word that must end in the pattern."""


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

    def __init__(self, phrases: Sequence[Phrase], solid: Sequence[Solid]) -> None:
        """The phrases in the order of their hits at one place."""
        self._phrases, self._solid = phrases, solid
        self._single = [p.words == 1 and not (p.rest or p.least) for p in phrases]
        self._patterns = AhoCorasick([phrase.pattern for phrase in phrases], store_patterns=False)
        self._firsts = AhoCorasick([phrase.first for phrase in solid], store_patterns=False)

    def find(self, text: str) -> list[Hit]:
        """Every phrase in ``text``, overlapping ones too, by start."""
        hits = self._find_words(text)
        if not text.isascii() and _SOLID.search(text):
            hits += self._find_solid(text)
            hits.sort(key=lambda hit: hit.start)
        return hits

    def _find_words(self, text: str) -> list[Hit]:
        spaced = _spaced(text)
        found = self._patterns.find_matches_as_indexes(spaced, overlapping=True)
        if not found:
            return []
        places, hits = _places(text), []
        for first, number in _by_word(found, spaced):
            kind, language, *_ = phrase = self._phrases[number]
            last = first if self._single[number] else _last(phrase, first, text)
            if last is not None:
                hits.append(_hit((kind, places[first][0], places[last][1], language)))
        return hits

    def _find_solid(self, text: str) -> list[Hit]:
        lowered, hits = text.lower(), []
        if len(lowered) != len(text):
            lowered = text
        found = self._firsts.find_matches_as_indexes(lowered, overlapping=True)
        for number, start, end in sorted(found):
            kind, language, _, pattern = self._solid[number]
            match = pattern.match(lowered, start) if pattern else None
            if match or not pattern:
                hits.append(_hit((kind, start, match.end() if match else end, language)))
        return hits


@lru_cache(maxsize=1 << 11)
def _spaced(text: str) -> str:
    """The folded words of a text with a space before and behind each."""
    return f" {' '.join(keys(text))} "


def _by_word(found: list[tuple[int, int, int]], spaced: str) -> list[tuple[int, int]]:
    """Patterns found as (index of the first word, number of the pattern), in order."""
    placed, index, counted = [], -1, 0
    for number, start, _ in sorted(found, key=itemgetter(1)):
        index += spaced.count(" ", counted, start + 1)
        counted = start + 1
        placed.append((index, number))
    return sorted(placed)


def _last(phrase: Phrase, first: int, text: str) -> int | None:
    """Index of a phrase's last word if the words from ``first`` on, which its pattern fits, go on as it says."""
    if phrase.least > len(keys(text)[first]):
        return None
    last = _follow(phrase.rest, first + phrase.words - 1, text) if phrase.rest else first + phrase.words - 1
    if last is None or last == first:
        return last
    places = _places(text)
    broken = any(_BREAK.search(text, places[gap][1], places[gap + 1][0]) for gap in range(first, last))
    return None if broken else last


def _follow(rest: tuple[str, ...], index: int, text: str) -> int | None:
    """Index of the last word if the words after ``index`` go on as ``rest`` says."""
    words, slack = keys(text), 0
    for key in rest:
        if key == "~":
            slack = _GAP
            continue
        ahead = range(index + 1, min(index + 2 + slack, len(words)))
        found = next((step for step in ahead if _fits(words[step], key)), None)
        if found is None:
            return None
        index, slack = found, 0
    return index


def _fits(word: str, key: str) -> bool:
    return word == key or (key[-1] == "*" and word.startswith(key[:-1]))
