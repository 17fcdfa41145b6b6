"""The numbers in a text: digits of any script, number words of all languages, Chinese numerals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from operator import attrgetter
from typing import NamedTuple

from aggregator.extract.signatories.match import Token, keys, tokens
from aggregator.extract.signatories.vocabulary import number_words, scales

_DIGITS = re.compile(
    r"(?<![\d.,A-Za-z])\d{1,3}(?:[.,\u00a0\u066c\u202f ]\d{3})+(?!\d)|\d+[.,]\d{1,2}(?!\d)|\d+"
)
_TELEPHONE, _GROUPED = re.compile(r"\d+(?:[ \u00a0]\d+){3,}"), re.compile(r"\d{1,3}(?:[ \u00a0]\d{3})+")
"""Four groups of digits or more are a telephone number, but for thousands."""
_DIGIT = re.compile(r"\d")
_DECIMAL = re.compile(r"\d+[.,]\d{1,2}")
_HAN = re.compile(
    r"(?<![\d数數幾几])[〇零一二三四五六七八九十百千萬万兩两]{1,9}(?=[餘余多]?(?:[個个](?!月)|[名位間间家人団團团社]))"
)
_HAN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "兩": 2, "两": 2}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN_MYRIADS = frozenset("萬万")
_LONGEST = 12
YEARS = range(1900, 2101)


class Number(NamedTuple):
    """A number in a text, in digits or words."""

    value: int
    start: int
    end: int
    worded: bool = False


@lru_cache(maxsize=1 << 11)
def numbers(text: str) -> list[Number]:
    """The numbers of a text in order."""
    found = _digits(text) if _DIGIT.search(text) else []
    if not text.isascii():
        found += [Number(_han(m[0]), m.start(), m.end(), True) for m in _HAN.finditer(text)]
    if not _first_words().isdisjoint(keys(text)):
        taken = {at for number in found for at in range(number.start, number.end)}
        found += [number for number in _worded(text) if number.start not in taken]
    return sorted(found, key=attrgetter("start"))


def _digits(text: str) -> list[Number]:
    """The numbers in digits, telephone numbers left out."""
    calls = [m.span() for m in _TELEPHONE.finditer(text) if not _GROUPED.fullmatch(m[0])]
    digits = (
        _scaled(text, m)
        for m in _DIGITS.finditer(text)
        if len(m[0]) < _LONGEST and not any(start <= m.start() < end for start, end in calls)
    )
    return [number for number in digits if not _DECIMAL.fullmatch(text, number.start, number.end)]


def _scaled(text: str, digits: re.Match[str]) -> Number:
    """Digits with the word after them that multiplies them: ``40 тысяч``, ``2萬``, ``1,5 million``."""
    end = digits.end()
    rest = text[end : end + _LONGEST]
    word = next(iter(tokens(rest)), None)
    factor, length = scales().get(rest[:1], 1), 1
    if word is not None and not rest[: word.start].strip():
        factor, length = scales().get(word.key, 1), word.end
    end += length * (factor > 1)
    if _DECIMAL.fullmatch(digits[0]):
        return Number(round(float(digits[0].replace(",", ".")) * factor), digits.start(), end)
    return Number(int(re.sub(r"\D", "", digits[0])) * factor, digits.start(), end)


def _han(text: str) -> int:
    total, part, digit = 0, 0, 0
    for character in text:
        if character in _HAN_MYRIADS:
            total, part, digit = (total + part + digit or 1) * 10_000, 0, 0
        elif character in _HAN_UNITS:
            part, digit = part + (digit or 1) * _HAN_UNITS[character], 0
        else:
            digit = digit * (10 if digit and not part else 1) + _HAN_DIGITS[character]
    return total + part + digit


def _worded(text: str) -> Iterator[Number]:
    """Numbers in words; tens and units that follow one another are added."""
    known, first, words = number_words(), _first_words(), tokens(text)
    index = 0
    while index < len(words):
        if words[index].key not in first:
            index += 1
            continue
        size = next((n for n in (3, 2, 1) if _phrase(words, index, n) in known), 0)
        if not size:
            index += 1
            continue
        value, last = known[_phrase(words, index, size)], index + size
        while last < len(words):
            step = 2 if len(words[last].key) <= 3 and _phrase(words, last + 1, 1) in known else 1
            following = known.get(_phrase(words, last + step - 1, 1), 0)
            if (
                not following
                or following >= min(value, 10 ** (len(str(value)) - 1))
                or (value % 10 == 0 and following > 99)
            ):
                break
            value, last = value + following, last + step
        factor = scales().get(words[last].key, 1) if last < len(words) else 1
        last += factor > 1
        yield Number(value * factor, words[index].start, words[last - 1].end, True)
        index = last


@cache
def _first_words() -> frozenset[str]:
    return frozenset(phrase.partition(" ")[0] for phrase in number_words())


def _phrase(words: Sequence[Token], index: int, size: int) -> str:
    part = words[index : index + size]
    return " ".join(word.key for word in part) if len(part) == size else ""


def is_year(text: str, number: Number) -> bool:
    """Whether digits may be those of a year."""
    return number.value in YEARS and text[number.start : number.end].isdigit()
