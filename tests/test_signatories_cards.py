"""Lists whose signers have several lines each, what stands behind a list, and columns of organisations."""

from __future__ import annotations

import pytest

from aggregator.extract.blocks import blocks
from aggregator.extract.document import Document
from aggregator.extract.signatories import read
from aggregator.extract.signatories.match import tokens
from aggregator.items import Signature

LETTER = (
    "<h1>Open letter on the port</h1><p>The port has been closed for a year and nobody says why, though "
    "all who live beside it have asked the council again and again.</p>"
)


def found(body: str) -> list[Signature]:
    """The signatures on a page with this body."""
    page = f"<html><body><main>{body}</main></body></html>"
    return read(blocks(Document.from_text(page, "https://example.org/a").tree)).signatures


def names(body: str) -> str:
    """Names of the signers, joined by bars."""
    return "|".join(signature.name for signature in found(body))


PLACES = [
    ("Ada Novik", "Lima, Peru"),
    ("Bram Keller", "Oslo"),
    ("Cleo Hartwig", "Vinarós, Castellón"),
    ("Dov Marin", "Luque, Paraguay"),
    ("Elsa Quint", "Las Palmas , España"),
    ("Farid Osman", "Milano. Italia."),
    ("Greta Lindahl Roy", "Ciudad Real, España"),
]


@pytest.mark.parametrize("markup", ["<p>{}</p><p>{}</p>", "<p>{}<br>{}</p>", "<div>{}</div><div>{}</div>"])
@pytest.mark.parametrize("cue", ["Signed by:", "Firmas:", "Firmatari:"])
def test_place_below_each_name(markup: str, cue: str) -> None:
    cards = "".join(markup.format(*card) for card in PLACES)
    assert names(f"{LETTER}<p>{cue}</p>{cards}") == "|".join(name for name, _ in PLACES)


def test_role_and_place_below_a_name() -> None:
    lines = []
    for name, place in PLACES:
        lines += [name, "Poet" if name == "Dov Marin" else "", place]
    body = LETTER + "<p>Signed by:</p>" + "".join(f"<p>{line}</p>" for line in lines if line)
    signature = found(body)[3]
    assert (signature.name, signature.role, signature.affiliation) == ("Dov Marin", "Poet", "Luque")


def test_remark_inside_a_card_is_passed_over() -> None:
    cards = [f"<p>{name}<br>{place}</p>" for name, place in PLACES]
    cards[3] = "<p>Dov Marin<br>Luque, Paraguay<br>I promise to stand up for the port wherever I am.</p>"
    expected = "|".join(name for name, _ in PLACES)
    assert names(f"{LETTER}<p>Signed by:</p>{''.join(cards)}") == expected


@pytest.mark.parametrize(
    "lines",
    [
        ["Ada Novik", "Bram Keller, Harbour Union", "Cleo Hartwig", "Dov Marin, Coast Watch", "Elsa Quint"],
        ["Ada Novik, Norway", "Bram Keller, Chad", "Cleo Hartwig", "Dov Marin, Peru", "Elsa Quint, Chile"],
        ["Harbour Union", "Ada Novik, poet", "Coast Watch", "Bram Keller, lawyer", "River Foundation"],
        ["Ada Novik", "Bram Keller", "Sonora", "Cleo Hartwig", "Dov Marin", "Elsa Quint"],
    ],
)
def test_lines_that_are_signers_of_their_own(lines: list[str]) -> None:
    assert len(found(LETTER + "<p>Signed by:</p>" + "".join(f"<p>{line}</p>" for line in lines))) == len(
        lines
    )


def test_experts_and_their_mandates() -> None:
    lines = [
        "Ada Novik",
        "Special Rapporteur on the situation of harbours",
        "Bram Keller",
        "Special Rapporteur on the right to a clean, healthy and sustainable coast that all may walk along",
        "Cleo Hartwig (Chair-Rapporteur)",
        "Dov Marin (Vice-Chair)",
        "Elsa Quint",
        "Working Group on Closed Ports",
    ]
    title = (
        "<h1>Experts call for the port to be opened</h1><p>We urge the council to act at once, they said.</p>"
    )
    body = f"{title}<p>The experts:</p>" + "".join(f"<p>{line}</p>" for line in lines)
    expected = [("Ada Novik", lines[1]), ("Bram Keller", lines[3]), ("Cleo Hartwig", "Chair-Rapporteur")]
    assert [(s.name, ", ".join(filter(None, (s.role, s.affiliation)))) for s in found(body)][:3] == expected
    assert names(body) == "Ada Novik|Bram Keller|Cleo Hartwig|Dov Marin|Elsa Quint"


