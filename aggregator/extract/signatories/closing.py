"""The list at the end of a statement that no cue announces."""

from __future__ import annotations

from collections.abc import Iterator

from aggregator.extract.signatories.cues import Role
from aggregator.extract.signatories.lines import Line
from aggregator.extract.signatories.page import Member, Page, Region
from aggregator.extract.signatories.regions import listed
from aggregator.extract.signatories.runs import is_run, run_pieces
from aggregator.extract.signatories.shape import NO, shape

_LEAST = 4
_SHARE = 0.75
_PARAGRAPH = 120
_SENTENCE = 15
_LINKS = 0.6


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


def grouped(page: Page) -> Iterator[Region]:
    """Lists under words for a kind of signers; before any text of the statement they name its addressees."""
    return (region for region in listed(page, groups=True) if _has_text(page, region.cue_line))


def _has_text(page: Page, end: int) -> bool:
    """Whether a paragraph stands before this line."""
    return any(
        line.shape.grade == NO and len(line.text) >= _SENTENCE and not line.text.endswith((":", "："))
        for line in page.lines[:end]
    )


def _alike(page: Page, index: int) -> bool:
    return page.lines[index].group == page.lines[index - 1].group


def _closing_run(page: Page, start: int, end: int) -> Region | None:
    """A run of lines as a region, if it follows text of the article and is no list of links."""
    members = [Member(line) for line in page.lines[start:end]]
    if start == 0 or not _leads(page, start - 1):
        return None
    if len(members) < _LEAST and not (members and all(_is_run_of_groups(m.line.text) for m in members)):
        return None
    heading = page.cues[start - 1]
    region = Region(heading, start - 1, members, end - 1)
    return region if region.likely >= _SHARE and region.linked <= _LINKS else None


def _is_run_of_groups(text: str) -> bool:
    """Four or more names in one line, most of them organisations by their words, as keywords are not."""
    if not is_run(text):
        return False
    names = [shape(text[start:end]) for start, end in run_pieces(text, prose=False)]
    return len(names) >= _LEAST and 2 * sum(name.stem for name in names) > len(names)


def _leads(page: Page, index: int) -> bool:
    """The line before a closing list: a paragraph, a date, or words for a kind of signers."""
    line, cue = page.lines[index], page.cues[index]
    if line.source.chrome or line.source.level or not _has_text(page, index + 1):
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
