"""Pages that leave no doubt about their text: one element holds it, and nothing but plain paragraphs is in there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from aggregator.extract.blocks import Block
from aggregator.extract.density import FEW_LINKS, is_paragraph

MIN_PARAGRAPHS = 5
CONTAINER_SHARE = 0.9
"""Share of the densest run's paragraphs that must be children of one element, or of a quotation or list in it."""
RIVAL_SHARE = 0.05
"""Weight of the paragraphs elsewhere on the page, as a share of that, from which there is doubt."""
_AROUND = frozenset(("blockquote", "ul", "ol"))
_TAGS = _AROUND | frozenset(("p", "h2", "h3", "h4", "li"))


def plain_text(
    blocks: Sequence[Block], sizes: Sequence[float], usable: Sequence[bool], dense: Sequence[bool]
) -> list[bool] | None:
    """Mark the blocks of an undoubted text; None where an opinion must be asked.

    The element that holds the densest run may contain paragraphs, headings, quotations and lists that have few links
    and no class, or the paragraphs' own one. Figures may be among them and are left out, as are headings at the end.
    """
    paragraphs = [is_paragraph(block, size) for block, size in zip(blocks, sizes, strict=True)]
    core = [i for i, block in enumerate(blocks) if dense[i] and paragraphs[i]]
    weights: Counter[str] = Counter()
    for i in core:
        weights[_home(blocks[i])] += int(sizes[i])
    if len(core) < MIN_PARAGRAPHS:
        return None
    (container, weight), total = weights.most_common(1)[0], sum(weights.values())
    inside = [_inside(block, container) for block in blocks]
    rivals = sum(
        s
        for b, s, ok, p, i in zip(blocks, sizes, usable, paragraphs, inside, strict=True)
        if p and ok and not b.chrome and not i
    )
    if weight < CONTAINER_SHARE * total or rivals > RIVAL_SHARE * total:
        return None
    styles = {"", *(s for s, n in Counter(blocks[i].pattern[2] for i in core).items() if 2 * n > len(core))}
    marks = [False] * len(blocks)
    for i, block in enumerate(blocks):
        if inside[i] and block.text and not _in_figure(block, container):
            if not usable[i] or not _is_plain(block, container, styles):
                return None
            marks[i] = any(c.isalpha() for c in block.text)
    return _without_last_headings(blocks, marks)


def _home(block: Block) -> str:
    """Path of the element around a block, quotations and lists left aside."""
    home, _, step = block.above.rpartition("/")
    while step.partition("[")[0] in _AROUND:
        home, _, step = home.rpartition("/")
    return f"{home}/{step}"


def _inside(block: Block, container: str) -> bool:
    return block.above == container or block.above.startswith(f"{container}/") or block.path == container


def _in_figure(block: Block, container: str) -> bool:
    return block.tag == "figcaption" or "/figure[" in block.path[len(container) :]


def _is_plain(block: Block, container: str, styles: set[str]) -> bool:
    steps = {step.partition("[")[0] for step in block.path[len(container) + 1 :].split("/")}
    return steps <= _TAGS and block.pattern[2] in styles and block.link_share < FEW_LINKS and not block.chrome


def _without_last_headings(blocks: Sequence[Block], marks: list[bool]) -> list[bool]:
    for i in range(len(blocks) - 1, -1, -1):
        if marks[i] and not blocks[i].level:
            break
        marks[i] = False
    return marks
