"""Stories found in a generated corpus, beside peers run on the same articles in the same program.

``python -m tests.benchmarks.stories`` scores quality; ``--cost 10000 100000 1000000`` measures the index.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from tests.benchmarks import adapters, stories_cost
from tests.benchmarks.stories_corpus.families import Entry, build
from tests.benchmarks.stories_peers import peers


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


def ours(entries: list[Entry], path: str) -> tuple[dict[int, object], float]:
    """The final story of each entry, added in the order given, and the milliseconds of CPU an article took."""
    index = adapters.stories(path)
    before = time.process_time()
    for entry in entries:
        index.add(entry.id, entry.title, entry.text, entry.url)
    spent = (time.process_time() - before) * 1000 / len(entries)
    found = {entry.id: index.cluster(entry.id) for entry in entries}
    index.close()
    return found, spent


def quality(seed: int) -> None:
    """Print a row a method, then recall and false merges by kind of the index."""
    entries = build("score", seed)
    with tempfile.TemporaryDirectory() as folder:
        found, spent = ours(entries, f"{folder}/stories.db")
    print(f"{len(entries)} articles, seed {seed}, {spent:.1f} ms of CPU an article (text analysis included)")
    print(f"{'method':<42} {'P':>5} {'R':>5} {'F1':>5}  false merges")
    for name, labels in [("stories", found), *peers(entries).items()]:
        row = score(entries, labels)
        print(f"{name:<42} {row.precision:.3f} {row.recall:.3f} {row.f1:.3f}  {row.false_merges:.3f}")
    mine = score(entries, found)
    for heading, shares in (
        ("recall by kind", mine.recall_by_kind),
        ("recall by language", mine.recall_by_language),
        ("false merges by kind", mine.false_by_kind),
    ):
        print(f"{heading}: " + ", ".join(f"{kind} {share:.3f}" for kind, share in shares.items()))


def cost(sizes: list[int]) -> None:
    """Print what look-up and insert cost at each size."""
    with tempfile.TemporaryDirectory() as folder:
        for row in stories_cost.grow(Path(folder) / "stories.db", sizes):
            print(", ".join(f"{name} {value}" for name, value in row.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--cost", type=int, nargs="+", metavar="ARTICLES", help="measure the index at these sizes"
    )
    arguments = parser.parse_args()
    if arguments.cost:
        cost(arguments.cost)
    else:
        quality(arguments.seed)


if __name__ == "__main__":
    main()
