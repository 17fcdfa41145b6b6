"""Which blocks of a page a text was taken from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from aggregator.extract.blocks import Block

MIN_SUBSTRING = 14
"""Letters from which being part of a line is enough; shorter blocks must be a whole line."""
PIECE = 24
"""Letters of the pieces looked up where a long block is not contained as a whole."""
MIN_SHARE = 0.7
"""Share of its pieces that must be there."""
SLACK = 2
"""Blocks a repeated text may lie outside the range of the unique ones."""

_NOT_LETTERS = re.compile(r"[\W_]+")
_ASCII_NOT_LETTERS = str.maketrans("", "", "".join(c for c in map(chr, range(128)) if not c.isalnum()))


def letters(text: str) -> str:
    """The text's letters and digits alone."""
    if text.isascii():
        return text.translate(_ASCII_NOT_LETTERS)
    return _NOT_LETTERS.sub("", "".join(text.split()))


def covered(blocks: Sequence[Block], text: str) -> list[bool]:
    """For each block whether ``text`` (lines of a main-content reader) holds it.

    Most lines are the text of one block; parts of blocks are only looked for in the other lines. A text that stands
    more than once on the page counts only near the blocks that are held for certain.
    """
    lines = [letters(line) for line in text.split("\n")]
    forms = [letters(block.text) for block in blocks]
    counts = Counter(forms)
    whole, rest = frozenset(lines), "".join([line for line in lines if line not in counts])
    marks = [_is_held(form, whole, rest) for form in forms]
    certain = [
        i for i, form in enumerate(forms) if marks[i] and counts[form] == 1 and len(form) >= MIN_SUBSTRING
    ]
    if certain:
        first, last = certain[0] - SLACK, certain[-1] + SLACK
        marks = [
            m and (counts[f] == 1 or first <= i <= last)
            for i, (m, f) in enumerate(zip(marks, forms, strict=True))
        ]
    return marks


def _is_held(form: str, lines: frozenset[str], rest: str) -> bool:
    if form in lines or len(form) < MIN_SUBSTRING:
        return bool(form) and form in lines
    if form in rest:
        return True
    pieces = [form[i : i + PIECE] for i in range(0, len(form) - PIECE + 1, PIECE)]
    return bool(pieces) and sum([piece in rest for piece in pieces]) >= MIN_SHARE * len(pieces)
