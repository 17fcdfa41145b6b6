"""The data files of this room, read once. Adding a language or an alias means editing them, no code."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

WORDS_KEPT, NAMES_KEPT = 1 << 12, 1 << 11
"""How much is remembered of words and of whole names: the names of the longest statements with those they are compared
with. Names of other statements seldom come back, and every process of a crawl would grow with each of them."""


@cache
def table(name: str) -> dict[str, Any]:
    """The values of ``data/<name>.toml``. Raises `FileNotFoundError` and `tomllib.TOMLDecodeError`."""
    text = files("aggregator.identity").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
