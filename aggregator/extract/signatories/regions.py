"""Lists of signers: where a list under a cue begins and where it ends."""

from __future__ import annotations

from collections.abc import Iterator

from aggregator.extract.signatories.cues import Cue, Role, unknown_group
from aggregator.extract.signatories.groupings import card_below, is_unknown_heading
from aggregator.extract.signatories.labels import is_label_of, is_other, is_told, label_before, tally
from aggregator.extract.signatories.lines import Line
from aggregator.extract.signatories.openings import (
    announces_others,
    begins_with_name,
    ends_list,
    is_broken_off,
    is_item_of,
    is_labelled,
    is_list_beside,
    is_long_role,
    is_near,
    is_subheading,
    may_detail,
    names_follow,
    proves_run,
    share_cell,
    stands_over_numbers,
)
from aggregator.extract.signatories.page import Member, Page, Region, head_members, without_title
from aggregator.extract.signatories.remainders import is_tail
from aggregator.extract.signatories.remarks import is_remark, is_text_behind_run
from aggregator.extract.signatories.runs import is_run, is_short_run
from aggregator.extract.signatories.shape import LIKELY, NO
from aggregator.extract.signatories.tables import is_of_others

MAX_BETWEEN, MAX_ODD, MAX_REMARK, MAX_DETAILS = 1, 2, 400, 3
"""Sentences between a cue and its list, odd lines in a row inside a list, characters of one of these; lines of a card
below the name."""


def listed(page: Page, *, groups: bool = False) -> Iterator[Region]:
    """The lists under the page's cues, in page order; ``groups``: under words for a kind of signers too."""
    done = -1
    for index, cue in enumerate(page.cues):
        grouped = groups and cue is not None and cue.role is Role.GROUP and bool(cue.kind)
        if cue is None or not (cue.role is Role.CUE or grouped) or index <= done:
            continue
        region = _Collector(page, index, cue).collect()
        if region.members:
            done = region.last
            region.joined = page.signs_at(done + 1)
            yield region


