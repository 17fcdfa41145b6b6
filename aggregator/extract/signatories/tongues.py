"""The languages a sentence may be in, and what its small words say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import islice

from aggregator.extract.signatories.lexicon import languages
from aggregator.extract.signatories.match import Token, folded, keys, tokens
from aggregator.extract.signatories.text import is_solid
from aggregator.extract.signatories.vocabulary import characters

Codes = frozenset[str]
"""ISO 639-1 codes of the languages a sentence may be in."""
_TELLING = (
    "cues.linking",
    "cues.copulas",
    "cues.towards",
    "cues.negations",
    "cues.filler",
    "cues.verbs",
    "names.articles",
    "lists.conjunctions",
    "lists.others",
    "sentences.words",
    "statements.nouns",
    "roles.words",
    "counts.nouns",
    "groups.person",
    "groups.organisation",
    "organisations.stems",
)
"""Kinds of words that tell one language from another."""
_NEAR = 3
"""Words before a passive verb, or behind an active one, in which a negation may stand."""
_GLANCE = 400
_CLAUSE = 8
"""Characters before a verb, in scripts without spaces, in which a negation may stand."""
_CLAUSE_END = re.compile("[，。：；！？、,;」』—–]")


@cache
def _languages_of_words() -> dict[str, Codes]:
    """The languages that each word belongs to."""
    found: dict[str, set[str]] = {}
    for language in languages():
        for kind in _TELLING:
            for phrase in language.phrases.get(kind, ()):
                found.setdefault(folded(phrase), set()).add(language.code)
    return {word: frozenset(codes) for word, codes in found.items()}


def tongues(text: str) -> Codes:
    """The languages that most of the known words of a sentence belong to."""
    known = _languages_of_words()
    votes: Counter[str] = Counter()
    for word in keys(text[:_GLANCE]):
        for code in known.get(word, ()):
            votes[code] += 1
    most = max(votes.values(), default=0)
    return frozenset(code for code, count in votes.items() if count == most)


@cache
def words_in(kind: str, codes: Codes) -> frozenset[str]:
    """Words of a kind in some languages, in folded form; those whose endings vary without it."""
    phrases = (
        p for language in languages() if language.code in codes for p in language.phrases.get(kind, ())
    )
    return frozenset(folded(phrase) for phrase in phrases)


@cache
def _stems_in(kind: str, codes: Codes) -> tuple[str, ...]:
    phrases = (
        p for language in languages() if language.code in codes for p in language.phrases.get(kind, ())
    )
    return tuple(folded(phrase) for phrase in phrases if phrase.endswith("*"))


@cache
def own_conjunctions(codes: Codes) -> Codes:
    """Conjunctions of some of these languages that are other words elsewhere, but in none of these."""
    holders = frozenset(code for code in codes if words_in("lists.ambiguous", frozenset((code,))))
    known = _languages_of_words()
    words = words_in("lists.ambiguous", holders)
    return frozenset(word for word in words if known.get(word, holders).isdisjoint(codes - holders))


@cache
def endings_in(kind: str, codes: Codes) -> tuple[str, ...]:
    """What words of a kind end in, for the phrases that are written ``*ending``."""
    phrases = (
        p for language in languages() if language.code in codes for p in language.phrases.get(kind, ())
    )
    return tuple(folded(phrase) for phrase in phrases if phrase.startswith("*"))


def is_word(kind: str, word: str, codes: Codes) -> bool:
    """Whether a word or phrase in folded form is of a kind in one of these languages, with any free ending."""
    stems = _stems_in(kind, codes)
    return word in words_in(kind, codes) or bool(stems and word.startswith(stems))


@cache
def having(trait: str) -> Codes:
    """The languages with a trait of grammar, one of `lexicon.TRAITS`."""
    return frozenset(
        language.code for language in languages() if trait in language.phrases.get("grammar.traits", ())
    )


def have(codes: Codes, trait: str) -> bool:
    """Whether all the languages that a sentence may be in have a trait."""
    return bool(codes) and codes <= having(trait)


def is_noun(word: str, codes: Codes) -> bool:
    """Whether a word in folded form is what is signed, such as *letter*."""
    return is_word("statements.nouns", word, codes)


def negates(words: Iterable[Token], codes: Codes) -> bool:
    """Whether one of these words says that somebody did not sign."""
    known = words_in("cues.negations", codes)
    return any(word.key in known for word in words)


def is_negated(text: str, start: int, end: int, codes: Codes, *, behind: bool = False) -> bool:
    """Whether a negation stands right before or inside the words for signing at this span, or ``behind`` them too."""
    ahead = text[max(start - _GLANCE, 0) : start]
    before = [word for word in tokens(ahead)[-_NEAR:] if not _is_in_name(ahead, word)]
    near = [*before, *tokens(text[start:end])]
    near += islice(tokens(text[end : end + _GLANCE]), _NEAR if behind else 0)
    if is_solid(text[start:end]):
        clause = (
            _CLAUSE_END.split(text[max(start - _GLANCE, 0) : start])[-1][-_CLAUSE:]
            + text[start : end + _NEAR]
        )
        return any(word in clause for word in characters("cues.negations"))
    return negates(near, codes)


@cache
def openers(codes: Codes) -> frozenset[str]:
    """Words right before names: *by*, *are*, *include*."""
    including = words_in("cues.among", codes) - words_in("names.articles", codes)
    return words_in("cues.agents", codes) | words_in("cues.copulas", codes) | including


def _is_in_name(text: str, word: Token) -> bool:
    """Whether a word is part of a name, as *without* is in ``Doctors without Borders``."""
    behind = text[word.end :].lstrip()[:1]
    ahead = text[: word.start].rstrip().rpartition(" ")[2][:1]
    return bool(ahead) and behind.isupper() and (ahead.isupper() or text[word.start].isupper())


def points_away(word: str, codes: Codes) -> bool:
    """Whether a word in folded form stands before somebody else: *about*, *against*, *to*."""
    return word in words_in("cues.towards", codes) and word not in words_in("cues.agents", codes)
