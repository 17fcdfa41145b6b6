"""A page as lines, and the lists found in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from urllib.parse import urlsplit

from aggregator.extract.signatories.cues import SIGNING, Cue, Role, is_known, read_cue
from aggregator.extract.signatories.features import features
from aggregator.extract.signatories.greetings import greets
from aggregator.extract.signatories.labels import counts_signatures, tally
from aggregator.extract.signatories.lines import Line
from aggregator.extract.signatories.runs import is_bare_person, is_run, run_pieces
from aggregator.extract.signatories.shape import LIKELY, NO, POSSIBLE
from aggregator.extract.signatories.tables import is_header
from aggregator.extract.signatories.text import PLACE_AND_DATE, is_cased, is_number, is_solid

_LINKS = 0.6
_NOTED = 0.7
_SENTENCE = 80
_STARS = ("*", "＊", "※")
_LONGEST_TITLE = 300
_NOTES = 2
"""Footnotes below a list."""
_OPEN = (",", "，")
"""What ends a formula such as ``The deputies,`` under a place and a date: the signers follow."""
_CARD, _ROLE = 2, 60
"""Lines of a card; characters of a role."""
_BLANK = re.compile(r"[\s\[(]*_{3,}[\s\])]*$")


@dataclass(slots=True)
class Member:
    """A line of a list and the group heading it stands under."""

    line: Line
    start: int = 0
    """Offset in the line where the entry begins."""
    heading: Cue | None = None
    details: tuple[Line, ...] = ()
    """The lines below it that say what the person is, and where."""


@dataclass
class Region:
    """A list of signers with the cue that marks it; no cue at the end of a statement."""

    cue: Cue | None
    cue_line: int
    members: list[Member] = field(default_factory=list)
    last: int = -1
    """Index of its last line."""
    headings: list[int] = field(default_factory=list)
    prose: bool = False
    statement: int = 0
    """Number of the statement on the page it belongs to."""

    @property
    def size(self) -> int:
        return len(self.members)

    joined: bool = False
    """Another list stands right behind it, under a cue of signing."""
    states: bool = False
    """The line of its cue names a statement or speaks as signers do."""
    farewell: bool = False
    """Its cue is what letters end with."""
    counted: bool = False
    """Its lines are numbered one by one: each is one entry."""

    @cached_property
    def linked(self) -> float:
        """Share of the lines that are links within a site; a list of organisations may link to each one's own."""
        lines = [m.line for m in self.members if m.line.source.link_share > _LINKS]
        return 0.0 if 2 * len(_hosts(lines)) > len(lines) else len(lines) / max(self.size, 1)

    @cached_property
    def likely(self) -> float:
        """Share of the lines that look like entries, or like runs of them."""
        good = sum(m.line.shape.grade == LIKELY or is_run(m.line.text[m.start :]) for m in self.members)
        return good / max(self.size, 1)

    @cached_property
    def is_broken_run(self) -> bool:
        """One run of bare names broken into lines: all but the last end in a comma and hold persons alone."""
        texts = [member.line.text.rstrip() for member in self.members]
        if len(texts) < 2 or not all(text.endswith((",", "،")) for text in texts[:-1]):
            return False
        pieces = [text[start:end] for text in texts for start, end in run_pieces(text, prose=False)]
        return len(pieces) > len(texts) and all(map(is_bare_person, pieces))

    @property
    def strength(self) -> int:
        return self.cue.strength if self.cue else 0


def without_title(region: Region) -> Region:
    """The list without the title of another statement that follows it in the same markup."""
    members = region.members
    for index in range(max(len(members) - 3, 2), len(members)):
        line = members[index].line
        if line.has("statements.markers") and len(features(line.text).small()) > 1:
            del members[index:]
            break
    return region


def head_members(members: list[Member], words: str) -> None:
    """Give the members at the end of a list that have no heading the one that stands below them."""
    for member in reversed(members):
        if member.heading:
            break
        member.heading = Cue(Role.GROUP, 0, words)


def _hosts(lines: Iterable[Line]) -> set[str]:
    """Hosts that absolute links of these lines point to."""
    return {urlsplit(href).netloc for line in lines for href in line.source.hrefs if "//" in href[:8]}


