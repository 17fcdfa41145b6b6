"""The places of a page that state when it was published or changed, apart from its visible text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from aggregator.extract.dates.context import Context
from aggregator.extract.dates.labels import Role
from aggregator.extract.dates.parse import read
from aggregator.extract.document import Document
from aggregator.extract.jsonld import JsonNode
from aggregator.extract.select import picked
from aggregator.extract.text import bare, text_of
from aggregator.items import DateValue, Hints, Selector

Family = Literal["stated", "address", "shown", "hint", "image", "select"]


@dataclass(slots=True)
class Candidate:
    """A date some place of the page gives."""

    method: str
    """Short stable name: ``json-ld:datePublished``, ``meta:article:published_time``, ``address`` ..."""
    family: Family
    """Places of one family are written by one hand and do not confirm one another."""
    role: Role
    strength: float
    """About the share of pages on which such a place is right, from 0 to 1."""
    value: DateValue


_ARTICLE_TYPES = frozenset(
    str.split(
        "Article NewsArticle ReportageNewsArticle AnalysisNewsArticle AskPublicNewsArticle BackgroundNewsArticle"
        " OpinionNewsArticle ReviewNewsArticle AdvertiserContentArticle SatiricalArticle ScholarlyArticle"
        " MedicalScholarlyArticle TechArticle BlogPosting LiveBlogPosting SocialMediaPosting Report Review"
        " DiscussionForumPosting CreativeWork PressRelease Legislation SpecialAnnouncement Statement HowTo Recipe"
    )
)
_PAGE_TYPES = frozenset(
    str.split("WebPage ItemPage AboutPage MedicalWebPage FAQPage QAPage ProfilePage CollectionPage")
)
_MEDIA_TYPES = frozenset(str.split("VideoObject AudioObject PodcastEpisode ImageGallery MediaGallery"))
_KEYS: tuple[tuple[str, Role, float], ...] = (
    ("datePublished", "published", 0.0),
    ("dateCreated", "published", 0.14),
    ("uploadDate", "published", 0.1),
    ("dateModified", "modified", 0.0),
)
_SEVERAL = 3
"""Articles on top of a page's JSON-LD beyond which they are a list of other articles."""


def stated(document: Document, settings: Context, headline: str) -> Iterator[Candidate]:
    """Candidates from JSON-LD, meta tags, and microdata and RDFa properties."""
    yield from _json_ld(document, settings, headline)
    for name, values in document.structured.meta.items():
        kind = _meta_kind(name)
        if kind is not None:
            yield from candidate(f"meta:{name}", "stated", kind[0], kind[1], values[0], settings)
    yield from _properties(document, settings)


def candidate(
    method: str, family: Family, role: Role, strength: float, raw: Any, settings: Context, path: str = ""
) -> Iterator[Candidate]:
    """The candidate a raw value makes, if it holds a date at all."""
    if not isinstance(raw, str | int | float) or isinstance(raw, bool):
        return
    value = read(str(raw), settings)
    value.origin = replace(value.origin, method=method, path=path, raw=str(raw)[:500])
    if value.precision in ("month", "year"):
        strength -= 0.2
    elif family == "stated" and value.zone == "assumed-utc":
        strength -= 0.08
    yield Candidate(method, family, role, strength, value)


def _json_ld(document: Document, settings: Context, headline: str) -> Iterator[Candidate]:
    for nodes, strength in (
        (_articles(document, headline), 0.96),
        (_on_top(document, _PAGE_TYPES)[:1], 0.95),
        (_on_top(document, _MEDIA_TYPES)[:1], 0.8),
    ):
        for node in nodes:
            for key, role, less in _KEYS:
                raw, path = _plain(node.data.get(key)), f"{node.path}/{key}"
                sure = strength - less - 0.04 * node.salvaged
                yield from candidate(f"json-ld:{key}", "stated", role, sure, raw, settings, path)


