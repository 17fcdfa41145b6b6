"""Feeds of every language: each pair of a feed and its expected items, found by glob."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aggregator.extract.dates import parse
from aggregator.extract.inputs import feeds

FEEDS = sorted(
    file for file in (Path(__file__).parent / "feeds").glob("*/*") if file.suffix in (".xml", ".json-feed")
)
LANGUAGES = set(
    str.split("en fr es pt it de nl ru uk be pl tr ku ckb ar fa ps ur he zh ja ko my am vi th id hi")
)


def test_every_language_has_a_feed() -> None:
    assert {file.parent.name for file in FEEDS} >= LANGUAGES


@pytest.mark.parametrize("file", FEEDS, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_feed(file: Path) -> None:
    want = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    read = feeds.read(file.read_bytes(), want["url"])
    found: list[dict[str, Any]] = []
    for page in read.discovered:
        date = parse(page.hints.published, (page.hints.language,), captured_at="2026-07-01T00:00:00Z")
        told = {name: getattr(page.hints, name) for name in ("title", "author", "language")}
        found.append({"url": page.url, **told, "published": date.local or date.value})
    assert found == want["items"]
    assert (read.title, read.problem) == (want["title"], "")
