"""The whole crawl beside bare Scrapy with trafilatura: ``python -m tests.benchmarks.crawl --help``.

Paired runs over the same generated pages; medians. Wall time runs from the first page asked for to the end of the
process; CPU time and memory are those of the process and its workers, read from /proc. ``--memory N`` crawls N pages
once instead and prints the memory at a tenth of the way and at the end.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.loopback.pages import SITES
from tests.crawling import ROOT, write_source

TICKS = os.sysconf("SC_CLK_TCK")
PAGE_KB = os.sysconf("SC_PAGE_SIZE") / 1024
OURS = {
    "ALLOWED_PRIVATE_HOSTS": ["127.0.0.*"],
    "ONLY_THESE_SOURCES": True,
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    "LEASES_PER_SOURCE": 16,
    "LOG_LEVEL": "ERROR",
}


@dataclass
class Use:
    """What one run took."""

    pages: int = 0
    seconds: float = 0.0
    main_cpu: float = 0.0
    all_cpu: float = 0.0
    memory: list[tuple[int, float, float, int]] = field(default_factory=list)
    """(pages asked, MB of the main process, MB of all, processes); what processes share counts for each."""

    @property
    def speed(self) -> float:
        return self.pages / self.seconds


@contextmanager
def serving(pages: int) -> Iterator[int]:
    """The site in a process of its own; its port."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.loopback.site", str(pages)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.communicate()


def asked(port: int, *, reset: bool = False) -> tuple[int, float]:
    """(pages asked for, time of the first) since the last reset."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/asked{'?reset' if reset else ''}") as answer:
        count, first = json.load(answer)
    return count, first


def processes(session: int) -> dict[int, tuple[float, float]]:
    """pid -> (CPU seconds, resident MB) of the processes of a session."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            head, _, rest = (folder / "stat").read_text().rpartition(")")
        except OSError:
            continue
        facts = rest.split()
        if int(facts[3]) == session:
            found[int(head.split()[0])] = (
                (int(facts[11]) + int(facts[12])) / TICKS,
                int(facts[21]) * PAGE_KB / 1024,
            )
    return found


def measure(command: list[str], port: int) -> Use:
    """Run a crawl and watch it; what it took before its first page (starting up) is left out."""
    asked(port, reset=True)
    process = subprocess.Popen(command, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL)
    start: dict[int, float] = {}
    cpu: dict[int, float] = {}
    use, first = Use(), 0.0
    while process.poll() is None:
        now = processes(process.pid)
        cpu |= {pid: seconds for pid, (seconds, _) in now.items()}
        use.pages, first = asked(port)
        if not use.pages:
            start = dict(cpu)
        else:
            own = now.get(process.pid, (0, 0.0))[1]
            use.memory.append((use.pages, own, sum(size for _, size in now.values()), len(now)))
        time.sleep(0.2)
    use.seconds = time.time() - first
    assert process.returncode == 0, command
    use.pages, _ = asked(port)
    spent = {pid: seconds - start.get(pid, 0.0) for pid, seconds in cpu.items()}
    use.main_cpu, use.all_cpu = spent.get(process.pid, 0.0), sum(spent.values())
    return use


def bare(port: int, pages: int, folder: Path, *, fetch: bool = False) -> Use:
    """The peer, or only its fetching."""
    file = folder / f"bare-{time.monotonic_ns()}.jsonl"
    command = [sys.executable, "-m", "tests.benchmarks.loopback.bare", str(port), str(pages), str(file)]
    return measure([*command, "fetch"] if fetch else command, port)


def ours(port: int, folder: Path, workers: int, **settings: object) -> Use:
    """The whole crawl into a new database."""
    place = Path(tempfile.mkdtemp(dir=folder))
    for site in range(SITES):
        url = f"http://127.0.0.{2 + site}:{port}/feed/{site}"
        write_source(place / "sources", f"site-{site}", url, limit="100000")
    told = {
        "database": str(place / "news.db"),
        "sources": [str(place / "sources")],
        "settings": OURS | {"WORKERS": workers} | settings,
    }
    return measure([sys.executable, "-m", "tests.crawl_once", json.dumps(told)], port)


def compare(pages: int, rounds: int) -> dict[str, float]:
    """Medians of paired runs: speeds, their ratios and CPU a page."""
    with tempfile.TemporaryDirectory() as name, serving(pages) as port:
        folder = Path(name)
        runs = [
            (
                bare(port, pages, folder),
                ours(port, folder, 1),
                ours(port, folder, 2),
                bare(port, pages, folder, fetch=True),
            )
            for _ in range(rounds)
        ]
    median = statistics.median
    own = [1000 * (one.main_cpu / one.pages - fetch.main_cpu / fetch.pages) for _, one, _, fetch in runs]
    return {
        "bare, pages/s": median(peer.speed for peer, *_ in runs),
        "1 worker, pages/s": median(one.speed for _, one, *_ in runs),
        "2 workers, pages/s": median(two.speed for _, _, two, _ in runs),
        "1 worker / bare": median(one.speed / peer.speed for peer, one, *_ in runs),
        "2 workers / bare": median(two.speed / peer.speed for peer, _, two, _ in runs),
        "bare, CPU ms/page": median(1000 * peer.all_cpu / peer.pages for peer, *_ in runs),
        "1 worker, CPU ms/page": median(1000 * one.all_cpu / one.pages for _, one, *_ in runs),
        "of it the main process": median(1000 * one.main_cpu / one.pages for _, one, *_ in runs),
        "own overhead over fetching, CPU ms/page": median(own),
    }


def memory(pages: int) -> list[tuple[int, float, float, int]]:
    """What `Use.memory` holds at a tenth of the way and at the end of one crawl, before its workers end."""
    with tempfile.TemporaryDirectory() as name, serving(pages) as port:
        use = ours(port, Path(name), 2)
    usual = statistics.median(processes for *_, processes in use.memory)
    living = [row for row in use.memory if row[3] >= usual]
    return [next(row for row in living if row[0] >= pages / 10), living[-1]]


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=1000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--memory", type=int, default=0)
    chosen = options.parse_args()
    if chosen.memory:
        for count, own, everything, _ in memory(chosen.memory):
            print(f"{count:7} pages: main process {own:6.0f} MB, with workers {everything:6.0f} MB")
        return
    print(f"{chosen.pages} pages, medians of {chosen.rounds} paired runs")
    for name, value in compare(chosen.pages, chosen.rounds).items():
        print(f"  {name:42} {value:8.2f}")


if __name__ == "__main__":
    main()
