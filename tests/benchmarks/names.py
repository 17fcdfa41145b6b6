"""How well names are told apart, beside the usual string measures, in one run.

Without argument the project's own pairs are scored. ``python -m tests.benchmarks.names FILE.csv`` scores any table
with the columns kind, left, right, same (1 or 0). Thresholds of the peers are the best on the very pairs scored, an
advantage; ours is 0.5 as shipped, its best is shown beside.

Public figure for orientation: nomenklatura's logic-v2 reaches F1 .796 on its own name_bench.
"""

from __future__ import annotations

import csv
import sys
import time
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from aggregator.identity.names import Mention, blocking_keys, is_candidate, name_key, zone
from tests.benchmarks.adapters import same_name

OWN = Path(__file__).parent.parent / "names" / "pairs.toml"
Pair = tuple[str, str, str, bool]
Scorer = Callable[[str, str, str], float]


def own_pairs() -> list[Pair]:
    """The decided pairs of the project's table: (kind, left, right, same)."""
    groups = tomllib.loads(OWN.read_text(encoding="utf-8"))["group"]
    return [
        (group["kind"], left, right, group["verdict"] == "same")
        for group in groups
        for left, right in group["pairs"]
        if group["verdict"] != "undecidable"
    ]


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of a CSV file with the columns kind, left, right, same."""
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["kind"], row["left"], row["right"], row["same"] == "1") for row in csv.DictReader(file)]


SCORERS: dict[str, Scorer] = {
    "this project": same_name,
    "token set ratio": lambda a, b, kind: fuzz.token_set_ratio(a.casefold(), b.casefold()) / 100,
    "token set ratio on keys": lambda a, b, kind: fuzz.token_set_ratio(_key(a, kind), _key(b, kind)) / 100,
    "token sort ratio on keys": lambda a, b, kind: fuzz.token_sort_ratio(_key(a, kind), _key(b, kind)) / 100,
    "Jaro-Winkler": lambda a, b, kind: JaroWinkler.similarity(a.casefold(), b.casefold()),
    "Jaro-Winkler on keys": lambda a, b, kind: JaroWinkler.similarity(_key(a, kind), _key(b, kind)),
    "equal keys": lambda a, b, kind: float(_key(a, kind) == _key(b, kind)),
}


def _key(name: str, kind: str) -> str:
    return name_key(name, "person" if kind == "person" else "organisation")


def f1(scored: Iterable[tuple[float, bool]], threshold: float) -> float:
    """F1 of calling everything from ``threshold`` the same."""
    right = wrong = missed = 0
    for score, same in scored:
        right += same and score >= threshold
        wrong += not same and score >= threshold
        missed += same and score < threshold
    return 2 * right / (2 * right + wrong + missed) if right else 0.0


def best(scored: list[tuple[float, bool]]) -> tuple[float, float]:
    """(F1, threshold) of the best threshold."""
    return max((f1(scored, threshold), -threshold) for threshold in {score for score, _ in scored})


def measure(scorer: Scorer, pairs: list[Pair]) -> dict[str, float]:
    """F1 at 0.5, the best F1 with its threshold, best F1 by kind, and microseconds of CPU a pair."""
    started = time.process_time()
    scored = [(scorer(left, right, kind), same) for kind, left, right, same in pairs]
    cpu = (time.process_time() - started) / len(pairs) * 1e6
    top, threshold = best(scored)
    found = {"at .5": f1(scored, 0.5), "best": top, "from": -threshold, "us": cpu}
    for kind in sorted({pair[0] for pair in pairs}):
        found[kind] = best([one for one, pair in zip(scored, pairs, strict=True) if pair[0] == kind])[0]
    return found


def zones(pairs: list[Pair]) -> dict[str, float]:
    """Of the pairs: wrong automatic merges, and the share of the same found by keys and suggested or merged."""
    decided = [
        (zone(_mention(left, kind), _mention(right, kind)).zone, left, right, same)
        for kind, left, right, same in pairs
    ]
    asked = [
        found != "none" and is_candidate(blocking_keys(left), blocking_keys(right))
        for found, left, right, same in decided
        if same
    ]
    return {
        "wrong merges": sum(found == "same" and not same for found, _, _, same in decided),
        "same found": sum(asked) / max(1, len(asked)),
        "different asked": sum(found == "suggest" and not same for found, _, _, same in decided)
        / max(1, len(decided) - len(asked)),
    }


def _mention(name: str, kind: str) -> Mention:
    return Mention(name, "person" if kind == "person" else "organisation")


def main(arguments: list[str]) -> None:
    """Print the table."""
    pairs = read_pairs(Path(arguments[0])) if arguments else own_pairs()
    same_name("warm", "up", "person")
    same_name("warm", "up", "organisation")
    print(f"{len(pairs)} pairs, {sum(pair[3] for pair in pairs)} the same")
    columns = ["at .5", "best", "from", *sorted({pair[0] for pair in pairs}), "us"]
    print(f"{'':26}" + "".join(f"{column:>14}" for column in columns))
    for name, scorer in SCORERS.items():
        found = measure(scorer, pairs)
        print(
            f"{name:26}" + "".join(f"{found[c]:14.3f}" if c != "us" else f"{found[c]:14.0f}" for c in columns)
        )
    print("\n".join(f"{name:26}{value:14.3f}" for name, value in zones(pairs).items()))


if __name__ == "__main__":
    main(sys.argv[1:])
