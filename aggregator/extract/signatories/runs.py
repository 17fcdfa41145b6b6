"""Names that follow one another in running text: where one ends and the next begins."""

from __future__ import annotations

import re
from functools import lru_cache

from aggregator.extract.signatories.conjunctions import (
    conjoined,
    conjunction_end,
    is_conjunction,
    joined,
    joined_persons,
    joined_words,
    parted_by_and,
    personal,
    without_attached,
    without_conjunction,
    without_last_conjunction,
)
from aggregator.extract.signatories.countries import country_code
from aggregator.extract.signatories.features import Features, features
from aggregator.extract.signatories.honoured import without_honorifics
from aggregator.extract.signatories.match import tokens
from aggregator.extract.signatories.partings import (
    COMMAS,
    DUNHAO,
    EITHER,
    SEMICOLONS,
    are_full_names,
    is_full_name,
    parted_by_countries,
    separator,
    spaced_names,
    undashed,
    unquoted,
)
from aggregator.extract.signatories.roles import (
    begins_with_given,
    generic_name,
    holds_name,
    is_role_first,
    name_after_role,
    role_before_comma,
    tells_role_alone,
)
from aggregator.extract.signatories.shape import LIKELY, shape
from aggregator.extract.signatories.states import are_states, joined_states
from aggregator.extract.signatories.text import Span, is_cased, is_solid, split_at, trim
from aggregator.extract.signatories.titled import titled_parts
from aggregator.extract.signatories.vocabulary import tail_matcher, word_set

_MANY, _FEW = 4, 3
_PARTED = re.compile(r"[^\x00-\xaa\xac-\xb6\xb8-\xba\xbc-\u04ff]|[;|/]|(?:[,-][^,-]*+){3}")
"""What a run has: in Latin and Cyrillic three commas or dashes, a stronger sign, or any character beyond them."""
_TAIL = 120
MAX_RUN = 200_000
"""Characters of one run that are read."""
MAX_PIECES = 8_000
"""Names of one run that are read."""
_MAX_NAME = 90
_SOLID = 40
"""Characters that show the script of a run."""
_SHORT_RUN = 200


@lru_cache(maxsize=1 << 10)
def run_pieces(text: str, *, prose: bool) -> list[Span]:
    """Spans of the entries of a run of names; one span where there is no run.

    ``prose``: the run is part of a sentence, so its last two names are joined by a conjunction.
    """
    spans = _pieces(text, prose)
    return without_honorifics(text, spans) if prose and is_solid(text[:_SOLID]) else spans


def _pieces(text: str, prose: bool) -> list[Span]:
    text = undashed(unquoted(text[:MAX_RUN]))
    body = text[: without_tail(text)]
    mark = separator(body)
    if parted := parted_by_countries(body) if mark else spaced_names(body):
        return parted[:MAX_PIECES]
    if not mark:
        whole = trim(body, 0, len(body))
        parts = conjoined(body, whole)
        return parts if len(parts) > 1 else joined(body, whole, prose)
    spans = split_at(body, mark)[:MAX_PIECES]
    commas = mark in (COMMAS, EITHER)
    if commas and are_states([body[start:end] for start, end in spans]):
        return [part for span in spans for part in joined_states(body, without_conjunction(body, span))]
    if commas:
        spans = _join_roles(body, spans)
    prose = prose or (bool(spans) and commas and is_role_first(body[slice(*spans[0])]))
    if commas:
        spans = _attach_details(body, spans)
    spans = [without_conjunction(body, span) if index else span for index, span in enumerate(spans)]
    if mark == DUNHAO:
        spans = [part for span in spans for part in parted_by_and(body, span)]
    if mark == SEMICOLONS:
        return [part for span in spans for part in titled_parts(body, span, prose)]
    if commas:
        spans = without_attached(body, spans)
        spans = [part for span in spans for part in conjoined(body, span)]
    if commas and prose:
        spans = [part for span in spans[:-1] for part in joined_persons(body, span)] + spans[-1:]
    spans[-1:] = joined_words(body, spans) or joined(body, spans[-1], prose) if spans else []
    return spans


def is_run(text: str, among: int = 1) -> bool:
    """Whether a line of a list holds several names rather than one name with details.

    ``among``: how many lines the list has; in a long list commas part a name from its details.
    """
    return _PARTED.search(text) is not None and _is_run(text, among > _FEW)


@lru_cache(maxsize=1 << 12)
def _is_run(text: str, long_list: bool) -> bool:
    printed = unquoted(text[:MAX_RUN])
    text = undashed(printed)
    mark = separator(text)
    if not mark or parted_by_countries(text):
        return bool(mark or spaced_names(text[: without_tail(text)]))
    spans = split_at(text[: without_tail(text)], mark)
    least = 2 * _MANY if long_list else _MANY
    if mark == COMMAS and len(spans) < least and are_full_names([text[s:e] for s, e in spans]):
        return True
    if not _short(text, spans, mark) or (mark == COMMAS and len(spans) < least):
        return False
    if text.rstrip().endswith("。") and any(features(text[s:e]).in_head("sentences.words") for s, e in spans):
        return False
    heads = [_head(text[s:e]) if mark == SEMICOLONS else text[s:e] for s, e in spans]
    names = sum(1 for head in heads if shape(head).grade == LIKELY and not _is_detail(head))
    if mark == SEMICOLONS:
        return len(spans) > 1 and 2 * names >= len(spans)
    if mark == DUNHAO:
        return len(spans) > 1 and names >= 0.8 * len(spans) and features(text).separator in (",", "", "(")
    if mark in (COMMAS, EITHER):
        return names >= (0.8 if len(spans) >= 6 else 1.0) * len(spans)
    dashed = long_list and text != printed
    return len(spans) > (_MANY if dashed else 2) and names >= 0.8 * len(spans)


