"""Years of other calendars turned into Gregorian days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from convertdate import coptic
from hijridate import Hijri

Calendar = Literal["gregorian", "jalali", "hijri", "buddhist", "ethiopian"]

JALALI_YEARS = range(1300, 1480)
HIJRI_YEARS = range(1343, 1501)
BUDDHIST_YEARS = range(2400, 2700)
ETHIOPIAN_YEARS = range(1892, 2100)
KURDISH_YEARS = range(2620, 2800)
"""Years of the Kurdish era: solar Hijri plus 1321."""

_JALALI_LANGUAGES = frozenset(("fa", "prs", "ps", "ku", "ckb", "tg", "az", "uz"))
_HIJRI_LANGUAGES = frozenset(("ar", "ur"))
_BUDDHIST_LANGUAGES = frozenset(("th", "lo", "km"))
_FIRST_OF_1300 = date(1921, 3, 21)


@dataclass(frozen=True, slots=True)
class Span:
    """The Gregorian days that a day, month or year of some calendar covers, both ends included."""

    first: date
    last: date


def jalali_leap(year: int) -> bool:
    """Leap years of the solar Hijri calendar: 8 in 33, the official calendar from 1300 to 1479."""
    return (year * 8 + 29) % 33 < 8


def jalali_month_length(year: int, month: int) -> int:
    if month <= 6:
        return 31
    return 30 if month < 12 or jalali_leap(year) else 29


def from_jalali(year: int, month: int, day: int) -> date:
    """The Gregorian day of a solar Hijri one; ValueError where there is no such day."""
    if year not in JALALI_YEARS or not 1 <= month <= 12 or not 1 <= day <= jalali_month_length(year, month):
        raise ValueError(f"no day {year}-{month}-{day} in the solar Hijri calendar")
    leap_days = sum(map(jalali_leap, range(JALALI_YEARS.start, year)))
    before = (month - 1) * 31 - max(0, month - 7)
    return _FIRST_OF_1300 + timedelta(days=365 * (year - JALALI_YEARS.start) + leap_days + before + day - 1)


def from_hijri(year: int, month: int, day: int) -> date:
    """The Gregorian day of an Umm al-Qura one; sighted calendars may differ by a day."""
    try:
        return date(*Hijri(year, month, day).to_gregorian().datetuple())
    except OverflowError as error:
        raise ValueError(str(error)) from error


def from_ethiopian(year: int, month: int, day: int) -> date:
    """The Gregorian day of an Ethiopian one, which is the Coptic one 276 years on."""
    length = 30 if month <= 12 else 6 if year % 4 == 3 else 5
    if year not in ETHIOPIAN_YEARS or not 1 <= month <= 13 or not 1 <= day <= length:
        raise ValueError(f"no day {year}-{month}-{day} in the Ethiopian calendar")
    return date(*coptic.to_gregorian(year - 276, month, day))


def to_gregorian(calendar: Calendar, year: int, month: int, day: int) -> date:
    """The Gregorian day; ValueError where the calendar has no such day."""
    if calendar == "jalali":
        return from_jalali(year - 1321 if year in KURDISH_YEARS else year, month, day)
    if calendar == "hijri":
        return from_hijri(year, month, day)
    if calendar == "ethiopian":
        return from_ethiopian(year, month, day)
    return date(year - 543 if calendar == "buddhist" else year, month, day)


def year_calendar(year: int, languages: tuple[str, ...], setting: Calendar | None) -> Calendar | None:
    """The calendar a year without a month name is of; None where nothing tells.

    A calendar set for the source wins where the year fits it. Otherwise years of today's Gregorian
    range are Gregorian, 1343 to 1500 solar or lunar Hijri by language, 2400 to 2700 Buddhist.
    """
    if setting is not None and year in _RANGES[setting]:
        return setting
    if year in _RANGES["gregorian"]:
        return "gregorian"
    if year in BUDDHIST_YEARS and not _JALALI_LANGUAGES.intersection(languages):
        return "buddhist" if not languages or _BUDDHIST_LANGUAGES.intersection(languages) else None
    for language in languages:
        if language in _JALALI_LANGUAGES and (year in JALALI_YEARS or year in KURDISH_YEARS):
            return "jalali"
        if language in _HIJRI_LANGUAGES and year in HIJRI_YEARS:
            return "hijri"
    return None


def fits(calendar: Calendar, year: int) -> bool:
    """Whether the calendar counts its present years anywhere near this one."""
    return year in _RANGES[calendar] or (calendar == "jalali" and year in KURDISH_YEARS)


_RANGES: dict[Calendar, range] = {
    "gregorian": range(1800, 2200),
    "jalali": JALALI_YEARS,
    "hijri": HIJRI_YEARS,
    "buddhist": BUDDHIST_YEARS,
    "ethiopian": ETHIOPIAN_YEARS,
}
