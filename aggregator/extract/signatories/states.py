"""Countries, whose governments sign, in runs of names."""

from __future__ import annotations

from aggregator.extract.signatories.conjunctions import conjunction_end, is_conjunction
from aggregator.extract.signatories.countries import country_code
from aggregator.extract.signatories.match import tokens
from aggregator.extract.signatories.text import Span, trim


def are_states(pieces: list[str]) -> bool:
    """Whether the run is one of countries, whose governments sign: more than two, all behind the first."""
    return len(pieces) > 2 and all(country_code(_bare_country(piece)) for piece in pieces[1:])


def joined_states(text: str, span: Span) -> list[Span]:
    """Two countries joined by a conjunction, or the span as it is."""
    start, end = span
    for word in tokens(text[start:end]):
        one, two = trim(text, start, start + word.start), trim(text, start + word.end, end)
        if is_conjunction(word.key) and country_code(text[slice(*one)]) and country_code(text[slice(*two)]):
            return [one, two]
    return [span]


def _bare_country(piece: str) -> str:
    """A country without the conjunction before it."""
    return piece[conjunction_end(piece) :]
