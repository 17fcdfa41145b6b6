"""Whether a region is a list of signers, how sure that is, and what a person should look at."""

from __future__ import annotations

import re

from aggregator.extract.signatories.conjunctions import personal
from aggregator.extract.signatories.cues import SIGNING
from aggregator.extract.signatories.entries import Entry
from aggregator.extract.signatories.match import folded
from aggregator.extract.signatories.numerals import is_year, numbers
from aggregator.extract.signatories.page import Member, Region
from aggregator.extract.signatories.roles import begins_with_given
from aggregator.extract.signatories.runs import is_bare_person
from aggregator.extract.signatories.text import is_cased, is_solid
from aggregator.extract.signatories.vocabulary import cue_matcher, phrase_set
from aggregator.items import Signature, Statement

REVIEW_BELOW = 0.5
_LINKED = 0.6
_FIELDS = 4
"""One in so many fields of a form about signing speaks of it."""
_BLANK = re.compile("X{2,}|[_＿]{3,}|○{2,}|〇{2,}")
_CLAUSES, _LONGEST_SOLID, _COMMA = 3, 40, frozenset(",，；;")
"""One in so many entries that is part of a sentence shows that the others are; characters of a name."""
_SENTENCE_INSIDE = re.compile(r"^[^\W\d_A-ZÀ-Þ].*[^\W\d_A-ZÀ-Þ]{4}\.\s+[A-ZÀ-Þ]")
"""A name that begins small and has the end of a sentence in it."""
_MANY_MORE = 50
LONG_LIST = 5
"""Entries from which a list of nothing but names, on a page that is a statement, makes up for a weak cue."""


def may_count(region: Region, score: int) -> bool:
    """Whether the page makes up for the strength of the region's cue, known before any entry is read."""
    if region.prose or region.strength == 3:
        return True
    if region.strength == 2:
        return score >= 2 or region.states
    return score >= 3 or (region.strength == 1 and (score >= 1 or region.joined))


def accepted(region: Region, entries: list[Entry], score: int) -> bool:
    """Cue, shape and number of entries together, of a region that may count."""
    count = len(entries)
    likely = region.likely
    linked = region.linked
    framed = any(member.line.source.chrome for member in region.members)
    if 2 * sum(map(_is_placeholder, entries)) >= count or _is_of_fields(region, entries):
        return False
    if _CLAUSES * sum(map(_is_clause, entries)) >= count or _are_repeated(entries):
        return False
    if region.size > 2 and 2 * sum(map(_tells_of_signing, region.members)) > region.size:
        return False
    if region.prose:
        return count >= (2 if region.states else 4)
    if region.strength == 0:
        titled = count == region.size and all(entry.seen.titled for entry in entries)
        return count >= (3 if titled else 4)
    if region.strength == 3:
        here = region.cue is not None and region.cue.rest >= 0
        return (count >= 2 or _is_certain(region, entries[0])) and (likely > 0.4 or here) and not framed
    if region.strength == 2:
        many = _counts_many(region, count)
        return count >= 3 and likely > 0.7 and linked < 0.5 and not (framed or many)
    count += score >= 1 and _signs_alone(region, entries)
    return count >= 2 and likely > 0.6 and linked < 0.5 and not framed


def _is_placeholder(entry: Entry) -> bool:
    """A name that stands for anybody, or letters that stand for a name, as models of letters have."""
    blank = _BLANK.search(entry.name) or _BLANK.match(entry.text.lstrip())
    return bool(blank) or folded(entry.name) in phrase_set("names.placeholders")


def _is_clause(entry: Entry) -> bool:
    """Part of a sentence: a full stop inside; in a script without spaces, where names are short, a comma or its length."""
    if _SENTENCE_INSIDE.search(entry.name):
        return True
    return is_solid(entry.name) and (len(entry.name) > _LONGEST_SOLID or not _COMMA.isdisjoint(entry.name))


def _are_repeated(entries: list[Entry]) -> bool:
    """Whether a third of the entries stand there twice, as the words of buttons beside comments do."""
    names = {folded(entry.name) for entry in entries}
    return len(entries) >= _CLAUSES and _CLAUSES * (len(entries) - len(names)) >= len(entries)


def _is_of_fields(region: Region, entries: list[Entry]) -> bool:
    """A table whose names speak of signing, as that of a form's fields does."""
    if not any(member.line.cells for member in region.members):
        return False
    told = (any(hit.kind in SIGNING for hit in cue_matcher().find(entry.name)) for entry in entries)
    return _FIELDS * sum(told) >= len(entries)


def _counts_many(region: Region, count: int) -> bool:
    """Whether the sentence before a list counts far more signers than the list has, and does not announce them."""
    text = region.cue.text if region.cue else ""
    return any(number.value > _MANY_MORE * count and not is_year(text, number) for number in numbers(text))


def _tells_of_signing(member: Member) -> bool:
    """A line about signing and no signer; a column of a table may say ``Signed`` of each."""
    return not member.line.cells and member.line.has(*SIGNING)


def _is_certain(region: Region, entry: Entry) -> bool:
    """A single entry must be a titled person, or an organisation by its words."""
    line = region.members[0].line
    shape = line.shape
    if line.source.link_share > _LINKED:
        return False
    return len(region.members) == 1 and not entry.seen.small() and (shape.named or shape.stem)


def _signs_alone(region: Region, entries: list[Entry]) -> bool:
    """Whether one person's name in full stands below what a letter ends with; ``The residents`` are nobody."""
    only = entries[0] if len(entries) == 1 and region.size == 1 and region.farewell else None
    if only is None or only.kind != "person":
        return False
    if not (is_bare_person(only.name) or (not is_cased(only.name) and personal(only.name))):
        return False
    return bool(only.role or only.affiliation) or only.seen.titled or begins_with_given(only.seen)


def confidence(region: Region, entries: list[Entry], entry: Entry, score: int) -> float:
    """0 to 1: the cue's strength, the page, the shape of the list and of the entry."""
    base = {3: 0.85, 2: 0.6, 1: 0.55, 0: 0.45}[region.strength]
    base += 0.05 * min(score, 3)
    if region.cue is not None and region.cue.ordered:
        base += 0.05
    stated = score >= 1 or region.states
    if region.strength < 3 and stated and region.likely > 0.9 and len(entries) >= LONG_LIST:
        base += 0.15
    return round(max(0.05, min(0.99, base * (0.6 + 0.4 * region.likely) * entry.sure)), 2)


def doubts(signatures: list[Signature], statements: list[Statement], regions: list[Region]) -> str:
    """Why a person should look at the page; empty when no one needs to."""
    reasons = []
    low = sum(signature.confidence < REVIEW_BELOW for signature in signatures)
    if low:
        reasons.append(f"{low} of {len(signatures)} signatures are uncertain")
    claimed = statements[0].claimed_count if statements else None
    if (
        signatures
        and claimed
        and statements[0].form == "full"
        and not 0.8 * claimed <= len(signatures) <= 1.3 * claimed
    ):
        reasons.append(f"the page claims {claimed} signatories and lists {len(signatures)}")
    return "; ".join(reasons)
