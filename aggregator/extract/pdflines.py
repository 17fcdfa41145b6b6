"""Lines of a PDF to paragraphs, headings and lists.

A PDF knows where lines stand, not what belongs together. Lines are joined only where the first was full, so
that the next word had no room on it; every other line end stays one (``br``), for lists of names are told by it.
The ends of joined lines stay in the HTML as line ends of the source.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from statistics import median

LEAST_WIDTH = 45
"""Characters of the longest lines below which nothing is a wrapped line."""
FULL = 0.85
"""Share of the width from which a line had no room for the next word."""
WIDE_GAP = 1.4
"""Line distances, in units of the page's ordinary one, from which a paragraph ends."""
HEADING = 1.15
"""Size, in units of the text's, from which a short line is a heading."""
LONGEST_HEADING = 200

_MARK = re.compile(r"\s*(?:[•●▪‣◦∙·*–—-]\s|\(?[\d۰-۹٠-٩०-९၀-၉]{1,4}[.)\-–]\s*\S|[①-⑳])")
_SENTENCE_END = re.compile(r"[.!?…:;。！？؟۔።։။॥।]['\"”’»)\]]*$")
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
_HYPHEN = re.compile(r"(\w+)[-\u00ad\u2010]$")
_ADDRESS = re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,;:)\]]")


@dataclass
class Line:
    """A line as drawn. ``x``, ``y``, ``size``: points from the page's lower left corner."""

    text: str
    x: float
    y: float
    size: float
    page: int
    bold: bool = False
    links: list[str] = field(default_factory=list)


@dataclass
class _Paragraph:
    lines: list[Line]
    ends: list[str] = field(default_factory=list)
    """What follows each line but the last: "join" or "br"."""


@dataclass(frozen=True)
class _Measure:
    """What is ordinary in the file."""

    width: float
    size: float
    margin: float
    gap: float
    text: str


def paragraphs(lines: Sequence[Line]) -> str:
    """HTML of the lines of a file, in order; lines that head or foot most pages come last, in a ``footer``."""
    for line in lines:
        line.text = " ".join(line.text.split())
    lines = [line for line in lines if line.text]
    body, frame = _without_frame(lines)
    if not body:
        body, frame = lines, []
    if not body:
        return ""
    measure = _measured(body)
    parts = [_html(paragraph, measure) for paragraph in _cut(body, measure)]
    if frame:
        parts.append("<footer>" + "".join(f"<p>{escape(text)}</p>" for text in frame) + "</footer>")
    return "\n".join(parts)


