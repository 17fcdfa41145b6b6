"""Which pages witness one statement, what its whole list is, and what changed between two lists.

A statement is one text people signed. Two witnesses show one statement when their texts are near-duplicates, or
when their signatories agree beyond chance and something about the text agrees too: coalitions sign many
statements with the same names, so that names alone never suffice.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from rapidfuzz import fuzz

from aggregator.identity.names import name_key
from aggregator.identity.spelling import words
from aggregator.items import Signature

Form = Literal["full", "excerpt", "mention"]

COPY = 0.5
"""Text score from which two texts are one."""
RELATED = 0.15
"""Text score under which two texts in one language have nothing to do with one another."""
MIN_SHARED = 3
COVERED = 0.8
"""Least part of the shorter list that both have."""
BEYOND_CHANCE = 9.0
"""Least evidence of shared names as -log10 of a probability: a chance of one in 10^9."""
UNSEEN_STATEMENTS = 100
"""Statements thought to exist beside the stored ones, so that a young database knows its names are rare."""
DAYS_APART = 10
"""Most days between the witnesses of one statement that only names, title or count connect."""
TRANSLATED_WITHIN = 3
"""Days within which the very same list in another language is a translation."""
WHOLE_LIST = 5
"""Fewest names of such a list."""


@dataclass(frozen=True, slots=True)
class Witness:
    """What one page shows of a statement, as far as comparing goes."""

    keys: tuple[str, ...]
    """`name_key` of its signatories, in order."""
    title: str = ""
    day: str = ""
    """ISO day of the statement or of its first publication; empty if unknown."""
    language: str = ""
    claimed_count: int | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Whether two witnesses show one statement, and on what grounds."""

    same: bool
    rule: str
    shared: int = 0
    chance: float = 0.0
    """-log10 of the probability that so many names are shared by chance."""
    text: float | None = None
    title: float = 0.0


def agreement(
    left: Witness, right: Witness, text: float | None, signed: Mapping[str, int], statements: int
) -> Agreement:
    """Judge two witnesses. ``text`` is their text similarity 0 to 1, None where it cannot be measured (other
    languages, a list without its text); ``signed`` tells how many of all ``statements`` each key has signed.

    Rules, in order: near-duplicate texts; known texts that differ are two statements, whatever the names;
    otherwise names beyond chance (`beyond_chance`) that cover the shorter list, days close together, and a
    title, part of the text or, between languages, a claimed count that agrees.
    """
    shared = set(left.keys) & set(right.keys)
    chance = beyond_chance(shared, len(set(left.keys)), len(set(right.keys)), signed, statements)
    title = _titles(left, right)
    found = (len(shared), round(chance, 1), text, round(title, 2))
    if text is not None and text >= COPY:
        return Agreement(_may_be_one(left, right), "near-duplicate text", *found)
    if text is not None and text < RELATED and left.language == right.language:
        return Agreement(False, "another text", *found)
    if len(shared) < MIN_SHARED or chance < BEYOND_CHANCE:
        return Agreement(False, "too few names in common", *found)
    if _coverage(left, right, len(shared)) < COVERED:
        return Agreement(False, "lists differ too much", *found)
    return Agreement(_is_confirmed(left, right, text, title), "same names, day and title or count", *found)


def beyond_chance(
    shared: Iterable[str], left: int, right: int, signed: Mapping[str, int], statements: int
) -> float:
    """-log10 of the chance that two lists of ``left`` and ``right`` names share at least these.

    Names sign independently with their own frequency under the null; the rarer a shared name, the more it
    tells (as inverse document frequency). The union bound over which names are shared corrects for the
    lengths of the lists, as the hypergeometric test would: log C(min, k) is subtracted.
    """
    names = list(shared)
    total = statements + UNSEEN_STATEMENTS
    bits = -sum(math.log10(min(0.5, (signed.get(name, 0) + 1) / total)) for name in names)
    smaller = min(left, right)
    choices = math.lgamma(smaller + 1) - math.lgamma(len(names) + 1) - math.lgamma(smaller - len(names) + 1)
    return max(0.0, bits - choices / math.log(10))


def _titles(left: Witness, right: Witness) -> float:
    if not left.title or not right.title or left.language != right.language:
        return 0.0
    return fuzz.token_set_ratio(" ".join(words(left.title)), " ".join(words(right.title))) / 100


def _coverage(left: Witness, right: Witness, shared: int) -> float:
    return shared / max(1, min(len(set(left.keys)), len(set(right.keys))))


