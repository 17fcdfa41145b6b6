"""Words of author lines by language, from ``data/bylines.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from aggregator.extract.text import bare

_DATA = files("aggregator.extract") / "data"
EVERYWHERE = "en"
"""English words are understood on pages of every language."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words of some languages together, in comparison form (`bare`). The keys are explained in the data file."""

    by: frozenset[str]
    written: frozenset[str]
    and_: frozenset[str]
    roles: frozenset[str]
    cut: frozenset[str]
    nobody: frozenset[str]
    organisation: frozenset[str]
    credit: frozenset[str]


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((_DATA / "bylines.toml").read_text(encoding="utf-8"))


def languages() -> tuple[str, ...]:
    """Codes of the languages the file has words for."""
    return tuple(_tables())


@cache
def words_for(language: str) -> Words:
    """Words of a language and English; of all languages where the language is unknown.

    By, labels, people's roles and names of nobody are always taken from every language, because they only count
    as a whole phrase; ``cut`` and ``and`` are short words and only taken from the page's own language.
    """
    tables = _tables()
    own = (
        [tables[code] for code in dict.fromkeys((language, EVERYWHERE)) if code in tables]
        if language
        else [*tables.values()]
    )
    local = ("cut", "and")
    return Words(
        **{
            f.name: _joined(f.name.rstrip("_"), own if f.name.rstrip("_") in local else tables.values())
            for f in fields(Words)
        }
    )


def _joined(key: str, tables: Iterable[dict[str, list[str]]]) -> frozenset[str]:
    return frozenset(form for table in tables for word in table.get(key, []) if (form := bare(word)))


@cache
def agencies() -> frozenset[str]:
    """Names of news agencies in comparison form, from ``data/agencies.toml``."""
    table = tomllib.loads((_DATA / "agencies.toml").read_text(encoding="utf-8"))
    return frozenset(bare(name) for name in table["names"])


@dataclass(frozen=True, slots=True)
class SmallWords:
    """Words within and around names, from ``data/names.toml``."""

    particles: frozenset[str]
    degrees: frozenset[str]
    generations: frozenset[str]

    @property
    def endings(self) -> frozenset[str]:
        """What may follow a name but is none."""
        return self.degrees | self.generations


@cache
def small_words() -> SmallWords:
    """The small words of names, loaded once."""
    table = tomllib.loads((_DATA / "names.toml").read_text(encoding="utf-8"))
    return SmallWords(*(frozenset(table[f.name]) for f in fields(SmallWords)))
