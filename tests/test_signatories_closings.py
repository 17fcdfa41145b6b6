"""Lists that close a page without words for signing right before them: whose they are shows only by the text above."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.benchmarks.adapters import signatories

TABLES = Path(__file__).parent / "sentences" / "closings"
OTHERS = tomllib.loads((TABLES / "others.toml").read_text(encoding="utf-8"))
HEADINGS = tomllib.loads((TABLES / "headings.toml").read_text(encoding="utf-8"))
ENTRIES = [
    "Dr Ada Novik, director",
    "Bram Keller, lawyer",
    "Professor Cleo Hartwig, historian",
    "Dov Marin, editor",
    "Esra Tunalı, journalist",
]
NAMES = ["Dr Ada Novik", "Bram Keller", "Professor Cleo Hartwig", "Dov Marin", "Esra Tunalı"]
LEAD = (
    "<p>The river clinic of Tarn was closed by the ministry in March, and since then eleven villages have had no "
    "doctor, no nurse and no ambulance at all.</p>"
)
FRAMES = {
    "p": "".join(f"<p>{entry}</p>" for entry in ENTRIES),
    "br": f"<p>{'<br>'.join(ENTRIES)}</p>",
    "ul": f"<ul>{''.join(f'<li>{entry}</li>' for entry in ENTRIES)}</ul>",
    "run": f"<p>{'; '.join(ENTRIES)}</p>",
}
OURS = (
    "<p>The ministry should think again. We need the clinic before the winter comes, and it was promised to all of us "
    "before the election.</p>"
)
THEIRS = "<p>The ministry should think again and open the clinic before the winter comes, as it promised in spring.</p>"


def read(body: str) -> list[str]:
    page = f"<html lang=en><body><main>{body}</main><footer>Contact Privacy</footer></body></html>"
    return [entry["name"] for entry in signatories(page, "https://example.org/clinic")["signatories"]]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(
    "text",
    [
        f"<h1>Open letter: keep the clinic open</h1>{LEAD}{OURS}",
        f"<h1>Clinics in an open letter</h1><p>The letter and its signatories are below.</p>{LEAD}{THEIRS}",
    ],
    ids=["first person", "signatories announced"],
)
def test_roles_show_who_closes_a_statement(text: str, frame: str) -> None:
    assert read(text + FRAMES[frame]) == NAMES


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(
    ("title", "before"),
    [
        (
            "Petition for the clinic six",
            "Six colleagues have been in prison since spring and nobody knows why.",
        ),
        ("Appeal for the clinic six", "The court sentenced the six defendants to four years in prison each."),
        (
            "Open letter on the clinic",
            "Copies of it were sent to the committee on health in the assembly last week.",
        ),
        ("Statement and debate", "At the debate on Friday the following guests will speak about the clinic."),
        (
            "Call for entries: clinic prize",
            "Entries are judged by an independent jury of experts in public health.",
        ),
        (
            "Statement on clinics: a report",
            "The report was written by a team of authors from four universities.",
        ),
        (
            "Ministry answers open letter",
            "The ministry has named a commission that will look at the case by May.",
        ),
        (
            "Petition reaches parliament",
            "The committee that will deal with it has been formed on Tuesday night.",
        ),
        (
            "Joint statement on the clinic",
            "For interviews about this statement please get in touch with our office.",
        ),
    ],
)
def test_others_close_pages_about_statements(title: str, before: str, frame: str) -> None:
    assert read(f"<h1>{title}</h1>{LEAD}<p>{before}</p>{FRAMES[frame]}") == []


def test_comments_behind_numbered_names_are_no_text() -> None:
    """Petitions number their signers; what one of them adds may be as long as a paragraph."""
    said = "‘" + "The clinic must stay open for all of us who live here, and for those who will. " * 2 + "’"
    entries = [f"{index}. {entry}" for index, entry in zip(range(9, 4, -1), ENTRIES, strict=True)]
    entries[2] += f": {said}"
    text = f"<h1>Open letter: keep the clinic open</h1>{LEAD}<p>We, the undersigned, ask the ministry to open it.</p>"
    assert read(text + "".join(f"<p>{entry}</p>" for entry in entries)) == NAMES


def test_long_affiliations_between_semicolons_are_of_a_run() -> None:
    place = "Faculty of Natural Sciences of the University of Tarn with its seat for the time being in Selm"
    run = "; ".join(
        f"{name}, docent, {place}" for name in ("Ada Novik", "Bram Keller", "Dov Marin", "Cleo Hartwig")
    )
    text = f"<h1>Petition for the clinic</h1>{LEAD}<p>We, the undersigned, ask the ministry to open it.</p>"
    assert read(f"{text}<p>{run}</p>") == ["Ada Novik", "Bram Keller", "Dov Marin", "Cleo Hartwig"]


@pytest.mark.parametrize(("code", "number"), [(code, number) for code in OTHERS for number in range(6)])
def test_list_below_a_sentence_about_others(code: str, number: int) -> None:
    """Prisoners, a jury, speakers, whom a letter was sent to, the dead, a team: the letter speaks as signers do."""
    table = OTHERS[code]
    text = f"<h1>{table['title']}</h1><p>{table['speaks']}</p>"
    said = f"<p>{table['sentences'][number]}</p>"
    for body in (f"<p>{'<br>'.join(table['entries'])}</p>", f"<ul><li>{'<li>'.join(table['entries'])}</ul>"):
        assert len(read(text + body)) == len(table["entries"])
        assert read(text + said + body) == []


def below(code: str, heading: str, frame: str) -> list[str]:
    table = HEADINGS[code]
    items = "</li><li>".join(table["entries"])
    lines = "<br>".join(table["entries"])
    run = ("、" if code in ("zh", "ja") else ", ").join(table["entries"])
    body = {
        "heading": f"<h3>{heading}</h3><ul><li>{items}</li></ul>",
        "line": f"<p>{heading}</p><ul><li>{items}</li></ul>",
        "br": f"<p>{heading}<br>{lines}</p>",
        "run": f"<p>{heading} {run}</p>",
    }[frame]
    return read(f"<h1>{table['title']}</h1>{LEAD}{body}")


@pytest.mark.parametrize("frame", ["heading", "line", "br", "run"])
@pytest.mark.parametrize(
    ("code", "heading"), [(code, text) for code in HEADINGS for text in HEADINGS[code]["others"]]
)
def test_headings_over_those_who_did_not_sign(code: str, heading: str, frame: str) -> None:
    assert below(code, heading, frame) == []


@pytest.mark.parametrize("frame", ["heading", "line", "br", "run"])
@pytest.mark.parametrize(
    ("code", "heading"), [(code, text) for code in HEADINGS for text in HEADINGS[code]["signers"]]
)
def test_headings_that_only_look_like_it(code: str, heading: str, frame: str) -> None:
    assert below(code, heading, frame) == HEADINGS[code]["entries"]


PERSONS = ["Ada Novik", "Bram Keller", "Cleo Hartwig", "Dov Marin", "Esra Moreau"]
ITEMS = f"<ul><li>{'</li><li>'.join(PERSONS)}</li></ul>"
SIGNED = "<h3>Signatories</h3><ul><li>Harbour Rights Watch</li><li>Heron Foundation</li><li>League of Rivers</li></ul>"


def rows(columns: str, cells: str) -> str:
    head = "".join(f"<th>{column}</th>" for column in columns.split("|"))
    body = "".join(f"<tr><td>{name}</td>{cells}</tr>" for name in PERSONS)
    return f"<table><tr>{head}</tr>{body}</table>"


@pytest.mark.parametrize(
    "other",
    [
        f"<h3>The Tarn Five</h3>{ITEMS}",
        f"<p>The Tarn Five</p>{ITEMS}",
        f"<h3>Trustees</h3>{ITEMS}",
        f"<h3>Present</h3>{ITEMS}",
        f"<h3>In this story</h3>{ITEMS}",
        rows("Name|Age|Arrested", "<td>34</td><td>3 May 2024</td>"),
        rows("Name|Constituency|Vote", "<td>Tarn</td><td>No</td>"),
        "".join(
            f"<div><b>{name}</b> <span>3 May 2024</span><p>I agree with it.</p></div>" for name in PERSONS
        ),
        f"<p>By {', '.join(PERSONS[:-1])} and {PERSONS[-1]}</p>",
        f"<p>{', '.join(PERSONS)}</p>",
        f"<p>With {', '.join(PERSONS[:-1])}. Moderated by {PERSONS[-1]}.</p>",
        f"<figure><figcaption>{', '.join(PERSONS)} in front of the clinic.</figcaption></figure>",
    ],
)
@pytest.mark.parametrize("signed", ["", SIGNED], ids=["alone", "beside signers"])
def test_other_lists_of_a_letter(other: str, signed: str) -> None:
    text = f"<h1>Open letter on the river clinic</h1>{LEAD}{OURS}"
    for body in (other + signed, signed + other):
        assert not set(PERSONS).intersection(read(text + body))
