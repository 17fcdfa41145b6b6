"""Organisations listed with the person who signs for them, as in ``Harbour Union, Ann Lee, director``."""

from __future__ import annotations

from aggregator.extract.signatories.entries import Entry, is_role
from aggregator.extract.signatories.features import Features, features

_SHARE = 0.6
_FIRST, _LAST = 2, 4
"""Words of a person's name."""


def drop_representatives(entries: list[Entry]) -> None:
    """Leave the organisation's name alone where most of a list names a person behind it, one with a title or role."""
    found = [(entry, _representative(entry.seen)) for entry in entries]
    signing = [(entry, person) for entry, person in found if person is not None]
    sure = any(person.titled or (person.detail and is_role(person.detail)) for _, person in signing)
    if len(signing) < 2 or len(signing) < _SHARE * len(entries) or not sure:
        return
    for entry, _ in signing:
        if entry.kind == "organisation":
            entry.name = entry.seen.head


def _representative(seen: Features) -> Features | None:
    """The person behind the dash or comma of an organisation's entry; behind a comma one with a title or role."""
    if seen.separator not in ("-", ",") or not seen.in_head("organisations.stems"):
        return None
    person = features(seen.detail)
    named = _FIRST <= len(person.words) <= _LAST and not person.small() and person.head[:1].isupper()
    group = person.in_head("organisations.stems") or person.head.isupper()
    told = seen.separator == "-" or person.titled or bool(person.detail and is_role(person.detail))
    return person if (person.titled or named) and told and not group else None
