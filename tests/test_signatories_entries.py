"""One line of a list, one row a form: what is the name, the role, the affiliation, the country."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from aggregator.extract.blocks import blocks
from aggregator.extract.signatories import read
from aggregator.extract.signatories.entries import Entry, prepare
from aggregator.extract.signatories.kinds import decide

P, ORG = "person", "organisation"

ROWS = [
    ("Amber Lowell", "Amber Lowell", P, "", "", ""),
    ("1. Amber Lowell, novelist", "Amber Lowell", P, "novelist", "", ""),
    (
        "• Dr. Amber Lowell, Director of Heron Centre, Canada (RLA 2004)",
        "Dr. Amber Lowell",
        P,
        "Director of Heron Centre",
        "",
        "CA",
    ),
    ("Amber Lowell, Professor, Farport University", "Amber Lowell", P, "Professor", "Farport University", ""),
    ("Amber Lowell (Heron Centre)", "Amber Lowell", P, "", "Heron Centre", ""),
    ("Amber Lowell- singer", "Amber Lowell", P, "singer", "", ""),
    ("Amber Lowell –Heron Press", "Amber Lowell", P, "", "Heron Press", ""),
    ("Jean-Luc Amber-Lowell", "Jean-Luc Amber-Lowell", P, "", "", ""),
    ("Amber Lowell | journalist | Farport", "Amber Lowell", P, "journalist", "Farport", ""),
    (
        "Ms. Amber Lowell, Special Rapporteur on housing",
        "Amber Lowell",
        P,
        "Special Rapporteur on housing",
        "",
        "",
    ),
    ("Florida Senator Amber Lowell", "Amber Lowell", P, "Florida Senator", "", ""),
    (
        "Deputado Federal Caio Figueira (PT/RS), Presidente da Comissão",
        "Caio Figueira",
        P,
        "Deputado Federal, Presidente da Comissão",
        "PT/RS",
        "",
    ),
    ("Amber Lowell, former mayor of Farport", "Amber Lowell", P, "former mayor of Farport", "", ""),
    ("Lantern Foundation", "Lantern Foundation", ORG, "", "", ""),
    ("Lantern Foundation (LF), France", "Lantern Foundation (LF)", ORG, "", "", "FR"),
    ("Lantern Foundation (Lyon, France)", "Lantern Foundation", ORG, "", "", "FR"),
    ("Associação Porto Vivo – APV", "Associação Porto Vivo – APV", ORG, "", "", ""),
    ("APV – Associação Porto Vivo", "APV – Associação Porto Vivo", ORG, "", "", ""),
    ("Lantern Foundation España", "Lantern Foundation España", ORG, "", "", ""),
    ("- Verein Hafenlicht e. V.", "Verein Hafenlicht e. V.", ORG, "", "", ""),
    ("LANTERN", "LANTERN", ORG, "", "", ""),
    ("hafenlicht.org", "hafenlicht.org", ORG, "", "", ""),
    ("王海寧（北海大學教授）", "王海寧", P, "北海大學教授", "", ""),
    ("王海寧教授", "王海寧", P, "教授", "", ""),
    ("海港勞工協會", "海港勞工協會", ORG, "", "", ""),
    ("早乙女 実", "早乙女 実", P, "", "", ""),
    ("김하늘 - 변호사", "김하늘", P, "변호사", "", ""),
    ("새벽여성연대", "새벽여성연대", ORG, "", "", ""),
    ("سليم الحارثي، محامٍ", "سليم الحارثي", P, "محامٍ", "", ""),
    ("مركز النخيل لحقوق الإنسان، العراق", "مركز النخيل لحقوق الإنسان", ORG, "", "", "IQ"),
    ("Олег Варнавин, председатель Фонда «Причал»", "Олег Варнавин", P, "председатель Фонда «Причал»", "", ""),
    ("Фонд «Причал»", "Фонд «Причал»", ORG, "", "", ""),
    (
        "Prof. Dr. Karla Winter, Universität Uferstadt",
        "Prof. Dr. Karla Winter",
        P,
        "",
        "Universität Uferstadt",
        "",
    ),
    ("Hugo Marchand, ancien ministre", "Hugo Marchand", P, "ancien ministre", "", ""),
    ("J. P. Lowell", "J. P. Lowell", P, "", "", ""),
    ("Elif Sancak, avukat, İzmir Barosu", "Elif Sancak", P, "avukat", "İzmir Barosu", ""),
    ("Bram de Wit, directeur, Uferrecht BV", "Bram de Wit", P, "directeur", "Uferrecht BV", ""),
    ("Dario Monteverde – regista", "Dario Monteverde", P, "regista", "", ""),
]


@pytest.mark.parametrize(
    ("text", "name", "kind", "role", "affiliation", "country"), ROWS, ids=[row[0] for row in ROWS]
)
def test_entry(text: str, name: str, kind: str, role: str, affiliation: str, country: str) -> None:
    entry = prepare(Entry(text))
    decide([entry])
    assert (entry.name, entry.kind, entry.role, entry.affiliation, entry.country) == (
        name,
        kind,
        role,
        affiliation,
        country,
    )


@pytest.mark.parametrize(
    "role",
    ["former judge", "ex-deputado", "ancien ministre", "ehemalige Richterin", "бывший депутат", "eski bakan"],
)
def test_former_is_a_flag_and_stays_in_the_text(role: str) -> None:
    entry = prepare(Entry(f"Amber Lowell, {role}"))
    decide([entry])
    assert entry.former and entry.role == role


def test_invisible_letters_stay_in_print() -> None:
    entry = prepare(Entry("\u200fکیوان سپهری\u200cنژاد، شاعر"))
    decide([entry])
    assert entry.name == "کیوان سپهری\u200cنژاد"


def test_a_row_that_ends_like_a_title_is_still_a_row():
    rows = "".join(
        f"<tr><td>{n}</td><td>{name}</td><td>{role}</td><td>{place}</td></tr>"
        for n, (name, role, place) in enumerate(
            (
                ("Miriam Ashdown", "former judge", "Port Selin Court of Appeal"),
                ("Tomas Verhaegen", "lecturer", "University of Oudehaven"),
                ("Leila Farahmandi", "lawyer", "Kelid House of Law"),
            ),
            1,
        )
    )
    page = (
        "<html><body><article><h1>Free the reporters</h1><p>We call on the court to free the four reporters now.</p>"
        f"<h3>Signatories</h3><table>{rows}</table></article></body></html>"
    )
    found = read(blocks(document_fromstring(page))).signatures
    assert [s.name for s in found] == ["Miriam Ashdown", "Tomas Verhaegen", "Leila Farahmandi"]
