"""The block walk: what a page's text is cut into and what is known of each part."""

from __future__ import annotations

import time

import lxml.html
import pytest

from aggregator.extract.blocks import Block, blocks
from aggregator.extract.boilerplate import segment_key

HUGE = lxml.html.HTMLParser(huge_tree=True)


def read(body: str) -> list[Block]:
    return blocks(
        lxml.html.document_fromstring(f"<html><head><title>T</title></head><body>{body}</body></html>")
    )


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("<p>One</p><p> Two\n  words </p>", ["One", "Two words"]),
        ("loose <div>inner</div> tail", ["loose", "inner", "tail"]),
        ("<p>a<br>b<br/><br/>c</p>", ["a\nb\nc"]),
        ("<p>A <b>bold</b>, <i>slanted</i> word</p>", ["A bold, slanted word"]),
        ("<p>keep<script>var x</script><style>p{}</style> this</p>", ["keep this"]),
        ("<ul><li>x<ul><li>y</li></ul>z</li></ul>", ["x", "y", "z"]),
        ("<pre>a\n  b</pre>", ["a\nb"]),
        ("<details><summary>S</summary><p>opened</p></details>", ["S", "opened"]),
        ("<p>x<!-- not this -->y</p>", ["xy"]),
        ("<a href=/><div>card</div></a>", ["card"]),
        ("<p>a&nbsp;b&#8203;c</p>", ["a b\u200bc"]),
    ],
)
def test_text_is_cut_at_block_boundaries(body: str, texts: list[str]) -> None:
    assert [block.text for block in read(body)] == texts


def test_line_ends_of_the_source_are_kept_apart_from_br() -> None:
    (block,) = read("<p>First line<br>Second\nThird</p>")
    assert [block.text[s:e] for s, e in block.lines] == ["First line", "Second Third"]
    assert [block.text[s:e] for s, e in block.soft_lines] == ["First line", "Second", "Third"]


def test_rows_have_cells_and_column_names() -> None:
    rows = read(
        "<table><thead><tr><th>Name</th><th>Party</th></tr></thead>"
        "<tbody><tr><td><p>Ada Novik</p></td><td>Greens</td></tr></tbody></table>"
    )
    assert [row.text for row in rows] == ["Name | Party", "Ada Novik | Greens"]
    assert [rows[1].text[s:e] for s, e in rows[1].cells] == ["Ada Novik", "Greens"]
    assert rows[1].header == ("Name", "Party")


def test_layout_tables_are_walked_into() -> None:
    found = read("<table><tr><td><h2>Title</h2><p>Text</p></td><td><ul><li>menu</li></ul></td></tr></table>")
    assert [block.text for block in found] == ["Title", "Text", "menu"]


def test_links_bold_and_headings() -> None:
    heading, link, half, bold = read(
        "<h2>Head</h2><p><a href='/x'>all link</a></p><p>half <a href='/y'>half</a></p><p><b>B:</b></p>"
    )
    assert (heading.level, heading.bold) == (2, True)
    assert (link.link_share, link.hrefs) == (1.0, ("/x",))
    assert 0.4 < half.link_share < 0.6
    assert bold.bold and not half.bold


def test_cloud_of_inline_elements() -> None:
    names = [f"Name {letter}" for letter in "ABCDEFGHIJ"]
    (block,) = read("<div>" + "".join(f"<a href='#'>{name}</a>" for name in names) + "</div>")
    assert block.is_cloud
    assert [block.text[s:e] for s, e in block.pieces] == names


def test_image_texts_are_kept() -> None:
    found = read("<p>Signed:</p><div><img alt='Lark Trust'><img alt=''><img alt='Heron Fund'></div>")
    assert found[1].text == "" and found[1].alts == ("Lark Trust", "Heron Fund")


@pytest.mark.parametrize(
    ("body", "chrome"),
    [
        ("<nav>x</nav>", True),
        ("<header>x</header>", True),
        ("<article><header>x</header></article>", False),
        ("<aside>x</aside>", True),
        ("<div role=navigation>x</div>", True),
        ("<div class='related-posts'>x</div>", True),
        ("<div class='share-buttons'><p>x</p></div>", True),
        ("<div id=site-footer>x</div>", True),
        ("<form><p>x</p></form>", True),
        ("<div class='article-body'><p>x</p></div>", False),
        ("<div style='display: none'>x</div>", True),
    ],
)
def test_frame_of_the_page_is_marked(body: str, chrome: bool) -> None:
    found = read(f"{body}<p>{'The text of the article goes here. ' * 9}</p>")
    assert bool(found[0].chrome) is chrome
    assert not found[-1].chrome


def test_a_form_around_the_whole_page_is_no_frame() -> None:
    found = read(f"<form><p>{'The text of the article goes here. ' * 9}</p></form><p>tail</p>")
    assert not found[0].chrome


def test_containers_tell_siblings_from_others() -> None:
    first, second, third, other = read("<ul><li>a</li><li>b</li><li class=c>c</li></ul><ul><li>d</li></ul>")
    assert first.container == second.container != third.container
    assert first.container != other.container
    assert first.pattern == other.pattern


def test_paths_lead_back_to_the_elements() -> None:
    found = read("<div><p>a</p><ul><li>b</li><li>c</li></ul></div><div>d</div>")
    tree = found[0].element.getroottree()
    for block in found:
        assert tree.xpath(block.path) == [block.element]


@pytest.mark.parametrize(
    ("before", "unit", "after", "small", "times"),
    [("<ul>", "<li>x</li>", "</ul>", 10_000, 10), ("", "<div>", "deep", 200, 10), ("", "<b>", "x", 150, 10)],
    ids=["wide", "deep", "inline"],
)
def test_walk_is_linear(before: str, unit: str, after: str, small: int, times: int) -> None:
    def cost(units: int) -> float:
        tree = lxml.html.document_fromstring(before + unit * units + after, parser=HUGE)
        started = time.process_time()
        assert blocks(tree)
        return time.process_time() - started

    assert cost(small * times) < 4 * times * max(cost(small), 0.002)


def test_trees_deeper_than_the_parser_allows() -> None:
    """libxml2 cuts trees off at 2,048 levels; the walk itself has no such end."""
    root = element = lxml.html.Element("html")
    for _ in range(5000):
        element = lxml.html.etree.SubElement(element, "div")
    element.text = "deep"
    assert [block.text for block in blocks(root)] == ["deep"]


def test_segment_keys_ignore_spacing_digits_and_case() -> None:
    assert segment_key("Read  more (12)") == segment_key("READ MORE, 7")
    assert segment_key("Read more") != segment_key("Read less")
    assert segment_key("123 …") == ""
