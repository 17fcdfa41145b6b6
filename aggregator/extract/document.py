"""A page parsed once: the tree, its structured data and what was odd about it."""

from __future__ import annotations

import re
from functools import cached_property

from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from aggregator.extract.blocks import Block, blocks
from aggregator.extract.charset import decode
from aggregator.extract.structured import Structured, read_structured

MAX_CHARACTERS = 4_000_000
"""A longer page is cut here; no article comes near it."""
MAX_ATTRIBUTES = 500
"""A tag with more attributes loses them: libxml2 takes quadratic time over them."""

_UNWANTED = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_CONTROLS = bytes([*range(9), 0x0B, *range(0x0E, 0x20)])
_HUGE_TAG = re.compile(r"<([a-zA-Z][\w:-]*)\s([^<>]{4000,})>")
_SELF_CLOSED_ROOT = re.compile(r"(<html[^<>]*?)\s*/>", re.IGNORECASE)
_EMPTY = "<html><head></head><body></body></html>"
_CLASSES = etree.ElementDefaultClassLookup(element=HtmlElement)
"""One class for every element: lxml.html's own look-up runs Python code for each element, each time it is met."""


class Document:
    """One page. Make it with `from_bytes` or `from_text`; both accept anything and raise nothing."""

    def __init__(self, url: str, text: str, encoding: str, problems: list[str]) -> None:
        self.url = url
        self.text = text
        """The page's source as parsed, cleaned of characters that no page may hold."""
        self.encoding = encoding
        """Python name of the encoding the bytes were in; empty where it is unknown."""
        self.problems = problems
        """What was odd: ``binary``, ``empty``, ``cut`` (too long), ``deep`` (nested beyond the parser's limit), and
        what `aggregator.extract.pdf` names."""
        self.tree: HtmlElement = self._parse()
        self._elements = list(self.tree.iter())
        """Kept so that each walk meets the same objects: lxml makes an element's object anew once nobody holds it."""

    @classmethod
    def from_bytes(cls, body: bytes, content_type: str = "", url: str = "") -> Document:
        """Parse a response body, a page or a PDF; ``content_type`` is the HTTP header's value."""
        if body.startswith(b"%PDF-") or (b"%PDF-" in body[:1024] and "application/pdf" in content_type):
            from aggregator.extract import pdf  # few pages need it, and pypdf takes 0.2 s to load

            html, problem = pdf.to_html(body)
            return cls(url, html, "", [problem] if problem else [])
        decoded = decode(body[: 4 * MAX_CHARACTERS], content_type)
        problems = ["binary"] if decoded.source == "binary" else []
        return cls(url, _clean(decoded.text, problems), decoded.encoding, problems)

    @classmethod
    def from_text(cls, html: str, url: str = "") -> Document:
        """Parse a page that is decoded already."""
        problems: list[str] = []
        return cls(url, _clean(html, problems), "", problems)

    @cached_property
    def structured(self) -> Structured:
        """Titles, dates, authors and links the page states, read in one walk on first use."""
        return read_structured(self.tree, self.url)

    @cached_property
    def blocks(self) -> list[Block]:
        """The page's text as blocks, cut in one walk on first use."""
        return blocks(self.tree)

    def path(self, element: HtmlElement) -> str:
        """DOM path of an element of this page."""
        return str(self.tree.getroottree().getpath(element))

    def _parse(self) -> HtmlElement:
        """Parse with the parser's limits; only a page nested deeper than 256 is tried without them (limit 2,048)."""
        tree, log = _parse(self.text, huge=False)
        if "Excessive depth" in log:
            tree, log = _parse(self.text, huge=True)
            if "Excessive depth" in log:
                self.problems.append("deep")
        if len(tree) == 0:
            self.problems.append("empty")
            tree, _ = _parse(_EMPTY, huge=False)
        return tree


def _parse(text: str, *, huge: bool) -> tuple[HtmlElement, str]:
    parser = etree.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        huge_tree=huge,
        no_network=True,
    )
    parser.set_element_class_lookup(_CLASSES)
    try:
        tree = document_fromstring(text.encode("utf-8"), parser=parser)
    except etree.ParserError:
        return etree.Element("html"), ""
    fatal = parser.error_log.filter_from_fatals()
    return tree, str(fatal[0].message) if len(fatal) else ""


def _clean(text: str, problems: list[str]) -> str:
    if len(text) > MAX_CHARACTERS:
        problems.append("cut")
        text = text[:MAX_CHARACTERS]
    if _may_be_unclean(text):
        text = _UNWANTED.sub("", text)
    text = _HUGE_TAG.sub(_slim_tag, text)
    return _SELF_CLOSED_ROOT.sub(r"\1>", text[:4000], count=1) + text[4000:]


def _may_be_unclean(text: str) -> bool:
    """Whether a page is worth a search for unwanted characters, which takes far longer than this look at its bytes.

    In UTF-8 those of them that are no controls begin with EF, as few others do, or cannot be encoded.
    """
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return True
    return b"\xef" in data or len(data.translate(None, _CONTROLS)) < len(data)


def _slim_tag(match: re.Match[str]) -> str:
    return (
        f"<{match[1]}>"
        if len(match[2].split(None, MAX_ATTRIBUTES)) > MAX_ATTRIBUTES and _many(match[2])
        else match[0]
    )


def _many(attributes: str) -> bool:
    """Whether there are too many attributes, not only a long quoted value."""
    outside = re.sub(r"\"[^\"]*\"|'[^']*'", "", attributes)
    return len(outside.split(None, MAX_ATTRIBUTES)) > MAX_ATTRIBUTES
