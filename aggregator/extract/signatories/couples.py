"""Entries that two persons share, as in ``Ann Lee and Bo Hill, students``."""

from __future__ import annotations

from dataclasses import replace

from aggregator.extract.signatories.conjunctions import joined_persons
from aggregator.extract.signatories.entries import Entry
from aggregator.extract.signatories.features import features
from aggregator.extract.signatories.match import tokens

_NAME = 2
"""Words of a name that needs no other: ``Ann and Bo Hill`` stays as printed."""


def parted_couple(entry: Entry) -> list[Entry]:
    """An entry for each of two persons named in full; the entry alone where it names one.

    What stands behind both is told of both where it is a role in the plural, else of the second.
    """
    names = _names(entry.name) if entry.kind == "person" else []
    if len(names) != 2:
        return [entry]
    first, second = (replace(entry, name=name) for name in names)
    if entry.seen.detail and not _in_plural(entry.role):
        first.role, first.affiliation, first.former = "", "", False
    return [first, second]


def are_two(entry: Entry) -> bool:
    """Whether what stands before the first separator names two persons in full."""
    return bool(_names(entry.seen.head))


def _names(text: str) -> list[str]:
    parts = joined_persons(text, (0, len(text)))
    names = [text[start:end] for start, end in parts]
    if len(names) != 2 or any(len(tokens(name)) < _NAME for name in names):
        return []
    return [] if _is_within_names(text[parts[0][1] : parts[1][0]].strip()) else names


def _is_within_names(sign: str) -> bool:
    """Whether a conjunction stands inside names of one person too, as Spanish ``y`` and Portuguese ``e`` do."""
    return len(sign) < 2 and sign.isascii() and sign.isalpha()


def _in_plural(role: str) -> bool:
    return any(hit.kind == "names.plurals" and hit.start == 0 for hit in features(role).hits)
