"""Spans of the names in a sentence that tells of signing."""

from __future__ import annotations

import re
from itertools import product

from aggregator.extract.signatories.ambiguous import parted, with_plain_conjunctions
from aggregator.extract.signatories.belonging import belonging
from aggregator.extract.signatories.bridges import (
    before_bridge,
    is_of_one_kind,
    tells_of_others,
    unknown_words,
)
from aggregator.extract.signatories.clauses import (
    clause_end,
    closes_aside,
    is_led,
    says_no_more,
    verb_behind,
)
from aggregator.extract.signatories.following import run_from
from aggregator.extract.signatories.match import Hit, tokens
from aggregator.extract.signatories.signing import opens, signing_words, telling
from aggregator.extract.signatories.subjects import as_subject
from aggregator.extract.signatories.text import Span, is_cased, is_solid
from aggregator.extract.signatories.tongues import Codes, tongues, words_in
from aggregator.extract.signatories.vocabulary import cue_matcher

_LONG_ADVERB, _ADVERB = 60, 4
"""Characters and words between ``In an open letter`` and the comma before its senders."""
_LEAST, _MANY, _PARTING = 2, 3, (",", ";", "،", "؛")
_TRIED = 8
_OBJECT, _DEMANDS = 40, "not_signatures.demands"
"""Characters of what was signed, between those who signed it and the comma before their names."""
_GAP = 30
"""Characters that may stand between the last name and the verb of signing."""
_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_STOP = re.compile(r"[;；.。:：]")
_UNKNOWN = 5
"""Words between ``signed by`` and ``including`` that the lexicons need not know."""


def names_told(text: str, sentence: Span, hits: list[Hit]) -> list[Span]:
    """Spans of the names in a sentence: one, or one for each verb that names follow."""
    codes = tongues(text[slice(*sentence)])
    text = with_plain_conjunctions(text, codes)
    hits = telling(text, hits, codes)
    signing = signing_words(text, hits, codes)
    if not signing:
        return []
    spans = (
        _apposed(text, sentence, hits, signing, codes)
        or belonging(text, sentence, signing, codes)
        or _in_statement(text, sentence, signing, codes)
        or _among(text, sentence, hits, signing, codes)
        or _behind_cues(text, signing, sentence[1], codes)
    )
    return parted(text, spans or as_subject(text, sentence, hits, signing, codes), codes)


def _apposed(text: str, sentence: Span, hits: list[Hit], signing: list[Hit], codes: Codes) -> list[Span]:
    """The names between commas in ``The signatories of the letter, A, B and C, call for``."""
    nouns = [hit for hit in signing if hit.kind == "cues.headings"]
    demands = [hit.start for hit in cue_matcher().find(text[slice(*sentence)]) if hit.kind == _DEMANDS]
    for noun, demand in product(nouns, demands):
        demand += sentence[0]
        comma = text.find(",", noun.end, noun.end + _OBJECT)
        if comma < 0 or not noun.end <= comma < demand or text[:demand].rstrip()[-1:] != ",":
            continue
        if not words_in("names.from", codes).issuperset(unknown_words(text[noun.end : comma], codes)):
            continue
        span = run_from(text, comma + 1, len(text[:demand].rstrip(" ,")), codes, opened=True)
        if span and not text[span[1] : demand].strip(" ,"):
            return [span]
    return []


def _in_statement(text: str, sentence: Span, signing: list[Hit], codes: Codes) -> list[Span]:
    """The subjects of a sentence that begins with ``In a joint statement,``."""
    direct = {hit.start for hit in signing if hit.kind == "cues.before"}
    verbs = (hit for hit in signing if hit.kind == "cues.after" and hit.start not in direct)
    first = next((hit for hit in verbs if hit.start - sentence[0] < _LEAST), None)
    if first is None:
        return []
    start = _behind_adverb(text, first.end, codes)
    if start is None:
        return []
    end = start + clause_end(text[start : sentence[1]], codes)
    span = run_from(text, start, end, codes, opened=True)
    return [span] if span and not text[span[1] : end].strip(" ,") else []


def _behind_adverb(text: str, start: int, codes: Codes) -> int | None:
    """Where the senders begin behind ``In an open letter``: behind a verb, or the comma that ends what tells when."""
    near = text[start : start + _LONG_ADVERB]
    verb, _, _ = near.lstrip().partition(" ")
    at = len(near) - len(near.lstrip())
    if at and verb_behind(near, codes, least=0) == at:
        return start + at + len(verb)
    comma = near.find(",")
    return start + comma if comma >= 0 and len(tokens(near[:comma])) <= _ADVERB else None


def _among(text: str, sentence: Span, hits: list[Hit], signing: list[Hit], codes: Codes) -> list[Span]:
    """Names behind words such as *including*, before the verb of signing or behind it."""
    verbs = [hit.start for hit in signing if hit.kind == "cues.after"]
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if (
            hit.kind == "cues.among"
            and verbs
            and hit.end < verbs[-1]
            and not is_led(text, sentence[0], hit.start, codes)
        ):
            verb = min(start for start in verbs if start > hit.end)
            span = run_from(text, hit.end, verb, codes, opened=True)
            gap = text[span[1] : verb] if span else ""
            near = len(gap) <= _GAP and before_bridge(gap, codes) is not None
            if span and (near or closes_aside(gap, codes)):
                return [span]
        if hit.kind == "cues.among" and hit.start >= signing[0].start:
            if not _counts_signers(text, signing, hit, codes):
                continue
            span = run_from(text, hit.end, sentence[1], codes, opened=True)
            rest = text[span[1] : sentence[1]] if span else ""
            near = rest[:1] == "," and any(0 <= hit.start - sign.end <= _GAP for sign in signing)
            if span and (near or says_no_more(rest) or _is_one_of_many(text[slice(*span)], rest)):
                return [span]
    return []


def _is_one_of_many(names: str, rest: str) -> bool:
    """Whether what stands behind names is another piece of their long list."""
    return rest[:1] in _PARTING and names.count(rest[:1]) >= _MANY


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
    active = set(starts) - {hit.end for hit in signing if hit.kind != "cues.after"}
    for last in sorted(starts, reverse=True)[:_TRIED]:
        stop = min((start for start in (*verbs, end) if start > last + 4), default=end)
        opened = opens(text, starts[last], last, codes)
        if not (opened or last in direct or is_cased(text) or is_solid(text)):
            continue
        span = run_from(text, last, stop, codes, opened=opened, active=last in active) if last < end else None
        if span:
            spans.insert(0, span)
            end = starts[last]
    return spans
