"""What the index costs as it grows: CPU and bytes an article, and the memory of the process that adds them.

The bulk of an index is loaded by a process of its own, as the rows that adding leaves behind: hashes of texts of
many lengths, each with its host's boilerplate and set phrases. What is measured are articles written in twelve
languages, added in batches of one transaction by the code the writer runs, with foreign keys on: first texts like
no other but for boilerplate and phrases, then edited copies. Looking up and inserting (commit included) is told
apart from comparing with the texts found, which does not grow with the index. Analysing a new text is left out, for
workers do it. The first batches of each size warm the process up and are not counted.
"""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from functools import cache, wraps
from pathlib import Path
from random import Random
from statistics import mean, median
from typing import Any
from unittest.mock import patch

from aggregator.identity.copies import prepare
from aggregator.identity.shingles import BITS, keep, modulus
from aggregator.store import stories
from tests.benchmarks.stories_corpus import edits
from tests.benchmarks.stories_corpus.writer import Writer, languages
from tests.benchmarks.stories_standalone import Standalone

PHRASES, HOSTS_A_LANGUAGE = 200_000, 4
BATCH, BULK, WARM_UP, FRESH, COPIES = 64, 20_000, 8, 40, 10
TABLES = (
    "shingles", "text_digests", "common_shingles", "copies", "copies_of",
    "story_articles", "story_articles_story", "story_articles_of",
)  # fmt: skip
Text = tuple[str, str, str]
"""Title, text, host."""


@cache
def _plates() -> list[tuple[str, str, str]]:
    """(language, host, what the host prints under each of its articles)."""
    writers = [(code, Writer(code, "tune", 77)) for code in languages()]
    return [
        (code, f"{code}{number}.example", writer.text([writer.sentences(3)]))
        for code, writer in writers
        for number in range(HOSTS_A_LANGUAGE)
    ]


@cache
def _plate_hashes() -> list[list[int]]:
    return [prepare("", plate, "").text.words.hashes for _, _, plate in _plates()]


