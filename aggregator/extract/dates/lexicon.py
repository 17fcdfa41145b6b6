"""The words dates are written with, by language: ``months/<language>.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal, cast

from aggregator.extract.dates.calendars import Calendar
from aggregator.extract.dates.fold import fold

Order = Literal["DMY", "MDY", "YMD"]
Unit = Literal["minute", "hour", "day", "week", "month", "year"]
Month = tuple[Calendar, int]
Phrase = tuple[str, ...]

WORD = r"[^\s\d!-/:-@\[-`{-~،؛؟۔…·•|«»“”„‹›、。，「」『』（）【】፣፡።၊။।॥¡¿]+"
TOKEN = re.compile(rf"\d+|{WORD}")
_MONTH_FIRST_REGIONS = frozenset(("US", "PH"))


@dataclass(slots=True)
class Lexicon:
    """Date words of one or several languages, folded. Phrases are tuples of tokens."""

    order: Order = "DMY"
    months: dict[str, list[tuple[Phrase, Month]]] = field(default_factory=dict)
    """First token -> phrases that begin with it, the longest first."""
    fillers: frozenset[str] = frozenset()
    """Words of these languages that may stand between the parts of a date: weekdays, 'of', ordinal endings."""
    connectors: frozenset[str] = frozenset()
    """The same of all languages, since templates claim one language and print the dates of another."""
    foreign: frozenset[str] = frozenset()
    """Short month names of other languages, which are everyday words here: 'out', 'set'."""
    at: tuple[str, ...] = ()
    """Words before a time of day, the longest first."""
    am: tuple[str, ...] = ()
    pm: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    """Labels before a publication date, the longest first."""
    modified: tuple[str, ...] = ()
    days_ago: dict[str, int] = field(default_factory=dict)
    """Words for today (0), yesterday (1) and the day before (2)."""
    spans: dict[str, tuple[int, Unit]] = field(default_factory=dict)
    """Phrases that hold their own number: 'an hour ago'."""
    ago: dict[Unit, list[str]] = field(default_factory=dict)
    """Patterns with ``{}`` for the number."""

    @property
    def today(self) -> list[str]:
        """Words for today, which a clock in the frame of a site has before its date."""
        return [word for word, days in self.days_ago.items() if days == 0]


@lru_cache(maxsize=1)
def known_languages() -> frozenset[str]:
    """Languages with a data file of their own."""
    folder = files(__package__) / "months"
    return frozenset(
        item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml")
    )


def base(tag: str) -> str:
    """The language of a tag, as the data files name it: ``en-GB`` -> ``en``, ``prs`` -> ``fa``."""
    language = tag.replace("_", "-").split("-")[0].lower()
    return _ALIASES.get(language, language)


_ALIASES = {
    **dict.fromkeys(("prs", "pes"), "fa"),
    **dict.fromkeys(("nb", "nn"), "no"),
    **dict.fromkeys(("kmr",), "ku"),
    **dict.fromkeys(("sh", "cnr"), "sr"),
    **dict.fromkeys(("arb", "arz"), "ar"),
    **dict.fromkeys(("zho", "yue", "cmn"), "zh"),
    **dict.fromkeys(("iw",), "he"),
    **dict.fromkeys(("in",), "id"),
    **dict.fromkeys(("tl",), "fil"),
    **dict.fromkeys(("pbu", "pst"), "ps"),
    **dict.fromkeys(("azb",), "az"),
}


def numeric_order(tags: Iterable[str]) -> Order | None:
    """The order of numeric dates in the first of these language tags that is known; a region decides
    English, where only the United States and the Philippines put the month first. None: unknown."""
    for tag in tags:
        language, _, region = tag.replace("_", "-").partition("-")
        if base(language) in known_languages():
            if base(language) != "en":
                return _language(base(language)).order
            return "MDY" if not region or region.upper() in _MONTH_FIRST_REGIONS else "DMY"
    return None


@lru_cache(maxsize=256)
def lexicon(tags: tuple[str, ...]) -> Lexicon:
    """The words of these languages and English, in this order; of all languages where none is known.

    Month names of every other language follow, apart from those that mean two months.
    """
    known = [language for language in dict.fromkeys(map(base, tags)) if language in known_languages()]
    if not known:
        merged = _merge([_language(language) for language in ("en", *sorted(known_languages() - {"en"}))])
        merged.connectors = merged.fillers
        return merged
    merged, every = _merge([_language(language) for language in dict.fromkeys((*known, "en"))]), lexicon(())
    merged.connectors = every.fillers
    merged.foreign = frozenset(
        name for name in every.months.keys() - merged.months.keys() if len(name) <= _SHORT
    )
    for first, rows in every.months.items():
        if not first.isdigit():
            merged.months[first] = [*merged.months.get(first, ()), *rows]
    return merged


@lru_cache(maxsize=128)
def _language(code: str) -> Lexicon:
    raw = tomllib.loads((files(__package__) / "months" / f"{code}.toml").read_text(encoding="utf-8"))
    fillers = {
        word for name in ("joins", "weekdays") for phrase in raw.get(name, ()) for word in tokens(phrase)
    }
    return Lexicon(
        order=raw["order"],
        months=_months(raw["months"], raw.get("prefixes", ()), raw.get("endings", ())),
        fillers=frozenset(fillers),
        at=_longest_first(raw.get("at", ())),
        am=_longest_first(raw.get("am", ())),
        pm=_longest_first(raw.get("pm", ())),
        published=_longest_first(raw.get("published", ())),
        modified=_longest_first(raw.get("modified", ())),
        days_ago={fold(word): int(days) for days, words in raw.get("days_ago", {}).items() for word in words},
        spans={fold(phrase): _span(amount) for phrase, amount in raw.get("spans", {}).items()},
        ago={unit: [fold(pattern) for pattern in patterns] for unit, patterns in raw.get("ago", {}).items()},
    )


def tokens(text: str) -> Phrase:
    """Runs of digits and words of a folded or raw text."""
    return tuple(TOKEN.findall(fold(text)))


def _months(
    tables: dict[str, Any], prefixes: Iterable[str], endings: Iterable[str]
) -> dict[str, list[tuple[Phrase, Month]]]:
    found: dict[Phrase, Month] = {}
    for form in ("{}", *(prefix + "{}" for prefix in prefixes), *("{}" + ending for ending in endings)):
        for calendar, rows in tables.items():
            for number, names in enumerate(rows, 1):
                for name in names:
                    found.setdefault(tokens(form.format(name)), (cast(Calendar, calendar), number))
    return _by_first_token(found)


def _by_first_token(found: dict[Phrase, Month]) -> dict[str, list[tuple[Phrase, Month]]]:
    table: dict[str, list[tuple[Phrase, Month]]] = {}
    for phrase in sorted(found, key=len, reverse=True):
        table.setdefault(phrase[0], []).append((phrase, found[phrase]))
    return table


def _span(amount: str) -> tuple[int, Unit]:
    number, unit = amount.split()
    return int(number), cast(Unit, unit)


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(map(fold, words)), key=len, reverse=True))


def _merge(parts: list[Lexicon]) -> Lexicon:
    merged = Lexicon(order=parts[0].order, months=_merge_months(parts))
    merged.fillers = frozenset().union(*(part.fillers for part in parts))
    for name in ("at", "am", "pm", "published", "modified"):
        setattr(merged, name, _longest_first(word for part in parts for word in getattr(part, name)))
    for part in reversed(parts):
        merged.days_ago.update(part.days_ago)
        merged.spans.update(part.spans)
        for unit, patterns in part.ago.items():
            merged.ago.setdefault(unit, []).extend(patterns)
    return merged


def _merge_months(parts: list[Lexicon]) -> dict[str, list[tuple[Phrase, Month]]]:
    """The first language and English keep their names; of the rest, names with two meanings go."""
    found = _flat(parts[0])
    sure = frozenset(found)
    doubtful: set[Phrase] = set()
    for part in parts[1:]:
        for phrase, month in _flat(part).items():
            if found.setdefault(phrase, month) != month and len(parts) > _FEW and phrase not in sure:
                doubtful.add(phrase)
    return _by_first_token({phrase: month for phrase, month in found.items() if phrase not in doubtful})


_SHORT = 3
"""Letters of a month name that may be another word."""
_FEW = 8
"""More languages than a page is written in: the table of all."""


def _flat(part: Lexicon) -> dict[Phrase, Month]:
    return {phrase: month for rows in part.months.values() for phrase, month in rows}
