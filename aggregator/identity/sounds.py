"""How far two spellings of a word are apart, in edits that matter to the ear.

`apart` is a weighted edit distance over sounds, in the manner of Editex (Zobel and Dart, 1996), divided by
what a word of that length forgives: 0 the same sound, up to 1 a variant or slip, over 1 another word.
Between scripts the distance is that of the Latin word to all usual romanisations of the other.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache

from rapidfuzz.distance import Indel

from aggregator.identity.tables import WORDS_KEPT, table
from aggregator.identity.transliterate import ABJADS, Ways, pinyin_ways, simplified, table_of, to_latin, ways

FAR = 9.0
"""The distance of words that have nothing to do with one another."""
ANOTHER = 2.5
"""From this distance on nothing depends on how far words are apart."""
_VOWELS = frozenset("aeiou")
_RULES = [(re.compile(pattern), sign) for pattern, sign in table("spelling")["sounds"]]
_ANY_RULE = re.compile("|".join(f"(?:{pattern})" for pattern, _ in table("spelling")["sounds"]))
_DOUBLES = re.compile(r"(.)\1+")
_LIKE = str.maketrans("qgzTJbd", "kkssspt")
_CHEAP: dict[str, float] = {
    letters: cost
    for pair, cost in table("spelling")["substitution"].items()
    for letters in (pair, pair[::-1])
}
_TRANSPOSED = 0.9
_UNKNOWN = ("?",)
_WORTH_EDITS = 0.45
"""Least share of common letters, in order, of two words that may be variants of one."""
_OTHER_SYLLABLES = 2.0
_DIGRAPHS = frozenset({"ou", "oo", "ee"})
_ONLY_PINYIN = re.compile("[xq]|zh|^[zcjrgdb]|(?:ian|ong|uo|ie)$")
_FEMININE = re.compile(r"(?<=[oe]v|sk)(?:a|aia)$|(?<=sk)i$")


@lru_cache(maxsize=WORDS_KEPT)
def sound(latin: str) -> str:
    """``latin`` with letter groups of one sound as one sign, doubles made single.

    >>> sound("radjabi") == sound("rajabi"), sound("moukhin") == sound("mukhin")
    (True, True)
    """
    if _ANY_RULE.search(latin):
        for pattern, sign in _RULES:
            latin = pattern.sub(sign, latin)
    return _DOUBLES.sub(r"\1", latin)


@lru_cache(maxsize=WORDS_KEPT)
def skeleton(latin: str) -> str:
    """The consonants of ``latin`` that every script writes: vowels, w, v, y and h left out, likes made one.

    >>> skeleton("sotoudeh") == skeleton("stwdh")
    True
    """
    signs = sound(latin.replace("kh", "k")).translate(_LIKE)
    return _DOUBLES.sub(r"\1", re.sub("[^a-zA-Z0-9]|[aeiouvwyh]", "", signs))


@lru_cache(maxsize=WORDS_KEPT)
def apart(left: str, right: str) -> float:
    """Distance of two words (forms of `plain`): 0 the same sound, up to 1 a variant, over 1 another word.

    >>> apart("mohammad", "mohamed") < 1 < apart("hosseini", "hassani")
    True
    """
    if left == right:
        return 0.0
    scripts = table_of(left), table_of(right)
    if scripts == ("latin", "latin"):
        return _latin(left, right)
    if scripts[0] == scripts[1]:
        return _same_script(left, right, scripts[0])
    if scripts[0] == "latin" or scripts[1] in ABJADS | {"han", "hangul"}:
        left, right = right, left
    return _across(left, to_latin(right))


def _forgiven(size: int) -> float:
    return max(0.2, 0.25 * (size - 3))


def _latin(left: str, right: str) -> float:
    a, b = sound(left), sound(right)
    if a == b:
        return 0.1
    if _masculine(a) == _masculine(b):
        return 0.7
    distance = FAR
    if Indel.normalized_similarity(a, b) >= _WORTH_EDITS:
        forgiven = _forgiven(min(len(a), len(b)))
        distance = min(FAR, _edits(a, b, ANOTHER * forgiven) / forgiven)
    if distance < _OTHER_SYLLABLES and _is_pinyin(left) and _is_pinyin(right):
        distance = _OTHER_SYLLABLES
    return distance if distance <= 1 else min(distance, _chinese(left, right), _chinese(right, left))


@lru_cache(maxsize=WORDS_KEPT)
def _masculine(sounded: str) -> str:
    return _FEMININE.sub("", sounded)


def _is_pinyin(latin: str) -> bool:
    return len(pinyin_ways(latin)) > 1


def _chinese(pinyin: str, other: str) -> float:
    if not _ONLY_PINYIN.search(pinyin) or not (read := pinyin_ways(pinyin)):
        return FAR
    return 0.3 if fit(read, other) == 0 else FAR


def _same_script(left: str, right: str, script: str) -> float:
    if script in ("han", "hangul", "kana"):
        return 0.0 if simplified(left) == simplified(right) else FAR
    edits = _edits(left, right)
    if script in ABJADS:
        return min(FAR, edits / max(0.2, 0.2 * (min(len(left), len(right)) - 5)))
    return min(edits / _forgiven(min(len(left), len(right))), _latin(to_latin(left), to_latin(right)))


def _edits(left: str, right: str, most: float = math.inf) -> float:
    """Weighted edit distance with transposition of neighbours; infinite where it is found to be over ``most``."""
    before: list[float] = []
    row = [0.0]
    gaps = [_gap(right, j, char) for j, char in enumerate(right)]
    for gap in gaps:
        row.append(row[-1] + gap)
    for i, char in enumerate(left):
        gap = _gap(left, i, char)
        above, row = row, [row[0] + gap]
        last = row[0]
        for j, other in enumerate(right):
            last = min(above[j + 1] + gap, last + gaps[j], above[j] + _swap(char, other))
            if i and j and char == right[j - 1] and other == left[i - 1]:
                last = min(last, before[j - 1] + _TRANSPOSED)
            row.append(last)
        if min(row) > most and min(above) + _TRANSPOSED > most:
            return math.inf
        before = above
    return row[-1]


@lru_cache(maxsize=WORDS_KEPT)
def _swap(left: str, right: str) -> float:
    if left == right:
        return 0.0
    usual = 0.9 if left in _VOWELS and right in _VOWELS else 1.0
    return _CHEAP.get(left + right, usual)


def _gap(word: str, at: int, char: str) -> float:
    """Cost of the letter at ``at`` being left out; a last a tells women's names from men's."""
    if at and word[at - 1] == char:
        return 0.2
    if at == len(word) - 1:
        return {"a": 1.5, "e": 0.5, "s": 0.6}.get(char, 1.0)
    if char in _VOWELS:
        return 0.3 if char == "e" and at and word[at - 1] in "aou" else 0.5
    return 0.5 if char in "hi" else 1.0


def _across(word: str, latin: str) -> float:
    script = table_of(word)
    if script == "other" or not latin.isascii() or not _may_fit(word, latin, script):
        return FAR
    spellings = ways(word)
    vowels = table("scripts").get(script, {}).get("vowels", "").replace(" ", "")
    size = len(spellings) - 1 if vowels else len(latin)
    if script == "han":
        return min(FAR, fit(spellings, latin, vowels) / 0.2)
    return min(FAR, 0.1 + fit(spellings, latin, vowels) / _forgiven(size))


def _may_fit(word: str, latin: str, script: str) -> bool:
    """Whether the consonants agree well enough for a closer look."""
    if script in ("han", "hangul"):
        return True
    return Indel.normalized_similarity(skeleton(to_latin(word)), skeleton(latin)) >= _WORTH_EDITS


@lru_cache(maxsize=WORDS_KEPT)
def fit(spellings: Ways, latin: str, vowels: str = "") -> float:
    """Least cost of reading ``latin`` as ``spellings``: 0 where it is one of the usual romanisations.

    ``vowels`` are those the script leaves unwritten: one may stand between two letters at no cost.
    """
    size = len(latin)
    row = _skips([0.0] + [FAR] * size, latin, vowels)
    for way in spellings:
        following = [cost + (0.0 if "" in way else 1.0) for cost in row]
        for at, cost in enumerate(row):
            if cost >= FAR:
                continue
            if way == _UNKNOWN:
                for end in range(at + 1, min(size, at + 6) + 1):
                    following[end] = min(following[end], cost + 0.15)
            for text in way:
                if text and latin.startswith(text, at):
                    following[at + len(text)] = min(following[at + len(text)], cost)
            if at < size:
                following[at + 1] = min(following[at + 1], cost + _misread(way, latin[at]))
        row = _skips(following, latin, vowels)
    return row[size]


def _misread(way: tuple[str, ...], char: str) -> float:
    return min((max(0.6, _swap(text, char)) for text in way if len(text) == 1), default=1.2)


def _skips(row: list[float], latin: str, vowels: str) -> list[float]:
    for at, char in enumerate(latin):
        previous = latin[at - 1] if at else ""
        if char == previous and char not in _VOWELS:
            cost = 0.05
        elif char in vowels and previous not in _VOWELS:
            cost = 0.0
        elif vowels and previous + char in _DIGRAPHS:
            cost = 0.1
        else:
            cost = _gap(latin, at, char) + 0.1 if char in _VOWELS or char == "h" else 1.0
        row[at + 1] = min(row[at + 1], row[at] + cost)
    return row
