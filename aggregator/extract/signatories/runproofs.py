"""Whether a run in running lines is one of names: where no cue stands right before it, keywords look the same."""

from __future__ import annotations

from collections.abc import Sequence

from aggregator.extract.signatories.features import features
from aggregator.extract.signatories.partings import is_full_name
from aggregator.extract.signatories.roles import is_known
from aggregator.extract.signatories.runs import is_bare_person, is_run, run_pieces
from aggregator.extract.signatories.shape import shape
from aggregator.extract.signatories.text import is_solid
from aggregator.extract.signatories.vocabulary import characters

_LEAST = 4
_MOST = 0.75
_FULL, _FREQUENT = 0.8, 0.3
"""Shares of a list that have the form of a name, and one of a handful of surnames that half of all persons have."""
_KNOWN = 0.4
_TOPIC = 5
_MANY, _SHARE = 6, 0.9
"""Names in a run that closes a statement, and the share of full ones."""


def shows_names(texts: Sequence[str]) -> bool:
    """Whether these lines are runs of four names or more together, which show by their words what they are."""
    if not texts or not all(map(is_run, texts)):
        return False
    names = [text[start:end] for text in texts for start, end in run_pieces(text, prose=False)]
    groups = sum(shape(name).stem and not _is_topic(name) for name in names)
    return len(names) >= _LEAST and (2 * groups > len(names) or are_persons(names))


def _is_topic(name: str) -> bool:
    """A few characters without spaces are a subject, such as culture, though groups have it in their names."""
    return is_solid(name) and len(name.strip()) <= _TOPIC


def are_persons(names: Sequence[str]) -> bool:
    """Six full names in capitals or with titles or roles; fewer if all have these.

    In other scripts frequent surnames before short given names, or a share of common given names.
    """
    seen = [features(name) for name in names]
    if all(name.cased for name in seen):
        named = sum(shape(name).named for name in names)
        persons = sum(is_bare_person(name) or shape(name).named for name in names)
        return (len(names) >= _MANY or named == len(names)) and persons >= _SHARE * len(names)
    if sum(name.solid for name in seen) > _MOST * len(seen):
        return sum(map(is_full_name, names)) >= _FULL * len(names) and _frequent(names) >= _FREQUENT * len(
            names
        )
    uncased = sum(not name.cased for name in seen) > _MOST * len(seen)
    return uncased and len(seen) > _LEAST and sum(map(is_known, seen)) >= _KNOWN * len(seen)


def _frequent(names: Sequence[str]) -> int:
    frequent = characters("names.frequent")
    return sum(name.lstrip()[:1] in frequent for name in names)
