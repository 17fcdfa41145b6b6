"""The number of signatories a page claims, which is never the length of its list by construction."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aggregator.extract.signatories.cues import Role
from aggregator.extract.signatories.lines import Line
from aggregator.extract.signatories.match import Hit, folded, keys, tokens
from aggregator.extract.signatories.numerals import Number, numbers
from aggregator.extract.signatories.page import Page, Region
from aggregator.extract.signatories.shape import LIKELY, NO
from aggregator.extract.signatories.text import is_cased, is_solid, sentences
from aggregator.extract.signatories.vocabulary import (
    characters,
    count_matcher,
    cue_matcher,
    doubtful_numbers,
    number_words,
    tail_matcher,
    word_set,
)

MAX_COUNT = 20_000_000
_LEAD = 4
"""Paragraphs at the beginning that may tell the count."""
_PARAGRAPH = 60
_LINKED = 0.6
_LISTED_OTHERS, _HEADED_OTHERS = 4, 2
"""Rows of a table, and entries below a heading, that make a list of other people."""
_DIGIT = re.compile(r"\d")
_NOUNS = ("counts.nouns", "groups.person", "groups.organisation")
_BREAK = re.compile(r"[,;:.!?،؛：，。()（）\[\]–—\d]")
_NO_COUNT = frozenset("%°월일년月日年歳岁")
_COUNTRIES = ("국", "國", "国")
_LISTED = frozenset(".)]ـ、．）")
"""What follows the number of an entry at the beginning of a line."""
_RIGHT_BEHIND = 3
_YEAR = range(1900, 2101)
_AFTER_COLON = re.compile(r"[:：(（]\s*$")
_TELLING = ("cues.headings", "cues.before", "cues.after", "statements.markers")
_FIRST = 24
"""A title that tells nothing of signing begins with the number of those who act."""
_CLAUSE = re.compile("[，。：；！？、」』]")
_TAIL = 60
_SHORT = 4
_BESIDE = 12
_NEAR = 60
"""Characters within which a number belongs to the word for the statement."""


def claimed(page: Page, title: str, regions: list[Region]) -> tuple[int | None, str]:
    """The claimed count and the words that claim it: by the cue, by the title, by the lead."""
    for region in regions:
        if region.cue is not None and not region.prose:
            found = _in_cue(
                (page.lines[region.cue_line].text if region.cue.rest < 0 else region.cue.text)[:300]
            )
            if found:
                return found
    heads = [line.text for line in page.lines[:12] if line.source.level == 1] + ([title] if title else [])
    for head in heads[:2]:
        found = _in_text(head, lenient=bool(regions))
        if found:
            return found
    passing = not regions and _names_others(page)
    for line in () if passing else _leads(page, regions):
        for start, end in sentences(line.text[:2000]):
            found = _in_text(line.text[start:end], lenient=bool(regions) and _sums_up(line.text[start:end]))
            if found and (regions or not _is_earlier(line.text[start:end])):
                return found
    return None, ""


def _sums_up(text: str) -> bool:
    """Whether a sentence counts the names before the number, as in Chinese ``林樂怡等14人``."""
    tails = characters("lists.tails")
    return is_solid(text) and any(text[: number.start].rstrip()[-1:] in tails for number in numbers(text))


def _names_others(page: Page) -> bool:
    """Whether a page without signers lists other people: a letter is told of in passing."""
    rows = sum(bool(line.cells) and line.shape.grade != NO for line in page.lines)
    stops = [i for i, cue in enumerate(page.cues) if cue is not None and cue.role is Role.STOP]
    return rows >= _LISTED_OTHERS or any(_heads_others(page, index) for index in stops)


def _heads_others(page: Page, index: int) -> bool:
    """Whether entries that are no links follow a heading of other names."""
    below = range(index + 1, min(index + 1 + _HEADED_OTHERS, len(page.lines)))
    return len(below) == _HEADED_OTHERS and all(
        page.is_entry(i, LIKELY)
        and not page.lines[i].source.chrome
        and page.lines[i].source.link_share < _LINKED
        for i in below
    )


def _is_earlier(sentence: str) -> bool:
    """Whether a sentence tells of a time before what the page reports: ``last year``, ``avait été``."""
    return any(hit.kind == "counts.earlier" for hit in count_matcher().find(sentence))


def _leads(page: Page, regions: list[Region]) -> Iterator[Line]:
    """The first lines, and those right before a list."""
    starts = [region.cue_line for region in regions]
    paragraphs = 0
    for index, line in enumerate(page.lines):
        if line.source.level == 1 or line.source.chrome or line.source.link_share > _LINKED:
            continue
        paragraphs += len(line.text) >= _PARAGRAPH
        if paragraphs <= _LEAD or any(start - 2 <= index < start for start in starts):
            yield line


def _in_cue(text: str) -> tuple[int, str] | None:
    """A number in a heading of signatures: beside a counted noun, after a colon or in brackets."""
    nouns = [hit for hit in count_matcher().find(text) if hit.kind in _NOUNS]
    found = [number for number in numbers(text) if _counts(text, number, nouns)]
    if found:
        return _result(text, _total(text, found))
    loose = None
    for number in numbers(text):
        after = text[number.end : number.end + 1]
        alone = _AFTER_COLON.search(text[: number.start]) and after in (")", "）", "", " ", "\n")
        if loose is None and alone and not number.worded and number.value not in _YEAR:
            loose = _result(text, number)
    return loose


def _in_text(text: str, *, lenient: bool = False) -> tuple[int, str] | None:
    """A number beside a counted noun in a sentence that tells of signing or of a statement."""
    hits = count_matcher().find(text)
    nouns = [hit for hit in hits if hit.kind in _NOUNS]
    if not nouns:
        return None
    cues = cue_matcher().find(text)
    telling = [hit for hit in cues if hit.kind in _TELLING]
    speaking = [hit for hit in cues if hit.kind == "statements.voice"]
    signing = any(hit.kind != "statements.markers" and not _overlaps(hit, speaking) for hit in telling)
    if any(hit.kind == "not_signatures.phrases" for hit in cues) or not (lenient or telling):
        return None
    found = []
    for number in numbers(text):
        first = number.start <= (_NEAR if telling else _FIRST)
        told = signing or (
            not _is_topic(text, number, telling)
            and not _is_spoken_of(number, speaking)
            and (first or _follows(number, telling, speaking))
        )
        near = told and _same_clause(text, number, telling)
        if near and _counts(text, number, nouns):
            found.append(number)
    return _result(text, _total(text, found)) if found and not _are_votes(text, cues) else None


def _are_votes(text: str, cues: list[Hit]) -> bool:
    """Whether a word for another list stands right before a number, as those for votes do in scripts without spaces."""
    others = [hit for hit in cues if hit.kind == "not_signatures.headings"]
    ends = [hit.end for hit in others if is_solid(text[hit.start : hit.end])]
    return any(_is_behind(number, ends) for number in numbers(text)) if ends else False


def _total(text: str, found: list[Number]) -> Number:
    """The number behind a word such as *in total*, which sums up the others; else the first."""
    totals = [hit.end for hit in count_matcher().find(text) if hit.kind == "counts.totals"]
    return next((number for number in found if _is_behind(number, totals)), found[0])


def _is_behind(number: Number, ends: list[int]) -> bool:
    return any(0 <= number.start - end <= _RIGHT_BEHIND for end in ends)


def _same_clause(text: str, number: Number, marks: list[Hit]) -> bool:
    """In Chinese and Japanese the word for signing or the statement stands in the number's own clause.

    A number behind names and a word for *and others* counts them wherever it stands.
    """
    if not marks or not is_solid(text) or text[: number.start].rstrip()[-1:] in characters("lists.tails"):
        return True
    gaps = (text[min(m.end, number.end) : max(m.start, number.start)] for m in marks)
    return any(not _CLAUSE.search(gap) for gap in gaps)


def _overlaps(hit: Hit, others: list[Hit]) -> bool:
    return any(other.start < hit.end and hit.start < other.end for other in others)


def _is_topic(text: str, number: Number, marks: list[Hit]) -> bool:
    """Whether a word such as *about* leads from the statement to what is counted: ``letter on the eight students``."""
    topics = word_set("counts.topics")
    gaps = (text[mark.end : number.start] for mark in marks if mark.end <= number.start)
    return any(word.key in topics for gap in gaps for word in tokens(gap))


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
        or (not text[: number.start].strip() and text[number.end : number.end + 1] in _LISTED)
    ):
        return False
    for noun in nouns:
        gap = text[number.end : noun.start]
        abroad = text[noun.end : noun.end + 1] in _COUNTRIES or text[noun.end - 1 : noun.end] in _COUNTRIES
        if noun.start >= number.end and not _BREAK.search(gap) and not abroad and not numbers(gap):
            most = 0 if folded(text[number.start : number.end]) in doubtful_numbers() else 3
            near = len(gap) <= 12 if is_solid(gap) else len(keys(gap)) <= most
            if near:
                return True
    return False


def is_year(text: str, number: Number) -> bool:
    """Whether digits may be those of a year."""
    return number.value in _YEAR and text[number.start : number.end].isdigit()


def _result(text: str, number: Number) -> tuple[int, str]:
    others = [
        hit
        for hit in count_matcher().find(text)
        if hit.kind == "counts.others" and number.end <= hit.start <= number.end + 12
    ]
    start, end = max(number.start - 24, 0), min(number.end + 48, len(text))
    return number.value + bool(others), text[start:end].strip()


def is_remainder(text: str) -> bool:
    """Whether an entry only counts those left out, such as ``86 other organisations``."""
    if len(text) > 60 or not (_DIGIT.search(text[:16]) or _begins_with_number(text)):
        return False
    found = numbers(text)
    hits = count_matcher().find(text)
    counted = any(hit.kind in ("counts.nouns", "counts.others") for hit in hits)
    return (
        bool(found)
        and counted
        and found[0].start <= 12
        and len(text) <= 60
        and len(keys(text)) <= 6
        and _alone(text, found[0])
        and not _is_named(text, found[0])
    )


def _is_named(text: str, number: Number) -> bool:
    """Whether a number word is a given name: a capital on it and on the next word, as in Turkish ``Cem Yalın``."""
    return number.worded and text[number.start].isupper() and text[number.end :].lstrip()[:1].isupper()


def is_tail(text: str) -> bool:
    """Whether a line only says that there are more, such as ``and many other unions…``: no name is in it."""
    hits = [hit for hit in tail_matcher().find(text[:_TAIL]) if hit.start <= 3] if len(text) <= _TAIL else []
    return any(hit.end >= len(text.rstrip(" .…")) or _says_no_name(text, hit) for hit in hits)


def _says_no_name(text: str, tail: Hit) -> bool:
    rest = text[tail.end :]
    return is_cased(rest) and rest.islower() and tail.end - tail.start > _SHORT


def without_remainder(text: str) -> str:
    """An entry without those it only counts, as in ``Mary Hill and 86 other citizens``."""
    for word in reversed(tokens(text)):
        joins = word.key in word_set("lists.conjunctions")
        if joins and word.start and is_remainder(text[word.end :].strip()):
            return text[: word.start].rstrip(" ,;")
    return text


def _begins_with_number(text: str) -> bool:
    known = number_words()
    return any(word in known for word in keys(text)[:2])


def _alone(text: str, number: Number) -> bool:
    """The number is a word of its own and no part of a name such as ``Article 19 Group``."""
    before = text[: number.start]
    others = any(hit.kind == "counts.others" for hit in count_matcher().find(text))
    return (not before.strip() or others or before.strip().islower()) and text[
        number.end : number.end + 1
    ].isspace()
