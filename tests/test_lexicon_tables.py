"""Tables of lines, counts and details per language, read with all languages at once as pages are.

A table `tests/lexicon/<language>.toml` has the sections ``lines`` (class -> lines), ``counts`` (sentence -> number
of signatories it claims) and ``roles`` (class -> details beside a name). Rows the extractor does not get right yet
stand in ``open`` too; once they are right the test says so and they must leave it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from aggregator.extract.blocks import blocks
from aggregator.extract.document import Document
from aggregator.extract.signatories.lexicon import FOLDER, languages
from aggregator.extract.signatories.lines import lines
from aggregator.extract.signatories.vocabulary import name_matcher
from tests.benchmarks.adapters import signatories

TABLES = sorted((Path(__file__).parent / "lexicon").glob("*.toml"))
SIGNING = {"cues.headings", "cues.before", "cues.after"}
STATEMENT = {"statements.markers", "statements.voice"}


def rows(section: str) -> list[object]:
    return [
        pytest.param(text, expected, id=f"{table.stem}-{text}", marks=_marks(text, table))
        for table in TABLES
        for text, expected in _pairs(_read(table)[section])
    ]


@cache
def _read(table: Path) -> dict[str, Any]:
    return tomllib.loads(table.read_text(encoding="utf-8"))


def _pairs(section: dict[str, Any]) -> Iterator[tuple[str, str | int]]:
    """(text, what is expected of it): the tables list texts by class, and counts by text."""
    for key, value in section.items():
        yield from ((text, key) for text in value) if isinstance(value, list) else ((key, value),)


def _marks(text: str, table: Path) -> tuple[pytest.MarkDecorator, ...]:
    return (pytest.mark.xfail(strict=True),) if text in _read(table).get("open", ()) else ()


def kinds(text: str) -> set[str]:
    """Kinds of the phrases the extractor sees in a line."""
    page = Document.from_text(f"<main><p>{text}</p></main>", "https://example.org/letter")
    return {hit.kind for line in lines(blocks(page.tree), frozenset()) for hit in line.hits}


def test_every_language_has_a_table_and_a_lexicon() -> None:
    assert {table.stem for table in TABLES} == {file.stem for file in FOLDER.glob("*.toml")}
    assert len(languages()) == len(TABLES)


@pytest.mark.parametrize(("text", "expected"), rows("lines"))
def test_line_is_what_the_table_says(text: str, expected: str) -> None:
    found = kinds(text)
    if expected == "cue":
        assert found & SIGNING
    elif expected == "anti":
        assert not found & SIGNING
    elif expected == "statement":
        assert found & STATEMENT
    else:
        assert expected == "none"
        assert not found & SIGNING


@pytest.mark.parametrize(("text", "expected"), rows("roles"))
def test_detail_is_what_the_table_says(text: str, expected: str) -> None:
    found = {hit.kind for hit in name_matcher().find(text)}
    if expected == "none":
        assert not found & {"roles.words", "roles.former"}
    else:
        assert ("roles.words" if expected == "role" else "roles.former") in found


@pytest.mark.parametrize(("sentence", "count"), rows("counts"))
def test_count_is_what_the_table_says(sentence: str, count: int) -> None:
    page = f"<main><article><h1>{sentence}</h1><p>{sentence}.</p></article></main>"
    assert signatories(page, "https://example.org/letter")["claimed_count"] == count
