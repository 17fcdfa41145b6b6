"""The signers named as a statement's authors: a run of persons right below its title."""

from __future__ import annotations

from aggregator.extract.signatories.cues import Cue, Role
from aggregator.extract.signatories.lines import Line
from aggregator.extract.signatories.page import Member, Page, Region
from aggregator.extract.signatories.runs import is_bare_person, is_run, run_pieces

_LEAST = 6
"""Persons in a byline from which they are no journalists."""
_BELOW = 3
"""Lines below the title among which its byline stands, with a date and the like."""
_LINKS = 0.6
_TEXT = 120
"""Characters of a paragraph."""


def byline(page: Page) -> Region | None:
    """The run of bare names of persons between the title of a statement and its text; None where there is none."""
    title = next((i for i, line in enumerate(page.lines) if line.source.level == 1), None)
    if title is None or not page.lines[title].has("statements.markers"):
        return None
    for index in range(title + 1, min(title + 1 + _BELOW, len(page.lines))):
        line = page.lines[index]
        if len(line.text) >= _TEXT and not _is_of_persons(line):
            return None
        if page.cues[index] is None and _is_of_persons(line):
            cue = Cue(Role.CUE, 0, page.lines[title].text)
            return Region(cue, title, [Member(line)], index)
    return None


def _is_of_persons(line: Line) -> bool:
    """Whether a line, no row of links, is nothing but so many persons' names."""
    if line.source.link_share > _LINKS or line.source.chrome or not line.whole or not is_run(line.text):
        return False
    names = [line.text[start:end] for start, end in run_pieces(line.text, prose=False)]
    return len(names) >= _LEAST and all(map(is_bare_person, names))
