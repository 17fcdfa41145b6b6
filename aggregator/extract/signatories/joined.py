"""Signers and others: ``Senator A joined Senators B and C in sending a letter``, ``A, B and 86 other signatories``."""

from __future__ import annotations

import re

from aggregator.extract.signatories.cues import SIGNING
from aggregator.extract.signatories.features import features
from aggregator.extract.signatories.match import Hit
from aggregator.extract.signatories.remainders import without_remainder
from aggregator.extract.signatories.roles import holds_name
from aggregator.extract.signatories.runs import is_bare_person, run_pieces
from aggregator.extract.signatories.shape import LIKELY, shape
from aggregator.extract.signatories.text import Span, split_at, trim

_PLACE = re.compile(r"^[^\d—–]{3,40}[—–]\s*")
"""What a report begins with: ``WASHINGTON, D.C. —``."""
_LONGEST = 600
_GAP = 60
"""Characters between the last name and what the signers do, as in ``and 14 other senators``."""


def joined(text: str, sentence: Span, hits: list[Hit]) -> tuple[Span, Span] | None:
    """Spans of the one who joins and of the words behind the verb up to what they do together."""
    for verb in (hit for hit in hits if hit.kind == "cues.joined"):
        deed = next((hit for hit in hits if hit.kind == "cues.joint" and hit.start > verb.end), None)
        one = _subject(text, sentence[0], verb.start)
        if deed and one:
            return one, trim(text, verb.end, deed.start)
    return None


def reaches(text: str, names: Span, end: int) -> bool:
    """Whether names go on to the end of those words but for a count of others."""
    return end - names[1] <= _GAP and "." not in text[names[1] : end].strip(" .")


def _subject(text: str, start: int, end: int) -> Span | None:
    """The person right before the verb, if one stands there."""
    place = _PLACE.match(text[start:end])
    start += place.end() if place else 0
    pieces = split_at(text[start:end], ",")
    if not pieces:
        return None
    left, right = start + pieces[-1][0], start + pieces[-1][1]
    seen = features(text[left:right])
    named = holds_name(seen) or seen.titled or (1 < len(seen.words) <= 4 and not seen.small())
    return (left, right) if named and shape(text[left:right]).grade == LIKELY else None


def counted(text: str, sentence: Span, hits: list[Hit]) -> list[Span]:
    """Persons before a count of the other signers, as in ``Ann Lee, Bo Hill and 86 other signatories``."""
    start, end = sentence
    names = without_remainder(text[start:end])
    told = any(hit.kind in SIGNING and hit.start >= start + len(names) for hit in hits)
    if len(names) == end - start or len(names) > _LONGEST or not told:
        return []
    pieces = [names[left:right] for left, right in run_pieces(names, prose=False)]
    return [(start, start + len(names))] if len(pieces) > 1 and all(map(is_bare_person, pieces)) else []
