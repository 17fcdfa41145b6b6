"""Where a site's home page and robots.txt say its pages are listed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urljoin, urlsplit

from aggregator.extract.document import Document
from aggregator.extract.inputs.reading import absolute, plain

FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/json",
    "application/xml",
    "text/xml",
)
FEED_PATHS = ("/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml")
SITEMAP_PATHS = ("/sitemap.xml", "/sitemap_index.xml")
WORDPRESS = "/wp-json/wp/v2/posts"
MOST_DECLARED = 5
"""Feeds and sitemaps looked at of those a site names."""


@dataclass(frozen=True)
class Candidate:
    """An address that may list pages."""

    kind: Literal["feed", "sitemap", "wordpress"]
    url: str
    found: Literal["publisher", "discovered"]
    """publisher: the site names it; discovered: it stands at a usual place."""


def declared(document: Document, robots: str) -> list[Candidate]:
    """What the page's ``link`` elements and the ``Sitemap`` lines of robots.txt name; feeds of comments left out."""
    found = [*_feeds(document), *_wordpress(document), *_sitemaps(robots, document.url)]
    return list(dict.fromkeys(found))


def usual(home: str, missing: set[str]) -> list[Candidate]:
    """The usual places for the kinds that the site did not name."""
    places: list[tuple[Literal["feed", "sitemap", "wordpress"], tuple[str, ...]]] = [
        ("feed", FEED_PATHS),
        ("wordpress", (WORDPRESS,)),
        ("sitemap", SITEMAP_PATHS),
    ]
    return [
        Candidate(kind, urljoin(home, path), "discovered")
        for kind, paths in places
        if kind in missing
        for path in paths
    ]


def _feeds(document: Document) -> list[Candidate]:
    found = []
    for link in document.tree.iter("link"):
        relations = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        url = absolute(link.get("href"), document.url)
        if "alternate" in relations and kind in FEED_TYPES and url and not _is_other(url, link.get("title")):
            found.append(Candidate("feed", url, "publisher"))
    return found[:MOST_DECLARED]


def _is_other(url: str, title: str | None) -> bool:
    """Whether a link of a feed's type is for comments, or for programs (oEmbed, the REST API)."""
    path = urlsplit(url).path
    return "comment" in path or "comment" in plain(title).lower() or "/oembed" in path or "/wp-json/" in path


def _wordpress(document: Document) -> list[Candidate]:
    """The posts endpoint beside the root that WordPress announces (REST API handbook, discovery)."""
    for link in document.tree.iter("link"):
        if (link.get("rel") or "").lower() == "https://api.w.org/":
            root = absolute(link.get("href"), document.url)
            return [Candidate("wordpress", urljoin(root, "wp/v2/posts"), "publisher")] if root else []
    return []


def _sitemaps(robots: str, base: str) -> list[Candidate]:
    urls = [
        absolute(line.split(":", 1)[1].strip(), base)
        for line in robots.splitlines()
        if line.strip().lower().startswith("sitemap:")
    ]
    return [Candidate("sitemap", url, "publisher") for url in urls if url][:MOST_DECLARED]


def names(document: Document) -> tuple[str, str]:
    """(name, language) of a site as its home page gives them; empty where it does not."""
    told = document.structured.first("og:site_name", "application-name")[1]
    title = plain(document.tree.findtext(".//title"))
    return plain(told) or title, document.structured.language.partition("-")[0].lower()
