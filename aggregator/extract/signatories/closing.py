"""The lists of a statement that no cue announces: at its end, or right before the signatures added to them."""

from __future__ import annotations

from collections.abc import Iterator

from aggregator.extract.signatories.cues import SIGNING, Role
from aggregator.extract.signatories.lines import Line
from aggregator.extract.signatories.page import Member, Page, Region
from aggregator.extract.signatories.regions import listed
from aggregator.extract.signatories.runs import is_run, run_pieces
from aggregator.extract.signatories.shape import NO, shape

_LEAST = 4
_SHARE = 0.75
_PARAGRAPH = 120
_SENTENCE = 15
_SHORT = 60
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


def first_wave(page: Page, later: Region) -> Region | None:
    """The list right before the cue of a later one made alike, such as ``Signatures added since:``.

    Only a short line, as a place and a date, may stand between.
    """
    if later.cue_line < 1 or not later.members:
        return None
    end = later.cue_line
    between = page.lines[end - 1]
    if not _closes(page, end - 1) and len(between.text) <= _SHORT and between.source.level == 0:
        end -= 1
    start = end
    while start > 0 and _closes(page, start - 1) and _made_alike(page.lines[start - 1], later):
        start -= 1
    return _closing_run(page, start, end)


def _made_alike(line: Line, later: Region) -> bool:
    first = later.members[0].line
    return line.source.pattern == first.source.pattern and line.whole == first.whole


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
    if line.text.rstrip().endswith((":", "：")) or (line.has("cues.intro") and not line.has(*SIGNING)):
        return _speaks(line)
    return line.shape.grade == NO or line.text.rstrip().endswith((".", "。", "!", "！"))


def _speaks(line: Line) -> bool:
    """The signers speak in it or their names are put in order; other lines announce other names."""
    return line.has("statements.voice", "cues.order", *SIGNING)


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
