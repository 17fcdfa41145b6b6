"""Entries and ends of lists that only count those left out."""

from __future__ import annotations

import re

from aggregator.extract.signatories.match import Hit, keys, tokens
from aggregator.extract.signatories.numerals import Number, numbers
from aggregator.extract.signatories.text import is_cased
from aggregator.extract.signatories.vocabulary import count_matcher, number_words, tail_matcher, word_set

_DIGIT = re.compile(r"\d")
_TAIL, _SHORT = 60, 4
_LONGEST = 60
"""Characters of what only counts those left out."""


def is_remainder(text: str) -> bool:
    """Whether an entry only counts those left out, such as ``86 other organisations``."""
    if len(text) > _LONGEST or not (_DIGIT.search(text[:16]) or _begins_with_number(text)):
        return False
    found = numbers(text)
    hits = count_matcher().find(text)
    counted = any(hit.kind in ("counts.nouns", "counts.others") for hit in hits)
    if not found or not counted or found[0].start > 12 or len(keys(text)) > 6:
        return False
    return _alone(text, found[0]) and not _is_named(text, found[0])


def _is_named(text: str, number: Number) -> bool:
    """Whether a number word is a given name: a capital on it and on the next word, as in Turkish ``Cem Yalın``."""
    return number.worded and text[number.start].isupper() and text[number.end :].lstrip()[:1].isupper()


def is_tail(text: str) -> bool:
    """Whether a line only says that there are more, such as ``and many other unions…``: no name is in it."""
    hits = [hit for hit in tail_matcher().find(text[:_TAIL]) if hit.start <= 3] if len(text) <= _TAIL else []
    return any(hit.end >= len(text.rstrip(" .…")) or _says_no_name(text, hit) for hit in hits)


def _says_no_name(text: str, tail: Hit) -> bool:
    rest = text[tail.end :]
    return is_cased(rest) and rest.islower() and tail.end - tail.start > _SHORT


def without_remainder(text: str) -> str:
    """An entry without those it only counts, as in ``Mary Hill and 86 other citizens``."""
    for word in reversed(tokens(text)):
        if len(text) - word.end > _LONGEST:
            break
        joins = word.key in word_set("lists.conjunctions")
        if joins and word.start and is_remainder(text[word.end :].strip()):
            return text[: word.start].rstrip(" ,;")
    return text


def _begins_with_number(text: str) -> bool:
    known = number_words()
    return any(word in known for word in keys(text)[:3])


def _alone(text: str, number: Number) -> bool:
    """The number is a word of its own and no part of a name such as ``Article 19 Group``."""
    before = text[: number.start]
    others = any(hit.kind == "counts.others" for hit in count_matcher().find(text))
    return (not before.strip() or others or before.strip().islower()) and text[
        number.end : number.end + 1
    ].isspace()
