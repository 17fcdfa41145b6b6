"""How far a page is itself a statement, letter or appeal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, takewhile

from aggregator.extract.signatories.cues import SIGNING
from aggregator.extract.signatories.greetings import is_salutation
from aggregator.extract.signatories.lines import Line
from aggregator.extract.signatories.match import Hit
from aggregator.extract.signatories.page import Page, Region
from aggregator.extract.signatories.shape import NO
from aggregator.extract.signatories.text import depths, is_cased
from aggregator.extract.signatories.vocabulary import cue_matcher


def statement_score(page: Page, title: str) -> int:
    """0 to 3: 2 for a title that names a statement or a salutation, 1 for the lead; 1 for speaking as signers do.

    Who speaks as *we, the undersigned* states something whatever the title says.
    """
    heads = [line for line in page.lines[:8] if line.source.level]
    titles = [line for line in heads if line.source.level == 1] or heads[:1] or _plain_titles(page)
    titles += _headed(page)
    hits: list[Hit] = [hit for line in titles for hit in line.hits]
    if title:
        hits += cue_matcher().find(title)
    body = [line for line in page.lines if line not in titles]
    marked = any(hit.kind == "statements.markers" for hit in hits)
    lead = any(line.has("statements.markers") for line in body[:4])
    voice = any(line.has("statements.voice") for line in body)
    if is_undersigned(body):
        return HIGHEST
    named = marked or (voice and _greets(page))
    return 2 * named + (lead and not named) + voice


def is_undersigned(lines: Sequence[Line]) -> bool:
    """Whether the signers speak as such in one of these lines."""
    return any(voices(line) and line.has(*SIGNING) for line in lines)


def voices(line: Line) -> bool:
    """The signers speak in it, outside quotation marks."""
    said = [hit for hit in line.hits if hit.kind == "statements.voice"]
    if not said or '"' in line.text:
        return False
    inside = depths(line.text)
    return any(not inside[hit.start] for hit in said)


def _greets(page: Page) -> bool:
    """Whether a salutation of its own stands above the first paragraph, as letters begin."""
    above = takewhile(lambda line: len(line.text) < _LONG, page.lines[:_LETTERHEAD])
    return any(is_salutation(line) for line in above if not (line.source.level or line.source.chrome))


def _headed(page: Page) -> list[Line]:
    """The heading right above the first paragraph: a page's only first-level heading may be the site's name."""
    first = next((i for i, line in enumerate(page.lines) if len(line.text) >= _LONG), 0)
    above = [line for line in page.lines[max(first - _BYLINES, 0) : first] if line.source.level]
    return above[-1:]


HIGHEST = 3
_LETTERHEAD = 20
"""Lines among which a letter's salutation stands."""
_BYLINES = 3
"""Lines that may stand between a heading and its text, with the heading."""
_TITLE = 120
_LONG = 200
"""A paragraph of so many characters is text of a statement, no note beside a list."""


def _plain_titles(page: Page) -> list[Line]:
    """On a page without headings the first short line above its text that names a statement."""
    above = takewhile(lambda line: not (line.shape.grade == NO and len(line.text) >= _TITLE), page.lines[:8])
    named = (line for line in above if line.has("statements.markers") and _is_title_like(line))
    return list(islice(named, 1))


def _is_title_like(line: Line) -> bool:
    stopped = line.text.rstrip().endswith((".", "。", "।", ":", "："))
    return line.whole and len(line.text) <= _TITLE and not stopped and not line.source.chrome


def part_statements(page: Page, regions: list[Region]) -> None:
    """Number the regions by statement: paragraphs between two lists begin another statement, or a translation.

    Names told in a sentence before a list, as in a standfirst, belong to the list's statement.
    """
    number, last, cued = 0, None, None
    for region in regions:
        if region.prose:
            region.statement = number
            continue
        if last is not None:
            between = page.lines[last + 1 : region.cue_line + (region.cue is None)]
            paragraphs = sum(len(line.text) >= _LONG for line in between)
            number += paragraphs >= (1 if cued and _are_apart(region, cued) else 2)
        region.statement = number
        cued = region if region.cue else cued
        last = max(last or 0, region.last)


def _are_apart(one: Region, other: Region) -> bool:
    """Whether the cues of two lists stand in different scripts, as those of a text and its translation."""
    if one.cue is None or other.cue is None:
        return False
    return is_cased(one.cue.text) != is_cased(other.cue.text)


def is_of_treaty(page: Page) -> bool:
    """Whether the page's title tells of a treaty, contract or law and of no statement."""
    titles = [line for line in page.lines if line.source.level == 1]
    told = any(line.has("not_signatures.objects") for line in titles)
    return told and not any(line.has("statements.markers") for line in titles)
