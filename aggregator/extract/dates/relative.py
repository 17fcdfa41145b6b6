"""Dates told from the moment of capture: ``3 hours ago``, ``yesterday``, ``قبل ساعتين``."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from aggregator.extract.dates.clocks import Clock
from aggregator.extract.dates.context import Context
from aggregator.extract.dates.lexicon import Unit, lexicon
from aggregator.extract.dates.values import at_clock, from_day, from_moment, nothing
from aggregator.extract.dates.zones import named
from aggregator.items import DateValue, Origin, Precision

_DAYS: dict[Unit, int] = {"day": 1, "week": 7, "month": 30, "year": 365}
_LONGEST = 120
"""Characters; a longer text that holds such words is prose."""


def relative_date(text: str, clock: Clock | None, settings: Context, origin: Origin) -> DateValue | None:
    """The value of a span before the capture in a folded text; None where there is none.

    Minutes give a minute, hours and days a day, weeks and months a month, years a year: no more is said.
    """
    found = _span(text, settings.languages) if len(text) <= _LONGEST else None
    if found is None:
        return None
    if settings.captured_at is None:
        return nothing("relative to a capture whose time is not known", origin.raw, origin.method)
    amount, unit = found
    now = settings.captured_at.astimezone(named(settings.timezone) if settings.timezone else UTC)
    if unit == "minute":
        return from_moment(_whole_minute(now - timedelta(minutes=amount)), "minute", settings, origin)
    if unit == "hour":
        return from_day((now - timedelta(hours=amount)).date(), settings, origin)
    day = (now - timedelta(days=amount * _DAYS[unit])).date()
    if unit == "day":
        return at_clock(day, clock, settings, origin)
    return _shortened(day, "year" if unit == "year" else "month", settings, origin)


def is_relative(text: str, languages: tuple[str, ...]) -> bool:
    """Whether a folded text tells a span before now."""
    return _span(text, languages) is not None


def _whole_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _shortened(day: date, precision: Precision, settings: Context, origin: Origin) -> DateValue:
    value = from_day(day, settings, origin)
    if value.value is not None:
        value.value = value.local = value.value[: 4 if precision == "year" else 7]
        value.precision = precision
        value.confidence = "low"
    return value


def _span(text: str, languages: tuple[str, ...]) -> tuple[int, Unit] | None:
    pattern, meanings = _phrases(languages or ("en",))
    match = pattern.search(text)
    if match is None:
        return None
    amount, unit = meanings.get(match[0], (None, "day"))
    if amount is not None:
        return amount, unit
    before, number, after = _NUMBER.split(match[0], maxsplit=1)
    return int(number), meanings[f"{before}{{}}{after}"][1]


@lru_cache(maxsize=64)
def _phrases(languages: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, tuple[int | None, Unit]]]:
    """One pattern for all phrases of these languages; amount (None: the number in it) and unit of each phrase.

    A class of the characters that phrases begin with stands first, so that most places of a text cost one look.
    """
    words = lexicon(languages)
    shapes: dict[str, tuple[int | None, Unit]] = {
        phrase: (days, "day") for phrase, days in words.days_ago.items()
    }
    shapes.update(words.spans)
    for unit, patterns in words.ago.items():
        shapes.update(dict.fromkeys(patterns, (None, unit)))
    ordered = sorted(shapes, key=len, reverse=True)
    counted = "|".join(_body(shape) for shape in ordered if shape.startswith("{}"))
    worded = [shape for shape in ordered if not shape.startswith("{}")]
    firsts = re.escape("".join(sorted({shape[0] for shape in worded})))
    begun = "|".join(map(_body, worded))
    either = [rf"(?<!\d)(?=\d)(?:{counted})"] * bool(counted)
    either += [rf"(?=[{firsts}])(?<![^\W\d_])(?:{begun})"] * bool(begun)
    return re.compile("|".join(either) or r"(?!)"), shapes


def _body(shape: str) -> str:
    """A phrase as a pattern that does not end inside longer words of an alphabet with spaces."""
    after = "" if _UNSPACED.search(shape) else r"(?![^\W\d_])"
    return re.escape(shape).replace(r"\{\}", r"\d{1,3}") + after


_NUMBER = re.compile(r"(\d{1,3})")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]$")
