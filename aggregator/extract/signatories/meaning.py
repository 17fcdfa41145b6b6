"""Signing words that tell of something else than signing a statement."""

from __future__ import annotations

from aggregator.extract.signatories.match import Hit, folded, keys
from aggregator.extract.signatories.text import is_solid, sentences
from aggregator.extract.signatories.tongues import Codes, is_negated, is_word, tongues
from aggregator.extract.signatories.vocabulary import count_matcher

_NEAR = 30
"""Characters that may stand between a signing word and what is signed."""
_SIGNING = ("cues.headings", "cues.before", "cues.after")
_DEMANDS = "not_signatures.demands"
_COMMAS = (",", "،", "，", "、")
_MARKS = (".", ":", "：", "")
_BESIDE = 2
"""Characters between a verb and the signers that are its subject."""


def meant(text: str, hits: list[Hit]) -> list[Hit]:
    """The hits without signing words inside phrases such as ``sign up`` or beside a treaty or contract."""
    wrong = [hit for hit in hits if hit.kind == "not_signatures.phrases"]
    left = [hit for hit in hits if hit in wrong or not _inside(hit, wrong)] if wrong else hits
    objects = [hit for hit in left if hit.kind == "not_signatures.objects"]
    return _without_objects(text, left, objects) if objects else left


def _inside(hit: Hit, others: list[Hit]) -> bool:
    """Whether a signing word begins inside a phrase that means something else."""
    return hit.kind.startswith("cues.") and any(other.start <= hit.start < other.end for other in others)


def _without_objects(text: str, hits: list[Hit], objects: list[Hit]) -> list[Hit]:
    """Without the signing words of sentences in which a treaty, contract or law is signed and no statement is."""
    kept = list(hits)
    for start, end in sentences(text):
        near = [hit for hit in objects if start <= hit.start < end]
        marks = [hit for hit in hits if hit.kind == "statements.markers" and start <= hit.start < end]
        if near and all(_covered(mark, near) for mark in marks):
            kept = [hit for hit in kept if not (start <= hit.start < end and _beside(hit, near))]
    return kept


def _covered(mark: Hit, objects: list[Hit]) -> bool:
    return any(thing.start <= mark.start and mark.end <= thing.end for thing in objects)


def _beside(hit: Hit, objects: list[Hit]) -> bool:
    """Whether a signing word has one of these as its subject or object."""
    return hit.kind in _SIGNING and any(
        max(hit.start, thing.start) - min(hit.end, thing.end) <= _NEAR for thing in objects
    )


def is_aside(text: str, head: str, hits: list[Hit]) -> bool:
    """Whether a line names who gets a copy, or before its colon what a text or image comes from.

    ``head``: what stands before the colon.
    """
    copies = (hit for hit in hits if hit.kind == "not_signatures.copies" and hit.start == 0)
    if any(text[hit.end : hit.end + 1] in _MARKS or " " in text[: hit.end].strip() for hit in copies):
        return True
    credits = (hit for hit in hits if hit.kind == "not_signatures.credits" and hit.start == 0)
    return len(head) < len(text.rstrip()) and any(hit.end == len(head.rstrip(" .")) for hit in credits)


def asks(head: str, hits: list[Hit]) -> bool:
    """Whether the last sentence announces what the signers ask for, and no word for signing follows that."""
    asked = [hit for hit in hits if hit.kind == _DEMANDS and not _is_noun(hit, hits)]
    start = max((span[0] for span in sentences(head)), default=0) if asked else 0
    asked = [hit for hit in asked if hit.start >= start]
    if not asked:
        return False
    if any(head[hit.end : hit.end + 1] in _COMMAS for hit in asked if hit.end < len(head)):
        return True
    last = max(hit.end for hit in asked)
    if any(hit.kind == "cues.order" and hit.start > last for hit in hits):
        return False
    return not any(hit.kind in _SIGNING and hit.start > last + _BESIDE for hit in hits)


def _is_noun(hit: Hit, hits: list[Hit]) -> bool:
    """Whether it is part of a longer name of a statement, such as ``this demand``."""
    marks = (mark for mark in hits if mark.kind == "statements.markers")
    return any(m.start <= hit.start and hit.end <= m.end and m[1:3] != hit[1:3] for m in marks)


def announces_list(head: str, hits: list[Hit]) -> bool:
    """Whether a word such as *list* stands in a sentence that tells of signing, or in the last one."""
    words = [hit for hit in hits if hit.kind == "cues.intro" and not _is_part(hit, hits)]
    spans = sentences(head) if words else []
    return any(
        span == spans[-1] or any(hit.kind in _SIGNING and span[0] <= hit.start < span[1] for hit in hits)
        for span in spans
        if any(span[0] <= word.start < span[1] for word in words)
    )


def _is_part(hit: Hit, hits: list[Hit]) -> bool:
    """Whether it is part of a longer word for a statement, such as *abaixo* of ``abaixo-assinado``."""
    marks = (mark for mark in hits if mark.kind == "statements.markers")
    return any(m.start <= hit.start and hit.end < m.end for m in marks)


def is_told_earlier(head: str, hits: list[Hit]) -> bool:
    """Whether the last words for signing stand in a sentence about a time before the one that the page tells of."""
    last = max(hit.start for hit in hits if hit.kind in _SIGNING)
    told = next((head[start:end] for start, end in sentences(head) if start <= last < end), "")
    return any(hit.kind == "counts.earlier" for hit in count_matcher().find(told))


def is_undone(head: str, hits: list[Hit]) -> bool:
    """Whether a line about signing says that those below did not sign: ``Not signed by``, ``Signatures withdrawn``.

    The word for it stands right before that for signing or behind it: a letter ``sent to the minister, signed by`` has
    its signers below.
    """
    signing = [hit for hit in hits if hit.kind in _SIGNING]
    start = max((span[0] for span in sentences(head)), default=0) if signing else 0
    signing = [hit for hit in signing if hit.start >= start]
    if not signing:
        return False
    codes = tongues(head)
    if any(is_negated(head, hit.start, hit.end, codes) for hit in signing):
        return True
    last = max(hit.end for hit in signing)
    undone = (hit for hit in hits if hit.kind == "cues.undone" and hit.start >= start)
    own = (hit for hit in undone if _is_own(hit, head[hit.start : hit.end], codes))
    own = (hit for hit in own if not _is_demanded(hit, hits))
    return any(hit.end > last or _is_right_before(head, hit, signing) for hit in own)


def _is_demanded(undone: Hit, hits: list[Hit]) -> bool:
    """Whether a demand follows a word such as *withdrawal* at once, as in scripts whose verbs come last."""
    near = range(undone.end, undone.end + _BESIDE + 1)
    return any(hit.kind in (_DEMANDS, "statements.markers") and hit.start in near for hit in hits)


def _is_own(hit: Hit, word: str, codes: Codes) -> bool:
    """Whether a phrase found is one of the line's own language."""
    return not codes or is_solid(word) or is_word(hit.kind, folded(word), codes)


def _is_right_before(head: str, undone: Hit, signing: list[Hit]) -> bool:
    gaps = (head[undone.end : hit.start] for hit in signing if hit.start >= undone.end)
    overlap = any(undone.start <= hit.start < undone.end for hit in signing)
    return overlap or any(len(keys(gap)) <= _BESIDE and "," not in gap for gap in gaps)
