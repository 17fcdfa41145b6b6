"""The stages that cost CPU, carried as one trip to worker processes, so that the reactor only moves bytes.

Each worker is an executor of one process: one that is killed, by its deadline, by a limit or by the system,
takes no other page along. Its page is tried once more in a new process and then recorded as failed.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import multiprocessing
import os
import resource
import signal
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import lru_cache
from multiprocessing import forkserver
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from aggregator.extract.sample import SAMPLE
from aggregator.items import Capture, InputFetched, Page

logger = logging.getLogger(__name__)

OWN_PATH = "pipelines.workers.Workers"
STAGES = "WORKER_STAGES"
USUAL_STAGES = (
    "pipelines.read.Read",
    "pipelines.dates.Dates",
    "pipelines.signatories.Signatories",
    "pipelines.links.Links",
    "pipelines.deduplicate.Deduplicate",
)
"""What workers carry unless settings say otherwise; loaded once, in the process that workers are forked from."""
TRIES = 2
AHEAD = 8
"""Pages a worker is given at a time: the next lie ready while the answer to one is taken in, and while a batch of
others is written, which holds up the loop for the time of several pages."""
START_SECONDS = 120
"""Wall time a worker may take to load all that the stages need."""
GARBAGE_THRESHOLD = 50_000
"""Objects made before cycles are looked for: a page makes tens of thousands that live as long as it, hardly a cycle."""


class CarryStages:
    """Add-on: takes the stages numbered within the hundred of `Workers` out of the line and into the trip."""

    def update_settings(self, settings: BaseSettings) -> None:
        order = settings.getdict("ITEM_PIPELINES")
        own = order[OWN_PATH]
        carried = {path: n for path, n in order.items() if n is not None and own < n < own + 100}
        settings.set(STAGES, sorted(carried, key=carried.__getitem__), priority="addon")
        rest = {path: None if path in carried else n for path, n in order.items()}
        settings.set("ITEM_PIPELINES", rest, priority=settings.getpriority("ITEM_PIPELINES") or "addon")


def trip(stages: Sequence[str], page: Page) -> Page:
    """Run a page through the stages (dotted names) and leave behind what needs no way back.

    An error of a stage fails the page with the stage's name and never escapes.
    """
    try:
        for stage in _loaded(tuple(stages)):
            page = stage.process_item(page)
    except Exception as error:
        logger.exception("could not read %s", page.capture.url)
        page.article, page.state = None, "failed"
        page.reason = f"{type(stage).__name__.lower()}: {type(error).__name__}: {error}"[:500]
    page.body, page.document = b"", None
    return page


@lru_cache(maxsize=4)
def _loaded(stages: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(load_object(path)() for path in stages)


@dataclass(frozen=True)
class Limits:
    """What a worker may use."""

    memory_mb: int
    cpu_seconds: int


def begin(stages: Sequence[str], limits: Limits) -> None:
    """Make a new worker ready: limits first, then the stages with all they load, lexicons and models included."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit(resource.RLIMIT_AS, limits.memory_mb << 20)
    warm(stages)
    gc.set_threshold(GARBAGE_THRESHOLD)


def warm(stages: Sequence[str]) -> None:
    """Load the stages with all they need to read a page, lexicons and models included, and keep it for good."""
    _loaded(tuple(stages))
    url = "https://sample.example/"
    trip(stages, Page(0, "", Capture(url, url, "2026-05-02T10:00:00Z", 200), SAMPLE.encode()))
    gc.collect()
    gc.freeze()


