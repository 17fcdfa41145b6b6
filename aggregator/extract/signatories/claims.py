"""The number of signatories a page claims, which is never the length of its list by construction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice

from aggregator.extract.signatories.counts import count_in_cue, count_in_text
from aggregator.extract.signatories.cues import SIGNING, Role
from aggregator.extract.signatories.eponyms import count_in_name
from aggregator.extract.signatories.lines import Line
from aggregator.extract.signatories.match import keys
from aggregator.extract.signatories.numerals import numbers
from aggregator.extract.signatories.page import Page, Region
from aggregator.extract.signatories.shape import LIKELY, NO
from aggregator.extract.signatories.statement import is_of_treaty
from aggregator.extract.signatories.text import is_solid, sentences
from aggregator.extract.signatories.vocabulary import characters, count_matcher, cue_matcher, word_set

_CUE = 300
_MOST_SENTENCES = 20
_MORE = 1.5
"""How many times the round number an exact one may be that it stands for."""
_TITLES = 12
"""First lines among which the title stands."""
_LEAD = 4
"""Paragraphs at the beginning that may tell the count."""
_PARAGRAPH = 60
_LINKED = 0.6
_SENTENCE, _STOPS = 10, ".!?。！？؟।۔።։။"
"""Characters of a sentence at least, and those that end one."""
_LISTED_OTHERS, _HEADED_OTHERS = 4, 2
"""Rows of a table, and entries below a heading, that make a list of other people."""
_BEHIND, _REMARK = 2, 160
"""Lines behind a list, and characters of one, that may count its signers."""
_LONGEST = 2000
_HEADED = re.compile(r"[(（\[]\s*(\d{1,4})[^\W\d_]{0,3}\s*[)）\]][\s:：]*$")
"""A count in brackets at the end of a heading."""
_WORDS = 72
Claim = tuple[int, str]


def claimed(page: Page, title: str, regions: list[Region]) -> tuple[int | None, str]:
    """The claimed count and the words that claim it: by the cue, the title, the lead, or a line behind the list."""
    found = chain(
        _by_cues(page, regions),
        _by_names(page, regions),
        _by_titles(page, title, regions),
        _by_text(page, regions),
        _by_groups(page, regions),
    )
    first = next(found, None)
    return (None, "") if first is None else _sharpened(first, chain(found, _by_signing(page)))


def _sharpened(first: Claim, others: Iterator[Claim]) -> Claim:
    """The exact number that a page tells later, where the first is ``more than`` so many and hardly less."""
    if not _is_round(first):
        return first
    near = (other for other in others if first[0] < other[0] <= _MORE * first[0])
    return next((other for other in near if not _is_round(other)), first)


def _is_round(claim: Claim) -> bool:
    told = any(hit.kind == "counts.approximate" for hit in count_matcher().find(claim[1]))
    return claim[0] % 10 == 0 and (told or claim[0] % 100 == 0)


def _by_signing(page: Page) -> Iterator[Claim]:
    """Counts in any sentence of the text that tells of signing."""
    told = (line for line in page.lines if line.has(*SIGNING) and not line.source.chrome)
    for line in islice(told, _MOST_SENTENCES):
        for start, end in sentences(line.text[:_LONGEST]):
            if found := count_in_text(line.text[start:end]):
                yield found


def _by_cues(page: Page, regions: list[Region]) -> Iterator[Claim]:
    for region in regions:
        if region.cue is not None and not region.prose:
            text = page.lines[region.cue_line].text if region.cue.rest < 0 else region.cue.text
            if found := count_in_cue(text[:_CUE]):
                yield found


def _by_names(page: Page, regions: list[Region]) -> Iterator[Claim]:
    """Counts of the people whom a sentence names some of, right behind the names: ``A, B gibi 105 aydın``."""
    joins = characters("cues.belonging") | characters("lists.tails")
    for region in regions:
        text = page.lines[region.cue_line].text
        end = len(region.members[-1].line.text)
        behind = text[end : end + _PARAGRAPH] if region.prose and len(text) >= end else ""
        first = next(iter(numbers(behind)), None)
        if first and not joins.isdisjoint(behind[: first.start].split()) and (found := count_in_cue(behind)):
            yield found


def _by_titles(page: Page, title: str, regions: list[Region]) -> Iterator[Claim]:
    titles = [line for line in page.lines[:_TITLES] if line.source.level]
    titles = [line for line in titles if line.source.level == 1] or titles[:1]
    heads = [line.text for line in titles] + ([title] if title else [])
    for head in heads[:2]:
        if found := count_in_text(head, lenient=bool(regions)) or count_in_name(head):
            yield found


def _by_text(page: Page, regions: list[Region]) -> Iterator[Claim]:
    """The counts in the sentences of the lead and around the lists; none on a page that is about something else."""
    if not regions and is_of_treaty(page):
        return
    for text in _sentences(page, regions):
        lenient = bool(regions) and (_sums_up(text) or _demands(text))
        found = count_in_text(text, lenient=lenient, signed=bool(regions))
        if found and (regions or not _is_earlier(text)):
            yield found


def _sentences(page: Page, regions: list[Region]) -> Iterator[str]:
    """Sentences that may claim; on a page without signers that lists other people only the first of its text."""
    lines = chain(_leads(page, regions), _remarks(page, regions))
    texts = (line.text[s:e] for line in lines for s, e in sentences(line.text[:_LONGEST]))
    if regions or not _names_others(page):
        return texts
    return islice((text for text in texts if len(text) >= _SENTENCE and text.rstrip()[-1:] in _STOPS), 1)


def _by_groups(page: Page, regions: list[Region]) -> Iterator[Claim]:
    """The sum of the counts that all headings of a list's groups tell, as in ``Norway (12)``."""
    for region in regions:
        heads = [page.lines[index].text for index in region.headings]
        counts = [int(found[1]) for head in heads if (found := _HEADED.search(head))]
        if len(heads) > 1 and len(counts) == len(heads):
            yield sum(counts), " + ".join(heads)[:_WORDS]


