"""The one walk over a page's tree: its text as blocks, in page order.

A block is the text of one paragraph-like element up to the next one. The walk is iterative and linear in the
size of the page; it drops nothing that a reader would see, but marks the page's frame as ``chrome``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from aggregator.extract.buffer import TextBuffer
from aggregator.extract.chrome import HARD, SOFT, chrome_of, settle

BLOCK_TAGS = frozenset(
    str.split(
        "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset"
        " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p"
        " pre search section summary table tbody td tfoot th thead tr ul"
    )
)
SKIPPED_TAGS = frozenset(
    str.split(
        "audio button canvas datalist embed head iframe input map math meter noembed noframes noscript"
        " object option progress rp rt script select style svg template textarea title video"
    )
)
LIST_TAGS = frozenset(("ul", "ol", "dl", "menu", "dir"))
HEADING_TAGS = {f"h{level}": level for level in range(1, 7)}
BOLD_TAGS = frozenset(("b", "strong"))

MAX_CELL_NODES = 60
"""A row with more nodes below it lays a page out; it is no row of data."""
MAX_CELL_CHARACTERS = 600

Span = tuple[int, int]


@dataclass(eq=False)
class Block:
    """Text of one element. Spans are half-open offsets into ``text``."""

    text: str
    """White space collapsed; ``\\n`` stands for a ``br`` (or a line end in ``pre``) alone."""
    tag: str
    element: HtmlElement
    depth: int
    container: tuple[int, str, str]
    """Identity of (parent, tag, class): siblings written alike share it."""
    pattern: tuple[int, str, str, str, str]
    """(depth, tag, class, parent's tag, parent's class): cells of a grid of cards share it."""
    level: int = 0
    """1 to 6 for a heading."""
    bold: bool = False
    """Nearly all of the text is bold, or it is a heading."""
    link_share: float = 0.0
    """Share of the characters that are inside links."""
    hrefs: tuple[str, ...] = ()
    chrome: int = 0
    """0: content; 1: the page's frame by its class or form; 2: by its tag or role."""
    nesting: int = 0
    """How many lists it is inside."""
    cells: tuple[Span, ...] = ()
    """Spans of the cells of a table row."""
    header: tuple[str, ...] = ()
    """Names of the row's columns, from the table's header row."""
    pieces: tuple[Span, ...] = ()
    """Spans of the inline elements directly below the element."""
    notes: tuple[Span, ...] = ()
    """Spans of note marks: short superscripts."""
    soft: tuple[int, ...] = ()
    """Offsets of spaces that were line ends in the source."""
    alts: tuple[str, ...] = ()
    """Texts of the images within; ``text`` may then be empty."""
    above: str = ""
    """DOM path of the element's parent."""
    number: int = 1
    """Place of the element among its parent's children of the tag."""

    @property
    def path(self) -> str:
        """DOM path of the element, such as ``/html[1]/body[1]/ul[1]/li[3]``."""
        return f"{self.above}/{self.tag}[{self.number}]"

    @cached_property
    def lines(self) -> tuple[Span, ...]:
        """Spans of the lines that `br` makes, blank ones left out."""
        return tuple(_split(self.text, _line_ends(self.text)))

    @cached_property
    def soft_lines(self) -> tuple[Span, ...]:
        """Spans of the lines if line ends of the source count too."""
        return tuple(_split(self.text, sorted({*_line_ends(self.text), *self.soft})))

    @cached_property
    def is_cloud(self) -> bool:
        """At least eight inline elements side by side hold all of the text."""
        covered = sum(end - start + 1 for start, end in self.pieces)
        return len(self.pieces) >= 8 and covered >= 0.9 * len(self.text)


def _line_ends(text: str) -> list[int]:
    return [match.start() for match in re.finditer("\n", text)]


def _split(text: str, cuts: list[int]) -> Iterator[Span]:
    start = 0
    for cut in [*cuts, len(text)]:
        part = text[start:cut]
        if part.strip():
            left = start + len(part) - len(part.lstrip())
            yield left, left + len(part.strip())
        start = cut + 1


@dataclass(slots=True)
class _Frame:
    """An open block-level element and what its text has so far."""

    element: HtmlElement
    tag: str
    depth: int
    chrome: int
    nesting: int
    within_article: bool
    above: str
    number: int
    serial: int
    style: str


_NOTHING, _INLINE, _FRAME, _CELL = range(4)
_Open = tuple[str, dict[str, int], int]
"""An open element: its path, how many children of each tag it has had, and what its end ends."""
_OUTSIDE = _Frame(etree.Element("none"), "", -1, 0, 0, False, "", 1, 0, "")
"""What is around the root element."""


def blocks(tree: HtmlElement) -> list[Block]:
    """The blocks of a parsed page in page order, the frame of the page included and marked."""
    walk = _Walk()
    walk.run(tree)
    settle(walk.found)
    return walk.found


