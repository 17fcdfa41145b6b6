"""What was read of one page, as plain values: with all evidence for a person, or short to compare with later."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from aggregator.items import Article, DateValue, Page

FIELDS = (
    "title",
    "byline",
    "authors",
    "language",
    "section",
    "tags",
    "image",
    "summary",
    "canonical_url",
    "editions",
    "alternates",
)
SAME_ORIGIN = {"byline": "authors"}

Record = dict[str, Any]


def preview(page: Page) -> Record:
    """Everything read of a page: ``values`` (field, value, method, path, raw, confidence), ``dates``, ``statements``,
    ``signatories`` with their evidence, ``links`` by kind, ``text``, ``state`` and ``verdict`` with the reason."""
    article = page.article or Article(page.capture.url)
    links: dict[str, list[Record]] = {}
    for link in page.links:
        links.setdefault(link.kind, []).append({"url": link.url, "text": link.text})
    return {
        "url": page.capture.url,
        "state": "read" if page.state == "leased" else page.state,
        "verdict": article.verdict if page.article else "",
        "reason": page.reason,
        "values": _values(article),
        "dates": [_date("published", article.published), _date("modified", article.modified)],
        "statements": [asdict(statement) for statement in page.statements],
        "signatories": [asdict(signature) for signature in page.signatures],
        "needs_review": page.needs_review,
        "links": links,
        "text": article.text,
    }


def accepted(page: Page) -> Record:
    """The values of a page that must stay as they were once a person has accepted them."""
    article = page.article or Article(page.capture.url)
    return {
        "url": page.capture.url,
        "verdict": article.verdict if page.article else page.state,
        "title": article.title,
        "authors": article.authors,
        "published": article.published.local or article.published.value,
        "modified": article.modified.local or article.modified.value,
        "language": article.language,
        "signatories": [
            {name: getattr(signature, name) for name in ("name", "kind", "role", "affiliation", "country")}
            for signature in page.signatures
        ],
        "links": sorted({link.url for link in page.links if link.kind in ("in-text", "document", "related")}),
        "text": article.text.split("\n"),
    }


def as_json(record: Record) -> str:
    """The record as it is kept in a file: indented, so that differences show line by line."""
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _values(article: Article) -> list[Record]:
    found = []
    for name in FIELDS:
        value = getattr(article, name)
        if value:
            origin = article.provenance.get(SAME_ORIGIN.get(name, name))
            found.append({"field": name, "value": value} | (asdict(origin) if origin else {}))
    origin = article.provenance.get("text")
    if article.text and origin:
        found.append({"field": "text", "value": f"{len(article.text)} characters"} | asdict(origin))
    return found


def _date(field: str, date: DateValue) -> Record:
    told = asdict(date)
    return {"field": field, **told.pop("origin"), **told, "value": date.local or date.value}
