"""Sentences with two groups of signers: who joins whom in a letter, who leads one and who signs it too."""

from __future__ import annotations

import pytest

from aggregator.extract.blocks import blocks
from aggregator.extract.document import Document
from aggregator.extract.signatories import Reading
from aggregator.extract.signatories import read as read_blocks


def read(sentence: str) -> Reading:
    page = (
        f"<main><h1>Letter on the harbour</h1><p>{sentence}</p><p>The open letter was sent today.</p></main>"
    )
    return read_blocks(blocks(Document.from_text(page).tree))


ROWS = [
    (
        "Tarn, D.C.—Senator Ada Lowell (D-Calif.) joined Senators Tom J. Ashgrove (D-Mass.), Lina Farouk (I-Maine)"
        " and Ivo Brandt (D-Ohio) and 14 other senators to write a letter to the commission.",
        "Ada Lowell|Tom J. Ashgrove|Lina Farouk|Ivo Brandt",
    ),
    (
        "The letter was led by Sens. Ada Lowell (R-Idaho) and Tom Ashgrove (D-N.M.) and co-signed by Senators Lina"
        " Farouk (D-Conn.), Ivo Brandt (R-N.D.), and Nora Wick (I-Maine).",
        "Ada Lowell|Tom Ashgrove|Lina Farouk|Ivo Brandt|Nora Wick",
    ),
    (
        "La escritora Ada Lobos se sumó a Tomás Arce, Lina Farah e Ivo Branco en una carta abierta al ministro.",
        "Ada Lobos|Tomás Arce|Lina Farah|Ivo Branco",
    ),
]
ROLES = ["Senator", "Senators", "Senators", "Senators"]


@pytest.mark.parametrize(("sentence", "expected"), ROWS)
def test_both_groups_are_read(sentence: str, expected: str) -> None:
    assert "|".join(s.name for s in read(sentence).signatures) == expected


def test_one_office_for_the_whole_run() -> None:
    assert [s.role for s in read(ROWS[0][0]).signatures] == ROLES


@pytest.mark.parametrize(
    "sentence",
    [
        "Mayor Ada Lowell joined Ministers Tom Ashgrove, Lina Farouk and Ivo Brandt at the opening of the school.",
        "Ada Lowell joined the Heron Centre and the Delta Council in 2012 to study letters.",
        "Governor Ada Lowell joined Senators Tom Ashgrove and Lina Farouk in calling for calm.",
        "Senator Ada Lowell was joined by Tom Ashgrove, Lina Farouk and Ivo Brandt on the stage.",
        "The council, led by Ada Lowell, Tom Ashgrove and Lina Farouk, received the letter.",
    ],
)
def test_company_of_another_kind(sentence: str) -> None:
    assert not read(sentence).signatures
