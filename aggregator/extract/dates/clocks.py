"""Times of day inside a folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from functools import lru_cache

from aggregator.extract.dates.lexicon import Lexicon
from aggregator.extract.dates.zones import zone_after

_CLOCK = re.compile(
    r"(?<![\d:])(?P<hour>\d{1,2})(?:"
    r":(?P<m1>\d{2})(?::(?P<s1>\d{2})(?:[.,]\d{1,9})?)?"
    r"|\s?h\s?(?P<m2>\d{2})?(?![^\W\d_])"
    r"|\s?[時时點点시]\s?(?:(?P<m3>\d{1,2})\s?[分분]\s?(?:(?P<s3>\d{1,2})\s?[秒초])?)?"
    r"|\.(?P<m4>\d{2})(?=\s?(?:uhr|hrs?\b|wib|wita?|h\b|[ap]\.?\s?m\b))"
    r"|(?=\s?(?:uhr\b|[ap]\.?m\b))"
    r")(?!\d|:\d)"
)
_DOTTED_AFTER_DATE = re.compile(r"[\s,|·-]{1,5}(\d{1,2})\.([0-5]\d)(?:\.([0-5]\d))?(?![\d.])")
_HALF_DAY = re.compile(r"\s?([ap])\.?\s?m\b\.?")
_NEAR = 18
"""Characters around a time in which a half-day word stands."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day and the zone printed with it."""

    start: int
    end: int
    hour: int
    minute: int
    second: int | None
    zone: tzinfo | None = None


def clocks(text: str, words: Lexicon, languages: tuple[str, ...], source_zone: str | None) -> Iterator[Clock]:
    """Every time of day in a folded text, in order."""
    position = 0
    while (match := _CLOCK.search(text, position)) is not None:
        position = match.end()
        minute = int(match["m1"] or match["m2"] or match["m3"] or match["m4"] or 0)
        second = match["s1"] or match["s3"]
        hour, end = _half_day(text, match.start(), match.end(), int(match["hour"]), words)
        if hour > 23 or minute > 59 or int(second or 0) > 59:
            continue
        zone, position = zone_after(text, end, languages, source_zone)
        yield Clock(match.start(), position, hour, minute, None if second is None else int(second), zone)


def dotted(text: str, start: int, words: Lexicon) -> Clock | None:
    """A time written with a dot, which is one only right after a date or after a word for 'at'."""
    if "." not in text:
        return None
    match = _DOTTED_AFTER_DATE.match(text, start) or _dotted_after_word(words.at).search(text, start)
    if match is None or int(match[1]) > 23:
        return None
    second = int(match[3]) if match[3] else None
    return Clock(match.start(1), match.end(), int(match[1]), int(match[2]), second)


@lru_cache(maxsize=64)
def _dotted_after_word(at: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(map(re.escape, filter(None, at)))
    return re.compile(rf"(?<![^\W\d_])(?:{words})\.?:?\s?(\d{{1,2}})\.([0-5]\d)(?:\.([0-5]\d))?(?![\d.])")


def _half_day(text: str, start: int, end: int, hour: int, words: Lexicon) -> tuple[int, int]:
    """The hour of 24 and the end of the time with its half-day word."""
    if hour > 12:
        return hour, end
    match = _HALF_DAY.match(text, end)
    if match is not None:
        return _of_24(hour, match[1] == "p"), match.end()
    after, before = _half_day_words(words.am, words.pm)
    match = after.match(text, end)
    if match is not None:
        return _of_24(hour, match[1] is None), match.end()
    match = before.search(text, max(0, start - _NEAR), start)
    return (_of_24(hour, match[1] is None) if match is not None else hour), end


@lru_cache(maxsize=64)
def _half_day_words(am: tuple[str, ...], pm: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for half-day words after and before a time; group 1 is one before noon.

    Words of scripts without spaces may follow others at once.
    """
    early, late = ("|".join(map(re.escape, words)) or r"(?!)" for words in (am, pm))
    letter = r"[^\W\d_\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
    return (
        re.compile(rf"[\s.-]*(?:({early})|(?:{late}))(?![^\W\d_])"),
        re.compile(rf"(?<!{letter})(?:({early})|(?:{late}))\s*$"),
    )


def _of_24(hour: int, late: bool) -> int:
    return hour % 12 + (12 if late else 0)
