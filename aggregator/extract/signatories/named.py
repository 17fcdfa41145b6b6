"""Whether a piece of a sentence is a name."""

from __future__ import annotations

import re

from aggregator.extract.signatories.conjunctions import without_article
from aggregator.extract.signatories.entries import role_behind
from aggregator.extract.signatories.features import Features, features
from aggregator.extract.signatories.partings import is_full_name
from aggregator.extract.signatories.roles import generic_name, holds_name, role_before_comma
from aggregator.extract.signatories.shape import LIKELY, shape
from aggregator.extract.signatories.telling import is_of_many
from aggregator.extract.signatories.vocabulary import characters, cue_matcher

_CLAUSE = (
    "cues.headings",
    "cues.before",
    "cues.after",
    "cues.intro",
    "statements.voice",
    "statements.markers",
)
"""What no name in a script without spaces holds."""
_DIGIT = re.compile(r"\d")
_FOREIGN = re.compile(
    "[\u30a0-\u30ff]{2,}(?:[・＝=·][\u30a0-\u30ff]+)+|[\u3400-\u9fff]{1,6}(?:[·•‧・][\u3400-\u9fff]{1,6})+"
)
"""A name written after its sound, its parts joined by dots."""
_HANGUL = re.compile("[\uac00-\ud7a3]")
_LONG_PHRASE = 30
_LONG_NAME, _MOST_SMALL = 120, 3


def is_subject(piece: str) -> bool:
    """A name, and no clause that only looks like one."""
    seen = features(piece)
    if seen.cased and (len(seen.small()) > _MOST_SMALL or _is_dated(seen)):
        return False
    return is_name(piece) and len(seen.text) <= _LONG_NAME


def _is_dated(seen: Features) -> bool:
    """A number behind a word that is no acronym, as in ``On April 17``; the names of some groups have one."""
    number = _DIGIT.search(seen.head)
    first = seen.head.split(maxsplit=1)[0]
    return bool(number) and not (
        first.isupper() or first[:1].isdigit() or seen.in_head("organisations.stems")
    )


def is_name(piece: str, roles_first: bool = False) -> bool:
    seen = features(piece)
    counted = not seen.cased and _DIGIT.match(seen.text)
    if counted or (seen.solid and not _is_solid_name(seen)) or is_of_many(piece):
        return False
    return (
        shape(without_article(piece)).grade == LIKELY
        or holds_name(seen)
        or (roles_first and (generic_name(seen) is not None or role_before_comma(piece) is not None))
    )


def is_hangul_phrase(piece: str) -> bool:
    """A short Korean phrase that may be a group's name: no ending of a clause or of what a sentence is about."""
    text = piece.strip()
    if not _HANGUL.search(text) or len(text) > _LONG_PHRASE or text[-1:] in characters("cues.topics"):
        return False
    told = any(hit.kind in (*_CLAUSE, "not_signatures.demands") for hit in cue_matcher().find(text))
    return not told and not features(text).in_head("sentences.words")


def _is_solid_name(seen: Features) -> bool:
    """A name in a script without spaces: a person's by its form, a group's by its last word, or with a role."""
    if _DIGIT.search(seen.head) or seen.in_head("sentences.words") or seen.head in characters("cues.when"):
        return False
    if any(hit.kind in _CLAUSE for hit in cue_matcher().find(seen.text)):
        return False
    ends = any(hit.end == len(seen.head) for hit in seen.in_head("organisations.stems"))
    named = is_full_name(seen.head) or bool(_FOREIGN.fullmatch(seen.head)) or holds_name(seen)
    return ends or named or bool(role_behind(seen)) or (bool(seen.detail) and seen.detail_is_role)
