"""Tables of signers: header rows, the columns of a record, and grids whose every cell is a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from aggregator.extract.signatories.entries import Entry, is_role, prepare
from aggregator.extract.signatories.features import features
from aggregator.extract.signatories.kinds import evidence
from aggregator.extract.signatories.lines import Line
from aggregator.extract.signatories.match import folded
from aggregator.extract.signatories.shape import LIKELY, shape
from aggregator.extract.signatories.text import is_number
from aggregator.extract.signatories.vocabulary import phrase_set, word_set

_COLUMNS = re.compile(r"\s*[/／|｜・,،、]\s*|\s{2,}")
_PARTED = re.compile(r"[/／|｜・,،、]|\s\s")
_HEADER = 60
_DATE = re.compile(
    r"^(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}\.?\s[^\W\d_]{3,12}\.?\s\d{4}|[^\W\d_]{3,12}\.?\s\d{1,2},?\s\d{4})$"
)
_CLOUD = 4
"""Fewer inline elements in a line are the fields of one entry."""


def is_header(line: Line, following: Sequence[Line]) -> bool:
    """A row that names the columns of the rows after it."""
    if not line.cells:
        parted = len(line.text) <= _HEADER and _PARTED.search(line.text) is not None
        return parted and _names_columns(_COLUMNS.split(line.text))
    rows = [row for row in following if len(row.cells) == len(line.cells)]
    if rows and rows[0].source.header == line.cells:
        return True
    if _names_columns([cell for cell in line.cells if cell]):
        return True
    first = line.cells[0]
    return bool(rows) and not is_number(first) and all(is_number(row.cells[0]) for row in rows[:2])


def _names_columns(titles: Sequence[str]) -> bool:
    if len(titles) < 2:
        return False
    half = (len(titles) + 1) // 2
    return any(map(_is_column, titles[:half])) and 2 * sum(map(_is_column, titles)) > max(len(titles), 2)


def _is_column(title: str) -> bool:
    word = folded(title) if title else ""
    return bool(word) and (word in _columns() or word in phrase_set("tables.remarks"))


def is_of_others(header: Line) -> bool:
    """Whether a column is one of tables about prisoners, the dead, votes or prizes."""
    return any(folded(cell) in phrase_set("tables.others") for cell in header.cells)


@cache
def _columns() -> frozenset[str]:
    parts = word_set("tables.given") | word_set("tables.surnames")
    return word_set("tables.columns") | word_set("tables.names") | parts


def named_cells(line: Line) -> tuple[str, ...]:
    """The cells of a row without list numbers and empty ones, the name first where the header tells its column."""
    return tuple(cell for _, cell in _titled_cells(line)) if line.cells else line.pieces


def names_groups(line: Line) -> bool:
    """Whether the header of a row says that its name is one of an organisation."""
    return any(folded(title) in phrase_set("tables.groups") for title, _ in _titled_cells(line)[:1])


def _titled_cells(line: Line) -> list[tuple[str, str]]:
    """The cells of `named_cells`, each with the title of its column."""
    pairs = list(zip(line.source.header or ("",) * len(line.cells), line.cells, strict=False))
    pairs = [(c, cell) for c, cell in pairs if cell and not _is_bookkeeping(cell) and not _remarks(c)]
    if parts := _parts(pairs):
        whole = (parts[0][0], " ".join(cell for _, cell in parts))
        return [whole, *(pair for pair in pairs if pair not in parts)]
    names = [pair for pair in pairs if folded(pair[0]) in phrase_set("tables.names")]
    return names + [pair for pair in pairs if pair not in names]


def _parts(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The cells of the given name and the surname, in this order, where they stand in columns of their own."""
    given, surname, name = (
        next((pair for pair in pairs if folded(pair[0]) in phrase_set(kind)), None)
        for kind in ("tables.given", "tables.surnames", "tables.names")
    )
    name = None if name in (given, surname) else name
    given, surname = given or (surname and name), surname or (given and name)
    return [given, surname] if given and surname else []


def _is_bookkeeping(cell: str) -> bool:
    """A list number, a date, or that somebody signed."""
    return is_number(cell) or bool(_DATE.match(cell)) or folded(cell) in phrase_set("tables.status")


def _remarks(title: str) -> bool:
    """The title of a column for messages, which say nothing of who somebody is."""
    return bool(title) and folded(title) in phrase_set("tables.remarks")


def is_grid(lines: Sequence[Line]) -> bool:
    """Whether every cell of the rows is a name of its own: columns of one kind and nothing that is a role."""
    rows = [line.cells for line in lines if len(line.cells) > 1]
    if not rows or len(rows) < len(lines) or any(line.source.header for line in lines):
        return False
    cells = [cell for row in rows for cell in row if cell]
    likely = sum(shape(cell).grade == LIKELY for cell in cells)
    if likely < 0.8 * len(cells) or any(is_role(cell) or is_number(cell) for cell in cells):
        return False
    columns = [[row[i] for row in rows if i < len(row) and row[i]] for i in range(max(map(len, rows)))]
    shares = [sum(_is_organisation(cell) for cell in column) / len(column) for column in columns if column]
    short = any(
        sum(" " not in cell and not features(cell).solid for cell in column) > 0.6 * len(column)
        for column in columns
    )
    return max(shares) - min(shares) <= 0.5 and not short


def _is_organisation(cell: str) -> bool:
    return evidence(prepare(Entry(cell))) > 0


def inline_names(line: Line) -> tuple[tuple[int, int], ...]:
    """Spans within the line of the four or more inline elements that hold all of it, each of them a name."""
    if len(line.pieces) < _CLOUD or any(shape(piece).grade != LIKELY for piece in line.pieces):
        return ()
    inner = (line.source.text[s:e].strip() for s, e in line.source.pieces)
    return tuple((s - line.start, e - line.start) for s, e in line.source.pieces if next(inner))


def has_columns(lines: Sequence[Line]) -> bool:
    """Whether the lines of a list are made of two or three inline elements each, as of cells."""
    parted = sum(2 <= len(line.pieces) <= 3 for line in lines)
    return len(lines) > 1 and parted >= 0.8 * len(lines)
