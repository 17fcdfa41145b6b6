"""What a page states about itself, read in one walk over its tree.

JSON-LD (https://www.w3.org/TR/json-ld11/, schema.org terms), meta tags (Open Graph, Dublin Core, Twitter and the
rest), links, microdata and RDFa properties, ``time`` elements, headings and elements whose class names a byline or a date.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from lxml import etree
from lxml.html import HtmlElement

from aggregator.extract.jsonld import JsonNode, parse_json_ld
from aggregator.extract.text import clean, inline_text, squeeze, text_of
from aggregator.extract.urls import joined

BYLINE_MARK = re.compile(
    r"author|by-?_?line|autor|auteur|writer|journalist|reporter|redakt|contributor|columnist|creator|posted-?_?by|vcard"
)
DATE_MARK = re.compile(
    r"date|datum|fecha|time(?!line)|publish|posted|dato|tarih|pub-?_?on|meta|byline", re.IGNORECASE
)
MAX_MARKED = 60
"""Headings and elements kept of each kind of class mark; a list page has hundreds."""
MAX_KEPT = 500
"""Times, properties, links of a kind and values of a meta tag kept; no honest page has more."""
MAX_TITLE = 1_000
MAX_WALKED = 200_000
"""Beginnings and ends of elements passed for the texts of a page's times and properties, which may lie in one another."""


_BYLINE, _DATE, _BOTH = 1, 2, 3
_NOT_SHOWN = frozenset(("meta", "link", "script", "html", "body", "head"))
_T = TypeVar("_T")


@lru_cache(maxsize=8192)
def _marks(names: str) -> int:
    """What a class or id speaks of; cached because a page repeats its classes."""
    names = names.lower()
    return _BYLINE * bool(BYLINE_MARK.search(names)) + _DATE * bool(DATE_MARK.search(names))


@dataclass(frozen=True, slots=True)
class Property:
    """A microdata ``itemprop`` or RDFa ``property`` outside of meta tags in the head."""

    name: str
    """Lower case, RDFa prefix kept."""
    value: str
    """``content``, ``datetime``, ``href`` or ``src`` where the tag has one, else the text."""
    element: HtmlElement

    @property
    def scope(self) -> str:
        """Type of the nearest enclosing item, such as ``Comment``; empty where there is none."""
        for outer in self.element.iterancestors():
            kind = outer.get("itemtype") or outer.get("typeof")
            if kind:
                return str(kind).rstrip("/").rsplit("/", 1)[-1].rsplit(":", 1)[-1]
        return ""


@dataclass(frozen=True, slots=True)
class Time:
    """A ``time`` element (or an ``abbr`` of the class ``published``), in page order."""

    datetime: str
    text: str
    element: HtmlElement

    @property
    def in_article(self) -> bool:
        """Whether it is inside an ``article`` or ``main`` element."""
        return next(self.element.iterancestors("article", "main"), None) is not None


@dataclass(slots=True)
class Structured:
    """Everything found, in page order within each list."""

    json_ld: list[JsonNode] = field(default_factory=list)
    """Every typed node, nested ones included; `JsonNode.nested` tells how it hangs below another."""
    json_ld_broken: list[str] = field(default_factory=list)
    """Messages of the blocks that were not JSON; what could be saved of them is in ``json_ld``."""
    meta: dict[str, list[str]] = field(default_factory=dict)
    """Lower-cased name, property, itemprop or http-equiv -> contents in page order, empty ones left out."""
    links: dict[str, list[HtmlElement]] = field(default_factory=dict)
    """Lower-cased rel -> ``link`` and ``a`` elements that carry it."""
    properties: list[Property] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    headings: list[HtmlElement] = field(default_factory=list)
    """The h1 elements."""
    bylines: list[HtmlElement] = field(default_factory=list)
    """Elements whose class, id or test id speaks of an author."""
    dated: list[HtmlElement] = field(default_factory=list)
    """Elements whose class or id speaks of a date; neither ``html`` nor ``body``."""
    title: str = ""
    """Text of the title element."""
    language: str = ""
    """The html element's lang (or xml:lang) as written."""
    canonical: str = ""
    """Absolute address of the canonical link; og:url is in ``meta``."""
    amphtml: str = ""
    editions: list[tuple[str, str]] = field(default_factory=list)
    """(hreflang, absolute address) of the alternates."""
    states: list[HtmlElement] = field(default_factory=list)
    """Scripts that hold plain JSON, the state of a page that a script builds."""

    def first(self, *names: str) -> tuple[str, str]:
        """(name, value) of the first meta tag there is, in the order of ``names``; two empty strings for none."""
        for name in names:
            values = self.meta.get(name)
            if values:
                return name, values[0]
        return "", ""

    def nodes(self, kinds: frozenset[str] | set[str]) -> list[JsonNode]:
        """JSON-LD nodes of one of the types (names without the vocabulary), the page's own before nested ones."""
        found = [node for node in self.json_ld if kinds.intersection(node.types)]
        return sorted(found, key=lambda node: bool(node.nested))


