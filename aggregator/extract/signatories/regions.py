"""Lists of signers: where a list under a cue begins and where it ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

from aggregator.extract.signatories.cues import Cue, Role, read_cue
from aggregator.extract.signatories.lines import Line
from aggregator.extract.signatories.runs import is_run
from aggregator.extract.signatories.shape import LIKELY, NO, POSSIBLE

MAX_BETWEEN = 1
"""Sentences that may stand between a cue and its list."""
MAX_ODD = 2
"""Odd lines in a row inside a list."""
_CLOSING = 4
_CLOSING_SHARE = 0.75
_PARAGRAPH = 120
_LINKS = 0.6


@dataclass(slots=True)
class Member:
    """A line of a list and the group heading it stands under."""

    line: Line
    start: int = 0
    """Offset in the line where the entry begins."""
    heading: Cue | None = None


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

    @property
    def strength(self) -> int:
        return self.cue.strength if self.cue else 0


def _hosts(lines: Iterable[Line]) -> set[str]:
    """Hosts that absolute links of these lines point to."""
    return {urlsplit(href).netloc for line in lines for href in line.source.hrefs if "//" in href[:8]}


class Page:
    """The lines of a page with the cue each of them is."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.cues = [read_cue(line) for line in lines]
        self._entries: dict[tuple[int, int], bool] = {}

    def is_entry(self, index: int, least: int = POSSIBLE) -> bool:
        """Whether a line looks like an entry and says nothing else."""
        known = self._entries.get((index, least))
        if known is None:
            known = self._entries[index, least] = self._is_entry(index, least)
        return known

    def _is_entry(self, index: int, least: int) -> bool:
        cue = self.cues[index]
        line = self.lines[index]
        if cue is not None and cue.role is not Role.GROUP and cue.strength != 2:
            return False
        if _is_title(line):
            return False
        return line.shape.grade >= least or is_run(line.text)


def listed(page: Page) -> Iterator[Region]:
    """The lists under the page's cues, in page order."""
    done = -1
    for index, cue in enumerate(page.cues):
        if cue is None or cue.role is not Role.CUE or index <= done:
            continue
        region = _Collector(page, index, cue).collect()
        if region.members:
            done = region.last
            yield region


def _is_title(line: Line) -> bool:
    """A line that ends in what statements are called is the title of one."""
    end = len(line.text.rstrip(' .:"”»』」'))
    titled = any(hit.kind == "statements.markers" and hit.end == end for hit in line.hits)
    return titled and not line.shape.named and len(line.text) > 16


