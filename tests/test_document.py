"""Bytes to a parsed page and what it states."""

from __future__ import annotations

import time

import pytest

from aggregator.extract.charset import decode
from aggregator.extract.document import MAX_CHARACTERS, Document
from aggregator.extract.jsonld import parse_json_ld

FARSI = "<p>این نامه را پنجاه آموزگار امضا کردند و به دادگاه سپردند. سلام بر شما.</p>"
RUSSIAN = "<p>Письмо подписали пятьдесят учителей и передали его в районный суд в понедельник</p>"


@pytest.mark.parametrize(
    ("body", "content_type", "encoding", "source"),
    [
        (FARSI.encode(), "text/html; charset=iso-8859-1", "utf-8", "form"),
        (b"\xef\xbb\xbf" + FARSI.encode(), "", "utf-8", "bom"),
        (RUSSIAN.encode("cp1251"), "text/html; charset=windows-1251", "cp1251", "http"),
        (b"<meta charset=windows-1251>" + RUSSIAN.encode("cp1251"), "", "cp1251", "meta"),
        (RUSSIAN.encode("cp1251") * 3, "", "cp1251", "guess"),
        (b"<meta charset=nonsense>" + RUSSIAN.encode("cp1251") * 3, "", "cp1251", "guess"),
        ("<p>Grüße aus Köln</p>".encode("cp1252"), "text/html; charset=latin1", "cp1252", "http"),
        (RUSSIAN.encode("utf-16"), "", "utf-16-le", "bom"),
        (RUSSIAN.encode("utf-16-le"), "", "utf-16-le", "form"),
        ("<p>日本語の記事</p>".encode("iso2022_jp"), "text/html; charset=iso-2022-jp", "iso2022_jp", "form"),
        (b"%PDF-1.7 ...", "text/html", "", "binary"),
        (b"", "", "utf-8", "form"),
    ],
)
def test_charset(body: bytes, content_type: str, encoding: str, source: str) -> None:
    found = decode(body, content_type)
    assert (found.encoding, found.source) == (encoding, source)


def test_a_cut_character_at_the_end_does_not_change_the_charset() -> None:
    assert decode(FARSI.encode()[:-9]).encoding == "utf-8"


def test_decoded_text_is_right() -> None:
    assert (
        "پنجاه آموزگار"
        in Document.from_bytes(FARSI.encode(), "text/html; charset=iso-8859-1").tree.text_content()
    )
    assert "районный суд" in Document.from_bytes(RUSSIAN.encode("cp1251") * 3).tree.text_content()


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        ("", "empty"),
        ("\0\0", "empty"),
        ("<!-- only a comment -->", "empty"),
        ("<div>" * 200_000 + "x", "deep"),
        ("<p>" + "y" * (MAX_CHARACTERS + 10), "cut"),
    ],
)
def test_odd_pages_are_named(html: str, problem: str) -> None:
    document = Document.from_text(html)
    assert problem in document.problems
    assert document.structured.title == ""


def test_a_page_nested_deeper_than_the_usual_limit_is_read_whole() -> None:
    html = "<html><body>" + "<div>" * 900 + "<p>inside</p>" + "</div>" * 900 + "<p>after</p></body></html>"
    document = Document.from_text(html)
    assert document.problems == []
    assert document.tree.text_content() == "insideafter"


def test_lone_surrogates_and_control_characters_are_dropped() -> None:
    assert Document.from_text("<p>a\ud800b\x08c\0d</p>").tree.text_content() == "abcd"


def test_a_million_attributes_end_soon() -> None:
    start = time.process_time()
    document = Document.from_text("<a " + " ".join(f"a{i}=1" for i in range(1_000_000)) + ">x</a><p>text</p>")
    assert document.structured is not None
    assert time.process_time() - start < 10


def test_a_long_attribute_value_stays() -> None:
    value = "word and word " * 2000
    assert Document.from_text(f'<p data-state="{value}">x</p>').tree.find(".//p").get("data-state") == value


PAGE = """<html lang="de-AT"><head><title> Ein&amp;Titel
 </title><base href="https://a.example/x/"><link rel="canonical" href="y"><link rel="amphtml" href="amp">
<link rel="alternate" hreflang="fa" href="/fa"><meta property="og:title" content="Eins">
<meta property="og:title" content="Zwei">
<meta NAME="Author" content="Runa &amp;amp; Ola"><meta name="empty" content=" "></head><body>
<article itemscope itemtype="http://schema.org/NewsArticle"><h1>Über <br>uns</h1><time datetime="2026-01-02">2. Januar</time>
<span itemprop="author" itemscope itemtype="http://schema.org/Person"><a href="/o" rel="author">Ola Brandt</a></span>
<span property="dc:date dc:created" content="2026-01-03">x</span></article>
<div class="c-byline">Von Runa</div><time>gestern</time><abbr class="published" title="2026-01-04T00:00">y</abbr>
<svg><title>icon</title></svg></body></html>"""


