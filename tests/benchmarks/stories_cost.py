"""What the index costs as it grows: CPU and bytes an article, on texts of which only hashes are made."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median

from aggregator.identity.copies import Prepared, comparable
from aggregator.store import stories
from tests.benchmarks.stories_standalone import Standalone

KEPT, PHRASES = 30, 200_000
BATCH, MEASURED, BULK = 64, 2_000, 50_000
TABLES = (
    "shingles", "text_digests", "common_shingles", "copies", "copies_of",
    "story_articles", "story_articles_story", "story_articles_of",
)  # fmt: skip


def _article(rng: Random) -> Prepared:
    """A text like no other, but for two or three set phrases of its language."""
    own = {rng.getrandbits(31) for _ in range(KEPT - 3)}
    phrases = {int(PHRASES * rng.random() ** 3) * 9973 for _ in range(3)}
    return Prepared(comparable("", "", ""), rng.getrandbits(63), frozenset(own | phrases))


def grow(path: Path, sizes: list[int], seed: int = 1) -> Iterator[dict[str, float]]:
    """Fill an index to each size in turn; a row of figures for each: milliseconds of CPU, bytes, megabytes."""
    rng, index, done = Random(seed), Standalone(path), 0
    index.db.isolation_level = None
    for size in sizes:
        for start in range(done, size - MEASURED, BULK):
            _load(index, rng, start, min(start + BULK, size - MEASURED))
        spent = _fill(index, rng, size - MEASURED, size)
        done = size
        yield {"articles": size, **_figures(index, spent, size)}
    index.close()


def _load(index: Standalone, rng: Random, start: int, end: int) -> None:
    """What adding one by one leaves behind, written in the order of the hashes: the same rows, sooner."""
    numbers = range(start + 1, end + 1)
    postings = sorted((value, number) for number in numbers for value in _article(rng).kept)
    run = index.db.executemany
    index.db.execute("begin immediate")
    run(
        "insert into articles (id, key, title, url, story_id) values (?1, ?1, '', '', ?1)",
        [(n,) for n in numbers],
    )
    run("insert into article_texts values (?, '')", [(number,) for number in numbers])
    run("insert into stories (id) values (?)", [(number,) for number in numbers])
    run(
        "insert into story_articles values (?1, ?1, 'first', null, null, '')",
        [(number,) for number in numbers],
    )
    run("insert into text_digests values (?, ?)", [(rng.getrandbits(63), number) for number in numbers])
    run("insert into shingles values (?, ?)", postings)
    index.db.execute(
        "insert or ignore into common_shingles select hash from shingles group by hash having count(*) >= ?",
        (stories.MOST_STORIES,),
    )
    index.db.execute("delete from shingles where hash in (select hash from common_shingles)")
    index.db.execute("commit")


def _fill(index: Standalone, rng: Random, start: int, end: int) -> list[float]:
    """Add articles in batches; milliseconds of CPU of each batch an article, the commit included."""
    spent = []
    for first in range(start, end, BATCH):
        batch = [(number, _article(rng)) for number in range(first + 1, min(first + BATCH, end) + 1)]
        rows = [(number, repr(number), "", "") for number, _ in batch]
        index.db.execute("begin immediate")
        index.db.executemany("insert into articles (id, key, title, url) values (?, ?, ?, ?)", rows)
        index.db.executemany("insert into article_texts values (?, '')", [(number,) for number, _ in batch])
        before = time.process_time()
        for number, prepared in batch:
            stories.add(index.db, number, prepared)
        index.db.execute("commit")
        spent.append((time.process_time() - before) * 1000 / len(batch))
    return spent


def _figures(index: Standalone, spent: list[float], size: int) -> dict[str, float]:
    marks = ", ".join("?" * len(TABLES))
    (used,) = index.db.execute(f"select sum(pgsize) from dbstat where name in ({marks})", TABLES).fetchone()
    return {
        "cpu_ms": round(median(spent), 3),
        "cpu_ms_mean": round(sum(spent) / len(spent), 3),
        "bytes": round(used / size),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
