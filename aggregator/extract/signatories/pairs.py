"""Lists that give each signer a card of lines: the name, and below it what the person is, and where."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from aggregator.extract.signatories.conjunctions import personal
from aggregator.extract.signatories.countries import country_code
from aggregator.extract.signatories.entries import is_role, split_country
from aggregator.extract.signatories.features import Features, features
from aggregator.extract.signatories.page import Member, Region
from aggregator.extract.signatories.roles import ROLES, holds_name
from aggregator.extract.signatories.runs import is_bare_person
from aggregator.extract.signatories.shape import shape
from aggregator.extract.signatories.text import is_cased, list_number

_ROLES = 0.6
_ROLES_OWN = 0.2
"""Fewer known roles will do where the markup itself makes pairs."""
_LEAST, _BLOCK = 2, 5
"""Cards that are a list; lines of a signature below a farewell."""
_SURE = 0.3
_CARDS = 0.9
"""Shares of the cards: those with a line that is surely no name, and those with any line below the name."""
_LINES = 2
"""Lines of a card below the name."""
_REPEATED, _TOLD = 4, 0.6
"""Cards that the markup repeats, and the share of them with a line that tells what somebody is."""


def pair_details(region: Region) -> None:
    """Join the lines of a region that say what somebody is to the name above them."""
    if region.farewell and len(region.members) <= _BLOCK:
        _gather_block(region)
    elif len(region.members) >= 4 and not (_gather_slots(region) or _pair(region)):
        _gather_cards(region)


def _gather_block(region: Region) -> None:
    """The lines below a farewell as the one person who signs there, with office and body above or below the name."""
    persons = [index for index, member in enumerate(region.members) if _names_person(member)]
    if len(persons) != 1:
        return
    signer = region.members[persons[0]]
    if not is_cased(signer.line.text) or any(map(_is_detail, region.members)):
        signer.details = tuple(member.line for member in region.members if member is not signer)
        region.members = [signer]


def _names_person(member: Member) -> bool:
    """A name of a person and nothing of a role or a group; words in capitals alone are a group's."""
    text, seen = member.line.text, features(member.line.text)
    plain = is_bare_person(text) or (seen.titled and not _is_detail(member))
    plain = plain or (not seen.cased and personal(text))
    return plain and not (text.isupper() or shape(text).stem or _is_detail(member))


def _gather_slots(region: Region) -> bool:
    """Whether the markup repeats a card, each of its lines with a class or place of its own, the first a person's name.

    A list whose rows merely take turns in their classes has names in all of them.
    """
    slots = _slots(region.members)
    cards: list[list[Member]] = []
    for member, slot in zip(region.members, slots, strict=True):
        if slot == slots[0]:
            cards.append([member])
        else:
            cards[-1].append(member)
    told = sum(any(map(_tells, card[1:])) for card in cards)
    if len(cards) < _REPEATED or told < _TOLD * len(cards) or any(m.details for m in region.members):
        return False
    if sum(_names_person(card[0]) for card in cards) < _CARDS * len(cards):
        return False
    for card in cards:
        card[0].details = tuple(member.line for member in card[1:])
    region.members = [card[0] for card in cards]
    return True


def _slots(members: Sequence[Member]) -> list[tuple[object, int]]:
    """For each line how its element is written, and its place among the lines of that element."""
    slots: list[tuple[object, int]] = []
    for index, member in enumerate(members):
        within = index > 0 and members[index - 1].line.block == member.line.block
        slots.append((member.line.source.pattern, slots[-1][1] + 1 if within else 0))
    return slots


def _tells(member: Member) -> bool:
    """Whether a line has a word for a role or a group, or names a country."""
    seen = features(member.line.text)
    return not seen.kinds.isdisjoint((*ROLES, "organisations.stems")) or bool(country_code(seen.text))


def _pair(region: Region) -> bool:
    """Whether every second line is the detail of the line before it, and is joined to that."""
    members = region.members
    if len(members) % 2 or any(member.details for member in members):
        return False
    names, details = members[::2], members[1::2]
    own = _own_blocks(names, details)
    roles = sum(_is_detail(member) for member in details) / len(details)
    if roles < (_ROLES_OWN if own else _ROLES) or any(_is_detail(member) for member in names):
        return False
    if not own and len({name.line.block for name in names}) not in (1, len(names)):
        return False
    for name, detail in zip(names, details, strict=True):
        name.details = (detail.line,)
    region.members = names
    return True


def _gather_cards(region: Region) -> None:
    """Cards of one line or more: nearly all have lines below the name, and many a line that is surely no name."""
    cards = _cards(region.members)
    sure = sum(bool(card[0].details) or any(map(_is_no_name, card[1:])) for card in cards)
    told = sum(
        len(card) > 1 or bool(card[0].details) or bool(features(card[0].line.text).detail) for card in cards
    )
    if sure < max(_LEAST, _SURE * len(cards)) or told < _CARDS * len(cards) or _is_no_name(cards[0][0]):
        return
    for card in cards:
        card[0].details += tuple(member.line for member in card[1:])
    region.members = [card[0] for card in cards]


def _cards(members: Sequence[Member]) -> list[list[Member]]:
    """Each name with the lines below it that are surely no names, or that may be a place right below a bare name."""
    cards: list[list[Member]] = []
    for member in members:
        last = cards[-1] if cards else []
        below = 0 < len(last) <= _LINES and (_is_no_name(member) or _may_be_place(last, member))
        if below and member.heading is last[0].heading:
            last.append(member)
        else:
            cards.append([member])
    return cards


def _is_no_name(member: Member) -> bool:
    """A role, a country, one word alone, or one before a country or comma, as in ``Lima, Peru``."""
    seen = features(member.line.text)
    if seen.titled or member.start or member.line.cells or list_number(member.line.text) is not None:
        return False
    plain = seen.cased and not seen.detail and "." not in seen.text and len(seen.words) > 1
    if plain and seen.kinds.isdisjoint(ROLES):
        return bool(country_code(seen.text))
    body, country = split_country(seen.text)
    single = len(seen.words) == 1 and seen.separator in ("", ",") and not seen.solid
    place = single or (bool(country) and " " not in body) or bool(country_code(seen.text))
    return place or (not _is_person(seen) and _is_detail(member))


def _is_person(seen: Features) -> bool:
    """A name with its role behind it on the same line."""
    return bool(seen.detail) and seen.detail_is_role and not seen.in_head("roles.words", "names.offices")


def _may_be_place(card: Sequence[Member], member: Member) -> bool:
    """Whether a line has a comma, as places do, or begins as groups do, right below a bare name or its role."""
    above, seen = features(card[0].line.text), features(member.line.text)
    groups = any(hit.start == 0 for hit in seen.in_head("organisations.stems"))
    bare = not above.detail and not card[0].details
    return bare and all(map(_is_detail, card[1:])) and (seen.separator == "," or groups)


def _is_detail(member: Member) -> bool:
    seen = features(member.line.text)
    own = (
        seen.titled or holds_name(seen) or any(hit.start == 0 for hit in seen.in_head("organisations.stems"))
    )
    return is_role(member.line.text) and bool(seen.in_head(*ROLES)) and not own


def _own_blocks(names: list[Member], details: list[Member]) -> bool:
    """Each pair has a block that no other pair shares."""
    blocks = [name.line.block for name in names]
    return all(n.line.block == d.line.block for n, d in zip(names, details, strict=True)) and all(
        a != b for a, b in pairwise(blocks)
    )
