"""The text of an article with the names under its statements marked where they were read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from aggregator.export.cells import plain


@dataclass(frozen=True, slots=True)
class MarkedBlock:
    """A part of the text: its tag, its language where it differs, its text with marked names."""

    tag: str
    language: str
    html: Markup


def marked_blocks(
    text: str, blocks: Sequence[Mapping[str, Any]], signatures: Iterable[Mapping[str, Any]]
) -> list[MarkedBlock]:
    """The blocks with each signature's span inside ``<mark>``. Everything is escaped, overlapping spans are left out."""
    spans = sorted((s["span_start"], s["span_end"]) for s in signatures if s["span_start"] is not None)
    whole = {"tag": "p", "start": 0, "end": len(text), "language": ""}
    return [
        MarkedBlock(block["tag"], block["language"], _marked(text, block["start"], block["end"], spans))
        for block in blocks or [whole]
    ]


def _marked(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> Markup:
    parts: list[Markup] = []
    at = start
    for left, right in spans:
        if at <= left < right <= end:
            parts += [escape(plain(text[at:left])), Markup("<mark>{}</mark>").format(plain(text[left:right]))]
            at = right
    parts.append(escape(plain(text[at:end])))
    return Markup("").join(parts)
