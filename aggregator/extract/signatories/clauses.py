"""Where the clause of a sentence that names signers ends, and where its verb stands."""

from __future__ import annotations

from functools import cache

from aggregator.extract.signatories.bridges import is_small, tells_of_others, unknown_words, word_spans
from aggregator.extract.signatories.conjunctions import conjunction_end
from aggregator.extract.signatories.match import Token, folded, tokens
from aggregator.extract.signatories.tongues import Codes, is_noun, negates, points_away, words_in
from aggregator.extract.signatories.vocabulary import cue_matcher, tail_matcher

_GLANCE, _GAP = 400, 4
_CLAUSE = 80
"""Characters between the comma behind names and a verb at the end."""
_OBJECT = 4
"""Words of a clause such as *have signed the letter* that tell what was signed."""
_SHORT = 3
"""Letters of a preposition."""
_PAIRS = (("(", ")"), ("«", "»"), ("“", "”"))
_PARTING = (",", "،", ";")


def clause_end(text: str, codes: Codes) -> int:
    """Offset where the sentence goes on behind the names it begins with.

    A conjunction comes before the last name: ``A, B and C, calls for``, ``A and B mentions``. Names may go on behind it
    with a conjunction, a role or an article before the next; prepositions lead to the last one's affiliation.
    """
    roles = word_spans(text)[1]
    tails = {hit.start for hit in tail_matcher().find(text) if hit.language in codes}
    joined, behind, name, capitals = False, False, False, 0
    for word in tokens(text):
        small = text[word.start].islower()
        first = text[max(word.start - _GAP, 0) : word.start].rstrip()[-1:] in _PARTING
        capitals = 0 if first or behind else capitals
        if not small:
            joined, name, capitals = joined or behind, True, capitals + 1
            behind = False
            continue
        if (first and word.key in words_in("cues.contrasts", codes)) or (name and word.start in tails):
            return word.start
        if first and _starts_clause(word, text, roles, codes, joined=joined):
            return word.start
        conjunction = word.key in _joining(codes)
        goes_on = first or conjunction or roles[word.start] or _goes_with_name(word, text, codes)
        if joined and not goes_on and (capitals > 1 or _is_verb(word, codes)):
            return word.start
        behind = (conjunction and name) or (behind and (roles[word.start] > 0 or is_small(word, codes)))
    return len(text)


@cache
def _joining(codes: Codes) -> frozenset[str]:
    return words_in("lists.conjunctions", codes) | words_in("lists.alternatives", codes)


def _starts_clause(word: Token, text: str, roles: bytearray, codes: Codes, *, joined: bool) -> bool:
    """Whether a piece that begins with this word is no name and no detail of one."""
    piece = text[word.start : word.start + _GLANCE // 4]
    demands = (hit for hit in cue_matcher().find(piece) if hit.kind == "not_signatures.demands")
    if any(hit.start == 0 for hit in demands):
        return True
    if not joined:
        return False
    if word.key in words_in("cues.copulas", codes) or is_noun(_behind_article(piece, codes), codes):
        return True
    linking = words_in("cues.linking", codes) - words_in("names.articles", codes)
    if word.key in linking and any(is_noun(other.key, codes) for other in tokens(piece)[1:_OBJECT]):
        return True
    leading = conjunction_end(piece)
    return not (leading or roles[word.start] or is_small(word, codes) or points_away(word.key, codes))


def _behind_article(piece: str, codes: Codes) -> str:
    """The first word that is no article."""
    articles = words_in("names.articles", codes)
    return next((word.key for word in tokens(piece) if word.key not in articles), "")


def _goes_with_name(word: Token, text: str, codes: Codes) -> bool:
    """Whether a small word may follow a name that stays open: a particle, *of*, or what stands in brackets."""
    first = max(word.start - _GLANCE, 0)
    inside = any(text.rfind(a, first, word.start) > text.rfind(b, first, word.start) for a, b in _PAIRS)
    inside = inside or text[word.start - 1 : word.start] in "'’-"
    particle = word.key in words_in("names.particles", codes)
    return inside or particle or _joins_names(word, text, codes) or points_away(word.key, codes)


def _joins_names(word: Token, text: str, codes: Codes) -> bool:
    """Whether a short word before a capital is part of a name, as in ``Workers in Agriculture``: no verb, no article."""
    others = words_in("sentences.words", codes) | words_in("cues.copulas", codes)
    others = (others - words_in("cues.linking", codes)) | words_in("names.articles", codes)
    by = words_in("cues.agents", codes)
    short = word.key in by or word.end - word.start <= _SHORT
    return short and word.key not in others - by and text[word.end + 1 : word.end + 2].isupper()


def _is_verb(word: Token, codes: Codes) -> bool:
    return word.key in words_in("sentences.words", codes) - words_in("cues.linking", codes)


def verb_behind(text: str, codes: Codes, *, least: int = 4) -> int:
    """Offset of the first verb in small letters that a sentence says its subjects do; 0 if none is known."""
    verbs = words_in("sentences.words", codes) - words_in("cues.linking", codes)
    starts = [hit.start for hit in cue_matcher().find(text) if hit.kind == "not_signatures.demands"]
    starts += [word.start for word in tokens(text) if word.key in verbs]
    return min((start for start in starts if text[start].islower() and start > least), default=0)


def says_no_more(rest: str) -> bool:
    """Whether nothing but ``, among others`` stands there, or that and a comma before what follows."""
    rest = rest.strip(" .。,،;")
    tails = [hit.end for hit in tail_matcher().find(rest) if hit.start == 0]
    return not rest or any(end == len(rest) or rest[end] in _PARTING for end in tails)


def without_verbs(text: str, codes: Codes) -> int:
    """Where names end before the verbs that end a sentence, as in Persian and Hindi."""
    verbs = words_in("sentences.words", codes) | words_in("cues.linking", codes)
    rest = text[-_GLANCE:].rstrip()
    while (last := rest.rpartition(" ")[2]) and folded(last) in verbs:
        rest = rest[: len(rest) - len(last)].rstrip()
    return max(len(text) - _GLANCE, 0) + len(rest)


def closes_aside(gap: str, codes: Codes) -> bool:
    """Whether a comma, *have* and what is signed lead to a verb at the end of its sentence, as in German and Dutch."""
    words = tokens(gap)
    if not words or gap[:1] != "," or len(gap) > _CLAUSE or negates(words, codes) or tells_of_others(gap):
        return False
    first, *rest = words
    told = any(is_noun(word.key, codes) for word in rest)
    unknown = (word for word in unknown_words(gap, codes) if not points_away(word, codes))
    return told and first.key in words_in("cues.linking", codes) and not any(unknown)


def is_led(text: str, start: int, end: int, codes: Codes) -> bool:
    """Whether words up to here belong to a preposition, as in ``For ten prisoners, among them``: others act.

    ``In this letter, which others such as`` tells of what is signed.
    """
    words = tokens(text[start : min(end, start + _GLANCE)])
    if not words or not points_away(words[0].key, codes) or "," in text[start:end].rstrip(" ,"):
        return False
    return words[0].key not in words_in("counts.approximate", codes) and not any(
        is_noun(word.key, codes) for word in words
    )