def _plain(value: Any) -> Any:
    value = value[0] if isinstance(value, list) and value else value
    return value.get("@value") if isinstance(value, dict) else value


def _on_top(document: Document, types: frozenset[str]) -> list[JsonNode]:
    """Dated nodes of these types that speak for the page."""
    return [
        node
        for node in document.structured.json_ld
        if not node.nested
        and types.intersection(node.types)
        and any(node.data.get(key) for key, _, _ in _KEYS)
    ]


def _articles(document: Document, headline: str) -> list[JsonNode]:
    """The article the page is about: of several those of its headline or address; none of a mere list."""
    nodes = _on_top(document, _ARTICLE_TYPES)
    if len(nodes) < 2:
        return nodes
    wanted = bare(headline)
    named = [
        node
        for node in nodes
        if _alike(bare(str(node.data.get("headline") or node.data.get("name") or "")), wanted)
    ]
    here = _address_key(document.url)
    addressed = [node for node in nodes if here.strip("/") and here in map(_address_key, _addresses(node))]
    return named or addressed or (nodes[:1] if len(nodes) <= _SEVERAL else [])


def _alike(a: str, b: str) -> bool:
    return bool(a and b) and (a == b or (len(a) > 15 and a in b) or (len(b) > 15 and b in a))


def _addresses(node: JsonNode) -> Iterator[str]:
    for key in ("url", "@id", "mainEntityOfPage"):
        value = node.data.get(key)
        value = value.get("@id") if isinstance(value, dict) else value
        if isinstance(value, str):
            yield value


def _address_key(url: str) -> str:
    parts = _split(url)
    return parts[0].rstrip("/") + parts[1]


def _split(url: str) -> tuple[str, str]:
    """Path and query of an address; both empty where it is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return unquote(parts.path), unquote(parts.query)


_META_PUBLISHED = re.compile(r"publi[sc]|publik|pub[-_]?time|pub[-_]?date|issued|first-?publish|date_?posted")
_META_DATED = re.compile(
    r"(?:^|[.:_-])(?:date|created?|displaydate|displaytime|posttime|release_?date|articledate|datecreated)(?:$|[.:_-])"
    r"|article_date"
)
_META_CHANGED = re.compile(r"modif|updat|revis|last|changed|edited|mod_?date")
_META_OTHER = re.compile(
    r"publisher|publication(?:$|_?(?:title|name|number|type|id))|publishing|^publish$|is_?published|public-?(?:url|id)"
    r"|expir|valid|access|birth|death|copyright|review|after|end|start|event|crawl|generat|verif|format|status"
    r"|type|section|time_?zone|embargo|yyyy"
)


def _meta_kind(name: str) -> tuple[Role, float] | None:
    """What a meta tag of this name tells, and how sure; the many dialects share a few words."""
    if _META_OTHER.search(name):
        return None
    if _META_CHANGED.search(name):
        return "modified", 0.9
    if _META_PUBLISHED.search(name):
        return "published", 0.96 if name.startswith(("article:", "og:article")) else 0.93
    return ("published", 0.88) if _META_DATED.search(name) else None


_PROPERTY = re.compile(
    r"(?:(?:schema|dc|dcterms|article):)?(?:date)?_?(published|published_time|issued|created|date|modified|uploaddate)"
)
_LATER_PROPERTY = 0.2
"""Strength lost by a second property of a role: it is of a teaser more often than of the article."""
_OTHER_SCOPES = frozenset(
    str.split(
        "Comment UserComments Person Event Product Offer Rating AggregateRating JobPosting Answer Question Review"
    )
)


def _properties(document: Document, settings: Context) -> Iterator[Candidate]:
    first: dict[Role, str] = {}
    for item in document.structured.properties:
        match = _PROPERTY.fullmatch(item.name)
        if match is None or item.scope in _OTHER_SCOPES:
            continue
        role: Role = "modified" if match[1] == "modified" else "published"
        strength = 0.82 if match[1] in ("created", "date", "uploaddate") else 0.92
        strength -= _LATER_PROPERTY * (first.setdefault(role, item.value) != item.value)
        path = document.path(item.element)
        yield from candidate(f"property:{item.name}", "stated", role, strength, item.value, settings, path)


_ADDRESS_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([/_.-]?)(0[1-9]|1[0-2]|[1-9](?=[/_.-]))\2(0[1-9]|[12]\d|3[01]|[1-9](?!\d))(?!\d)"
)
_ADDRESS_NAMED = re.compile(r"/((?:19|20)\d\d)/([a-z]{3,9})/(\d{1,2})(?=/|$)")


_FOLDERS = 0.91
"""Strength of a day in words of an address; in its folders it is more."""


def address(document: Document, settings: Context) -> Iterator[Candidate]:
    """The day in the page's own address, or else in its canonical one."""
    for url in dict.fromkeys((document.url, document.structured.canonical)):
        path, query = _split(url)
        text, strength = _day_in(f"{path}?{query}")
        if text:
            for found in candidate("address", "address", "published", strength, text, settings):
                found.value.origin = replace(found.value.origin, raw=url[:500])
                yield found
            return


