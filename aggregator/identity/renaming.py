"""Another person's name in the same sentences: what parts two alerts of one day, one place and one template."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from aggregator.identity.alignment import Chain, Gap
from aggregator.identity.texts import NAME, Words

ALERT_WORDS = 32
"""Longer texts are no alerts of a sentence or two."""


def is_renamed(chains: list[Chain], left: Words, right: Words) -> bool:
    """Whether a whole name stands in another's place in two alerts.

    In scripts without capitals a stretch as long as a name is taken for one where it is the one thing that differs.
    """
    if min(len(left.tokens), len(right.tokens)) > ALERT_WORDS * left.per_word:
        return False
    gaps = [gap for chain in chains for gap in chain.gaps]
    has_case = any(flags & NAME for flags in left.flags) and any(flags & NAME for flags in right.flags)
    return (has_case or len(gaps) == 1) and any(_swaps_a_name(gap, left, right, has_case) for gap in gaps)


def _swaps_a_name(gap: Gap, left: Words, right: Words, has_case: bool) -> bool:
    here, there = left.tokens[gap.left : gap.left_end], right.tokens[gap.right : gap.right_end]
    return any(
        _Span(left, gap.left + start, gap.left + end).may_be_a_name(has_case)
        and _Span(right, gap.right + other, gap.right + other_end).may_be_a_name(has_case)
        and not _are_spellings(here[start:end], there[other:other_end])
        for start, end, other, other_end in (_replaced(here, there) if has_case else _differing(here, there))
    )


Places = tuple[int, int, int, int]
"""[start, end) in the one sequence and in the other."""


def _replaced(here: tuple[str, ...], there: tuple[str, ...]) -> list[Places]:
    changes = SequenceMatcher(None, here, there, autojunk=False).get_opcodes()
    return [(a, b, c, d) for change, a, b, c, d in changes if change == "replace"]


def _differing(here: tuple[str, ...], there: tuple[str, ...]) -> list[Places]:
    """What is left between a common beginning and a common end: single letters agree by chance."""
    before = _agreeing(here, there)
    after = _agreeing(here[before:][::-1], there[before:][::-1])
    return [(before, len(here) - after, before, len(there) - after)]


def _agreeing(here: tuple[str, ...], there: tuple[str, ...]) -> int:
    """How many tokens are the same from the beginning on."""
    pairs = zip(here, there, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(here), len(there)))


def _are_spellings(here: tuple[str, ...], there: tuple[str, ...]) -> bool:
    return SequenceMatcher(None, " ".join(here), " ".join(there), autojunk=False).ratio() >= 0.75


@dataclass(frozen=True, slots=True)
class _Span:
    """Tokens [start, end) of a text."""

    text: Words
    start: int
    end: int

    def may_be_a_name(self, has_case: bool) -> bool:
        """Long enough for a whole name, or half of one beside its other half: two words with capitals."""
        length = self.end - self.start
        if not has_case:
            return length >= _least(self.text.per_word)
        capitals = sum(map(self._is_capital, range(self.start, self.end)))
        return capitals > 0 and (length > 1 or self._is_capital(self.start - 1) or self._is_capital(self.end))

    def _is_capital(self, at: int) -> bool:
        """The first word of a text is not known by its capital."""
        return at == 0 or (0 < at < len(self.text.flags) and bool(self.text.flags[at] & NAME))


def _least(per_word: float) -> int:
    """Tokens of a name: two words, two characters of East Asian scripts, four of South-East Asian ones."""
    return 2 if per_word < 3 else 4
