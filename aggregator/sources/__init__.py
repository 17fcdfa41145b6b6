"""The catalogue: one TOML file per outlet, its file name the outlet's id. Adding one touches no code."""

from aggregator.sources.loader import BUILTIN, choose, load, read, read_file
from aggregator.sources.model import Input, Source

__all__ = ["BUILTIN", "Input", "Source", "choose", "load", "read", "read_file"]
