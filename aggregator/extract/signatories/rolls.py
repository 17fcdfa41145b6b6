"""Signatures that are numbered one by one, up or down, with what the signers wrote beside their names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aggregator.extract.signatories.cues import STRONG, Cue, Role
from aggregator.extract.signatories.page import Member, Page, Region
from aggregator.extract.signatories.text import bare_number, list_number

_LEAST = 5
"""Numbers in a row that show that signatures are counted."""
_SURE = 3
"""Strength of a heading of signatures."""
_SLASH = re.compile(r"(?<!:)\s*[/／](?!/)\s*")
_BETWEEN = 3
"""Lines of a message that may stand between two numbers."""


def roll(page: Page) -> Region | None:
    """The longest run of numbered lines on a page whose heading names signatories; None without such a heading."""
    heading = next(_headings(page), None)
    if heading is None:
        return None
    longest = max(_runs(page, heading + 1), key=len, default=[])
    if len(longest) < _LEAST:
        return None
    cue = Cue(Role.CUE, _SURE, page.lines[heading].text)
    return Region(cue, heading, [Member(page.lines[index]) for index in longest], longest[-1], counted=True)


def parted(text: str) -> str:
    """A numbered entry with the signs that part a name from what else its signer filled in: slashes do in forms."""
    return _SLASH.sub(" | ", text)


def _headings(page: Page) -> Iterator[int]:
    """Headings that name signatories, whatever else they say."""
    for index, (line, cue) in enumerate(zip(page.lines, page.cues, strict=True)):
        stopped = cue is not None and cue.role is Role.STOP
        if line.source.level and line.has(STRONG) and not stopped:
            yield index


def _runs(page: Page, start: int) -> Iterator[list[int]]:
    """Indexes of lines made alike whose numbers go up, or down, by one."""
    run: list[int] = []
    numbers: list[int] = []
    for index in range(start, len(page.lines)):
        number = _number(page.lines[index].text)
        if number is None:
            continue
        if not (run and _continues(page, run, index) and _counts_on(numbers, number)):
            yield run
            run, numbers = [], []
        run.append(index)
        numbers.append(number)
    yield run


def _number(text: str) -> int | None:
    number = list_number(text)
    return bare_number(text) if number is None else number


def _continues(page: Page, run: list[int], index: int) -> bool:
    return index - run[-1] <= _BETWEEN and page.lines[index].is_made_like(page.lines[run[-1]])


def _counts_on(numbers: list[int], number: int) -> bool:
    step = number - numbers[-1]
    return abs(step) == 1 and (len(numbers) < 2 or step == numbers[-1] - numbers[-2])
