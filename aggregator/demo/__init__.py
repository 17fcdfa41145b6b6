"""A bundled sample: sites served on loopback, and their catalogue in the format of the real one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from aggregator.demo.content import source_toml
from aggregator.demo.server import Answer, Demo, serve

__all__ = ["Answer", "Demo", "catalogue", "serve"]


def catalogue(bases: Mapping[str, str], directory: Path) -> Path:
    """Write a catalogue file for every sample site into ``directory``, made if need be; return it.

    ``bases``: site name -> base address, as :attr:`Demo.bases` has them. Read it with
    `aggregator.sources.read`, which leaves out the shipped sources.
    """
    directory.mkdir(parents=True, exist_ok=True)
    for name, base in bases.items():
        (directory / f"{name}.toml").write_text(source_toml(name, base), encoding="utf-8")
    return directory
