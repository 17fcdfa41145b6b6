"""Numbers that count signers in a line."""

from __future__ import annotations

import re

from aggregator.extract.signatories.match import Hit, folded, keys, tokens
from aggregator.extract.signatories.numerals import YEARS, Number, is_year, numbers
from aggregator.extract.signatories.text import is_solid
from aggregator.extract.signatories.vocabulary import (
    characters,
    count_matcher,
    cue_matcher,
    doubtful_numbers,
    word_set,
)

MAX_COUNT = 20_000_000
_DIGIT = re.compile(r"\d")
_NOUNS = ("counts.nouns", "groups.person", "groups.organisation")
_BREAK = re.compile(r"[,;:.!?|،؛：，。()（）\[\]–—\d]")
_NO_COUNT = frozenset("%°월일년조항호月日年歳岁条條")
_COUNTRIES = ("국", "國", "国")
_LISTED = frozenset(".)]ـ、．）|")
"""What follows the number of an entry at the beginning of a line."""
_RIGHT_BEHIND = 3
_NUMBERED = re.compile(r"(?:\b[A-Z][A-Za-z.]{0,5}\.|№|\b[A-Z]{3,})\s?$|\d/$")
"""What a thing is numbered with: ``S.C.R. 2``, ``Nr. 12``, ``COVID 19``; the month before a year."""
_AFTER_COLON = re.compile(r"[:：(（#]\s*$")
_TELLING = ("cues.headings", "cues.before", "cues.after", "statements.markers")
_FIRST = 24
"""A title that tells nothing of signing begins with the number of those who act."""
_CLAUSE = re.compile("[，。：；！？」』]")
_TAIL = 60
_KINDS, _SUBJECT = 2, 2
"""More counts than these in one sentence are of parts; words between a number and the verb of those it counts."""
_DAYS = 31
"""A number up to this one may be the day of a date."""
_WORD_BEHIND = re.compile(r"\s[^\W\d_]{3}")
_BESIDE = 12
_NEAR = 60
"""Characters within which a number belongs to the word for the statement."""
_QUOTE = re.compile('“[^”]{80,}”|«[^»]{80,}»|„[^“”]{80,}[“”]|"[^"]{80,}"|「[^」]{40,}」')
"""Words quoted from a text; shorter ones are titles."""


def count_in_cue(text: str) -> tuple[int, str] | None:
    """A number in a heading of signatures: beside a counted noun, after a colon or in brackets."""
    nouns = [hit for hit in count_matcher().find(text) if hit.kind in _NOUNS]
    marks = (
        [hit for hit in cue_matcher().find(text) if hit.kind == "cues.before"]
        if text.rstrip().endswith(":")
        else []
    )
    found = [n for n in numbers(text) if _counts(text, n, nouns) or _is_signed_by(text, n, marks)]
    if found:
        return _result(text, _total(text, found))
    loose = None
    for number in numbers(text):
        after = text[number.end : number.end + 1]
        alone = _AFTER_COLON.search(text[: number.start]) and after in (")", "）", "", " ", "\n")
        if loose is None and alone and not number.worded and number.value not in YEARS:
            loose = _result(text, number)
    return loose


def count_in_text(text: str, *, lenient: bool = False, signed: bool = False) -> tuple[int, str] | None:
    """A number beside a counted noun in a sentence that tells of signing or of a statement.

    ``lenient``: no word need tell of that; ``signed``: words such as *signatures*, *on behalf of* or *we* at the
    beginning do, as on a page that names its signers.
    """
    if not numbers(text):
        return None
    hits = count_matcher().find(text)
    nouns = [hit for hit in hits if hit.kind in _NOUNS]
    if not nouns and not _DIGIT.search(text):
        return None
    cues = cue_matcher().find(text)
    telling = [hit for hit in cues if hit.kind in _TELLING]
    if signed:
        telling += [hit for hit in hits if hit.kind == "counts.signatures"]
    spoken = _spoken_for(hits, cues) if signed else []
    speaking = [hit for hit in cues if hit.kind == "statements.voice"]
    signing = any(hit.kind != "statements.markers" and not _overlaps(hit, speaking) for hit in telling)
    if any(hit.kind == "not_signatures.phrases" for hit in cues) or not (lenient or telling or spoken):
        return None
    found = []
    for number in numbers(text):
        first = number.start <= (_NEAR if telling else _FIRST)
        told = signing or (
            (lenient or bool(telling))
            and not _is_topic(text, number, telling)
            and not _is_spoken_of(number, speaking)
            and (first or _follows(number, telling, speaking))
        )
        told = told and not _is_quoted(text, number, telling)
        near = (told and _same_clause(text, number, telling)) or _is_behind(number, spoken)
        if near and (_counts(text, number, nouns) or _is_signed_by(text, number, telling)):
            found.append(number)
    if not found or _are_votes(text, cues) or _are_parts(text, found):
        return None
    return _result(text, _total(text, _nearest_first(text, found, cues) if is_solid(text) else found))


