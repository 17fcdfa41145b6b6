"""Who wrote a page: people only, from the most trusted place that names any."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from lxml.html import HtmlElement

from aggregator.extract.blocks import Block
from aggregator.extract.document import Document
from aggregator.extract.jsonld import names_of
from aggregator.extract.kinds import ARTICLE_TYPES, PAGE_TYPES
from aggregator.extract.people import Reader
from aggregator.extract.text import bare, squeeze, text_of
from aggregator.items import Origin

MAX_BYLINE = 160

MAX_LABEL = 25
"""Characters in which the colon of a label at the text's end must stand."""
_LINE = re.compile(r"\n|\s[|•·]\s")
_COLON = re.compile("[:：]")

_META = (
    "author",
    "article:author",
    "article:author_name",
    "og:article:author",
    "og:author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "dcsext.author",
    "dc.creator",
    "dc.creator.name",
    "dcterms.creator",
    "citation_author",
    "citation_authors",
    "authors",
    "shareaholic:article_author_name",
    "vr:author",
    "mediator_author",
)
_INVERTED = frozenset(("dc.creator", "dcterms.creator", "citation_author"))
_ORGANISATION = re.compile(r"Organization|Corporation|WebSite|WebPage|Thing$")
_NOT_BYLINE = re.compile(
    r"photo|image|img|caption|figure|credit|avatar|comment|bio\b|teaser|(?<!v)card|related|reporterr|placeholder|breadbar|form|follow|media-author",
    re.IGNORECASE,
)
_AUTHOR_PAGE = re.compile(
    r"(?:^|/)(?:authors?|auteurs?|autor(?:es|en|in|a|as|i)?|autor[ei]|avtor|avtory|yazar(?:lar)?|forfattare|journalist[ae]?s?"
    r"|writers?|contributors?|columnists?|reporters?|profiles?|staff|team)/[^/?#]*\w",
    re.IGNORECASE,
)
"""An address below a folder for authors."""


@dataclass(frozen=True, slots=True)
class Line:
    """An author line found on the page."""

    texts: list[str]
    origin: Origin
    visible: bool
    """Printed on the page, not stated as data."""
    organisation: bool = False
    """Stated to be no person."""


def read_authors(
    document: Document, reader: Reader, lead: Sequence[Block] = (), tail: Sequence[Block] = ()
) -> tuple[list[str], str, Origin]:
    """Return (people, byline, where found); empty values where the page names nobody.

    The byline is the line as printed; where only data credits an organisation, that name. Places in the order of their
    measured reliability: JSON-LD, a "Written by" label, rel=author, meta tags, microdata, links to an author's page,
    elements named a byline, a printed "by" line. ``lead``: blocks between the headline and the text; ``tail``: the
    last ones of the text and the next, where only a label with a colon counts.
    """
    credit, credited = "", Origin("")
    linked = partial(_author_pages, lead=lead)
    for place in (_json_ld, _labels, _rel_author, _meta, _microdata, linked, _bylines):
        for line in place(document, reader):
            names = (
                []
                if line.organisation
                else _merged(reader.people(t, visible=line.visible) for t in line.texts)
            )
            if names:
                return names, squeeze(" ".join(line.texts))[:MAX_BYLINE] if line.visible else "", line.origin
            if not credit and not line.visible:
                credit, credited = reader.credit(line.texts[0]), line.origin
    names, byline, origin = _printed(reader, lead, tail)
    return (names, byline, origin) if names else ([], credit, credited if credit else Origin(""))


def _merged(groups: Iterator[list[str]]) -> list[str]:
    found: dict[str, str] = {}
    for group in groups:
        for name in group:
            found.setdefault(bare(name), name)
    return list(found.values())


def _json_ld(document: Document, reader: Reader) -> Iterator[Line]:
    stated = document.structured
    own = [node for node in (*stated.nodes(ARTICLE_TYPES), *stated.nodes(PAGE_TYPES)) if not node.nested]
    for key in ("author", "creator"):
        for node in own:
            value = node.data.get(key)
            items = value if isinstance(value, list) else [value]
            people = [name for item in items if not _is_organisation(item) for name in names_of(item)]
            others = [name for item in items if _is_organisation(item) for name in names_of(item)]
            origin = Origin(f"json-ld:{key}", f"{node.path}/{key}", "; ".join(people or others)[:500])
            if people or others:
                yield Line(people or others, origin, visible=False, organisation=not people)


def _is_organisation(value: Any) -> bool:
    return isinstance(value, dict) and _ORGANISATION.search(str(value.get("@type") or "")) is not None


def _labels(document: Document, reader: Reader) -> Iterator[Line]:
    """Twitter card labels: ``twitter:label1`` "Written by", ``twitter:data1`` the name."""
    for number in "123":
        label, value = (document.structured.first(f"twitter:{part}{number}")[1] for part in ("label", "data"))
        if value and bare(label) in reader.words.written:
            yield Line([value], Origin(f"meta:twitter:data{number}", "", value[:500]), visible=False)


