"""Finds the phrases of all languages in a text in one pass.

Words are looked up in a dictionary by their folded form, phrases of scripts that do not part words by their
first character; so the cost grows with the text and not with the number of phrases.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from operator import add
from typing import NamedTuple

MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff\u00ad\u200d-\u200f\u2060\ufeff"
)
SOLID = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
)
"""Scripts whose phrases are found inside words: Thai, Lao, Burmese, Khmer, Kana, Han, Hangul."""

WORD = re.compile(rf"(?:[^\W_{SOLID}]++|[{MARKS}])++")
_ASCII_WORD, _PLAIN_WORD = re.compile("[A-Za-z0-9]+"), re.compile(r"\w+")
_ODD = re.compile(rf"[_{SOLID}{MARKS}]")
"""A text without any of these has the same words by `_PLAIN_WORD`, found in half of the time."""
_SOLID = re.compile(rf"[{SOLID}]")
_PART = re.compile(rf"[{SOLID}]+|{WORD.pattern}")
_ITEM = re.compile(rf"{WORD.pattern}\*?|~")
_BREAK = re.compile(r"[;:!?\n(\[]|\.\s")
_GAP = 4
_COMPOUND = 3
"""Letters of a compound before the ending that a phrase such as ``*verein`` gives."""
_MOST_KEPT = 1 << 16
"""Words looked up that are kept."""
_AND = ("و", "ו")
"""Arabic and Hebrew write *and* as one with the next word."""

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


@lru_cache(maxsize=1 << 16)
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
    if text.isascii():
        return " ".join(_ASCII_WORD.findall(text.lower()))
    return " ".join(fold(part) for part in _PART.findall(text))


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


@lru_cache(maxsize=1 << 12)
def keys(text: str) -> list[str]:
    """The words of a text in folded form; characters of solid scripts are in none."""
    found: list[str] = _pattern(text).findall(text)
    return list(map(str.lower if text.isascii() else fold, found))


@lru_cache(maxsize=1 << 12)
def _places(text: str) -> list[tuple[int, int]]:
    """The spans of the words of a text."""
    return [match.span() for match in _pattern(text).finditer(text)]


def _pattern(text: str) -> re.Pattern[str]:
    """The fastest pattern that finds the words of a text as `WORD` does."""
    if text.isascii():
        return _ASCII_WORD
    return WORD if _ODD.search(text) else _PLAIN_WORD


@lru_cache(maxsize=1 << 12)
def tokens(text: str) -> list[Token]:
    """The words of a text with their places, in folded form; characters of solid scripts are in none."""
    return [Token(key, *span) for key, span in zip(keys(text), _places(text), strict=True)]


class _Phrase(NamedTuple):
    kind: str
    language: str
    second: str
    """The word that must come next; empty where it may vary."""
    rest: tuple[str, ...]
    """Words after the first; a final ``*`` is a free ending, ``~`` a gap."""


_Begun = dict[str, dict[str, list[_Phrase]]]
"""Phrases by group and second word."""


class _Solid(NamedTuple):
    """A phrase of a script that does not part words."""

    kind: str
    language: str
    first: str
    """Lower-cased, up to the first space."""
    pattern: re.Pattern[str] | None
    """All of it; None for a phrase without spaces."""


class _Phrases:
    """The phrases of all matchers by what they begin with: each is folded once, each word looked up once."""

    def __init__(
        self, phrases: Iterable[tuple[str, str, str]], groups: Mapping[str, Collection[str]]
    ) -> None:
        self.groups = groups
        self.solid: dict[str, list[_Solid]] = defaultdict(list)
        """By their first two characters, or the one they have."""
        self._exact: dict[str, list[_Phrase]] = defaultdict(list)
        self._open: dict[str, list[_Phrase]] = defaultdict(list)
        self._ending: dict[str, list[_Phrase]] = defaultdict(list)
        """By the letters that their one word ends with."""
        self._held: set[tuple[str, ...]] = set()
        for kind, language, phrase in phrases:
            if _SOLID.search(phrase):
                self._add_solid(kind, language, phrase)
            elif phrase.startswith("*"):
                self._ending[fold(phrase[1:])].append(_Phrase(kind, language, "", ()))
            else:
                self._add_words(kind, language, phrase)
        self._lengths: dict[str, set[int]] = defaultdict(set)
        """Lengths of the open stems by their first two letters."""
        for stem in self._open:
            self._lengths[stem[:2]].add(len(stem))
        self._endings = sorted({len(ending) for ending in self._ending})
        self.nothing: _Begun = {group: {} for group in groups}
        self.starting = _Starting(self.resolve)

    def _add_solid(self, kind: str, language: str, phrase: str) -> None:
        """A phrase without spaces is compared as it is, one with spaces or gaps by a pattern."""
        parts = phrase.lower().replace("*", "").split()
        pattern = None
        if len(parts) > 1:
            pattern = re.compile(
                r"\s*".join(".{0,12}?" if part == "~" else re.escape(part) for part in parts)
            )
        self.solid[parts[0][:2]].append(_Solid(kind, language, parts[0], pattern))

    def _add_words(self, kind: str, language: str, phrase: str) -> None:
        words = _ITEM.findall(phrase)
        if not words:
            return
        keys = [word if word == "~" else fold(word.rstrip("*")) + "*" * word.endswith("*") for word in words]
        if (kind, *keys) in self._held:
            return
        self._held.add((kind, *keys))
        target = self._open if keys[0].endswith("*") else self._exact
        second = keys[1] if len(keys) > 1 and keys[1][-1] not in "*~" else ""
        target[keys[0].rstrip("*")].append(_Phrase(kind, language, second, tuple(keys[1:])))

    def resolve(self, key: str) -> _Begun:
        """The phrases that a word may begin, by group and the word that must come next."""
        found = list(self._exact.get(key, ()))
        for length in sorted(self._lengths.get(key[:1], set()) | self._lengths.get(key[:2], set())):
            found += self._open.get(key[:length], ())
        if key[:1] in _AND and len(key) > 4:
            found += self._exact.get(key[1:], ())
        for length in self._endings:
            if len(key) >= length + _COMPOUND:
                found += self._ending.get(key[-length:], ())
        if not found:
            return self.nothing
        begun: _Begun = {group: {} for group in self.groups}
        for phrase in found:
            for group, kinds in self.groups.items():
                if phrase.kind in kinds:
                    begun[group].setdefault(phrase.second, []).append(phrase)
        return begun


class _Starting(dict[str, _Begun]):
    """What words may begin, resolved when they are first met."""

    def __init__(self, resolve: Callable[[str], _Begun]) -> None:
        self._resolve = resolve

    def __missing__(self, key: str) -> _Begun:
        if len(self) > _MOST_KEPT:
            self.clear()
        self[key] = found = self._resolve(key)
        return found


class Matcher:
    """Finds the phrases of one group of kinds."""

    def __init__(self, phrases: _Phrases, group: str) -> None:
        self._starting, self._group = phrases.starting, group
        self._solid = {
            beginning: chosen
            for beginning, solid in phrases.solid.items()
            if (chosen := [phrase for phrase in solid if phrase.kind in phrases.groups[group]])
        }

    def find(self, text: str) -> list[Hit]:
        """Every phrase in ``text``, overlapping ones too, by start."""
        hits, starting, group = [], self._starting, self._group
        for index, (key, following) in enumerate(pairwise([*keys(text), "."])):
            begun = starting[key][group]
            if not begun:
                continue
            for phrase in (*begun.get("", ()), *begun.get(following, ())):
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


def matchers(
    phrases: Iterable[tuple[str, str, str]], groups: Mapping[str, Collection[str]]
) -> dict[str, Matcher]:
    """A matcher for each group of kinds.

    ``phrases``: (kind, language code, phrase), written as `lexicon/en.toml` says.
    """
    shared = _Phrases(phrases, groups)
    return {group: Matcher(shared, group) for group in groups}


def _occurrences(text: str, part: str) -> Iterator[int]:
    """Where a part stands in a text, overlapping places too."""
    index = text.find(part)
    while index >= 0:
        yield index
        index = text.find(part, index + 1)


def _follow(rest: tuple[str, ...], index: int, text: str) -> int | None:
    """Index of the last word if the words after ``index`` go on as ``rest`` says."""
    words, places, slack = keys(text), _places(text), 0
    for key in rest:
        if key == "~":
            slack = _GAP
            continue
        found = None
        for step in range(index + 1, min(index + 2 + slack, len(words))):
            if _BREAK.search(text, places[step - 1][1], places[step][0]):
                break
            if words[step] == key or (key[-1] == "*" and words[step].startswith(key[:-1])):
                found = step
                break
        if found is None:
            return None
        index, slack = found, 0
    return index
