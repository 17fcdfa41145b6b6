"""Score an extractor on labelled pages: names, order, kind, details, addressee and claimed count.

Names match one to one in page order when their keys agree: letters and digits only, NFKC, case-folded, with and
without a bracketed part; a label may list further spellings under ``aliases``.

    python -m tests.benchmarks.signatory_score [folder] [--by language|layout]
"""

from __future__ import annotations

import argparse
import json
import re
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "pages" / "signatories"
EXACT_DETAIL = 0.7
"""Token F1 of role and affiliation from which they count as right."""

Extract = Callable[[str, str], dict[str, Any]]

_BRACKETS = re.compile(r"\s*[(\[（][^()\[\]（）]*[)\]）]\s*")
_TOKEN = re.compile(r"[\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")


@dataclass
class Row:
    """What became of one page. ``matched`` holds pairs (label entry, found entry)."""

    id: str
    language: str
    layout: str
    gold: int
    found: int
    matched: list[tuple[dict[str, Any], dict[str, Any]]]
    in_order: bool
    claim_given: bool
    claim_right: bool
    claim_invented: bool
    seconds: float
    addressee_right: bool | None
    """None where the label names no addressee."""
    title_right: bool | None
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return 2 * len(self.matched) / (self.gold + self.found) if self.gold + self.found else 1.0

    @property
    def exact(self) -> bool:
        return self.in_order and len(self.matched) == self.gold == self.found


def keys(name: str) -> set[str]:
    """The forms a name is compared in."""
    text = unicodedata.normalize("NFKC", name).casefold()
    forms = {text, _BRACKETS.sub(" ", text)}
    return {key for key in (re.sub(r"[\W_]+", "", form) for form in forms) if key}


def load(folder: Path = FOLDER) -> Iterable[tuple[dict[str, Any], str]]:
    """(label, page) of every pair of the folder, by id."""
    for file in sorted(folder.glob("*.json")):
        page = file.with_suffix(".html").read_text(encoding="utf-8")
        yield json.loads(file.read_text(encoding="utf-8")), page


def score_page(label: dict[str, Any], page: str, extract: Extract) -> Row:
    """Runs ``extract(html, url)`` on one page and compares."""
    start = time.process_time()
    result = extract(page, f"https://example.org/{label['id']}")
    seconds = time.process_time() - start
    gold, found = label["signatories"], result["signatories"]
    pairs = _pair(gold, found)
    claim, right = (
        result.get("claimed_count"),
        [label["claimed_count"], *label.get("claimed_alternatives", ())],
    )
    taken = {index for _, index in pairs}
    return Row(
        id=label["id"],
        language=label["language"],
        layout=label["layout"],
        gold=len(gold),
        found=len(found),
        matched=[(gold[i], found[j]) for i, j in pairs],
        in_order=[j for _, j in pairs] == sorted(taken),
        claim_given=None not in right,
        claim_right=claim in right,
        claim_invented=claim is not None and claim not in right,
        seconds=seconds,
        addressee_right=_agrees(label["addressed_to"], result.get("addressed_to")),
        title_right=_agrees(label["title"], result.get("title")),
        missed=[gold[i]["name"] for i in set(range(len(gold))) - {i for i, _ in pairs}],
        false=[found[j]["name"] for j in range(len(found)) if j not in taken],
    )


def _agrees(wanted: str | None, found: str | None) -> bool | None:
    """Whether one holds the other, case and marks aside."""
    if not wanted:
        return None
    a, b = (unicodedata.normalize("NFKC", text or "").casefold() for text in (wanted, found))
    return bool(b) and (a in b or b in a)


def _pair(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> list[tuple[int, int]]:
    index: dict[str, list[int]] = defaultdict(list)
    for j, entry in enumerate(found):
        for key in keys(entry["name"]):
            index[key].append(j)
    pairs: list[tuple[int, int]] = []
    used: set[int] = set()
    for i, entry in enumerate(gold):
        wanted = set().union(*(keys(name) for name in (entry["name"], *entry.get("aliases", ()))))
        free = sorted({j for key in wanted for j in index[key]} - used)
        if free:
            used.add(free[0])
            pairs.append((i, free[0]))
    return pairs


def detail_f1(gold: dict[str, Any], found: dict[str, Any]) -> float | None:
    """Token F1 of role and affiliation read as one text; None where neither has any."""
    a, b = (Counter(_TOKEN.findall(_detail(entry))) for entry in (gold, found))
    total = sum(a.values()) + sum(b.values())
    return 2 * sum((a & b).values()) / total if total else None


def _detail(entry: dict[str, Any]) -> str:
    parts = (entry.get("role"), entry.get("affiliation"))
    return unicodedata.normalize("NFKC", " ".join(part for part in parts if part)).casefold()


def totals(rows: list[Row]) -> dict[str, float]:
    """Percentages over pages; a share over nothing is left out."""
    positive, negative = [row for row in rows if row.gold], [row for row in rows if not row.gold]
    pairs = [pair for row in positive for pair in row.matched]
    details = [detail_f1(gold, found) for gold, found in pairs if gold["kind"] == "person"]
    shares: dict[str, list[float]] = {
        "macro_f1": [row.f1 for row in positive],
        "exact": [row.exact for row in positive],
        "false_pages": [row.found > 0 for row in negative],
        "kind": [gold["kind"] == found.get("kind") for gold, found in pairs],
        "detail": [f1 >= EXACT_DETAIL for f1 in details if f1 is not None],
        "country": [gold["country"] == found.get("country") for gold, found in pairs if gold["country"]],
        "addressee": [row.addressee_right for row in positive if row.addressee_right is not None],
        "title": [row.title_right for row in positive if row.title_right is not None],
        "claim_right": [row.claim_right for row in rows if row.claim_given],
        "claim_invented": [row.claim_invented for row in rows],
    }
    return {name: round(100 * sum(values) / len(values), 1) for name, values in shares.items() if values}


def score(extract: Extract, folder: Path = FOLDER) -> list[Row]:
    """One row a page."""
    return [score_page(label, page, extract) for label, page in load(folder)]


def report(row: Row) -> str:
    """What went wrong on a page; empty where nothing did."""
    missed = row.claim_given and not row.claim_right
    if not (row.missed or row.false or row.claim_invented or missed or not row.in_order):
        return ""
    claim = " claim invented" if row.claim_invented else " claim missed" if missed else ""
    order = "" if row.in_order else " out of order"
    head = f"{row.id:34} {row.gold:3} {row.found:3} F1 {100 * row.f1:5.1f}{claim}{order}"
    return "\n".join(
        [head, *(f"    missed {name}" for name in row.missed), *(f"    false  {name}" for name in row.false)]
    )


def main() -> None:
    from tests.benchmarks.adapters import signatories

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    parser.add_argument("--by", choices=("language", "layout"), default="language")
    options = parser.parse_args()
    rows = score(signatories, options.folder)
    print("\n".join(filter(None, map(report, rows))))
    for value in sorted({getattr(row, options.by) for row in rows}):
        print(f"{value:34} {totals([row for row in rows if getattr(row, options.by) == value])}")
    print(f"{'all':34} {totals(rows)}  {len(rows) / sum(row.seconds for row in rows):.0f} pages/s")


if __name__ == "__main__":
    main()
