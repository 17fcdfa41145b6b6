"""Names of signers inside sentences."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from aggregator.extract.signatories.anaphora import anaphoric
from aggregator.extract.signatories.cues import Cue, Role
from aggregator.extract.signatories.features import features
from aggregator.extract.signatories.following import run_from
from aggregator.extract.signatories.joined import counted, joined, reaches
from aggregator.extract.signatories.lines import Line
from aggregator.extract.signatories.match import Hit
from aggregator.extract.signatories.openings import behind_group
from aggregator.extract.signatories.page import Member, Page, Region
from aggregator.extract.signatories.roles import is_known
from aggregator.extract.signatories.runs import run_pieces
from aggregator.extract.signatories.signing import SIGNING
from aggregator.extract.signatories.statement import is_of_treaty
from aggregator.extract.signatories.text import Span, is_cased, is_menu, sentences
from aggregator.extract.signatories.told import names_told
from aggregator.extract.signatories.tongues import tongues
from aggregator.extract.signatories.vocabulary import characters, cue_matcher

_AMONG = 30
"""Characters of words such as *including*."""
_MOST = 500
"""Lines of a page that tell of signing and are looked into."""


def in_prose(page: Page, taken: set[int]) -> list[Region]:
    """Regions of names in sentences that tell of signing; lines of lists already read are left out."""
    found = []
    stated = any(line.has("statements.markers") and not line.source.chrome for line in page.lines)
    treaty = is_of_treaty(page)
    telling = (
        (index, line)
        for index, line in enumerate(page.lines)
        if not (
            index in taken
            or _stops(page, index)
            or (treaty and not line.has("statements.markers"))
            or line.source.chrome
            or is_menu(line.text)
        )
        and (line.has(*SIGNING, "cues.joined") or _may_back(line))
    )
    for index, line in islice(telling, _MOST):
        found += list(_of_line(index, line, stated))
    return found


def _stops(page: Page, index: int) -> bool:
    """Whether the line is known for one about other people, such as ``Signatures withdrawn: A, B``."""
    cue = page.cues[index]
    return cue is not None and cue.role is Role.STOP


def _may_back(line: Line) -> bool:
    return line.has("cues.weak", "cues.verbs") and line.has("statements.markers", "cues.among")


def _of_line(index: int, line: Line, stated: bool) -> Iterator[Region]:
    earlier: list[Hit] = []
    for start, end in sentences(line.text):
        hits = [hit for hit in line.hits if start <= hit.start and hit.end <= end]
        sentence = (start, end)
        spans = (
            _joined(line.text, sentence, hits)
            or names_told(line.text, sentence, hits)
            or counted(line.text, sentence, hits)
            or anaphoric(line.text, sentence, earlier)
        )
        earlier = [] if spans else hits
        if spans and _is_evident(line.text[slice(*spans[-1])]):
            behind, kind = behind_group(line.text, _behind_among(line.text, *spans[0]), spans[0][1])
            spans[0] = (behind, spans[0][1])
            spans = [(left, left + len(_undeclined(line.text[left:right]))) for left, right in spans]
            cue = Cue(Role.CUE, 3, line.text[start:end], behind, kind)
            members = [Member(_part(line, span[1]), span[0]) for span in spans]
            yield Region(cue, index, members, index, prose=True, states=stated)


def _behind_among(text: str, start: int, end: int) -> int:
    """Where the first name begins behind *including* and its like."""
    hits = (hit for hit in cue_matcher().find(text[start : min(end, start + _AMONG)]) if hit.start == 0)
    among = max((hit.end for hit in hits if hit.kind == "cues.among"), default=0)
    return start + among + (len(text[start + among : end]) - len(text[start + among : end].lstrip()))


def _undeclined(text: str) -> str:
    """Names without the ending that the last of them takes, as in Turkish ``Can Ak'ın``."""
    text = text.rstrip(" –—")
    ends = (end for end in characters("names.endings") if text.endswith(end))
    return text.removesuffix(max(ends, key=len, default=""))


def _joined(text: str, sentence: Span, hits: list[Hit]) -> list[Span]:
    """Who joins others in a letter, and those others."""
    found = joined(text, sentence, hits)
    names = run_from(text, *found[1], tongues(text), opened=True) if found else None
    return [found[0], names] if found and names and reaches(text, names, found[1][1]) else []


def _is_evident(text: str) -> bool:
    """Capitals show names; in scripts that have none, half of them must show it by their words."""
    if is_cased(text):
        return True
    seen = [features(text[start:end]) for start, end in run_pieces(text, prose=True)]
    return 2 * sum(name.solid or name.cased or is_known(name) for name in seen) >= len(seen)


def _part(line: Line, end: int) -> Line:
    return Line(line.text[:end], line.block, line.start, line.start + end, line.source, line.whole)
