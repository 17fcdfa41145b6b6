"""Which blocks are the text, and how they become the stored text."""

from __future__ import annotations

import pytest

from aggregator.extract.blocks import Block, blocks
from aggregator.extract.body import Opinions, choose
from aggregator.extract.boilerplate import Memory, learned_from, segment_key
from aggregator.extract.compose import compose
from aggregator.extract.cover import covered
from aggregator.extract.density import densest_run, is_paragraph, weight
from aggregator.extract.document import Document
from aggregator.extract.library import main_text, readable_text

LONG = "The council met on Monday and heard for two hours what the families had to say about the closed road."
MORE = "A second hearing will be held before the end of the month, and the engineers have been asked to attend it."
THIRD = "Nobody in the hall could remember when the road had last been open on both sides at the same time."


def page(html: str) -> list[Block]:
    return blocks(Document.from_text(f"<html><body>{html}</body></html>").tree)


def chosen(
    html: str, library: str = "", readability: str = "", boilerplate: frozenset[str] = frozenset()
) -> list[str]:
    found = page(html)
    body = choose(found, Opinions(lambda: library, lambda: readability), boilerplate)
    return [block.text for block, mark in zip(found, body.marks, strict=True) if mark]


@pytest.mark.parametrize(("text", "want"), [("abcd", 4), ("абвг", 4), ("云溪县看", 10), ("", 0)])
def test_a_character_of_a_dense_script_weighs_more(text: str, want: float) -> None:
    assert weight(text) == want


def test_densest_run_leaves_menus_and_link_lists() -> None:
    menu = "<ul>" + "<li><a href='/x'>News</a></li>" * 20 + "</ul>"
    rail = "<ul>" + "<li><a href='/x'>Another headline that is quite long indeed</a></li>" * 20 + "</ul>"
    found = page(f"{menu}<div><p>{LONG}</p><p>{MORE}</p><p>Short.</p><p>{THIRD}</p></div>{rail}")
    sizes = [weight(b.text) for b in found]
    marks = densest_run(found, sizes, [True] * len(found))
    assert [b.text for b, m in zip(found, marks, strict=True) if m] == [LONG, MORE, "Short.", THIRD]


def test_a_paragraph_is_long_and_has_few_links() -> None:
    plain, linked, short = page(f"<p>{LONG}</p><p><a href='/x'>{LONG}</a></p><p>Short.</p>")
    assert [is_paragraph(b, weight(b.text)) for b in (plain, linked, short)] == [True, False, False]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (LONG, [True, False, False]),
        (f"{LONG}\nShort.", [True, True, False]),
        (f"{LONG} Short.", [True, False, False]),
        (LONG[:40], [False, False, False]),
        ("", [False, False, False]),
        (f"{LONG[:50]} {LONG[50:]}", [True, False, False]),
    ],
)
def test_covered(text: str, want: list[bool]) -> None:
    assert covered(page(f"<p>{LONG}</p><p>Short.</p><p>{MORE}</p>"), text) == want


def test_a_repeated_text_counts_only_near_the_rest() -> None:
    filler = "".join(f"<p>Filler number {i} of the page</p>" for i in range(6))
    found = page(f"<h1>The closed road again</h1><p>{LONG}</p>{filler}<p>The closed road again</p>")
    marks = covered(found, f"The closed road again\n{LONG}")
    assert marks == [True, True, *[False] * 7]


ARTICLE = f"<div id='a'><h1>Road</h1><p>{LONG}</p><p>{MORE}</p><p>{THIRD}</p></div>"


def test_links_after_the_text_go() -> None:
    html = f"{ARTICLE}<div><p><a href='/1'>Another story that has a long headline</a></p></div>"
    library = f"{LONG}\n{MORE}\n{THIRD}\nAnother story that has a long headline"
    assert chosen(html, library) == [LONG, MORE, THIRD]


def test_the_library_taking_a_rail_is_corrected() -> None:
    rail = "".join(
        f"<div class='x'><h4>Teaser {i}</h4><p>A short text of a teaser {i}</p></div>" for i in range(8)
    )
    library = "\n".join([LONG, MORE, THIRD, *(f"Teaser {i}\nA short text of a teaser {i}" for i in range(4))])
    assert chosen(f"{ARTICLE}<div class='z'>{rail}</div>", library) == [LONG, MORE, THIRD]


def test_a_paragraph_dropped_amid_the_text_comes_back() -> None:
    assert chosen(ARTICLE, f"{LONG}\n{THIRD}") == [LONG, MORE, THIRD]