def _day_in(path: str) -> tuple[str, float]:
    """The day and how sure it is: folders are the site's own, words of the address may be about any day."""
    match = _ADDRESS_DAY.search(path)
    if match is not None:
        return f"{match[1]}-{int(match[3]):02}-{int(match[4]):02}", 0.97 if match[2] == "/" else _FOLDERS
    named = _ADDRESS_NAMED.search(path.lower())
    return (f"{named[3]} {named[2]} {named[1]}", 0.97) if named is not None else ("", 0.0)


_STATE_DAY = re.compile(
    r"\"\\?(?=[dfp])(?:date_?published|published_?(?:at|date|time|on)?|publish_?(?:date|time)|first_?published(?:_?(?:at|date))?"
    r"|pub_?date|publication_?date)\\?\"\s*:\s*\\?\"?((?:19|20)\d\d-\d\d-\d\d[^\"\\<>]{0,25}|1\d{9}(?:\d{3})?(?=[,}\s]))",
    re.IGNORECASE,
)
_LONGEST_STATE = 3_000_000


def script_state(document: Document, settings: Context) -> Iterator[Candidate]:
    """The day in the data of a page that a script builds, where its data give one day only."""
    raws = dict.fromkeys(match[1] for match in _STATE_DAY.finditer(document.text, 0, _LONGEST_STATE))
    found = [one for raw in raws for one in candidate("script", "stated", "published", 0.85, raw, settings)]
    sound = [one for one in found if one.value.value is not None]
    if len({(one.value.value or "")[:10] for one in sound}) == 1:
        yield sound[0]


def image(document: Document, settings: Context) -> Iterator[Candidate]:
    """The day in the folders of the leading image's address: when it was uploaded, which is seldom much earlier."""
    url = document.structured.first("og:image", "twitter:image", "og:image:url")[1]
    text, strength = _day_in(_split(url)[0])
    if strength > _FOLDERS:
        for found in candidate("address:image", "image", "published", 0.55, text, settings):
            found.value.origin = replace(found.value.origin, raw=url[:500])
            yield found


def hinted(hints: Hints | None, settings: Context) -> Iterator[Candidate]:
    """What the feed, sitemap or listing said of the page."""
    if hints is not None and hints.published:
        yield from candidate("hint:published", "hint", "published", 0.93, hints.published, settings)
    if hints is not None and hints.modified:
        yield from candidate("hint:modified", "hint", "modified", 0.9, hints.modified, settings)


def selected(document: Document, selector: Selector | None, settings: Context) -> Iterator[Candidate]:
    """The place the source's own selector names, where it has the hits it must have."""
    for hit in picked(document.tree, selector)[:1]:
        raw = hit.get("datetime") or hit.get("content") or text_of(hit)
        yield from candidate("select:date", "select", "published", 0.995, raw, settings, document.path(hit))
