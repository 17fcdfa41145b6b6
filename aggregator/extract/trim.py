"""Cut what a main-content reader took in too much, put back what it dropped amid its paragraphs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, islice

from lxml.html import HtmlElement

from aggregator.extract.blocks import Block
from aggregator.extract.density import FEW_LINKS, LONG, MOSTLY_LINKS, is_paragraph

REGION_SHARE = 0.75
"""Share of the text that the region, the smallest element taken for the article, must hold."""
SCRAP = 0.3
"""How much a character outside the core counts when the region is looked for."""
ONLY_LINKS = 0.8
SIBLING_SHARE = 0.3
"""Share of the core that must stand below one parent for its other paragraphs to be put back."""
MIN_PUT_BACK = 60
CAPTION_DEPTH = 3
"""Elements around a block in which a caption's mark is looked for."""
_IN_LIST = re.compile(r"/(?:ol|ul|dl)\[.*")
_LOOSE_TAGS = frozenset(("p", "div", "h2", "h3", "h4", "h5"))


@dataclass(slots=True)
class _Frame:
    """What is known of the text's place on the page."""

    core: frozenset[int]
    first: int
    last: int
    title: int
    """Index of the last h1 before the core; -1 without one."""
    region: str
    parents: dict[str, float]
    """Path of a parent -> weight of the core's blocks below it."""
    total: float
    trusted: bool
    """The densest run agrees with at least half of the core."""
    framed: bool
    """Most of the core lies in what looks like the page's frame, so the frame is no reason to drop a block."""


def trim(
    blocks: Sequence[Block], sizes: Sequence[float], marks: Sequence[bool], dense: Sequence[bool]
) -> list[bool]:
    """Return corrected marks. ``dense``: the densest run, the second opinion on doubtful blocks."""
    core = [i for i, block in enumerate(blocks) if marks[i] and is_paragraph(block, sizes[i])]
    if not core:
        return list(marks)
    frame = _frame(blocks, sizes, marks, dense, core)
    kept = list(marks)
    for i, block in enumerate(blocks):
        if i not in frame.core:
            kept[i] = (
                _keeps(block, i, sizes[i], dense[i], frame)
                if marks[i]
                else _returns(block, i, sizes[i], dense[i], frame)
            )
    return kept


def _frame(
    blocks: Sequence[Block],
    sizes: Sequence[float],
    marks: Sequence[bool],
    dense: Sequence[bool],
    core: list[int],
) -> _Frame:
    total = sum(sizes[i] for i in core)
    agreed = [i for i in core if dense[i]]
    weight = sum(sizes[i] for i in agreed)
    trusted = weight >= total / 2
    if trusted:
        core, total = agreed, weight
    parents: defaultdict[str, float] = defaultdict(float)
    for i in core:
        parents[_parent(blocks[i].path)] += sizes[i]
    plain = [
        i for i, b in enumerate(blocks) if marks[i] and b.link_share < FEW_LINKS and not b.chrome
    ] or core
    members = frozenset(core)
    return _Frame(
        core=members,
        first=core[0],
        last=core[-1],
        title=max((i for i in range(core[0] + 1) if blocks[i].tag == "h1"), default=-1),
        region=_region([(_parent(blocks[i].path), sizes[i] * (1 if i in members else SCRAP)) for i in plain]),
        parents=dict(parents),
        total=total,
        trusted=trusted,
        framed=sum(sizes[i] for i in core if blocks[i].chrome) >= total / 2,
    )


def _keeps(block: Block, i: int, size: float, dense: bool, frame: _Frame) -> bool:
    """Whether a marked block outside the core stays."""
    outside = not frame.first <= i <= frame.last
    if block.chrome and not frame.framed and (outside or block.tag != "aside"):
        return False
    if outside:
        return block.tag != "h1" and (_is_lead(block, i, size, frame) or _belongs(block, dense, frame))
    if block.link_share >= ONLY_LINKS and block.tag in _LOOSE_TAGS and not dense:
        return False
    return dense or not frame.trusted or _within(block, frame)


def _is_lead(block: Block, i: int, size: float, frame: _Frame) -> bool:
    """A paragraph between the headline and the text."""
    return 0 <= frame.title < i < frame.first and size >= LONG and block.link_share < FEW_LINKS


def _belongs(block: Block, dense: bool, frame: _Frame) -> bool:
    """A block before or after the core: in the article's region, and no link unless it is a paragraph's sibling."""
    if not _within(block, frame) and not (dense and frame.trusted):
        return False
    return block.link_share < FEW_LINKS or (
        block.link_share < MOSTLY_LINKS and _parent(block.path) in frame.parents
    )


def _returns(block: Block, i: int, size: float, dense: bool, frame: _Frame) -> bool:
    """Whether a block that was dropped comes back: a lead, or a paragraph or heading amid the core's paragraphs."""
    if not dense or not frame.trusted:
        return False
    sibling = frame.parents.get(_parent(block.path), 0.0) >= SIBLING_SHARE * frame.total
    if frame.first < i < frame.last:
        returns = sibling and (size >= MIN_PUT_BACK or block.level > 1)
    else:
        returns = _is_lead(block, i, size, frame)
    return returns and not _is_caption(block.element)


def _is_caption(element: HtmlElement) -> bool:
    """Whether an element or one near it is a picture's caption, by tag, class or id."""
    outer = islice(element.iterancestors(), CAPTION_DEPTH)
    return any(
        near.tag in ("figure", "figcaption")
        or "caption" in f"{near.get('class') or ''} {near.get('id') or ''}".lower()
        for near in chain((element,), outer)
    )


def _within(block: Block, frame: _Frame) -> bool:
    return block.path == frame.region or block.path.startswith(frame.region + "/")


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _region(places: list[tuple[str, float]]) -> str:
    """Path of the deepest element that holds enough of the weight; no paragraph and no list is the whole article.

    ``places``: path of each block's parent, weight.
    """
    sums: defaultdict[str, float] = defaultdict(float)
    for path, size in places:
        steps = path.split("/")
        for depth in range(2, len(steps) + 1):
            sums["/".join(steps[:depth])] += size
    need = REGION_SHARE * sum(size for _, size in places)
    deep = max((path for path, size in sums.items() if size >= need), key=lambda p: p.count("/"), default="")
    return _IN_LIST.sub("", deep)
