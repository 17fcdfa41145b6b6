"""Lines behind a list of signers that are no entries: notes, addresses, sentences of their own."""

from __future__ import annotations

import re

from aggregator.extract.signatories.features import features
from aggregator.extract.signatories.greetings import greets
from aggregator.extract.signatories.lines import Line
from aggregator.extract.signatories.match import folded
from aggregator.extract.signatories.page import Page, Region
from aggregator.extract.signatories.runs import is_run, is_short_run
from aggregator.extract.signatories.vocabulary import word_set

_WORDS = 7
_STOPS = (".", "!", "。", "।", "۔", "։")
_NOTES, _CARD = 2, 2
"""Footnotes below a list; lines of a card."""
_SENTENCES = re.compile(r"[^\W\d_]{4,}[.!]\s+[^\W\d_a-z][^\W\d_]*\s.*[^\W\d_]{3,}[.!]\s*$")
"""A sentence, and another one of two words or more that has its full stop."""
_REFERENCE = re.compile(r"\s*\[\d{1,3}\]")
_STREET = re.compile(r",\s*\d{1,4}[a-z]?\s+[^\W\d_]{3}[^,]*,")


def is_text_behind_run(page: Page, region: Region, position: int) -> bool:
    """A sentence, or a line that no entry follows, right behind a list that is one paragraph."""
    members, line = region.members, page.lines[position]
    text = members[0].line.text if len(members) == 1 and members[0].line.whole else ""
    if not text or not (is_run(text) or is_short_run(text)) or is_run(line.text):
        return False
    lone = position + 1 >= len(page.lines) or not page.is_entry(position + 1)
    return lone or line.text.rstrip().endswith((".", "。", "।"))


def is_remark(region: Region, line: Line) -> bool:
    """The page's frame or another letter behind its content, or sentences of their own, such as ``Sign now. Share it.``,
    behind entries of which none ends in a full stop."""
    if region.members and (line.source.chrome > region.members[0].line.source.chrome or greets(line)):
        return True
    if _is_reference(line) and not any(_is_reference(m.line) for m in region.members):
        return True
    if (
        len(region.members) > _NOTES
        and _is_address(line)
        and not any(_is_address(m.line) for m in region.members)
    ):
        return True
    if len(region.members) <= _NOTES or not line.text.rstrip().endswith(_STOPS):
        return False
    if line.block == region.members[-1].line.block and len(line.source.lines) <= _CARD + 1:
        return False
    told = bool(_SENTENCES.search(line.text)) or (_is_stopped(line.text) and _is_long_sentence(line))
    return told and 2 * sum(_is_stopped(member.line.text) for member in region.members) < len(region.members)


def _is_reference(line: Line) -> bool:
    """Whether it begins with the number of a note in square brackets."""
    return bool(_REFERENCE.match(line.text))


def _is_address(line: Line) -> bool:
    """A street and house number among parts that commas separate, as in ``Harbour Office, 12 Quay Street, Tarn``."""
    return bool(_STREET.search(line.text)) and not (line.cells or line.source.nesting or line.shape.named)


def _is_stopped(text: str) -> bool:
    """Whether it ends in a full stop that is no part of an abbreviation."""
    text = text.rstrip()
    return text.endswith(_STOPS) and not features(text).text.endswith(".")


def _is_long_sentence(line: Line) -> bool:
    """More words than a name has, with a full stop, that tell no title, role or group, or in which signers speak."""
    seen, words = features(line.text), line.text.split()
    if len(words) < _WORDS:
        return False
    speaks = folded(words[0]) in word_set("counts.we")
    return speaks or not (line.shape.named or line.shape.stem or seen.detail_is_role)
