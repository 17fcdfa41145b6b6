"""From chosen blocks to the stored text: blocks with spans, lists and tables kept in page order."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from aggregator.extract.blocks import Block
from aggregator.items import TextBlock

_PLAIN = frozenset(("p", "li", "tr", "pre", "figcaption", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"))
_ITEMS = frozenset(("dt", "dd"))
_ROWS = frozenset(("li", "tr"))
_BETWEEN, _WITHIN = "\n\n", "\n"


def compose(
    blocks: Sequence[Block], chosen: Collection[int], keep: Collection[int] = ()
) -> tuple[list[TextBlock], str]:
    """Return the text blocks and the text they make up.

    ``chosen`` and ``keep`` are indexes into ``blocks``: what the main-content readers took, and what must be in the
    text whatever they say (lists of signatures and the lines that announce them). Paragraphs are a blank line apart,
    items of a list and rows of a table a line end. ``text[b.start:b.end] == b.text`` for every block.
    """
    found: list[TextBlock] = []
    parts: list[str] = []
    end = 0
    previous: Block | None = None
    for i in sorted({*chosen, *keep}):
        block = blocks[i]
        if not block.text:
            continue
        tag = _tag(block)
        if previous is not None:
            gap = _WITHIN if tag in _ROWS and _together(previous, block) else _BETWEEN
            parts.append(gap)
            end += len(gap)
        found.append(TextBlock(tag, block.text, end, end + len(block.text), block.path))
        parts.append(block.text)
        end += len(block.text)
        previous = block
    return found, "".join(parts)


def _tag(block: Block) -> str:
    if block.level:
        return f"h{block.level}"
    if block.tag in _ITEMS or (block.nesting and block.tag == "div"):
        return "li"
    if block.cells:
        return "tr"
    if block.tag in _PLAIN and block.tag != "tr":
        return "blockquote" if block.tag == "p" and _is_quotation(block) else block.tag
    return "p"


def _is_quotation(block: Block) -> bool:
    parent = block.element.getparent()
    return parent is not None and parent.tag == "blockquote"


def _together(one: Block, other: Block) -> bool:
    """Whether two blocks are items of the same list or rows of the same table."""
    return one.container == other.container or (
        bool(one.cells) and bool(other.cells) and one.depth == other.depth
    )
