"""What a page tells of its statement apart from the names: title, addressee, count, place, date."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import Literal

from aggregator.extract.signatories.addressee import addressee
from aggregator.extract.signatories.claims import claimed
from aggregator.extract.signatories.lines import Line
from aggregator.extract.signatories.page import Page, Region
from aggregator.extract.signatories.text import PLACE_AND_DATE
from aggregator.items import Statement

_LEAD, _HEADS = 8, 30
_LONGEST, _LINKED = 200, 0.6
_DIGIT = re.compile(r"\d")


def read_facts(page: Page, title: str, regions: list[Region]) -> Statement:
    """The statement that these lists belong to; a mention where there is no list."""
    heading = _title(page, title, regions)
    count, words = claimed(page, heading, regions)
    place, dated = _place_and_date(page, regions)
    return Statement(
        title=heading,
        addressed_to=addressee(page, heading, regions),
        claimed_count=count,
        claimed_text=words,
        place=place,
        dated=dated,
        form=_form(regions),
    )


def _form(regions: list[Region]) -> Literal["full", "excerpt", "mention"]:
    if not regions:
        return "mention"
    return "excerpt" if all(region.prose for region in regions) else "full"


def _title(page: Page, title: str, regions: list[Region]) -> str:
    """The heading that names a statement, or the page's; for a later statement the last of these before its list."""
    first = _heading(page, title)
    if regions and regions[0].statement:
        before = page.lines[: regions[0].cue_line]
        named = [line.text for line in before if _names_statement(line) and _stands(line)]
        return named[-1] if named else first
    return first


def _heading(page: Page, title: str) -> str:
    """The first-level heading; where it names no statement, another above the text that does, or the given title."""
    heads = [line for line in page.lines[:_HEADS] if line.source.level and not line.source.chrome]
    tops = [line for line in heads if line.source.level == 1]
    named = [line for line in (*tops, *heads) if _names_statement(line) and line.source.link_share < _LINKED]
    if named and (named[0] in tops or not title):
        return named[0].text
    return tops[0].text if tops else title


def _names_statement(line: Line) -> bool:
    return line.has("statements.markers") and len(line.text) <= _LONGEST


def _stands(line: Line) -> bool:
    return line.heading or line.text[-1:] not in (".", "。")


def _place_and_date(page: Page, regions: list[Region]) -> tuple[str, str]:
    """From the line that holds a place and a date alone, the one nearest to the list first."""
    start = regions[0].cue_line if regions else len(page.lines)
    end = regions[-1].last if regions else 0
    found = [
        (min(abs(index - start), abs(index - end)), index, match)
        for index, line in enumerate(page.lines if regions else page.lines[:_LEAD])
        if len(line.text) <= 80
        and not line.source.chrome
        and _DIGIT.search(line.text)
        and (match := PLACE_AND_DATE.match(line.text.strip()))
    ]
    if not found:
        return "", ""
    _, _, nearest = min(found, key=itemgetter(0, 1))
    return (nearest["place"] or "").strip(), nearest["date"].strip()
