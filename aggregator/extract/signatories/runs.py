"""Names that follow one another in running text: where one ends and the next begins."""

from __future__ import annotations

import re
from functools import lru_cache

from aggregator.extract.signatories.countries import country_code
from aggregator.extract.signatories.features import Features, features
from aggregator.extract.signatories.match import tokens
from aggregator.extract.signatories.partings import (
    COMMAS,
    DUNHAO,
    EITHER,
    SEMICOLONS,
    are_full_names,
    parted_by_countries,
    separator,
    spaced_names,
    unquoted,
)
from aggregator.extract.signatories.roles import (
    generic_name,
    holds_name,
    is_known,
    is_role_first,
    name_after_role,
)
from aggregator.extract.signatories.shape import LIKELY, NO, shape
from aggregator.extract.signatories.text import Span, clean, depths, is_cased, split_at, trim
from aggregator.extract.signatories.vocabulary import characters, tail_matcher, word_set

_AND = re.compile(r"[^\W\d_]+|&|\+")
_ATTACHED_AND = re.compile(r"(?:^|\s)(?:و(?=[\u0621-\u06d3]{2})|ו-?(?=[\u05d0-\u05ea]{2}))")
_SOLID_AND = re.compile(
    r"(?<=[會会社組组盟席黨党團团院所台局心陣阵])(?:以及|及|和|與|与)(?=[\u3400-\u9fff]{4})"
)
"""A conjunction between two groups in Chinese: the first ends as the names of groups do."""
_QUOTED = re.compile(r"^[^\W\d_A-Z][^«»“”]{2,30}[«“][^«»“”]{3,}[»”]$")
"""A common noun and a name in quotation marks: an organisation."""
_MANY = 4
_TAIL = 120
MAX_RUN = 200_000
"""Characters of one run that are read."""
MAX_PIECES = 8_000
"""Names of one run that are read."""
_MAX_NAME = 90


@lru_cache(maxsize=1 << 10)
def run_pieces(text: str, *, prose: bool) -> list[Span]:
    """Spans of the entries of a run of names; one span where there is no run.

    ``prose``: the run is part of a sentence, so its last two names are joined by a conjunction.
    """
    text = unquoted(text[:MAX_RUN])
    body = text[: without_tail(text)]
    mark = separator(body)
    if parted := parted_by_countries(body) if mark else spaced_names(body):
        return parted[:MAX_PIECES]
    if not mark:
        return _joined(body, trim(body, 0, len(body)), prose)
    spans = split_at(body, mark)[:MAX_PIECES]
    commas = mark in (COMMAS, EITHER)
    prose = prose or (bool(spans) and commas and is_role_first(body[slice(*spans[0])]))
    if commas:
        spans = _attach_details(body, spans)
    spans = [_without_conjunction(body, span) if index else span for index, span in enumerate(spans)]
    if mark == SEMICOLONS:
        return [part for span in spans for part in _titled_parts(body, span)]
    if commas and prose:
        spans = [part for span in spans[:-1] for part in _joined_persons(body, span)] + spans[-1:]
    spans[-1:] = _joined_words(body, spans) or _joined(body, spans[-1], prose) if spans else []
    return spans


def _joined_words(text: str, spans: list[Span]) -> list[Span]:
    """The last two of a run of single words such as ``Lowell, Ashgrove and Farouk``; empty for another run."""
    if len(spans) < 2 or any(len(tokens(text[s:e])) != 1 for s, e in spans[:-1]):
        return []
    start, end = spans[-1]
    words = tokens(text[start:end])
    if len(words) != 3 or not _is_conjunction(words[1].key) or not text[start + words[2].start].isupper():
        return []
    return [(start, start + words[0].end), (start + words[2].start, end)]