class Page:
    """The lines of a page with the cue each of them is."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.cues = [self._cue(index) for index in range(len(lines))]
        self.headers = {i for i, line in enumerate(lines) if is_header(line, lines[i + 1 : i + 3])}
        self._entries: dict[tuple[int, int], bool] = {}

    def signs_at(self, index: int) -> bool:
        """Whether a line is a heading of signatures."""
        cue = self.cues[index] if index < len(self.cues) else None
        return cue is not None and cue.role is Role.CUE and cue.strength == 3

    def behind_notes(self, index: int) -> int:
        """Index of the first line from here on that is no note on how the list is kept and names no columns."""
        while index < len(self.lines) and (index in self.headers or self._is_note(index)):
            index += 1
        return index

    def _is_note(self, index: int) -> bool:
        """A note on how the list is kept; ``in a personal capacity`` on a line of its own heads those persons."""
        cue = self.cues[index]
        heads = cue is not None and cue.role is Role.GROUP and bool(cue.kind)
        return not heads and _is_order_note(self.lines[index])

    def _is_footnote(self, index: int) -> bool:
        """Whether a line with a star, and all of its list behind it, follows lines without one."""
        first = self.lines[index]
        if first.text[:1] not in _STARS or index == 0:
            return False
        rest = list(
            takewhile(
                lambda line: line.group == first.group and (line is first or line.shape.grade != NO),
                self.lines[index : index + _NOTES + 1],
            )
        )
        before = [line for line in self.lines[max(index - 2, 0) : index] if line.is_made_like(first)]
        plain = [line for line in before if line.text[:1] not in _STARS]
        few = len(rest) <= _NOTES and all(line.text[:1] in _STARS for line in rest)
        return few and bool(plain) and (len(plain) == 2 or is_run(plain[-1].text))

    def _cue(self, index: int) -> Cue | None:
        line = self.lines[index]
        numbered = len(line.cells) > 1 and is_number(line.cells[0])
        if numbered or tally(line.text) is not None or self._is_role_below(index):
            return None
        if counts_signatures(line):
            return Cue(Role.CUE, 3, line.text)
        cue = read_cue(line)
        signs = cue is not None and cue.role is Role.GROUP and cue.kind == "person" and index > 0
        if signs and line.text.endswith(_OPEN) and PLACE_AND_DATE.match(self.lines[index - 1].text):
            return Cue(Role.CUE, 3, line.text, kind="person")
        return cue

    def _is_role_below(self, index: int) -> bool:
        """The second line of a card, which says what the person named on its first is."""
        before, line = self.lines[max(index - 1, 0)], self.lines[index]
        if index == 0 or before.block != line.block or len(line.source.lines) != _CARD or line.start == 0:
            return False
        return len(line.text) <= _ROLE and before.shape.grade == LIKELY and features(line.text).tells_role(0)

    def _is_field(self, index: int) -> bool:
        """Whether the next line is the blank of a form, which this line names."""
        return index + 1 < len(self.lines) and bool(_BLANK.match(self.lines[index + 1].text))

    def is_entry(self, index: int, least: int = POSSIBLE) -> bool:
        """Whether a line looks like an entry and says nothing else."""
        known = self._entries.get((index, least))
        if known is None:
            known = self._entries[index, least] = self._is_entry(index, least)
        return known

    def _is_entry(self, index: int, least: int) -> bool:
        cue = self.cues[index]
        line = self.lines[index]
        if cue is not None and cue.role is not Role.GROUP and (cue.strength != 2 or is_known(line)):
            return False
        if (
            tally(line.text) is not None
            or _is_title(line)
            or self._is_field(index)
            or self._is_footnote(index)
            or _is_order_note(line)
            or index in self.headers
            or line.source.tag == "summary"
            or _tells_of_signing(line)
            or greets(line)
        ):
            return False
        return (line.shape.grade >= least or is_run(line.text)) and not _speaks(line)


def _tells_of_signing(line: Line) -> bool:
    """A line in a script with words but no capitals that tells of signing; a table may have a column for that."""
    return line.has(*SIGNING) and not (line.cells or is_cased(line.text) or is_solid(line.text))


def _speaks(line: Line) -> bool:
    """A long sentence in which the signers speak of themselves."""
    return len(line.text) > _SENTENCE and line.text.rstrip()[-1:] in ".!。" and line.has("statements.voice")


def _is_order_note(line: Line) -> bool:
    """A line that only says how the list is kept, such as that it is still open, or the letter of an index."""
    if len(line.text) == 1 and line.text.isalpha() and line.text.isupper():
        return True
    bracketed = line.text[0] in "[(（" and line.text.rstrip()[-1] in "])）"
    if bracketed and line.has("cues.order", *SIGNING):
        return True
    end = len(line.text.rstrip(" .!。"))
    return any(hit.kind == "cues.order" and hit.start < 3 and hit.end >= _NOTED * end for hit in line.hits)


def _is_title(line: Line) -> bool:
    """A line that ends in what statements are called is the title of one; a row of a table never is."""
    if line.cells or len(line.text) > _LONGEST_TITLE or not line.has("statements.markers"):
        return False
    end = len(line.text.rstrip(' .:"”»』」'))
    titled = any(hit.kind == "statements.markers" and hit.end == end for hit in line.hits)
    return titled and not line.shape.named and len(line.text) > 16
