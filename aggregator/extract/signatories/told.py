"""Spans of the names in a sentence that tells of signing."""

from __future__ import annotations

import re
from itertools import takewhile

from aggregator.extract.signatories.bridges import (
    before_bridge,
    behind_bridge,
    is_of_object,
    is_of_one_kind,
    is_uncased_name,
    leads,
    opens_behind_object,
    tells_of_others,
    unknown_words,
    verb_behind,
)
from aggregator.extract.signatories.conjunctions import without_last_conjunction
from aggregator.extract.signatories.counts import without_remainder
from aggregator.extract.signatories.match import Hit, folded, tokens
from aggregator.extract.signatories.named import is_name
from aggregator.extract.signatories.roles import (
    is_role_first,
)
from aggregator.extract.signatories.runs import run_pieces
from aggregator.extract.signatories.states import are_states
from aggregator.extract.signatories.subjects import as_subject
from aggregator.extract.signatories.text import Span, is_cased, is_solid
from aggregator.extract.signatories.tongues import Codes, is_negated, openers, points_away, tongues, words_in
from aggregator.extract.signatories.vocabulary import (
    cue_matcher,
    heading_matcher,
    name_matcher,
    phrase_set,
    tail_matcher,
)

SIGNING = ("cues.before", "cues.headings", "cues.after")
_TOLD = (*SIGNING, "cues.weak", "cues.among", "statements.markers")
_MOST = 200
"""Words of a sentence for signing and the like that are looked at."""
_AHEAD = 200
_LONGEST_CLAUSE = 80
_LEAST = 2
_TRIED = 8
_GAP = 30
"""Characters that may stand between the last name and the verb of signing."""
_LONGEST = 40_000
_OBJECT = 60
_OBJECT_END = re.compile(r"\s[–—-]\s+|[:：]\s*|(?<=者)有")
_OBJECT_WORDS = ("cues.filler", "cues.order", "cues.headings", "statements.markers", "lists.tails")
_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_STOP = re.compile(r"[;；.。:：]")
_UNKNOWN = 4
"""Words between ``signed by`` and ``including`` that the lexicons need not know."""


def names_told(text: str, sentence: Span, hits: list[Hit]) -> list[Span]:
    """Spans of the names in a sentence: one, or one for each verb that names follow."""
    if _is_of_contract(text, hits):
        return []
    codes = tongues(text[slice(*sentence)])
    hits = [hit for hit in hits if hit.kind in _TOLD and _is_own(text, hit, codes)][:_MOST]
    signing = [
        hit
        for hit in hits
        if hit.kind in SIGNING
        and not _is_of_headings(text, hit)
        and not is_negated(text, hit.start, hit.end, codes)
    ]
    signing += _backing(text, hits, codes)
    if not signing:
        return []
    spans = (
        _in_statement(text, sentence, signing, codes)
        or _among(text, sentence, hits, signing, codes)
        or _behind_cues(text, signing, sentence[1], codes)
    )
    return spans or as_subject(text, sentence, hits, signing, codes)


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
    """Weak words that tell of signing beside the statement: ``The appeal, backed by``, ``the initiators of it are``."""
    found = []
    for hit in hits:
        if hit.kind != "cues.weak":
            continue
        ahead, behind = text[max(hit.start - _AHEAD, 0) : hit.start], text[hit.end : hit.end + _OBJECT]
        passive = _opens(text, hit.start, hit.end, codes) and is_of_object(ahead, codes)
        if passive or opens_behind_object(behind, codes):
            found.append(hit._replace(kind="cues.before" if passive else "cues.after"))
    return found


def _in_statement(text: str, sentence: Span, signing: list[Hit], codes: Codes) -> list[Span]:
    """The subjects of a sentence that begins with ``In a joint statement,``."""
    first = next(
        (hit for hit in signing if hit.kind == "cues.after" and hit.start - sentence[0] < _LEAST), None
    )
    if first is None or text[first.end : first.end + 1] != ",":
        return []
    end = verb_behind(text[first.end : sentence[1]], codes)
    span = run_from(text, first.end, first.end + end, codes, opened=True) if end else None
    return [span] if span and not text[span[1] : first.end + end].strip() else []