def _may_be_one(left: Witness, right: Witness) -> bool:
    """A template sent out again is another statement: same words, months apart, other names."""
    apart = _days_apart(left, right)
    shared = len(set(left.keys) & set(right.keys))
    return apart is None or apart <= 3 * DAYS_APART or _coverage(left, right, shared) >= 0.5


def _is_confirmed(left: Witness, right: Witness, text: float | None, title: float) -> bool:
    apart = _days_apart(left, right)
    if apart is None or apart > DAYS_APART:
        return False
    partly = text is not None and text >= 2 * RELATED
    return title >= 0.8 or partly or _is_translation(left, right, apart)


def _is_translation(left: Witness, right: Witness, apart: int) -> bool:
    """Another language, and the same claimed count or, within three days, the very same names."""
    if left.language == right.language:
        return False
    counts = {left.claimed_count, right.claimed_count}
    if None not in counts:
        return len(counts) == 1
    same_list = set(left.keys) == set(right.keys) and len(set(left.keys)) >= WHOLE_LIST
    return same_list and apart <= TRANSLATED_WITHIN


def _days_apart(left: Witness, right: Witness) -> int | None:
    try:
        days = [date.fromisoformat(witness.day[:10]) for witness in (left, right)]
    except ValueError:
        return None
    return abs((days[0] - days[1]).days)


def form(listed: int, known: int, text_share: float | None) -> Form:
    """What a witness shows: the full text with its list, an excerpt of either, or a mention of it.

    ``listed`` of ``known`` signatories stand there; ``text_share`` is the part of the statement's text it
    holds, None where that is not known.
    """
    share = listed / known if known else 0.0
    if listed == 0 and (text_share is None or text_share < COPY):
        return "mention"
    if share >= 0.9 and (text_share is None or text_share >= COPY):
        return "full"
    return "excerpt"


@dataclass(slots=True)
class Signer:
    """A name of the union of all lists, with the pages that show it."""

    key: str
    name: str
    """As the first witness prints it."""
    kind: str
    witnesses: list[int] = field(default_factory=list)


def union(lists: Mapping[int, Sequence[Signature]]) -> list[Signer]:
    """The whole list of a statement: ``lists`` is article id -> its signatures, the fullest list gives the order.

    Names only other lists have follow where their left neighbour stands. Names are equal by kind and key.
    """
    ordered = sorted(lists.items(), key=lambda item: (-len(item[1]), item[0]))
    found: list[Signer] = []
    places: dict[tuple[str, str], Signer] = {}
    for article, signatures in ordered:
        after = 0
        for signature in signatures:
            key = (signature.kind, name_key(signature.name, signature.kind))
            if key not in places:
                places[key] = Signer(key[1], signature.name, signature.kind)
                found.insert(after, places[key])
            signer = places[key]
            if article not in signer.witnesses:
                signer.witnesses.append(article)
            after = found.index(signer) + 1
    return found


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two lists of signatures."""

    change: Literal["added", "withdrawn", "role changed"]
    name: str
    kind: str
    before: str = ""
    """Role and affiliation in the older list."""
    after: str = ""


def delta(old: Sequence[Signature], new: Sequence[Signature]) -> list[Change]:
    """What became of the list: added and role changed in the new order, then withdrawn in the old order.

    Names are equal by kind and key, so that another spelling of case or honorific is no change; a name that
    stands twice is compared as often as it stands.
    """
    before, after = _by_key(old), _by_key(new)
    changes: list[Change] = []
    for key, signatures in after.items():
        known = before.get(key, [])
        for was, now in zip(known, signatures, strict=False):
            if _standing(was) != _standing(now):
                changes.append(Change("role changed", now.name, now.kind, _standing(was), _standing(now)))
        changes += [Change("added", s.name, s.kind, after=_standing(s)) for s in signatures[len(known) :]]
    for key, signatures in before.items():
        gone = signatures[len(after.get(key, [])) :]
        changes += [Change("withdrawn", s.name, s.kind, before=_standing(s)) for s in gone]
    return changes


def _by_key(signatures: Sequence[Signature]) -> dict[tuple[str, str], list[Signature]]:
    found: dict[tuple[str, str], list[Signature]] = {}
    for signature in signatures:
        found.setdefault((signature.kind, name_key(signature.name, signature.kind)), []).append(signature)
    return found


def _standing(signature: Signature) -> str:
    return ", ".join(part for part in (signature.role, signature.affiliation) if part)
