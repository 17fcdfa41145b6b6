"""Readers' pages at the server, warm median in milliseconds, on a large generated database.

``python -m tests.benchmarks.readers FILE --articles 500000`` makes the file where there is none (some minutes) and
measures it; exit 1 where a page is slower than its limit. CPU time of the process is printed beside the wall time,
which depends on the machine's load.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import sqlite3
import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from aggregator.web.app import app
from tests.benchmarks.web_corpus import build

READER_MS, SEARCH_MS, TABLE_MS = 50, 60, 120
FRONT_BYTES, FRONT_GZIPPED = 15_000, 5_000
READER = [
    "/",
    "/statements",
    "/statements?before={middle},1",
    "/latest",
    "/latest?before={middle},1",
    "/new",
    "/new?since={middle}",
    "/article/{statement_article}",
    "/article/7",
    "/statement/{longest}",
    "/story/1",
    "/signatories",
    "/signatories?q=alma",
    "/signatory/{busiest}",
    "/sources",
    "/source/source-001",
    "/source/source-001?before={middle},1",
    "/network",
    "/network?min=2",
    "/downloads",
    "/data",
    "/about",
    "/feed/statements.atom",
    "/feed/latest.atom",
    "/feed/signatory-{busiest}.atom",
    "/metrics",
    "/health",
]
SEARCH = [
    "/search?q=prison",
    "/search?q=prison&lang=ru",
    "/search?q=زندان+دادگاه",
    "/search?q=监狱",
    "/search?q=strike&source=source-001",
    "/search?q=strike&owner=owner-3&kind=statement",
    "/search?q=prison&from={middle}&to={middle}",
    "/search?q=pris*",
    "/search?q=prison&before=all,250000",
    "/search?q=nothingatall",
    "/feed/search.atom?q=prison",
]
TABLE = [
    "/news/articles",
    "/news/signatures",
    "/news/statements",
    "/news/articles/7",
    "/news/who_signed_what",
    "/statement/{longest}.csv",
    "/signatory/{busiest}.csv",
]


async def measure(database: Path, rounds: int) -> int:
    """Print every page; returns how many miss their limit."""
    ds = app(database)
    await ds.invoke_startup()
    facts = _facts(database)
    missed = 0
    print(f"{'page':58} {'median':>7} {'cpu':>7} {'limit':>6} {'bytes':>8} {'gzip':>7}")
    for paths, limit in ((READER, READER_MS), (SEARCH, SEARCH_MS), (TABLE, TABLE_MS)):
        for path in paths:
            missed += not await _page(ds, path.format(**facts), limit, rounds)
    return missed


async def _page(ds: Any, path: str, limit: int, rounds: int) -> bool:
    times, cpu = [], []
    for _ in range(rounds + 2):
        begun, spent = time.perf_counter(), time.process_time()
        answer = await ds.client.get(path)
        times.append((time.perf_counter() - begun) * 1000)
        cpu.append((time.process_time() - spent) * 1000)
    median, packed = statistics.median(times[2:]), len(gzip.compress(answer.content))
    is_small = path != "/" or (len(answer.content) <= FRONT_BYTES and packed <= FRONT_GZIPPED)
    is_answered = answer.status_code == 200 or path == "/health"  # 503 once the file is some hours old
    is_well = is_answered and median <= limit and is_small
    figures = f"{median:7.1f} {statistics.median(cpu[2:]):7.1f} {limit:6} {len(answer.content):8} {packed:7}"
    print(f"{path:58} {figures} {'' if is_well else f'MISSED ({answer.status_code})'}")
    return is_well


def _facts(database: Path) -> dict[str, object]:
    connection = sqlite3.connect(database)
    questions = {
        "middle": "select substr(published, 1, 10) from articles where id = (select max(id) / 2 from articles) + 1",
        "statement_article": "select article_id from statement_articles order by statement_id desc limit 1",
        "longest": "select id from statements order by signatory_count desc limit 1",
        "busiest": "select slug from signatories order by statement_count desc limit 1",
    }
    return {name: connection.execute(sql).fetchone()[0] for name, sql in questions.items()}


def main(arguments: list[str]) -> int:
    """Measure one file, made first where it is not there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=9)
    asked = parser.parse_args(arguments)
    with TemporaryDirectory() as directory:
        file = asked.file or Path(directory) / "news.db"
        if not file.exists():
            build(file, asked.articles)
        return 1 if asyncio.run(measure(file, asked.rounds)) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
