"""What changed between two texts, word by word, for readers."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from markupsafe import Markup, escape

from aggregator.export.cells import plain

CONTEXT = 12
_WORD = re.compile(r"\s+|[^\W_]+|.", re.S)


def word_changes(before: str, after: str) -> Markup:
    """``after`` with ``<ins>`` and ``<del>`` around what changed and long unchanged stretches shortened.

    Method: longest matching blocks over words (Ratcliff and Obershelp 1988, as in difflib).
    """
    old, new = _WORD.findall(plain(before)), _WORD.findall(plain(after))
    parts: list[Markup] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(_shortened(old[a:b]))
            continue
        if a < b:
            parts.append(Markup("<del>{}</del>").format("".join(old[a:b])))
        if c < d:
            parts.append(Markup("<ins>{}</ins>").format("".join(new[c:d])))
    return Markup("").join(parts)


def _shortened(words: list[str]) -> Markup:
    if len(words) <= 4 * CONTEXT:
        return escape("".join(words))
    return escape("".join([*words[: 2 * CONTEXT], " … ", *words[-2 * CONTEXT :]]))
