"""The words between words for signing and names: whether they lead from the one to the other.

``Among those who signed the letter are`` does, ``The signatories met`` does not: only forms of *to be*, words for the
statement, for people and their roles, articles and the like may stand there, each in the sentence's own language.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from aggregator.extract.signatories.features import features
from aggregator.extract.signatories.match import Token, tokens
from aggregator.extract.signatories.roles import ROLES, begins_with_given
from aggregator.extract.signatories.text import is_cased, is_solid
from aggregator.extract.signatories.tongues import (
    Codes,
    have,
    is_noun,
    negates,
    openers,
    points_away,
    words_in,
)
from aggregator.extract.signatories.vocabulary import (
    cue_matcher,
    heading_matcher,
    name_matcher,
    number_words,
    tail_matcher,
)

_PEOPLE = ("groups.person", "groups.organisation", "counts.nouns", "counts.approximate", "counts.others")
_SIGNING = ("cues.among", "cues.verbs", "cues.headings", "cues.after", "cues.before")
_OTHERS = ("not_signatures.headings", "not_signatures.demands", "not_signatures.objects")
_NEAR = 3
"""Words before a passive verb, or behind an active one, in which a negation may stand."""
_MOST_NAMED = 4
"""Words of a person's name in a script without capitals."""
_GLANCE = 400
_WORD = 4
"""Letters of a word for other people; shorter ones are small words of other languages."""
_ARTICLE = 3
"""Letters of an article before a name at the beginning of a sentence, as in Greek."""
_ATTACHED = "و"
"""Arabic writes *and* as one with the next word."""