class _Walk:
    """State of the walk: open elements, the text gathered and the blocks done."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self.frames: list[_Frame] = []
        self.buffer = TextBuffer()
        self.alts: list[str] = []
        self.open: list[_Open] = [("", {}, _NOTHING)]
        self.headers: dict[HtmlElement, tuple[str, ...]] = {}
        self.row: HtmlElement | None = None
        self.opened = 0

    def run(self, tree: HtmlElement) -> None:
        steps = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
        for event, element in steps:
            if event == "start":
                self._start(element, steps)
                continue
            if event == "end":
                self._end()
            if self.frames and (tail := element.tail):
                self.buffer.add(tail, self.frames[-1].tag == "pre")

    def _start(self, element: HtmlElement, steps: etree.iterwalk) -> None:
        tag = element.tag
        above, counts, _ = self.open[-1]
        counts[tag] = number = counts.get(tag, 0) + 1
        end = _NOTHING
        if tag in SKIPPED_TAGS:
            steps.skip_subtree()
        elif tag in BLOCK_TAGS or not self.frames:
            end = self._cell(tag) if self.row is not None else self._frame(element, tag, above, number)
        else:
            end = self._inline(element, tag)
        self.open.append((f"{above}/{tag}[{number}]", {}, end))
        if (text := element.text) and tag not in SKIPPED_TAGS:
            self.buffer.add(text, self.frames[-1].tag == "pre")

    def _cell(self, tag: str) -> int:
        self.buffer.cell(tag in ("td", "th"))
        return _CELL

    def _frame(self, element: HtmlElement, tag: str, above: str, number: int) -> int:
        if self.buffer.size or self.alts:
            self._flush()
        outer = self.frames[-1] if self.frames else _OUTSIDE
        chrome = outer.chrome
        if chrome != HARD:
            chrome = chrome_of(element, tag, outer.within_article) or chrome
        article = outer.within_article or tag in ("article", "main")
        nesting = outer.nesting + (tag in LIST_TAGS)
        style = element.get("class") or ""
        self.opened += 1
        self.frames.append(
            _Frame(element, tag, outer.depth + 1, chrome, nesting, article, above, number, self.opened, style)
        )
        if tag == "tr" and _is_data_row(element):
            self.row = element
        return _FRAME

    def _inline(self, element: HtmlElement, tag: str) -> int:
        if tag == "br":
            self.buffer.line_end(", " if self.row is not None else "\n")
            return _NOTHING
        if tag == "img":
            self.alts.append(" ".join((element.get("alt") or "").split()))
            return _NOTHING
        direct = element.getparent() is self.frames[-1].element
        self.buffer.enter(element, tag, bold=tag in BOLD_TAGS, direct=direct)
        return _INLINE

    def _end(self) -> None:
        _, _, end = self.open.pop()
        if end == _INLINE:
            self.buffer.leave()
        elif end == _FRAME:
            if self.buffer.size or self.alts:
                self._flush()
            self.row = None
            self.frames.pop()
        elif end == _CELL:
            self.buffer.cell(False)

    def _flush(self) -> None:
        content = self.buffer.take()
        alts = tuple([alt for alt in self.alts if alt])
        self.alts.clear()
        if not (content.text or alts):
            return
        frame = self.frames[-1]
        outer = self.frames[-2] if len(self.frames) > 1 else frame
        level = HEADING_TAGS.get(frame.tag) or HEADING_TAGS.get(outer.tag, 0)
        self.found.append(
            Block(  # in the order of the fields: naming them all takes longer than all else done here
                content.text,
                frame.tag,
                frame.element,
                frame.depth,
                (outer.serial, frame.tag, frame.style),
                (frame.depth, frame.tag, frame.style, outer.tag, outer.style),
                level,
                bool(level) or frame.tag in ("th", "dt", "summary") or content.bold_share > 0.9,
                content.link_share,
                content.hrefs,
                frame.chrome,
                frame.nesting,
                content.cells,
                self._header(frame, content.text, content.cells) if content.cells else (),
                content.pieces,
                content.notes,
                content.soft,
                alts,
                frame.above,
                frame.number,
            )
        )

    def _header(self, frame: _Frame, text: str, cells: tuple[Span, ...]) -> tuple[str, ...]:
        """Column names for a row; a row of `th` alone becomes the header of its table."""
        table = next((f.element for f in reversed(self.frames) if f.tag == "table"), frame.element)
        kinds = {cell.tag for cell in frame.element if cell.tag in ("td", "th")}
        if kinds == {"th"} or (table not in self.headers and frame.element.getparent().tag == "thead"):
            self.headers[table] = tuple(text[s:e] for s, e in cells)
            return ()
        return self.headers.get(table, ())


def _is_data_row(row: HtmlElement) -> bool:
    """Two cells or more, short, without lists, headings or tables inside."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) < 2:
        return False
    nodes = characters = breaks = 0
    for node in islice(row.iter(), MAX_CELL_NODES + 1):
        nodes += 1
        characters += len(node.text or "") + len(node.tail or "")
        breaks += node.tag in ("br", "p", "div")
        if node.tag in ("table", "li", "h1", "h2", "h3", "h4", "article"):
            return False
    return nodes <= MAX_CELL_NODES and characters <= MAX_CELL_CHARACTERS and breaks <= 2 * len(cells)


__all__ = ["BLOCK_TAGS", "HARD", "SOFT", "Block", "Span", "blocks"]
