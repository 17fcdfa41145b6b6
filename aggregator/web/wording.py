"""What changed between two texts, marked for readers."""

from __future__ import annotations

from markupsafe import Markup, escape

from aggregator.export import wording

TAGS = {"removed": Markup("del"), "added": Markup("ins")}


def word_changes(before: str, after: str) -> Markup:
    """``after`` with ``<ins>`` and ``<del>`` around what changed and long unchanged stretches shortened."""
    parts = [
        escape(text) if kind == "kept" else _tagged(TAGS[kind], text)
        for kind, text in wording.word_changes(before, after)
    ]
    return Markup("").join(parts)


def _tagged(tag: Markup, words: str) -> Markup:
    """The words inside the tag, which begins anew in each paragraph."""
    marked = [
        Markup("<{0}>{1}</{0}>").format(tag, text) if text.strip() else escape(text)
        for text in words.split("\n\n")
    ]
    return Markup("\n\n").join(marked)