def word_spans(text: str) -> tuple[bytearray, bytearray]:
    """Characters of words that may stand in a bridge; those of roles and of words for groups."""
    known, roles = bytearray(len(text)), bytearray(len(text))
    for hit in (*heading_matcher().find(text), *tail_matcher().find(text)):
        if hit.kind in _PEOPLE or hit.kind in _SIGNING or hit.kind == "lists.tails":
            known[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
    for hit in name_matcher().find(text):
        if hit.kind in ROLES or hit.kind == "organisations.stems":
            roles[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
    return known, roles


def is_small(word: Token, codes: Codes) -> bool:
    """Whether a word may stand in any bridge: a number, an article, a conjunction, a form of *to be*, what is signed."""
    key = word.key
    return (
        key.isdecimal()
        or key in number_words()
        or key in words_in("cues.linking", codes)
        or key in words_in("names.articles", codes)
        or key in words_in("lists.conjunctions", codes)
        or key in words_in("counts.others", codes)
        or is_noun(key, codes)
    )


def leads(text: str, codes: Codes, *, opened: bool) -> bool:
    """Whether these words lead on to the name behind them.

    ``opened``: they follow *by*, *are* or a colon, so that words unknown to the lexicons are of a role; elsewhere
    unknown words may follow a role alone, as in ``the Canadian poet``, for they may be verbs.
    """
    known, roles = word_spans(text)
    if tells_of_others(text, roles):
        return False
    words = tokens(text)
    if negates(words, codes) or (opened and _is_clause(words, known, codes)):
        return False
    held = False
    for word in words:
        if roles[word.start]:
            opened = held = True
        elif word.key in openers(codes):
            opened = True
        elif not (known[word.start] or is_small(word, codes) or opened):
            return False
    joined = any(word.key in words_in("lists.conjunctions", codes) for word in words[1:])
    return held or not words or not (joined or points_away(words[-1].key, codes))


def tells_of_others(text: str, roles: bytearray | None = None) -> bool:
    """Whether a word for other people, for a demand or for a contract stands in the text, and is no role."""
    found = (hit for hit in cue_matcher().find(text) if hit.kind in _OTHERS)
    hits = (h for h in found if h.end - h.start >= (2 if is_solid(text[h.start : h.end]) else _WORD))
    return any(not (roles and roles[hit.start]) for hit in hits)


def unknown_words(text: str, codes: Codes) -> list[str]:
    """The words, in folded form, that are neither small nor of people, roles, signing or what is signed."""
    known, roles = word_spans(text)
    others = (word for word in tokens(text) if not (known[word.start] or roles[word.start]))
    return [word.key for word in others if not (is_small(word, codes) or word.key[:1] in _ATTACHED)]


def is_of_one_kind(text: str, codes: Codes) -> bool:
    """Whether all people told of are the same: ``lawyers and judges from Chad``, not ``lawyers names officials``."""
    people = [hit for hit in heading_matcher().find(text) if hit.kind in _PEOPLE[:3]]
    ends = sorted({(hit.start, hit.end) for hit in people})
    gaps = (text[one[1] : two[0]] for one, two in pairwise(ends) if one[1] < two[0])
    return not any(unknown_words(gap, codes) for gap in gaps if not _points_from(gap, codes))


def _points_from(gap: str, codes: Codes) -> bool:
    first = tokens(gap)[:1]
    return bool(first) and points_away(first[0].key, codes)


def _is_clause(words: Sequence[Token], known: bytearray, codes: Codes) -> bool:
    """Whether counted people are told of and not named, as in ``by forty lawyers was handed to``."""
    first = words[0] if words else None
    counted = first is not None and (first.key.isdecimal() or first.key in number_words())
    return counted and not all(known[word.start] or is_small(word, codes) for word in words)


def behind_bridge(text: str, codes: Codes) -> tuple[int, bool]:
    """Offset behind the words at the beginning that lead to names, and whether one of these was *by*, *are* or the like.

    Articles, people and their roles right before a name stay with it.
    """
    known = bytearray(len(text))
    for hit in tail_matcher().find(text):
        known[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
    end, opened = 0, False
    for word in tokens(text):
        opening = word.key in openers(codes) - words_in("cues.among", codes)
        article = not opening and word.key in words_in("names.articles", codes)
        linking = word.key in words_in("cues.linking", codes) and not article
        told = is_noun(word.key, codes)
        if not (opening or linking or article or known[word.start] or told):
            break
        if text[word.start].isupper() and not (told or known[word.start]):
            break
        opened = opened or opening
        end = end if article else word.end
    while end < len(text) and text[end] in " :：,，،.":
        end += 1
    return end, opened


def behind_object(text: str, codes: Codes) -> int:
    """Offset behind ``The letter was`` and ``by`` at the beginning, and behind an article; 0 where none stands there."""
    end, telling = 0, False
    for word in tokens(text):
        told = is_noun(word.key, codes) or word.key in words_in("cues.agents", codes)
        if not (told or is_small(word, codes)):
            break
        end, telling = word.end, telling or told
    first = tokens(text[:_GLANCE])[:1]
    article = bool(first) and first[0].key in words_in("names.articles", codes) and first[0].end <= _ARTICLE
    return end if telling else first[0].end if article else 0


def is_of_object(text: str, codes: Codes) -> bool:
    """Whether a text ends in what is signed and small words, as in ``the appeal, which is``."""
    for word in reversed(tokens(text[-_GLANCE:])):
        if is_noun(word.key, codes):
            return True
        if not is_small(word, codes):
            return False
    return False


def opens_behind_object(text: str, codes: Codes) -> bool:
    """Whether a text begins with what is signed and small words that end in *are* or the like."""
    told = False
    for word in tokens(text):
        if told and word.key in openers(codes):
            return True
        if not (is_small(word, codes) or points_away(word.key, codes)):
            return False
        told = told or is_noun(word.key, codes)
    return False


def before_bridge(text: str, codes: Codes) -> int | None:
    """Offset where the last name ends before the words that lead from it to the verb behind this text.

    None where other words stand there, as in ``A, B and C criticised those who``, or a negation.
    """
    if text.rstrip()[-1:] in ")）":
        return len(text)
    known, roles = word_spans(text)
    passed: list[Token] = []
    cased = is_cased(text)
    for word in reversed(tokens(text)):
        capital = text[word.start].isupper()
        if capital and not (is_noun(word.key, codes) or (known[word.start] and have(codes, "capital_nouns"))):
            break
        passing = known[word.start] or roles[word.start] or is_small(word, codes)
        if not passing and cased and not _is_in_name(text, word):
            return None
        if not passing:
            break
        passed.append(word)
    if negates(passed, codes):
        return None
    return len(text[: passed[-1].start].rstrip(" ,،;")) if passed else len(text)


def _is_in_name(text: str, word: Token) -> bool:
    """Whether a word in small letters stands in brackets or quotation marks, or is joined to one before it."""
    return (
        text[word.end :].lstrip()[:1] in (")", "”", "»", '"', "’")
        or text[word.start - 1 : word.start] in "-’'"
    )


def is_uncased_name(piece: str, *, opened: bool) -> bool:
    """A name in a script with words but no capitals, right behind words for signing.

    Few words, of which the first is a common given name, a title, a role or a word of groups; ``opened`` as in `leads`.
    """
    seen = features(piece)
    if is_solid(piece):
        return True
    stems = any(
        hit.start <= _NEAR or hit.end == len(seen.head) for hit in seen.in_head("organisations.stems")
    )
    first = (
        seen.titled or stems or begins_with_given(seen) or any(h.start <= _NEAR for h in seen.in_head(*ROLES))
    )
    return first or (opened and len(seen.words) <= _MOST_NAMED)
