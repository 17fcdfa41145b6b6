"""Conjunctions that are other words elsewhere, articles at the end of names, letters that begin no name in capitals."""

from __future__ import annotations

import pytest

from aggregator.extract.signatories.ambiguous import parted, with_plain_conjunctions
from aggregator.extract.signatories.text import is_cased
from aggregator.extract.signatories.tongues import own_conjunctions
from tests.benchmarks.adapters import signatories


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ({"sl"}, {"in", "ter"}),
        ({"sl", "en"}, {"ter"}),
        ({"en"}, set()),
        ({"de", "nl"}, set()),
        (set(), set()),
    ],
)
def test_conjunctions_hold_where_no_other_language_has_the_word(codes: set[str], expected: set[str]) -> None:
    assert own_conjunctions(frozenset(codes)) == expected


def test_every_other_character_stays_in_its_place() -> None:
    text, codes = "Ana Novak, Peter Kos ter Eva Malnar", frozenset(("sl",))
    plain = with_plain_conjunctions(text, codes)
    assert plain == "Ana Novak, Peter Kos i   Eva Malnar"
    assert [text[slice(*span)] for span in parted(plain, [(0, len(text))], codes)] == [
        "Ana Novak, Peter Kos",
        "Eva Malnar",
    ]


def test_a_place_behind_an_english_name_is_no_signer() -> None:
    page = (
        "<main><h1>Open letter</h1><p>Signed by Ada Novik, Bram Keller in New York and Cleo Hart.</p></main>"
    )
    names = [entry["name"] for entry in signatories(page, "https://example.org/news")["signatories"]]
    assert not any(name.startswith("New York") for name in names)


@pytest.mark.parametrize(
    ("text", "cased"),
    [("ანა გელაშვილი", False), ("Անահիտ Վարդանյան", True), ("Ana Novak", True), ("דוד גרוסברג", False)],
)
def test_georgian_begins_no_name_with_a_capital(text: str, cased: bool) -> None:
    assert is_cased(text) is cased
