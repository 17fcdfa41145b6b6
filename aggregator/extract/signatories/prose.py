"""Names of signers inside sentences."""

from __future__ import annotations

from collections.abc import Iterator

from aggregator.extract.signatories.cues import Cue, Role
from aggregator.extract.signatories.lines import Line
from aggregator.extract.signatories.match import Hit
from aggregator.extract.signatories.regions import Member, Page, Region
from aggregator.extract.signatories.runs import run_pieces
from aggregator.extract.signatories.shape import LIKELY, shape
from aggregator.extract.signatories.text import Span, sentences


def in_prose(page: Page, taken: set[int]) -> list[Region]:
    """Regions of names in sentences that tell of signing; lines of lists already read are left out."""
    found = []
    for index, line in enumerate(page.lines):
        if index in taken or line.source.chrome or not line.has("cues.before", "cues.after", "cues.headings"):
            continue
        found += list(_of_line(index, line))
    return found


def _of_line(index: int, line: Line) -> Iterator[Region]:
    for start, end in sentences(line.text):
        hits = [hit for hit in line.hits if start <= hit.start and hit.end <= end]
        span = _names(line.text, (start, end), hits)
        if span:
            cue = Cue(Role.CUE, 3, line.text[start:end], span[0])
            member = Member(_part(line, span[1]), span[0])
            yield Region(cue, index, [member], index, prose=True)


def _part(line: Line, end: int) -> Line:
    return Line(line.text[:end], line.block, line.start, line.start + end, line.source, line.whole)


def _names(text: str, sentence: Span, hits: list[Hit]) -> Span | None:
    """Span of the names in a sentence."""
    before = [hit for hit in hits if hit.kind in ("cues.before", "cues.headings")]
    among = [hit for hit in hits if hit.kind == "cues.among"]
    signing = [hit for hit in hits if hit.kind in ("cues.before", "cues.headings", "cues.after")]
    starts = [hit.end for hit in among if any(s.start < hit.end for s in signing)]
    starts += sorted({hit.end for hit in before}, reverse=True)
    for start in starts:
        span = _run_from(text, start, sentence[1])
        if span:
            return span
    return None


def _run_from(text: str, start: int, end: int) -> Span | None:
    """Names from here to the end of the sentence, or to where they stop."""
    while start < end and text[start] in " :：,，":
        start += 1
    spans = run_pieces(text[start:end], prose=True)
    good = 0
    for left, right in spans:
        if shape(text[start + left : start + right]).grade < LIKELY:
            break
        good += 1
    if good < 2:
        return None
    return start, start + spans[good - 1][1]
