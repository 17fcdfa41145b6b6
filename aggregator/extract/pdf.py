"""PDF files as HTML, so that everything that reads pages reads statements given as PDF too.

Text and positions come from pypdf; what is a paragraph, a heading or a list is decided in
`aggregator.extract.pdflines`. Scanned pages are named, not recognised: there is no OCR here.
"""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, WrongPasswordError

from aggregator.extract.bidi import is_right_to_left, logical
from aggregator.extract.pdflines import Line, paragraphs

MAX_PAGES = 150
MAX_CONTENT = 8_000_000
"""Bytes of drawing instructions read of one file; they, not its size, decide the time it takes."""
MAX_PIECES = 200_000
"""Pieces of text read of one file."""
MAX_CHARACTERS = 1_000_000

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of every oddity; problems are named here

_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_PRESENTATION = re.compile("[\ufb00-\ufb4f\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]+")
_FILE_NAME = re.compile(r"\.(?:docx?|pdf|odt|rtf|indd|pages|tex|pptx?|xlsx?)$", re.IGNORECASE)
_NO_TITLE = re.compile(r"(?:untitled|microsoft word|document\s?\d*$|slide \d|pdf$|layout \d)", re.IGNORECASE)


class _Enough(Exception):  # noqa: N818 - stops pypdf from within; no error
    """The file has given as much as is read of one."""


@dataclass
class _Reading:
    """What has been read of a file so far."""

    lines: list[Line] = field(default_factory=list)
    content: int = 0
    pieces: int = 0
    characters: int = 0
    problem: str = ""


def to_html(data: bytes) -> tuple[str, str]:
    """(HTML, problem) of a PDF; never raises. ``problem`` is empty or one of

    ``pdf-encrypted`` (a password is needed), ``pdf-broken`` (nothing can be read), ``pdf-scanned`` (pages without
    any text), all with an empty body, or ``pdf-cut`` (longer than files are read). The date at which the file was
    made is kept as the meta ``pdf:generated``: it is not when the text was published.
    """
    reading, head = _Reading(), ""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return _page("", ""), "pdf-encrypted"
        head = _head(reader)
        _read(reader, reading)
    except (DependencyError, FileNotDecryptedError, WrongPasswordError):
        reading.problem = "pdf-encrypted"
    except Exception:  # noqa: BLE001 - pypdf raises errors of any kind over damaged files
        reading.problem = "pdf-cut" if reading.lines else "pdf-broken"
    if not reading.lines and not reading.problem:
        reading.problem = "pdf-scanned"
    return _page(head, paragraphs(reading.lines)), reading.problem


def _read(reader: PdfReader, reading: _Reading) -> None:
    for number, page in enumerate(reader.pages):
        contents = page.get_contents()
        reading.content += len(contents.get_data()) if contents is not None else 0
        if number >= MAX_PAGES or reading.content > MAX_CONTENT:
            reading.problem = "pdf-cut"
            return
        try:
            found = list(_lines(page, number, reading))
        except _Enough:
            reading.problem = "pdf-cut"
            return
        if is_right_to_left(" ".join(line.text for line in found)):
            found = _right_to_left(page, found)
        _attach_links(page, found)
        reading.lines += found


def _lines(page: PageObject, number: int, reading: _Reading) -> Iterator[Line]:
    """The lines of a page in the order they are drawn."""
    pieces: list[tuple[str, float, float, float, bool]] = []

    def take(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        reading.pieces += 1
        reading.characters += len(text)
        if reading.pieces > MAX_PIECES or reading.characters > MAX_CHARACTERS:
            raise _Enough
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        height = abs(size * (tm[3] or tm[1]) * (cm[3] or cm[1])) or size
        name = str((font or {}).get("/BaseFont", "")).lower()
        pieces.append((text, x, y, height, "bold" in name or "black" in name))

    page.extract_text(visitor_text=take)
    line: Line | None = None
    for text, x, y, height, is_bold in pieces:
        for at, part in enumerate(text.split("\n")):
            if at and line is not None:
                yield line
                line = None
            if part.strip() and line is None:
                line = Line("", x, y, height, number, is_bold)
            if line is not None:
                line.text += _clean(part)
                line.bold = line.bold and (is_bold or not part.strip())
    if line is not None:
        yield line


def _right_to_left(page: PageObject, found: list[Line]) -> list[Line]:
    """The page's lines once more, as drawn and then turned around: pypdf's own order is right only for some writers.

    Rows of its layout mode and the lines found before are the same lines from top to bottom; where their numbers
    differ, the rows alone say how far apart the lines are.
    """
    rows = page.extract_text(extraction_mode="layout").split("\n")
    filled = [(number, row) for number, row in enumerate(rows) if row.strip()]
    if not filled:
        return found
    heights = {round(line.y): line for line in reversed(found) if line.text.strip()}
    known = [heights[y] for y in sorted(heights, reverse=True)]
    if len(known) != len(filled):
        known = [Line("", 0, -10.0 * number, 10, found[0].page) for number, _ in filled]
    texts = [logical(_CONTROLS.sub(" ", " ".join(row.split()))) for _, row in filled]
    return [replace(line, text=_clean(text)) for line, text in zip(known, texts, strict=True)]


def _clean(text: str) -> str:
    """Control characters out; letters drawn as contextual forms or ligatures become plain ones."""
    text = _CONTROLS.sub(" ", text).replace("\u00a0", " ")
    return _PRESENTATION.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)


def _attach_links(page: PageObject, lines: list[Line]) -> None:
    """Give each line the addresses of the link annotations drawn over it (ISO 32000-1, 12.5.6.5)."""
    for reference in page.get("/Annots") or []:
        note = reference.get_object()
        target = note.get("/A", {}).get_object().get("/URI") if note.get("/Subtype") == "/Link" else None
        box = [float(number) for number in note.get("/Rect", [])]
        if not target or len(box) != 4 or not lines:
            continue
        middle = (box[1] + box[3]) / 2
        nearest = min(lines, key=lambda line: abs(line.y + line.size / 3 - middle))
        url = target.decode("utf-8", "replace") if isinstance(target, bytes) else str(target)
        if url.startswith(("http://", "https://")) and url not in nearest.links:
            nearest.links.append(_CONTROLS.sub("", url))


def _head(reader: PdfReader) -> str:
    told: Mapping[str, Any] = reader.metadata or {}
    values = {
        name: _clean(str(told.get(name) or "")).strip() for name in ("/Title", "/Author", "/CreationDate")
    }
    title, author = values["/Title"], values["/Author"]
    parts = [f"<title>{escape(title)}</title>"] if _is_title(title) else []
    if author:
        parts.append(f'<meta name="author" content="{escape(author)}">')
    if values["/CreationDate"]:
        parts.append(f'<meta name="pdf:generated" content="{escape(values["/CreationDate"])}">')
    language = reader.root_object.get("/Lang")
    if language:
        parts.append(f'<meta http-equiv="content-language" content="{escape(str(language))}">')
    return "".join(parts)


def _is_title(title: str) -> bool:
    """Whether the metadata's title is one, not the name of a file or of the program that made it."""
    return " " in title.strip() and not _FILE_NAME.search(title) and not _NO_TITLE.match(title)


def _page(head: str, body: str) -> str:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body><article>{body}</article></body></html>'
