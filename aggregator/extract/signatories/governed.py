"""Names before a verb that are not its subject: ``the lawyers of A, B and C``, ``the ministers met A, B and C``.

Names that commas part are coordinated: where a word before the first of them governs it, it governs them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from aggregator.extract.signatories.bridges import unknown_words
from aggregator.extract.signatories.features import features
from aggregator.extract.signatories.match import Token, tokens
from aggregator.extract.signatories.partings import is_full_name
from aggregator.extract.signatories.runs import is_bare_person
from aggregator.extract.signatories.text import is_cased, is_solid
from aggregator.extract.signatories.tongues import Codes, endings_in, words_in
from aggregator.extract.signatories.vocabulary import characters, heading_matcher

_PEOPLE = ("groups.person", "counts.nouns", "roles.words", "names.plurals", "lists.others")
_OF = "의"
"""*Of* in Korean, as 的 is in Chinese."""
_BEGINNING = 3
"""Words of a piece among which people of somebody are told of, in scripts without capitals."""
_FULL = 2
"""Words of a full name: behind a preposition that begins a sentence one alone is a place or a day."""


def are_governed(before: str, pieces: Sequence[str], codes: Codes) -> bool:
    """Whether other words govern these names; ``before``: the piece that a comma parts from the first of them."""
    if not pieces:
        return False
    if is_solid(pieces[0]):
        told = bool(before) and before.strip() not in characters("cues.when")
        return told or _is_addressed(pieces[0]) or any(map(_is_of_person, pieces))
    if _begins_with_relation(pieces[0], codes) or not is_cased(pieces[0]):
        return _begins_with_relation(pieces[0], codes) or _are_declined(pieces[:_FULL], codes)
    return (
        _governs(before, codes)
        or _tells_of_two(pieces[0], codes)
        or _begins_with_verb(pieces[0], codes)
        or any(_is_oblique(piece, codes) or _ends_with_relation(piece, codes) for piece in pieces)
        or (_is_of_name(pieces[0], codes) and all(map(is_bare_person, pieces[1:])))
    )


def are_of_others(pieces: Sequence[str], codes: Codes) -> bool:
    """Whether names behind words for signing say whose relatives, lawyers or friends signed."""
    if is_solid(pieces[0]):
        return any(map(_is_of_person, pieces))
    if _begins_with_relation(pieces[0], codes):
        return True
    if not is_cased(pieces[0]):
        return _are_declined(pieces[:_FULL], codes)
    led = any(hit.kind == "names.plurals" and hit.start == 0 for hit in features(pieces[0]).hits)
    return (
        (led and any(_is_oblique(piece, codes) for piece in pieces))
        or any(_ends_with_relation(piece, codes) for piece in pieces)
        or _are_declined(pieces[:_FULL], codes)
        or (_is_of_name(pieces[0], codes) and all(map(is_bare_person, pieces[1:])))
    )


def _begins_with_relation(piece: str, codes: Codes) -> bool:
    """``families of``, ``وكلاء``: people who are told of by those they belong to, or *of* itself."""
    words = [word.key for word in tokens(piece)[:_BEGINNING]]
    of = frozenset[str]() if is_cased(piece) else words_in("names.from", codes)
    related = words_in("names.relations", codes)
    return not related.isdisjoint(words[:_FULL]) or not of.isdisjoint(words)


def _ends_with_relation(piece: str, codes: Codes) -> bool:
    """``Liisa Korven omaiset``, as languages put it that name the owner first."""
    words = tokens(piece)
    related = words_in("names.relations", codes)
    return len(words) > _FULL and _is_small(words[-1], piece) and words[-1].key in related


def _governs(piece: str, codes: Codes) -> bool:
    """Whether a piece that ends in a name says who it is to somebody else, or what is done to it."""
    words = tokens(piece)
    if len(words) < _FULL or any(_is_small(word, piece) for word in words[-_FULL:]):
        return _is_of_name(piece, codes)
    seen = features(piece)
    people = any(hit.kind in _PEOPLE for hit in (*heading_matcher().find(piece), *seen.hits))
    return people or _is_of_name(piece, codes) or any(_is_verb(word, piece, codes) for word in words)


def _tells_of_two(piece: str, codes: Codes) -> bool:
    """``the union criticises the deputies Ada Novik``: an unknown word, a verb, between two words for people."""
    hits = (*heading_matcher().find(piece), *features(piece).in_head("organisations.stems", *_PEOPLE))
    spans = sorted({(hit.start, hit.end) for hit in hits if hit.kind in (*_PEOPLE, "organisations.stems")})
    gaps = (piece[one[1] : two[0]] for one, two in pairwise(spans) if one[1] < two[0])
    return any(gap.islower() and unknown_words(gap, codes) for gap in gaps)


def _is_verb(word: Token, text: str, codes: Codes) -> bool:
    small = words_in("sentences.words", codes) - words_in("cues.linking", codes)
    return _is_small(word, text) and word.key in small


def _is_of_name(piece: str, codes: Codes) -> bool:
    """``Supporters of Ada Novik``, ``For Ada Novik``: a preposition before capitals up to the end."""
    words = tokens(piece)
    of = words_in("names.from", codes) | words_in("cues.towards", codes)
    at = max(
        (i for i, word in enumerate(words) if word.key in of and (i == 0 or _is_small(word, piece))),
        default=-1,
    )
    named = words[at + 1 :]
    least = 1 if at > 0 else _FULL
    return at >= 0 and len(named) >= least and not any(_is_small(word, piece) for word in named)


def _is_small(word: Token, text: str) -> bool:
    return text[word.start].islower()


def _begins_with_verb(piece: str, codes: Codes) -> bool:
    """``Were arrested Ada Novik``, as verbs stand in Romance languages."""
    first = tokens(piece)[:1]
    verbs = words_in("cues.copulas", codes) | words_in("sentences.words", codes)
    return bool(first) and first[0].key in verbs - words_in("names.articles", codes)


def _is_oblique(piece: str, codes: Codes) -> bool:
    """Whether a name stands in another case than that of a subject: Russian ``Анны``, Armenian ``Պետրոսյանի``."""
    oblique, endings = words_in("names.oblique", codes), endings_in("names.oblique", codes)
    return any(
        piece[word.start].isupper() and (word.key in oblique or word.key.endswith(endings))
        for word in tokens(piece)
    )


def _are_declined(pieces: Sequence[str], codes: Codes) -> bool:
    """Whether each name has an ending that no subject has, as in Armenian ``Մելիքյանի``, Georgian ``ბერიძის``."""
    endings = endings_in("names.oblique", codes)
    return bool(endings) and all(
        any(word.key.endswith(endings) for word in tokens(piece)) for piece in pieces
    )


def _is_of_person(piece: str) -> bool:
    """Korean ``박서준의 변호인단``, Chinese ``陳美玲的家屬``: who belongs to a person."""
    owner, _, owned = piece.strip().replace(_OF, "的", 1).partition("的")
    return bool(owned.strip()) and is_full_name(owner)


def _is_addressed(piece: str) -> bool:
    """Chinese ``數百名學者向王小明``: the first of those to whom others write."""
    parts = (piece.rpartition(sign) for sign in "向致给給对對")
    return any(before and is_full_name(name) for before, _, name in parts)
