"""What a page tells of its statement apart from the names: title, addressee, count, place, date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from aggregator.extract.signatories.counts import claimed
from aggregator.extract.signatories.lines import Line
from aggregator.extract.signatories.match import tokens
from aggregator.extract.signatories.page import Page, Region
from aggregator.extract.signatories.text import is_cased, sentences, strip_end
from aggregator.extract.signatories.vocabulary import addressee_matcher, cue_matcher, name_matcher

_DATED = re.compile(
    r"^(?P<place>[^\W\d_][^\d,،、]{0,38}[^\W\d_])?[,،、]?\s*(?P<date>\d{1,2}(?:\s|st|nd|rd|th|\.|º|°|/|-)[^\n]{1,24}?(?:1[3-4]|19|20)\d{2}"
    r"|[^\W\d_]{3,14}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s(?:19|20)\d{2}|(?:19|20)\d{2}\s*[년年./-]\s*\d{1,2}\s*[월月./-]\s*\d{1,2}\s*[일日]?)"
    r"[^\d]{0,10}$"
)
_ENDS = re.compile(r"[,;:.!?،；：。、«“\"(\[|–—]|\s-\s")
_MAX_WORDS = 12
_LEAD = 8


@dataclass(slots=True)
class Facts:
    """Empty where the page does not say."""

    title: str = ""
    addressed_to: str = ""
    claimed_count: int | None = None
    claimed_text: str = ""
    place: str = ""
    dated: str = ""
    form: Literal["full", "excerpt", "mention"] = "full"


def read_facts(page: Page, title: str, regions: list[Region]) -> Facts:
    """Facts of the statement that these lists belong to."""
    heading = _title(page, title, regions)
    count, words = claimed(page, heading, regions)
    place, dated = _place_and_date(page, regions)
    prose = bool(regions) and all(region.prose for region in regions)
    return Facts(
        heading,
        _addressee(page, heading, regions),
        count,
        words,
        place,
        dated,
        "excerpt" if prose else "full",
    )


def _title(page: Page, title: str, regions: list[Region]) -> str:
    """The page's heading; for a later statement the last heading before its list that names a statement."""
    first = next((line.text for line in page.lines if line.source.level == 1), title)
    if regions and regions[0].statement:
        before = page.lines[: regions[0].cue_line]
        named = [
            line.text
            for line in before
            if len(line.text) <= 200 and line.has("statements.markers") and _stands(line)
        ]
        return named[-1] if named else first
    return first


def _stands(line: Line) -> bool:
    return line.heading or line.text[-1:] not in (".", "。")


def _place_and_date(page: Page, regions: list[Region]) -> tuple[str, str]:
    """From the line that holds a place and a date alone, the one nearest to the list first."""
    start = regions[0].cue_line if regions else len(page.lines)
    end = regions[-1].last if regions else 0
    for index in sorted(range(len(page.lines)), key=lambda i: min(abs(i - start), abs(i - end))):
        line = page.lines[index]
        if len(line.text) > 80 or line.source.chrome:
            continue
        found = _DATED.match(line.text.strip())
        if found and (regions or index < _LEAD):
            return (found["place"] or "").strip(), found["date"].strip()
    return "", ""


def _addressee(page: Page, title: str, regions: list[Region]) -> str:
    """By the salutation, then by the title, then by the sentences around the statement's marker."""
    lead = [
        line for line in page.lines[: regions[0].cue_line + 1 if regions else None] if not line.source.chrome
    ][:60]
    for text in (
        *_salutations(lead),
        *_named(title),
        *(name for line in lead[:_LEAD] for name in _told(line)),
    ):
        if text:
            return text
    return ""


def _salutations(lines: list[Line]) -> Iterator[str]:
    """What follows the first words of lines such as ``Dear Mr Keller,`` or ``To: the Council``."""
    for line in lines:
        text = line.text.strip()
        if len(text) > 120 or line.source.level or text[-1:] not in (",", ":", "：", "，", "،", "!", ";"):
            continue
        hits = [
            hit
            for hit in addressee_matcher().find(text)
            if hit.kind == "addressee.salutations" and hit.start == 0
        ]
        if hits:
            end = max(hit.end for hit in hits)
            name = strip_end(text[end:].lstrip(" :：,.").rstrip(" ,:：，،!;"))
            yield name or strip_end(text)


def _named(text: str) -> Iterator[str]:
    """What follows words such as ``open letter to``."""
    for hit in addressee_matcher().find(text):
        if hit.kind == "addressee.phrases":
            name = _cut(text, hit.end)
            if name:
                yield name


def _told(line: Line) -> Iterator[str]:
    for start, end in sentences(line.text[:1500]):
        sentence = line.text[start:end]
        if any(hit.kind.startswith(("cues.", "statements.")) for hit in cue_matcher().find(sentence)):
            yield from _named(sentence)


def _cut(text: str, start: int) -> str:
    """The words from here to the end of the clause, at most twelve, up to a verb."""
    stop = _ENDS.search(text, start + 1)
    end = stop.start() if stop else len(text)
    piece = text[start:end]
    verbs = [hit.start for hit in name_matcher().find(piece) if hit.kind == "sentences.words"]
    if verbs and verbs[0] <= 3 and piece.strip()[:1].islower():
        return ""
    verbs = [verb for verb in verbs if verb > 3]
    words = tokens(piece[: min(verbs, default=len(piece))])[:_MAX_WORDS]
    if not words:
        return ""
    name = piece[: words[-1].end].strip()
    return name if any(c.isupper() for c in name) or not is_cased(name) else ""