def _sums_up(text: str) -> bool:
    """Whether a sentence counts the names before the number, as in Chinese ``林樂怡等14人``."""
    tails = characters("lists.tails")
    return is_solid(text) and any(text[: number.start].rstrip()[-1:] in tails for number in numbers(text))


def _demands(text: str) -> bool:
    """Whether a sentence begins with a number of those who ask, as in ``Eighty scholars call on the board``."""
    first = next(iter(numbers(text)), None)
    before = keys(text[: first.start]) if first else [""]
    if any(word not in word_set("counts.approximate") for word in before):
        return False
    return any(hit.kind == "not_signatures.demands" for hit in cue_matcher().find(text))


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
    """The first lines, and those right before a list or its cue; without signers no item of a list."""
    starts = [region.cue_line for region in regions]
    starts += [_first(page, region) for region in regions if region.members]
    paragraphs = 0
    for index, line in enumerate(page.lines):
        if line.source.level == 1 or line.source.chrome or line.source.link_share > _LINKED:
            continue
        paragraphs += len(line.text) >= _PARAGRAPH
        near = paragraphs <= _LEAD and (bool(regions) or not line.source.nesting)
        if near or any(start - 2 <= index < start for start in starts):
            yield line


def _first(page: Page, region: Region) -> int:
    """Index of a list's first line."""
    line = region.members[0].line
    below = range(max(region.cue_line, 0), min(region.last + 1, len(page.lines)))
    return next((index for index in below if page.lines[index] is line), region.cue_line)


def _remarks(page: Page, regions: list[Region]) -> Iterator[Line]:
    """Short lines right behind a list."""
    for region in regions:
        for line in page.lines[region.last + 1 : region.last + 1 + _BEHIND]:
            if len(line.text) <= _REMARK and not line.source.chrome and line.source.link_share <= _LINKED:
                yield line
