"""Small PDF files written by hand: pages of lines, with fonts, links and metadata as wanted."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from pypdf import PdfReader, PdfWriter

RIGHT_TO_LEFT = range(0x590, 0x900)


@dataclass
class Row:
    """A line of a page: its text, with what it is drawn."""

    text: str = ""
    size: float = 11
    x: float = 72
    bold: bool = False
    gap: float = 14
    """Distance from the line before."""
    link: str = ""


def pdf(pages: Sequence[Sequence[Row | str]], info: str = "") -> bytes:
    """A file of these pages. Latin letters are drawn with a base font, others with one that has a ToUnicode map."""
    letters = sorted({c for page in pages for row in page for c in _row(row).text})
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Wide /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Wide /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
        " /Supplement 0 >> /DW 500 >>",
        _stream(_to_unicode(letters)),
        f"<< {info} >>",
    ]
    kids = []
    for page in pages:
        content, notes = _content([_row(row) for row in page], letters)
        objects.append(_stream(content))
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R /Annots [{notes}]"
            " /Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >> >> >>"
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return _file(objects)


def locked(data: bytes) -> bytes:
    """The file with a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _row(row: Row | str) -> Row:
    return Row(row) if isinstance(row, str) else row


def _content(rows: list[Row], letters: list[str]) -> tuple[str, str]:
    parts, notes, y = [], [], 780.0
    for row in rows:
        y -= row.gap
        font, text = _shown(row, letters)
        parts.append(f"BT {font} {row.size} Tf 1 0 0 1 {row.x} {y} Tm {text} Tj ET")
        if row.link:
            notes.append(
                f"<< /Type /Annot /Subtype /Link /Rect [{row.x} {y - 2} 400 {y + row.size}]"
                f" /A << /S /URI /URI ({row.link}) >> >>"
            )
    return "\n".join(parts), " ".join(notes)


def _shown(row: Row, letters: list[str]) -> tuple[str, str]:
    try:
        plain = row.text.encode("cp1252")
    except UnicodeEncodeError:
        is_turned = any(ord(c) in RIGHT_TO_LEFT for c in row.text)
        drawn = row.text[::-1] if is_turned else row.text
        return "/F3", "<" + "".join(f"{letters.index(c) + 1:04x}" for c in drawn) + ">"
    return "/F2" if row.bold else "/F1", f"<{plain.hex()}>"


def _to_unicode(letters: list[str]) -> str:
    pairs = [f"<{n:04x}> <{c.encode('utf-16-be').hex()}>" for n, c in enumerate(letters, 1)]
    chunks = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]
    maps = "\n".join(f"{len(chunk)} beginbfchar\n" + "\n".join(chunk) + "\nendbfchar" for chunk in chunks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /W def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{maps}\nendcmap end end"
    )


def _stream(text: str) -> str:
    return f"<< /Length {len(text)} >>\nstream\n{text}\nendstream"


def _file(objects: list[str]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, text in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1"))
    start = out.tell()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode())
    out.write(
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 8 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return out.getvalue()
