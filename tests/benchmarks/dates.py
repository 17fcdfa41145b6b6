"""Dates beside the libraries: texts of our own tables, time a text, and pages with known answers.

    python -m tests.benchmarks.dates [folder]

The folder, or AGGREGATOR_ARTICLES_SET, holds ``answers.jsonl`` (id, dataset, url, truth.date) and
``pages/<id>.html.gz``. A day is right in the page's own zone or in UTC; times are processor time.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import time
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import dateparser
import htmldate
import trafilatura

from aggregator.extract.dates import parse, publication
from aggregator.extract.document import Document
from aggregator.items import DateValue, ReadSettings

TABLES = Path(__file__).parent.parent / "dates"
CAPTURED = "2024-05-10T12:00:00Z"
PLAIN = {"text", "value", "precision", "zone", "calendar", "captured_at"}
"""Keys of table rows that need no setting of a source."""


@dataclass
class Score:
    """Pages of one data set as one system read them."""

    pages: int = 0
    given: int = 0
    right: int = 0
    seconds: float = 0.0
    sure: list[bool] = field(default_factory=list)
    """Of the dates of high or medium confidence, whether each is right."""


def texts() -> Iterator[tuple[str, str, str]]:
    """(language, text, day) of the table rows that hold a whole day and need no settings."""
    for table in sorted(TABLES.glob("*.toml")):
        for row in tomllib.loads(table.read_text(encoding="utf-8"))["dates"]:
            if len(table.stem) <= 3 and set(row) <= PLAIN and len(row.get("value", "")) >= 10:
                yield table.stem, row["text"], row["value"][:10]


def ours(text: str, language: str) -> str | None:
    value = parse(text, (language,), captured_at=CAPTURED)
    return value.value[:10] if value.value else None


def library(text: str, language: str) -> str | None:
    """dateparser with the language given, counting from the same moment."""
    base = datetime.fromisoformat(CAPTURED).replace(tzinfo=None)
    try:
        found = dateparser.parse(text, languages=[language], settings={"RELATIVE_BASE": base})
    except ValueError:
        return None
    return (
        found.astimezone(UTC).date().isoformat()
        if found and found.tzinfo
        else found and found.date().isoformat()
    )


def compare_texts() -> None:
    rows = [row for row in texts() if row[0] != "any"]
    print(f"{len(rows)} date texts of our tables   right   wrong   none   µs a text")
    for name, read in (("aggregator", ours), ("dateparser", library)):
        for language, text, _ in rows:
            read(text, language)
        start = time.process_time()
        found = [(read(text, language), day) for language, text, day in rows]
        spent = time.process_time() - start
        right = sum(value == day for value, day in found)
        none = sum(value is None for value, _ in found)
        print(f"{name:28}{right:>8}{len(rows) - right - none:>8}{none:>7}{spent / len(rows) * 1e6:>12.0f}")


def own_reader(html: str, url: str) -> tuple[str | None, str]:
    published, _ = publication(Document.from_text(html, url), ReadSettings())
    return _stated(published), published.confidence


def _stated(value: DateValue) -> str | None:
    return value.local if value.zone in ("stated", "source") else value.value


def htmldate_reader(html: str, url: str) -> tuple[str | None, str]:
    return htmldate.find_date(html, url=url, original_date=True), ""


def trafilatura_reader(html: str, url: str) -> tuple[str | None, str]:
    found = trafilatura.bare_extraction(html, url=url, with_metadata=True)
    return (found.date if found else None), ""


READERS: dict[str, Callable[[str, str], tuple[str | None, str]]] = {
    "aggregator": own_reader,
    "htmldate": htmldate_reader,
    "trafilatura": trafilatura_reader,
}


def days(text: str | None) -> set[date]:
    """The days a date or time names: its own and that of UTC; none for less than a day."""
    if not text or len(text) < 10:
        return set()
    moment = datetime.fromisoformat(text)
    return {moment.date()} | ({moment.astimezone(UTC).date()} if moment.tzinfo else set())


def compare_pages(folder: Path) -> None:
    lines = (folder / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    pages = [page for line in lines if (page := json.loads(line))["truth"].get("date")]
    for name, read in READERS.items():
        print(
            f"\n{name:16}{'pages':>6}{'right':>8}{'given':>8}{'right if sure':>15}{'sure':>7}{'ms a page':>11}"
        )
        for dataset, score in sorted(_scores(folder, pages, read).items()):
            sure = f"{sum(score.sure) / len(score.sure):.3f}" if score.sure else "-"
            print(
                f"{dataset:16}{score.pages:>6}{score.right / score.pages:>8.3f}{score.given / score.pages:>8.3f}"
                f"{sure:>15}{len(score.sure) / score.pages:>7.2f}{score.seconds / score.pages * 1000:>11.1f}"
            )


def compare_cost(folder: Path) -> None:
    """Dates alone, on pages parsed and cut into blocks as the pipeline has them already."""
    rows = (json.loads(line) for line in (folder / "answers.jsonl").read_text(encoding="utf-8").splitlines())
    documents = [Document.from_text(_page(folder, row["id"]), row["url"]) for row in rows]
    for document in documents:
        assert document.blocks is not None
        assert document.structured is not None
        publication(document, ReadSettings())
    start = time.process_time()
    for document in documents:
        publication(document, ReadSettings())
    own = time.process_time()
    for document in documents:
        htmldate.find_date(document.tree, url=document.url, original_date=True)
    spent = time.process_time() - own
    print(f"\non parsed pages, ms: aggregator {(own - start) / len(documents) * 1000:.1f}", end="")
    print(f", htmldate {spent / len(documents) * 1000:.1f}")


def _page(folder: Path, name: str) -> str:
    return gzip.decompress((folder / "pages" / f"{name}.html.gz").read_bytes()).decode("utf-8")


def _scores(
    folder: Path, pages: list[dict[str, Any]], read: Callable[[str, str], tuple[str | None, str]]
) -> dict[str, Score]:
    scores: dict[str, Score] = defaultdict(Score)
    for page in pages:
        html = _page(folder, page["id"])
        start = time.process_time()
        found, confidence = read(html, page["url"])
        spent = time.process_time() - start
        right = bool(days(found) & days(page["truth"]["date"]))
        for score in (scores[page["dataset"]], scores["all"]):
            score.pages += 1
            score.given += bool(found)
            score.right += right
            score.seconds += spent
            if found and confidence in ("high", "medium"):
                score.sure.append(right)
    return scores


def main() -> None:
    compare_texts()
    folder = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("AGGREGATOR_ARTICLES_SET", "")
    if folder:
        compare_pages(Path(folder))
        compare_cost(Path(folder))


if __name__ == "__main__":
    main()