SIGNERS = "".join(f"<p>{name}</p>" for name, _ in PLACES)


@pytest.mark.parametrize(
    "line",
    [
        "C.c.p. Comisión Marítima del Puerto",
        "Cc: Harbour Ombudsman",
        "Con copia para la Defensoría del Puerto",
        "Copie à la Commission du Port",
        "Копия: Портовая комиссия",
        "Bron: ANP / vertaling Koen Braber",
        "Source: Harbour Press Agency",
        "Quelle: Hafenpresse Nord",
        "Fonte: Agência do Porto",
        "Foto: Ana Brito",
        "Источник: Портовая газета",
        "來源：海港通訊社",
        "Assine o portal. Apoie por Pix.",
        "Sign the letter now. Share it widely.",
        "Unterschreibe jetzt. Teile den Brief.",
    ],
)
def test_line_behind_the_list_is_no_signer(line: str) -> None:
    assert names(f"{LETTER}<p>Signed by:</p>{SIGNERS}<p>{line}</p>") == "|".join(name for name, _ in PLACES)


def test_entries_that_end_in_full_stops() -> None:
    entries = [
        "Harbour Union. Tarn.",
        "Coast Watch. Port Lobo.",
        "River Foundation. Sella.",
        "Lake Alliance. Varn.",
    ]
    assert len(found(LETTER + "<p>Signed by:</p>" + "".join(f"<p>{entry}</p>" for entry in entries))) == 4


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Organisation", "Country"),
        ("Organización", "País"),
        ("Organisation", "Pays"),
        ("Организация", "Страна"),
    ],
)
def test_column_of_organisations(name: str, country: str) -> None:
    groups = ["Ocean Guardians", "Oil-Free Seas", "Third Way", "Stella Marina", "Blue Horizon"]
    rows = "".join(f"<tr><td>{group}</td><td>Norway</td></tr>" for group in groups)
    body = f"{LETTER}<p>Signed by:</p><table><tr><th>{name}</th><th>{country}</th></tr>{rows}</table>"
    assert [(s.name, s.kind) for s in found(body)] == [(group, "organisation") for group in groups]


def test_column_of_organisations_beside_persons() -> None:
    rows = "<tr><td>Ada Novik</td><td>Blue Horizon</td></tr><tr><td>Bram Keller</td><td>Third Way</td></tr>"
    body = f"{LETTER}<p>Signed by:</p><table><tr><th>Name</th><th>Organisation</th></tr>{rows}</table>"
    assert [(s.name, s.kind, s.affiliation) for s in found(body)] == [
        ("Ada Novik", "person", "Blue Horizon"),
        ("Bram Keller", "person", "Third Way"),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "A título individual",
        "À titre personnel",
        "Als Einzelpersonen",
        "A titolo personale",
        "В личном качестве",
    ],
)
def test_signers_in_their_own_name(heading: str) -> None:
    body = (
        f"{LETTER}<p>Signed by:</p><p>Organisations:</p><p>Harbour Union</p><p>Coast Watch</p><p>{heading}</p>"
        "<p>Ada Novik</p><p>Bram Keller</p>"
    )
    assert [s.kind for s in found(body)] == ["organisation"] * 2 + ["person"] * 2


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ada Novik, Bram Keller and Dov Marin", "Ada Novik|Bram Keller|Dov Marin"),
        ("Ada Novik and Dov Marin", "Ada Novik|Dov Marin"),
        ("Ada Novik et Dov Marin", "Ada Novik|Dov Marin"),
        ("Ada Novik, Bram Keller y Dov Marin.", "Ada Novik|Bram Keller|Dov Marin"),
        ("Dr. Ada Novik und Prof. Dov Marin", "Dr. Ada Novik|Prof. Dov Marin"),
        ("Ада Новик, Брам Келлер и Дов Марин", "Ада Новик|Брам Келлер|Дов Марин"),
        ("Ada Novik, Bram Keller, Dov Marin", "Ada Novik|Bram Keller|Dov Marin"),
        ("مهرداد رازی، شهرام بینا و نازی آرام", "مهرداد رازی|شهرام بینا|نازی آرام"),
        ("Ada Novik, Port Lobo", ""),
        ("Ada Novik, Coast Watch, Port Lobo", ""),
        ("The port and the council", ""),
    ],
)
def test_short_run_alone_below_its_heading(line: str, expected: str) -> None:
    assert (
        names(f"{LETTER}<p>Signed by:</p><p>{line}</p><p>The port is closed, and so is the road to it.</p>")
        == expected
    )


