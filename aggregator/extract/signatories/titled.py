"""Pieces between semicolons in which several persons have titles, or roles in brackets."""

from __future__ import annotations

from aggregator.extract.signatories.conjunctions import (
    conjunction_end,
    joined_persons,
    personal,
    without_conjunction,
)
from aggregator.extract.signatories.features import features
from aggregator.extract.signatories.partings import COMMAS
from aggregator.extract.signatories.roles import holds_name
from aggregator.extract.signatories.text import Span, split_at


def titled_parts(text: str, span: Span, prose: bool) -> list[Span]:
    """A piece between semicolons cut into its persons, where two have a title such as ``Ms.`` or a role in brackets."""
    start, end = span
    parts = [(start + s, start + e) for s, e in split_at(text[start:end], COMMAS)]
    last = parts[-1] if prose and len(parts) > 1 else span
    if (
        last != span
        and conjunction_end(text[slice(*last)])
        and holds_name(features(text[slice(*without_conjunction(text, last))]))
    ):
        return [*titled_parts(text, (start, parts[-2][1]), prose), without_conjunction(text, last)]
    if sum(_is_marked(text[s:e]) for s, e in parts) < 2:
        return joined_persons(text, span) if prose else [span]
    merged: list[Span] = []
    for left, right in parts:
        if merged and not (_is_marked(text[left:right]) or joined_persons(text, (left, right))[1:]):
            merged[-1] = (merged[-1][0], right)
        else:
            merged.append((left, right))
    return [part for piece in merged for part in joined_persons(text, piece)]


def _is_marked(piece: str) -> bool:
    """Whether a title or a role in brackets shows that a person is named here."""
    seen = features(piece)
    bracketed = seen.separator == "(" and seen.detail_is_role and personal(piece)
    return seen.titled or bool(bracketed and not seen.in_head("organisations.stems"))
