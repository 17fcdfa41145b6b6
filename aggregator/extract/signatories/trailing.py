"""Lists in scripts without capitals that write what somebody is right behind the name, with nothing between."""

from __future__ import annotations

from collections.abc import Sequence

from aggregator.extract.signatories.entries import Entry
from aggregator.extract.signatories.features import Features, observe
from aggregator.extract.signatories.roles import ROLES

_LEAST, _MOST = 3, 0.6
"""Entries, and their share of the list, from which the list is taken to be written so."""
_NAME = 2
"""Words of a name at least."""
_COMMA = "، "


def part_trailing(entries: Sequence[Entry]) -> None:
    """Put a comma between name and role where most entries have a role behind two words or more of a name."""
    places = [_role(entry.seen) for entry in entries]
    if sum(map(bool, places)) < max(_LEAST, _MOST * len(entries)):
        return
    for entry, place in zip(entries, places, strict=True):
        if place:
            entry.body = entry.body[:place].rstrip() + _COMMA + entry.body[place:]
            entry.seen = observe(entry.body)


def _role(seen: Features) -> int:
    """Offset of the first word for a role behind a name; 0 where a separator, a group or a title tells more."""
    if seen.cased or seen.solid or seen.detail or seen.titled:
        return 0
    stems = seen.in_head("organisations.stems")
    roles = [hit.start for hit in seen.in_head(*ROLES)]
    first = min(roles, default=0)
    before = [word for word in seen.words if word.start < first]
    return first if len(before) >= _NAME and not any(stem.start < first for stem in stems) else 0
