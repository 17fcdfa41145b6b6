"""Time zones as pages print them: offsets, abbreviations, names for a region's wall clock."""

from __future__ import annotations

import re
from datetime import timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

_OFFSET = re.compile(r"\s*\(?(?:(?:utc|gmt)\s?)?([+-])(\d{1,2})(?::?([0-5]\d))?(?!\d|[./-]\d)")
_LETTERS = re.compile(r"\s*[(,]?\s*(z|[a-zмск]{2,4})(?![^\W\d_])")

_MINUTES = {
    **dict.fromkeys(("z", "ut", "utc", "gmt", "wet", "tu"), 0),
    **dict.fromkeys(("cet", "mez", "west", "wat", "bst"), 60),
    **dict.fromkeys(("cest", "mesz", "eet", "cat", "sast"), 120),
    **dict.fromkeys(("eest", "msk", "мск", "eat", "trt"), 180),
    **dict.fromkeys(("gst", "azt", "amt", "get"), 240),
    **dict.fromkeys(("pkt", "uzt"), 300),
    **dict.fromkeys(("ict", "wib"), 420),
    **dict.fromkeys(("hkt", "sgt", "wita", "awst", "myt", "pht"), 480),
    **dict.fromkeys(("jst", "kst", "wit"), 540),
    **dict.fromkeys(("brt", "art", "clst"), -180),
    **dict.fromkeys(("edt", "clt", "bot", "vet"), -240),
    **dict.fromkeys(("est", "cdt", "cot", "pet"), -300),
    **dict.fromkeys(("mst", "pdt"), -420),
    **dict.fromkeys(("pst", "akdt"), -480),
    "irst": 210, "irdt": 270, "aft": 270, "npt": 345, "mmt": 390, "mdt": -360,
    "acst": 570, "acdt": 630, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
    "akst": -540, "hst": -600,
}  # fmt: skip
_SEVERAL = {
    "ist": {"he": 120, "ga": 60, "": 330},
    "cst": {"zh": 480, "": -360},
    "ast": {"ar": 180, "": -240},
}
"""Abbreviations of several zones, by language of the page; a source's own zone is asked first."""
_AMERICAN = {
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
}


@lru_cache(maxsize=256)
def named(name: str) -> ZoneInfo:
    """The IANA zone; ZoneInfoNotFoundError (a KeyError) or ValueError where there is none of that name."""
    return ZoneInfo(name)


def zone_after(
    text: str, end: int, languages: tuple[str, ...], source: str | None
) -> tuple[tzinfo | None, int]:
    """The zone printed right after a time of day in a folded text, and where it ends."""
    offset = _OFFSET.match(text, end)
    if offset is not None:
        return _fixed(offset), offset.end()
    letters = _LETTERS.match(text, end)
    if letters is None:
        return None, end
    both = _OFFSET.match(text, letters.end()) if letters[1] in ("utc", "gmt") else None
    if both is not None:
        return _fixed(both), both.end()
    zone = _abbreviation(letters[1], languages, source)
    return zone, (letters.end() if zone is not None else end)


def _fixed(match: re.Match[str]) -> tzinfo | None:
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    if minutes > 14 * 60:
        return None
    return timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes))


def _abbreviation(letters: str, languages: tuple[str, ...], source: str | None) -> tzinfo | None:
    if letters in _MINUTES:
        return timezone(timedelta(minutes=_MINUTES[letters]))
    if letters in _SEVERAL:
        if source is not None:
            return named(source)
        meanings = _SEVERAL[letters]
        language = next((code for code in languages if code in meanings), "")
        return timezone(timedelta(minutes=meanings[language]))
    if letters in _AMERICAN and languages[:1] in ((), ("en",)):
        return named(_AMERICAN[letters])
    return None