def _is_quoted(text: str, number: Number, marks: list[Hit]) -> bool:
    """Whether a number stands in words quoted from the statement, and all words for signing outside of them."""
    quotes = (quote.span() for quote in _QUOTE.finditer(text))
    own = next(((start, end) for start, end in quotes if start < number.start < end), None)
    return own is not None and bool(marks) and not any(own[0] < mark.start < own[1] for mark in marks)


def _nearest_first(text: str, found: list[Number], cues: list[Hit]) -> list[Number]:
    """The numbers, those nearest to a word for signing first; behind a demand others are counted, but by *as many as*."""
    signs = [hit for hit in cues if hit.kind in _TELLING and hit.kind != "statements.markers"]
    demands = [hit.end for hit in cues if hit.kind == "not_signatures.demands"]
    if not signs:
        return found
    gaps = {
        number: min(max(hit.start, number.start) - min(hit.end, number.end) for hit in signs)
        for number in found
    }
    near = [hit.end for hit in count_matcher().find(text) if hit.kind == "counts.approximate"]
    others = {
        number for number in found if any(end <= number.start for end in demands) and number.start not in near
    }
    return sorted(found, key=lambda number: (number in others, gaps[number]))


def _are_votes(text: str, cues: list[Hit]) -> bool:
    """Whether a word for another list stands right before a number, as those for votes do in scripts without spaces."""
    others = [hit for hit in cues if hit.kind == "not_signatures.headings"]
    ends = [hit.end for hit in others if is_solid(text[hit.start : hit.end])]
    return any(_is_behind(number, ends) for number in numbers(text)) if ends else False


def _are_parts(text: str, found: list[Number]) -> bool:
    """Whether several kinds of signers are counted and their sum is not, as in ``12 unions, 30 deputies, 5 mayors``."""
    totals = any(hit.kind == "counts.totals" for hit in count_matcher().find(text))
    return len(found) > _KINDS and not totals


def _total(text: str, found: list[Number]) -> Number:
    """The number beside a word such as *in total*, which sums up the others; else the first."""
    totals = [hit for hit in count_matcher().find(text) if hit.kind == "counts.totals"]
    behind = (number for number in found if _is_behind(number, [hit.end for hit in totals]))
    before = (number for number in found if any(_is_summed(text, number, hit) for hit in totals))
    return next(behind, None) or next(before, found[0])


def _is_summed(text: str, number: Number, total: Hit) -> bool:
    gap = text[number.end : total.start]
    return 0 < len(keys(gap)) <= _SUBJECT and not _BREAK.search(gap)


def _spoken_for(hits: list[Hit], cues: list[Hit]) -> list[int]:
    """Ends of the words before those who speak, as in ``We, 45 groups`` or ``on behalf of 45 groups``."""
    voices = [hit for hit in cues if hit.kind == "statements.voice" and hit.start == 0]
    first = [hit for hit in hits if hit.kind == "counts.we" and hit.start == 0] + voices
    return [hit.end for hit in first + [hit for hit in hits if hit.kind == "counts.behalf"]]


def _is_signed_by(text: str, number: Number, marks: list[Hit]) -> bool:
    """Whether a number and a word stand right behind ``signed by``, or two before ``signed``, whatever they are."""
    dated = number.value <= _DAYS and not text.rstrip().endswith(":")
    if dated or number.worded or is_year(text, number) or not _WORD_BEHIND.match(text, number.end):
        return False
    if _is_origin(text, number):
        return False
    near = word_set("counts.approximate")
    gaps = (
        text[mark.end : number.start]
        for mark in marks
        if mark.kind == "cues.before" and mark.end <= number.start
    )
    verbs = (text[number.end : mark.start] for mark in marks if mark.kind == "cues.after")
    if any(0 < len(keys(gap)) <= _SUBJECT and not _BREAK.search(gap) for gap in verbs):
        return True
    return any(all(word.key in near for word in tokens(gap)) and not _BREAK.search(gap) for gap in gaps)


def _is_behind(number: Number, ends: list[int]) -> bool:
    return any(0 <= number.start - end <= _RIGHT_BEHIND for end in ends)