def _rel_author(document: Document, reader: Reader) -> Iterator[Line]:
    links = [a for a in document.structured.links.get("author", []) if a.tag == "a" and not _is_aside(a)]
    if links:
        first = next((a for a in links if text_of(a)), links[0])
        outer = first.getparent()
        group = [a for a in links if a.getparent() is outer or a.getparent().getparent() is outer.getparent()]
        texts = [text_of(a) for a in group if text_of(a)]
        if texts:
            yield Line(
                texts, Origin("rel:author", document.path(first), "; ".join(texts)[:500]), visible=False
            )


def _meta(document: Document, reader: Reader) -> Iterator[Line]:
    for name in _META:
        values = [
            v
            for v in document.structured.meta.get(name, [])
            if not v.startswith(("http:", "https:", "@", "/"))
        ]
        if name in _INVERTED:
            values = [_upright(value) for value in values]
        if values:
            yield Line(values, Origin(f"meta:{name}", "", "; ".join(values)[:500]), visible=False)


def _upright(value: str) -> str:
    """ "Doe, Jane" as "Jane Doe"."""
    last, comma, first = value.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and "," not in first else value


def _microdata(document: Document, reader: Reader) -> Iterator[Line]:
    for item in document.structured.properties:
        if item.name not in ("author", "creator") or item.scope in ("ImageObject", "Comment", "Review"):
            continue
        if item.value and not item.value.startswith("http") and not _is_aside(item.element):
            origin = Origin(f"microdata:{item.name}", document.path(item.element), item.value[:500])
            yield Line([_inner_name(item.element) or item.value], origin, visible=True)


def _inner_name(element: HtmlElement) -> str:
    inner = element.xpath(".//*[@itemprop='name']")
    return (inner[0].get("content") or text_of(inner[0])) if inner else ""


def _author_pages(document: Document, reader: Reader, lead: Sequence[Block]) -> Iterator[Line]:
    """Links near the headline to a page of one author, known by their address."""
    for block in lead:
        links = [a for a in block.element.iter("a") if _AUTHOR_PAGE.search(a.get("href") or "")]
        texts = [text for a in links if 3 <= len(text := text_of(a)) <= MAX_BYLINE]
        if texts and not _is_aside(links[0]):
            origin = Origin("link:author", document.path(links[0]), "; ".join(texts)[:500])
            yield Line(texts, origin, visible=True)


def _bylines(document: Document, reader: Reader) -> Iterator[Line]:
    for element in document.structured.bylines:
        style = f"{element.get('class') or ''} {element.get('id') or ''}"
        text = text_of(element)
        if (
            not 3 <= len(text) <= MAX_BYLINE
            or _NOT_BYLINE.search(style)
            or _is_aside(element)
            or reader.is_credit(text)
        ):
            continue
        chunks = [chunk for part in element.itertext() if (chunk := squeeze(part))]
        texts = chunks if any(reader.people(chunk, visible=True) for chunk in chunks) else [text]
        yield Line(texts, Origin("class:byline", document.path(element), text[:500]), visible=True)


def _is_aside(element: HtmlElement) -> bool:
    """Whether an element stands beside the article: comments, boxes, lists of other articles."""
    for outer in element.iterancestors():
        if outer.tag in ("body", "main") or (
            outer.tag == "article" and next(outer.iter("h1"), None) is not None
        ):
            return False
        if outer.tag in ("aside", "footer", "nav") or _OTHERS.search(
            f"{outer.get('class') or ''} {outer.get('id') or ''}"
        ):
            return True
    return False


_ALL_LINK = 0.9
"""Share of linked characters from which a line leads to another page."""
_OTHERS = re.compile(
    r"comment|related|teaser|sidebar|recommend|most-?read|popular|also-?read|latest|trending|footer|\bcard",
    re.IGNORECASE,
)


def _printed(reader: Reader, lead: Sequence[Block], tail: Sequence[Block]) -> tuple[list[str], str, Origin]:
    """A line, or a part of one set off by a bar, that begins with a word for "by"."""
    near = [(b, line) for b in _short(lead) for line in _LINE.split(b.text)]
    own = [block for block in _short(tail) if block.link_share < _ALL_LINK and not _is_aside(block.element)]
    end = [(b, line) for b in own for line in b.text.split("\n") if _COLON.search(line[:MAX_LABEL])]
    for block, line in near + end:
        announced = "" if reader.is_credit(line) else reader.announced(line)
        names = reader.people(announced, visible=True) if announced else []
        if names:
            return names, squeeze(line), Origin("text:by", block.path, line[:500])
    return [], "", Origin("")


def _short(blocks: Sequence[Block]) -> list[Block]:
    return [block for block in blocks if len(block.text) <= MAX_BYLINE]
