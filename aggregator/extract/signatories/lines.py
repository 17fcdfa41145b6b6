"""Lines: what a reader sees as one line of a list, whatever markup makes it one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from aggregator.extract.blocks import HARD, Block, Span
from aggregator.extract.boilerplate import segment_key
from aggregator.extract.signatories.match import Hit, Matcher
from aggregator.extract.signatories.meaning import meant
from aggregator.extract.signatories.shape import LIKELY, NO, Shape, shape
from aggregator.extract.signatories.text import VISIBLE, is_cased, is_solid, trim
from aggregator.extract.signatories.vocabulary import cue_matcher, heading_matcher

_HAN = "\u3040-\u30ff\u3400-\u9fff"
_STRAY = re.compile(rf"(?<=[{_HAN}]) (?=[{_HAN}])")
_SOFT_RUN = 4
"""So many name-like lines in a row make the line ends of the source count."""
_SOFT_LENGTH = 200
_WRAPPED, _WRAPPED_SOLID, _FULL, _FULL_SHARE = 60, 30, 0.85, 0.4
"""Characters of the lines of a text broken at a fixed width, in scripts with and without spaces; how much of the width
a broken line fills, and the share of such lines."""
_SENTENCE_ENDS = (".", "!", "?", "。", "！", "？", ":", "：", "।", "۔", "؟", "։")
_SIBLINGS = frozenset(("li", "tr", "dd", "dt"))
"""Elements whose classes may alternate within one list."""
_TO_A_LINE = 2
"""Inline elements to a line that are a name and what stands behind it; more are names themselves."""
MAX_LINES = 6_000
"""A page's further lines are not read: no list of signers comes near it, and time must have an end."""
MAX_SEARCHED = 60_000
"""Characters of one line in which cues are looked for."""
MAX_HEADING = 160
"""A longer line is no heading: only cues are looked for in it."""


@dataclass(eq=False)
class Line:
    """One line. The span is half-open, into the text of its block."""

    text: str
    block: int
    start: int
    end: int
    source: Block
    whole: bool
    """It is all of its block."""
    alternative: bool = False
    """The text of an image: it stands in no block's text."""

    @property
    def group(self) -> tuple[object, ...]:
        """Lines of one list share it: the block they were split from, or the block's container."""
        return self.source.container if self.whole else (self.block,)

    @property
    def heading(self) -> bool:
        """Marked up to stand out: a heading or all bold."""
        return self.source.level > 0 or (self.source.bold and self.whole)

    def is_made_like(self, other: Line) -> bool:
        """Whether the markup makes both entries of one list: the same container, or containers made alike."""
        mine, theirs = self.source, other.source
        if mine.tag in _SIBLINGS and self.whole and mine.container[:2] == theirs.container[:2]:
            return True
        if self.group == other.group or (other.whole and mine.container == theirs.container):
            return True
        if mine.tag == theirs.tag == "li" and _parent(mine.above) == _parent(theirs.above):
            return True
        return mine.pattern == theirs.pattern and self.whole == other.whole

    @cached_property
    def shape(self) -> Shape:
        """How much it looks like an entry of a list of names."""
        return shape(self.text, self.cells)

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """Texts of the cells of a table row."""
        source = self.source
        return tuple(source.text[s:e] for s, e in source.cells) if source.cells else ()

    @cached_property
    def pieces(self) -> tuple[str, ...]:
        """Texts of the inline elements that hold all of the line, with nothing but space between them."""
        text, spans = self.source.text, self.source.pieces
        if not self.whole or len(spans) < 2 or sum(e - s for s, e in spans) + len(spans) < len(text):
            return ()
        return tuple(text[s:e].strip() for s, e in spans if text[s:e].strip())

    @cached_property
    def hits(self) -> list[Hit]:
        """Cue phrases in it; signing words inside phrases that mean something else are left out."""
        matcher = heading_matcher() if len(self.text) <= MAX_HEADING else cue_matcher()
        return meant(self.text, _found(matcher, self.text[:MAX_SEARCHED]))

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Of the hits."""
        return frozenset(hit.kind for hit in self.hits)

    def has(self, *kinds: str) -> bool:
        return bool(self.hits) and not self.kinds.isdisjoint(kinds)


def _found(matcher: Matcher, text: str) -> list[Hit]:
    """The phrases in a text; a space between two Chinese or Japanese characters is a line end that was lost."""
    stray = set() if text.isascii() else {match.start() for match in _STRAY.finditer(text)}
    if not stray:
        return matcher.find(text)
    kept = [index for index in range(len(text)) if index not in stray]
    hits = matcher.find("".join(text[index] for index in kept))
    return [hit._replace(start=kept[hit.start], end=kept[hit.end - 1] + 1) for hit in hits]


def _parent(path: str) -> str:
    """DOM path of the element that a list stands in, by the list's own: an ordered list may go on with a plain one."""
    return path.rpartition("/")[0]


