"""The smaller fields of an article, taken from what a page states: address, editions, section, tags, image, summary."""

from __future__ import annotations

import re
from typing import Any

from aggregator.extract.document import Document
from aggregator.extract.kinds import ARTICLE_TYPES
from aggregator.extract.site import is_site
from aggregator.extract.text import bare, clean, text_of
from aggregator.extract.urls import joined, parts_of
from aggregator.identity.addresses import registrable_domain
from aggregator.items import Article, Origin

MAX_TAGS = 30
MAX_TAG = 60
MAX_SUMMARY = 1_000
_COMMAS = re.compile(r"\s*[,;،、，]\s*")


def read_fields(document: Document, article: Article, sites: frozenset[str]) -> None:
    """Fill canonical_url, editions, section, tags, image and summary of an article, each with its provenance."""
    found: dict[str, tuple[Any, Origin]] = {
        "canonical_url": _canonical(document),
        "editions": _editions(document),
        "section": _section(document, sites),
        "tags": _tags(document, sites),
        "image": _image(document),
        "summary": _summary(document),
    }
    for name, (value, origin) in found.items():
        if value:
            setattr(article, name, value)
            article.provenance[name] = origin


def _canonical(document: Document) -> tuple[str, Origin]:
    """The page's claim of its address, if it stays on the same registrable domain."""
    own = registrable_domain(document.url)
    stated = document.structured
    claims = [("link:canonical", stated.canonical)] + [
        ("meta:og:url", joined(document.url, v)) for v in stated.meta.get("og:url", [])
    ]
    for method, claim in claims:
        if (
            claim.startswith(("http://", "https://"))
            and own
            and registrable_domain(claim) == own
            and not _is_front(claim, document.url)
        ):
            return claim, Origin(method, "", claim[:500])
    return "", Origin("")


def _is_front(claim: str, url: str) -> bool:
    """Whether a page below the front page claims to be the front page."""
    return (
        parts_of(claim).path.strip("/") == ""
        and not parts_of(claim).query
        and parts_of(url).path.strip("/") != ""
    )


def _editions(document: Document) -> tuple[list[tuple[str, str]], Origin]:
    found = [
        (tag, href)
        for tag, href in document.structured.editions
        if tag.lower() != "x-default" and href.startswith("http")
    ]
    return list(dict.fromkeys(found)), Origin("link:alternate-hreflang")


def _section(document: Document, sites: frozenset[str]) -> tuple[str, Origin]:
    stated = document.structured
    for name in (
        "article:section",
        "og:article:section",
        "section",
        "parsely-section",
        "cxenseparse:category",
    ):
        for value in stated.meta.get(name, []):
            if value and len(value) <= MAX_TAG and not is_site(value, sites):
                return value, Origin(f"meta:{name}", "", value)
    for node in stated.nodes(ARTICLE_TYPES):
        values = _texts(node.data.get("articleSection"))
        if values and not node.nested:
            return values[0], Origin("json-ld:articleSection", node.path, "; ".join(values)[:500])
    return "", Origin("")


def _tags(document: Document, sites: frozenset[str]) -> tuple[list[str], Origin]:
    """Tags of the first place that has any: article:tag, JSON-LD keywords, rel=tag links, keywords."""
    stated = document.structured
    places = [
        (
            Origin("meta:article:tag"),
            stated.meta.get("article:tag", []) + stated.meta.get("og:article:tag", []),
        ),
        (
            Origin("json-ld:keywords"),
            [k for n in stated.nodes(ARTICLE_TYPES) if not n.nested for k in _texts(n.data.get("keywords"))],
        ),
        (Origin("rel:tag"), [text_of(link) for link in stated.links.get("tag", [])]),
        (Origin("meta:news_keywords"), stated.meta.get("news_keywords", [])),
        (Origin("meta:keywords"), stated.meta.get("keywords", [])),
    ]
    for origin, values in places:
        tags = {
            bare(tag): tag for value in values for tag in _COMMAS.split(clean(value)) if _is_tag(tag, sites)
        }
        if tags:
            return list(tags.values())[:MAX_TAGS], origin
    return [], Origin("")


def _is_tag(text: str, sites: frozenset[str]) -> bool:
    return bool(text) and len(text) <= MAX_TAG and any(c.isalpha() for c in text) and not is_site(text, sites)


def _image(document: Document) -> tuple[str, Origin]:
    stated = document.structured
    name, value = stated.first(
        "og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"
    )
    if value:
        return joined(document.url, value), Origin(f"meta:{name}", "", value[:500])
    for node in stated.nodes(ARTICLE_TYPES):
        images = node.data.get("image")
        first = images[0] if isinstance(images, list) and images else images
        url = first.get("url") if isinstance(first, dict) else first
        if isinstance(url, str) and url and not node.nested:
            return joined(document.url, url), Origin("json-ld:image", node.path, url[:500])
    return "", Origin("")


def _summary(document: Document) -> tuple[str, Origin]:
    stated = document.structured
    for node in stated.nodes(ARTICLE_TYPES):
        value = node.data.get("description")
        if isinstance(value, str) and value.strip() and not node.nested:
            return clean(value)[:MAX_SUMMARY], Origin("json-ld:description", node.path, value[:500])
    name, value = stated.first("og:description", "description", "twitter:description", "dc.description")
    return value[:MAX_SUMMARY], Origin(f"meta:{name}", "", value[:500])


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [clean(v) for v in values if isinstance(v, str) and v.strip()]
