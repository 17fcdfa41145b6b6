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


PERSONS = ["Amber Lowell, writer", "Tom Ashgrove, judge", "Lina Farouk, editor", "Omar Heron, teacher"]
BARE = ["Amber Lowell", "Tom Ashgrove", "Lina Farouk", "Omar Heron"]


def paragraphs(entries: list[str], tag: str = "p") -> str:
    return "".join(f"<{tag}>{entry}</{tag}>" for entry in entries)


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("<p>The harbour is closed.</p><p>We call on the council to reopen it at once.</p>", PERSONS),
        (
            "<p>Мы призываем Совет немедленно открыть порт для всех.</p>",
            ["О.П. Варнавин", "Н.Н. Белоус-заде", "П.А. Скальский", "И.Я. Гордеева"],
        ),
        ("<p>Apelujemy o otwarcie portu.</p><p>Gdańsk, 2 czerwca 2010 r.</p>", PERSONS),
        ("<p>We, the undersigned, are alarmed.</p><p>We urge the council to act.</p>", BARE),
    ],
    ids=["roles", "initials", "place and date", "undersigned"],
)
def test_list_behind_the_signers_own_words_needs_no_title(text: str, entries: list[str]) -> None:
    found = names(f"<h1>The closed harbour</h1>{text}{paragraphs(entries)}<p>Write to the editors.</p>")
    assert found == [entry.split(",")[0] for entry in entries]


@pytest.mark.parametrize(
    "rest",
    [
        "<p>“We call on the council to reopen it at once,” the union said.</p>" + paragraphs(PERSONS),
        "<p>We call on the council to reopen it at once.</p>" + paragraphs(BARE),
        "<p>We call on the council to reopen it.</p><ul>" + paragraphs(PERSONS, "li") + "</ul>",
        "<p>We call on the council to reopen it at once.</p><p>Our team:</p>" + paragraphs(PERSONS),
        "<p>We call on the council to reopen it.</p><p>The meeting was attended by:</p>"
        + paragraphs(PERSONS),
        "<p>We call on the council to reopen it.</p><h3>Editors</h3>" + paragraphs(PERSONS),
        "<p>The council called on the port to reopen.</p>" + paragraphs(PERSONS),
    ],
    ids=["quoted", "bare names", "other markup", "label", "attended", "heading", "reported"],
)
def test_list_behind_words_of_others_is_none(rest: str) -> None:
    assert names(f"<h1>The closed harbour</h1><p>The harbour is closed.</p>{rest}") == []


def test_title_below_the_name_of_the_site() -> None:
    text = "<p>" + "The harbour has been closed for a year, and nobody has told us why. " * 4 + "</p>"
    ending = f"<p>We demand an answer.</p>{paragraphs(BARE)}"
    assert names(f"<h1>Harbour Weekly</h1><h2>Open letter</h2><p>May 2010</p>{text}{ending}") == BARE
    assert names(f"<h1>Harbour Weekly</h1><h2>News</h2><p>May 2010</p>{text}{ending}") == []


@pytest.mark.parametrize(
    ("entry", "name", "town"),
    [
        ("ГО «Чисте поле», м. Житомир", "ГО «Чисте поле»", "м. Житомир"),
        ("Фонд «Причал» (г. Самара)", "Фонд «Причал»", "г. Самара"),
        ("Фонд помощи, науки и дела", "Фонд помощи, науки и дела", ""),
        ("Rede Sul, Campo e Cidade", "Rede Sul, Campo e Cidade", ""),
    ],
)
def test_town_behind_an_organisation(entry: str, name: str, town: str) -> None:
    html = f"<article>{LETTER}<p>Signed by:</p><p>{entry}</p><p>Delta Union</p></article>"
    first, _ = read(blocks(Document.from_text(html, "https://example.org/letter").tree)).signatures
    assert (first.name, first.kind, first.affiliation) == (name, "organisation", town)


@pytest.mark.parametrize(
    "line",
    [
        "Start · Appeal · Signatories · Press · Contact",
        "Home | Signed by | Press Office | Media Centre | Contact Us",
    ],
)
def test_menu_is_no_sentence(line: str) -> None:
    assert names(f"{LETTER}<p>{line}</p><p>The harbour is closed.</p>") == []


def test_movers_of_a_motion() -> None:
    line = "Antrag der Abgeordneten Peter Konrad, Otto Schiller, Dr. Uta Tietz (Kassel) und Hans de Witte"
    found = names(f"<h3>Offener Hafen</h3><p><b>{line}</b></p><p>Der Bundestag wolle beschließen:</p>")
    assert found == ["Peter Konrad", "Otto Schiller", "Dr. Uta Tietz", "Hans de Witte"]


