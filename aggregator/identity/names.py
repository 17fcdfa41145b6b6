"""Whether two printed names are of one signatory.

`name_key` is what must be equal for a merge without a person's word, `same_name` how alike two names are,
`zone` what follows for two mentions with what is known of them, `blocking_keys` which names are worth
comparing at all. A false signatory is worse than a missed one: anything short of certainty is a suggestion.
"""

from __future__ import annotations

import math
from collections.abc import Set
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal

from aggregator.identity import organisations, persons
from aggregator.identity.acronyms import initials, is_acronym, split_names, stands_for
from aggregator.identity.sounds import skeleton
from aggregator.identity.spelling import suspicion, unmask, words
from aggregator.identity.tables import NAMES_KEPT, WORDS_KEPT, table
from aggregator.identity.transliterate import spellings
from aggregator.items import SignatoryKind

Zone = Literal["same", "suggest", "none"]
SUGGEST = 0.3
"""Least likeness at which a person is asked."""
SHARED_GRAMS = 0.4
"""Least share of the smaller name's blocking keys at which two names are compared."""
_DECISIVE = "=#"
_ALIAS, _OTHER_BODY, _AMBIGUOUS = 0.97, 0.02, 0.4


@dataclass(frozen=True, slots=True)
class Mention:
    """A signatory as one statement, or all of one signatory's statements, show it."""

    name: str
    kind: SignatoryKind
    affiliation: str = ""
    country: str = ""
    """ISO 3166-1 alpha-2 or empty."""
    cosigners: frozenset[str] = frozenset()
    """Keys of those who signed the same statements."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done with two mentions, and why."""

    zone: Zone
    score: float
    """`same_name` of the two, 0 to 1."""
    rule: str
    """The reason in few words, stable enough to be counted."""
    evidence: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=WORDS_KEPT)
def name_key(name: str, kind: SignatoryKind) -> str:
    """``name`` reduced to what a reader would call the same spelling; '' where it holds no letter or digit.

    Case, punctuation, invisible characters, letter variants, honorifics, comma inversion, an acronym in
    brackets, "The" and spelling variants such as centre go; order, words and look-alike letters stay.

    >>> name_key("Prof. Okonjo, Adaeze", "person")
    'adaeze okonjo'
    >>> name_key("The Centre for Open Wells (COW)", "organisation")
    'center for open wells'
    """
    if kind == "person":
        return " ".join(persons.key_words(name))
    full, _ = split_names(name.replace("&", " and "))
    found = organisations.spelled(words(full))
    return " ".join(found[1:] if found[:1] == ["the"] and len(found) > 1 else found)


@cache
def _alias_rows(kind: SignatoryKind) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, row in enumerate(table("aliases")[kind]):
        for name in row:
            found.setdefault(name_key(name, kind), set()).add(number)
    return {key: frozenset(rows) for key, rows in found.items()}


def alias_rows(name: str, kind: SignatoryKind) -> frozenset[int]:
    """Numbers of the curated alias rows that hold ``name``."""
    return _alias_rows(kind).get(name_key(name, kind), frozenset())


def same_name(left: str, right: str, kind: SignatoryKind) -> float:
    """How likely two names are of one signatory, 0 to 1; over 0.5 the names alone speak for it.

    Symmetric. Equal keys give 1, rows of the alias table 0.97; names over `organisations.LONGEST`
    are equal or not.
    """
    if suspicion(left) or suspicion(right):
        left, right = unmask(left), unmask(right)
    if max(len(left), len(right)) > organisations.LONGEST:
        return float(name_key(left, kind) == name_key(right, kind) != "")
    if left > right:
        left, right = right, left
    return _same_name(left, right, kind)


@lru_cache(maxsize=NAMES_KEPT)
def _same_name(left: str, right: str, kind: SignatoryKind) -> float:
    keys = name_key(left, kind), name_key(right, kind)
    if "" in keys:
        return 0.0
    if keys[0] == keys[1]:
        return 1.0
    rows = alias_rows(left, kind), alias_rows(right, kind)
    if rows[0] and rows[1]:
        return _ALIAS if rows[0] & rows[1] else _OTHER_BODY
    if kind == "person":
        return _probability(persons.similarity(left, right))
    likely = _probability(organisations.similarity(left, right))
    known_letters = any(rows) and max(stands_for(left, right), stands_for(right, left)) > 0
    return min(likely, _AMBIGUOUS) if known_letters else likely


