"""Text gathered between two block boundaries, with the inline structure worth keeping."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

_COLUMN = re.compile("[ \t]*(?:[\u00a0\u3000][ \t]*){3,}")
"""Three fixed spaces or more set columns apart."""
GAP = "\u2003"
"""What stands for the space between columns: an em space."""
_SOFT = "\v"
_BLANK = frozenset((" ", "\n", _SOFT))
CELL_SEPARATOR = " | "
MAX_NOTE = 6
"""A superscript of so few characters is a note mark."""

Span = tuple[int, int]


@dataclass(slots=True)
class Content:
    """What was gathered. Spans are half-open offsets into ``text``."""

    text: str = ""
    soft: tuple[int, ...] = ()
    pieces: tuple[Span, ...] = ()
    cells: tuple[Span, ...] = ()
    notes: tuple[Span, ...] = ()
    hrefs: tuple[str, ...] = ()
    link_share: float = 0.0
    bold_share: float = 0.0


class TextBuffer:
    """Collapses white space as it grows, so that every recorded offset is final."""

    def __init__(self) -> None:
        self._reset()

    def _reset(self) -> None:
        self.parts: list[str] = []
        self.size = 0
        self.last = "\n"
        self.pieces: list[Span] = []
        self.cells: list[Span] = []
        self.notes: list[Span] = []
        self.cell_start = -1
        self.hrefs: list[str] = []
        self.open: list[tuple[str, int, bool, bool]] = []
        self.linked = self.bold = 0

    def add(self, text: str, hard: bool = False) -> None:
        """Append text; ``hard``: its line ends count, as in `pre`."""
        if self.last in _BLANK:
            text = text.lstrip()
        if text:
            self._append(_collapsed(text, "\n" if hard else _SOFT))

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self.size += len(text)
        self.last = text[-1]

    def line_end(self, mark: str) -> None:
        """A `br`: ``mark`` is what stands for it."""
        self._trim()
        if self.size and self.last != "\n":
            self._append(mark)

    def _trim(self) -> None:
        while self.parts and self.last in _BLANK and self.last != "\n":
            shorter = self.parts[-1].rstrip(" \v")
            self.size -= len(self.parts[-1]) - len(shorter)
            self.parts[-1] = shorter
            if not shorter:
                self.parts.pop()
            self.last = self.parts[-1][-1] if self.parts else "\n"

    def enter(self, element: HtmlElement, tag: str, *, bold: bool, direct: bool) -> None:
        """An inline element begins; ``direct``: it is a child of the block's own element."""
        if tag == "a":
            self.hrefs.append(element.get("href") or "")
            if self.last not in _BLANK and _follows_link(element):
                self._append(" ")
        self.open.append((tag, self.size, bold, direct))

    def leave(self) -> None:
        """The inline element entered last ends."""
        tag, start, bold, direct = self.open.pop()
        length = self.size - start
        if length <= 0:
            return
        if direct:
            self.pieces.append((start, self.size))
        if tag == "a":
            self.linked += length
        elif tag == "sup" and length <= MAX_NOTE:
            self.notes.append((start, self.size))
        if bold and not any(outer[2] for outer in self.open):
            self.bold += length

    def cell(self, begins: bool) -> None:
        """A table cell begins, or (False) it ends or a block inside it begins or ends."""
        if not begins:
            self.add(" ")
            return
        self._close_cell()
        self._trim()
        if self.size:
            self._append(CELL_SEPARATOR)
        self.cell_start = self.size

    def _close_cell(self) -> None:
        if self.cell_start >= 0:
            self._trim()
            self.cells.append((self.cell_start, max(self.size, self.cell_start)))

    def take(self) -> Content:
        """What was gathered; the buffer is empty afterwards. Elements still open count from here on."""
        self._close_cell()
        text = "".join(self.parts)
        if _SOFT not in text and not (
            self.pieces or self.cells or self.hrefs or self.open or self.bold or self.notes
        ):
            self.parts, self.size, self.last = [], 0, "\n"
            return Content(text.rstrip())
        soft = tuple([i for i, c in enumerate(text) if c == _SOFT]) if _SOFT in text else ()
        text = text.replace(_SOFT, " ").rstrip()
        size = len(text)
        linked = self.linked + sum([self.size - o[1] for o in self.open if o[0] == "a"])
        content = Content(
            text,
            soft,
            pieces=tuple([(s, e if e < size else size) for s, e in self.pieces]),
            cells=tuple([(min(s, size), min(e, size)) for s, e in self.cells]),
            notes=tuple([(min(s, size), min(e, size)) for s, e in self.notes]),
            hrefs=tuple(self.hrefs),
            link_share=min(linked / max(size, 1), 1.0),
            bold_share=self.bold / max(size, 1),
        )
        still_open = [(tag, 0, bold, direct) for tag, _, bold, direct in self.open]
        self._reset()
        self.open = still_open
        return content


def _follows_link(element: HtmlElement) -> bool:
    """Whether nothing but white space stands between an element and a link before it."""
    previous = element.getprevious()
    return previous is not None and previous.tag == "a" and not (previous.tail or "").strip()


def _collapsed(text: str, line_end: str) -> str:
    """The text, not empty, with a space for every run of white space and ``line_end`` for a run with line ends.

    `str.split` does in a fraction of the time what a regular expression would.
    """
    lines = [_spaced(line) for line in text.split("\n")]
    body = line_end.join([line for line in lines if line])
    if not body:
        return " " if len(lines) == 1 else line_end
    before = (" " if lines[0] else line_end) if text[0].isspace() else ""
    after = (" " if lines[-1] else line_end) if text[-1].isspace() else ""
    return f"{before}{body}{after}"


def _spaced(line: str) -> str:
    """A line with one space for every run of white space, or the sign for a gap between columns."""
    if "\u00a0" not in line and "\u3000" not in line:
        return " ".join(line.split())
    parts = (" ".join(part.split()) for part in _COLUMN.split(line))
    return GAP.join(part for part in parts if part)