def _hashes(rng: Random) -> frozenset[int]:
    """What the index keeps of a text of 25 to 4,000 shingles, 300 in the middle."""
    count = min(max(round(rng.lognormvariate(5.7, 0.8)), 25), 4_000)
    each = modulus(count)
    phrases = [int(PHRASES * rng.random() ** 3) * 9973 for _ in range(count // 100)]
    own = [rng.getrandbits(BITS) // each * each for _ in range(count // each)]
    return keep([*phrases, *rng.choice(_plate_hashes()), *own], count)


def grow(path: Path, sizes: list[int], seed: int = 1) -> Iterator[dict[str, float]]:
    """Fill an index to each size in turn; a row of figures for each: milliseconds of CPU, bytes, megabytes."""
    index, done = Standalone(path), 0
    index.db.isolation_level = None
    for size in sizes:
        loader = multiprocessing.get_context("spawn").Process(target=load, args=(path, done, size, seed))
        loader.start()
        loader.join()
        assert loader.exitcode == 0
        done = size
        yield {"articles": size, **_measure(index, size + seed), **_room(index)}
    index.close()


def load(path: Path, done: int, size: int, seed: int) -> None:
    """Bring an index of ``done`` articles to ``size`` of them, and what is measured on the way."""
    db, rng = sqlite3.connect(path, isolation_level=None), Random(f"{seed} {done}")
    (last,) = db.execute("select coalesce(max(id), 0) from articles").fetchone()
    for start in range(last, size, BULK):
        _load(db, rng, range(start + 1, min(start + BULK, size) + 1))
    db.execute("pragma wal_checkpoint(truncate)")
    db.close()


def _load(db: sqlite3.Connection, rng: Random, numbers: range) -> None:
    """What adding one by one leaves behind, written in the order of the hashes: the same rows, sooner."""
    postings = sorted((value, number) for number in numbers for value in _hashes(rng))
    run = db.executemany
    db.execute("begin immediate")
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
    run("insert into shingles select ?1, ?2 where ?1 not in (select hash from common_shingles)", postings)
    db.execute(
        "insert or ignore into common_shingles select hash from shingles group by hash having count(*) >= ?",
        (stories.MOST_STORIES,),
    )
    db.execute("delete from shingles where hash in (select hash from common_shingles)")
    db.execute("commit")


def _measure(index: Standalone, seed: int) -> dict[str, float]:
    writers = {code: Writer(code, "tune", seed) for code in languages()}
    rng = Random(seed)
    originals = [_fresh(writers, rng) for _ in range((WARM_UP + FRESH) * BATCH)]
    fresh = _add(index, [text for text, _ in originals])[WARM_UP:]
    copies = _add(index, [_copy(writers, *rng.choice(originals)) for _ in range(COPIES * BATCH)])
    found = [spent for spent, _ in fresh]
    return {
        "cpu_ms": round(median(found), 3),
        "cpu_ms_mean": round(mean(found), 3),
        "copies_cpu_ms": round(median(spent for spent, _ in copies), 3),
        "comparing_ms": round(mean(compared for _, compared in fresh), 3),
        "comparing_copies_ms": round(mean(compared for _, compared in copies), 3),
    }


def _fresh(writers: dict[str, Writer], rng: Random) -> tuple[Text, tuple[str, list[list[str]]]]:
    """A new article under its host's boilerplate, and (its language, its paragraphs)."""
    code, host, plate = rng.choice(_plates())
    writer = writers[code]
    text = writer.article(rng.choice((60, 150, 300, 450, 700)))
    return (writer.title(), f"{writer.text(text)}\n\n{plate}", host), (code, text)


def _copy(writers: dict[str, Writer], text: Text, made_of: tuple[str, list[list[str]]]) -> Text:
    writer = writers[made_of[0]]
    edited = writer.rng.choice((edits.headline, edits.lead, edits.cut(0.7), edits.change(0.05)))
    return text[0], writer.text(edited(writer, made_of[1])), f"copy{writer.rng.randrange(400)}.example"


def _add(index: Standalone, texts: list[Text]) -> list[tuple[float, float]]:
    """Add articles in batches; of each batch the milliseconds of CPU an article took, and took in comparing."""
    spent = []
    (number,) = index.db.execute("select max(id) from articles").fetchone()
    for first in range(0, len(texts), BATCH):
        batch = texts[first : first + BATCH]
        prepared = [(number + at, prepare(*text)) for at, text in enumerate(batch, 1)]
        number += len(batch)
        rows = [(n, repr(n), t[0], f"https://{t[2]}/{n}") for (n, _), t in zip(prepared, batch, strict=True)]
        bodies = [(n, text) for (n, _), (_, text, _) in zip(prepared, batch, strict=True)]
        index.db.execute("begin immediate")
        index.db.executemany("insert into articles (id, key, title, url) values (?, ?, ?, ?)", rows)
        index.db.executemany("insert into article_texts values (?, ?)", bodies)
        compared: list[float] = []
        before = time.process_time()
        with _timed("judge", compared), _timed("_stored", compared):
            for article_id, one in prepared:
                stories.add(index.db, article_id, one)
        index.db.execute("commit")
        all_of_it = time.process_time() - before
        each = 1000 / len(batch)
        spent.append(((all_of_it - sum(compared)) * each, sum(compared) * each))
    return spent


def _timed(name: str, spent: list[float]) -> Any:
    """While entered, the CPU seconds of each call of a function of the store are noted."""
    function: Callable[..., Any] = getattr(stories, name)

    @wraps(function)
    def timed(*arguments: Any) -> Any:
        before = time.process_time()
        answer = function(*arguments)
        spent.append(time.process_time() - before)
        return answer

    return patch.object(stories, name, timed)


def _room(index: Standalone) -> dict[str, float]:
    """Bytes of the index an article, and megabytes this process holds after its adding."""
    marks = ", ".join("?" * len(TABLES))
    (used,) = index.db.execute(f"select sum(pgsize) from dbstat where name in ({marks})", TABLES).fetchone()
    (count,) = index.db.execute("select count(*) from articles").fetchone()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return {"bytes": round(used / count), "memory_mb": pages * os.sysconf("SC_PAGE_SIZE") >> 20}