SENTENCES = [
    "Wir bitten den Rat, den Hafen vor dem Winter wieder zu öffnen.",
    "We ask the council to open the port again before the winter.",
    "Nous demandons à la mairie de rouvrir le port avant l’hiver.",
    "Мы просим городской совет снова открыть порт до зимы.",
    "ما از شورا می‌خواهیم بندر را پیش از زمستان باز کند.",
    "Belediyeden limanı kıştan önce yeniden açmasını istiyoruz.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize(
    "lines",
    [
        ["Ada Novik", "Bram Keller", "Cleo Hartwig", "Dov Marin"],
        [
            "Ada Novik – lawyer",
            "Bram Keller – poet",
            "Cleo Hartwig – Harbour Trust",
            "Dov Marin – Richter a. D.",
        ],
        ["Ada Novik, Bram Keller, Cleo Hartwig and Dov Marin"],
    ],
)
def test_sentence_in_the_markup_of_the_list(lines: list[str], sentence: str) -> None:
    body = "".join(f"<p>{line}</p>" for line in [*lines, sentence])
    assert names(f"{LETTER}<p>Signed by:</p>{body}") == "Ada Novik|Bram Keller|Cleo Hartwig|Dov Marin"


@pytest.mark.parametrize(
    "last",
    ["Organic Coast Assoc. of New Lobo, Inc.", "Dov Marin, professor of law at the old University of Tarn."],
)
def test_last_entry_with_a_full_stop(last: str) -> None:
    lines = ["Ada Novik, poet", "Harbour Union of the Coast", "Bram Keller, lawyer", last]
    assert len(found(LETTER + "<p>Signed by:</p>" + "".join(f"<p>{line}</p>" for line in lines))) == 4


@pytest.mark.parametrize(
    ("cue", "line", "expected"),
    [
        (
            "الموقعون:",
            "سلمى الراوي، شاعرة؛ كمال الداني، أستاذ؛ هند الساري، كاتبة",
            "سلمى الراوي|كمال الداني|هند الساري",
        ),
        ("聯署人：", "林樂怡、周子謙及許文慧", "林樂怡|周子謙|許文慧"),
        ("서명자:", "김하늘, 박도윤 및 이솔아", "김하늘|박도윤|이솔아"),
        ("امضاکنندگان:", "بهار نیکو، سهراب رازی و مینا سروش", "بهار نیکو|سهراب رازی|مینا سروش"),
        ("Yours sincerely,", "Ada Novik, Bram Keller and Cleo Hartwig", "Ada Novik|Bram Keller|Cleo Hartwig"),
    ],
)
def test_last_two_of_a_run(cue: str, line: str, expected: str) -> None:
    assert names(f"{LETTER}<p>{cue}</p><p>{line}</p>") == expected


@pytest.mark.parametrize(
    "line",
    [
        "Harbour Office, 12 Quay Street, Tarn",
        "About the author",
        "Über die Autorin",
        "Sobre el autor",
        "À propos",
        "Об авторе",
        "關於作者",
    ],
)
@pytest.mark.parametrize(
    "lines",
    [
        ["Harbour Union", "Coast Watch", "River Foundation", "Lake Alliance"],
        ["Harbour Union, Coast Watch, River Foundation, Lake Alliance"],
    ],
)
def test_short_line_behind_organisations(lines: list[str], line: str) -> None:
    body = "".join(f"<p>{text}</p>" for text in [*lines, line])
    expected = "Harbour Union|Coast Watch|River Foundation|Lake Alliance"
    assert (
        names(f"{LETTER}<p>Signed by:</p>{body}<p>She lives in a house by the sea with two dogs.</p>")
        == expected
    )


CARDS = [
    ("Ada Novik", "Lecturer at Tarn University", "Teachers"),
    ("Bram Keller", "Nurse at the Port Clinic", "Alumni"),
    ("Cleo Hartwig", "Student of Tarn University", "Students"),
    ("Dov Marin", "Chair of the Harbour Union", "Guests"),
    ("Elsa Quint", "Teacher at Selm School", "Guests"),
]


@pytest.mark.parametrize(
    "card",
    [
        '<li><div><div class="n">{}</div><div class="r">{}</div></div><span class="badge">{}</span></li>',
        '<div class="card"><h4>{}</h4><p class="r">{}</p><p class="b">{}</p></div>',
        '<div class="card"><span class="n">{}</span>\n<span>{}</span>\n<span>{}</span></div>',
    ],
)
def test_cards_that_the_markup_repeats(card: str) -> None:
    cards = "".join(card.format(*lines) for lines in CARDS)
    assert names(f"{LETTER}<h2>Signatories</h2><ul>{cards}</ul>") == "|".join(name for name, *_ in CARDS)


