"""Person or organisation: heading first, then the entry itself, then the list it stands in."""

from __future__ import annotations

import re

from aggregator.extract.signatories.countries import country_code
from aggregator.extract.signatories.couples import are_two
from aggregator.extract.signatories.entries import Entry, as_organisation, as_person, is_role, role_behind
from aggregator.extract.signatories.features import Features
from aggregator.extract.signatories.match import Hit
from aggregator.extract.signatories.roles import begins_with_given, generic_name, holds_name
from aggregator.extract.signatories.tongues import having, words_in
from aggregator.extract.signatories.vocabulary import characters, word_set

_INITIAL = re.compile(r"(?:^|\s)[^\W\d_a-z]\.(?:\s|-|$)|\b[A-Z]\.\s?[A-Z]\.\s")
_DOMAIN = re.compile(r"\w\.(?:org|com|net|info|de|fr|uk|eu)\b", re.IGNORECASE)
_MIXED = re.compile(r"\b[a-z]+[A-Z]|[A-Z]{2,}[a-z]+[A-Z]|[a-z]{2,}[A-Z]")
_SPACED = re.compile(
    "[\u3005\u3040-\u30ff\u3400-\u9fff]{1,4}[ \u3000][\u3005\u3040-\u30ff\u3400-\u9fff]{1,4}"
)
"""A Japanese personal name: family name, space, given name."""
_DECIDED = 2.0
_PAIR, _PLACED, _NAME = 2, 3.0, (2, 3)
"""Entries of a list that show a pattern, what it weighs, and words of a name."""
_COUPLE, _PEOPLE = 2.0, 0.7
"""What the names of two persons in full weigh where this share of a list look like persons."""
_TOLD_BARE, _TOLD_DETAILED = 2.6, 1.6
"""What the kind that a heading tells weighs for a bare name, and for one with a detail."""


def decide(entries: list[Entry], hint: str = "") -> None:
    """Set kind, name, role and affiliation of each entry. ``hint``: the kind the cue itself names."""
    scores = [evidence(entry) for entry in entries]
    placed = [is_of_place(entry.seen) for entry in entries]
    if sum(placed) >= _PAIR and 2 * sum(placed) >= len(entries):
        scores = [-_PLACED if of else score for of, score in zip(placed, scores, strict=True)]
    lean = _lean(scores)
    bare = _bare_lean(entries, scores)
    people = lean <= 0 and sum(score < 0 for score in scores) > _PEOPLE * len(scores)
    for index, (entry, score) in enumerate(zip(entries, scores, strict=True)):
        kind = entry.heading_kind or hint
        total = score + lean + _near(scores, index)
        if people and not kind and are_two(entry):
            total -= _COUPLE
        if not entry.seen.detail:
            total += bare
        if kind:
            told = _TOLD_DETAILED if entry.seen.detail else _TOLD_BARE
            total += told if kind == "organisation" else -told
        (as_organisation if total > 0 else as_person)(entry)


def is_of_place(seen: Features) -> bool:
    """Two or three words with capitals before *of* and an organisation, as in ``Ada Novik of Tarn University``."""
    stems, origins = seen.in_head("organisations.stems"), words_in("names.from", having("of_apart"))
    at = next((i for i, word in enumerate(seen.words) if word.key in origins), 0)
    if at not in _NAME or not seen.cased or not stems:
        return False
    name, origin = seen.words[:at], seen.words[at].start
    capitals = all(seen.text[word.start].isupper() for word in name)
    return (
        capitals
        and min(stem.start for stem in stems) > origin
        and not country_code(seen.text[:origin].strip())
    )


def _near(scores: list[float], index: int) -> float:
    """What the decided entries right before and after say, where they agree: mixed lists are often sorted."""
    before = [score for score in scores[max(index - 4, 0) : index] if abs(score) >= _DECIDED][-2:]
    after = [score for score in scores[index + 1 : index + 5] if abs(score) >= _DECIDED][:2]
    signs = {score > 0 for score in (*before, *after)}
    if len(before) + len(after) < 2 or len(signs) > 1:
        return 0.0
    return 1.0 if signs == {True} else -1.0


def _bare_lean(entries: list[Entry], scores: list[float]) -> float:
    """In a list whose persons all have a detail, an entry without one is an organisation."""
    persons = [entry for entry, score in zip(entries, scores, strict=True) if score <= -_DECIDED]
    detailed = sum(bool(entry.seen.detail) for entry in persons)
    organisations = sum(score >= _DECIDED for score in scores)
    return 1.2 if len(persons) >= 5 and organisations >= 3 and detailed >= 0.95 * len(persons) else 0.0


def _lean(scores: list[float]) -> float:
    """What the decided entries of the list say about the others."""
    organisations = sum(score >= _DECIDED for score in scores)
    persons = sum(score <= -_DECIDED for score in scores)
    decided = organisations + persons
    if decided < 3:
        return 0.0
    share = organisations / decided
    most = organisations >= 0.6 * len(scores)
    roles = any(score <= -_DECIDED - 1 for score in scores)
    if share > 0.8 and most and not roles:
        return 1.5
    return 1.0 if share > 0.9 and most else -0.7 if share < 0.3 else 0.0


