"""The language data of signatory extraction: one TOML file per language, checked and merged.

`lexicon/en.toml` says what each section means and how a phrase is written.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from aggregator.errors import AggregatorError

T = TypeVar("T", int, str)

FOLDER = Path(__file__).parent / "lexicon"

SECTIONS: dict[str, tuple[str, ...]] = {
    "cues": (
        "headings",
        "weak",
        "before",
        "after",
        "joined",
        "joint",
        "among",
        "intro",
        "order",
        "farewells",
        "alone",
        "verbs",
        "filler",
        "linking",
        "agents",
        "negations",
        "copulas",
        "contrasts",
        "partitives",
        "belonging",
        "topics",
        "when",
        "towards",
        "undone",
    ),
    "not_signatures": ("headings", "credits", "copies", "phrases", "objects", "demands", "thanks"),
    "statements": ("markers", "voice", "nouns"),
    "groups": ("person", "organisation", "other", "fractions"),
    "roles": ("words", "former", "current", "endings"),
    "names": (
        "courtesy",
        "honorifics",
        "offices",
        "plurals",
        "particles",
        "from",
        "suffixes",
        "placeholders",
        "anonymous",
        "oblique",
        "relations",
        "articles",
        "endings",
        "definite",
        "surnames",
        "given",
        "frequent",
    ),
    "organisations": ("stems",),
    "counts": (
        "nouns",
        "approximate",
        "fewer",
        "totals",
        "others",
        "earlier",
        "signatures",
        "behalf",
        "we",
        "topics",
        "origins",
        "numbers",
        "scales",
    ),
    "addressee": ("salutations", "phrases", "after", "joins", "parts"),
    "lists": (
        "conjunctions",
        "ambiguous",
        "alternatives",
        "tails",
        "closings",
        "pointing",
        "others",
        "mourning",
        "sending",
    ),
    "sentences": ("words",),
    "places": ("countries", "marks"),
    "grammar": ("traits", "genitives"),
    "tables": ("names", "given", "surnames", "groups", "columns", "remarks", "status", "withdrawn", "others"),
}


TRAITS = ("capital_nouns", "of_apart", "owner_by_case", "owner_first", "verb_second")
"""What `grammar.traits` may hold."""


class LexiconError(AggregatorError):
    """A language file that cannot be used. Attributes: ``file``, ``field`` (dotted)."""

    exit_code = 2

    def __init__(self, file: Path, field: str, problem: str) -> None:
        self.file, self.field = file, field
        super().__init__(f"{file}: {field}: {problem}" if field else f"{file}: {problem}")


@dataclass(frozen=True, slots=True)
class Language:
    """One language file: ``phrases`` by dotted kind such as ``cues.headings``; the rest by word or name."""

    code: str
    phrases: dict[str, tuple[str, ...]]
    numbers: dict[str, int]
    scales: dict[str, int]
    """Factors of words that multiply the digits before them."""
    countries: dict[str, str]
    """ISO 3166-1 alpha-2 codes of country names that CLDR does not list."""


def load(file: Path) -> Language:
    """One language from its file. Raises `LexiconError` that names the file, the field and the remedy."""
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(file, "", f"cannot be read as TOML: {error}") from error
    phrases = dict(_phrases(file, data))
    if unknown := set(phrases.get("grammar.traits", ())) - set(TRAITS):
        raise LexiconError(
            file, "grammar.traits", f"unknown {sorted(unknown)}; known are {', '.join(TRAITS)}"
        )
    counts = data.get("counts", {})
    numbers = _table(file, "counts.numbers", counts.get("numbers", {}), int)
    scales = _table(file, "counts.scales", counts.get("scales", {}), int)
    countries = _table(file, "places.countries", data.get("places", {}).get("countries", {}), str)
    return Language(file.stem, phrases, numbers, scales, countries)


@cache
def languages() -> tuple[Language, ...]:
    """Every language of the folder, by code."""
    return tuple(load(file) for file in sorted(FOLDER.glob("*.toml")))


def _phrases(file: Path, data: dict[str, object]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for section, body in data.items():
        if section not in SECTIONS:
            raise LexiconError(file, section, f"unknown section; known are {', '.join(SECTIONS)}")
        if not isinstance(body, dict):
            raise LexiconError(file, section, "must be a table")
        for key, value in body.items():
            if key not in SECTIONS[section]:
                known = ", ".join(SECTIONS[section])
                raise LexiconError(file, f"{section}.{key}", f"unknown key; known are {known}")
            if key not in ("numbers", "scales", "countries"):
                yield f"{section}.{key}", _strings(file, f"{section}.{key}", value)


def _strings(file: Path, field: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise LexiconError(file, field, "must be a list of strings")
    for item in value:
        if not isinstance(item, str) or not item.strip(" *~"):
            raise LexiconError(file, field, f"must hold non-empty strings, found {item!r}")
    return tuple(value)


def _table(file: Path, field: str, table: object, kind: type[T]) -> dict[str, T]:
    if not isinstance(table, dict):
        raise LexiconError(file, field, "must be a table of word = value")
    for word, value in table.items():
        good = isinstance(value, kind) and not isinstance(value, bool)
        if not good or (isinstance(value, int) and value < 1):
            expected = "a whole number above 0" if kind is int else "a two-letter country code"
            raise LexiconError(file, f"{field}.{word}", f"must be {expected}, found {value!r}")
    return dict(table)