class _Collector:
    """Follows a list line by line from its cue."""

    def __init__(self, page: Page, index: int, cue: Cue) -> None:
        self.page, self.cue, self.index = page, cue, index
        self.region = Region(cue, index)
        self.heading: Cue | None = None
        self.anchor: Line | None = None

    def collect(self) -> Region:
        position = self.index + 1
        if self.cue.rest >= 0:
            line = self.page.lines[self.index]
            self._add(self.index, self.cue.rest)
            self.region.last = self.index
            if line.whole or is_run(line.text[self.cue.rest :]):
                return self._rest_only()
        else:
            position = self._first(position)
        while 0 <= position < len(self.page.lines):
            position = self._step(position)
        return self.region

    def _rest_only(self) -> Region:
        """All names stand behind the cue in its own line."""
        return self.region

    def _add(self, index: int, start: int = 0) -> None:
        line = self.page.lines[index]
        self.region.members.append(Member(line, start, self.heading))
        self.region.last = index
        if self.anchor is None:
            self.anchor = line

    def _first(self, position: int) -> int:
        """The line where the list begins: after group headings and one sentence at most; -1 if it does not."""
        between = 0
        while position < len(self.page.lines):
            line, cue = self.page.lines[position], self.page.cues[position]
            if cue is not None and cue.role is Role.GROUP and self._begins(position + 1):
                self.heading = cue
                self.region.headings.append(position)
            elif cue is not None and cue.role is not Role.GROUP and cue.strength != 2:
                return -1
            elif self._begins(position):
                return position
            elif between < MAX_BETWEEN and self.cue.strength != 2 and line.source.level == 0:
                between += 1
            else:
                return -1
            position += 1
        return -1

    def _begins(self, position: int) -> bool:
        """Whether a list begins here: a run of names, or likely entries one after another."""
        page = self.page
        if position >= len(page.lines) or not page.is_entry(position):
            return False
        if is_run(page.lines[position].text):
            return True
        ahead = [i for i in range(position, min(position + 3, len(page.lines))) if page.is_entry(i)]
        likely = sum(page.lines[i].shape.grade == LIKELY for i in ahead)
        return likely >= 2 or (self.cue.strength == 3 and likely >= 1)

    def _step(self, position: int) -> int:
        """Take the line in, or end the list (-1)."""
        page = self.page
        line, cue = page.lines[position], page.cues[position]
        if cue is not None and cue.role is Role.STOP and not (self._fits(line) and line.source.nesting):
            return -1
        if cue is not None and cue.role is Role.CUE and cue.strength != 2:
            return -1
        if cue is not None and cue.role is Role.GROUP and self._heads(position):
            return self._enter_group(position, cue)
        if self._fits(line) and page.is_entry(position):
            self._add(position)
            return position + 1
        if self._is_unknown_heading(position):
            return self._enter_group(position, Cue(Role.GROUP, 0, line.text))
        if self._fits(line):
            return self._odd(position)
        return self._elsewhere(position)

    def _fits(self, line: Line) -> bool:
        """Same container as the list's first entry, or a container made alike."""
        anchor = self.anchor
        if anchor is None:
            return True
        if line.group == anchor.group or (anchor.whole and line.source.container == anchor.source.container):
            return True
        return line.source.pattern == anchor.source.pattern and line.whole == anchor.whole

    def _heads(self, position: int) -> bool:
        """A group heading differs from an entry by standing out or by what follows."""
        line = self.page.lines[position]
        if position + 1 >= len(self.page.lines) or not self.page.is_entry(position + 1):
            return False
        cue = self.page.cues[position]
        counted = line.text.rstrip().endswith((")", "）", ":", "："))
        known = cue is not None and bool(cue.kind or cue.country)
        if line.heading or not self._fits(line):
            return True
        return counted or (known and not line.source.nesting)

    def _enter_group(self, position: int, cue: Cue) -> int:
        self.heading = cue
        self.region.headings.append(position)
        following = self.page.lines[position + 1] if position + 1 < len(self.page.lines) else None
        if following is not None and self.page.is_entry(position + 1):
            self.anchor = following
        return position + 1

    def _is_unknown_heading(self, position: int) -> bool:
        """A short line that stands out inside the list, with more entries made like the others below it."""
        line = self.page.lines[position]
        ahead = self.page.lines[position + 1 : position + 3]
        if not ahead or len(line.text) > 80 or self.page.cues[position] is not None:
            return False
        stands_out = line.heading or line.text.rstrip().endswith((":", "："))
        cue_level = self.page.lines[self.index].source.level
        if not stands_out or (cue_level and 0 < line.source.level <= cue_level) or line.source.level == 1:
            return False
        anchor = self.anchor
        alike = anchor is not None and (
            ahead[0].source.pattern == anchor.source.pattern or ahead[0].source.tag == anchor.source.tag
        )
        return alike and all(self.page.is_entry(position + 1 + i, LIKELY) for i in range(len(ahead)))

    def _odd(self, position: int) -> int:
        """A line that is no entry: passed over if the list goes on behind it in the same container."""
        page, anchor = self.page, self.anchor
        for ahead in range(1, MAX_ODD + 1):
            following = range(position + ahead, min(position + ahead + 2, len(page.lines)))
            if len(following) == 2 and all(
                page.is_entry(i, LIKELY) and anchor is not None and page.lines[i].group == anchor.group
                for i in following
            ):
                if page.lines[position].source.tag == "p" and len(page.lines[position].text) > 400:
                    return -1
                if page.lines[position].shape.grade != NO or page.lines[position].shape.named:
                    self._add(position)
                return position + 1
        return -1

    def _elsewhere(self, position: int) -> int:
        """A container made otherwise: only a cloud of names goes on with the list."""
        line = self.page.lines[position]
        if line.source.is_cloud and self.page.is_entry(position) and self.anchor is not None:
            self.anchor = line
            self._add(position)
            return position + 1
        return -1


def closing(page: Page) -> Region | None:
    """The list that ends a statement without any cue: the last run of entries with no text of the article after it."""
    found: Region | None = None
    start = 0
    for index in range(len(page.lines) + 1):
        if index < len(page.lines) and _closes(page, index) and (index == start or _alike(page, index)):
            continue
        region = _closing_run(page, start, index)
        found = region or found
        start = index if index < len(page.lines) and _closes(page, index) else index + 1
        if found and index < len(page.lines) and _is_text(page.lines[index]) and found.last < index:
            found = None
    return found


def _alike(page: Page, index: int) -> bool:
    return page.lines[index].group == page.lines[index - 1].group


def _closing_run(page: Page, start: int, end: int) -> Region | None:
    """A run of lines as a region, if it follows text of the article and is no list of links."""
    members = [Member(line) for line in page.lines[start:end]]
    if len(members) < _CLOSING or start == 0 or not _leads(page, start - 1):
        return None
    heading = page.cues[start - 1]
    region = Region(heading, start - 1, members, end - 1)
    return region if region.likely >= _CLOSING_SHARE and region.linked <= _LINKS else None


def _leads(page: Page, index: int) -> bool:
    """The line before a closing list: a paragraph, a date, or words for a kind of signers."""
    line, cue = page.lines[index], page.cues[index]
    if line.source.chrome or line.source.level:
        return False
    if cue is not None:
        return cue.role is Role.GROUP and bool(cue.kind)
    return line.shape.grade == NO or line.text.rstrip().endswith((".", "。", "!", "！"))


def _closes(page: Page, index: int) -> bool:
    line = page.lines[index]
    return (
        page.cues[index] is None
        and page.is_entry(index)
        and line.source.level == 0
        and not line.source.chrome
    )


def _is_text(line: Line) -> bool:
    """A paragraph of an article."""
    return (
        line.shape.grade == NO
        and len(line.text) >= _PARAGRAPH
        and not line.source.chrome
        and line.source.link_share < _LINKS
    )
