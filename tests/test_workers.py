"""Workers: the same result in a process or none, and no page that can take the crawl along."""

from __future__ import annotations

import asyncio
import multiprocessing
import pickle
import subprocess
import sys
import time
from collections.abc import Coroutine
from typing import Any

import pytest

from aggregator.items import Capture, InputFetched, Page
from pipelines.workers import AHEAD, USUAL_STAGES, CarryStages, Limits, Workers, one_process, trip
from spiders.run import project_settings
from tests.crawling import html

STAGES = ("tests.crawling.PlainRead",)


def page(title: str, body: bytes | None = None) -> Page:
    capture = Capture("https://site.example/1", "https://site.example/1", "2026-05-01T10:00:00Z", 200)
    return Page(1, "a", capture, body=html(title, "Some text").encode() if body is None else body)


def workers(count: int, seconds: float = 20.0, memory_mb: int = 4096, cpu_seconds: int = 20) -> Workers:
    limits = Limits(memory_mb, cpu_seconds)
    made = Workers(STAGES, count, seconds, cpu_seconds, lambda: one_process(STAGES, limits))
    return made


def carry(made: Workers, *pages: Page) -> list[Page]:
    async def all_at_once() -> list[Any]:
        made.open_spider()
        try:
            return await asyncio.gather(*(made.process_item(each) for each in pages))
        finally:
            made.close_spider()

    return run(all_at_once())


def run(work: Coroutine[Any, Any, list[Page]]) -> list[Page]:
    return asyncio.run(work)


def test_a_process_and_none_give_the_same() -> None:
    here, there = carry(workers(0), page("T"))[0], carry(workers(1), page("T"))[0]
    assert here == there
    assert here.article is not None
    assert (here.article.title, here.body, here.document) == ("T", b"", None)


@pytest.mark.parametrize("state", ["gone", "unchanged", "blocked", "failed"])
def test_pages_with_nothing_to_read_and_inputs_pass(state: str) -> None:
    passing = page("T")
    passing.state = state  # type: ignore[assignment]
    assert carry(workers(1), passing)[0].article is None
    fetched = InputFetched(1, "a", passing.capture)
    assert carry(workers(1), fetched)[0] is fetched  # type: ignore[arg-type]


@pytest.mark.parametrize("count", [0, 1])
def test_a_stage_that_raises_fails_its_page_alone(count: int) -> None:
    bad, good = carry(workers(count), page("raise"), page("T"))
    assert (bad.state, bad.reason) == ("failed", "plainread: ValueError: told to")
    assert good.state == "leased"


@pytest.mark.parametrize(
    ("title", "reason", "options"),
    [
        ("die", "reading it killed its worker, twice", {}),
        ("hang", "reading it took too long, twice", {"seconds": 1.0}),
        ("spin", "reading it killed its worker, twice", {"cpu_seconds": 1}),
        ("eat", "plainread: MemoryError: ", {"memory_mb": 2048}),
    ],
)
def test_a_page_that_kills_its_worker_is_failed_and_the_others_are_read(
    title: str, reason: str, options: dict[str, Any]
) -> None:
    pages = [page("T"), page(title), *(page("T") for _ in range(6))]
    read = carry(workers(2, **options), *pages)
    assert [(each.state, each.reason) for each in read] == [
        ("leased", ""),
        ("failed", reason),
        *[("leased", "")] * 6,
    ]


def test_a_page_is_tried_again_when_its_worker_was_killed_from_outside() -> None:
    made = workers(1)

    async def kill_once() -> list[Page]:
        made.open_spider()
        await made.process_item(page("T"))
        slot = await made.slots.get()
        made.slots.put_nowait(slot)
        for process in list(slot.worker.executor._processes.values()):  # type: ignore[union-attr]
            process.kill()
            process.join()
        try:
            return [await made.process_item(page("again"))]  # type: ignore[list-item]
        finally:
            made.close_spider()

    (read,) = run(kill_once())
    assert (read.state, read.reason) == ("leased", "")


def test_where_no_worker_can_start_pages_fail_and_the_run_is_told() -> None:
    told: list[str] = []
    absent = ("tests.crawling.NoSuchStage",)
    made = Workers(absent, 1, 20.0, 20, lambda: one_process(absent, Limits(4096, 20)), told.append)
    (failed,) = carry(made, page("T"))
    assert (failed.state, failed.reason) == ("failed", "reading it found no worker")
    assert len(told) == 1
    assert "no worker can be started" in told[0]


def test_a_page_lost_with_the_worker_that_another_ended_is_not_to_blame() -> None:
    """One worker holds a page and the next; the one that ends it is told apart, each time."""
    titles = ["die", "T", "die", "T", "hang", "T", "die", "T"]
    read = carry(workers(1, seconds=1.0), *map(page, titles))
    assert [each.state for each in read] == ["failed" if title != "T" else "leased" for title in titles]
    assert {each.reason.split(", ")[0] for each in read} == {
        "",
        "reading it killed its worker",
        "reading it took too long",
    }


def test_no_more_pages_are_in_flight_than_workers_have_room_for() -> None:
    made = workers(2)
    submitted = []

    async def count() -> list[Page]:
        made.open_spider()
        tasks = [asyncio.ensure_future(made.process_item(page("T"))) for _ in range(8)]
        while not all(task.done() for task in tasks):
            submitted.append(2 * AHEAD - made.slots.qsize())
            await asyncio.sleep(0.01)
        made.close_spider()
        return [await task for task in tasks]  # type: ignore[misc]

    assert len(run(count())) == 8
    assert max(submitted) <= 2 * AHEAD


def test_workers_end_with_the_crawl() -> None:
    carry(workers(2), page("T"), page("T"))
    deadline = time.monotonic() + 10
    while multiprocessing.active_children() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not multiprocessing.active_children()


def test_what_is_loaded_beforehand_is_what_workers_carry() -> None:
    settings = project_settings({})
    CarryStages().update_settings(settings)
    assert tuple(settings["WORKER_STAGES"]) == USUAL_STAGES


def test_a_worker_begins_with_what_its_server_has_loaded() -> None:
    """A worker finds the lexicons there: it does not take what loading them takes."""
    begun = (
        "from pipelines.workers import USUAL_STAGES, Limits, one_process; import time;"
        "worker = one_process(USUAL_STAGES, Limits(4096, 20));"
        "used = worker.submit(time.process_time).result(); worker.shutdown(); print(used)"
    )
    told = subprocess.run([sys.executable, "-c", begun], check=True, capture_output=True, text=True).stdout
    assert float(told) < _seconds("import pipelines.preload") / 2


def _seconds(code: str) -> float:
    """CPU time of a fresh interpreter that runs this code."""
    told = f"{code}; import time; print(time.process_time())"
    return float(
        subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True).stdout
    )


def test_the_way_back_is_light() -> None:
    read = trip(STAGES, page("T", html("T", "x " * 50_000).encode()))
    heavy = pickle.dumps(read)
    assert read.body == b""
    assert len(heavy) < 3 * 100_000


def test_the_add_on_carries_what_stands_within_the_hundred() -> None:
    settings = project_settings({})
    CarryStages().update_settings(settings)
    left = [path for path, order in settings.getdict("ITEM_PIPELINES").items() if order is not None]
    assert "pipelines.read.Read" in settings["WORKER_STAGES"]
    assert not set(left) & set(settings["WORKER_STAGES"])
    assert "pipelines.archive.Archive" in left
    assert "pipelines.store.Store" in left
