"""Links of a page: in page order, each with what it is for."""

from __future__ import annotations

import pytest

from aggregator.extract.blocks import blocks
from aggregator.extract.boilerplate import segment_key
from aggregator.extract.document import Document
from aggregator.extract.links import links
from aggregator.items import Article, Link, ReadSettings, TextBlock

URL = "https://site.example/en/story"
PAGE = """<html><head><title>t</title></head><body>
<a href="#main">Skip</a>
<header><nav><a href="/">Home</a>
<a href="/en/a-very-long-menu-item-that-says-a-lot">All about our long and winding history</a></nav></header>
<main id="main"><article>
<p id="text">They wrote <a href="https://other.example/letter?utm_source=x">a letter</a>, also as
<a href="/files/letter.pdf">a file</a>; a <a href="https://x.com/someone/status/1">post</a> said so.</p>
<ul class="share"><li><a href="https://www.facebook.com/sharer/sharer.php?u=x">Facebook</a></li>
<li><a href="/print/story">Print</a></li></ul>
<div class="related-posts"><h3>Weiteres</h3><a href="/en/one">One story that matters a lot</a></div>
<div class="box"><h3>Читайте также</h3><ul><li><a href="/en/two">Two</a></li></ul></div>
<div class="box"><h4>Most read</h4><ul><li><a href="/en/three">Three people arrested in the harbour</a></li></ul></div>
</article></main>
<aside><h2>Elsewhere</h2><a href="/en/four">四名记者在港口被捕的消息传出</a> <a href="/en/more">More</a></aside>
<section><h3>Downloads</h3><a href="/files/annex.docx">Annex</a></section>
<a rel="tag" href="/topic/x">A topic with a rather long name</a>
<footer><a href="https://www.instagram.com/site">Instagram</a> <a href="/imprint">Imprint</a>
<a href="mailto:a@site.example">Mail</a> <a href="javascript:void(0)">Do</a> <a href="http://[bad">Bad</a></footer>
</body></html>"""


def read(html: str, settings: ReadSettings | None = None) -> list[Link]:
    document = Document.from_text(html, URL)
    body = [
        TextBlock("p", b.text, 0, 1, b.path) for b in blocks(document.tree) if b.element.get("id") == "text"
    ]
    return links(document, Article(URL, blocks=body), settings or ReadSettings())


def test_each_link_has_its_kind_in_page_order() -> None:
    assert [(link.position, link.text, link.kind) for link in read(PAGE)] == [
        (1, "Home", "navigation"),
        (2, "All about our long and winding history", "navigation"),
        (3, "a letter", "in-text"),
        (4, "a file", "document"),
        (5, "post", "in-text"),
        (6, "Facebook", "share"),
        (7, "Print", "share"),
        (8, "One story that matters a lot", "related"),
        (9, "Two", "related"),
        (10, "Three people arrested in the harbour", "rail"),
        (11, "四名记者在港口被捕的消息传出", "rail"),
        (12, "More", "navigation"),
        (13, "Annex", "document"),
        (14, "A topic with a rather long name", "navigation"),
        (15, "Instagram", "social"),
        (16, "Imprint", "navigation"),
    ]


def test_a_link_keeps_its_raw_and_its_normalised_address() -> None:
    letter = read(PAGE)[2]
    assert (letter.url, letter.url_normalised) == (
        "https://other.example/letter?utm_source=x",
        "https://other.example/letter",
    )


def test_the_base_element_counts() -> None:
    html = '<head><base href="https://cdn.example/x/"></head><body><p id="text"><a href="y">y</a></p></body>'
    assert [link.url for link in read(html)] == ["https://cdn.example/x/y"]


def test_an_address_twice_in_one_place_is_one_link_with_the_longer_text() -> None:
    html = '<body><div class="related"><a href="/a"><img alt=""></a><a href="/a">A headline</a></div></body>'
    assert [(link.url, link.text, link.kind) for link in read(html)] == [
        ("https://site.example/a", "A headline", "related")
    ]


def test_an_image_names_its_link() -> None:
    html = '<body><p id="text"><a href="/a"><img alt="The signed page"></a> text</p></body>'
    assert read(html)[0].text == "The signed page"


def test_what_the_source_repeats_is_no_related_link() -> None:
    html = '<body><div class="related"><a href="/a">Same on every page of the site</a></div></body>'
    repeated = ReadSettings(boilerplate=frozenset([segment_key("Same on every page of the site")]))
    assert [link.kind for link in read(html)] == ["related"]
    assert [link.kind for link in read(html, repeated)] == ["rail"]


@pytest.mark.parametrize(
    "href", ["", "#x", URL, f"{URL}#part", "tel:1", "data:text/html,x", "file:///etc/passwd"]
)
def test_places_within_the_page_and_other_schemes_are_left_out(href: str) -> None:
    assert read(f'<body><p id="text"><a href="{href}">x</a></p></body>') == []


def test_a_directory_of_links_is_bounded() -> None:
    html = "<body>" + "".join(f'<a href="/{n}">{n}</a>' for n in range(5000)) + "</body>"
    assert len(read(html)) == 1000