def test_single_signer_stands_beside_the_cue() -> None:
    row = "<tr><td>Signatures: 21 000 00 00</td></tr><tr><td>Harbour Union</td></tr>"
    assert names(f"{LETTER}<p>Signed by:</p><p>Harbour Union</p>") == ["Harbour Union"]
    assert names(f"{LETTER}<table>{row}</table>") == []


def test_place_and_month_open_no_list() -> None:
    assert names(f"{LETTER}<p>Kassel, im März 2021</p>{paragraphs(PERSONS)}") == BARE


def test_office_of_two_words_with_a_full_stop() -> None:
    html = f"<article>{LETTER}<p>Assinam:</p><p>Ana Bezerra<br>Dep. Estadual Rui Sampaio (PT)</p></article>"
    last = read(blocks(Document.from_text(html, "https://example.org/letter").tree)).signatures[-1]
    assert (last.name, last.role) == ("Rui Sampaio", "Dep. Estadual")


def test_representatives_behind_organisations_are_no_part_of_their_names() -> None:
    items = (
        "<ul><li>Delta Union – Amber Lowell, director</li><li>Heron Association – Dr. Tom Ashgrove</li></ul>"
    )
    assert names(f"{LETTER}<p>Signed by:</p>{items}") == ["Delta Union", "Heron Association"]


def test_dashes_inside_names_of_organisations_stay() -> None:
    items = "<ul><li>Instituto Raízes – Brasil Central</li><li>Rede Sul – Campo e Cidade</li></ul>"
    assert names(f"{LETTER}<p>Signed by:</p>{items}") == [
        "Instituto Raízes – Brasil Central",
        "Rede Sul – Campo e Cidade",
    ]


def test_run_broken_into_lines_of_two_names() -> None:
    lines = "<p>Amber Lowell, Tom Ashgrove,<br>Lina Farouk, Omar Heron,<br>Eve Lantern</p>"
    assert names(f"{LETTER}<p>Signed by:</p>{lines}") == [*BARE, "Eve Lantern"]
    details = (
        "<p>Amber Lowell, Delta Union,<br>Lina Farouk, Heron Centre,<br>Eve Lantern, Council of Farport</p>"
    )
    assert names(f"{LETTER}<p>Signed by:</p>{details}") == ["Amber Lowell", "Lina Farouk", "Eve Lantern"]


def test_letters_of_an_index_part_no_list() -> None:
    first = "<h3>A</h3><ul><li>Amber Lowell</li><li>Ada Moss</li></ul>"
    index = f"{first}<h3>E</h3><ul><li>Eve Lantern</li><li>Else Poe</li></ul>"
    assert names(f"{LETTER}<h2>Signatories</h2>{index}") == [
        "Amber Lowell",
        "Ada Moss",
        "Eve Lantern",
        "Else Poe",
    ]


def test_role_on_the_second_line_of_a_card_is_no_heading() -> None:
    cards = "<p><b>Karla Winter</b><br>Autorin</p><p><b>Jonas Ebert</b><br>Pfarrer</p><p><b>Ida Vogt</b><br>Autorin</p>"
    assert names(f"{LETTER}<p>Unterzeichnerinnen und Unterzeichner</p>{cards}") == [
        "Karla Winter",
        "Jonas Ebert",
        "Ida Vogt",
    ]


@pytest.mark.parametrize(
    ("place", "formula"),
    [
        ("Palácio da Assembleia, 7 de março de 2024", "As Deputadas e os Deputados,"),
        ("Farport, 12 March 2024", "The members of parliament,"),
        ("Lisboa, 12 de março de 2024", "Os Senadores,"),
    ],
)
def test_formula_under_place_and_date(place: str, formula: str) -> None:
    start = (
        "<h1>Vote 88</h1><p>The house stands by the families of the fishermen lost at sea last winter.</p>"
    )
    assert names(f"{start}<p>{place}</p><p>{formula}</p>{paragraphs(BARE)}") == BARE
    assert names(f"{start}<p>{place}</p><p>{formula[:-1]}</p>{paragraphs(BARE)}") == []
    assert names(f"{start}<p>{formula}</p>{paragraphs(BARE)}") == []


def test_party_in_the_heading_of_its_group() -> None:
    first = "<p>Eva Melo</p><p>Lia Brum</p>"
    group = "<p>Grupo Parlamentar da Frente Cidadã:</p><p>Ana Bezerra</p><p>Rui Sampaio</p>"
    page = f"<article>{LETTER}<p>Signatories:</p>{first}{group}</article>"
    found = read(blocks(Document.from_text(page, "https://example.org/letter").tree)).signatures
    assert [(signature.name, signature.affiliation) for signature in found] == [
        ("Eva Melo", ""),
        ("Lia Brum", ""),
        ("Ana Bezerra", "Frente Cidadã"),
        ("Rui Sampaio", "Frente Cidadã"),
    ]
