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


GROUPED = """<p>This letter has been signed by 5 people and organisations.</p>
<h2>Organisations</h2><ul><li>Kestrel Works GmbH</li><li>The Packet Commons</li></ul>
<h2>Individuals</h2>{note}<ul><li>Marit Ooster (@marito), maintainer of libferrum</li>
<li>Tobias Grunwald, CTO, Kestrel Works GmbH</li><li>Adaeze Nwach (@adanw)</li></ul>"""


@pytest.mark.parametrize(
    "note",
    [
        "",
        "<p><small>Affiliations are for identification only.</small></p>",
        "<p>(In alphabetical order)</p>",
        "<p>Par ordre alphabétique</p>",
    ],
)
def test_groups_under_a_sentence_that_tells_of_signing(note: str) -> None:
    reading = read(TITLE + TEXT + GROUPED.format(note=note))
    found = [(s.name, s.kind, s.role, s.affiliation) for s in reading.signatures]
    assert found == [
        ("Kestrel Works GmbH", "organisation", "", ""),
        ("The Packet Commons", "organisation", "", ""),
        ("Marit Ooster", "person", "maintainer of libferrum", ""),
        ("Tobias Grunwald", "person", "CTO", "Kestrel Works GmbH"),
        ("Adaeze Nwach", "person", "", ""),
    ]
    assert reading.statements[0].claimed_count == 5


RUNS = [
    (
        "Signed: Guido Parri (secretary, Dockers' Union), Enza Bosco (Heron Centre); Paola Drei (director Macron);"
        " Sen. Alba Solari (Greens), Lidia Menapo and Modena Street Choir.",
        "Guido Parri|Enza Bosco|Paola Drei|Alba Solari|Lidia Menapo|Modena Street Choir",
    ),
    (
        "Signed: Guido Parri, Dockers' Union; Enza Bosco, Heron Centre (Tarn); Paola Drei, teacher; Ivo Brandt, Selm",
        "Guido Parri|Enza Bosco|Paola Drei|Ivo Brandt",
    ),
]


@pytest.mark.parametrize(("run", "expected"), RUNS)
def test_run_with_commas_and_semicolons(run: str, expected: str) -> None:
    assert names(read(f"{TITLE}{TEXT}<p>{run}</p>")) == expected


OTHER_THINGS = [
    "The agreement was signed by Prime Minister Amber Lowell, Tom Ashgrove, Lina Farouk and Ivo Brandt.",
    "Amber Lowell, Tom Ashgrove, Lina Farouk and Ivo Brandt signed the trade deal on Monday.",
    "Der Vertrag wurde von Ulla Brandt, Jens Kolbe, Arno Feld und Nora Wiek unterzeichnet.",
    "Le traité a été signé par Hugo Marchand, Léa Fontenay, Karim Belhadj et Anne Roux.",
    "El convenio fue firmado por Ana Robles, Luis Cárdenas, Marta Ruiz y Pedro Solano.",
    "Il protocollo è stato firmato da Dario Monte, Anna Fiori, Paolo Serra e Marta Galli.",
    "O contrato foi assinado por Ana Robalo, Luís Carneiro, Marta Reis e Pedro Sousa.",
    "Договор подписали Олег Варнавин, Нина Белоус, Пётр Скальский и Инна Гордеева.",
]


@pytest.mark.parametrize("sentence", OTHER_THINGS)
def test_signing_of_something_else(sentence: str) -> None:
    mention = "<p>Last month a group of unions published an open letter on the ships.</p>"
    assert not read(f"<h1>Five islands share their radar</h1><p>{sentence}</p>{mention}").signatures
    assert not read(f"<h1>Open letter on the radar</h1>{TEXT}<p>{sentence}</p>").signatures


def test_list_under_the_parties_to_an_agreement() -> None:
    cue = "<p>Signatories to the agreement:</p>"
    assert not read(f"<h1>Five islands share their radar</h1><p>News.</p>{cue}{lines(FIRST)}").signatures


def test_letter_about_an_agreement_is_still_signed() -> None:
    cue = "<p>The open letter on the trade agreement was signed by:</p>"
    assert names(read(TITLE + TEXT + cue + lines(FIRST))) == "|".join(e.partition(",")[0] for e in FIRST)


NUMBERED = (
    "<p>Organisations signataires :</p><p>UNION DES MÉTIERS (UDM)</p><p><b>SYNDICATS HORS DE L'UNION</b></p>"
    "<p>1. SYNATIL : Syndicat des tisserands</p><p>2. SYTRA : Syndicat des transports</p>"
    "<p>1. Ligue du port</p><p>2. Comité des pêcheurs</p>"
)


def test_line_above_entries_numbered_from_one_is_their_heading() -> None:
    found = read(TITLE + TEXT + NUMBERED).signatures
    assert [s.name.partition(" ")[0] for s in found] == ["UNION", "SYNATIL", "SYTRA", "Ligue", "Comité"]
    assert found[1].heading == "SYNDICATS HORS DE L'UNION"