def _titled_parts(text: str, span: Span) -> list[Span]:
    """A piece between semicolons cut into its persons, where each of them has a title such as ``Ms.``"""
    start, end = span
    parts = [(start + s, start + e) for s, e in split_at(text[start:end], COMMAS)]
    if sum(features(text[s:e]).titled for s, e in parts) < 2:
        return [span]
    joined: list[Span] = []
    for left, right in parts:
        if joined and not features(text[left:right]).titled:
            joined[-1] = (joined[-1][0], right)
        else:
            joined.append((left, right))
    return [part for piece in joined for part in _joined_persons(text, piece)]


def _joined_persons(text: str, span: Span) -> list[Span]:
    """A piece cut at its conjunction where both sides are persons."""
    parts = _joined(text, span, prose=False)
    return parts if all(_personal(text[s:e]) or features(text[s:e]).titled for s, e in parts) else [span]


@lru_cache(maxsize=1 << 13)
def is_run(text: str, among: int = 1) -> bool:
    """Whether a line of a list holds several names rather than one name with details.

    ``among``: how many lines the list has; in a long list commas part a name from its details.
    """
    text = unquoted(text[:MAX_RUN])
    mark = separator(text)
    if not mark or parted_by_countries(text):
        return bool(mark or spaced_names(text[: without_tail(text)]))
    spans = split_at(text[: without_tail(text)], mark)
    least = _MANY if among <= 3 else 2 * _MANY
    if mark == COMMAS and len(spans) < least and are_full_names([text[s:e] for s, e in spans]):
        return True
    if not _short(spans) or (mark == COMMAS and len(spans) < least):
        return False
    if text.rstrip().endswith("。") and any(features(text[s:e]).in_head("sentences.words") for s, e in spans):
        return False
    names = sum(1 for s, e in spans if shape(text[s:e]).grade == LIKELY and not _is_detail(text[s:e]))
    if mark == SEMICOLONS:
        return len(spans) > 1 and 2 * names >= len(spans)
    if mark == DUNHAO:
        return len(spans) > 1 and names >= 0.8 * len(spans) and features(text).separator in (",", "", "(")
    if mark in (COMMAS, EITHER):
        return names >= (0.8 if len(spans) >= 6 else 1.0) * len(spans)
    return len(spans) > 2 and names >= 0.8 * len(spans)


def _short(spans: list[Span]) -> bool:
    """Whether most pieces have the length of names: a quick look that spares prose the closer one."""
    return 10 * sum(end - start > _MAX_NAME for start, end in spans) <= 4 * len(spans)


def without_tail(text: str) -> int:
    """Where the names end: before ``and others``, ``等`` and full stops."""
    end = len(text.rstrip(" .;,…。、"))
    first = max(end - _TAIL, 0)
    for hit in tail_matcher().find(text[first:end]):
        start = first + hit.start
        rest = text[first + hit.end : end].strip()
        if start > 0 and (not rest or len(rest) < 12):
            end = min(end, len(text[:start].rstrip(" ,;…，、和及")))
    return end


def _is_detail(text: str, roles_first: bool = False) -> bool:
    """A piece that says what the name before it is."""
    seen = features(text)
    if not seen.text:
        return True
    role = any(hit.start == 0 for hit in seen.in_head("roles.words", "roles.former", "names.suffixes"))
    if seen.titled or any(hit.start == 0 for hit in seen.in_head("organisations.stems")):
        return False
    if seen.solid and not seen.in_head("roles.words"):
        return False
    return role and not (roles_first and holds_name(seen)) and not _is_adjacent(seen)


def _attach_details(text: str, spans: list[Span]) -> list[Span]:
    """Join pieces that begin with a role, a small letter or are a country to the name before them."""
    joined: list[Span] = []
    roles_first = bool(spans) and is_role_first(text[slice(*spans[0])])
    for start, end in spans:
        if joined and _belongs_before(text[start:end], roles_first):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _belongs_before(piece: str, roles_first: bool) -> bool:
    seen = features(piece)
    if country_code(seen.text):
        return True
    if roles_first and (generic_name(seen) or generic_name(features(_first_joined(piece)))):
        return False
    named = holds_name(seen) and (roles_first or _is_adjacent(seen))
    small = is_cased(piece) and piece[:1].islower() and not _leads(piece) and not seen.titled
    return not named and (small or _is_detail(piece, roles_first))


