"""Sentences of news, per language: those that name signers, and those that name others beside words for signing.

A table `tests/sentences/<language>.toml` has a ``heading`` that tells of a statement, sentences in ``others`` that must
give nobody, and ``signed`` with each sentence's ``text`` and the ``names`` it gives, in order.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.adapters import signatories

TABLES = {
    file.stem: tomllib.loads(file.read_text(encoding="utf-8"))
    for file in sorted((Path(__file__).parent / "sentences").glob("*.toml"))
}
SIGNED = [
    pytest.param(code, row, id=f"{code}-{number}")
    for code, table in TABLES.items()
    for number, row in enumerate(table.get("signed", []))
]
OTHERS = [
    pytest.param(code, text, id=f"{code}-{number}")
    for code, table in TABLES.items()
    for number, text in enumerate(table["others"])
]


def names(code: str, text: str) -> list[str]:
    heading = TABLES[code]["heading"]
    page = f'<html lang="{code}"><body><main><h1>{heading}</h1><p>{text}</p></main></body></html>'
    return [entry["name"] for entry in signatories(page, "https://example.org/news")["signatories"]]


@pytest.mark.parametrize(("code", "row"), SIGNED)
def test_signers_are_named(code: str, row: dict[str, Any]) -> None:
    assert names(code, row["text"]) == row["names"]


@pytest.mark.parametrize(("code", "text"), OTHERS)
def test_others_are_not(code: str, text: str) -> None:
    """Whom signers met, thank, defend or write to; whom a letter is about; who refused to sign."""
    assert names(code, text) == []