TABLE = """<h2>Signatures</h2><table><tr><th>Member</th><th>Date</th><th>Party</th><th>Type</th></tr>
<tr><td>Margaret Toller</td><td>21/03/2006</td><td>Labour</td><td>Proposed</td></tr>
<tr><td>Iain Gilch</td><td>22 March 2006</td><td>Plaid Cymru</td><td>Signed</td></tr>
<tr><td>Robert Winter</td><td>28/03/2006</td><td>Conservative</td><td>Withdrawn</td></tr>
<tr><td>Joan Walms</td><td>28/03/2006</td><td>Labour</td><td>Signed</td></tr></table>"""


def test_table_without_its_bookkeeping_and_withdrawn_signatures() -> None:
    found = [(s.name, s.affiliation) for s in read(TITLE + TEXT + TABLE).signatures]
    assert found == [("Margaret Toller", "Labour"), ("Iain Gilch", "Plaid Cymru"), ("Joan Walms", "Labour")]


@pytest.mark.parametrize("note", ["(withdrawn)", "– signature retirée", "(firma retirada)", "(取り下げ)"])
def test_withdrawn_signature_in_a_list(note: str) -> None:
    reading = read(TITLE + TEXT + "<p>Signed by:</p>" + lines([*LATER, f"Arno Feld {note}"]))
    assert names(reading) == "Professor Nadia Wick|Oskar Pell|Ruta Jansone"


def test_place_that_is_no_country_behind_the_sign_of_countries() -> None:
    groups = [f"{name} Foundation – {place}" for name, place in zip("ABCDE", COUNTRIES, strict=True)]
    entries = [*groups, "Freedom Desk Northland (FDN) – Northland", "Union of Miners – Herne Branch 3"]
    found = names(read(TITLE + TEXT + "<p>Endorsed by:</p>" + lines(entries)))
    assert found.endswith("Freedom Desk Northland (FDN)|Union of Miners – Herne Branch 3")


COUNTRIES = ("Ghana", "Nigeria", "Uganda", "Togo", "Zambia")


def test_name_of_two_parts() -> None:
    entries = [
        "Herria Zutik. Plataforma contra las minas del valle de Goiko (Álava)",
        "Tribuna Obrera",
        "Marea Sur",
    ]
    assert names(read(TITLE + TEXT + "<p>Firman:</p>" + lines(entries))).startswith(
        "Herria Zutik. Plataforma contra"
    )


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        (
            "We, the undersigned, ask you to order the release at once of the eight journalists held in Tarn.",
            None,
        ),
        ("We, the undersigned 45 organisations, ask you to order the release of the eight journalists.", 45),
        ("We condemn the arrest of eight students last week and call on the court to release them.", None),
        ("Statement on the arrest of eight students", None),
        ("Lettre ouverte sur les 43 étudiants disparus", None),
        ("Une journée sur l'appel de 1960 et ses signataires", None),
        ("Open letter by 40 writers on the arrest of eight students", 40),
        ("The letter was sent on behalf of organisations in Tarn.", None),
        ("El desplegado, en el que más de 650 periodistas y escritores piden respeto, fue contestado.", 650),
    ],
)
def test_count_of_those_who_speak(sentence: str, count: int | None) -> None:
    statements = read(f"<h1>Free the press</h1><p>{sentence}</p>").statements
    assert (statements[0].claimed_count if statements else None) == count


def test_last_entry_but_one_drops_its_conjunction() -> None:
    groups = ["Access Rights Now;", "La Toile Citoyenne;", "Panoptyk Foundation; and", "Xnet."]
    items = "".join(f"<li>{group}</li>" for group in groups)
    found = names(read(f"{TITLE}{TEXT}<p>Signed by:</p><ul>{items}</ul>"))
    assert found == "Access Rights Now|La Toile Citoyenne|Panoptyk Foundation|Xnet"


def test_office_and_town_below_the_name() -> None:
    pairs = [
        ("Carla Benton", "Mayor of Springdale"),
        ("Jose Villar", "Mayor of Kenton"),
        ("Ruth Odell", "Mayor"),
    ]
    body = "".join(f"<p>{name}<br>{office}</p>" for name, office in pairs)
    found = [(s.name, s.role) for s in read(f"{TITLE}{TEXT}<p>Signed,</p>{body}").signatures]
    assert found == pairs


def test_closing_list_behind_a_date_in_words() -> None:
    title = "<h1>Pronunciamiento de organizaciones del río</h1>"
    text = (
        "<p>Nosotras, organizaciones de la cuenca, rechazamos el dragado del río y exigimos una consulta.</p>"
    )
    date = "<p>Dado en Puerto Lobo, a los 12 días del mes de mayo de 2019.</p>"
    groups = [
        "Consejo Kuma del Marón",
        "Asociación de Mujeres Huayna",
        "Red Fluvial",
        "Instituto del Bien Común",
    ]
    assert names(read(title + text + date + lines(groups))) == "|".join(groups)
    assert not read(title + text + "<p>Los detenidos son los siguientes:</p>" + lines(groups)).signatures
