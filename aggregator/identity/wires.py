"""The news agency a text is credited to, where its byline, dateline or last line says so."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

DATELINE = 160
"""Characters at the beginning of a text in which a dateline ends."""
_DASH = r"[-–—―:：]"


@cache
def _names() -> tuple[tuple[str, str], ...]:
    table = tomllib.loads((files(__package__) / "data" / "wires.toml").read_text(encoding="utf-8"))
    pairs = [(name, wire) for wire, row in table.items() for name in row["names"]]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    names = "|".join(re.escape(name) for name, _ in _names())
    word = rf"(?<!\w)(?P<name>{names})(?!\w)"
    in_dateline = rf"[(（\[【]\s*{word}[^)）\]】]{{0,20}}[)）\]】]|^[^.!?。؟]{{0,60}}?{word}\s*{_DASH}(?!\w)"
    named_twice = in_dateline.replace("(?P<name>", "(?P<bracketed>", 1)
    in_credit = rf"^\W*(?:[^\W\d_]+\s*{_DASH}\s*)?{word}\W*$"
    return re.compile(word), re.compile(named_twice), re.compile(in_credit)


def credit(byline: str, text: str) -> str:
    """The short name of the agency credited, such as ``AFP``; empty where none is.

    An agency that is only spoken of in the text is no credit.
    """
    anywhere, dateline, closing = _patterns()
    lines = text.strip().rsplit("\n", 1)
    match = (
        anywhere.search(byline)
        or dateline.search(text.lstrip()[:DATELINE].split("\n")[0])
        or (closing.search(lines[-1]) if len(lines) > 1 else None)
    )
    if match is None:
        return ""
    found = match.groupdict()
    name = found.get("bracketed") or found["name"]
    return dict(_names())[name]
