"""Where the headline of a page is, and what of the page lies beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement

from aggregator.extract.blocks import HARD, Block
from aggregator.extract.document import Document
from aggregator.extract.text import bare

BEFORE, AFTER = -6, 12
"""Blocks before and after the headline that are beside it."""
_LONGEST_HEADLINE = 600
_SURE, _BEST = 3, 7
"""Points from which a heading is the headline, and the most there are."""
_ELSEWHERE = re.compile(
    r"related|recommend|sidebar|side-bar|widget|comment|footer|teaser|popular|trending|latest|ticker|carousel"
    r"|slider|promo|newsletter|most-?read|more-|next|prev|event|expire|archive|recent|repl(?:y|ies)|disqus|caption",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Layout:
    """The page's blocks and where its headline is among them."""

    blocks: Sequence[Block]
    headline: str
    at: int
    """Index of the headline's block, or of the first paragraph where no headline is known."""
    places: dict[HtmlElement, int]
    """Index of the first block of an element."""
    around: frozenset[HtmlElement]
    """Elements that hold the headline; what is said of them is said of the article."""

    def place(self, element: HtmlElement) -> int | None:
        """Index of the first block of an element or of the nearest one around it; None where there is none."""
        at: HtmlElement | None = element
        while at is not None:
            if at in self.places:
                return self.places[at]
            at = at.getparent()
        return None

    def elsewhere(self, element: HtmlElement) -> bool:
        """Whether an element is in a part of the page that is about other articles, or in its frame."""
        for outer in element.iterancestors():
            if outer in self.around:
                return False
            if outer.tag in ("aside", "footer", "nav", "figure", "blockquote"):
                return True
            if outer.tag == "header":
                return next(outer.iterancestors("article", "main"), None) is None
            if _names_elsewhere(f"{outer.get('class') or ''} {outer.get('id') or ''}"):
                return True
        return False


def layout(document: Document, blocks: Sequence[Block]) -> Layout:
    """Find the headline: the top heading that the page's title contains, or that contains it."""
    stated = (document.structured.first("og:title", "twitter:title")[1], document.structured.title)
    at = _headline(blocks, [bare(text) for text in stated if text])
    headline = blocks[at].text if at >= 0 else next(filter(None, stated), "")
    at = at if at >= 0 else _first_text(blocks)
    around = frozenset(blocks[at].element.iterancestors()) if at < len(blocks) else frozenset()
    places = {block.element: index for index, block in reversed(list(enumerate(blocks)))}
    return Layout(blocks, headline, at, places, around)


def _headline(blocks: Sequence[Block], titles: list[str]) -> int:
    """Index of the headline's block; -1 where no heading is sure to be it."""
    best, at = _SURE - 1, -1
    for index, block in enumerate(blocks):
        if block.level in (1, 2) and 0 < len(block.text) * block.level <= _LONGEST_HEADLINE:
            points = _points(block, titles)
            if points > best:
                best, at = points, index
            if points == _BEST:
                break
    return at


def _points(block: Block, titles: list[str]) -> int:
    text = bare(block.text)
    titled = len(text) > 8 and any(text in title or (len(title) > 8 and title in text) for title in titles)
    return 4 * titled + 2 * (block.level == 1) + (block.chrome != HARD)


def _first_text(blocks: Sequence[Block]) -> int:
    return next((i for i, block in enumerate(blocks) if not block.chrome and len(block.text) > 100), 0)


@lru_cache(maxsize=4096)
def _names_elsewhere(names: str) -> bool:
    return _ELSEWHERE.search(names) is not None
