"""PDF statements: lines to paragraphs and lists, links and metadata, and files that cannot be read."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from aggregator import settings
from aggregator.extract import article, links, signatories
from aggregator.extract.bidi import logical
from aggregator.extract.dates import publication
from aggregator.extract.document import Document
from aggregator.extract.pdf import to_html
from aggregator.items import ReadSettings
from tests import crawling
from tests.loopback import Answer, serving
from tests.pdfs import Row, locked, pdf

URL = "https://watch.example/statements/harbour.pdf"
NAMES = [
    "Mara Ellingsen, lawyer",
    "Tomas Kvist, former mayor of Orwick",
    "Runa Meister",
    "Ola Brandt",
    "Signe Aaberg",
]
LEAD = [
    Row("The undersigned call on the city of Orwick to free without delay the four peo-", gap=30),
    "ple who were taken from the harbour on Monday night, and to let their families",
    "and lawyers see them. None of them has been told what the charge against them",
    "is, and the well-known ferry master Arne Dahl has been held for eleven days.",
    Row("We shall not be silent while this goes on, and we ask every city on this coast", gap=24),
    "to say so as well. See https://watch.example/case for more.",
]
STATEMENT = [Row("Joint statement on the arrests at Orwick harbour", 18), *LEAD]
INFO = "/Title (statement-final.docx) /Author (Harbour Watch) /CreationDate (D:20260301101010Z)"


def body(*pages: list[Row | str], info: str = "") -> str:
    html, problem = to_html(pdf(pages, info))
    assert problem == ""
    return html.partition("<article>")[2].partition("</article>")[0]


def test_a_statement_is_read_like_a_page() -> None:
    names = [Row("Signatories:", gap=24), *NAMES]
    document = Document.from_bytes(pdf([[*STATEMENT, *names]], INFO), "application/pdf", URL)
    read = article.read(document, ReadSettings())
    found = signatories.read(document.blocks, title=read.title)
    article.include(read, document.blocks, found.kept)
    assert (read.verdict, read.title, read.language) == (
        "article",
        "Joint statement on the arrests at Orwick harbour",
        "en",
    )
    assert "the four people who were taken" in read.text
    assert [one.name for one in found.signatures] == [name.split(",")[0] for name in NAMES]
    assert found.signatures[1].role.startswith("former mayor")
    assert "Runa Meister\nOla Brandt" in read.text
    assert [link.url for link in links.links(document, read, ReadSettings())] == [
        "https://watch.example/case"
    ]
    assert document.problems == []


def test_the_day_the_file_was_made_is_not_the_day_of_the_text() -> None:
    document = Document.from_bytes(pdf([STATEMENT], INFO), "application/pdf", URL)
    assert "pdf:generated" in document.text
    published, modified = publication(document, ReadSettings(), "2026-05-01T00:00:00Z")
    assert (published.value, modified.value) == (None, None)


def test_a_persian_statement() -> None:
    names = ["مهرناز دلاویز", "سیاوش نیلرود", "پرستو سپیددشت", "بهرام کوهزاد", "آذر مهربان"]
    lead = [
        "ما امضاکنندگان این بیانیه خواستار آزادی بی قید و شرط آموزگاران بازداشت شده هستیم",
        "و سکوت نخواهیم کرد.",
    ]
    page = [
        Row("بیانیه کانون آموزگاران سپیددشت", 18),
        Row(lead[0], gap=30),
        lead[1],
        Row("امضاکنندگان:", gap=24),
        *names,
    ]
    document = Document.from_bytes(pdf([page]), "", URL)
    read = article.read(document, ReadSettings())
    assert (read.title, read.language) == ("بیانیه کانون آموزگاران سپیددشت", "fa")
    assert [one.name for one in signatories.read(document.blocks, title=read.title).signatures] == names


@pytest.mark.parametrize(
    "text",
    [
        "مهرناز دلاویز، آموزگار",
        "1. سیاوش نیلرود",
        "در ۱۲ مرداد ۱۴۰۴ هستیم.",
        "کانون (سپیددشت) آموزگاران",
        "نشانی watch.example/case است",
        "תמרה אלקושי, בת 78",
        "בשנת 2026 (מאי)",
    ],
)
def test_lines_drawn_from_left_to_right_are_turned_around(text: str) -> None:
    drawn = _drawn(text)
    assert drawn != text
    assert logical(drawn) == text


def _drawn(text: str) -> str:
    """The line as it stands on paper: words and numbers of left-to-right scripts keep their own order."""
    mirrored = text.translate(str.maketrans("()", ")("))
    parts = re.split(r"([A-Za-z./]*[A-Za-z]|[0-9۰-۹]+)", mirrored)
    return "".join(part if at % 2 else part[::-1] for at, part in reversed(list(enumerate(parts))))


def test_a_line_in_another_script_keeps_its_order() -> None:
    assert logical("Signed (2026) by 4") == "Signed (2026) by 4"


def test_contextual_forms_become_letters() -> None:
    assert "لا" in body(["\ufefb", "b"])
    assert "office" in body(["o\ufb03ce \u0107"])


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["Mara Ellingsen", "Ola Brandt"], "<p>Mara Ellingsen<br>\nOla Brandt</p>"),
        (["Signed by:", "Ola Brandt"], "<p>Signed by:</p>\n<p>Ola Brandt</p>"),
        (["One.", Row("Two.", gap=40), "Three.", "Four.", "Five."], "<p>One.</p>\n<p>Two.<br>"),
        (["a < b & c", Row('"d"', gap=14)], "a &lt; b &amp; c<br>\n&quot;d&quot;"),
        (LEAD, "the four people who were taken"),
        (LEAD, "the charge against them\nis, and the well-known"),
        (
            [Row("Italy", bold=True), "Mara Ellingsen", "Ola Brandt", "Runa Meister"],
            "<h3>Italy</h3>\n<p>Mara",
        ),
        ([*LEAD, Row("Annex", 15, gap=30)], "<h2>Annex</h2>"),
        (
            [*LEAD, Row("Names", gap=14, link="https://watch.example/n.pdf")],
            'Names<a href="https://watch.example/n.pdf">',
        ),
        (
            [*LEAD, Row("The first line of the next paragraph stands a little to the right.", x=90)],
            "</p>\n<p>The first",
        ),
        (
            [*LEAD[:2], "• The city frees them all", "• The court hears them"],
            "<br>\n• The city frees them all<br>\n• The court",
        ),
    ],
)
def test_lines(lines: list[Row | str], wanted: str) -> None:
    assert wanted in body(lines)


def test_a_hyphen_that_the_text_writes_elsewhere_is_kept() -> None:
    lines = [
        *LEAD[:3],
        "is, and the harbour of Orwick has never seen such a thing before, says the well-",
        "known master.",
    ]
    assert "wellknown" in body(lines)
    assert "well-known master" in body([*lines, Row("A well-known master.", gap=30)])


def test_running_heads_and_page_numbers_interrupt_nothing() -> None:
    pages = [
        ["Harbour Watch", "Mara Ellingsen", "Ola Brandt", "- 1 -"],
        ["Harbour Watch", "Runa Meister", "Jon Vik", "- 2 -"],
    ]
    found = body(*pages)  # type: ignore[arg-type]
    assert "Mara Ellingsen<br>\nOla Brandt<br>\nRuna Meister<br>\nJon Vik" in found
    assert found.endswith("<footer><p>Harbour Watch</p><p>- 1 -</p><p>- 2 -</p></footer>")


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Letter to the mayor", True),
        ("letter_final.docx", False),
        ("Microsoft Word - letter", False),
        ("Untitled", False),
    ],
)
def test_only_a_real_title_is_one(title: str, kept: bool) -> None:
    html, _ = to_html(pdf([["Text"]], f"/Title ({title})"))
    assert ("<title>" in html) is kept


PLAIN = pdf([STATEMENT])


@pytest.mark.parametrize(
    ("data", "problem", "reason"),
    [
        (locked(PLAIN), "pdf-encrypted", "password"),
        (b"%PDF-1.7 and nothing else", "pdf-broken", "damaged"),
        (PLAIN[:300], "pdf-broken", "damaged"),
        (pdf([[]]), "pdf-scanned", "pictures"),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, problem: str, reason: str) -> None:
    document = Document.from_bytes(data, "application/pdf", URL)
    assert document.problems == [problem]
    read = article.read(document, ReadSettings())
    assert read.verdict == "not-extracted"
    assert reason in read.reason


def test_every_damage_is_survived() -> None:
    for at in range(0, len(PLAIN), 41):
        html, problem = to_html(PLAIN[:at] + b"\xff[<<" + PLAIN[at + 4 :])
        assert html.endswith("</html>")
        assert problem in ("", "pdf-broken", "pdf-scanned", "pdf-encrypted", "pdf-cut")


def test_a_long_file_is_cut_and_ends_soon() -> None:
    start = time.process_time()
    html, problem = to_html(pdf([["A page"]] * 200))
    assert problem == "pdf-cut"
    assert html.count("A page") == 150
    _, problem = to_html(pdf([["word " * 400] * 5_000]))
    assert problem == "pdf-cut"
    assert time.process_time() - start < 60


def test_a_page_that_is_only_called_a_pdf_is_a_page() -> None:
    assert Document.from_bytes(b"<p>Not here", "application/pdf", URL).tree.findtext(".//p") == "Not here"


def test_a_pdf_that_an_input_lists_is_crawled_and_one_that_a_page_links_to_is_only_noted(
    tmp_path: Path,
) -> None:
    with serving() as site:
        file = Answer(
            pdf([[*STATEMENT, Row("Signatories:", gap=24), *NAMES]]),
            headers={"Content-Type": "application/pdf"},
        )
        site.put("/annex.pdf", file)
        text = " ".join(row.text if isinstance(row, Row) else row for row in LEAD)
        page = crawling.html("Harbour letter", text, text, "See <a href='/annex.pdf'>the annex</a>.")
        urls = [site.put("/letter.pdf", file), site.put("/page", page)]
        crawling.write_source(tmp_path / "sources", "alpha", site.put("/feed", crawling.rss(urls)))
        crawling.crawl(tmp_path, {"ITEM_PIPELINES": settings.ITEM_PIPELINES})
        assert "/annex.pdf" not in site.paths()
    rows = crawling.rows(
        tmp_path,
        "select a.url, count(s.id) from articles as a left join signatures as s on s.article_id = a.id group by a.id",
    )
    assert {url.rpartition("/")[2]: count for url, count in rows} == {"letter.pdf": len(NAMES), "page": 0}
    links = crawling.rows(tmp_path, "select kind from related_links where url like '%annex.pdf'")
    assert links == [("document",)]