def _first_joined(piece: str) -> str:
    """What stands before the conjunction of a piece such as ``editor Ann Lee and the Harbour Union``."""
    joints = (word.start for word in tokens(piece) if word.start and _is_conjunction(word.key))
    return piece[: next(joints, len(piece))].rstrip()


def _is_adjacent(seen: Features) -> bool:
    """The name follows its role with no word between."""
    span = name_after_role(seen)
    return span is not None and any(
        span[0] - 3 < hit.end <= span[0] for hit in seen.in_head("names.offices", "names.plurals")
    )


def _leads(piece: str) -> bool:
    """The piece begins with a conjunction or article and goes on with a name."""
    first = tokens(piece)[:1]
    return bool(_conjunction_end(piece)) or (bool(first) and first[0].key in word_set("names.articles"))


def _conjunction_end(piece: str) -> int:
    """Offset behind the conjunction that a piece begins with; 0 if it begins with none."""
    lowered = piece[:24].lower()
    fitting = [
        c
        for c in characters("lists.conjunctions")
        if lowered.startswith(c) and piece[len(c) : len(c) + 1] == " "
    ]
    return max(map(len, fitting), default=0)


def _without_conjunction(text: str, span: Span) -> Span:
    """A piece such as ``and Mary Hill`` without its conjunction."""
    start, end = span
    length = _conjunction_end(text[start:end])
    sign = text[start : start + length]
    if sign.islower() or not is_cased(sign):
        start += length
    for sign in ("和", "及", "与", "與", "以及", "및"):
        if text.startswith(sign, start) and end - start > len(sign) + 1 and sign == "以及":
            start += len(sign)
    return trim(text, start, end)


def _is_conjunction(word: str) -> bool:
    return word in characters("lists.conjunctions")


def _joined(text: str, span: Span, prose: bool) -> list[Span]:
    """The piece cut at the conjunction between the last two names, if it holds one."""
    start, end = span
    inside = depths(text[start:end])
    cuts = [
        (start + m.start(), start + m.end())
        for m in _AND.finditer(text[start:end])
        if _is_conjunction(m[0]) and not inside[m.start()] and m.start() > 0
    ]
    cuts += [
        (start + m.start(), start + m.end()) for m in _ATTACHED_AND.finditer(text[start:end]) if m.start()
    ]
    cuts += [(start + m.start(), start + m.end()) for m in _SOLID_AND.finditer(text[start:end])]
    for left, right in sorted(cuts, reverse=True):
        one, two = trim(text, start, left), trim(text, right, end)
        if _pair(text[slice(*one)], text[slice(*two)], prose):
            return [one, two]
    return [span]


def without_article(piece: str) -> str:
    """A piece of running text such as ``the Harbour Union`` without its article."""
    first = tokens(piece)[:1]
    small = bool(first) and piece[: first[0].end].islower() and first[0].key in word_set("names.articles")
    return piece[first[0].end :].lstrip() if small else piece


def _pair(one: str, two: str, prose: bool) -> bool:
    """Whether both sides of a conjunction are names of their own."""
    one, two = without_article(one), without_article(two)
    a, b = shape(one), shape(two)
    if prose and _QUOTED.search(two) and _personal(one):
        return True
    if NO in (a.grade, b.grade) or min(len(clean(one)), len(clean(two))) < 3:
        return False
    both_persons = not (a.stem or b.stem) and _personal(one) and _personal(two)
    if prose:
        return both_persons or b.stem or (b.grade == LIKELY and (a.stem or len(tokens(two)) > 1))
    return both_persons or (a.stem and b.stem)


def _personal(text: str) -> bool:
    seen = features(text)
    if not (seen.cased or seen.solid):
        return is_known(seen)
    return (
        (1 < len(seen.words) <= 4 and not seen.small()) or holds_name(seen) or generic_name(seen) is not None
    )