def _same_clause(text: str, number: Number, marks: list[Hit]) -> bool:
    """In Chinese and Japanese the word for signing or the statement stands in the number's own clause.

    A number behind names and a word for *and others* counts them wherever it stands; behind a number people may be
    listed before their verb.
    """
    if not marks or not is_solid(text) or text[: number.start].rstrip()[-1:] in characters("lists.tails"):
        return True
    ahead = (text[m.end : number.start] for m in marks if m.start < number.start)
    behind = (text[number.end : m.start] for m in marks if m.start >= number.start)
    return any(not _CLAUSE.search(gap.replace("、", "，")) for gap in ahead) or any(
        not _CLAUSE.search(gap) for gap in behind
    )


def _overlaps(hit: Hit, others: list[Hit]) -> bool:
    return any(other.start < hit.end and hit.start < other.end for other in others)


def _is_topic(text: str, number: Number, marks: list[Hit]) -> bool:
    """Whether a word such as *about* leads from the statement to what is counted: ``letter on the eight students``."""
    topics = word_set("counts.topics")
    behalf = [hit for hit in count_matcher().find(text) if hit.kind == "counts.behalf"]
    first = min((mark.end for mark in marks if mark.end <= number.start), default=number.start)
    words = (word for word in tokens(text) if first <= word.start < number.start)
    return any(
        word.key in topics and not any(hit.start <= word.start < hit.end for hit in behalf) for word in words
    )


def _is_spoken_of(number: Number, speaking: list[Hit]) -> bool:
    """Whether signers who speak of themselves count others further on, as in ``We condemn the arrest of eight``."""
    before = [voice.end for voice in speaking if voice.end <= number.start]
    return bool(before) and number.start - max(before) > _BESIDE


def _follows(number: Number, marks: list[Hit], speaking: list[Hit]) -> bool:
    """Whether the number stands behind one of these, and right behind signers who speak of themselves."""
    return any(
        0 <= number.start - mark.end <= (_BESIDE if _overlaps(mark, speaking) else _NEAR) for mark in marks
    )


def _counts(text: str, number: Number, nouns: list[Hit]) -> bool:
    """Whether a counted noun follows within four words, or twelve characters without spaces."""
    if (
        not 2 <= number.value <= MAX_COUNT
        or is_year(text, number)
        or text[number.end : number.end + 1] in _NO_COUNT
        or (not text[: number.start].strip() and text[number.end :].lstrip()[:1] in _LISTED)
        or _NUMBERED.search(text, max(number.start - _TAIL, 0), number.start)
        or _is_fewer(text, number)
        or _is_origin(text, number)
    ):
        return False
    spoken = doubtful_numbers().get(folded(text[number.start : number.end]))
    for noun in nouns:
        if spoken and noun.language not in spoken:
            continue
        gap = text[number.end : noun.start]
        abroad = text[noun.end : noun.end + 1] in _COUNTRIES or text[noun.end - 1 : noun.end] in _COUNTRIES
        if noun.start >= number.end and not _BREAK.search(gap) and not abroad and not numbers(gap):
            most = 0 if spoken else 3
            near = len(gap) <= 12 if is_solid(gap) else len(keys(gap)) <= most
            if near:
                return True
    return False


def _is_fewer(text: str, number: Number) -> bool:
    """Whether words such as *fewer than* stand right before a number: so many did not sign."""
    before = text[max(number.start - _TAIL, 0) : number.start]
    end = len(before.rstrip())
    return any(hit.kind == "counts.fewer" and hit.end == end for hit in count_matcher().find(before))


def _is_origin(text: str, number: Number) -> bool:
    """Whether words say that signers come from so many places, as in ``from more than 35 countries``."""
    before = text[max(number.start - _TAIL, 0) : number.start]
    near = [hit.start for hit in count_matcher().find(before) if hit.kind == "counts.approximate"]
    words = keys(
        before[: min((start for start in near if start > len(before) - _BESIDE * 2), default=len(before))]
    )
    return bool(words) and words[-1] in word_set("counts.origins")


def _result(text: str, number: Number) -> tuple[int, str]:
    others = [
        hit
        for hit in count_matcher().find(text)
        if hit.kind == "counts.others" and number.end <= hit.start <= number.end + 12
    ]
    before = [hit.end for hit in count_matcher().find(text) if hit.kind == "counts.approximate"]
    exact = not any(0 <= number.start - end <= _RIGHT_BEHIND for end in before)
    start, end = max(number.start - 24, 0), min(number.end + 48, len(text))
    return number.value + bool(others and exact), text[start:end].strip()
