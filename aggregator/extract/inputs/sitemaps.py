"""Sitemaps and sitemap indexes (sitemaps.org 0.9), with news and hreflang extensions, plain, gzip or text."""

from __future__ import annotations

import io
import re
from typing import Any

from lxml import etree

from aggregator.errors import InputError
from aggregator.extract.inputs import urllists
from aggregator.extract.inputs.reading import Following, InputRead, absolute, once, plain
from aggregator.extract.inputs.served import refuse_what_is_no, unpacked
from aggregator.items import Discovered, Hints

MAX_URLS = 50_000
"""The protocol's own limit for one file."""
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def read(body: bytes, url: str, content_type: str = "") -> InputRead:
    """The pages of a sitemap in its order, or the children of an index, last changed first.

    Broken XML is read as far as it goes and named. Raises `InputError` for what is no sitemap.
    """
    body = unpacked(body, url)
    refuse_what_is_no("sitemap", body, url)
    if re.match(rb"(?:\xef\xbb\xbf)?\s*https?://", body):
        return urllists.read(body, url, content_type)
    return _read_xml(body, url)


def _read_xml(body: bytes, url: str) -> InputRead:
    pages: list[Discovered] = []
    children: list[Following] = []
    root = ""
    # libxml2 closes every hole itself: no entities, no network, no huge trees (XXE, billion laughs)
    events = etree.iterparse(
        io.BytesIO(body),
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
    )
    try:
        for event, element in events:
            name = _name(element)
            if event == "start":
                root = root or name
            elif name in ("url", "sitemap") and len(pages) + len(children) < MAX_URLS:
                _take(element, name, url, pages, children)
                _forget(element)
    except etree.XMLSyntaxError as error:
        if root not in ("urlset", "sitemapindex"):
            raise InputError(url, f"is no XML ({error.msg})") from error
    if not root:
        raise InputError(url, "is no XML")
    if root not in ("urlset", "sitemapindex"):
        raise InputError(url, f"is no sitemap (its root element is <{root[:40]}>)")
    children.sort(key=lambda child: child.modified, reverse=True)
    broken = (
        f"broken XML, read as far as it goes ({events.error_log[0].message})" if len(events.error_log) else ""
    )
    return InputRead(
        discovered=once(pages),
        next=list(dict.fromkeys(children)),
        newest=max((_day_or_moment(page.hints) for page in pages), default=""),
        problem=broken or ("" if pages or children else "the sitemap lists nothing"),
    )


def _take(element: Any, name: str, base: str, pages: list[Discovered], children: list[Following]) -> None:
    found = {_name(part): (part.text or "").strip() for part in element.iter() if isinstance(part.tag, str)}
    target = absolute(found.get("loc"), base)
    if target and name == "sitemap":
        children.append(Following(target, found.get("lastmod", "")))
    elif target:
        pages.append(Discovered(target, _hints(element, found, base)))


def _hints(element: Any, found: dict[str, str], base: str) -> Hints:
    editions = (
        (plain(link.get("hreflang")), absolute(link.get("href"), base))
        for link in element
        if _name(link) == "link" and link.get("hreflang")
    )
    return Hints(
        title=plain(found.get("title")),
        published=plain(found.get("publication_date")),
        modified=plain(found.get("lastmod")),
        language=plain(found.get("language")),
        editions=tuple(edition for edition in editions if all(edition)),
    )


def _name(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _forget(element: Any) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _day_or_moment(hints: Hints) -> str:
    date = hints.published or hints.modified
    return date if _ISO.match(date) else ""
