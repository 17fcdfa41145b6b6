"""Article reading beside trafilatura, newspaper4k and readability, in one run of one process.

    python -m tests.benchmarks.articles [folder]

Reads the project's own page pairs, and the folder (or AGGREGATOR_ARTICLES_SET) of pages with known answers:
``answers.jsonl`` (id, dataset, url, truth) and ``pages/<id>.html.gz``; truth has any of text, with, without, title,
authors, language. Body: F1 of 4-token shingles (the measure of article-extraction-benchmark), of segments where only
those are known. Title: at least 0.9 alike. Authors: F1 over names. pages/s is processor time. What a host repeats over
its pages is learned while the pages are read, as a crawl does (`aggregator.extract.boilerplate.Memory`).
"""

from __future__ import annotations

import gzip
import json
import logging
import os
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import lxml.html
import newspaper
import readability
import trafilatura
from rapidfuzz.distance import Indel

from aggregator.extract.text import bare
from tests.benchmarks.adapters import article

PAGES = Path(__file__).parent.parent / "pages"
SHINGLE = 4
CLOSE = 0.9
_TOKEN = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|\\w+")

Reader = Callable[[str, str], dict[str, Any]]


@dataclass
class Score:
    """Sums over the pages of one data set as one system read them."""

    pages: int = 0
    seconds: float = 0.0
    precision: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    segments: Counter[str] = field(default_factory=Counter)
    titles: list[bool] = field(default_factory=list)
    authors: Counter[str] = field(default_factory=Counter)
    languages: list[bool] = field(default_factory=list)


@dataclass(frozen=True)
class Case:
    """A page with what is known of it."""

    dataset: str
    url: str
    html: str
    truth: dict[str, Any]


def by_trafilatura(html: str, url: str) -> dict[str, Any]:
    found = trafilatura.bare_extraction(html, url=url, with_metadata=True)
    if found is None:
        return {}
    return {"text": found.text, "title": found.title, "authors": (found.author or "").split("; ")}


def by_newspaper(html: str, url: str) -> dict[str, Any]:
    page = newspaper.Article(url or "https://a.example/", fetch_images=False)
    page.download(input_html=html)
    page.parse()
    return {"text": page.text, "title": page.title, "authors": page.authors}


def by_readability(html: str, url: str) -> dict[str, Any]:
    page = readability.Document(html, url=url)
    return {"text": lxml.html.fromstring(page.summary()).text_content(), "title": page.short_title()}


SYSTEMS: dict[str, Reader] = {
    "aggregator": article,
    "trafilatura": by_trafilatura,
    "newspaper4k": by_newspaper,
    "readability": by_readability,
}


def own_pages() -> Iterator[Case]:
    """The page pairs of the tests."""
    for path in sorted(PAGES.glob("*/*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        if "with" in truth:
            yield Case(
                "own pages", truth["url"], path.with_suffix(".html").read_text(encoding="utf-8"), truth
            )


def set_pages(folder: Path) -> Iterator[Case]:
    """The pages of a folder with known answers."""
    for line in (folder / "answers.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        html = gzip.decompress((folder / "pages" / f"{row['id']}.html.gz").read_bytes()).decode("utf-8")
        yield Case(row["dataset"], row["url"], html, {"language": row.get("lang")} | row["truth"])


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _TOKEN.findall(text)
    return (
        Counter(tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)))
        if words
        else Counter()
    )


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def judge(score: Score, truth: dict[str, Any], found: dict[str, Any]) -> None:
    """Add one page's measures."""
    text = found.get("text") or ""
    if "text" in truth:
        want, got = shingles(truth["text"]), shingles(text)
        common = (want & got).total()
        score.recall.append(common / max(want.total(), 1))
        if got:
            score.precision.append(common / got.total())
    elif "with" in truth:
        squeezed = " ".join(text.split())
        for kind in ("with", "without"):
            hits = sum(" ".join(segment.split()) in squeezed for segment in truth.get(kind, []))
            score.segments[kind] += hits
            score.segments[f"all {kind}"] += len(truth.get(kind, []))
    if "title" in truth:
        score.titles.append(_alike(truth["title"], found.get("title") or "") >= CLOSE)
    if truth.get("authors") and "authors" in found:
        _judge_authors(score, truth["authors"], found.get("authors") or [])
    if truth.get("language") and found.get("language") is not None:
        score.languages.append(found["language"] == truth["language"])


def _judge_authors(score: Score, wanted: list[str], found: list[str]) -> None:
    left = [bare(name) for name in wanted]
    for name in dict.fromkeys(bare(name) for name in found if name):
        best = max(left, key=lambda known: _alike(known, name), default="")
        if best and _alike(best, name) >= CLOSE - 0.05:
            left.remove(best)
            score.authors["right"] += 1
        else:
            score.authors["wrong"] += 1
    score.authors["missed"] += len(left)


def _alike(one: str, other: str) -> float:
    return float(Indel.normalized_similarity(bare(one), bare(other)))


def run(cases: list[Case]) -> dict[tuple[str, str], Score]:
    """Read every page with every system; a system that fails on a page has read nothing there."""
    scores: dict[tuple[str, str], Score] = defaultdict(Score)
    for case in cases:
        for name, reader in SYSTEMS.items():
            score, start = scores[case.dataset, name], time.process_time()
            try:
                found = reader(case.html, case.url)
            except Exception as error:  # noqa: BLE001 - a peer's failure is a result
                print(f"{name}: {case.url}: {type(error).__name__}: {str(error)[:100]}", file=sys.stderr)
                found = {}
            score.seconds += time.process_time() - start
            score.pages += 1
            judge(score, case.truth, found)
    return scores


def row(score: Score) -> list[str]:
    """The cells of one line: body, title, authors, language, pages/s."""
    body = None
    if score.recall:
        body = f1(sum(score.precision) / max(len(score.precision), 1), sum(score.recall) / len(score.recall))
    elif score.segments:
        kept, wrong = score.segments["with"], score.segments["without"]
        body = f1(kept / max(kept + wrong, 1), kept / max(score.segments["all with"], 1))
    right, wrong, missed = (score.authors[key] for key in ("right", "wrong", "missed"))
    authors = (
        f1(right / max(right + wrong, 1), right / max(right + missed, 1)) if right + wrong + missed else None
    )
    cells = [body, _mean(score.titles), authors, _mean(score.languages)]
    return [
        *("-" if cell is None else f"{cell:.3f}" for cell in cells),
        f"{score.pages / max(score.seconds, 1e-9):.1f}",
    ]


def _mean(values: list[bool]) -> float | None:
    return sum(values) / len(values) if values else None


def main(folder: str = "") -> None:
    """Print one table; the folder is optional."""
    logging.disable(logging.CRITICAL)
    folder = folder or os.environ.get("AGGREGATOR_ARTICLES_SET", "")
    cases = [*own_pages(), *(set_pages(Path(folder)) if folder else ())]
    warm = next(case for case in cases if case.truth.get("language") == "en")
    for reader in SYSTEMS.values():
        reader(warm.html, warm.url)
    print(f"{'pages':<14}{'system':<14}{'body':>7}{'title':>8}{'authors':>9}{'language':>10}{'pages/s':>9}")
    for (dataset, name), score in run(cases).items():
        cells = row(score)
        print(f"{dataset:<14}{name:<14}{cells[0]:>7}{cells[1]:>8}{cells[2]:>9}{cells[3]:>10}{cells[4]:>9}")


if __name__ == "__main__":
    main(*sys.argv[1:2])
