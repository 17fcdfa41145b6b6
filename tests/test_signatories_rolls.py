"""Lists that only their numbers, a plain label, a byline or broken markup show, and signers who stay anonymous."""

from __future__ import annotations

import pytest

from tests.benchmarks.adapters import signatories

TEXT = (
    "<p>The council of Tarn sold the marsh behind the harbour in May, and nobody who lives there was asked.</p>"
    "<p>Whoever agrees may add a name until the end of the year.</p>"
)


def names(body: str) -> str:
    page = f"<html><body><article>{body}</article></body></html>"
    return "|".join(entry["name"] for entry in signatories(page, "https://heron.example/")["signatories"])


def roll(entries: list[str]) -> str:
    return "".join(f"<p>{entry}</p>" for entry in entries)


DESCENDING = [
    "1208. Dr Amber Lowell – University of Tarn",
    "1207. Tom Ashgrove – teacher: ‘The marsh belongs to all of us, and to our children.’",
    "1206. Lina Farouk – Heron Centre",
    "1205. Ivo Brandt",
    "1204. Ruta Jansone – Selm College",
]
JAPANESE = [
    "904 藤本あかり／会社員／湿地を次の世代に残したいと思い、賛同いたします。",
    "903 匿名希望",
    "902 佐々木健一／タルン大学 教授",
    "901 山口みどり",
    "900 中村俊介／市民／売却の撤回を求めます。",
    "899 匿名希望／会社役員",
]


@pytest.mark.parametrize(
    ("heading", "entries", "expected"),
    [
        (
            "Statement on the marsh: signatories #1208 and counting",
            DESCENDING,
            "Amber Lowell|Tom Ashgrove|Lina Farouk|Ivo Brandt|Ruta Jansone",
        ),
        ("声明への賛同者", JAPANESE, "藤本あかり|佐々木健一|山口みどり|中村俊介"),
    ],
)
def test_counted_signatures_stand_apart_from_their_heading(
    heading: str, entries: list[str], expected: str
) -> None:
    assert names(f"<h1>{heading}</h1>{TEXT}{roll(entries)}").replace("Dr ", "") == expected


@pytest.mark.parametrize("heading", ["Letters to the editor about the marsh", "The marsh in numbers"])
def test_counted_lines_under_other_headings_sign_nothing(heading: str) -> None:
    assert names(f"<h1>{heading}</h1>{TEXT}{roll(DESCENDING)}") == ""


def test_numbers_that_do_not_count_on_are_no_roll() -> None:
    years = [
        f"{year}. {entry.partition('. ')[2]}"
        for year, entry in zip((1208, 900, 12, 7, 3), DESCENDING, strict=True)
    ]
    assert names(f"<h1>Signatories of the letter and their seats</h1>{TEXT}{roll(years)}") == ""


@pytest.mark.parametrize(
    "words", ["Anonymous", "Name withheld", "Anonyme", "Аноним", "匿名", "مجهول", "익명"]
)
def test_nobody_is_named_where_a_signer_stays_anonymous(words: str) -> None:
    items = "".join(f"<li>{name}</li>" for name in ["Amber Lowell", words, "Tom Ashgrove", "Lina Farouk"])
    page = f"<h1>Open letter on the marsh</h1>{TEXT}<h2>Signatories</h2><ul>{items}</ul>"
    assert names(page) == "Amber Lowell|Tom Ashgrove|Lina Farouk"


def test_list_below_a_first_signer_of_its_own() -> None:
    items = "".join(f"<li>{name}</li>" for name in ["Amber Lowell, teacher", "Tom Ashgrove", "Lina Farouk"])
    head = f"<h1>Open letter on the marsh</h1>{TEXT}<h2>Signatories</h2><p>Heron Marsh Association</p>"
    assert names(f"{head}<ul>{items}</ul>") == "Heron Marsh Association|Amber Lowell|Tom Ashgrove|Lina Farouk"
    apart = f"{head}</article><aside><ul>{items}</ul></aside><article>"
    assert names(apart) == "Heron Marsh Association"


def test_cue_broken_by_the_ends_of_lines() -> None:
    run = "台灣濕地保護協會、塔恩人權促進會、海港居民聯盟、北岸教師工會"
    text = "<p>我們呼籲政府停止出售濕地，並將本聲明遞交給市議會。</p>"
    assert names(f"<h1>停止出售濕地聯合聲明</h1>{text}<p>連 署團體：{run}</p>") == run.replace("、", "|")


def test_words_for_people_among_other_items_head_no_list() -> None:
    items = ["Heron Marsh Association", "Green Quay Forum", "Students for students"]
    items += ["Selm Teachers' Union", "Tarn Harbour Society", "Marsh Watch", "North Shore Club"]
    listed = "".join(f"<li>{item}</li>" for item in items)
    page = f"<h1>Open letter on the marsh</h1>{TEXT}<p>We thank these groups for what they taught us:</p>"
    assert names(f"{page}<ul>{listed}</ul>") == ""


def test_motion_counts_its_signatories_behind_another_label() -> None:
    signers = "".join(f"<p>{name}</p>" for name in ["Amber Lowell", "Tom Ashgrove", "Lina Farouk"])
    motion = "<p>That this House regrets the sale of the marsh behind the harbour of Tarn; and calls for it to end.</p>"
    head = "<h4>950 The marsh of Tarn</h4>"
    assert names(f"{head}<p>Tabled: 9/03/23 Signatories: 3</p>{signers}{motion}") == (
        "Amber Lowell|Tom Ashgrove|Lina Farouk"
    )
    assert names(f"{head}<p>Tabled: 9/03/23 Amendments: 3</p>{signers}{motion}") == ""


