"""Lists that give each signer two lines: the name, and below it what the person is."""

from __future__ import annotations

from itertools import pairwise

from aggregator.extract.signatories.entries import is_role
from aggregator.extract.signatories.features import features
from aggregator.extract.signatories.page import Member, Region

_ROLES = 0.6


def pair_details(region: Region) -> None:
    """Join every second line of a region to the line before it, where those lines hold roles."""
    members = region.members
    if len(members) < 4 or len(members) % 2 or any(member.detail for member in members):
        return
    names, details = members[::2], members[1::2]
    roles = sum(_is_detail(member) for member in details) / len(details)
    if roles < _ROLES or any(_is_detail(member) for member in names) or not _together(names, details):
        return
    for name, detail in zip(names, details, strict=True):
        name.detail = detail.line
    region.members = names


def _is_detail(member: Member) -> bool:
    text = member.line.text
    return is_role(text) and not features(text).titled


def _together(names: list[Member], details: list[Member]) -> bool:
    """Each pair shares a block that no other pair shares, or all lines are made alike."""
    blocks = [name.line.block for name in names]
    own = all(n.line.block == d.line.block for n, d in zip(names, details, strict=True))
    return (own and all(a != b for a, b in pairwise(blocks))) or len(set(blocks)) in (1, len(blocks))
