"""Which words of a sentence tell that a statement was signed."""

from __future__ import annotations

from aggregator.extract.signatories.bridges import is_of_object, is_small, opens_behind_object, word_spans
from aggregator.extract.signatories.match import Hit, folded, tokens
from aggregator.extract.signatories.owned import without_owned
from aggregator.extract.signatories.text import is_solid
from aggregator.extract.signatories.tongues import Codes, is_negated, openers, words_in
from aggregator.extract.signatories.vocabulary import phrase_set

SIGNING = ("cues.before", "cues.headings", "cues.after")
_TOLD = (*SIGNING, "cues.weak", "cues.verbs", "cues.among", "statements.markers")
_MOST = 200
"""Words of a sentence for signing and the like that are looked at."""
_AHEAD, _BEHIND = 200, 60
_LONGEST_CLAUSE = 80
_TRIED = 8


def telling(text: str, hits: list[Hit], codes: Codes) -> list[Hit]:
    """The hits of a sentence that may tell of signing; none where a contract or treaty is signed."""
    if _is_of_contract(text, hits):
        return []
    return [hit for hit in hits if hit.kind in _TOLD and _is_own(text, hit, codes)][:_MOST]


def signing_words(text: str, hits: list[Hit], codes: Codes) -> list[Hit]:
    """Words for signing that no negation stands beside, and for backing a statement, as hits of their kind."""
    signing = [hit for hit in hits if hit.kind in SIGNING and not _is_of_headings(text, hit)]
    signing = [hit for hit in signing if not is_negated(text, hit.start, hit.end, codes)]
    signing = [hit for hit in signing if not _is_among_others(text[hit.start : hit.end], codes)]
    return without_owned(text, signing, codes) + _backing(text, hits, codes)


def opens(text: str, start: int, end: int, codes: Codes) -> bool:
    """Whether words for signing end in *by*, *are* or the like, or a colon follows them."""
    last = tokens(text[start:end])[-1:]
    return text[end : end + 2].strip()[:1] in (":", "：") or any(word.key in openers(codes) for word in last)


def _is_own(text: str, hit: Hit, codes: Codes) -> bool:
    """Whether a word such as *including* is of the sentence's own language: *com* is *like* in one, *with* in another."""
    word = text[hit.start : hit.end]
    return hit.kind != "cues.among" or is_solid(word) or folded(word) in words_in("cues.among", codes)


def _is_of_contract(text: str, hits: list[Hit]) -> bool:
    """Whether a treaty, a contract or a law stands beside a word for signing, in a sentence that tells of no statement."""
    if any(hit.kind == "statements.markers" for hit in hits):
        return False
    things = [hit for hit in hits if hit.kind == "not_signatures.objects"][:_TRIED]
    signing = [hit for hit in hits if hit.kind in SIGNING][:_TRIED]
    return any(
        thing.end <= sign.start or "," not in text[sign.end : thing.start][:_LONGEST_CLAUSE]
        for thing in things
        for sign in signing
    )


def _backing(text: str, hits: list[Hit], codes: Codes) -> list[Hit]:
    """Weak words that tell of signing beside the statement: ``The appeal, backed by``, ``the initiators of it are``,
    ``those who supported the appeal are``."""
    found = []
    for hit in hits:
        if hit.kind not in ("cues.weak", "cues.verbs"):
            continue
        ahead, behind = text[max(hit.start - _AHEAD, 0) : hit.start], text[hit.end : hit.end + _BEHIND]
        passive = (
            hit.kind == "cues.weak" and opens(text, hit.start, hit.end, codes) and is_of_object(ahead, codes)
        )
        if passive or opens_behind_object(behind, codes):
            found.append(hit._replace(kind="cues.before" if passive else "cues.after"))
    return found


def _is_among_others(phrase: str, codes: Codes) -> bool:
    """Whether other people stand between *among* and those who signed, as in ``among the critics of the signatories``."""
    words = tokens(phrase)
    if not words or words[0].key not in words_in("cues.partitives", codes):
        return False
    known, others = word_spans(phrase)[0], words_in("names.from", codes)
    return any(
        not known[word.start] and (word.key in others or not is_small(word, codes)) for word in words[1:-1]
    )


def _is_of_headings(text: str, hit: Hit) -> bool:
    """A word that tells of signers in headings alone: a *signature* dish, a *firma* that consults."""
    return hit.kind == "cues.headings" and folded(text[hit.start : hit.end]) in phrase_set("cues.alone")
