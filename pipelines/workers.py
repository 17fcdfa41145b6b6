"""The stages that cost CPU, carried as one trip to worker processes, so that the reactor only moves bytes.

Each worker is an executor of one process: one that is killed, by its deadline, by a limit or by the system,
takes no other page along. Its page is tried once more in a new process and then recorded as failed.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import resource
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from aggregator.items import InputFetched, Page

logger = logging.getLogger(__name__)

OWN_PATH = "pipelines.workers.Workers"
STAGES = "WORKER_STAGES"
TRIES = 2


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
    """Make a new worker ready: limits first, then the stages with all they load."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit(resource.RLIMIT_AS, limits.memory_mb << 20)
    _loaded(tuple(stages))


def limited_trip(stages: Sequence[str], cpu_seconds: int, page: Page) -> Page:
    """`trip` within so much CPU time from now on; the system kills the process beyond it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + cpu_seconds)
    return trip(stages, page)


def _limit(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


class Workers:
    """Carries pages that are to be read through the stages; everything else passes.

    ``make``: makes the executor of one worker; None: the stages run here, with the same result.
    """

    def __init__(
        self,
        stages: Sequence[str],
        count: int,
        seconds: float,
        cpu_seconds: int,
        make: Callable[[], Executor],
    ) -> None:
        self.stages, self.count, self.seconds, self.cpu_seconds = tuple(stages), count, seconds, cpu_seconds
        self.make = make
        self.idle: asyncio.LifoQueue[Executor | None] = asyncio.LifoQueue()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        settings = crawler.settings
        stages = settings.getlist(STAGES)
        limits = Limits(settings.getint("WORKER_MEMORY_MB"), settings.getint("PAGE_CPU_SECONDS"))
        return cls(
            stages,
            settings.getint("WORKERS"),
            settings.getfloat("PAGE_SECONDS"),
            limits.cpu_seconds,
            lambda: one_process(stages, limits),
        )

    def open_spider(self) -> None:
        for _ in range(self.count):
            self.idle.put_nowait(None)

    def close_spider(self) -> None:
        while not self.idle.empty():
            executor = self.idle.get_nowait()
            if executor is not None:
                executor.shutdown(wait=False, cancel_futures=True)

    async def process_item(self, item: Page | InputFetched) -> Page | InputFetched:
        if not isinstance(item, Page) or item.state != "leased":
            return item
        if not self.count:
            return trip(self.stages, item)
        return await self._carry(item)

    async def _carry(self, page: Page) -> Page:
        reason = ""
        for _ in range(TRIES):
            executor = await self.idle.get() or self.make()
            try:
                future = executor.submit(limited_trip, self.stages, self.cpu_seconds, page)
                read = await asyncio.wait_for(asyncio.wrap_future(future), self.seconds)
            except (BrokenProcessPool, TimeoutError) as error:
                reason = "took too long" if isinstance(error, TimeoutError) else "killed its worker"
                logger.warning("%s %s", page.capture.url, reason)
                kill(executor)
                executor = None
            else:
                read.settings, read.hints = page.settings, page.hints
                return read
            finally:
                self.idle.put_nowait(executor)
        page.state, page.reason = "failed", f"reading it {reason}, twice"
        return page


def one_process(stages: Sequence[str], limits: Limits) -> ProcessPoolExecutor:
    """An executor of one fresh process. Forking inside a running loop would copy its sockets and locks."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(sorted({path.rpartition(".")[0] for path in stages}))
    return ProcessPoolExecutor(1, mp_context=context, initializer=begin, initargs=(tuple(stages), limits))


def kill(executor: Executor | None) -> None:
    """End a worker that does not end by itself."""
    for process in list(getattr(executor, "_processes", None) or ()):
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            continue
    if executor is not None:
        executor.shutdown(wait=False, cancel_futures=True)
