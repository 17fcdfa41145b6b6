"""A text that holds a date, as a value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

from aggregator.extract.dates.calendars import Calendar
from aggregator.extract.dates.clocks import Clock, clocks, dotted
from aggregator.extract.dates.context import Context, context
from aggregator.extract.dates.fold import fold
from aggregator.extract.dates.lexicon import Order, known_languages
from aggregator.extract.dates.numeric import numeric_dates, whole_numeric
from aggregator.extract.dates.relative import relative_date
from aggregator.extract.dates.values import from_day, from_moment, from_reading, nothing
from aggregator.extract.dates.written import Reading, cjk_dates, written_dates
from aggregator.items import DateValue, Origin

LONGEST = 2_000
"""Characters of a text that are read."""
_LONGEST_FOREIGN = 100
_CLOCK_AFTER, _CLOCK_BEFORE = 45, 30
"""Characters between a date and the time that belongs to it."""
_ISO = re.compile(
    r"(?P<day>(?:1[6-9]|20|21)\d\d-?\d\d-?\d\d)(?:[T ](?P<time>\d\d:?\d\d(?P<second>:?\d\d(?:[.,]\d{1,9})?)?)"
    r"\s?(?P<zone>Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?)?",
    re.IGNORECASE,
)
_RFC_822 = re.compile(
    r"(?:[A-Za-z]{3},? )?\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|GMT|UT|UTC|Z)"
)
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?(?:\.\d+)?")
_DIGIT = re.compile(r"\d")


def parse(
    text: str,
    languages: tuple[str, ...] = (),
    *,
    order: Order | None = None,
    calendar: Calendar | None = None,
    formats: tuple[str, ...] = (),
    timezone: str | None = None,
    captured_at: datetime | str | None = None,
) -> DateValue:
    """The date or time a text tells, with its precision, calendar and zone; never raises for any text.

    ``languages`` are language tags of the text, the likeliest first; a region in one ('en-GB') tells the
    order of numeric dates. ``order``, ``calendar``, ``formats`` (of `datetime.strptime`) and ``timezone``
    (IANA) are settings of the source. ``captured_at`` is what relative dates count from, and no date
    may be more than two days after it. Confidence is medium, or low where day and month may be swapped.

    Raises KeyError for a time zone that does not exist.
    """
    return read(text, _context(tuple(languages), order, calendar, tuple(formats), timezone, captured_at))


@lru_cache(maxsize=256)
def _context(
    languages: tuple[str, ...],
    order: Order | None,
    calendar: Calendar | None,
    formats: tuple[str, ...],
    timezone: str | None,
    captured_at: datetime | str | None,
) -> Context:
    return context(
        languages, order=order, calendar=calendar, formats=formats, timezone=timezone, captured_at=captured_at
    )


def read(text: str, settings: Context) -> DateValue:
    """`parse` with the settings made ready, for many texts of one page."""
    raw = text[:LONGEST].strip()
    raw = settings.fixes.get(raw, raw)
    if not raw:
        return nothing("no text", raw)
    exact = (
        _by_format(raw, settings) or _iso(raw, settings) or _rfc_822(raw, settings) or _epoch(raw, settings)
    )
    return exact or _found_in(raw, settings)


def _by_format(raw: str, settings: Context) -> DateValue | None:
    for form in settings.formats:
        try:
            moment = datetime.strptime(raw, form)
        except ValueError:
            continue
        origin = Origin("strptime", raw=raw[:500])
        if "%H" in form or "%I" in form:
            return from_moment(moment, "second" if "%S" in form else "minute", settings, origin)
        return from_day(moment.date(), settings, origin)
    return None


def _iso(raw: str, settings: Context) -> DateValue | None:
    """ISO 8601 and its near kin: a space for the T, an offset without a colon, many digits of fraction."""
    match = _ISO.fullmatch(raw)
    if match is None:
        return None
    try:
        if match["time"] is None:
            return from_day(date.fromisoformat(raw), settings, Origin("iso-8601", raw=raw))
        zone = "Z" if (match["zone"] or "").upper() in ("UTC", "GMT") else match["zone"] or ""
        moment = datetime.fromisoformat(f"{match['day']}T{match['time']}{zone}".upper())
    except ValueError:
        return None
    return from_moment(
        moment, "second" if match["second"] else "minute", settings, Origin("iso-8601", raw=raw)
    )


def _rfc_822(raw: str, settings: Context) -> DateValue | None:
    if _RFC_822.fullmatch(raw) is None:
        return None
    try:
        moment = parsedate_to_datetime(raw)
    except ValueError:
        return None
    return from_moment(
        moment, "second" if raw.count(":") > 1 else "minute", settings, Origin("rfc-822", raw=raw)
    )


def _epoch(raw: str, settings: Context) -> DateValue | None:
    """Seconds or milliseconds since 1970 of the years 2001 to 2033."""
    if _EPOCH.fullmatch(raw) is None:
        return None
    seconds = int(raw.split(".")[0])
    moment = datetime.fromtimestamp(seconds / 1000 if seconds > 10**10 else seconds, UTC)
    return from_moment(moment.replace(microsecond=0), "second", settings, Origin("epoch", raw=raw))


def _found_in(raw: str, settings: Context) -> DateValue:
    folded = fold(raw)
    found = [value for _, value in dates_in(folded, settings, raw)]
    sound = [value for value in found if value.value is not None]
    if sound:
        return min(sound, key=_rank)
    relative = None if found else _relative(folded, raw, settings)
    if relative is not None:
        return relative
    if found:
        return found[0]
    return _last_resort(raw, settings) or nothing("no date in the text", raw)


def _rank(value: DateValue) -> tuple[bool, bool]:
    """Days before months, Gregorian before the same day in another calendar."""
    return value.precision in ("month", "year"), value.calendar != "gregorian"


def dates_in(folded: str, settings: Context, raw: str) -> Iterator[tuple[Reading, DateValue]]:
    """Every date with a year in a folded text, in order, with its place and value."""
    times = list(clocks(folded, settings.words, settings.languages, settings.timezone))
    blanked = _blanked(folded, times)
    readings = sorted(_readings(blanked, settings), key=lambda found: found[1].start)
    for method, reading in readings:
        clock = _clock_of(reading, times, [other for _, other in readings], folded, settings)
        yield reading, from_reading(reading, clock, settings, Origin(method, raw=raw[:500]))


def _readings(text: str, settings: Context) -> Iterator[tuple[str, Reading]]:
    """Dates by kind; what one kind has read is blanked out for the next."""
    whole = whole_numeric(text.strip(" |.,"), settings.order)
    if whole is not None:
        yield "numeric", whole
        return
    for method, read_kind in _KINDS:
        for reading in read_kind(text, settings):
            text = _without(text, reading.start, reading.end)
            yield method, reading
        if _DIGIT.search(text) is None:
            return


_KINDS: tuple[tuple[str, Callable[[str, Context], Iterable[Reading]]], ...] = (
    ("cjk", lambda text, settings: list(cjk_dates(text))),
    ("numeric", lambda text, settings: list(numeric_dates(text, settings.order))),
    ("written", lambda text, settings: list(written_dates(text, settings.words))),
)


def _without(text: str, start: int, end: int) -> str:
    return text[:start] + "|" * (end - start) + text[end:]


def _blanked(folded: str, times: Iterable[Clock]) -> str:
    for clock in times:
        folded = _without(folded, clock.start, clock.end)
    return folded


def _clock_of(
    reading: Reading, times: list[Clock], others: list[Reading], folded: str, settings: Context
) -> Clock | None:
    """The time that belongs to a date: the first soon after it, else the last just before it."""
    following = min((other.start for other in others if other.start >= reading.end), default=len(folded))
    after = [c for c in times if reading.start <= c.start <= min(reading.end + _CLOCK_AFTER, following)]
    if after:
        return after[0]
    before = [c for c in times if 0 <= reading.start - c.end <= _CLOCK_BEFORE]
    if before:
        return before[-1]
    return dotted(folded, reading.end, settings.words)


def _relative(folded: str, raw: str, settings: Context) -> DateValue | None:
    times = list(clocks(folded, settings.words, settings.languages, settings.timezone))
    return relative_date(folded, times[0] if times else None, settings, Origin("relative", raw=raw[:500]))


def _last_resort(raw: str, settings: Context) -> DateValue | None:
    """dateparser, for languages that have no data file here."""
    foreign = tuple(language for language in settings.languages if language not in known_languages())
    if not foreign or len(raw) > _LONGEST_FOREIGN or _DIGIT.search(raw) is None:
        return None
    moment = _foreign_moment(raw, foreign)
    if moment is None:
        return None
    value = from_day(moment.date(), settings, Origin("dateparser", raw=raw))
    value.confidence = "low"
    return value


@lru_cache(maxsize=4096)
def _foreign_moment(raw: str, languages: tuple[str, ...]) -> datetime | None:
    import dateparser

    supported = [language for language in languages if language in _supported_elsewhere()]
    if not supported:
        return None
    options = {
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PREFER_DATES_FROM": "past",
        "PARSERS": ["absolute-time"],
    }
    found: datetime | None = dateparser.parse(raw, languages=supported, settings=options)
    return found


@lru_cache(maxsize=1)
def _supported_elsewhere() -> frozenset[str]:
    from dateparser.data.languages_info import language_order

    return frozenset(language_order)