def _is_of_headings(text: str, hit: Hit) -> bool:
    """A word that tells of signers in headings alone: a *signature* dish, a *firma* that consults."""
    return hit.kind == "cues.headings" and folded(text[hit.start : hit.end]) in phrase_set("cues.alone")


def _among(text: str, sentence: Span, hits: list[Hit], signing: list[Hit], codes: Codes) -> list[Span]:
    """Names behind words such as *including*, before the verb of signing or behind it."""
    verbs = [hit.start for hit in signing if hit.kind == "cues.after"]
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.kind == "cues.among" and verbs and hit.end < verbs[-1]:
            verb = min(start for start in verbs if start > hit.end)
            span = run_from(text, hit.end, verb, codes, opened=True)
            if span and verb - span[1] <= _GAP and before_bridge(text[span[1] : verb], codes) is not None:
                return [span]
        if hit.kind == "cues.among" and hit.start >= signing[0].start:
            if not _counts_signers(text, signing, hit, codes):
                continue
            span = run_from(text, hit.end, sentence[1], codes, opened=True)
            rest = text[span[1] : sentence[1]] if span else ""
            near = rest[:1] == "," and any(0 <= hit.start - sign.end <= _GAP for sign in signing)
            if span and (near or not rest.strip(" .。,;")):
                return [span]
    return []


def _counts_signers(text: str, signing: list[Hit], among: Hit, codes: Codes) -> bool:
    """Whether the words between signing and *including* are of the signers: no demand, no verb, no other people.

    Few of them may be unknown to the lexicons, and none behind a comma.
    """
    start = max((hit.end for hit in signing if hit.start <= among.start), default=among.start)
    between = _IN_BRACKETS.sub("", text[start : among.start])
    if start >= among.start or (is_solid(between) and not _STOP.search(between)):
        return not tells_of_others(between)
    first, _, rest = between.rstrip(" ,，،").partition(",")
    unknown = unknown_words(first, codes)
    return not (
        _STOP.search(between)
        or tells_of_others(between)
        or len(unknown) > _UNKNOWN
        or unknown_words(rest, codes)
        or words_in("sentences.words", codes).intersection(unknown)
    ) and is_of_one_kind(between, codes)


def _behind_cues(text: str, signing: list[Hit], end: int, codes: Codes) -> list[Span]:
    """The names behind each word for signing, none of them read twice."""
    verbs = [hit.start for hit in signing if hit.kind == "cues.after"]
    spans: list[Span] = []
    starts = {hit.end: hit.start for hit in signing}
    direct = {hit.end for hit in signing if hit.kind == "cues.before"}
    active = {hit.end for hit in signing} - {hit.end for hit in signing if hit.kind != "cues.after"}
    for last in sorted(starts, reverse=True)[:_TRIED]:
        stop = min((start for start in (*verbs, end) if start > last + 4), default=end)
        opened = _opens(text, starts[last], last, codes)
        if not (opened or last in direct or is_cased(text) or is_solid(text)):
            continue
        span = run_from(text, last, stop, codes, opened=opened, active=last in active) if last < end else None
        if span:
            spans.insert(0, span)
            end = starts[last]
    return spans


def _opens(text: str, start: int, end: int, codes: Codes) -> bool:
    """Whether words for signing end in *by*, *are* or the like, or a colon follows them."""
    last = tokens(text[start:end])[-1:]
    return text[end : end + 2].strip()[:1] in (":", "：") or any(word.key in openers(codes) for word in last)


