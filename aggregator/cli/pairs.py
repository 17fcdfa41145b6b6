"""Page pairs beside the catalogue: a page as a file and, in JSON beside it, what must be read of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from aggregator.errors import UsageError
from aggregator.extract import report
from aggregator.items import Capture, Page, ReadSettings

PAGES = "pages"
Reader = Callable[[Page], Page]


def of_source(folder: Path, source_id: str) -> list[Path]:
    """The pages of a source's pairs below a folder: ``ID.html`` and ``ID/*.html``."""
    return sorted([*folder.glob(f"{source_id}.html"), *folder.glob(f"{source_id}/*.html")])


def read(file: Path, settings: ReadSettings, reader: Reader) -> report.Record:
    """What is read of a pair's page now, in the form of its JSON.

    ``reader``: the stages of a crawl that read a page. Address and time of capture are those the JSON names. Raises
    `UsageError` where it names none.
    """
    told = file.with_suffix(".json")
    try:
        before = json.loads(told.read_text(encoding="utf-8"))
        url, at = str(before["url"]), str(before["captured_at"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{told} cannot be used ({error}): write JSON with the url of the page and captured_at, the UTC time "
            "it was had, as in 2026-11-01T08:00:00Z"
        ) from None
    return record(file.read_bytes(), url, at, settings, reader)


def record(body: bytes, url: str, captured_at: str, settings: ReadSettings, reader: Reader) -> report.Record:
    """A page's accepted values with the time of its capture, from which relative dates count."""
    capture = Capture(url, url, captured_at, 200, [("Content-Type", "text/html")])
    page = reader(Page(0, settings.source_id, capture, body, settings))
    return {"url": url, "captured_at": captured_at} | report.accepted(page)