def lines(blocks: list[Block], boilerplate: frozenset[str]) -> list[Line]:
    """The lines of a page's content; the page's frame and what its source repeats are left out."""
    found: list[Line] = []
    for index, block in enumerate(blocks):
        if block.chrome >= HARD or (boilerplate and segment_key(block.text) in boilerplate):
            continue
        found += islice(_lines_of(index, block), MAX_LINES - len(found))
        if len(found) >= MAX_LINES:
            break
    return [line for index, line in enumerate(found) if not line.alternative or _in_row(found, index)]


def _in_row(found: list[Line], index: int) -> bool:
    """Image texts are lines only where images follow one another with no text between."""
    around = found[max(index - 1, 0) : index] + found[index + 1 : index + 2]
    return any(line.alternative for line in around)


def _lines_of(index: int, block: Block) -> Iterator[Line]:
    if not block.text:
        for alt in block.alts:
            yield Line(alt, index, 0, 0, block, False, True)
        return
    spans = [span for span in _spans(block) if VISIBLE.search(block.text, *span)]
    whole = len(spans) == 1
    for start, end in spans:
        yield Line(_without_notes(block, start, end), index, start, end, block, whole)


def _without_notes(block: Block, start: int, end: int) -> str:
    """The text with white space for its note marks, so that offsets hold."""
    text = block.text[start:end]
    for left, right in block.notes:
        if start <= left and right <= end:
            text = text[: left - start] + " " * (right - left) + text[right - start :]
    return text


def _spans(block: Block) -> list[Span]:
    if block.cells:
        return [(0, len(block.text))]
    if block.pieces and block.is_cloud and len(block.pieces) > _TO_A_LINE * len(block.lines):
        return [
            trim(block.text, *piece) for piece in block.pieces if block.text[slice(*piece)].strip(" ,;·•|")
        ]
    spans = (
        _unwrapped(block.text, list(block.lines))
        if "\n" in block.text
        else [trim(block.text, 0, len(block.text))]
    )
    if block.soft and (len(block.soft) >= _SOFT_RUN - 1 or len(block.text) < 400):
        spans = [part for span in spans for part in _softened(block, span)]
    return spans


def _unwrapped(text: str, spans: list[Span]) -> list[Span]:
    """The lines of a text that was broken at a fixed width, as mail and forums are, put together again."""
    widths = [end - start for start, end in spans]
    widest = max(widths, default=0)
    full = [width >= _FULL * widest for width in widths]
    if widest < (_WRAPPED_SOLID if is_solid(text) else _WRAPPED) or sum(full) < max(
        3, _FULL_SHARE * len(spans)
    ):
        return spans
    behind = [text[span[0]] for before, span in zip(full, spans[1:], strict=False) if before]
    if is_cased(text) and sum(map(str.islower, behind)) < _FULL_SHARE * len(behind):
        return spans
    merged = spans[:1]
    for before, span in zip(range(len(spans)), spans[1:], strict=False):
        goes_on = full[before] and not text[: spans[before][1]].endswith(_SENTENCE_ENDS)
        if goes_on and text[spans[before][1] : span[0]].count("\n") == 1:
            merged[-1] = (merged[-1][0], span[1])
        else:
            merged.append(span)
    return merged


def _softened(block: Block, span: Span) -> list[Span]:
    """The span cut at those line ends of the source that part entries; wrapped prose stays whole."""
    parts = [part for part in block.soft_lines if span[0] <= part[0] and part[1] <= span[1]]
    if len(parts) < 2 or (len(parts) == 2 and len(block.lines) >= _SOFT_RUN):
        return [span]
    texts = [block.text[start:end] for start, end in parts]
    alone = _alone([_grade(text) for text in texts])
    if not alone or _is_wrapped_run(texts):
        return [span]
    result: list[Span] = []
    for number, part in enumerate(parts):
        if number and not {number - 1, number} & alone:
            result[-1] = (result[-1][0], part[1])
        else:
            result.append(part)
    return result


def _alone(grades: list[int]) -> set[int]:
    """Indexes of entries in a run of four, most of them likely, or of all where every line is likely."""
    if len(grades) < _SOFT_RUN:
        return set(range(len(grades))) if all(grade == LIKELY for grade in grades) else set()
    found: set[int] = set()
    start = 0
    for index, grade in enumerate([*grades, NO]):
        if grade == NO:
            likely = grades[start:index].count(LIKELY)
            if likely >= _SOFT_RUN and 4 * likely >= 3 * (index - start):
                found.update(range(start, index))
            start = index + 1
    return found


def _is_wrapped_run(texts: list[str]) -> bool:
    """A comma run broken by the width of the source's lines: most lines end in a comma and hold more."""
    ends = sum(1 for text in texts[:-1] if text.endswith((",", "、", "،")) and text.count(text[-1]) > 1)
    return 2 * ends >= len(texts)


def _grade(text: str) -> int:
    """Shape of a line that may be an entry of its own; a long one is none."""
    return shape(text).grade if len(text) <= _SOFT_LENGTH else NO
