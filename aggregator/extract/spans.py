"""Where in the stored text a part of a page's block stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aggregator.extract.blocks import Block
from aggregator.items import TextBlock

NOWHERE = (-1, -1)


def spans(
    stored: Sequence[TextBlock], blocks: Sequence[Block], places: Iterable[tuple[int, int, int]]
) -> list[tuple[int, int]]:
    """For each place (index of a block, start and end within its text) its span of the stored text.

    `NOWHERE` for a place whose block is not stored.
    """
    starts = {(block.path, block.text): block.start for block in stored}
    return [_span(starts.get((blocks[index].path, blocks[index].text)), a, b) for index, a, b in places]


def _span(base: int | None, start: int, end: int) -> tuple[int, int]:
    return NOWHERE if base is None else (base + start, base + end)
