"""The links of a page in page order, each with what it is for.

Where a link stands decides first (in the text, in the frame, under a heading), where it leads second.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from aggregator.extract.blocks import Block
from aggregator.extract.boilerplate import segment_key
from aggregator.extract.document import Document
from aggregator.extract.text import squeeze
from aggregator.identity.addresses import normalise
from aggregator.items import Article, Link, LinkKind, ReadSettings

MAX_LINKS = 1_000
"""Links of one page; a page with more is a directory."""
MAX_TEXT = 300
HEADLINE_WORDS, HEADLINE_LETTERS = 4, 24
"""A link of a list with so many words or letters is a headline, with fewer a menu item."""

_WORD = re.compile(r"[^a-z]+")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_FRAME_TAGS = {"nav": "navigation", "header": "navigation", "footer": "navigation", "aside": "rail"}
_FRAME_ROLES = {
    "navigation": "navigation",
    "contentinfo": "navigation",
    "banner": "navigation",
    "menu": "navigation",
}
_FRAME_ROLES |= {"complementary": "rail"}
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f\u1000-\u109f]")


@dataclass(frozen=True)
class _Knowledge:
    share: tuple[str, ...]
    social: frozenset[str]
    documents: frozenset[str]
    words: dict[str, LinkKind]
    headings: tuple[tuple[str, LinkKind], ...]


def links(document: Document, article: Article, settings: ReadSettings) -> list[Link]:
    """The links of a page, each address once for each kind, positions from 1.

    Links to places within the page and to anything but http and https are left out.
    """
    zones = _Zones(document, article)
    found: dict[tuple[str, LinkKind], Link] = {}
    for anchor, url in _anchors(document):
        text = squeeze(str(anchor.text_content()) or anchor.get("title") or "")[:MAX_TEXT] or _label(anchor)
        link = Link(0, url, _normalised(url), text, zones.kind(anchor, url, text, settings.boilerplate))
        known = found.setdefault((link.url_normalised, link.kind), link)
        if len(known.text) < len(text):
            known.text = text
        if len(found) >= MAX_LINKS:
            break
    for position, link in enumerate(found.values(), 1):
        link.position = position
    return list(found.values())


def _anchors(document: Document) -> Iterator[tuple[HtmlElement, str]]:
    base = urljoin(document.url, str(document.tree.xpath("string(//base/@href)")))
    own = document.url.partition("#")[0]
    for anchor in document.tree.iter("a", "area"):
        url = _absolute(anchor.get("href") or "", base)
        if url and url.partition("#")[0] != own:
            yield anchor, url


def _absolute(href: str, base: str) -> str:
    try:
        url = urljoin(base, href.strip())
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname else ""
    except ValueError:
        return ""


def _label(anchor: HtmlElement) -> str:
    image = next(iter(anchor.iter("img")), None)
    return squeeze(anchor.get("aria-label") or (image.get("alt") if image is not None else "") or "")[
        :MAX_TEXT
    ]


class _Zones:
    """Which part of the page an element belongs to; each element is judged once."""

    def __init__(self, document: Document, article: Article) -> None:
        paths = {block.path for block in article.blocks}
        self.known = _knowledge()
        self.body: set[HtmlElement] = set()
        self.blocks: dict[HtmlElement, Block] = {}
        for block in document.blocks:
            self.blocks.setdefault(block.element, block)
            if block.path in paths:
                self.body.add(block.element)
        self.judged: dict[HtmlElement, LinkKind | None] = {}

    def kind(self, anchor: HtmlElement, url: str, text: str, boilerplate: frozenset[str]) -> LinkKind:
        host, path = _place(url)
        is_document = path.rpartition(".")[2].lower() in self.known.documents
        if f"{host}{path}".startswith(self.known.share):
            return "share"
        if self._is_in_text(anchor):
            return "document" if is_document else "in-text"
        if host in self.known.social:
            return "social"
        if is_document:
            return "document"
        zone = self._zone(anchor)
        if zone == "share":
            return "share"
        if zone == "navigation" or "tag" in (anchor.get("rel") or "").split():
            return "navigation"
        if zone == "related" and segment_key(text) not in boilerplate:
            return "related"
        return "rail" if _is_headline(text) else "navigation"

    def _is_in_text(self, anchor: HtmlElement) -> bool:
        element: HtmlElement | None = anchor
        while element is not None and element not in self.blocks:
            element = element.getparent()
        return element in self.body

    def _zone(self, element: HtmlElement) -> LinkKind | None:
        chain: list[HtmlElement] = []
        current: HtmlElement | None = element
        while current is not None and current not in self.judged:
            chain.append(current)
            current = current.getparent()
        zone = self.judged[current] if current is not None else None
        for each in reversed(chain):
            zone = self.judged[each] = self._own_zone(each) or zone
        return zone

    def _own_zone(self, element: HtmlElement) -> LinkKind | None:
        """What the element says of itself: the heading it begins with, its names, its role or tag."""
        return (
            self._by_heading(element)
            or self._by_names(f"{element.get('class') or ''} {element.get('id') or ''}")
            or _FRAME_ROLES.get(element.get("role") or "")  # type: ignore[return-value]
            or _FRAME_TAGS.get(str(element.tag))
        )

    def _by_heading(self, element: HtmlElement) -> LinkKind | None:
        if element.tag in ("body", "html", "main", "article", *_HEADINGS):
            return None
        first = element[0] if len(element) else None
        if first is None or first.tag not in _HEADINGS:
            first = element.getprevious() if element.tag in ("ul", "ol", "div") else None
        if first is None or first.tag not in _HEADINGS:
            return None
        heading = squeeze(str(first.text_content())).casefold()
        if not heading or len(heading) > 60:
            return None
        return next((kind for cue, kind in self.known.headings if cue in heading), None)

    def _by_names(self, names: str) -> LinkKind | None:
        for name in names.lower().split():
            words = [word for word in _WORD.split(name) if word]
            for word in (*words, "".join(words)):
                if word in self.known.words:
                    return self.known.words[word]
        return None


def _place(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    for prefix in ("www.", "m.", "mobile."):
        host = host.removeprefix(prefix)
    return host, parts.path


def _is_headline(text: str) -> bool:
    letters = len(text) + 2 * len(_DENSE.findall(text))
    return len(text.split()) >= HEADLINE_WORDS or letters >= HEADLINE_LETTERS


@lru_cache(maxsize=16_384)
def _normalised(url: str) -> str:
    return normalise(url)


@cache
def _knowledge() -> _Knowledge:
    text = files("aggregator.extract").joinpath("data", "links.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return _Knowledge(
        share=tuple(data["share"]),
        social=frozenset(data["social"]),
        documents=frozenset(data["documents"]),
        words={word: kind for kind, words in data["words"].items() for word in words},
        headings=tuple((cue, kind) for kind, cues in data["headings"].items() for cue in cues),
    )