def run_from(
    text: str, start: int, end: int, codes: Codes, *, opened: bool, active: bool = False
) -> Span | None:
    """Names from here to the end of the sentence, or to where they stop.

    ``opened``: what stands before them ends in *by*, *are* or the like. ``active``: it is a verb that names precede,
    so that they follow it behind another such word alone.
    """
    start, marked = _behind_object(text, start, end)
    opened = opened or marked
    if not is_solid(text[start : start + _OBJECT]):
        skipped, opening = behind_bridge(text[start : min(end, start + 3 * _OBJECT)], codes)
        start, opened = start + skipped, opened or opening
        if active and not (opening or marked):
            return None
    elif active:
        return None
    end = without_last_conjunction(text, end)
    end = start + len(without_remainder(text[start:end].rstrip(" ."))) if end - start < _LONGEST else end
    spans = run_pieces(text[start : min(end, start + _LONGEST)], prose=True)
    pieces = [text[start + left : start + right] for left, right in spans]
    states = are_states(pieces)
    if not pieces or not (states or _may_begin(pieces[0], codes, opened=opened)):
        return None
    roles_first = is_role_first(pieces[0])
    if roles_first and any(hit.kind == "statements.markers" for hit in cue_matcher().find(pieces[0])):
        return None
    good = sum(1 for _ in takewhile(lambda piece: states or _goes_on(piece, roles_first, codes), pieces))
    if good < _LEAST:
        return None
    last = start + spans[good - 1][0], start + spans[good - 1][1]
    return (start, _before_verb(text, *last)) if opened or not _is_met(text[slice(*last)], codes) else None


def _is_met(piece: str, codes: Codes) -> bool:
    """Whether the word behind a name, as in Turkish ``Onur Hamza ile``, shows that others acted."""
    small = [word for word in tokens(piece) if piece[word.start].islower()]
    behind = [word for word in small if not any(c.isupper() for c in piece[word.end :])]
    return bool(behind) and points_away(behind[0].key, codes) and behind[0].end < len(piece.rstrip())


def _may_begin(piece: str, codes: Codes, *, opened: bool) -> bool:
    """Whether the first piece names somebody right behind the words for signing."""
    if is_solid(piece):
        return True
    if not is_cased(piece):
        return is_uncased_name(piece, opened=opened)
    capital = next((word.start for word in tokens(piece) if piece[word.start].isupper()), len(piece))
    return leads(piece[:capital], codes, opened=opened)


def _goes_on(piece: str, roles_first: bool, codes: Codes) -> bool:
    """A name, and no clause of its own such as ``urges ministers Ann Lee``."""
    demands = any(
        hit.kind == "not_signatures.demands" and hit.start <= 3 for hit in cue_matcher().find(piece)
    )
    return not demands and is_name(piece, roles_first)


def _behind_object(text: str, start: int, end: int) -> tuple[int, bool]:
    """Where the names may begin, behind ``the letter —`` and ``of the appeal:`` too; whether such a mark was passed."""
    mark = _OBJECT_END.search(text, start, min(end, start + _OBJECT))
    marked = False
    if mark:
        named = bytearray(mark.start() - start)
        for hit in heading_matcher().find(text[start : mark.start()]):
            if hit.kind in _OBJECT_WORDS:
                named[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
        if all(named[i] for i in range(len(named)) if text[start + i].isalpha()):
            start, marked = mark.end(), True
    return _behind_aside(text, start, end), marked


def _behind_aside(text: str, start: int, end: int) -> int:
    """Where the names begin behind words such as ``, among others,``."""
    while start < end and text[start] in " :：,，.":
        start += 1
    asides = [hit for hit in tail_matcher().find(text[start : min(end, start + _OBJECT)]) if hit.start == 0]
    behind = start + max((hit.end for hit in asides), default=0)
    while behind < end and text[behind] in " :：,，":
        behind += 1
    return behind


def _before_verb(text: str, start: int, end: int) -> int:
    """Where the last name ends, if a verb of the sentence follows it in the same piece."""
    piece = text[start:end]
    verbs = [
        hit.start for hit in name_matcher().find(piece) if hit.kind == "sentences.words" and hit.start > 2
    ]
    small = [verb for verb in verbs if piece[verb].islower() or not is_cased(piece)]
    return start + len(piece[: small[0]].rstrip()) if small else end
