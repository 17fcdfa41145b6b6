"""The language data of signatory extraction: one TOML file per language, checked and merged.

`lexicon/en.toml` says what each section means and how a phrase is written.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from aggregator.errors import AggregatorError

FOLDER = Path(__file__).parent / "lexicon"

SECTIONS: dict[str, tuple[str, ...]] = {
    "cues": ("headings", "weak", "before", "after", "among", "intro", "order", "filler"),
    "not_signatures": ("headings", "phrases"),
    "statements": ("markers", "voice"),
    "groups": ("person", "organisation", "other"),
    "roles": ("words", "former", "current"),
    "names": ("courtesy", "honorifics", "offices", "particles", "suffixes"),
    "organisations": ("stems",),
    "counts": ("nouns", "approximate", "others", "numbers"),
    "addressee": ("salutations", "phrases"),
    "lists": ("conjunctions", "tails"),
    "sentences": ("words",),
}


class LexiconError(AggregatorError):
    """A language file that cannot be used. Attributes: ``file``, ``field`` (dotted)."""

    exit_code = 2

    def __init__(self, file: Path, field: str, problem: str) -> None:
        self.file, self.field = file, field
        super().__init__(f"{file}: {field}: {problem}" if field else f"{file}: {problem}")


@dataclass(frozen=True, slots=True)
class Language:
    """One language file: ``phrases`` by dotted kind such as ``cues.headings``; ``numbers`` by word."""

    code: str
    phrases: dict[str, tuple[str, ...]]
    numbers: dict[str, int]


def load(file: Path) -> Language:
    """One language from its file. Raises `LexiconError` that names the file, the field and the remedy."""
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(file, "", f"cannot be read as TOML: {error}") from error
    phrases = dict(_phrases(file, data))
    return Language(file.stem, phrases, _numbers(file, data.get("counts", {}).get("numbers", {})))


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
            if key != "numbers":
                yield f"{section}.{key}", _strings(file, f"{section}.{key}", value)


def _strings(file: Path, field: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise LexiconError(file, field, "must be a list of strings")
    for item in value:
        if not isinstance(item, str) or not item.strip(" *~"):
            raise LexiconError(file, field, f"must hold non-empty strings, found {item!r}")
    return tuple(value)


def _numbers(file: Path, value: object) -> dict[str, int]:
    if not isinstance(value, dict):
        raise LexiconError(file, "counts.numbers", "must be a table of word = number")
    for word, number in value.items():
        if not isinstance(number, int) or isinstance(number, bool) or number < 1:
            raise LexiconError(
                file, f"counts.numbers.{word}", f"must be a whole number above 0, found {number!r}"
            )
    return dict(value)
