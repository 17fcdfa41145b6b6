"""Listing pages: links by a CSS selector, the next listing page by another."""

from __future__ import annotations

from typing import Any

from lxml.cssselect import CSSSelector

from aggregator.errors import InputError
from aggregator.extract.document import Document
from aggregator.extract.inputs.reading import Following, InputRead, absolute, once, plain
from aggregator.items import Discovered, Hints

MAX_LINKS = 5_000


def read(body: bytes, url: str, content_type: str = "", *, link: str, next: str = "") -> InputRead:
    """The pages a listing links to, in page order.

    ``link``: selector of the links themselves or of elements around them (the first link inside counts);
    ``next``: selector of the link to the next listing page. Raises `InputError` where ``link`` finds nothing.
    """
    if not body.strip():
        raise InputError(url, "sent an empty answer in place of a listing")
    document = Document.from_bytes(body, content_type, url)
    base = absolute(document.tree.xpath("string(//base/@href)"), url) or url
    hits = _select(document, link)[:MAX_LINKS]
    pages = once(page for hit in hits if (page := _page(hit, base)))
    if not pages:
        raise InputError(url, f"has no link at {link!r}: the page has changed, or is a bot check")
    older = (absolute(hit.get("href"), base) for hit in _select(document, next)) if next else ()
    return InputRead(
        discovered=pages,
        next=[Following(address) for address in dict.fromkeys(older) if address and address != url][:1],
        title=plain(document.tree.findtext(".//title")),
    )


def _select(document: Document, css: str) -> list[Any]:
    found: Any = CSSSelector(css, translator="html")(document.tree)
    return list(found)


def _page(hit: Any, base: str) -> Discovered | None:
    anchor: Any = hit if hit.get("href") else next(iter(hit.xpath(".//a[@href]")), None)
    url = absolute(anchor.get("href"), base) if anchor is not None else ""
    if anchor is None or not url:
        return None
    times = hit.xpath("(.//time[@datetime])[1]/@datetime")
    heading = hit.xpath("(.//h1|.//h2|.//h3|.//h4)[1]")
    title = plain(heading[0].text_content() if heading else anchor.text_content())
    return Discovered(url, Hints(title=title, published=plain(times[0]) if times else ""))