def limited_trip(stages: Sequence[str], cpu_seconds: int, page: Page) -> Page:
    """`trip` within so much CPU time from now on; the system kills the process beyond it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + cpu_seconds)
    return trip(stages, page)


def _limit(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


@dataclass(eq=False, slots=True)
class _Worker:
    """A process that reads the pages given to it one after the other."""

    executor: Executor
    turn: asyncio.Lock
    """Held for the page that is being read; those given later wait for it in their order."""
    ended: bool = False


@dataclass(order=True, slots=True)
class _Slot:
    """Room for a page at a worker; None: no worker could be started."""

    depth: int
    """Pages given before it are in the slots below."""
    worker: _Worker | None = field(compare=False)


class Workers:
    """Carries pages that are to be read through the stages; everything else passes.

    ``make``: makes the executor of one worker; ``count`` 0: the stages run here, with the same result.
    ``seconds``: wall time for a page once its worker is ready; ``halt``: told why when no worker can start.
    """

    def __init__(
        self,
        stages: Sequence[str],
        count: int,
        seconds: float,
        cpu_seconds: int,
        make: Callable[[], Executor],
        halt: Callable[[str], None] = logger.error,
    ) -> None:
        self.stages, self.count, self.seconds, self.cpu_seconds = tuple(stages), count, seconds, cpu_seconds
        self.make, self.halt = make, halt
        self.slots: asyncio.PriorityQueue[_Slot] = asyncio.PriorityQueue()
        self._starting: set[asyncio.Task[None]] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        settings = crawler.settings
        stages = settings.getlist(STAGES)
        limits = Limits(settings.getint("WORKER_MEMORY_MB"), settings.getint("PAGE_CPU_SECONDS"))
        spider: Any = crawler.spider
        return cls(
            stages,
            settings.getint("WORKERS"),
            settings.getfloat("PAGE_SECONDS"),
            limits.cpu_seconds,
            lambda: one_process(stages, limits),
            spider.session.halt,
        )

    def open_spider(self) -> None:
        for _ in range(self.count):
            self._start_one()

    def close_spider(self) -> None:
        for task in self._starting:
            task.cancel()
        while not self.slots.empty():
            worker = self.slots.get_nowait().worker
            if worker is not None:
                worker.executor.shutdown(wait=False, cancel_futures=True)

    async def process_item(self, item: Page | InputFetched) -> Page | InputFetched:
        if not isinstance(item, Page) or item.state != "leased":
            return item
        if not self.count:
            return trip(self.stages, item)
        return await self._carry(item)

    async def _carry(self, page: Page) -> Page:
        """Have a page read by a worker; one that was lost with a worker that another page ended is given anew."""
        reasons: list[str] = []
        while len(reasons) < TRIES:
            slot = await self.slots.get()
            if slot.worker is None:
                self.slots.put_nowait(slot)
                reasons.append("found no worker")
                break
            if slot.worker.ended:
                continue
            try:
                read = await self._given(slot.worker, page)
            except (BrokenProcessPool, TimeoutError) as error:
                reasons.append("took too long" if isinstance(error, TimeoutError) else "killed its worker")
                logger.warning("%s: reading it %s", page.capture.url, reasons[-1])
                self._end(slot.worker)
                continue
            if read is not None:
                self.slots.put_nowait(slot)
                read.settings, read.hints = page.settings, page.hints
                return read
        page.state = "failed"
        page.reason = f"reading it {reasons[-1]}" + ", twice" * (len(reasons) == TRIES)
        return page

    async def _given(self, worker: _Worker, page: Page) -> Page | None:
        """The page as a worker read it; None if the worker ended before its turn."""
        future = worker.executor.submit(limited_trip, self.stages, self.cpu_seconds, page)
        async with worker.turn:
            if worker.ended:
                return None
            return await asyncio.wait_for(asyncio.wrap_future(future), self.seconds)

    def _end(self, worker: _Worker) -> None:
        if not worker.ended:
            worker.ended = True
            kill(worker.executor)
            self._start_one()

    def _start_one(self) -> None:
        task = asyncio.ensure_future(self._until_ready(self.make()))
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _until_ready(self, executor: Executor) -> None:
        try:
            await asyncio.wait_for(asyncio.wrap_future(executor.submit(os.getpid)), START_SECONDS)
        except (BrokenProcessPool, TimeoutError) as error:
            kill(executor)
            self.halt(f"no worker can be started ({error or 'it took too long'})")
            self.slots.put_nowait(_Slot(0, None))
        except asyncio.CancelledError:
            kill(executor)
            raise
        else:
            worker = _Worker(executor, asyncio.Lock())
            for depth in range(AHEAD):
                self.slots.put_nowait(_Slot(depth, worker))


def prepare(stages: Collection[str]) -> None:
    """Begin to load what workers need, while the crawl itself starts.

    They are forked from a server process that has loaded it, so that a new worker is ready at once and all share the
    memory. Forking this process inside a running loop would copy its sockets and locks. Where not all of the usual
    stages are among ``stages``, each worker loads its own.
    """
    usual = set(USUAL_STAGES) <= set(stages)
    forkserver.set_forkserver_preload(["pipelines.preload" if usual else __name__])
    forkserver.ensure_running()


def one_process(stages: Sequence[str], limits: Limits) -> ProcessPoolExecutor:
    """An executor of one fresh process."""
    prepare(stages)
    context = multiprocessing.get_context("forkserver")
    return ProcessPoolExecutor(1, mp_context=context, initializer=begin, initargs=(tuple(stages), limits))


def kill(executor: Executor) -> None:
    """End a worker that does not end by itself."""
    for process in list(getattr(executor, "_processes", None) or ()):
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            continue
    executor.shutdown(wait=False, cancel_futures=True)
