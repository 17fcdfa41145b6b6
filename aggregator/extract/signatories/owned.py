"""Words for signers that say whose people are told of: ``the lawyers of the signatories`` signed nothing."""

from __future__ import annotations

from collections.abc import Sequence

from aggregator.extract.signatories.features import features
from aggregator.extract.signatories.match import Hit, Token, folded, tokens
from aggregator.extract.signatories.tongues import Codes, have, words_in
from aggregator.extract.signatories.vocabulary import heading_matcher

_PEOPLE = ("groups.person", "counts.nouns", "roles.words", "names.plurals")
_NOUNS = "cues.headings"
_AHEAD = 60


def without_owned(text: str, signing: Sequence[Hit], codes: Codes) -> list[Hit]:
    """The words for signing without those that end in signers who own the people told of."""
    nouns = [hit for hit in signing if hit.kind == _NOUNS and _is_owner(text, hit, codes)]
    return (
        [hit for hit in signing if not any(_holds(hit, noun) for noun in nouns)] if nouns else list(signing)
    )


def _holds(hit: Hit, noun: Hit) -> bool:
    return max(hit.start, noun.start) < min(hit.end, noun.end)


def _is_owner(text: str, noun: Hit, codes: Codes) -> bool:
    if have(codes, "owner_first"):
        genitives = tuple(words_in("grammar.genitives", codes))
        owner = folded(text[noun.start : noun.end]).endswith(genitives)
        return owner and _begins_with_people(text[noun.end : noun.end + _AHEAD], codes)
    ahead = text[max(noun.start - _AHEAD, 0) : noun.start]
    words = list(tokens(ahead))
    articles = words_in("names.articles", codes) | words_in("cues.linking", codes)
    of = words_in("names.from", codes)
    led = have(codes, "owner_by_case")
    while words and words[-1].key in articles | of:
        led = led or words[-1].key in of
        words.pop()
    near = bool(words) and not set(',;:.—–«»“”"') & set(ahead[words[-1].end :])
    return led and near and _are_people(ahead, words[-1], codes)


def _begins_with_people(text: str, codes: Codes) -> bool:
    words = tokens(text)
    return bool(words) and _are_people(text, words[0], codes)


def _are_people(text: str, word: Token, codes: Codes) -> bool:
    """Whether a word tells of people who are not the signers: their lawyers, critics or families."""
    if word.key in words_in("names.relations", codes):
        return True
    hits = (*heading_matcher().find(text), *features(text).hits)
    return any(hit.kind in _PEOPLE and hit.start == word.start for hit in hits)
