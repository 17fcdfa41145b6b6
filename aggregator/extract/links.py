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
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HEADED = frozenset(("div", "section", "aside", "ul", "ol", "nav", "td"))
_FRAME_TAGS: dict[str, LinkKind] = {
    "nav": "navigation",
    "header": "navigation",
    "footer": "navigation",
    "aside": "rail",
}
_FRAME_ROLES: dict[str, LinkKind] = {
    "navigation": "navigation",
    "contentinfo": "navigation",
    "banner": "navigation",
    "menu": "navigation",
    "complementary": "rail",
}
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f\u1000-\u109f]")


@dataclass(frozen=True)
class _Knowledge:
    share: tuple[str, ...]
    social: frozenset[str]
    documents: frozenset[str]
    words: dict[str, LinkKind]
    headings: tuple[tuple[str, LinkKind], ...]


@dataclass(frozen=True, slots=True)
class _Target:
    """Where a link leads; the same for all pages of a site, so kept."""

    url: str
    normalised: str
    host: str
    is_share: bool
    is_document: bool


def links(document: Document, article: Article, settings: ReadSettings) -> list[Link]:
    """The links of a page, each address once for each kind, positions from 1.

    Links to places within the page and to anything but http and https are left out.
    """
    zones = _Zones(document, article)
    found: dict[tuple[str, LinkKind], Link] = {}
    for anchor, target in _anchors(document):
        text = squeeze(str(anchor.text_content()))[:MAX_TEXT] or _label(anchor)
        kind = zones.kind(anchor, target, text, settings.boilerplate)
        known = found.get((target.normalised, kind))
        if known is None:
            found[target.normalised, kind] = Link(len(found) + 1, target.url, target.normalised, text, kind)
        elif len(known.text) < len(text):
            known.text = text
        if len(found) >= MAX_LINKS:
            break
    return list(found.values())


def _anchors(document: Document) -> Iterator[tuple[HtmlElement, _Target]]:
    stated = document.tree.find(".//base[@href]")
    base = urljoin(document.url, stated.get("href")) if stated is not None else document.url
    parts = urlsplit(base)
    origin = f"{parts.scheme}://{parts.netloc}"
    own = document.url.partition("#")[0]
    for anchor in document.tree.iter("a", "area"):
        href = (anchor.get("href") or "").strip()
        is_rooted = href.startswith(("http:", "https:", "/"))
        target = _target(origin if is_rooted else base, href) if href and href[0] != "#" else None
        if target is not None and target.url.partition("#")[0] != own:
            yield anchor, target


@lru_cache(maxsize=8_192)
def _target(base: str, href: str) -> _Target | None:
    try:
        url = urljoin(base, href)
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return None
    except ValueError:
        return None
    host = parts.hostname.lower()
    for prefix in ("www.", "m.", "mobile."):
        host = host.removeprefix(prefix)
    known = _knowledge()
    return _Target(
        url=url,
        normalised=normalise(url),
        host=host,
        is_share=f"{host}{parts.path}".startswith(known.share),
        is_document=parts.path.rpartition(".")[2].lower() in known.documents,
    )


def _label(anchor: HtmlElement) -> str:
    image = next(iter(anchor.iter("img")), None)
    spoken = (
        anchor.get("title") or anchor.get("aria-label") or (image.get("alt") if image is not None else "")
    )
    return squeeze(spoken or "")[:MAX_TEXT]


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

    def kind(self, anchor: HtmlElement, target: _Target, text: str, boilerplate: frozenset[str]) -> LinkKind:
        if target.is_share:
            return "share"
        if self._is_in_text(anchor):
            return "document" if target.is_document else "in-text"
        if target.host in self.known.social:
            return "social"
        if target.is_document:
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
        names, marks = element.get("class"), element.get("id")
        return (
            self._by_heading(element)
            or (_by_names(f"{names or ''} {marks or ''}") if names or marks else None)
            or _FRAME_ROLES.get(element.get("role") or "")
            or _FRAME_TAGS.get(str(element.tag))
        )

    def _by_heading(self, element: HtmlElement) -> LinkKind | None:
        if element.tag not in _HEADED:
            return None
        first = element[0] if len(element) else None
        if first is None or first.tag not in _HEADINGS:
            first = element.getprevious() if element.tag != "section" else None
        if first is None or first.tag not in _HEADINGS:
            return None
        heading = squeeze(str(first.text_content())).casefold()
        if not heading or len(heading) > 60:
            return None
        return next((kind for cue, kind in self.known.headings if cue in heading), None)


@lru_cache(maxsize=8_192)
def _by_names(names: str) -> LinkKind | None:
    known = _knowledge().words
    for name in names.lower().split():
        words = [word for word in _WORD.split(name) if word]
        for word in (*words, "".join(words)):
            if word in known:
                return known[word]
    return None


def _is_headline(text: str) -> bool:
    letters = len(text) + 2 * len(_DENSE.findall(text))
    return len(text.split()) >= HEADLINE_WORDS or letters >= HEADLINE_LETTERS


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
