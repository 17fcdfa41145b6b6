"""The data files of this room, read once. Adding a language or an alias means editing them, no code."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The values of ``data/<name>.toml``. Raises `FileNotFoundError` and `tomllib.TOMLDecodeError`."""
    text = files("aggregator.identity").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
