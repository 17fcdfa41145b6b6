"""Which blocks of a page are its text.

Where one element plainly holds the text (`aggregator.extract.plain`) that is the answer. Elsewhere three opinions are
weighed: the library's, the densest run of text, and the readability algorithm where the first two have nothing in
common. Language plays no part, no word list is used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement

from aggregator.extract.blocks import Block
from aggregator.extract.boilerplate import segment_key
from aggregator.extract.cover import covered
from aggregator.extract.density import densest_run, is_paragraph, weight
from aggregator.extract.plain import plain_text
from aggregator.extract.trim import trim

DISJOINT = 0.1
"""Share of the smaller opinion's paragraphs in common below which two opinions contradict each other."""
PARTIAL = 0.5
"""Share of the densest run's paragraphs below which the library is held to have missed most of the text."""

_COMMENTS = re.compile(
    r"comment|kommentar|coment|disqus|\brespond\b|repl(?:y|ies)|yorum|discuss", re.IGNORECASE
)
_STOP = frozenset(("body", "html", "main", "article"))
MAX_COMMENT_SHARE = 0.8


_SERVER_ERROR = re.compile(
    r"(?:PHP )?(?:Warning|Notice|Deprecated|Strict Standards|(?:Fatal|Parse) error): .{3,500}? on line \d+\s*"
)


@dataclass(frozen=True, slots=True)
class Body:
    """The choice: marks by block and how they came about."""

    marks: list[bool]
    method: str
    """``plain``, ``library``, ``densest-run`` or ``readability``: whose choice was trimmed; ``none`` for an empty page."""
    doubt: str = ""
    """Why the choice is uncertain; empty where the opinions agree."""


@dataclass(frozen=True, slots=True)
class Opinions:
    """Ways to ask for an opinion; each is asked only when needed."""

    library: Callable[[], str]
    readability: Callable[[], str]


def choose(blocks: Sequence[Block], opinions: Opinions, boilerplate: frozenset[str] = frozenset()) -> Body:
    """Choose the blocks of the text. ``boilerplate`` holds keys of segments known to repeat over the source's pages."""
    sizes = [weight(block.text) for block in blocks]
    usable = _usable(blocks, sizes, boilerplate)
    dense = densest_run(blocks, sizes, [ok and not b.chrome for ok, b in zip(usable, blocks, strict=True)])
    plain = plain_text(blocks, sizes, usable, dense)
    if plain is not None:
        return Body(trim(blocks, sizes, plain, dense), "plain")
    library = [a and b for a, b in zip(covered(blocks, opinions.library()), usable, strict=True)]
    weigher = _Weigher(blocks, sizes)
    marks, method, doubt = weigher.decide(library, dense, opinions)
    if not any(marks):
        return Body(marks, "none", "no text found")
    return Body(trim(blocks, sizes, marks, dense), method, doubt)


class _Weigher:
    """Compares opinions by the weight of the paragraphs they mark."""

    def __init__(self, blocks: Sequence[Block], sizes: Sequence[float]) -> None:
        self.blocks = blocks
        self.weights = [s if is_paragraph(b, s) else 0.0 for b, s in zip(blocks, sizes, strict=True)]

    def common(self, one: Sequence[bool], other: Sequence[bool]) -> float:
        return sum(w for w, a, b in zip(self.weights, one, other, strict=True) if a and b)

    def decide(
        self, library: list[bool], dense: list[bool], opinions: Opinions
    ) -> tuple[list[bool], str, str]:
        """(marks, whose they are, doubt)."""
        mass, other, both = (
            self.common(library, library),
            self.common(dense, dense),
            self.common(library, dense),
        )
        if not mass:
            return (
                (dense, "densest-run", "the library found no paragraph")
                if other
                else (library, "library", "")
            )
        if other and both < DISJOINT * min(mass, other):
            return self._third(library, dense, opinions)
        if other > mass and both < PARTIAL * other:
            return dense, "densest-run", "the library missed most of the text"
        return library, "library", ""

    def _third(
        self, library: list[bool], dense: list[bool], opinions: Opinions
    ) -> tuple[list[bool], str, str]:
        """Two opinions with nothing in common: the third decides, else the heavier one."""
        third = covered(self.blocks, opinions.readability())
        votes = self.common(third, library) or self.common(library, library) * 1e-9
        against = self.common(third, dense) or self.common(dense, dense) * 1e-9
        if against > votes:
            return dense, "densest-run", "the opinions contradict each other"
        return library, "library", "the opinions contradict each other"


def _usable(blocks: Sequence[Block], sizes: Sequence[float], boilerplate: frozenset[str]) -> list[bool]:
    """Blocks that are neither comments, nor segments the source repeats, nor error messages of its server."""
    comments = _in_comments(blocks)
    if sum(s for s, c in zip(sizes, comments, strict=True) if c) > MAX_COMMENT_SHARE * sum(sizes):
        comments = [False] * len(blocks)
    return [
        not (c or is_server_error(b.text) or (boilerplate and segment_key(b.text) in boilerplate))
        for b, c in zip(blocks, comments, strict=True)
    ]


def is_server_error(text: str) -> bool:
    """Whether every line is a message of PHP (``display_errors``), which broken sites print amid their pages."""
    return " on line " in text and all(_SERVER_ERROR.fullmatch(line) for line in text.splitlines())


def _in_comments(blocks: Sequence[Block]) -> list[bool]:
    known: dict[HtmlElement, bool] = {}
    return [_is_comment(block.element, known) for block in blocks]


def _is_comment(element: HtmlElement, known: dict[HtmlElement, bool]) -> bool:
    """Whether the element or one around it is named a comment; ``known`` remembers answers."""
    chain: list[HtmlElement] = []
    found = False
    node: HtmlElement | None = element
    while node is not None and node.tag not in _STOP:
        if node in known:
            found = known[node]
            break
        chain.append(node)
        style, name = node.get("class"), node.get("id")
        if (style and _speaks_of_comments(style)) or (name and _speaks_of_comments(name)):
            found = True
            break
        node = node.getparent()
    known.update(dict.fromkeys(chain, found))
    return found


@lru_cache(maxsize=8192)
def _speaks_of_comments(names: str) -> bool:
    """Cached because a page repeats its classes."""
    return _COMMENTS.search(names) is not None
