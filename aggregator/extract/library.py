"""Opinions of a well-kept main-content library (trafilatura) about a page that is parsed already."""

from __future__ import annotations

import logging
from copy import copy

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.external import try_readability
from trafilatura.settings import Extractor

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it warns of every page it finds empty
_FAST = Extractor(output_format="python", fast=True, comments=False)


_NO_TEXT = tuple(
    str.split("script style noscript svg head nav iframe select button template aside footer dialog menu")
)
"""Elements that hold no main text; without them the library's many passes take a tenth less."""
MAX_ELEMENTS = 30_000
"""Elements of a page from which the library is not asked; an article has a tenth of it at most."""


def main_text(tree: HtmlElement) -> str:
    """Main text by trafilatura's rules, one line a paragraph; empty where it finds none. The tree is left as it was."""
    if tree.xpath("count(//*)") > MAX_ELEMENTS:
        return ""
    slim = copy(tree)
    etree.strip_elements(slim, *_NO_TEXT, with_tail=False)
    found = bare_extraction(slim, options=_FAST)
    return str(getattr(found, "text", None) or "")


def readable_text(tree: HtmlElement) -> str:
    """Main text by the readability algorithm (Arc90, in trafilatura's fork), one line a text node."""
    return "\n".join(str(part) for part in try_readability(copy(tree)).itertext())
