"""What stands between the names of a list: headings that no lexicon knows, and the further lines of cards."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from aggregator.extract.signatories.cues import Role
from aggregator.extract.signatories.labels import is_told
from aggregator.extract.signatories.lines import Line
from aggregator.extract.signatories.openings import is_sentence
from aggregator.extract.signatories.page import Page
from aggregator.extract.signatories.shape import LIKELY

_LONGEST = 80


def is_unknown_heading(
    page: Page, cue_index: int, position: int, anchor: Line, earlier: Collection[object]
) -> bool:
    """A short line that stands out inside the list, with more entries made like the others below it.

    ``anchor``: the list's first entry; ``earlier``: patterns of the headings it has had.
    """
    line, ahead = page.lines[position], page.lines[position + 1 : position + 3]
    if not ahead or len(line.text) > _LONGEST or page.cues[position] is not None or is_sentence(line):
        return False
    level, cue_level = line.source.level, page.lines[cue_index].source.level
    stands_out = line.heading or line.text.rstrip().endswith((":", "："))
    if not stands_out or (cue_level and 0 < level <= cue_level) or level == 1:
        return False
    if line.heading and line.source.pattern in earlier:
        return page.is_entry(position + 1)
    first = ahead[0].source
    alike = anchor.source.pattern == first.pattern or anchor.source.tag == first.tag
    return alike and all(page.is_entry(position + 1 + index, LIKELY) for index in range(len(ahead)))


def card_below(page: Page, below: Iterable[int], anchor: Line) -> list[object]:
    """Patterns of these lines up to the next entry made like the list's first; empty if none comes.

    Such lines are a card's: what the one named above them is.
    """
    patterns: list[object] = []
    for position in below:
        line, cue = page.lines[position], page.cues[position]
        if line.is_made_like(anchor):
            return patterns if page.is_entry(position) else []
        if is_told(line) or (cue is not None and cue.role is not Role.GROUP):
            return []
        patterns.append(line.source.pattern)
    return []
