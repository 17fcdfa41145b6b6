"""Dates written with the name of a month, in a folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from aggregator.extract.dates.calendars import Calendar, fits
from aggregator.extract.dates.lexicon import TOKEN, Lexicon, Month

_FEW_FILLERS = 3
_LONGEST_GAP = 30


@dataclass(frozen=True, slots=True)
class Reading:
    """The parts of a date found in a text. ``start`` and ``end`` are its place in the folded text."""

    start: int
    end: int
    year: int
    month: int | None = None
    day: int | None = None
    calendar: Calendar | None = None
    """None: by the year, the language and the source's setting."""
    swapped: bool = False
    """Day and month might also be the other way round."""
    short_year: bool = False


class _Token(NamedTuple):
    text: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        return self.text.isdigit()


def written_dates(text: str, words: Lexicon) -> Iterator[Reading]:
    """Every date with a month's name and a year, in order. Times of day are to be blanked out before."""
    found = [_Token(match[0], match.start(), match.end()) for match in TOKEN.finditer(text)]
    at = 0
    while at < len(found):
        named = _month_at(found, at, words)
        if named is None:
            at += 1
            continue
        (calendar, number), end = named
        reading = _around(found, at, end, words, calendar, number)
        if reading is not None:
            yield reading
        at = end


def _month_at(found: list[_Token], at: int, words: Lexicon) -> tuple[Month, int] | None:
    """The month named at this token, and the token after its name."""
    for phrase, month in words.months.get(found[at].text, ()):
        end = at + len(phrase)
        if len(phrase) == 1 or tuple(token.text for token in found[at:end]) == phrase:
            return month, _same_again(found, end, words, month)
    return None


def _same_again(found: list[_Token], end: int, words: Lexicon, month: Month) -> int:
    """Past the second name where both are printed: ``آب / أغسطس``."""
    if end < len(found):
        for phrase, other in words.months.get(found[end].text, ()):
            if other == month and tuple(token.text for token in found[end : end + len(phrase)]) == phrase:
                return end + len(phrase)
    return end


def _around(
    found: list[_Token], first: int, after: int, words: Lexicon, calendar: Calendar, month: int
) -> Reading | None:
    """The date whose month name is the tokens from ``first`` to before ``after``."""
    left = _number(found, first, -1, words)
    right = _number(found, after - 1, 1, words)
    far_left = _number(found, left, -1, words) if left is not None else None
    far_right = _number(found, right, 1, words) if right is not None else None
    for day, year in ((left, right), (right, left), (right, far_right), (left, far_left)):
        if _is_day(found, day) and _is_year(found, year, calendar):
            return _reading(found, (first, after - 1, day, year), calendar, month, day, year)
    if _is_day(found, left) and _is_short_year(found, right):
        return _reading(found, (first, after - 1, left, right), calendar, month, left, right)
    if found[first].text in words.foreign:
        return None
    return _month_only(found, first, after, calendar, month, left, right)


def _month_only(
    found: list[_Token],
    first: int,
    after: int,
    calendar: Calendar,
    month: int,
    left: int | None,
    right: int | None,
) -> Reading | None:
    for year, other in ((right, left), (left, right)):
        if _is_year(found, year, calendar) and not _is_day(found, other):
            return _reading(found, (first, after - 1, year), calendar, month, None, year)
    return None


def _number(found: list[_Token], at: int, step: int, words: Lexicon) -> int | None:
    """The next token in a direction that is a number, over a few words that a date may hold."""
    previous = found[at]
    for skipped in range(1, _FEW_FILLERS + 2):
        index = at + step * skipped
        if not 0 <= index < len(found):
            return None
        token = found[index]
        gap = token.start - previous.end if step > 0 else previous.start - token.end
        if gap > _LONGEST_GAP:
            return None
        if token.is_number:
            return index
        if token.text not in words.connectors:
            return None
        previous = token
    return None


def _is_day(found: list[_Token], at: int | None) -> bool:
    return at is not None and len(found[at].text) <= 2 and 1 <= int(found[at].text) <= 31


def _is_year(found: list[_Token], at: int | None, calendar: Calendar) -> bool:
    if at is None or len(found[at].text) != 4:
        return False
    year = int(found[at].text)
    return fits(calendar, year) or (calendar == "gregorian" and fits("buddhist", year))


def _is_short_year(found: list[_Token], at: int | None) -> bool:
    return at is not None and len(found[at].text) == 2


def _reading(
    found: list[_Token],
    parts: tuple[int | None, ...],
    calendar: Calendar,
    month: int,
    day: int | None,
    year: int | None,
) -> Reading:
    places = [part for part in parts if part is not None]
    text = found[year].text if year is not None else ""
    sure: Calendar | None = (
        "buddhist" if calendar == "gregorian" and len(text) == 4 and int(text) >= 2400 else calendar
    )
    return Reading(
        found[min(places)].start,
        found[max(places)].end,
        int(text),
        month,
        int(found[day].text) if day is not None else None,
        sure,
        short_year=len(text) == 2,
    )


_CJK = re.compile(
    r"(?:(?P<era>令和|平成|昭和|民國|民国)\s?)?(?P<year>\d{1,4}|元)\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]"
    r"(?:\s?(?P<day>\d{1,2})\s?[日일號号])?"
)
_ERA_BEGINS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_HAN_NUMBER = re.compile(r"[〇零一二三四五六七八九十]+(?=[年月日])")
_HAN_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


def cjk_dates(text: str) -> Iterator[Reading]:
    """Dates with the characters for year, month and day: ``2020年8月15日``, ``令和2年8月15日``, ``2020년 8월``."""
    if "月" not in text and "월" not in text:
        return
    for match in _CJK.finditer(_HAN_NUMBER.sub(_arabic, text)):
        year = 1 if match["year"] == "元" else int(match["year"])
        if match["era"]:
            year += _ERA_BEGINS[match["era"]]
        elif len(match["year"]) not in (2, 4):
            continue
        day = int(match["day"]) if match["day"] else None
        short = not match["era"] and len(match["year"]) == 2
        yield Reading(match.start(), match.end(), year, int(match["month"]), day, None, short_year=short)


def _arabic(match: re.Match[str]) -> str:
    """``二〇二〇`` and ``十五`` as digits."""
    text = match[0]
    if "十" not in text:
        return text.translate(_HAN_DIGITS)
    tens, _, ones = text.partition("十")
    return str(int(tens.translate(_HAN_DIGITS) or 1) * 10 + int(ones.translate(_HAN_DIGITS) or 0))