def read_structured(tree: HtmlElement, url: str = "") -> Structured:
    """Read all stated data of a parsed page; ``url`` makes addresses absolute. Never raises."""
    walk = _Walk(url)
    walk.run(tree)
    walk.found.json_ld, walk.found.json_ld_broken = parse_json_ld(walk.scripts)
    root = tree.getroottree().getroot()
    walk.found.language = (
        root.get("lang")
        or root.get("xml:lang")
        or root.get("{http://www.w3.org/XML/1998/namespace}lang")
        or ""
    )
    return walk.found


class _Walk:
    """The walk's state: what was found and the JSON-LD sources met."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.found = Structured()
        self.scripts: list[str] = []
        self.steps_left = MAX_WALKED
        self.tags: dict[str, Callable[[HtmlElement], None]] = {
            "meta": self._meta,
            "link": self._link,
            "a": self._anchor,
            "script": self._script,
            "time": self._time,
            "abbr": self._abbr,
            "h1": self._heading,
            "title": self._title,
            "base": self._base,
        }

    def run(self, tree: HtmlElement) -> None:
        for element in tree.iter("*"):
            tag = element.tag
            if tag in self.tags:
                self.tags[tag](element)
            if tag not in _NOT_SHOWN and (keys := element.keys()):
                self._attributes(element, keys)

    def _attributes(self, element: HtmlElement, keys: list[str]) -> None:
        """Look only at attributes that are there: few elements have one that states something."""
        if "itemprop" in keys or "property" in keys:
            self._property(element, element.get("itemprop") or element.get("property") or "")
        marks = _marks(element.get("class") or "") if "class" in keys else 0
        if marks != _BOTH and ("id" in keys or "data-testid" in keys):
            marks |= _marks(element.get("id") or element.get("data-testid") or "")
        if marks:
            self._marked(element, marks)

    def _meta(self, element: HtmlElement) -> None:
        content = clean(element.get("content") or element.get("value") or "")
        if not content:
            return
        names = (element.get(key) for key in ("name", "property", "itemprop", "http-equiv"))
        for name in dict.fromkeys(name.strip().lower() for name in names if name):
            _append(self.found.meta.setdefault(name, []), content)
        if element.get("itemprop"):
            _append(self.found.properties, Property(element.get("itemprop").lower(), content, element))

    def _link(self, element: HtmlElement) -> None:
        href, rel = (element.get("href") or "").strip(), (element.get("rel") or "").lower().split()
        for kind in rel:
            _append(self.found.links.setdefault(kind, []), element)
        if not href:
            return
        if "canonical" in rel and not self.found.canonical:
            self.found.canonical = joined(self.url, href)
        elif "amphtml" in rel and not self.found.amphtml:
            self.found.amphtml = joined(self.url, href)
        elif "alternate" in rel and element.get("hreflang"):
            self.found.editions.append((element.get("hreflang"), joined(self.url, href)))

    def _anchor(self, element: HtmlElement) -> None:
        for kind in (element.get("rel") or "").lower().split():
            if kind in ("author", "tag", "category", "next", "prev"):
                _append(self.found.links.setdefault(kind, []), element)

    def _script(self, element: HtmlElement) -> None:
        kind = (element.get("type") or "").lower()
        if "ld+json" in kind:
            self.scripts.append(element.text or "")
        elif "json" in kind and element.text:
            self.found.states.append(element)

    def _time(self, element: HtmlElement) -> None:
        if len(self.found.times) < MAX_KEPT:
            value = squeeze(element.get("datetime") or element.get("content") or "")
            self.found.times.append(Time(value, self._text(element), element))

    def _abbr(self, element: HtmlElement) -> None:
        if "publish" in (element.get("class") or "") and element.get("title"):
            _append(self.found.times, Time(squeeze(element.get("title")), text_of(element), element))

    def _title(self, element: HtmlElement) -> None:
        if not self.found.title and next(element.iterancestors("svg"), None) is None:
            self.found.title = clean(inline_text(element)[:MAX_TITLE])

    def _heading(self, element: HtmlElement) -> None:
        if len(self.found.headings) < MAX_MARKED:
            self.found.headings.append(element)

    def _base(self, element: HtmlElement) -> None:
        self.url = joined(self.url, element.get("href") or "") or self.url

    def _property(self, element: HtmlElement, names: str) -> None:
        value = next((v for key in ("content", "datetime", "href", "src") if (v := element.get(key))), None)
        if value is None or (element.tag == "a" and "author" in names):
            value = self._text(element)
        for name in names.lower().split():
            _append(self.found.properties, Property(name, clean(value), element))

    def _text(self, element: HtmlElement) -> str:
        """`text_of` an element, cut where the page has given too much of it."""
        parts: list[str] = []
        for event, node in islice(etree.iterwalk(element, events=("start", "end")), self.steps_left):
            self.steps_left -= 1
            parts.append((node.text if event == "start" else node.tail if node is not element else "") or "")
        return squeeze(" ".join(parts))

    def _marked(self, element: HtmlElement, marks: int) -> None:
        if marks & _BYLINE and len(self.found.bylines) < MAX_MARKED:
            self.found.bylines.append(element)
        if marks & _DATE and len(self.found.dated) < MAX_MARKED:
            self.found.dated.append(element)


def _append(kept: list[_T], value: _T) -> None:
    if len(kept) < MAX_KEPT:
        kept.append(value)