def evidence(entry: Entry) -> float:
    """Above 0 for an organisation, below for a person."""
    seen = entry.seen
    if country_code(seen.text):
        return 5.0
    by_role = entry.role_first and generic_name(seen) is not None
    if entry.carried_role or by_role or holds_name(seen) or role_behind(seen):
        return -5.0
    score = _titles(seen) + _details(entry)
    return score + (_solid(seen) if seen.solid else _words(seen))


def _titles(seen: Features) -> float:
    if (
        any(hit.start == 0 for hit in seen.in_head("names.honorifics", "names.courtesy"))
        and len(seen.words) > 1
    ):
        return -4.0
    if holds_name(seen) and any(
        hit.start < 4 for hit in seen.in_head("names.offices", "names.plurals", "roles.words")
    ):
        return -4.0
    return (
        -2.0
        if seen.in_head("names.suffixes")
        and len(seen.words) > 2
        and seen.words[-1].end - seen.words[-1].start < 5
        else 0.0
    )


def _details(entry: Entry) -> float:
    """A role in the detail makes a person; an acronym in it an organisation."""
    seen = entry.seen
    detail = (seen.detail or " ".join(entry.cells[1:2])).strip(" ()（）[]")
    if not detail:
        return 0.0
    if _is_acronym_of(detail, seen.head):
        return 3.0
    if seen.detail_is_role if seen.detail else is_role(detail):
        return -3.0
    if seen.in_head("organisations.stems"):
        return 0.0
    if _is_acronym(seen.head) and len(detail.split()) > 1:
        return 2.0
    return -0.8 if seen.separator in (",", "-", "|") else 0.0


def _is_acronym(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return (
        1 < len(letters) <= 14
        and " " not in text.strip()
        and sum(map(str.isupper, letters)) > 0.6 * len(letters)
    )


def _is_acronym_of(detail: str, head: str) -> bool:
    """Whether the detail abbreviates the head: most of its letters are the head's initials, in order."""
    short = re.split(r"[/-]", detail)[0]
    if " " in short or not 1 < len(short) <= 12 or sum(map(str.isupper, short)) < 2:
        return False
    initials = [word[0].lower() for word in re.findall(r"[^\W_]+", head)]
    found = 0
    for letter in short.lower():
        if letter in initials:
            initials = initials[initials.index(letter) + 1 :]
            found += 1
    return found >= max(2, 0.6 * len(short))


def _words(seen: Features) -> float:
    """Shape and words of a name in a script with spaces."""
    words, small = seen.words, len(seen.small())
    joined = not word_set("lists.conjunctions").isdisjoint([word.key for word in words[1:-1]])
    score = 0.8 * joined + max((_weight(hit) for hit in seen.in_head("organisations.stems")), default=0.0)
    if begins_with_given(seen) and 1 < len(words) <= 4:
        score -= 1.5
    if _INITIAL.search(seen.head) and not seen.in_head("organisations.stems"):
        score -= 2.0
    if _DOMAIN.search(seen.head) or "&" in seen.head or any(map(str.isdigit, seen.head)):
        score += 2.0
    if len(words) == 1:
        score += 1.5
    elif sum(word.key not in word_set("names.particles") for word in words) > 5:
        score += 2.0
    elif 2 <= len(words) <= 4 and not small:
        score -= 1.0
    if seen.cased:
        score += 0.8 * small + _capitals(seen)
    return score


def _weight(hit: Hit) -> float:
    """A short stem may be a name in another language."""
    return 3.0 if hit.end - hit.start > 3 else 1.5


def _capitals(seen: Features) -> float:
    """Acronyms inside a name, or CamelCase."""
    texts = [seen.text[word.start : word.end] for word in seen.words]
    shouted = [text for text in texts if len(text) > 1 and text.isupper()]
    if len(shouted) == len(texts) > 1:
        return 0.0
    camel = any(
        _MIXED.search(text) and not re.match(r"(?:Mc|Mac|De|Di|La|Le|O['’]|D['’])", text) for text in texts
    )
    return (1.5 if shouted and len(texts) != 2 else 0.7 if shouted else 0.0) + (1.5 if camel else 0.0)


def _solid(seen: Features) -> float:
    """Names in Chinese, Japanese and Korean: persons are short."""
    head = seen.head.replace(" ", "").replace("·", "")
    if seen.in_head("organisations.stems"):
        return 3.0
    surnames = characters("names.surnames")
    known = head[:1] in surnames or head[:2] in surnames
    if _SPACED.fullmatch(seen.head):
        return -2.2
    if len(head) > 5:
        return 2.5
    if len(head) == 5:
        return 1.0
    if 2 <= len(head) <= 4:
        return (-2.2 if len(head) == 3 else -1.5) if known else (-0.5 if len(head) < 4 else 0.3)
    return 0.5