def _head(piece: str) -> str:
    """A long piece between semicolons without the details behind its first comma."""
    return piece.partition(",")[0] if len(piece) > _MAX_NAME else piece


@lru_cache(maxsize=1 << 10)
def is_short_run(text: str) -> bool:
    """Whether a line that is all of a list holds two persons joined by a conjunction, or three, and nothing else."""
    if len(text) > _SHORT_RUN:
        return False
    spans = run_pieces(text, prose=False)
    body = text[spans[0][0] : spans[-1][1]] if spans else ""
    least = 2 if len(spans) > len(split_at(body, separator(body) or COMMAS)) else _MANY - 1
    pieces = [text[start:end] for start, end in spans]
    if len(pieces) < least or not all(map(_is_person, pieces)):
        return False
    seen = [features(piece) for piece in pieces]
    uncased = sum(not (name.cased or name.solid) for name in seen)
    return 2 * sum(map(begins_with_given, seen)) >= uncased


def _is_person(piece: str) -> bool:
    """A bare name; where no capitals show it, two to four words of none but names."""
    seen = features(piece)
    if seen.solid:
        return is_full_name(piece)
    if seen.cased:
        return is_bare_person(piece) or (seen.titled and not seen.detail)
    return 1 < len(seen.words) <= 4 and not (
        seen.detail or seen.in_head("sentences.words", "organisations.stems")
    )


def _short(text: str, spans: list[Span], mark: str) -> bool:
    """Whether most pieces have the length of names: a quick look that spares prose the closer one.

    Between semicolons details may stand behind the first comma.
    """
    long = [(start, end) for start, end in spans if end - start > _MAX_NAME]
    if mark == SEMICOLONS:
        long = [span for span in long if not 0 < text.find(",", *span) - span[0] <= _MAX_NAME // 2]
    return 10 * len(long) <= 4 * len(spans)


def without_tail(text: str) -> int:
    """Where the names end: before ``and others``, ``等``, full stops and a conjunction that nothing follows."""
    end = without_last_conjunction(text, len(text.rstrip(" .;,…。、।။።։۔")))
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
    merged: list[Span] = []
    roles_first = bool(spans) and is_role_first(text[slice(*spans[0])])
    for start, end in spans:
        own = merged and _is_group(text[start:end]) and not is_bare_person(text[slice(*merged[-1])])
        if merged and not own and _belongs_before(text[start:end], roles_first):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _is_group(piece: str) -> bool:
    """``trade union FNV``: words for a group in small letters before its name."""
    seen = features(piece)
    stems = [hit.end for hit in seen.in_head("organisations.stems") if hit.start == 0]
    small = is_cased(piece) and piece[:1].islower() and bool(stems)
    return small and piece[max(stems) :].lstrip()[:1].isupper()


def _join_roles(text: str, spans: list[Span]) -> list[Span]:
    """Join a role that a comma parts from the name behind it, in a run that puts roles before names."""
    first = text[slice(*spans[0])] if spans else ""
    if not (tells_role_alone(first) or (is_role_first(first) and not features(first).titled)):
        return spans
    merged: list[Span] = []
    for start, end in spans:
        left = merged[-1][0] if merged else start
        if left < start and role_before_comma(text[left + conjunction_end(text[left:end]) : end].strip()):
            merged[-1] = (left, end)
        else:
            merged.append((start, end))
    return merged


def _belongs_before(piece: str, roles_first: bool) -> bool:
    seen = features(piece)
    if country_code(seen.text):
        return True
    if roles_first and (generic_name(seen) or generic_name(features(_first_joined(piece)))):
        return False
    parts = (seen, features(_first_joined(piece)))
    named = any(holds_name(part) and (roles_first or _is_adjacent(part)) for part in parts)
    led = _leads(piece) and (roles_first or not tells_role_alone(piece))
    small = is_cased(piece) and piece[:1].islower() and not led and not seen.titled
    return not named and (small or _is_detail(piece, roles_first))


def _first_joined(piece: str) -> str:
    """What stands before the conjunction of a piece such as ``editor Ann Lee and the Harbour Union``."""
    joints = (word.start for word in tokens(piece) if word.start and is_conjunction(word.key))
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
    return bool(conjunction_end(piece)) or (bool(first) and first[0].key in word_set("names.articles"))


def is_bare_person(text: str) -> bool:
    """Two to four capitalised words that are no role, no place and no group."""
    seen = features(text)
    known = seen.in_head("organisations.stems", "roles.words") or country_code(seen.text)
    return bool(personal(text) and seen.cased and not seen.detail and not known)
