"""From author lines and pages to the people who wrote them."""

from __future__ import annotations

import pytest

from aggregator.extract import article
from aggregator.extract.authors import read_authors
from aggregator.extract.document import Document
from aggregator.extract.people import Reader
from aggregator.extract.words import agencies, languages, words_for
from aggregator.items import ReadSettings

SITES = frozenset(("nord bote", "nordbote"))


def reader(language: str = "en") -> Reader:
    return Reader(words_for(language), SITES)


@pytest.mark.parametrize(
    ("language", "line", "visible", "want"),
    [
        ("en", "By Ines Calloway and Tobin Achterberg", True, ["Ines Calloway", "Tobin Achterberg"]),
        ("en", "By Ines Calloway, Courts Correspondent", True, ["Ines Calloway"]),
        ("en", "Ines Calloway Updated 3 May 2026", True, ["Ines Calloway"]),
        ("en", "Ines Calloway Link Copied", True, ["Ines Calloway"]),
        ("en", "Ines Calloway, MD, PhD", False, ["Ines Calloway"]),
        ("en", "Perrin Bacall Jr.", False, ["Perrin Bacall Jr."]),
        ("en", "Ines Calloway (ines@mail.example)", False, ["Ines Calloway"]),
        ("en", "Admin", False, []),
        ("en", "Nord Bote", False, []),
        ("en", "Editorial Team", False, []),
        ("en", "Reuters", False, []),
        ("en", "Ines Calloway, AFP", False, ["Ines Calloway"]),
        ("en", "https://example.org/ines", False, []),
        ("en", "orwick1", False, ["orwick"]),
        ("en", "Read the whole story here", True, []),
        (
            "de",
            "Von Hannelore Wiesengrund und Jost Petermichel, dpa",
            False,
            ["Hannelore Wiesengrund", "Jost Petermichel"],
        ),
        ("de", "Von Hannelore von der Au", True, ["Hannelore von der Au"]),
        ("fr", "par Clémence Aubrac-Teller, 3 novembre 2025", True, ["Clémence Aubrac-Teller"]),
        ("it", "di Elvira Sanguineti e Ottavio Brambilla", True, ["Elvira Sanguineti", "Ottavio Brambilla"]),
        (
            "es",
            "Por Maribel Quiñonez y Jacinta Luque Prado",
            True,
            ["Maribel Quiñonez", "Jacinta Luque Prado"],
        ),
        ("ru", "Автор: Глеб Вышегородский", True, ["Глеб Вышегородский"]),
        ("fa", "نویسنده: مهرناز دلاویز", True, ["مهرناز دلاویز"]),
        ("fa", "تحریریه", False, []),
        ("ar", "بقلم: رنيم الجبلاوي", True, ["رنيم الجبلاوي"]),
        ("tr", "Haber: Nehir Akçabelen", True, ["Nehir Akçabelen"]),
        ("ko", "도라희 기자 rahee@hanbit.example", True, ["도라희"]),
        ("zh", "作者：闻人知秋", True, ["闻人知秋"]),
        ("zh", "南屏新闻网", True, []),
        ("ja", "早乙女みどり 記者", True, ["早乙女みどり"]),
        ("ku", "Nivîskar: Rojbîn Hêvîdar", True, ["Rojbîn Hêvîdar"]),
        ("en", "Ines Calloway Monday, 3 May 2026", False, ["Ines Calloway"]),
        ("en", "Ines Calloway, Monday", False, ["Ines Calloway"]),
        ("en", "Folasade Sunday 3 May 2026", True, ["Folasade Sunday"]),
        ("de", "Hannelore Wiesengrund Montag, 3. Mai 2026", True, ["Hannelore Wiesengrund"]),
        ("fa", "مهرناز دلاویز دوشنبه ۳ مرداد", True, ["مهرناز دلاویز"]),
        ("ru", "Глеб Вышегородский понедельник, 3 мая", True, ["Глеб Вышегородский"]),
        ("fr", "Loup Le Brazidec le 3 mai 2026", True, ["Loup Le Brazidec"]),
    ],
)
def test_people_in_a_line(language: str, line: str, visible: bool, want: list[str]) -> None:
    assert reader(language).people(line, visible=visible) == want


@pytest.mark.parametrize("language", languages())
def test_every_language_has_words_for_by(language: str) -> None:
    words = words_for(language)
    assert words.by
    assert words.and_


def test_words_do_not_contradict_each_other() -> None:
    words = words_for("")
    assert not words.nobody & agencies()
    assert not {word for word in words.and_ if len(word.split()) > 2}


def authors_of(body: str, head: str = "", language: str = "en") -> tuple[list[str], str, str]:
    document = Document.from_text(
        f"<html><head>{head}</head><body>{body}</body></html>", "https://nordbote.example/a"
    )
    names, byline, origin = read_authors(document, reader(language), document.blocks)
    return names, byline, origin.method


def ld(author: str, kind: str = "NewsArticle") -> str:
    return (
        f'<script type="application/ld+json">{{"@type":"{kind}","headline":"x","author":{author}}}</script>'
    )


