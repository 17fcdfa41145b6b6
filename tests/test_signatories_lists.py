"""Where lists of signers begin and end: one row a form of page, look-alikes that nobody signed beside them."""

from __future__ import annotations

import pytest

from aggregator.extract.blocks import blocks
from aggregator.extract.document import Document
from aggregator.extract.signatories import read

ITEMS = "<ul><li>Verein Hafenlicht</li><li>Stiftung Brücke</li><li>Frauenbund Nordufer</li></ul>"
GROUPS = ["Verein Hafenlicht", "Stiftung Brücke", "Frauenbund Nordufer"]
LETTER = "<h1>Open letter on the harbour</h1><p>We call on the council to reopen the harbour at once.</p>"


def names(html: str) -> list[str]:
    page = Document.from_text(f"<article>{html}</article>", "https://example.org/letter")
    return [signature.name for signature in read(blocks(page.tree)).signatures]


@pytest.mark.parametrize(
    "line",
    [
        "Der Aufruf wird von den folgenden Stiftungen unterstützt:",
        "Até ao fecho da edição tinham assinado o apelo as seguintes entidades:",
        "L’appel a déjà été soutenu par ces associations :",
        "The appeal has so far been endorsed by these groups:",
        "Bildiriye destek veren kurumlar şöyle:",
        "Обращение поддержали следующие организации:",
        "Apel poparły następujące organizacje:",
        "De oproep wordt gesteund door de volgende organisaties:",
    ],
)
def test_sentence_of_support_that_names_the_statement_announces_its_signers(line: str) -> None:
    assert (
        names(f"<h1>Hafen</h1><p>Der Hafen ist seit einem Jahr geschlossen.</p><p>{line}</p>{ITEMS}")
        == GROUPS
    )


@pytest.mark.parametrize(
    "line",
    [
        "Das Festival wird von den folgenden Stiftungen unterstützt:",
        "The festival is supported by these groups:",
        "O encontro foi apoiado pelas seguintes entidades:",
        "Фестиваль поддержали следующие организации:",
        "Der Aufruf wurde an folgende Organisationen verschickt:",
    ],
)
def test_support_of_something_else_does_not(line: str) -> None:
    assert names(f"<h1>Hafen</h1><p>Der Hafen ist seit einem Jahr geschlossen.</p><p>{line}</p>{ITEMS}") == []


@pytest.mark.parametrize(
    "line",
    [
        "The agreement was signed by:",
        "Porozumienie podpisali:",
        "Der Vertrag wurde unterzeichnet von:",
        "Соглашение подписали:",
        "O acordo foi assinado por:",
        "L’accord de coopération a été signé par :",
        "Sözleşmeyi imzalayanlar:",
    ],
)
def test_signers_of_a_contract_are_none(line: str) -> None:
    entries = (
        "<ul><li>Amber Lowell, mayor</li><li>Tom Ashgrove, rector</li><li>Lina Farouk, director</li></ul>"
    )
    assert names(f"<h1>Harbour</h1><p>It was signed in the town hall.</p><p>{line}</p>{entries}") == []


def test_letter_against_an_agreement_is_a_letter() -> None:
    line = "The open letter against the trade agreement was signed by:"
    assert names(f"<h1>Harbour</h1><p>{line}</p>{ITEMS}") == GROUPS


def test_heading_of_two_lines_and_a_note_before_the_list() -> None:
    heading = "<h2>Unterzeichner des Aufrufs an den Rat der Stadt<br>„Ein Hafen für alle“</h2>"
    note = "<p>Der Aufruf wurde im Mai vorgestellt. Otto Kessler nahm ihn entgegen.</p>"
    assert names(f"<h1>Hafen</h1>{heading}{note}{ITEMS}") == GROUPS


def test_heading_that_tells_of_signers_is_no_heading_of_signatures() -> None:
    heading = "<h2>Unterzeichner des Aufrufs haben nicht mit Vertretern des Rates der Stadt gesprochen</h2>"
    assert names(f"<h1>Hafen</h1>{heading}{ITEMS}") == []


def test_lines_without_visible_text_part_no_list() -> None:
    rows = "".join(f"<div><p>{name}</p></div><div><p>\u200b</p></div>" for name in GROUPS)
    assert names(f"{LETTER}<p>Signed by:</p>{rows}") == GROUPS


@pytest.mark.parametrize("marks", ["“{}”", "«{}»", "„{}“", '"{}"'])
def test_run_in_quotation_marks(marks: str) -> None:
    run = "Amber Lowell, Tom Ashgrove, Lina Farouk, Omar Heron, Eve Lantern, Ada Moss"
    after = "<p>The mayor, Rosa Beltrami, said she would answer.</p>"
    assert names(f"{LETTER}<p>Signed by:</p><p>{marks.format(run)}</p>{after}") == run.split(", ")


def test_name_in_quotation_marks_is_no_run() -> None:
    assert names(
        f"{LETTER}<p>Signed by:</p><ul><li>“Hands Off, Harbour” Alliance</li><li>Delta Union</li></ul>"
    ) == [
        "“Hands Off, Harbour” Alliance",
        "Delta Union",
    ]


def test_remarks_on_more_signers_and_group_headings_made_alike() -> None:
    first = "<p><b>Organisations</b></p><ul><li>Delta Union</li><li>Heron Centre</li><li>And many more unions…</li></ul>"
    second = "<p><b>Voices of the harbour</b></p><p>– Amber Lowell, writer;</p><p>– Tom Ashgrove, judge;</p>"
    after = "<p><b>The letter is open.</b></p><p>Ask Ivo Kern about it, and see our page.</p>"
    found = names(f"{LETTER}<p><b>Signatories:</b></p>{first}{second}{after}")
    assert found == ["Delta Union", "Heron Centre", "Amber Lowell", "Tom Ashgrove"]


def test_second_line_of_a_formula_is_no_signer() -> None:
    formula = "<p>Met vriendelijke groet,<br>mede namens alle bezorgde omwonenden,</p>"
    assert names(f"{LETTER}{formula}<p>Sanne Verhoef<br>Bram de Wit<br>Fatima el Idrissi</p>") == [
        "Sanne Verhoef",
        "Bram de Wit",
        "Fatima el Idrissi",
    ]
