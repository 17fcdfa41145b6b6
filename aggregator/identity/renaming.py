"""Another person's name in the same sentences: what parts two alerts or notes of one template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from aggregator.identity.alignment import Chain, Gap
from aggregator.identity.texts import FIGURE, NAME, Words

ALERT_WORDS = 32
"""Longer texts are no alerts of a sentence or two."""
NOTE_WORDS, MOST_SWAPS = 70, 3
"""In a note of up to so many words, only names, places and figures of a template differ, or more is reworded."""
LONGEST_NAME = 7
"""In words; what is longer was written anew."""
REPORT_WORDS = 150
"""In texts of up to so many words a name is known by standing in the other's place twice."""


def is_renamed(chains: list[Chain], left: Words, right: Words) -> bool:
    """Whether a whole name stands in another's place in two alerts or notes.

    Scripts without capitals show no names; a stretch as long as one is taken for it where little else differs.
    """
    size = min(len(left.tokens), len(right.tokens)) / left.per_word
    if size > REPORT_WORDS:
        return False
    has_case = any(flags & NAME for flags in left.flags) and any(flags & NAME for flags in right.flags)
    swaps = [swap for chain in chains for gap in chain.gaps for swap in _swaps(gap, left, right)]
    is_alone = size <= ALERT_WORDS and len(swaps) == 1
    least = 0 if has_case else _least(left.per_word) if is_alone else _whole(left.per_word)
    names = [swap for swap in swaps if swap.may_be_names(least)]
    if names and size <= ALERT_WORDS and has_case:
        return True
    if names and size <= NOTE_WORDS and len({swap.tokens for swap in swaps}) <= MOST_SWAPS:
        return True
    return any(name.comes_again_in(other) for name in names for other in swaps if other is not name)


@dataclass(frozen=True, slots=True)
class _Span:
    """Tokens [start, end) of a text."""

    text: Words
    start: int
    end: int

    @property
    def tokens(self) -> tuple[str, ...]:
        return self.text.tokens[self.start : self.end]

    @property
    def is_figure(self) -> bool:
        return all(flags & FIGURE for flags in self.text.flags[self.start : self.end])

    def may_be_a_name(self, least: int) -> bool:
        """As long as a whole name; where ``least`` is 0, two words with capitals, or one beside another."""
        length = self.end - self.start
        if length > LONGEST_NAME * self.text.per_word:
            return False
        if least:
            return length >= least
        capitals = sum(map(self._is_capital, range(self.start, self.end)))
        return capitals > 0 and (length > 1 or self._is_capital(self.start - 1) or self._is_capital(self.end))

    def _is_capital(self, at: int) -> bool:
        """The first word of a text is not known by its capital."""
        return at == 0 or (0 < at < len(self.text.flags) and bool(self.text.flags[at] & NAME))


@dataclass(frozen=True, slots=True)
class _Swap:
    """What stands in one text where the other has something else."""

    here: _Span
    there: _Span

    @property
    def tokens(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return self.here.tokens, self.there.tokens

    def may_be_names(self, least: int) -> bool:
        return self.here.may_be_a_name(least) and self.there.may_be_a_name(least)

    def comes_again_in(self, other: _Swap) -> bool:
        """Whether the same names, or their last words alone, are swapped elsewhere too."""
        pairs = zip(self.tokens, other.tokens, strict=True)
        return all(set(theirs) <= set(ours) for ours, theirs in pairs)


def _swaps(gap: Gap, left: Words, right: Words) -> Iterator[_Swap]:
    """The replaced stretches of a gap, other than figures and spellings of the same words."""
    here, there = left.tokens[gap.left : gap.left_end], right.tokens[gap.right : gap.right_end]
    for start, end, other, other_end in _replaced(
        here, there, 1 if left.per_word == 1 else _least(left.per_word)
    ):
        swap = _Swap(
            _Span(left, gap.left + start, gap.left + end),
            _Span(right, gap.right + other, gap.right + other_end),
        )
        both_figures = swap.here.is_figure and swap.there.is_figure
        if not both_figures and not _are_spellings(*swap.tokens):
            yield swap


Places = tuple[int, int, int, int]
"""[start, end) in the one sequence and in the other."""


def _replaced(here: tuple[str, ...], there: tuple[str, ...], least: int) -> list[Places]:
    """Stretches with others in their place, between what is equal; single characters agree by chance."""
    blocks = SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks()
    places, start, other = [], 0, 0
    for block in blocks:
        is_start = block.a == block.b == 0
        is_end = block.a + block.size == len(here) and block.b + block.size == len(there)
        if block.size < least and not is_start and not is_end:
            continue
        if start < block.a and other < block.b:
            places.append((start, block.a, other, block.b))
        start, other = block.a + block.size, block.b + block.size
    return places


def _are_spellings(here: tuple[str, ...], there: tuple[str, ...]) -> bool:
    return SequenceMatcher(None, " ".join(here), " ".join(there), autojunk=False).ratio() >= 0.75


def _least(per_word: float) -> int:
    """Tokens of a short name: two words, two characters of East Asian scripts, four of South-East Asian ones."""
    return 2 if per_word < 3 else 4


def _whole(per_word: float) -> int:
    """Tokens of most names, more than of most words: two words, or three or six characters."""
    return 2 if per_word == 1 else 3 if per_word < 3 else 6
