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
        parts += [_tagged("del", old[a:b]), _tagged("ins", new[c:d])]
    return Markup("").join(parts)


def _tagged(tag: str, words: list[str]) -> Markup:
    """The words inside the tag, which begins anew in each paragraph."""
    paragraphs = "".join(words).split("\n\n")
    marked = [
        Markup("<{0}>{1}</{0}>").format(Markup(tag), text) if text.strip() else escape(text)
        for text in paragraphs
    ]
    return Markup("\n\n").join(marked)


def _shortened(words: list[str]) -> Markup:
    if len(words) <= 4 * CONTEXT:
        return escape("".join(words))
    return escape("".join([*words[: 2 * CONTEXT], " … ", *words[-2 * CONTEXT :]]))