def _probability(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def zone(left: Mention, right: Mention, aliases: Set[frozenset[str]] = frozenset()) -> Decision:
    """What to do with two mentions: merge (``same``), ask a person (``suggest``), or nothing (``none``).

    ``aliases`` are pairs of keys that statements themselves declare, "Full Name (FN)". Merged by itself is
    only the same key and kind, or an alias; a person, and a body whose name says nothing particular, needs
    a fact in common besides (affiliation, country, co-signatories). Look-alike spellings never merge.
    """
    if left.kind != right.kind:
        return Decision("none", 0.0, "another kind")
    score = same_name(left.name, right.name, left.kind)
    facts, conflict = _facts(left, right), _conflict(left, right)
    basis = _basis(left, right, aliases)
    evidence = facts | ({"conflict": conflict} if conflict else {})
    if odd := suspicion(left.name) or suspicion(right.name):
        evidence["suspicious"] = odd
    if basis and not odd and not conflict and _is_enough(left, right, basis, facts):
        return Decision("same", score, basis, evidence)
    if basis or score >= SUGGEST:
        return Decision("suggest", max(score, SUGGEST), basis or _likeness(left, right), evidence)
    return Decision("none", score, "another name", evidence)


def _basis(left: Mention, right: Mention, aliases: Set[frozenset[str]]) -> str:
    keys = {name_key(mention.name, mention.kind) for mention in (left, right)}
    if len(keys) == 1 and "" not in keys:
        return "same key"
    if alias_rows(left.name, left.kind) & alias_rows(right.name, right.kind):
        return "alias"
    return "declared alias" if frozenset(keys) in aliases else ""


def _facts(left: Mention, right: Mention) -> dict[str, str]:
    found = {}
    if left.country and left.country == right.country:
        found["country"] = left.country
    if left.kind == "person" and left.affiliation and right.affiliation:
        keys = {name_key(mention.affiliation, "organisation") for mention in (left, right)}
        if len(keys) == 1:
            found["affiliation"] = keys.pop()
    shared = left.cosigners & right.cosigners
    if len(shared) > 1:
        found["cosigners"] = str(len(shared))
    return found


def _conflict(left: Mention, right: Mention) -> str:
    return "country" if left.country and right.country and left.country != right.country else ""


def _is_enough(left: Mention, right: Mention, basis: str, facts: dict[str, str]) -> bool:
    if left.kind == "organisation":
        return bool(facts) or not any(says_little(mention.name) for mention in (left, right))
    if persons.is_telling(left.name):
        return bool(facts)
    return "affiliation" in facts or int(facts.get("cosigners", "0")) > 2


def says_little(name: str) -> bool:
    """Whether an organisation's name fits many: letters only, or nothing but kinds and fields."""
    if alias_rows(name, "organisation"):
        return False
    sorts = {meaning.sort for meaning in organisations.content(name)}
    return is_acronym(name) or sorts <= {"type", "field"}


def _likeness(left: Mention, right: Mention) -> str:
    if max(stands_for(left.name, right.name), stands_for(right.name, left.name)):
        return "acronym"
    return "similar name"


@lru_cache(maxsize=NAMES_KEPT)
def blocking_keys(name: str) -> frozenset[str]:
    """Keys under which ``name`` is found again: names that may be one share at least `SHARED_GRAMS` of them.

    Trigrams of the words' consonants in Latin letters (``ns`` ``nsr`` …), meanings of organisation words,
    letters of acronyms (``=hrw``) and alias rows (``#3``); sharing one of the last two is enough.
    """
    name = name[: organisations.LONGEST]
    kept = {f"={letters}" for letters in initials(name) if len(letters) > 2}
    if is_acronym(name) or len(words(name)) == 1:
        kept.add("=" + "".join(words(name)))
    for kind in ("person", "organisation"):
        kept |= {f"#{kind[0]}{row}" for row in alias_rows(name, kind)}
    honest = unmask(name) if suspicion(name) else name
    kept |= {f"g{row}" for word in words(honest) for row in persons.given_rows(word)}
    for meaning in organisations.content(honest):
        kept |= _grams(meaning.value, whole=True) if meaning.sort != "word" else _word_keys(meaning.value)
    return frozenset(kept)


def _word_keys(word: str) -> set[str]:
    return {
        gram for part in persons.cut(word) for text in spellings(part) for gram in _grams(text, whole=False)
    }


def _grams(text: str, *, whole: bool) -> set[str]:
    padded = f" {text if whole else skeleton(text)} "
    return {padded[i : i + 3] for i in range(max(1, len(padded) - 2))}


def is_decisive(key: str) -> bool:
    """Whether one of `blocking_keys` is enough by itself: an acronym or an alias."""
    return key[0] in _DECISIVE


def is_candidate(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether two sets of `blocking_keys` make the names worth comparing."""
    shared = left & right
    if any(key[0] in _DECISIVE for key in shared):
        return True
    sizes = [sum(key[0] not in _DECISIVE for key in keys) for keys in (left, right)]
    return len(shared) >= SHARED_GRAMS * max(1, min(sizes))
