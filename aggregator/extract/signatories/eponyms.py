"""Statements that are named after the number of their signers, as in ``The appeal of the 120``."""

from __future__ import annotations

from collections.abc import Sequence

from aggregator.extract.signatories.match import Token, tokens
from aggregator.extract.signatories.numerals import Number, is_year, numbers
from aggregator.extract.signatories.tongues import Codes, is_noun, points_away, tongues, words_in

_DAYS = 31
"""A number up to this one may be the day of a date."""


def count_in_name(title: str) -> tuple[int, str] | None:
    """The number in a statement's name and the title that holds it; no year, no day of a month, no number of things."""
    codes, words = tongues(title), tokens(title)
    counted = (number for number in numbers(title) if number.value > _DAYS and not number.worded)
    for number in counted:
        if _follows_noun(words, number, codes) and _stands_apart(title, words, number, codes):
            return None if is_year(title, number) else (number.value, title)
    return None


def _follows_noun(words: Sequence[Token], number: Number, codes: Codes) -> bool:
    """Whether *of* leads from a word for a statement to the number."""
    of = words_in("names.from", codes) | words_in("names.articles", codes)
    before = [word.key for word in words if word.end <= number.start]
    led = bool(before) and before[-1] in of
    nouns = [key for key in before if key not in of][-1:]
    return led and bool(nouns) and is_noun(nouns[0], codes)


def _stands_apart(title: str, words: Sequence[Token], number: Number, codes: Codes) -> bool:
    """Whether no word that the number could count follows it."""
    behind = next((word for word in words if word.start >= number.end), None)
    if behind is None or points_away(behind.key, codes):
        return True
    return not title[number.end : behind.start].isspace()
