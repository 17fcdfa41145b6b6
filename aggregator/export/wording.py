"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

from aggregator.export.cells import plain

Kind = Literal["kept", "removed", "added"]
CONTEXT = 12
_WORD = re.compile(r"\s+|[^\W_]+|.", re.S)


def word_changes(before: str, after: str) -> Iterator[tuple[Kind, str]]:
    """The pieces of both texts in reading order, with long unchanged stretches shortened. None is empty.

    Method: longest matching blocks over words (Ratcliff and Obershelp 1988, as in difflib).
    """
    old, new = _WORD.findall(plain(before)), _WORD.findall(plain(after))
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "kept", _shortened(old[a:b])
            continue
        if a < b:
            yield "removed", "".join(old[a:b])
        if c < d:
            yield "added", "".join(new[c:d])


def _shortened(words: list[str]) -> str:
    if len(words) <= 4 * CONTEXT:
        return "".join(words)
    return "".join([*words[: 2 * CONTEXT], " … ", *words[-2 * CONTEXT :]])