def test_a_library_without_a_paragraph_yields_to_the_densest_run() -> None:
    html = f"{ARTICLE}<div><p>Menu entry</p></div>"
    found = page(html)
    body = choose(found, Opinions(lambda: "Menu entry", lambda: ""))
    assert body.method == "densest-run"
    assert body.doubt


@pytest.mark.parametrize(("third", "method"), [("rail", "library"), ("text", "densest-run")])
def test_contradicting_opinions_ask_a_third(third: str, method: str) -> None:
    rail = f"<div class='r'><p>{LONG.replace('council', 'club')}</p></div>"
    gap = "".join(f"<p><a href='/{i}'>A headline of another story number {i}</a></p>" for i in range(20))
    found = page(f"{rail}{gap}<div><p>{MORE}</p><p>{THIRD}</p><p>{LONG}</p></div>")
    texts = {"rail": LONG.replace("council", "club"), "text": f"{MORE}\n{THIRD}"}
    body = choose(found, Opinions(lambda: texts["rail"], lambda: texts[third]))
    assert body.method == method


def test_comments_are_no_text() -> None:
    comments = "".join(
        f"<div class='comment-body'><p>{LONG.replace('council', f'club {i}')}</p></div>" for i in range(5)
    )
    assert chosen(f"{ARTICLE}<div id='comments'>{comments}</div>", f"{LONG}\n{MORE}\n{THIRD}") == [
        LONG,
        MORE,
        THIRD,
    ]


def test_a_page_that_calls_everything_comment_keeps_its_text() -> None:
    assert chosen(f"<div class='comment-page'>{ARTICLE}</div>", f"{LONG}\n{MORE}\n{THIRD}") == [
        LONG,
        MORE,
        THIRD,
    ]


def test_known_boilerplate_goes() -> None:
    assert chosen(ARTICLE, f"{LONG}\n{MORE}\n{THIRD}", boilerplate=frozenset((segment_key(MORE),))) == [
        LONG,
        THIRD,
    ]


def test_a_lead_between_headline_and_text_stays() -> None:
    lead = "Two hours, forty speakers and one engineer: how a small town tries to get its only road back from the water."
    text = f"<div class='t'><p>{LONG}</p><p>{MORE}</p><p>{THIRD}</p></div>"
    html = f"<div><h1>Road</h1><div class='lead'>{lead}</div>{text}</div>"
    assert chosen(html, f"{LONG}\n{MORE}\n{THIRD}") == [lead, LONG, MORE, THIRD]


def test_nothing_is_found_on_an_empty_page() -> None:
    assert choose([], Opinions(lambda: "", lambda: "")).method == "none"


def test_the_library_reads_a_parsed_page_and_leaves_it_alone() -> None:
    tree = Document.from_text(
        f"<html><body><nav><a href='/'>Home</a></nav><article>{ARTICLE}</article></body></html>"
    ).tree
    before = sum(1 for _ in tree.iter())
    assert LONG in main_text(tree)
    assert LONG in readable_text(tree)
    assert sum(1 for _ in tree.iter()) == before


def test_compose_keeps_lists_and_tables_in_page_order() -> None:
    found = page(
        f"<h2>Signed</h2><ul><li>Ola Brandt</li><li>Runa Meister</li></ul><p>{LONG}</p>"
        "<table><tr><td>Ola</td><td>lawyer</td></tr><tr><td>Runa</td><td>teacher</td></tr></table>"
        "<p>One line<br>another line</p><blockquote><p>Quoted words</p></blockquote>"
        "<pre>as is</pre><dl><dt>Term</dt><dd>Meaning</dd></dl>"
    )
    made, text = compose(found, range(len(found)))
    assert text == (
        f"Signed\n\nOla Brandt\nRuna Meister\n\n{LONG}\n\nOla | lawyer\nRuna | teacher\n\nOne line\nanother line\n\n"
        "Quoted words\n\nas is\n\nTerm\n\nMeaning"
    )
    assert [b.tag for b in made] == ["h2", "li", "li", "p", "tr", "tr", "p", "blockquote", "pre", "li", "li"]
    assert all(text[b.start : b.end] == b.text for b in made)
    assert all(b.path.startswith("/html[1]/body[1]/") for b in made)


def test_compose_puts_kept_blocks_in_their_place() -> None:
    found = page(f"<p>{LONG}</p><ul><li>Ola Brandt</li></ul><p>{MORE}</p>")
    assert compose(found, [2, 0], keep={1})[1] == f"{LONG}\n\nOla Brandt\n\n{MORE}"


