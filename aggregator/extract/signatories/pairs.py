"""Lists that give each signer two lines: the name, and below it what the person is."""

from __future__ import annotations

from itertools import pairwise

from aggregator.extract.signatories.entries import is_role
from aggregator.extract.signatories.features import features
from aggregator.extract.signatories.page import Member, Region
from aggregator.extract.signatories.roles import holds_name

_ROLES = 0.6
_ROLES_OWN = 0.2
"""Fewer known roles will do where the markup itself makes pairs."""


def pair_details(region: Region) -> None:
    """Join every second line of a region to the line before it, where those lines hold roles."""
    members = region.members
    if len(members) < 4 or len(members) % 2 or any(member.detail for member in members):
        return
    names, details = members[::2], members[1::2]
    own = _own_blocks(names, details)
    roles = sum(_is_detail(member) for member in details) / len(details)
    if roles < (_ROLES_OWN if own else _ROLES) or any(_is_detail(member) for member in names):
        return
    if not own and len({name.line.block for name in names}) not in (1, len(names)):
        return
    for name, detail in zip(names, details, strict=True):
        name.detail = detail.line
    region.members = names


def _is_detail(member: Member) -> bool:
    seen = features(member.line.text)
    own = (
        seen.titled or holds_name(seen) or any(hit.start == 0 for hit in seen.in_head("organisations.stems"))
    )
    return is_role(member.line.text) and not own


def _own_blocks(names: list[Member], details: list[Member]) -> bool:
    """Each pair has a block that no other pair shares."""
    blocks = [name.line.block for name in names]
    return all(n.line.block == d.line.block for n, d in zip(names, details, strict=True)) and all(
        a != b for a, b in pairwise(blocks)
    )
