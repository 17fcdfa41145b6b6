"""Conjunctions in runs of names: the last two of a run, and persons who share a piece."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from aggregator.extract.signatories.features import features
from aggregator.extract.signatories.honoured import AND_BEHIND
from aggregator.extract.signatories.match import folded, tokens
from aggregator.extract.signatories.partings import is_full_name
from aggregator.extract.signatories.roles import generic_name, holds_name, is_known
from aggregator.extract.signatories.shape import LIKELY, NO, shape
from aggregator.extract.signatories.text import (
    Span,
    clean,
    depths,
    is_cased,
    is_solid,
    pieces,
    split_at,
    trim,
)
from aggregator.extract.signatories.vocabulary import characters, word_set

_MANY_JOINED, _LONGEST_JOINED = 3, 2_000
_PAIR, _ARTICLE = 2, 5
"""Characters of an article before a role."""
_CONJUNCTION = 24
"""Characters among which a conjunction stands."""
_AND = re.compile(r"[^\W\d_]+|&|\+")
_ACRONYM = re.compile(r"[^\W\d_a-z]{2,8}$")
_ATTACHED_AND = re.compile(r"(?:^|\s)(?:و(?=[\u0621-\u06d3]{2})|ו-?(?=[\u05d0-\u05ea]{2}))")
_LEADING_AND = re.compile("و[\u0621-\u06d3]{2}")
_QUOTED = re.compile(r"^[^\W\d_A-Z][^«»“”]{2,30}[«“][^«»“”]{3,}[»”]$")
"""A common noun and a name in quotation marks: an organisation."""
_BETWEEN_NAMES = re.compile(
    r"(?<=[\u3400-\u9fff\uac00-\ud7a3]{2})(?:以及|及|和|與|与|[과와]\s)(?=[\u3400-\u9fff\uac00-\ud7a3]{2,4}$)"
)
"""A conjunction before the last name, where both sides must be names of persons."""
_PARTING_AND = re.compile(r"[,，]\s*(?:以及|及|還有|还有|和|與|与)")
"""A comma before the conjunction of the last names, in a run that other signs part."""
_SOLID_AND = re.compile(
    r"(?<=[會会社組组盟席黨党團团院所台局心陣阵])(?:以及|及|和|與|与)(?=[\u3400-\u9fff]{4})"
)
"""A conjunction between two groups in Chinese: the first ends as the names of groups do."""


_SOLID_WORD = re.compile("以及|及|和|與|与")
_HANGUL_AND = re.compile(r"(?<=[\uac00-\ud7a3]{2})[과와]\s+(?=[\uac00-\ud7a3]{2})")
"""*And* as an ending of the name before it; names of groups hold it too."""
_GROUP = 4
"""Characters of a word for a group that is a name by itself."""


def conjunction_end(piece: str) -> int:
    """Offset behind the conjunction that a piece begins with; 0 if it begins with none."""
    end = piece.rfind(" ", 1, _CONJUNCTION + 1)
    lowered = _unaccented(piece[:_CONJUNCTION]) if end > 0 else ""
    while end > 0 and lowered[:end] not in _conjunctions():
        end = piece.rfind(" ", 1, end)
    return max(end, 0)


@cache
def _conjunctions() -> frozenset[str]:
    return frozenset(map(_unaccented, characters("lists.conjunctions")))


def _unaccented(text: str) -> str:
    """Lower case without accents, a character for each."""
    if text.isascii():
        return text.lower()
    return "".join(unicodedata.normalize("NFD", character)[0] for character in text.lower())


def without_conjunction(text: str, span: Span) -> Span:
    """A piece such as ``and Mary Hill`` without its conjunction."""
    start, end = span
    length = conjunction_end(text[start:end])
    sign = text[start : start + length]
    if sign.islower() or not is_cased(sign):
        start += length
    for sign in ("和", "及", "与", "與", "以及", "및"):
        if text.startswith(sign, start) and end - start > len(sign) + 1 and sign == "以及":
            start += len(sign)
    return trim(text, start, end)


def without_attached(text: str, spans: list[Span]) -> list[Span]:
    """Names of which all but the first begin with an attached *and*, or the last before a given name, without it."""
    if len(spans) < _MANY_JOINED or not all(_LEADING_AND.match(text[start:end]) for start, end in spans[1:]):
        start, end = spans[-1] if spans else (0, 0)
        word = text[start:end].split(" ", 1)[0]
        own = _LEADING_AND.match(word) and folded(word[1:]) in word_set("names.given")
        return [*spans[:-1], (start + 1, end)] if own and len(spans) > 1 else spans
    return [spans[0], *((start + 1, end) for start, end in spans[1:])]


def parted_by_and(text: str, span: Span) -> list[Span]:
    """A piece such as ``教授王明,以及學者李華`` cut where a comma and a conjunction part it, the conjunction left out."""
    start, end = span
    marks = [match.span() for sign in (_PARTING_AND, AND_BEHIND) for match in sign.finditer(text[start:end])]
    return (
        [(start + left, start + right) for left, right in pieces(text[start:end], marks)] if marks else [span]
    )


def without_last_conjunction(text: str, end: int) -> int:
    """Where the text ends before a conjunction that nothing follows, as in ``Heron Centre; and``."""
    bare = text[:end].rstrip(" ,;")
    last = bare.rpartition(" ")[2]
    return len(bare[: -len(last)].rstrip(" ,;")) if last != bare and is_conjunction(last) else end


def is_conjunction(word: str) -> bool:
    return word in characters("lists.conjunctions")


def joined_words(text: str, spans: list[Span]) -> list[Span]:
    """The last two of a run of single words such as ``Lowell, Ashgrove and Farouk``; empty for another run."""
    if len(spans) < 2 or any(len(tokens(text[s:e])) != 1 for s, e in spans[:-1]):
        return []
    start, end = spans[-1]
    words = tokens(text[start:end])
    if len(words) != 3 or not is_conjunction(words[1].key) or not text[start + words[2].start].isupper():
        return []
    return [(start, start + words[0].end), (start + words[2].start, end)]


def conjoined(text: str, span: Span) -> list[Span]:
    """A piece in which conjunctions part three persons or more, as Arabic writers join them; else the piece alone."""
    start, end = span
    inside = depths(text[start:end])
    words = [word for word in tokens(text[start:end]) if is_conjunction(word.key) and not inside[word.start]]
    cuts = [(word.start, word.end) for word in words]
    cuts += _attached(text[start:end])
    if len(cuts) < _MANY_JOINED - 1 or end - start > _LONGEST_JOINED:
        return [span]
    parts = list(pieces(text[start:end], sorted(cuts)))
    names = [(start + left, start + right) for left, right in parts]
    return (
        names if len(names) >= _MANY_JOINED and all(_is_joint_person(text[s:e]) for s, e in names) else [span]
    )


def _attached(text: str) -> list[Span]:
    """Each *and* written as one with the next word; names such as ``وليد`` merely begin with its letter."""
    found = (match for match in _ATTACHED_AND.finditer(text) if match.start())
    given = word_set("names.given")
    return [m.span() for m in found if folded(text[m.start() :].split(maxsplit=1)[0]) not in given]


def _is_joint_person(text: str) -> bool:
    """Two to four words that are no group; in scripts without capitals none of them is a word of sentences."""
    seen = features(text)
    if seen.detail or seen.in_head("organisations.stems", "sentences.words") or not 1 < len(seen.words) <= 4:
        return False
    return shape(text).grade == LIKELY and not (seen.cased and seen.small())


def parted_by_ending(text: str, span: Span) -> list[Span]:
    """A Korean piece cut behind the ending that means *and*, where each side is a name; else empty."""
    start, end = span
    for match in _HANGUL_AND.finditer(text[start:end]):
        one, two = (start, start + match.start()), (start + match.end(), end)
        if _stands_alone(text[slice(*one)]) and _stands_alone(text[slice(*two)]):
            return [one, *(parted_by_ending(text, two) or [two])]
    return []


def _stands_alone(text: str) -> bool:
    """Whether a Korean name needs no more words: it ends as groups' do, or it is a person's, perhaps with a role."""
    seen, person = features(text), text.split()[0]
    stems = (hit for hit in seen.in_head("organisations.stems") if hit.end == len(seen.head))
    ends = any(hit.start > 0 or hit.end >= _GROUP for hit in stems)
    return (
        ends
        or is_full_name(text)
        or holds_name(seen)
        or (is_full_name(person) and seen.tells_role(len(person)))
    )


def joined_persons(text: str, span: Span) -> list[Span]:
    """A piece cut at its conjunction where both sides are persons, and at commas behind a role in the plural."""
    if parts := parted_by_ending(text, span) or _of_plural(text, span):
        return parts
    parts = joined(text, span, prose=False)
    return parts if all(personal(text[s:e]) or features(text[s:e]).titled for s, e in parts) else [span]


def _of_plural(text: str, span: Span) -> list[Span]:
    """The persons of ``the actors Ann Lee, Bo Hill and Cy Marsh``; empty where no role in the plural begins a piece."""
    start, end = span
    seen = features(text[start:end])
    parts = [(start + left, start + right) for left, right in split_at(text[start:end], ",،")]
    plural = any(hit.kind == "names.plurals" and hit.start <= _ARTICLE for hit in seen.hits)
    if len(parts) < _PAIR or not plural or not all(personal(text[s:e]) for s, e in parts[:-1]):
        return []
    last = joined(text, parts[-1], prose=True)
    return [*parts[:-1], *last]


def joined(text: str, span: Span, prose: bool) -> list[Span]:
    """The piece cut at the conjunction between the last two names, if it holds one."""
    start, end = span
    if end - start > _LONGEST_JOINED:
        return [span]
    inside = depths(text[start:end])
    cuts = [
        (start + m.start(), start + m.end())
        for m in _AND.finditer(text[start:end])
        if is_conjunction(m[0]) and not inside[m.start()] and m.start() > 0
    ]
    cuts += [(start + left, start + right) for left, right in _attached(text[start:end])]
    cuts += [(start + m.start(), start + m.end()) for m in _SOLID_AND.finditer(text[start:end])]
    for match in _BETWEEN_NAMES.finditer(text[start:end]):
        one, two = (start, start + match.start()), (start + match.end(), end)
        if is_full_name(text[slice(*one)]) and is_full_name(text[slice(*two)]):
            return [one, two]
    if parts := parted_by_ending(text, span) or (
        _of_roles(text, span) or _either(text, span) if prose else []
    ):
        return parts
    for left, right in sorted(cuts, reverse=True):
        one, two = trim(text, start, left), trim(text, right, end)
        if _pair(text[slice(*one)], text[slice(*two)], prose):
            return [*joined_persons(text, one), *joined_persons(text, without_conjunction(text, two))]
    return [span]


def _of_roles(text: str, span: Span) -> list[Span]:
    """Two persons with their roles as in ``導演李大文和音樂家張建國``; else empty."""
    start, end = span
    for match in _SOLID_WORD.finditer(text[start:end]):
        one, two = (start, start + match.start()), (start + match.end(), end)
        if all(is_solid(text[s:e]) and _is_known_person(text[s:e]) for s, e in (one, two)):
            return [one, two]
    return []


def _either(text: str, span: Span) -> list[Span]:
    """Two persons named as examples, as in ``Bo Hill or Cy Marsh``; else empty."""
    start, end = span
    for match in _AND.finditer(text[start:end]):
        one, two = trim(text, start, start + match.start()), trim(text, start + match.end(), end)
        if match[0] in characters("lists.alternatives") and all(_is_person(text[s:e]) for s, e in (one, two)):
            return [one, two]
    return []


def _is_person(text: str) -> bool:
    return len(tokens(text)) > 1 and personal(text) and not shape(text).stem and shape(text).grade != NO


def _is_known_person(text: str) -> bool:
    return is_full_name(text) or holds_name(features(text))


def without_article(piece: str) -> str:
    """A piece of running text such as ``the Harbour Union`` without its article."""
    first = tokens(piece)[:1]
    small = bool(first) and piece[: first[0].end].islower() and first[0].key in word_set("names.articles")
    return piece[first[0].end :].lstrip() if small else piece


def _pair(one: str, two: str, prose: bool) -> bool:
    """Whether both sides of a conjunction are names of their own."""
    one, two = without_article(one), without_article(two)
    a, b = shape(one), shape(two)
    if prose and _QUOTED.search(two) and personal(one):
        return True
    if prose and _ACRONYM.match(one) and _ACRONYM.match(two):
        return True
    if prose and holds_name(features(one)) and holds_name(features(two)):
        return True
    if NO in (a.grade, b.grade) or min(len(clean(one)), len(clean(two))) < 3:
        return False
    both_persons = not (a.stem or b.stem) and personal(one) and personal(two)
    if prose:
        return both_persons or b.stem or (b.grade == LIKELY and (a.stem or len(tokens(two)) > 1))
    return both_persons or (a.stem and b.stem)


def personal(text: str) -> bool:
    seen = features(text)
    if not (seen.cased or seen.solid):
        return is_known(seen)
    if seen.solid and is_full_name(text):
        return True
    return (
        (1 < len(seen.words) <= 4 and not seen.small()) or holds_name(seen) or generic_name(seen) is not None
    )
