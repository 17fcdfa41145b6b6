"""Moments, days, months and years as `DateValue`, with the limits of what can be true."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Literal

from aggregator.extract.dates.calendars import Calendar, Span, fits, to_gregorian, year_calendar
from aggregator.extract.dates.clocks import Clock
from aggregator.extract.dates.context import Context
from aggregator.extract.dates.written import Reading
from aggregator.extract.dates.zones import named
from aggregator.items import DateValue, Origin, Precision

_AHEAD = timedelta(days=2)
_RAW = 500


def nothing(reason: str, raw: str, method: str = "") -> DateValue:
    return DateValue(reason=reason, origin=Origin(method, raw=raw[:_RAW]))


def from_moment(
    moment: datetime,
    precision: Precision,
    settings: Context,
    origin: Origin,
    calendar: Calendar = "gregorian",
) -> DateValue:
    """A moment; without a zone it is of the source's zone, else of UTC. Midnight without a zone is a day.

    A moment told in UTC has the source's own time as its local one, where the source's zone is known.
    """
    if moment.tzinfo is None and (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return from_day(moment.date(), settings, origin, calendar)
    zone: Literal["stated", "source", "assumed-utc"] = "stated"
    local = moment.isoformat(timespec="seconds")
    if moment.tzinfo is None and settings.timezone is not None:
        zone, moment = "source", moment.replace(tzinfo=named(settings.timezone))
        local = moment.isoformat(timespec="seconds")
    elif moment.tzinfo is None:
        zone, moment = "assumed-utc", moment.replace(tzinfo=UTC)
    try:
        utc = moment.astimezone(UTC)
        if zone == "stated" and settings.timezone is not None and not moment.utcoffset():
            local = utc.astimezone(named(settings.timezone)).isoformat(timespec="seconds")
    except OverflowError:
        return nothing("outside the years of the calendar", origin.raw, origin.method)
    value = utc.strftime("%Y-%m-%dT%H:%M:%SZ")
    found = DateValue(value, local, precision, calendar, zone, "medium", origin)
    return _checked(found, utc.date(), utc.date(), settings)


def from_day(day: date, settings: Context, origin: Origin, calendar: Calendar = "gregorian") -> DateValue:
    text = day.isoformat()
    return _checked(DateValue(text, text, "day", calendar, "", "medium", origin), day, day, settings)


def from_reading(reading: Reading, clock: Clock | None, settings: Context, origin: Origin) -> DateValue:
    """The value of a date found in a text, with the time found beside it."""
    year = _full_year(reading, settings)
    calendar = reading.calendar or year_calendar(year, settings.languages, settings.calendar)
    if calendar is None or not fits(calendar, year):
        return nothing(f"year {year} fits no calendar of the page's languages", origin.raw, origin.method)
    if reading.month is None or reading.day is None:
        return _partial(reading, year, calendar, settings, origin)
    try:
        day = to_gregorian(calendar, year, reading.month, reading.day)
    except ValueError:
        return nothing("no such day in the calendar", origin.raw, origin.method)
    value = at_clock(day, clock, settings, origin, calendar)
    return _doubted(value, reading, year, calendar, clock, settings, origin) if reading.swapped else value


def at_clock(
    day: date, clock: Clock | None, settings: Context, origin: Origin, calendar: Calendar = "gregorian"
) -> DateValue:
    """The moment of a time on a day; the day itself without one."""
    if clock is None:
        return from_day(day, settings, origin, calendar)
    moment = datetime(
        day.year, day.month, day.day, clock.hour, clock.minute, clock.second or 0, tzinfo=clock.zone
    )
    return from_moment(moment, "minute" if clock.second is None else "second", settings, origin, calendar)


def _doubted(
    value: DateValue,
    reading: Reading,
    year: int,
    calendar: Calendar,
    clock: Clock | None,
    settings: Context,
    origin: Origin,
) -> DateValue:
    """The value with its other reading beside it; the other where only that one can be true."""
    assert reading.month is not None and reading.day is not None
    other = at_clock(
        to_gregorian(calendar, year, reading.day, reading.month), clock, settings, origin, calendar
    )
    if value.value is None:
        return other
    if other.value is not None:
        value.confidence = "low"
        value.conflicts.append(("order", other.value))
    return value


def _full_year(reading: Reading, settings: Context) -> int:
    """A year of two digits is the latest that is not in the future; Thai ones may be Buddhist."""
    if not reading.short_year:
        return reading.year
    latest = settings.captured_at.year if settings.captured_at is not None else 2050
    if "th" in settings.languages and settings.calendar != "gregorian" and 2000 + reading.year > latest:
        return 2500 + reading.year - 543
    return reading.year + (2000 if 2000 + reading.year <= latest + 1 else 1900)


def _partial(reading: Reading, year: int, calendar: Calendar, settings: Context, origin: Origin) -> DateValue:
    """A month or a year; of another calendar only the Gregorian month or year it lies in wholly."""
    try:
        span = _span(reading, year, calendar)
    except ValueError:
        return nothing("no such month in the calendar", origin.raw, origin.method)
    precision: Precision = "month"
    text = f"{span.first:%Y-%m}"
    if (span.first.year, span.first.month) != (span.last.year, span.last.month):
        precision, text = "year", f"{span.first:%Y}"
    if span.first.year != span.last.year:
        return nothing(f"a part of the {calendar} calendar that lies in two years", origin.raw, origin.method)
    found = DateValue(text, text, precision, calendar, "", "low", origin)
    return _checked(found, span.first, span.last, settings)


def _span(reading: Reading, year: int, calendar: Calendar) -> Span:
    if reading.month is None:
        return Span(
            to_gregorian(calendar, year, 1, 1), to_gregorian(calendar, year + 1, 1, 1) - timedelta(days=1)
        )
    last = 13 if calendar == "ethiopian" else 12
    following = (year, reading.month + 1) if reading.month < last else (year + 1, 1)
    first = to_gregorian(calendar, year, reading.month, 1)
    return Span(first, to_gregorian(calendar, *following, 1) - timedelta(days=1))


def _checked(found: DateValue, first: date, last: date, settings: Context) -> DateValue:
    if last < settings.earliest:
        return nothing(f"before {settings.earliest:%Y}", found.origin.raw, found.origin.method)
    if settings.captured_at is not None and first > (settings.captured_at + _AHEAD).date():
        return nothing("more than two days after the capture", found.origin.raw, found.origin.method)
    if first.year > 2200:
        return nothing("in a far future", found.origin.raw, found.origin.method)
    return found