GROUPS = ["Heron Marsh Association", "Green Quay Forum", "Tarn Teachers' Union", "Selm Harbour Society"]


@pytest.mark.parametrize(
    "words",
    [
        "List of organisations",
        "Liste des organisations",
        "Elenco delle organizzazioni",
        "Список организаций",
        "Lista das organizações",
        "Liste der Organisationen",
        "רשימת הארגונים",
        "قائمة المنظمات",
        "團體名單",
    ],
)
def test_list_of_organisations_in_the_text_of_a_statement(words: str) -> None:
    body = f"{TEXT}<p>{words}: {', '.join(GROUPS)}</p>"
    assert names(f"<h1>Joint statement on the marsh</h1>{body}") == "|".join(GROUPS)
    assert names(f"<h1>The marsh of Tarn and its visitors</h1>{body}") == ""


@pytest.mark.parametrize(
    "words", ["List of organisations we wrote to", "List of organisations that answered"]
)
def test_list_of_other_organisations(words: str) -> None:
    assert names(f"<h1>Joint statement on the marsh</h1>{TEXT}<p>{words}: {', '.join(GROUPS)}</p>") == ""


PERSONS = [
    "Amber Lowell",
    "Tom Ashgrove",
    "Lina Farouk",
    "Ivo Brandt",
    "Ruta Jansone",
    "Oskar Pell",
    "Nadia Wick",
]


def byline(title: str, persons: list[str]) -> str:
    return names(f"<h1>{title}</h1><div>3 May 2021</div><div>{', '.join(persons)}</div>{TEXT}")


def test_byline_of_a_statement_names_its_signers() -> None:
    assert byline("Appeal of artists and scholars for the marsh", PERSONS) == "|".join(PERSONS)


@pytest.mark.parametrize(
    ("title", "persons"),
    [
        ("Appeal of artists and scholars for the marsh", PERSONS[:3]),
        ("The marsh, as seen by those who live there", PERSONS),
        ("Appeal of artists and scholars for the marsh", [*PERSONS[:6], "Marsh", "Environment"]),
    ],
)
def test_other_bylines(title: str, persons: list[str]) -> None:
    assert byline(title, persons) == ""


def test_byline_that_links_to_topics() -> None:
    links = ", ".join(f'<a href="/tag/{index}">{name}</a>' for index, name in enumerate(PERSONS))
    assert names(f"<h1>Appeal of artists and scholars for the marsh</h1><div>{links}</div>{TEXT}") == ""


ROLES = "Amber Lowell, psychotherapist|Tom Ashgrove, Heron Network|Lina Farouk, co-chair, Quay|Ivo Brandt, founder"


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("Many see the sale as a betrayal, say the 30 signatories to this letter", 4),
        ("Many see the sale as a betrayal, say the authors of the report", 0),
        ("The minister wrote a letter about the sale before he resigned", 0),
    ],
)
def test_closing_of_a_letter_whose_standfirst_counts_signatories(lead: str, expected: int) -> None:
    body = f"<p>{lead}</p>{TEXT}{''.join(f'<p>{entry}</p>' for entry in ROLES.split('|'))}"
    found = names(f"<h1>The marsh must stay open</h1>{body}")
    assert len(found.split("|")) * bool(found) == expected


def test_footer_of_the_post_ends_a_list() -> None:
    entries = "<br>".join(
        ["Amber Lowell, teacher", "Tom Ashgrove, lawyer", "Lina Farouk, poet", "Ivo Brandt, actor"]
    )
    post = f"<div class='post-body'>{TEXT}<div>Signed by:<br>{entries}</div></div>"
    footer = "<div class='post-footer'>Posted by Heron at 12:31 No comments</div><div>Subscribe to: Posts (Atom)</div>"
    assert names(f"<h1>Petition for the marsh</h1>{post}{footer}") == (
        "Amber Lowell|Tom Ashgrove|Lina Farouk|Ivo Brandt"
    )


def test_news_below_a_headline_of_signing_is_no_list() -> None:
    news = (
        "(TNA) - Tarn, 16 Apr. - Amber Lowell, who writes novels, put the appeal on her page. Within hours the idea of "
        "the Tarn novelist gathered signatures of many in the world of culture, sport, work, music and the stage."
    )
    assert names(f"<h3>Culture: 130 artists sign appeal 'We stand with the marsh'</h3><p>{news}</p>") == ""


def test_salutation_below_words_for_signing_is_no_signer() -> None:
    letter = "<p>The faculty released an open letter and gather signatures:</p><p>Dear Members of the Tarn Board</p>"
    assert names(f"<h1>Open letter on the marsh</h1>{letter}{TEXT}") == ""


def test_maker_of_a_petition_beside_its_counter() -> None:
    page = "<ul><li>signatures</li><li>0 / 100</li><li>Created by</li><li>Amber Lowell</li></ul>"
    assert names(f"<h1>Appeal of teachers for the marsh</h1>{page}{TEXT}") == ""


def test_buttons_beside_comments_are_no_signers() -> None:
    lead = "<p>We, the undersigned workers of culture and science, declare our support for the marsh.</p>"
    assert names(f"<h1>Manifesto for the marsh</h1>{lead}<p>Like</p><p>Well Said</p><p>Like</p>") == ""
