"""From the bytes of a page to its text.

The order is that of the WHATWG encoding standard (https://encoding.spec.whatwg.org/, labels through w3lib) with one
change learned from the web as it is: bytes that are valid UTF-8 are UTF-8, whatever header or meta say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import charset_normalizer
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom

BAD_SHARE = 0.002
"""Share of undecodable characters up to which a declared encoding is believed."""
_GUESS_BYTES = 20_000
_MARKUP = re.compile(rb"<(script|style)\b.*?</\1\s*>|<[^>]*>|&\w+;", re.IGNORECASE | re.DOTALL)
_MAGIC = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"RIFF",
    b"\x00\x00\x01\x00",
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a page and how it was found."""

    text: str
    encoding: str
    """Python name of the encoding; empty for bytes that are no text."""
    source: str
    """bom, form (the bytes themselves), http, meta, guess, or binary."""


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Decode a page by its BOM, its form (UTF-8, UTF-16), HTTP header, meta, or a guess. Never raises."""
    if body.startswith(_MAGIC):
        return Decoded("", "", "binary")
    mark, length = read_bom(body)
    if mark and length:
        return Decoded(body[len(length) :].decode(mark, "replace"), mark, "bom")
    declared = _declared(body, content_type)
    form = _by_form(body, {name for name, _ in declared})
    return form or _first_good(body, declared) or _guess(body)


def _declared(body: bytes, content_type: str) -> list[tuple[str, str]]:
    """(encoding, where it stands), header first. A meta in ASCII letters cannot mean UTF-16."""
    header = http_content_type_encoding(content_type) if content_type else None
    meta = html_body_declared_encoding(body)
    found = [(header, "http")] if header else []
    return [*found, (meta, "meta")] if meta and not meta.startswith(("utf-16", "utf-32")) else found


def _by_form(body: bytes, declared: set[str]) -> Decoded | None:
    """Encodings that the bytes give away: UTF-16 by its NULs, UTF-8 by being valid."""
    head = body[:200]
    if len(head) > 8 and head.count(0) * 20 > len(head):
        name = "utf-16-be" if head[0] == 0 else "utf-16-le"
        return Decoded(body.decode(name, "replace"), name, "form")
    if "iso2022_jp" in declared and b"\x1b$" in body:
        return Decoded(body.decode("iso2022_jp", "replace"), "iso2022_jp", "form")
    try:
        return Decoded(body.decode("utf-8"), "utf-8", "form")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
    letters = sum(c > "\x7f" for c in text)
    return Decoded(text, "utf-8", "form") if text.count("\ufffd") * 20 <= letters else None


def _first_good(body: bytes, declared: list[tuple[str, str]]) -> Decoded | None:
    for name, source in declared:
        text = body.decode(name, "replace")
        if text.count("\ufffd") <= BAD_SHARE * len(text):
            return Decoded(text, name, source)
    return None


def _guess(body: bytes) -> Decoded:
    """What charset-normalizer makes of the letters outside the markup; windows-1252 where it cannot tell."""
    best = charset_normalizer.from_bytes(_MARKUP.sub(b" ", body)[:_GUESS_BYTES]).best()
    name = best.encoding if best else "cp1252"
    return Decoded(body.decode(name, "replace"), name, "guess")
