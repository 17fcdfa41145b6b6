"""Lists of names, tables of contents and menus inside a text: what two different texts may share whole."""

from __future__ import annotations

import re
from itertools import groupby
from operator import itemgetter

MIN_LINES = 8
MIN_ITEMS = 15
LINE_CHARACTERS = 90
LINE_WORDS = 9
ITEM_WORDS = 5
LEAST_LEFT, LEAST_LEFT_CHARACTERS = 0.2, 120

_NUMBERING = re.compile(r"^\s*[(\[]?\d{1,4}\s*[.)\]:：．、-]?\s*")
_SENTENCE_END = re.compile(r"[.!?。！？।؟۔…:：]['\"”’»」』)\]]*\s*$")
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_UNSPACED = re.compile(r"[\u0e00-\u109f\u1780-\u17ff]")
_SEPARATING = re.compile("[,;،؛、；，·•|]")
_SEPARATOR = re.compile(rf"\s*{_SEPARATING.pattern}\s*")


def without_listings(text: str) -> str:
    """The text without runs of at least 8 short unpunctuated lines and without enumerations of 15 or more names.

    Lines that hold figures stay: the figures of a report tell it from the next one. A text that is
    little else than such lines is returned whole.
    """
    lines = text.split("\n")
    listed = [_is_entry(line) for line in lines]
    kept = [line for line, drop in zip(lines, _long_runs(lines, listed), strict=True) if not drop]
    left = "\n".join(map(_without_enumerations, kept))
    enough = len(left) >= LEAST_LEFT * len(text) or len(left) >= LEAST_LEFT_CHARACTERS
    return left if enough else text


def _is_entry(line: str) -> bool:
    bare = _NUMBERING.sub("", line).strip()
    if not bare or len(bare) > LINE_CHARACTERS or any(map(str.isdigit, bare)):
        return False
    return _size(bare) <= LINE_WORDS and not _SENTENCE_END.search(bare)


def _long_runs(lines: list[str], listed: list[bool]) -> list[bool]:
    """For each line, whether it stands in a run of entries long enough; blank lines do not end a run."""
    drop = [False] * len(lines)
    run: list[int] = []
    for number, line in enumerate([*lines, "."]):
        if number < len(lines) and (listed[number] or not line.strip()):
            run += [number] if listed[number] else []
            continue
        if len(run) >= MIN_LINES:
            drop[run[0] : run[-1] + 1] = [True] * (run[-1] + 1 - run[0])
        run = []
    return drop


def _without_enumerations(line: str) -> str:
    """A paragraph without its runs of 15 or more short items between separators."""
    if len(_SEPARATING.findall(line)) < MIN_ITEMS - 1:
        return line
    items = _SEPARATOR.split(line)
    short = [_size(item) <= ITEM_WORDS and not _SENTENCE_END.search(item) for item in items]
    kept: list[str] = []
    for is_short, run in groupby(zip(short, items, strict=True), key=itemgetter(0)):
        members = [item for _, item in run]
        kept += [] if is_short and len(members) >= MIN_ITEMS else members
    return line if len(kept) == len(items) else ", ".join(kept)


def _size(phrase: str) -> float:
    """Its words, about, where the script does not part them."""
    if phrase.isascii():
        return len(phrase.split())
    if _IDEOGRAPHS.search(phrase):
        return len(phrase) / 2
    return len(phrase) / 5 if _UNSPACED.search(phrase) else len(phrase.split())
