"""Reports and alerts written from one template: same sentences, other figures and names."""

from __future__ import annotations

from aggregator.identity.overlap import PLAIN, Overlap
from aggregator.identity.texts import FIGURE

SHORT_WORDS = 70


def template(overlap: Overlap) -> bool:
    """Whether the facts in the shared sentences differ far more than the words around them.

    An edit changes words at random; the next issue of a report changes its figures and names.
    """
    figures, facts, plain = overlap.slots[FIGURE], overlap.facts(), overlap.slots[PLAIN]
    if figures.swapped >= 2 and figures.swap_rate >= 0.35 and figures.swap_rate > 1.5 * plain.swap_rate:
        return True
    if facts.swapped >= 3 and facts.swap_rate >= 0.35 and facts.swap_rate > 2 * plain.swap_rate:
        return True
    return _is_short(overlap) and _short_template(overlap)


def _is_short(overlap: Overlap) -> bool:
    return min(overlap.left.size, overlap.right.size) <= SHORT_WORDS * overlap.per_word


def _short_template(overlap: Overlap) -> bool:
    """In an alert of a sentence or two, one other figure beside other words makes it another alert."""
    figures, facts = overlap.slots[FIGURE], overlap.facts()
    swapped = sum(slot.swapped for slot in overlap.slots.values())
    if overlap.equal_share < (0.8 if facts.swapped else 0.7):
        return True
    return (figures.swapped >= 1 and swapped >= 1.5 * overlap.per_word) or facts.swapped >= 3