def _without_frame(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """The lines without running heads, feet and page numbers, and what was left out, each once."""
    ends: dict[int, list[Line]] = {}
    for line in lines:
        ends.setdefault(line.page, []).append(line)
    outer = [
        line for page in ends.values() for line in {id(each): each for each in (page[0], page[-1])}.values()
    ]
    seen = Counter(_masked(line) for line in outer)
    needed = max(2, len(ends) // 2 + 1)
    frame = {id(line): line.text for line in outer if len(ends) > 1 and seen[_masked(line)] >= needed}
    return [line for line in lines if id(line) not in frame], list(dict.fromkeys(frame.values()))


def _masked(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text)


def _measured(lines: list[Line]) -> _Measure:
    lengths = sorted(_length(line.text) for line in lines)
    gaps = [one.y - two.y for one, two in pairwise(lines) if one.page == two.page and one.y > two.y]
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return _Measure(
        width=lengths[-2] if len(lengths) > 1 else 0,
        size=sizes.most_common(1)[0][0],
        margin=min(line.x for line in lines),
        gap=median(gaps) if gaps else 0.0,
        text=" ".join(line.text for line in lines),
    )


def _length(text: str) -> int:
    return len(text) + len(_DENSE.findall(text))


def _cut(lines: list[Line], measure: _Measure) -> list[_Paragraph]:
    found = [_Paragraph([lines[0]])]
    for line in lines[1:]:
        end = _end(found[-1], line, measure)
        if end:
            found[-1].ends.append(end)
            found[-1].lines.append(line)
        else:
            found.append(_Paragraph([line]))
    return found


def _end(paragraph: _Paragraph, line: Line, measure: _Measure) -> str:
    """How the paragraph's last line ends before ``line``: "join", "br", or empty where the paragraph ends too."""
    last = paragraph.lines[-1]
    if abs(last.size - line.size) > 0.1 * measure.size or last.bold != line.bold:
        return ""
    ended = _SENTENCE_END.search(last.text) is not None
    full = _is_full(last, line, measure)
    if last.page != line.page:
        return _across_pages(paragraph, ended=ended, full=full)
    gap = last.y - line.y
    if gap < 0 or gap > WIDE_GAP * measure.gap:
        return ""
    if ended and (_is_indented(line, last, measure) or last.text.endswith(":")):
        return ""
    if full and not _MARK.match(line.text):
        return "join"
    return "" if ended and "join" in paragraph.ends else "br"


def _across_pages(paragraph: _Paragraph, *, ended: bool, full: bool) -> str:
    if full and not ended:
        return "join"
    return "br" if not ended and "join" not in paragraph.ends and paragraph.ends else ""


def _is_full(line: Line, following: Line, measure: _Measure) -> bool:
    """Whether the first word of the next line had no room on this one."""
    if measure.width < LEAST_WIDTH:
        return False
    word = following.text.split(" ")[0]
    room = 2 if _DENSE.match(word) else 1 + _length(word)
    return _length(line.text) + room > FULL * measure.width


def _is_indented(line: Line, last: Line, measure: _Measure) -> bool:
    if _RIGHT_TO_LEFT.search(line.text):
        return False
    return line.x > last.x + 0.8 * measure.size and last.x < measure.margin + 0.8 * measure.size


def _html(paragraph: _Paragraph, measure: _Measure) -> str:
    parts: list[str] = []
    for line, end in zip(paragraph.lines, [*paragraph.ends, ""], strict=True):
        following = paragraph.lines[len(parts) + 1].text if end else ""
        parts.append(_marked_up(line, end, following, measure.text))
    tag = _tag(paragraph, measure)
    return f"<{tag}>{''.join(parts)}</{tag}>"


def _tag(paragraph: _Paragraph, measure: _Measure) -> str:
    first = paragraph.lines[0]
    if sum(len(line.text) for line in paragraph.lines) > LONGEST_HEADING or len(paragraph.lines) > 4:
        return "p"
    if first.size >= HEADING * measure.size:
        return "h1" if first.size >= 1.4 * measure.size else "h2"
    return "h3" if first.bold and len(paragraph.lines) <= 2 else "p"


def _marked_up(line: Line, end: str, following: str, everything: str) -> str:
    text, closing = line.text, {"join": "\n", "br": "<br>\n", "": ""}[end]
    hyphen = _HYPHEN.search(text)
    if end == "join" and hyphen and following[:1].islower():
        closing = ""
        word = f"{hyphen[1]}-{following.split(' ')[0]}"
        text = text if word in everything else text[:-1]
    elif end == "join" and _DENSE.match(text[-1]) and _DENSE.match(following):
        closing = ""
    return _with_links(text, line.links) + closing


def _with_links(text: str, links: list[str]) -> str:
    """The line with printed addresses as links, and with an empty link for each that is drawn over it."""
    shown = {match[0] for match in _ADDRESS.finditer(text)}
    marked, place = "", 0
    for match in _ADDRESS.finditer(text):
        marked += f'{escape(text[place : match.start()])}<a href="{escape(match[0])}">{escape(match[0])}</a>'
        place = match.end()
    hidden = "".join(f'<a href="{escape(url)}"></a>' for url in links if url not in shown)
    return marked + escape(text[place:]) + hidden
