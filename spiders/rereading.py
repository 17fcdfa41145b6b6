"""Captures of the database as pages to be read again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any

from aggregator import archive
from aggregator.errors import ArchiveError
from aggregator.frontier.sqlite import ReplayFrontier, unpacked
from aggregator.items import Page
from aggregator.store import holding
from aggregator.store.captured import capture_of
from spiders.session import Session

logger = logging.getLogger(__name__)

POLL = 0.01
"""Seconds between two looks whether the page under way has come to its end."""


def pages(session: Session, rows: Iterable[tuple[Any, ...]], lost: list[str]) -> Iterator[Page]:
    """The pages of rows as `aggregator.store.holding.captures` gives them; what cannot be read goes to ``lost``."""
    for _, page_id, source_id, hints, *facts in rows:
        capture = capture_of(facts)
        try:
            found = archive.read(session.archive.directory, capture)
        except ArchiveError as error:
            lost.append(str(error))
            continue
        capture.headers = found.headers
        settings = session.read_settings(source_id)
        yield Page(page_id, source_id, capture, found.body, settings=settings, hints=unpacked(hints))


async def held_back(session: Session, reading: set[int]) -> AsyncIterator[Page]:
    """One after the other, the captures that tell what a page changed from what its extractor did.

    ``reading``: the page under way is put there and has to be taken from it when it has left the pipelines. For
    the end of a crawl: the schedule of pages stays as it is from now on.
    """
    rows = holding.captures(session.db.conn, session.sources)
    session.writer.frontier = ReplayFrontier(session.db.conn)
    lost: list[str] = []
    for page in pages(session, rows, lost):
        reading.add(page.page_id)
        yield page
        while reading:
            await asyncio.sleep(POLL)
    for problem in lost:
        logger.error("%s", problem)
