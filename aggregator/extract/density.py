"""The densest run of text on a page: maximum subsequence segmentation.

After Pasternack and Roth, "Extracting article text from the web with maximum subsequence segmentation" (WWW 2009),
over blocks instead of tokens and without a learned model: a block earns its text and pays for its links and for
being a block at all. Needs no word list, so it serves every language alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aggregator.extract.blocks import Block

BLOCK_COST = 40
"""Weight a block must carry to be worth having; menus of short lines stay below."""
LINK_FACTOR = 2
"""How much more a linked character costs than a plain one earns."""
MAX_WEIGHT = 600
"""One long block must not outweigh many paragraphs."""
LONG = 80
"""Weight from which a block with few links counts as a paragraph."""
FEW_LINKS = 0.3
MOSTLY_LINKS = 0.6

_DENSE_SCRIPT = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def weight(text: str) -> float:
    """Length in characters, a character of a dense script (Chinese, Japanese, Korean, Thai ...) counting 2.5."""
    return len(text) if text.isascii() else len(text) + 1.5 * len(_DENSE_SCRIPT.findall(text))


def is_paragraph(block: Block, size: float) -> bool:
    """Whether a block of this weight reads like running text."""
    return size >= LONG and block.link_share < FEW_LINKS


def densest_run(blocks: Sequence[Block], sizes: Sequence[float], usable: Sequence[bool]) -> list[bool]:
    """Mark the blocks of the run with the greatest sum; blocks not ``usable`` only cost.

    Kadane's algorithm, linear. The marks leave out unusable blocks and those that are mostly links.
    """
    best = current = 0.0
    start = first = 0
    last = -1
    for i, block in enumerate(blocks):
        if current <= 0:
            current, start = 0.0, i
        current += _gain(block, min(sizes[i], MAX_WEIGHT), usable[i])
        if current > best:
            best, first, last = current, start, i
    return [first <= i <= last and usable[i] and b.link_share < MOSTLY_LINKS for i, b in enumerate(blocks)]


def _gain(block: Block, size: float, usable: bool) -> float:
    if usable:
        return size * (1 - LINK_FACTOR * block.link_share) - BLOCK_COST
    return -BLOCK_COST - 0.2 * size