@pytest.mark.parametrize(
    "card",
    [
        '<div class="card"><span class="n">{}</span>\n<span class="w">{}</span></div>',
        '<div class="n">{}</div><div class="w">{}</div>',
    ],
)
def test_groups_below_names_are_where_the_signers_work(card: str) -> None:
    places = [
        "Tarn University, Coastal History",
        "TPH",
        "University of Selm",
        "Heron Institute, Ports",
        "Tarn University",
    ]
    cards = "".join(card.format(name, place) for (name, *_), place in zip(CARDS, places, strict=True))
    signers = found(f"{LETTER}<h2>Signatories</h2><div>{cards}</div>")
    assert [(s.name, s.affiliation) for s in signers] == [
        (name, place) for (name, *_), place in zip(CARDS, places, strict=True)
    ]


def test_rows_that_take_turns_in_their_classes() -> None:
    people = [name for name, *_ in CARDS] + ["Farid Osman", "Greta Lindahl", "Hana Brook"]
    rows = "".join(
        f'<li class="{("odd", "even")[index % 2]}">{name}</li>' for index, name in enumerate(people)
    )
    assert names(f"{LETTER}<h2>Signatories</h2><ul>{rows}</ul>") == "|".join(people)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ada Novik and Bram Keller, students", "Ada Novik:|Bram Keller:students"),
        ("Ada Novik und Bram Keller (Lehrerin)", "Ada Novik:|Bram Keller:Lehrerin"),
        ("Ada Novik et Bram Keller, écrivains", "Ada Novik:écrivains|Bram Keller:écrivains"),
        ("Ада Новик и Брам Келлер", "Ада Новик:|Брам Келлер:"),
        ("Ada Novik y Keller", "Ada Novik y Keller:"),
        ("Ana Novik e Silva Keller", "Ana Novik e Silva Keller:"),
        ("Ada and Bram Keller", "Ada and Bram Keller:"),
        ("Ada Novik and Bram Keller", "Ada Novik:|Bram Keller:"),
        ("Novik Hartwig & Bram Keller", "Novik Hartwig:|Bram Keller:"),
    ],
)
def test_two_persons_on_one_line(line: str, expected: str) -> None:
    signers = found(LETTER + "<p>Signed by:</p>" + SIGNERS + f"<p>{line}</p>")[len(PLACES) :]
    assert "|".join(f"{s.name}:{s.role}" for s in signers) == expected


ROLES_BEHIND = {
    "التوقيعات:": [
        ("سامي الحلبي", "ناقد أكاديمي وباحث"),
        ("نادية أبو شمس", "شاعرة"),
        ("وليد المصري", "روائي وكاتب سياسي"),
        ("هالة النجار", "باحثة في شؤون الموانئ"),
        ("يوسف البحري", ""),
    ],
    "امضاکنندگان:": [
        ("مهرداد رازی", "نویسنده"),
        ("نازی آرام", "شاعر و مترجم"),
        ("شهرام بینا", "وکیل دادگستری"),
        ("کیوان سپهری", "روزنامه نگار"),
    ],
}


@pytest.mark.parametrize("cue", ROLES_BEHIND)
def test_roles_right_behind_names_in_scripts_without_capitals(cue: str) -> None:
    people = ROLES_BEHIND[cue]
    lines = "".join(f"<p>{number}. {' '.join(filter(None, one))}</p>" for number, one in enumerate(people, 1))
    assert [(s.name, s.role) for s in found(f"{LETTER}<p>{cue}</p>{lines}")] == people


def test_few_words_for_roles_are_parts_of_names() -> None:
    people = ["سامي الحلبي", "ياسين علي كاتب", "وليد المصري", "هالة النجار", "يوسف البحري"]
    assert names(f"{LETTER}<p>التوقيعات:</p>" + "".join(f"<p>{name}</p>" for name in people)) == "|".join(
        people
    )


NAMES = [("Ada", "Novik"), ("Bram", "Keller"), ("Cleo", "Hartwig"), ("Dov", "Marin")]