class _Collector:
    """Follows a list line by line from its cue."""

    def __init__(self, page: Page, index: int, cue: Cue) -> None:
        self.page, self.cue, self.index = page, cue, index
        states = page.lines[index].has("statements.markers", "statements.voice")
        farewell = page.lines[index].has("cues.farewells")
        self.region = Region(cue, index, states=states, farewell=farewell)
        self.near = is_near(cue, page.lines[index])
        self.heading: Cue | None = None
        self.anchor: Line | None = None
        self.details: set[object] = set()
        """Patterns of the lines that hold details in a list of cards."""

    def collect(self) -> Region:
        position = self.index + 1
        if position in self.page.headers:
            position += 1
        if self.cue.rest >= 0:
            line = self.page.lines[self.index]
            if not names_follow(line.text[self.cue.rest :]):
                return self.region
            self._add(self.index, self.cue.rest)
            self.region.last = self.index
            if line.whole or (
                is_run(line.text[self.cue.rest :])
                and not is_broken_off(self.page.lines[self.index : position + 1])
            ):
                return self.region
        else:
            position = self._first(position)
        while 0 <= position < len(self.page.lines):
            position = self._step(position)
        return without_title(self.region)

    def _add(self, index: int, start: int = 0) -> None:
        line = self.page.lines[index]
        self.region.members.append(Member(line, start, self.heading))
        self.region.last = index
        if self.anchor is None:
            self.anchor = line

    def _first(self, position: int) -> int:
        """The line where the list begins: after group headings and one sentence at most; -1 if it does not."""
        between = 0
        while (position := self.page.behind_notes(position)) < len(self.page.lines):
            line, cue = self.page.lines[position], self.page.cues[position]
            if self._is_of_heading(position):
                pass
            elif (
                cue is not None
                and cue.role is Role.GROUP
                and self._begins(self.page.behind_notes(position + 1))
            ):
                self.heading = cue
                self.region.headings.append(position)
            elif cue is not None and cue.role is not Role.GROUP and cue.strength != 2:
                return -1
            elif is_subheading(self.cue, self.page.lines, self.index, position) and self._begins(
                position + 1
            ):
                self.heading = unknown_group(line)
                self.region.headings.append(position)
            elif self._begins(position):
                return position
            elif announces_others(line):
                return -1
            elif between < MAX_BETWEEN and self.cue.strength != 2 and line.source.level == 0:
                between += 1
            else:
                return -1
            position += 1
        return -1

    def _is_of_heading(self, position: int) -> bool:
        """A further line of the heading that is the cue; names behind its colon are none."""
        line = self.page.lines[position]
        same = line.block == self.page.lines[self.index].block and line.source.level > 0
        announced = self.cue.text.rstrip().endswith((":", "："))
        return same and not (announced and self.page.is_entry(position, LIKELY))

    def _begins(self, position: int) -> bool:
        """Whether a list begins here: a run of names, or likely entries one after another."""
        page = self.page
        if (
            position >= len(page.lines)
            or not page.is_entry(position)
            or is_item_of(self.cue, page.lines[self.index], page.lines[position])
        ):
            return False
        text = page.lines[position].text
        if text.islower() and not all(
            line.text.islower() for line in page.lines[position + 1 : position + 3]
        ):
            return False
        if is_run(text):
            named = begins_with_name(text) and not is_labelled(page.lines[position])
            return named and (self.near or proves_run(self.cue, text))
        ahead = [i for i in range(position, min(position + 3, len(page.lines))) if page.is_entry(i)]
        likely = sum(page.lines[i].shape.grade == LIKELY for i in ahead)
        beside = likely == 1 and share_cell(page.lines[self.index], page.lines[position])
        alone = beside and (self.near or self.region.farewell)
        return likely >= 2 or alone or (self.cue.strength != 2 and is_short_run(text))

    def _step(self, position: int) -> int:
        """Take the line in, or end the list (-1)."""
        page = self.page
        line, cue = page.lines[position], page.cues[position]
        if (behind := page.behind_notes(position)) > position:
            self._enter_table(position, behind)
            return behind
        if ends_list(line, cue, self._fits(line)) or is_remark(self.region, line):
            return -1
        grouped = cue is not None and cue.role is Role.GROUP
        if grouped and line.source.pattern in self.details and (behind := self._detail(position)):
            return behind
        if cue is not None and grouped and self._heads(position):
            return self._enter_group(position, cue)
        if self._fits(line) and (labelled := self._grouping(position)):
            return labelled
        if self.region.members and is_tail(line.text):
            return position + 1
        entry = self._fits(line) and page.is_entry(position)
        if entry and not is_text_behind_run(page, self.region, position):
            self._add(position)
            return position + 1
        earlier = [page.lines[index].source.pattern for index in self.region.headings]
        if self.anchor and is_unknown_heading(page, self.index, position, self.anchor, earlier):
            return self._enter_group(position, unknown_group(line))
        if self._fits(line):
            return self._odd(position)
        return self._detail(position) or self._elsewhere(position)

    def _grouping(self, position: int) -> int:
        """Where to go on if the line says whose names the run beside it holds; 0 if it does not."""
        line, ahead = self.page.lines[position], self.page.lines[position + 1 : position + 2]
        label = label_before(line.text)
        if label is not None and is_other(label.text):
            return -1
        if label is not None:
            self.heading = Cue(Role.GROUP, 0, label.text, label.end)
            self._add(position, label.end)
            return position + 1
        over = stands_over_numbers(self.page.lines, position) and self.page.is_entry(position)
        if over or (ahead and is_label_of(line, ahead[0])):
            return self._enter_group(position, unknown_group(line))
        words = tally(line.text) if self.region.members else None
        if words is None:
            return 0
        head_members(self.region.members, words)
        self.region.last = position
        return position + 1

    def _fits(self, line: Line) -> bool:
        """Same container as the list's first entry, or a container made alike."""
        return self.anchor is None or line.is_made_like(self.anchor)

    def _enter_table(self, position: int, behind: int) -> None:
        """Go on with a table of its own that names its columns right behind the list."""
        rows = self.page.lines[behind : behind + 1]
        own = position in self.page.headers and not is_of_others(self.page.lines[position])
        if self.region.members and own and rows and rows[0].cells:
            self.anchor, self.heading = rows[0], None

    def _heads(self, position: int) -> bool:
        """A group heading differs from an entry by standing out or by what follows."""
        line = self.page.lines[position]
        behind = self.page.behind_notes(position + 1)
        if behind >= len(self.page.lines) or not self.page.is_entry(behind):
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
        behind = self.page.behind_notes(position + 1)
        if behind < len(self.page.lines) and self.page.is_entry(behind):
            self.anchor = self.page.lines[behind]
        return behind

    def _odd(self, position: int) -> int:
        """A line that is no entry: passed over if the list goes on behind it in the same container."""
        line = self.page.lines[position]
        ahead = range(position + 1, position + 1 + MAX_ODD)
        goes_on = any(self._resumes(first, line) and self._resumes(first + 1, line) for first in ahead)
        if not goes_on or (line.source.tag == "p" and len(line.text) > MAX_REMARK):
            return -1
        if line.shape.grade != NO or line.shape.named:
            self._add(position)
        elif is_long_role(line) and self.region.members:
            self.region.members[-1].details += (line,)
        return position + 1

    def _resumes(self, position: int, odd: Line) -> bool:
        """Whether a likely entry of the list stands here: in its container, or in a block like that of a card which
        the odd line ends."""
        if (
            self.anchor is None
            or position >= len(self.page.lines)
            or not self.page.is_entry(position, LIKELY)
        ):
            return False
        line = self.page.lines[position]
        ends_card = (
            bool(self.region.members) and not odd.whole and self.region.members[-1].line.group == odd.group
        )
        return line.group == (self.anchor or line).group or (ends_card and self._fits(line))

    def _detail(self, position: int) -> int:
        """A line of a card: the role below a name, where cards follow one another; 0 if it is none."""
        line, anchor = self.page.lines[position], self.anchor
        last = self.region.members[-1] if self.region.members else None
        if anchor is None or last is None or len(last.details) == MAX_DETAILS or is_told(line):
            return 0
        if not may_detail(line, anchor, len(self.region.members), self.details):
            return 0
        if line.source.pattern not in self.details:
            below = range(position, min(position + MAX_DETAILS + 1 - len(last.details), len(self.page.lines)))
            self.details.update(card_below(self.page, below, anchor))
        if line.source.pattern not in self.details:
            return 0
        last.details += (line,)
        self.region.last = position
        return position + 1

    def _is_list_below(self, line: Line, position: int) -> bool:
        """Whether the items of a list begin right below the one entry under a heading of signatures."""
        alone = self.region.size == 1 and self.region.last == position - 1 and self.cue.strength == 3
        return (
            alone and self.anchor is not None and is_list_beside(self.anchor, line) and self._begins(position)
        )

    def _elsewhere(self, position: int) -> int:
        """A container made otherwise: a cloud of names goes on with the list, or the list below its first entry."""
        line = self.page.lines[position]
        own = line.source.is_cloud and self.page.is_entry(position)
        if self.anchor is not None and (own or self._is_list_below(line, position)):
            self.anchor = line
            self._add(position)
            return position + 1
        return -1
