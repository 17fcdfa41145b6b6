"""Where two texts say the same words, and what stands in the gaps between.

Seeds are shared shingles; seeds that continue each other with small gaps on both sides form a chain.
Chains may come in any order, so moved paragraphs align too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aggregator.identity.texts import Words

GAP_WORDS = 12
"""Widest gap inside a chain."""
SHORT_WORDS = 70
"""Texts shorter than this are aligned from end to end."""
LEAST_WORDS = 8
"""A chain has at least so many equal words, or it is chance."""
SLICE = 32


@dataclass(frozen=True, slots=True)
class Run:
    """Equal tokens: ``length`` of them from ``left`` in the one text and ``right`` in the other."""

    left: int
    right: int
    length: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Token spans [left, left_end) and [right, right_end) that face each other inside a chain."""

    left: int
    left_end: int
    right: int
    right_end: int


@dataclass(frozen=True, slots=True)
class Chain:
    runs: tuple[Run, ...]
    gaps: tuple[Gap, ...]

    @property
    def left(self) -> tuple[int, int]:
        """The span of the chain in the left text."""
        spans = [(run.left, run.left + run.length) for run in self.runs]
        spans += [(gap.left, gap.left_end) for gap in self.gaps]
        return min(start for start, _ in spans), max(end for _, end in spans)

    @property
    def right(self) -> tuple[int, int]:
        """The span of the chain in the right text."""
        spans = [(run.right, run.right + run.length) for run in self.runs]
        spans += [(gap.right, gap.right_end) for gap in self.gaps]
        return min(start for start, _ in spans), max(end for _, end in spans)

    @property
    def equal(self) -> int:
        return sum(run.length for run in self.runs)


def align(left: Words, right: Words) -> list[Chain]:
    """The chains two texts share, in the order of the left one. Empty where scripts differ."""
    if left.shingle != right.shingle:
        return []
    runs = list(_runs(left.hashes, right.hashes, left.shingle))
    least = min(LEAST_WORDS * left.per_word, len(left.tokens))
    chains = [chain for chain in _chains(runs, GAP_WORDS * left.per_word) if chain.equal >= least]
    return _with_ends(chains, left, right)


def _runs(left: list[int], right: list[int], size: int) -> Iterator[Run]:
    """Equal stretches in the order of the left text, each taken as far as it goes."""
    last = dict(zip(right, range(len(right)), strict=True))
    first = dict(zip(reversed(right), reversed(range(len(right))), strict=True))
    end = other = 0
    for position in [at for at, value in enumerate(left) if value in last]:
        if position < end:
            continue
        start = last[left[position]]
        if start > other and first[left[position]] != start:
            start = right.index(left[position], other)
        length = _common_prefix(left, position, right, start)
        end, other = position + length, start + length
        yield Run(position, start, length + size - 1)


def _common_prefix(left: list[int], at: int, right: list[int], other: int) -> int:
    """How many values are equal from ``left[at]`` and ``right[other]`` on: by slices first, which compare fast."""
    most, length = min(len(left) - at, len(right) - other), 0
    while length + SLICE <= most:
        if left[at + length : at + length + SLICE] != right[other + length : other + length + SLICE]:
            break
        length += SLICE
    while length < most and left[at + length] == right[other + length]:
        length += 1
    return length


def _chains(runs: list[Run], widest: float) -> Iterator[Chain]:
    chain: list[Run] = []
    gaps: list[Gap] = []
    for run in runs:
        gap = _gap(chain[-1], run) if chain else None
        if gap and _fits(gap, widest):
            gaps.append(gap)
            trimmed = gap.left_end - run.left
            chain.append(Run(run.left + trimmed, run.right + trimmed, run.length - trimmed))
            continue
        if chain:
            yield Chain(tuple(chain), tuple(gaps))
        chain, gaps = [run], []
    if chain:
        yield Chain(tuple(chain), tuple(gaps))


def _gap(before: Run, after: Run) -> Gap:
    """What lies between two runs; where they overlap on a side, the second is taken to start later."""
    left, right = before.left + before.length, before.right + before.length
    overlap = max(left - after.left, right - after.right, 0)
    if overlap >= after.length:
        return Gap(left, left, right, -1)
    return Gap(left, after.left + overlap, right, after.right + overlap)


def _fits(gap: Gap, widest: float) -> bool:
    return 0 <= gap.left_end - gap.left <= widest and 0 <= gap.right_end - gap.right <= widest


def _with_ends(chains: list[Chain], left: Words, right: Words) -> list[Chain]:
    """The chains, the first and the last with what stands before and after them in both texts."""
    if not chains:
        return []
    shorter = min(len(left.tokens), len(right.tokens))
    short = shorter <= SHORT_WORDS * left.per_word
    widest = shorter / 2 if short else GAP_WORDS * left.per_word
    first, last = chains[0], chains[-1]
    head = Gap(0, first.left[0], 0, min(chain.right[0] for chain in chains))
    tail = Gap(last.left[1], len(left.tokens), max(chain.right[1] for chain in chains), len(right.tokens))
    if head.left_end and head.right_end and head.right_end == first.right[0] and _fits(head, widest):
        chains[0] = Chain(first.runs, (head, *first.gaps))
    faces = tail.left < tail.left_end and tail.right < tail.right_end and tail.right == last.right[1]
    if faces and _fits(tail, widest):
        chains[-1] = Chain(last.runs, (*chains[-1].gaps, tail))
    return chains
