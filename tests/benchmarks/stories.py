"""Stories found in a generated corpus, beside peers run on the same articles in the same program."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from tests.benchmarks.stories_corpus.families import Entry


@dataclass(slots=True)
class Score:
    """How well groups agree with families. Everything is a share."""

    precision: float
    recall: float
    f1: float
    recall_by_kind: dict[str, float] = field(default_factory=dict)
    false_by_kind: dict[str, float] = field(default_factory=dict)
    recall_by_language: dict[str, float] = field(default_factory=dict)

    @property
    def false_merges(self) -> float:
        """The mean over kinds of traps of the share of pairs wrongly in one story."""
        return sum(self.false_by_kind.values()) / max(len(self.false_by_kind), 1)


def score(entries: list[Entry], story_of: dict[int, object]) -> Score:
    """Pairwise precision, recall and F1 over all articles, recall and false merges by kind."""
    true = _pairs(entry.family for entry in entries)
    found = _pairs(story_of[entry.id] for entry in entries)
    both = _pairs((entry.family, story_of[entry.id]) for entry in entries)
    precision, recall = both / max(found, 1), both / max(true, 1)
    recalls, languages = _recalls(entries, story_of)
    harmonic = 2 * precision * recall / max(precision + recall, 1e-9)
    return Score(precision, recall, harmonic, recalls, _false_merges(entries, story_of), languages)


def _pairs(labels: Iterable[object]) -> int:
    return sum(n * (n - 1) // 2 for n in Counter(labels).values())


def _recalls(entries: list[Entry], story_of: dict[int, object]) -> tuple[dict[str, float], dict[str, float]]:
    """By kind and by language: the share of copies in the story of their family's first text."""
    original: dict[int, int] = {}
    for entry in sorted(entries, key=lambda each: each.id):
        original.setdefault(entry.family, entry.id)
    kinds: dict[str, list[bool]] = defaultdict(list)
    languages: dict[str, list[bool]] = defaultdict(list)
    for entry in entries:
        if (first := original[entry.family]) != entry.id:
            hit = story_of[entry.id] == story_of[first]
            kinds[entry.kind].append(hit)
            languages[entry.language].append(hit)
    return _shares(kinds), _shares(languages)


def _false_merges(entries: list[Entry], story_of: dict[int, object]) -> dict[str, float]:
    traps: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.trap:
            traps[entry.trap].append(entry)
    kinds: dict[str, list[bool]] = defaultdict(list)
    for members in traps.values():
        for left, right in combinations(members, 2):
            if left.family != right.family:
                kinds[members[0].kind.removeprefix("republished ")].append(
                    story_of[left.id] == story_of[right.id]
                )
    return _shares(kinds)


def _shares(hits: dict[str, list[bool]]) -> dict[str, float]:
    return {kind: sum(found) / len(found) for kind, found in sorted(hits.items())}
