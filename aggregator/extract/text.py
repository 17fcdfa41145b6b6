"""Small text forms that every reader of a page needs."""

from __future__ import annotations

import html
import re
import unicodedata

from lxml.html import HtmlElement

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u2060\ufeff\xad\u202a\u202b\u202c\u202d\u202e"))
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")


def squeeze(text: str) -> str:
    """The text with every run of white space as one space, none at the ends."""
    return " ".join(text.split())


def text_of(element: HtmlElement) -> str:
    """All text below an element, squeezed; a space stands where an element begins or ends."""
    return squeeze(" ".join(part for part in element.itertext() if isinstance(part, str)))


def inline_text(element: HtmlElement) -> str:
    """All text below an element, squeezed, as a reader sees a heading: only `br` separates words."""
    parts = [element.text or ""]
    for node in element.iterdescendants():
        if node.tag == "br":
            parts.append(" ")
        elif isinstance(node.tag, str) and node.tag not in ("script", "style") and node.text:
            parts.append(node.text)
        if node.tail:
            parts.append(node.tail)
    return squeeze("".join(parts))


def clean(value: str) -> str:
    """A value of metadata for people: entities that were escaped twice and tags undone, NFC, squeezed."""
    if "&" in value and _ENTITY.search(value):
        value = html.unescape(value)
    if "<" in value:
        value = _TAG.sub(" ", value)
    return squeeze(unicodedata.normalize("NFC", value))


def bare(text: str) -> str:
    """A form for comparison only: NFKC, case-folded, letters and digits alone with single spaces."""
    folded = unicodedata.normalize("NFKC", text).translate(_INVISIBLE).casefold()
    return " ".join("".join(c if c.isalnum() or _is_mark(c) else " " for c in folded).split())


def _is_mark(character: str) -> bool:
    return character > "\u02ff" and unicodedata.category(character)[0] == "M"