@pytest.mark.parametrize(
    ("body", "head", "want", "method"),
    [
        ("", ld('{"@type":"Person","name":"Ines Calloway"}'), ["Ines Calloway"], "json-ld:author"),
        (
            "",
            ld('["Ines Calloway","Tobin Achterberg"]'),
            ["Ines Calloway", "Tobin Achterberg"],
            "json-ld:author",
        ),
        (
            "<p class='byline'>By Ines Calloway</p>",
            ld('{"@type":"Organization","name":"Nord Bote"}'),
            ["Ines Calloway"],
            "class:byline",
        ),
        (
            "<p class='byline'>By Ines Calloway</p>",
            ld('{"@type":"Person","name":"Nord Bote"}'),
            ["Ines Calloway"],
            "class:byline",
        ),
        (
            "",
            "<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Ines Calloway'>",
            ["Ines Calloway"],
            "meta:twitter:data1",
        ),
        (
            "",
            "<meta name='twitter:label1' content='Reading time'><meta name='twitter:data1' content='Ines Calloway'>",
            [],
            "",
        ),
        ("<a rel='author' href='/i'>ines</a>", "", ["ines"], "rel:author"),
        ("", "<meta name='dc.creator' content='Calloway, Ines'>", ["Ines Calloway"], "meta:dc.creator"),
        ("", "<meta property='article:author' content='https://social.example/ines'>", [], ""),
        (
            "<div itemprop='author'><span itemprop='name'>Ines Calloway</span> 12 posts</div>",
            "",
            ["Ines Calloway"],
            "microdata:author",
        ),
        (
            "<div itemscope itemtype='http://schema.org/Comment'><b itemprop='author'>Ola Brandt</b></div>",
            "",
            [],
            "",
        ),
        (
            "<div class='author'><a>Ines Calloway</a><a>Ola Brandt</a></div>",
            "",
            ["Ines Calloway", "Ola Brandt"],
            "class:byline",
        ),
        ("<div class='photo-author'>Ola Brandt</div><div class='author'>Photo: Ola Brandt</div>", "", [], ""),
        ("<div class='comments'><span class='author'>Ola Brandt</span></div>", "", [], ""),
        ("<aside><span class='author'>Ola Brandt</span></aside>", "", [], ""),
        ("<h1>A long way</h1><p>By Ines Calloway, 3 May 2026</p>", "", ["Ines Calloway"], "text:by"),
        ("<h1>A long way</h1><p>By the river they waited for the boat.</p>", "", [], ""),
        (
            "<div>Home | By Ines Calloway | 3 May 2026</div><h1>A long way</h1>",
            "",
            ["Ines Calloway"],
            "text:by",
        ),
        (
            "<h1>A long way</h1><div><a href='/author/17'>Ines Calloway</a> <a href='/authors/ob'>Ola Brandt</a></div>",
            "",
            ["Ines Calloway", "Ola Brandt"],
            "link:author",
        ),
        ("<div><a href='auteur/ines-calloway'>Ines Calloway</a></div>", "", ["Ines Calloway"], "link:author"),
        ("<div><a href='/authors/'>All Our Authors</a></div>", "", [], ""),
        ("<div class='related'><a href='/author/17'>Ines Calloway</a></div>", "", [], ""),
    ],
)
def test_places(body: str, head: str, want: list[str], method: str) -> None:
    names, _, found = authors_of(body, head)
    assert (names, found) == (want, method)


def test_at_the_end_of_the_text_only_a_label_with_a_colon_counts() -> None:
    def at_the_end(line: str) -> list[str]:
        document = Document.from_text(
            f"<body><p>The boat came at noon.</p><p>{line}</p></body>", "https://a.example"
        )
        return read_authors(document, reader("ru"), tail=document.blocks)[0]

    assert at_the_end("Автор: Глеб Вышегородский") == ["Глеб Вышегородский"]
    assert at_the_end("От Глеба Вышегородского") == []


def test_an_organisation_is_a_byline_and_no_author() -> None:
    names, byline, method = authors_of("", ld('{"@type":"Organization","name":"Harbour Council"}'))
    assert (names, byline, method) == ([], "Harbour Council", "json-ld:author")


def test_a_printed_byline_is_kept_as_printed() -> None:
    names, byline, _ = authors_of("<p class='byline'>By Ines Calloway, Courts Correspondent</p>")
    assert names == ["Ines Calloway"]
    assert byline == "By Ines Calloway, Courts Correspondent"


def test_a_headline_of_another_page_below_the_text_names_no_author() -> None:
    text = "".join(
        f"<p>The harbour has been closed for {n} weeks and the ferries stay in port.</p>" for n in range(9)
    )
    rail = '<ul><li><a href="/91">Report: Anna Berg</a></li><li><a href="/92">Text: Karl Holm</a></li></ul>'
    page = (
        f"<html><body><article><h1>The harbour is closed</h1>{text}</article><div>{rail}</div></body></html>"
    )
    document = Document.from_text(page, "https://a.example/news/1")
    assert article.read(document, ReadSettings()).authors == []
