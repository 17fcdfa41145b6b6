"""Pages whose text is beyond doubt: only they are read without asking the main-content library."""

from __future__ import annotations

import pytest

from aggregator.extract.body import Opinions, choose
from aggregator.extract.document import Document

PARAGRAPH = (
    "<p>The harbour was closed for a third day while the council met behind doors and heard the pilots.</p>"
)
TEXT = PARAGRAPH * 6
RIVAL = "<div>" + PARAGRAPH.replace("harbour", "quarry") + "</div>"


def method(content: str, beside: str = "") -> tuple[str, list[str]]:
    page = Document.from_text(
        f"<html><body><nav><a href=/a>News</a></nav><main><div>{content}</div></main>{beside}</body></html>"
    )
    asked = Opinions(lambda: "", lambda: "")
    body = choose(page.blocks, asked)
    return body.method, [block.text for block, mark in zip(page.blocks, body.marks, strict=True) if mark]


@pytest.mark.parametrize(
    "content",
    [
        TEXT,
        TEXT.replace("<p>", "<p class=par>"),
        f"{TEXT}<h2>What comes next</h2>{TEXT}",
        f"{TEXT}<blockquote>{PARAGRAPH}</blockquote>{TEXT}",
        f"{TEXT}<ul><li>Ada Novik, pilot</li><li>Ben Ortiz, clerk</li></ul>{TEXT}",
        f"{TEXT}<figure><img src=a.jpg><figcaption>The quay.</figcaption></figure>{TEXT}",
    ],
)
def test_plain_pages_are_certain(content: str) -> None:
    found, texts = method(content)
    assert found == "plain"
    assert "The quay." not in texts and "News" not in texts
    assert sum("harbour" in text for text in texts) == content.count("harbour")


@pytest.mark.parametrize(
    ("content", "beside"),
    [
        (PARAGRAPH * 4, ""),
        (f"{TEXT}<p class=more>Read also: the quarry</p>{TEXT}", ""),
        (f"{TEXT}<p><a href=/b>Another story of the day</a></p>{TEXT}", ""),
        (f"{TEXT}<div>Advertisement</div>{TEXT}", ""),
        (TEXT, RIVAL),
        (f"<section>{TEXT}</section><section>{TEXT}</section>", ""),
        (f"{TEXT}<table><tr><td>Quay</td><td>North</td></tr></table>", ""),
    ],
)
def test_anything_else_is_asked_about(content: str, beside: str) -> None:
    assert method(content, beside)[0] != "plain"


def test_headings_at_the_end_announce_something_else() -> None:
    assert method(f"{TEXT}<h2>More on this</h2>")[1][-1] != "More on this"
