"""Names behind which a sentence counts the people they are among, as Turkish, Hindi and Korean put it.

*Aralarında A, B ve C'nin bulunduğu 105 yazar ... bildiri yayınladı*: what is signed may stand between the people and
their verb. Korean and Japanese mark that the people are what the sentence is about.
"""

from __future__ import annotations

from itertools import takewhile

from aggregator.extract.signatories.bridges import is_small
from aggregator.extract.signatories.match import Hit, Token, folded, tokens
from aggregator.extract.signatories.named import is_subject
from aggregator.extract.signatories.numerals import numbers
from aggregator.extract.signatories.runs import run_pieces
from aggregator.extract.signatories.text import Span, is_cased, is_solid
from aggregator.extract.signatories.tongues import Codes, is_negated, points_away, words_in
from aggregator.extract.signatories.vocabulary import characters, heading_matcher, name_matcher

_PEOPLE = ("groups.person", "groups.organisation", "counts.nouns", "roles.words", "names.plurals")
_LEAST = 2
_NEAR, _CLOSE = 40, 12
"""Characters between the words that put names among people and the number of these; fewer without spaces."""
_GLANCE = 160
"""Characters in which the people are told of."""


def belonging(text: str, sentence: Span, signing: list[Hit], codes: Codes) -> list[Span]:
    """The names that a word such as *bulunduğu* puts among counted people who signed; empty where none does."""
    solid = is_solid(text[slice(*sentence)])
    behind = words_in("cues.belonging", codes)
    verb = next((hit for hit in reversed(signing) if hit.kind == "cues.after"), None)
    if not (behind or solid) or verb is None or is_negated(text, verb.start, verb.end, codes, behind=True):
        return []
    if solid:
        return _marked(text, sentence[0], verb.start)
    for word in tokens(text[slice(*sentence)]):
        at = sentence[0] + word.end
        between = text[at : verb.start]
        if word.key in behind and at < verb.start and ";" not in between and _counts_people(between, codes):
            return _names(text, sentence[0], sentence[0] + word.start, codes)
    return []


def _counts_people(text: str, codes: Codes) -> bool:
    """Whether a text begins with a number of people, to whom nothing is done: they are in no other case than that of
    the lexicon, and no *for* or *about* follows them."""
    count = next(iter(numbers(text[:_GLANCE])), None)
    if count is None or count.start > _NEAR:
        return False
    rest = text[count.end : count.end + _GLANCE]
    known = bytearray(len(rest))
    for hit in (*heading_matcher().find(rest), *name_matcher().find(rest)):
        if hit.kind in _PEOPLE and folded(rest[hit.start : hit.end]) in words_in(hit.kind, codes):
            known[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
    words = tokens(rest)
    people = [*takewhile(lambda word: known[word.start] or is_small(word, codes), words)]
    following = words[len(people) : len(people) + 1]
    away = (word for word in (*people, *following) if points_away(word.key, codes))
    return any(known[word.start] for word in people) and not any(away)


def _marked(text: str, start: int, end: int) -> list[Span]:
    """The span of the names before counted people whom an ending marks as what the sentence is about."""
    for word in characters("cues.belonging"):
        at = text.find(word, start, end)
        behind = at + len(word)
        topic = _topic_end(text[behind:end]) if at > start and is_solid(word) else 0
        if topic and not _has_topic(text[behind + topic : end]):
            return _subjects(text, start, len(text[:at].rstrip()))
    return []


def _topic_end(text: str) -> int:
    """Where counted people and the ending that marks them end, if a text begins with them; 0 if it does not."""
    count = next(iter(numbers(text[:_GLANCE])), None)
    if count is None or count.start > _CLOSE or not all(map(_is_people, text[: count.start].split())):
        return 0
    ends = (end for end in _people_ends(text) if end > count.end and _is_topic(text[end:]))
    return next((end + 1 for end in ends if end - count.end <= _CLOSE), 0)


def _is_people(word: str) -> bool:
    return any(hit.kind in _PEOPLE and hit.start == 0 for hit in heading_matcher().find(word))


def _people_ends(text: str) -> list[int]:
    return sorted({hit.end for hit in heading_matcher().find(text[:_GLANCE]) if hit.kind in _PEOPLE})


def _is_topic(text: str) -> bool:
    """Whether an ending stands here that marks what a sentence is about."""
    return text[:1] in characters("cues.topics") and not text[1:2].strip(" ,，、")


def _has_topic(text: str) -> bool:
    """Whether other people are what a text is about."""
    return any(_is_topic(text[end:]) for end in _people_ends(text))


def _subjects(text: str, start: int, end: int) -> list[Span]:
    """The span of the names right before this offset, two at least."""
    spans = run_pieces(text[start:end], prose=True)
    named = [*takewhile(lambda span: is_subject(text[start + span[0] : start + span[1]]), reversed(spans))]
    return [(start + named[-1][0], end)] if len(named) >= _LEAST else []


def _names(text: str, start: int, end: int, codes: Codes) -> list[Span]:
    """The span of the names that end before this offset, behind *among them* or at the sentence's beginning."""
    end = _end_of_names(text, start, end, codes)
    among = words_in("cues.among", codes)
    behind = [start + word.end for word in tokens(text[start:end]) if word.key in among]
    found = (_subjects(text, first, end) for first in (*behind, start))
    return next(filter(None, found), [])


def _end_of_names(text: str, start: int, end: int, codes: Codes) -> int:
    """Where the last name ends: before words such as *and such names*, which are in small letters."""
    cased = is_cased(text[start:end])
    for word in reversed(tokens(text[start:end])):
        at = start + word.end
        if text[start + word.start].isupper() if cased else not _is_bridge(word, codes):
            return at
    return start


def _is_bridge(word: Token, codes: Codes) -> bool:
    return is_small(word, codes) or word.key in words_in("cues.among", codes)
