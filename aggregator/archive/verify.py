"""Recompute what captures promise: the payload's digest in the archive and the chain in the database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from aggregator.archive.chain import link
from aggregator.archive.reader import read
from aggregator.errors import ArchiveError
from aggregator.items import Capture


@dataclass(frozen=True, slots=True)
class Finding:
    """A capture that does not hold what was promised."""

    capture_id: int
    url: str
    problem: str


def verify(captures: Iterable[tuple[int, Capture]], directory: Path) -> Iterator[Finding]:
    """Check (id, capture) pairs in the order of their ids against the chain and the files of ``directory``.

    The first finding of a broken chain names the first row that was changed, inserted, removed or moved.
    """
    previous, is_whole = "", True
    for capture_id, capture in captures:
        if is_whole and link(previous, capture) != capture.chain:
            is_whole = False
            yield Finding(
                capture_id, capture.url, "the chain breaks here: this row or the one before it was changed"
            )
        previous = capture.chain
        problem = _payload_problem(capture, directory)
        if problem:
            yield Finding(capture_id, capture.url, problem)


def _payload_problem(capture: Capture, directory: Path) -> str:
    try:
        body = read(directory, capture).body
    except ArchiveError as error:
        return str(error)
    found = hashlib.sha256(body).hexdigest()
    return (
        ""
        if found == capture.payload_sha256
        else f"the payload's SHA-256 is {found}, promised {capture.payload_sha256}"
    )
