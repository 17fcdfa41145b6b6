"""Lists of one statement that stand apart: a first list without a cue, signatures added later, names in the lead."""

from __future__ import annotations

import pytest

from aggregator.extract.blocks import blocks
from aggregator.extract.document import Document
from aggregator.extract.signatories import Reading
from aggregator.extract.signatories import read as read_blocks

TITLE = "<h1>Open letter on the closing of the harbour school</h1>"
TEXT = (
    "<p>The board decided in May to close the only school of the old harbour, and told the parents in June.</p>"
    "<p>We ask the board to publish its reasons, to hear the teachers and to keep the school open for a year.</p>"
)
FIRST = [
    "Dr Amber Lowell, University of Tarn",
    "Tom Ashgrove, teacher",
    "Lina Farouk, Heron Centre",
    "Ivo Brandt",
]
LATER = ["Professor Nadia Wick, University of Selm", "Oskar Pell, librarian", "Ruta Jansone"]
NAMES = "Dr Amber Lowell|Tom Ashgrove|Lina Farouk|Ivo Brandt|Professor Nadia Wick|Oskar Pell|Ruta Jansone"


def read(body: str) -> Reading:
    page = f"<html lang=en><head><title>T</title></head><body><article>{body}</article></body></html>"
    return read_blocks(blocks(Document.from_text(page).tree))


def names(reading: Reading) -> str:
    return "|".join(signature.name for signature in reading.signatures)


def lines(entries: list[str]) -> str:
    return f"<p>{'<br>'.join(entries)}</p>"


@pytest.mark.parametrize(
    "between",
    [
        "<p>Signatures added since publication:</p>",
        "<p><i>Signatures received on 18 May:</i></p>",
        "<p>Selm, 3 May 2021</p><p><b>They have since signed:</b></p>",
        "<p>Signatures reçues depuis :</p>",
        "<p>Hanno firmato in seguito:</p>",
    ],
)
def test_first_list_before_signatures_added_later(between: str) -> None:
    reading = read(TITLE + TEXT + lines(FIRST) + between + lines(LATER))
    assert names(reading) == NAMES
    assert {signature.statement for signature in reading.signatures} == {0}


@pytest.mark.parametrize(
    "lead",
    [
        "<p>These four were taken from their homes on Sunday:</p>",
        "<p>The teachers named in the report are listed below.</p>",
        "<h3>Members of the board</h3>",
        "<p>Victims</p>",
    ],
)
def test_list_of_others_before_the_signatures(lead: str) -> None:
    reading = read(TITLE + TEXT + lead + lines(FIRST) + "<p>Signed:</p>" + lines(LATER))
    assert names(reading) == "Professor Nadia Wick|Oskar Pell|Ruta Jansone"


def test_addressees_before_the_text_are_no_first_list() -> None:
    address = lines(["Mr Arno Feld", "Chairman", "Harbour Board", "Tarn"])
    reading = read(TITLE + address + TEXT + "<p>Signed:</p>" + lines(LATER))
    assert names(reading) == "Professor Nadia Wick|Oskar Pell|Ruta Jansone"


@pytest.mark.parametrize(
    "lead",
    [
        "<p>Our colleagues are:</p>",
        "<p>The arrested teachers are the following.</p>",
        "<p>Estos son los docentes detenidos:</p>",
        "<p>Voici les élèves exclus :</p>",
    ],
)
def test_list_that_a_line_announces_is_no_closing_list(lead: str) -> None:
    assert not read(TITLE + TEXT + lead + lines(FIRST)).signatures


@pytest.mark.parametrize(
    "told",
    [
        "The open letter was signed by Amber Lowell, Tom Ashgrove and Lina Farouk among others.",
        "The open letter was signed by Lowell, Ashgrove and Farouk.",
    ],
)
def test_names_told_in_the_lead_belong_to_the_list(told: str) -> None:
    long = TEXT.replace("</p>", " The city has not answered." * 6 + "</p>")
    reading = read(TITLE + f"<p>{told}</p>" + long + "<p>Signed by:</p>" + lines(FIRST))
    assert names(reading) == "Dr Amber Lowell|Tom Ashgrove|Lina Farouk|Ivo Brandt"
    assert len(reading.statements) == 1
    assert reading.signatures[0].affiliation == "University of Tarn"
