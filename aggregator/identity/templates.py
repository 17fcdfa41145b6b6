"""Reports and alerts written from one template: same sentences, other figures and names."""

from __future__ import annotations

from aggregator.identity.overlap import PLAIN, Overlap
from aggregator.identity.renaming import ALERT_WORDS
from aggregator.identity.texts import FIGURE

SHORT_WORDS, REPORT_WORDS = 70, 150


def template(overlap: Overlap) -> bool:
    """Whether the facts in the shared sentences differ far more than the words around them.

    An edit changes words at random; the next issue of a report changes its figures and names.
    """
    figures, facts, plain = overlap.slots[FIGURE], overlap.facts(), overlap.slots[PLAIN]
    edits = sum(len(chain.gaps) for chain in overlap.chains)
    if facts.swapped >= 0.25 * edits:
        least = 2 if _words(overlap) <= REPORT_WORDS else 3
        if figures.swapped >= least and figures.swap_rate >= max(0.35, 1.5 * plain.swap_rate):
            return True
        if facts.swapped >= 3 and facts.swap_rate >= max(0.35, 2 * plain.swap_rate):
            return True
    return overlap.is_renamed or (_words(overlap) <= SHORT_WORDS and _other_alert(overlap))


def _words(overlap: Overlap) -> float:
    """Of the shorter text."""
    return min(overlap.left.size, overlap.right.size) / overlap.per_word


def _other_alert(overlap: Overlap) -> bool:
    """In an alert of a sentence or two, one other figure beside other words makes it another alert."""
    figures, facts = overlap.slots[FIGURE], overlap.facts()
    swapped = sum(slot.swapped for slot in overlap.slots.values())
    share = swapped / max(swapped + sum(slot.kept for slot in overlap.slots.values()), 1)
    if overlap.equal_share < 0.55 or facts.swapped >= 3:
        return True
    if figures.swapped and figures.swap_rate >= 0.25:
        return figures.swapped > 1 or share > 0.06
    if _words(overlap) > ALERT_WORDS:
        return share > 0.25
    return share > (0.18 if facts.kept >= 4 else 0.14)
