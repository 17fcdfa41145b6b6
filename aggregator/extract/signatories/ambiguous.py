"""Conjunctions that are other words elsewhere, such as Slovenian *in*: they join names in sentences of their language."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from aggregator.extract.signatories.runs import run_pieces
from aggregator.extract.signatories.text import Span
from aggregator.extract.signatories.tongues import Codes, own_conjunctions

_PLAIN = "i"
"""*And* in several languages, and no other word in any."""


def with_plain_conjunctions(text: str, codes: Codes) -> str:
    """The text with such conjunctions written as one that is none elsewhere, every other character in its place."""
    pattern = _pattern(codes)
    return pattern.sub(lambda match: _PLAIN.ljust(len(match[0])), text) if pattern else text


def parted(plain: str, spans: list[Span], codes: Codes) -> list[Span]:
    """Spans of names cut where such a conjunction joins two; ``plain``: the text with plain ones."""
    return [part for span in spans for part in _parts(plain, span)] if _pattern(codes) else spans


def _parts(plain: str, span: Span) -> list[Span]:
    start, end = span
    pieces = run_pieces(plain[start:end], prose=True)
    for one, two in pairwise(pieces):
        if plain[start + one[1] : start + two[0]].strip(" ,") == _PLAIN:
            return [(start, start + one[1]), *_parts(plain, (start + two[0], end))]
    return [span]


@cache
def _pattern(codes: Codes) -> re.Pattern[str] | None:
    words = own_conjunctions(codes)
    return re.compile(rf"(?<=\s)(?:{'|'.join(sorted(words))})(?=\s)") if words else None