class TestMemory:
    """What a host repeats."""

    def test_repeated_segments_are_known(self) -> None:
        memory = Memory()
        for i in range(3):
            memory.add("a.example", [f"Story number {chr(97 + i) * 3} of its own", "Follow us everywhere"])
        assert memory.known("a.example") == {segment_key("Follow us everywhere")}
        assert memory.known("b.example") == frozenset()

    def test_a_copy_of_a_page_teaches_nothing(self) -> None:
        memory = Memory()
        for _ in range(3):
            memory.add("a.example", [LONG, MORE, THIRD])
        assert memory.known("a.example") == frozenset()

    def test_a_segment_of_few_among_many_pages_is_no_furniture(self) -> None:
        memory = Memory()
        for i in range(200):
            words = "".join(chr(97 + int(d)) for d in f"{i:03}")
            memory.add(
                "a.example", [f"Story {words} alone", "He said so twice" if i < 2 else f"Other {words}"]
            )
        assert memory.known("a.example") == frozenset()

    def test_a_long_segment_must_be_on_more_pages(self) -> None:
        memory, known = Memory(), []
        for i in range(3):
            memory.add("a.example", [f"{THIRD} {chr(97 + i) * 3}", f"{MORE} {chr(97 + i) * 3}", LONG])
            known.append(segment_key(LONG) in memory.known("a.example"))
        assert known == [False, False, True]

    def test_what_is_known_stays_known_though_no_text_holds_it(self) -> None:
        memory = Memory()
        for i in range(300):
            words = "".join(chr(97 + int(d)) for d in f"{i:03}")
            known = segment_key("Follow us everywhere") in memory.known("a.example")
            body = [f"Story {words} alone", *([] if known else ["Follow us everywhere"])]
            memory.add("a.example", body, [*body, "Follow us everywhere"])
        assert segment_key("Follow us everywhere") in memory.known("a.example")

    def test_keys_a_page_teaches(self) -> None:
        known = frozenset((segment_key("Follow us"), segment_key("Elsewhere")))
        found = learned_from(["A story", "12"], ["A story", "Menu", "Follow us"], known)
        assert found == {segment_key("A story"), segment_key("Follow us")}

    def test_it_can_be_stored(self) -> None:
        memory = Memory()
        for i in range(2):
            memory.add("a.example", [f"Story {chr(97 + i)}", "Follow us"])
        assert Memory.load(memory.dump()).known("a.example") == memory.known("a.example")

    def test_it_is_bounded(self) -> None:
        memory = Memory()
        for i in range(30):
            letters = [
                f"{chr(97 + i)} {chr(97 + a)}{chr(97 + b)}{chr(97 + c)}"
                for a in range(10)
                for b in range(10)
                for c in range(10)
            ]
            memory.add("a.example", letters)
        assert len(memory.dump()["a.example"][1]) <= 20_000


def test_what_the_server_complains_of_is_no_text() -> None:
    complaint = (
        "Warning: Use of undefined constant notes - assumed 'notes' in /srv/www/site/notes.php on line 28"
    )
    html = f"<ul>{(complaint + '<br>') * 20}</ul><div><p>{LONG}</p><p>{MORE}</p></div>"
    assert chosen(html, f"{LONG}\n{MORE}") == [LONG, MORE]
    quoted = f"Notice: the ferry does not leave from pier 4 on line 12 today. {LONG}"
    assert chosen(f"<p>{quoted}</p><p>{MORE}</p>", f"{quoted}\n{MORE}") == [quoted, MORE]


def test_a_long_item_of_a_list_does_not_make_the_list_the_article() -> None:
    agenda = f"<ol><li>Reports</li><li>Exchange<ol><li>{LONG} {MORE} {THIRD}</li></ol></li></ol>"
    html = f"<div><p>Host: Harbour Union</p><h2>Agenda</h2>{agenda}</div>"
    library = f"Host: Harbour Union\nAgenda\nReports\nExchange\n{LONG} {MORE} {THIRD}"
    assert chosen(html, library) == library.split("\n")


@pytest.mark.parametrize(
    "caption",
    [
        f"<figure><img src=a.jpg><figcaption>{THIRD}</figcaption></figure>",
        f'<div class="image-caption"><span>{THIRD}</span></div>',
    ],
)
def test_a_caption_that_the_library_left_out_stays_out(caption: str) -> None:
    html = f"<article><h1>The road</h1>{caption}<p>{LONG}</p>{caption}<p>{MORE}</p></article>"
    assert chosen(html, f"{LONG}\n{MORE}") == [LONG, MORE]
