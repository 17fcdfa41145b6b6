"""What two aligned texts have in common, counted: shares, quotations, figures and names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from aggregator.identity.alignment import Chain, align
from aggregator.identity.renaming import is_renamed
from aggregator.identity.texts import FIGURE, NAME, QUOTED, Words

PLAIN = 0
_KINDS = bytes(FIGURE if flags & FIGURE else flags & NAME for flags in range(256))
_UNQUOTED = bytes(not flags & QUOTED for flags in range(256))
_OTHERS = bytes(not mark for mark in range(256))


@dataclass(frozen=True, slots=True)
class Seen:
    """What the index knows of the shingles of a text: those many stories hold, and the others it looked up."""

    common: frozenset[int] = frozenset()
    rare: frozenset[int] = frozenset()


NOTHING_SEEN = Seen()


@dataclass(slots=True)
class Slots:
    """Tokens of one class inside the chains: equal on both sides, or another on each side."""

    kept: int = 0
    swapped: int = 0

    @property
    def swap_rate(self) -> float:
        return self.swapped / max(self.kept + self.swapped, 1)


@dataclass(slots=True)
class Side:
    """One text of a pair; shares are of its own tokens, those that are no known boilerplate."""

    size: int
    own: int
    covered: int
    outside: int
    outside_covered: int
    start: int
    end: int

    @property
    def share(self) -> float:
        return self.covered / max(self.own, 1)

    @property
    def outside_share(self) -> float:
        """The covered share of what stands outside quotation marks."""
        return self.outside_covered / max(self.outside, 1)


@dataclass(slots=True)
class Overlap:
    """The measured overlap of a pair. Sizes are in tokens, ``per_word`` of which make a word."""

    left: Side
    right: Side
    equal: int
    per_word: float
    chains: list[Chain]
    slots: dict[int, Slots] = field(default_factory=dict)
    is_renamed: bool = False
    """Of alerts: whether another name stands in a name's place."""

    @property
    def resemblance(self) -> float:
        """Covered tokens over all tokens, both texts taken together (Jaccard over positions)."""
        shared = (self.left.covered + self.right.covered) / 2
        return shared / max(self.left.own + self.right.own - shared, 1)

    @property
    def containment(self) -> float:
        return max(self.left.share, self.right.share)

    @property
    def pieces(self) -> int:
        """Unbroken stretches of equal tokens: one for a quoted passage, many for an edited text."""
        return sum(len(chain.runs) for chain in self.chains)

    @property
    def equal_share(self) -> float:
        """Equal tokens over all tokens of the shorter text."""
        return self.equal / max(min(self.left.size, self.right.size), 1)

    @property
    def equal_words(self) -> float:
        return self.equal / self.per_word

    def facts(self) -> Slots:
        """Figures and names together."""
        figures, names = self.slots[FIGURE], self.slots[NAME]
        return Slots(figures.kept + names.kept, figures.swapped + names.swapped)


def measure(left: Words, right: Words, seen: Seen = NOTHING_SEEN) -> Overlap:
    """Align two texts and count. Tokens of shingles that many stories share count on neither side."""
    chains = align(left, right)
    masks = bytearray(len(left.tokens)), bytearray(len(right.tokens))
    boilerplate = bytearray(len(left.tokens)), bytearray(len(right.tokens))
    hashes = left.hashes if seen.common else []
    for chain in chains:
        _mark_covered(chain, masks)
        for run in chain.runs if hashes else ():
            inside = hashes[run.left : run.left + run.length - left.shingle + 1]
            for start, end in _common_spans(inside, seen, left.shingle):
                boilerplate[0][run.left + start : run.left + end] = b"\1" * (end - start)
                boilerplate[1][run.right + start : run.right + end] = b"\1" * (end - start)
    equal = sum(chain.equal for chain in chains)
    slots = _count_slots(chains, left, right)
    sides = [_side(text, masks[i], boilerplate[i], chains, i) for i, text in enumerate((left, right))]
    renamed = is_renamed(chains, left, right)
    return Overlap(sides[0], sides[1], equal, left.per_word, chains, slots, renamed)


def _mark_covered(chain: Chain, masks: tuple[bytearray, bytearray]) -> None:
    for run in chain.runs:
        masks[0][run.left : run.left + run.length] = b"\1" * run.length
        masks[1][run.right : run.right + run.length] = b"\1" * run.length
    for gap in chain.gaps:
        masks[0][gap.left : gap.left_end] = b"\1" * (gap.left_end - gap.left)
        masks[1][gap.right : gap.right_end] = b"\1" * (gap.right_end - gap.right)


def _common_spans(hashes: list[int], seen: Seen, size: int) -> Iterator[tuple[int, int]]:
    """Token spans of common shingles, joined where no shingle known to be rare stands between."""
    start = end = -1
    for position, value in enumerate(hashes):
        if value in seen.common:
            start, end = (position if start < 0 else start), position + size
        elif value in seen.rare and start >= 0:
            yield start, end
            start = -1
    if start >= 0:
        yield start, end


def _side(text: Words, mask: bytearray, boilerplate: bytearray, chains: list[Chain], which: int) -> Side:
    own = _bits(boilerplate.translate(_OTHERS))
    outside = _bits(text.flags.translate(_UNQUOTED)) & own
    hit = _bits(mask)
    spans = [chain.right if which else chain.left for chain in chains]
    start = min((span[0] for span in spans), default=0)
    end = max((span[1] for span in spans), default=0)
    return Side(
        size=len(mask),
        own=own.bit_count(),
        covered=(own & hit).bit_count(),
        outside=outside.bit_count(),
        outside_covered=(outside & hit).bit_count(),
        start=start,
        end=end,
    )


def _bits(marks: bytes | bytearray) -> int:
    """A number of one bit a byte, so that marks are counted and joined without a loop."""
    return int.from_bytes(marks, "little")


def _count_slots(chains: list[Chain], left: Words, right: Words) -> dict[int, Slots]:
    slots = {FIGURE: Slots(), NAME: Slots(), PLAIN: Slots()}
    kinds = left.flags.translate(_KINDS), right.flags.translate(_KINDS)
    for chain in chains:
        for run in chain.runs:
            for kind, slot in slots.items():
                slot.kept += kinds[0].count(kind, run.left, run.left + run.length)
        for gap in chain.gaps:
            if gap.left < gap.left_end and gap.right < gap.right_end:
                here = _by_kind(left.tokens, kinds[0], gap.left, gap.left_end)
                there = _by_kind(right.tokens, kinds[1], gap.right, gap.right_end)
                _count_gap(here, there, slots)
    return slots


def _by_kind(tokens: tuple[str, ...], kinds: bytes, start: int, end: int) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for at in range(start, end):
        found.setdefault(kinds[at], []).append(tokens[at])
    return found


def _count_gap(here: dict[int, list[str]], there: dict[int, list[str]], slots: dict[int, Slots]) -> None:
    for kind in here.keys() & there.keys():
        same = (Counter(here[kind]) & Counter(there[kind])).total()
        least, most = sorted((len(here[kind]), len(there[kind])))
        slots[kind].kept += same
        slots[kind].swapped += (most if kind == PLAIN else least) - same
