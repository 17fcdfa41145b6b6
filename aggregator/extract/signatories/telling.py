"""Words about people that name no signer: a sentence right above a list, a piece of a sentence."""

from __future__ import annotations

from functools import cache

from aggregator.extract.signatories.conjunctions import without_article
from aggregator.extract.signatories.cues import SIGNING
from aggregator.extract.signatories.features import features
from aggregator.extract.signatories.lines import Line
from aggregator.extract.signatories.match import Hit, folded, keys, tokens
from aggregator.extract.signatories.numerals import is_year, numbers
from aggregator.extract.signatories.roles import generic_name, holds_name
from aggregator.extract.signatories.shape import NO
from aggregator.extract.signatories.text import is_cased, sentences
from aggregator.extract.signatories.tongues import is_noun, is_word, tongues, words_in
from aggregator.extract.signatories.vocabulary import heading_matcher, others_matcher, particles, word_set

_PEOPLE = ("counts.nouns", "groups.person")
_SPEAKING = ("statements.voice", *SIGNING)
_NEAR = 2
"""Words between a number and what it counts."""
_STOPS = (".", "!", "。", "।", "۔", "։")
_SUBJECT = 2
"""Words of a sentence, but for articles, among which its subject stands."""
_WORD = 4
"""Letters of a word for other people, such as *jury*; shorter ones are small words of other languages."""


def tells_of_others(line: Line) -> bool:
    """Whether its last sentence points to people, counts them or names a jury, a team or victims.

    A sentence in which the signers speak, or which tells of signing, points to nobody else.
    """
    if line.cells or (line.shape.grade != NO and not line.text.rstrip().endswith(_STOPS)):
        return False
    start, end = (sentences(line.text) or [(0, len(line.text))])[-1]
    last = line.text[start:end]
    if is_about_others(last):
        return True
    hits = heading_matcher().find(last)
    people = [hit for hit in hits if hit.kind in _PEOPLE]
    thanks = any(hit.kind == "not_signatures.thanks" for hit in hits)
    if thanks and (people or not word_set("lists.pointing").isdisjoint(keys(last))):
        return True
    if any(hit.kind in _SPEAKING for hit in hits) or not word_set("counts.we").isdisjoint(keys(last)):
        return False
    return (
        _are_counted(last, people)
        or _are_pointed_at(last, people)
        or any(hit.kind == "cues.intro" or _is_other(last, hit) for hit in hits)
    )


def is_about_others(text: str) -> bool:
    """Whether a sentence begins with words for prisoners, a jury and the like, remembers the dead, or tells whom a
    letter was sent to."""
    codes = tongues(text)
    found = others_matcher().find(text)
    hits = [hit for hit in found if is_word(hit.kind, folded(text[hit.start : hit.end]), codes)]
    if any(hit.kind == "lists.mourning" for hit in hits):
        return True
    words = tokens(text)
    sent = [hit.start for hit in hits if hit.kind == "lists.sending"]
    if sent and any(is_noun(word.key, codes) and word.start < max(sent) for word in words):
        return True
    articles = words_in("names.articles", codes) | words_in("cues.linking", codes)
    first = [word.start for word in words if word.key not in articles][:_SUBJECT]
    return any(hit.kind == "lists.others" and hit.start in first for hit in hits)


def _are_counted(text: str, people: list[Hit]) -> bool:
    """``Five people were held``."""
    counts = [number for number in numbers(text) if number.value > 1 and not is_year(text, number)]
    return any(
        noun.start - number.end > 0 and len(keys(text[number.end : noun.start])) < _NEAR
        for number in counts
        for noun in people
    )


def _are_pointed_at(text: str, people: list[Hit]) -> bool:
    """``These people``, ``those teachers``."""
    before = (keys(text[: noun.start])[-1:] for noun in people)
    return any(word[0] in word_set("lists.pointing") for word in before if word)


def _is_other(text: str, hit: Hit) -> bool:
    word = folded(text[hit.start : hit.end])
    return (
        hit.kind == "not_signatures.headings" and len(word) >= _WORD and word not in word_set("cues.filler")
    )


def is_of_many(piece: str) -> bool:
    """Whether it tells of people or groups and names none: ``of citizens``, ``groups from all over Chad``.

    Two small words before the first capital begin a clause, as in ``strongly urge the Senate``, unless the first is an
    office, a title or a word of groups.
    """
    bare = without_article(piece)
    first, second = (*tokens(bare)[:2], None, None)[:2]
    if first is None or not bare[:1].islower() or not is_cased(bare):
        return False
    if second is not None and not bare[second.start].islower():
        return False
    seen = features(bare)
    known = any(hit.start == 0 and hit.kind != "sentences.words" for hit in seen.hits)
    named = known or holds_name(seen) or generic_name(seen) is not None
    return not named or first.key in _plural_groups() or first.key in particles()


@cache
def _plural_groups() -> frozenset[str]:
    return word_set("groups.organisation") | word_set("groups.person")
