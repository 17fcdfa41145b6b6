"""Dates written in digits only, in a folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aggregator.extract.dates.lexicon import Order
from aggregator.extract.dates.written import Reading

_THREE = re.compile(
    r"(?<![\d./-])(\d{4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d|[./-]\d)"
    r"|(?<![\d./-])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\6\s?(\d{4}|\d{2})(?!\d|[/-]\d)"
)
_NUMBERS = re.compile(r"\d[\d ./-]{2,10}\d")
_SPACED = re.compile(r"(\d{1,2}) (\d{1,2}) (\d{4})|(\d{4}) (\d{1,2}) (\d{1,2})")
_MONTH_AND_YEAR = re.compile(r"(\d{1,2})[./-](\d{4})|(\d{4})[./-](\d{1,2})")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")


def numeric_dates(text: str, order: Order | None) -> Iterator[Reading]:
    """Every date of three numbers with one separator, in order.

    ``order`` is that of the source or its language; None leaves day first and marks the doubt. A dot
    between them means day first in every language that writes the year last.
    """
    if "/" not in text and "-" not in text and "." not in text:
        return
    for match in _THREE.finditer(text):
        if match[1]:
            yield _year_first(match.span(), int(match[1]), int(match[3]), int(match[4]))
        else:
            a, b, c = match[5], match[7], match[8]
            yield _year_last(match.span(), a, b, c, "DMY" if match[6] == "." and order != "YMD" else order)


def whole_numeric(text: str, order: Order | None) -> Reading | None:
    """A text that is nothing but numbers: ``15 08 2020``, ``08/2020``, ``20200815``, ``2020``."""
    if _NUMBERS.fullmatch(text) is None:
        return None
    if (match := _SPACED.fullmatch(text)) is not None:
        if match[4]:
            return _year_first(match.span(), int(match[4]), int(match[5]), int(match[6]))
        return _year_last(match.span(), match[1], match[2], match[3], order)
    if (match := _MONTH_AND_YEAR.fullmatch(text)) is not None:
        month, year = int(match[1] or match[4]), int(match[2] or match[3])
        return Reading(0, len(text), year, month) if 1 <= month <= 12 else None
    if (match := _COMPACT.fullmatch(text)) is not None:
        return Reading(0, len(text), int(match[1]), int(match[2]), int(match[3]))
    if len(text) == 4 and text.isdigit():
        return Reading(0, 4, int(text))
    return None


def _year_first(span: tuple[int, int], year: int, month: int, day: int) -> Reading:
    if month > 12 >= day:
        month, day = day, month
    return Reading(*span, year, month, day)


def _year_last(span: tuple[int, int], a: str, b: str, c: str, order: Order | None) -> Reading:
    if order == "YMD" and len(c) == 2 and int(b) <= 12:
        return Reading(*span, int(a), int(b), int(c), short_year=True)
    day, month = (int(b), int(a)) if order == "MDY" else (int(a), int(b))
    if month > 12 >= day:
        day, month = month, day
    doubtful = day <= 12 and month <= 12 and day != month and order in (None, "MDY")
    return Reading(*span, int(c), month, day, swapped=doubtful, short_year=len(c) == 2)