def test_structured_data_of_a_page() -> None:
    stated = Document.from_text(PAGE, "https://a.example/").structured
    assert stated.title == "Ein&Titel"
    assert stated.language == "de-AT"
    assert (stated.canonical, stated.amphtml) == ("https://a.example/x/y", "https://a.example/x/amp")
    assert stated.editions == [("fa", "https://a.example/fa")]
    assert stated.meta["og:title"] == ["Eins", "Zwei"]
    assert stated.first("nothing", "author") == ("author", "Runa & Ola")
    assert "empty" not in stated.meta
    assert [(t.datetime, t.text, t.in_article) for t in stated.times] == [
        ("2026-01-02", "2. Januar", True),
        ("", "gestern", False),
        ("2026-01-04T00:00", "y", False),
    ]
    assert [(p.name, p.value, p.scope) for p in stated.properties] == [
        ("author", "Ola Brandt", "NewsArticle"),
        ("dc:date", "2026-01-03", "NewsArticle"),
        ("dc:created", "2026-01-03", "NewsArticle"),
    ]
    assert [e.get("class") for e in stated.bylines] == ["c-byline"]
    assert len(stated.headings) == 1
    assert [a.text for a in stated.links["author"]] == ["Ola Brandt"]


def test_paths_lead_back_to_the_element() -> None:
    document = Document.from_text(PAGE)
    heading = document.structured.headings[0]
    assert document.tree.getroottree().xpath(document.path(heading)) == [heading]


@pytest.mark.parametrize(
    ("source", "types", "broken"),
    [
        ('{"@type":"NewsArticle","headline":"a"}', [("NewsArticle",)], 0),
        ('<!-- {"@type":"NewsArticle"} -->', [("NewsArticle",)], 0),
        ('//<![CDATA[\n{"@type":["Article","Report"]}\n//]]>', [("Article", "Report")], 0),
        ('{"@type":"A"};{"@type":"B"}', [("A",), ("B",)], 0),
        ('{"@type":"NewsArticle","headline":"a",}', [("NewsArticle",)], 1),
        ("{&quot;@type&quot;:&quot;NewsArticle&quot;}", [("NewsArticle",)], 1),
        (
            '{"@graph":[{"@type":"https://schema.org/WebPage"},{"@type":"schema:Person"}]}',
            [("WebPage",), ("Person",)],
            0,
        ),
        (
            '{"@type":"NewsArticle","description":"he said "no" to it","datePublished":"2026-01-01"}',
            [("Article",)],
            1,
        ),
        ("not json at all", [], 1),
        ("[" * 100_000, [], 1),
        ("", [], 0),
    ],
)
def test_json_ld(source: str, types: list[tuple[str, ...]], broken: int) -> None:
    nodes, problems = parse_json_ld([source])
    assert [node.types for node in nodes] == types
    assert len(problems) == broken


def test_json_ld_tells_own_nodes_from_nested_ones() -> None:
    nodes, _ = parse_json_ld(
        [
            '{"@graph":[{"@type":"Article","author":{"@type":"Person","name":"x"},"mainEntityOfPage":{"@type":"WebPage"}}]}'
        ]
    )
    assert [(n.types[0], n.nested) for n in nodes] == [("Article", ""), ("Person", "author"), ("WebPage", "")]
    assert nodes[1].path == "json-ld[1]/@graph[1]/author"


def test_json_ld_references_are_followed() -> None:
    nodes, _ = parse_json_ld(
        [
            '{"@graph":[{"@type":"Article","author":[{"@id":"#o"}]},{"@type":"Person","@id":"#o","name":"Ola Brandt"}]}'
        ]
    )
    assert nodes[0].data["author"][0]["name"] == "Ola Brandt"


def test_salvaged_values_are_marked() -> None:
    nodes, _ = parse_json_ld(
        ['{"@type":"NewsArticle","headline":"A "quoted" word","datePublished":"2026-05-06"}']
    )
    assert nodes[0].salvaged
    assert nodes[0].data["datePublished"] == "2026-05-06"