@pytest.mark.parametrize(
    ("given", "surname", "country"),
    [
        ("First name", "Last name", "Country"),
        ("Name", "Surname", "Country"),
        ("Vorname", "Name", "Land"),
        ("Vorname", "Nachname", "Land"),
        ("Prénom", "Nom", "Pays"),
        ("Nombre", "Apellidos", "País"),
        ("Nome", "Cognome", "Paese"),
        ("Nome", "Sobrenome", "País"),
        ("Voornaam", "Achternaam", "Land"),
        ("Имя", "Фамилия", "Страна"),
        ("Imię", "Nazwisko", "Kraj"),
        ("Adı", "Soyadı", "Ülke"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_columns_for_the_parts_of_a_name(given: str, surname: str, country: str, turned: bool) -> None:
    heads, rows = (given, surname), NAMES
    if turned:
        heads, rows = heads[::-1], [row[::-1] for row in rows]
    cells = "".join(f"<tr><td>{a}</td><td>{b}</td><td>Peru</td></tr>" for a, b in rows)
    table = f"<table><tr><th>{heads[0]}</th><th>{heads[1]}</th><th>{country}</th></tr>{cells}</table>"
    assert [(s.name, s.kind, s.country) for s in found(f"{LETTER}<p>Signed by:</p>{table}")] == [
        (f"{a} {b}", "person", "PE") for a, b in NAMES
    ]


TURNED = [
    ("Novik, Ada", "teacher, Lima"),
    ("Keller-Roy, Bram", "Tarn University"),
    ("Hartwig, Cleo Maria", ""),
    ("van Marin, Dov", "nurse"),
    ("Quint Osman, Elsa", ""),
]


@pytest.mark.parametrize("line", ["<li>{}</li>", "<p>{}</p>"])
def test_surnames_first(line: str) -> None:
    entries = "".join(line.format(", ".join(filter(None, entry))) for entry in TURNED)
    signers = found(f"{LETTER}<p>Signed by:</p><ul>{entries}</ul>")
    assert [(s.name, s.kind) for s in signers] == [(name, "person") for name, _ in TURNED]
    assert (signers[0].role, signers[0].affiliation) == ("teacher", "Lima")


@pytest.mark.parametrize(
    "entries",
    [
        ["Heron, Lima", "Kestrel, Lima", "Marsh Watch, Lima", "Reed, Lima", "Tern, Quito"],
        ["HTC, Lima", "KWU, Oslo", "MWA, Rome", "RDN, Cairo", "Tern, Quito"],
        ["Ada Novik, Lima", "Bram Keller, Oslo", "Cleo Hartwig, Rome", "Dov Marin, Quito"],
    ],
)
def test_places_behind_a_comma_are_no_given_names(entries: list[str]) -> None:
    signers = found(
        f"{LETTER}<p>Signed by:</p><ul>" + "".join(f"<li>{entry}</li>" for entry in entries) + "</ul>"
    )
    assert [s.name for s in signers if s.kind == "person" and ", " in s.name] == []


@pytest.mark.parametrize("entry", ["✍ {}", "✅ {}", "☑️ {}", "➤ {}", "🖊 {}", "{} (12.03.2024)", "→ {}"])
def test_signs_and_days_are_no_part_of_names(entry: str) -> None:
    people = [name for name, *_ in CARDS]
    lines = "".join(f"<li>{entry.format(name)}</li>" for name in people)
    assert names(f"{LETTER}<h2>Signatories</h2><ul>{lines}</ul>") == "|".join(people)


def test_words_to_open_a_folded_list_are_no_signer() -> None:
    people = [name for name, *_ in CARDS]
    lines = "".join(f"<li>{name}</li>" for name in people)
    body = f"{LETTER}<h2>Signatories</h2><details><summary>Show all</summary><ul>{lines}</ul></details>"
    assert names(body) == "|".join(people)


@pytest.mark.parametrize("sign", [" – ", ", "])
def test_persons_who_sign_for_organisations(sign: str) -> None:
    groups = ["Heron Centre", "Kestrel Institute", "Harbour Union", "Selm Foundation", "Tarn Alliance"]
    pairs = zip(groups, CARDS, strict=True)
    lines = "".join(f"<li>{group}{sign}{name}, director</li>" for group, (name, *_) in pairs)
    assert names(f"{LETTER}<h2>Signatories</h2><ul>{lines}</ul>") == "|".join(groups)


def test_clauses_behind_a_colon_are_no_signers() -> None:
    text = (
        "La variété des signataires du texte cherche à dire l’essentiel : le secours et la patience. Imprimé ensemble "
        "par Le Phare et Marées, il rassemble des gens de tous milieux – marins, infirmières, poètes, pêcheurs, etc. – "
        "dont tous les noms viennent plus bas."
    )
    assert names(f"<h1>Lettre ouverte pour le port</h1><p>{text}</p>") == ""


def test_words_of_a_text_cannot_be_taken_out_of_what_is_remembered() -> None:
    assert isinstance(tokens("Ada Novik"), tuple)
