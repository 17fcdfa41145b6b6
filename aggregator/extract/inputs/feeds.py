"""RSS 0.9 to 2.0, RDF, Atom (RFC 4287) and JSON Feed 1.1; older parts by RFC 5005."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from html import escape
from typing import Any

import feedparser
from lxml import etree

from aggregator.errors import InputError
from aggregator.extract.inputs.reading import Following, InputRead, absolute, once, plain
from aggregator.extract.inputs.served import refuse_what_is_no, unpacked
from aggregator.items import Discovered, Hints

OLDER = ("next", "prev-archive")
MAX_ITEMS = 20_000
DATED_ONCE = ("rss10", "rss090")
"""Versions (as feedparser names them) whose one date, ``dc:date``, is that of publication; it reads it as a change."""


def read(body: bytes, url: str, content_type: str = "") -> InputRead:
    """The entries of a feed in its own order; `InputRead.next` leads to older ones.

    Broken XML is read as far as it goes and named in ``problem``. Raises `InputError` for what is no feed.
    """
    body = unpacked(body, url)
    refuse_what_is_no("feed", body, url)
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return _json_feed(body, url)
    _refuse_hostile(body, url)
    headers = {"content-location": url, "content-type": content_type or "application/xml"}
    parsed = feedparser.parse(
        io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    if not parsed.version and not parsed.entries:
        raise InputError(url, f"is no feed ({_trouble(parsed) or 'its root element is unknown'})")
    return _of_entries(parsed, url)


def _refuse_hostile(body: bytes, url: str) -> None:
    """feedparser takes seconds over entities of a feed's own and over endless nesting; no honest feed has them."""
    if b"<!ENTITY" in body[:100_000]:
        raise InputError(url, "declares entities of its own, as no honest feed does")
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    with suppress(etree.XMLSyntaxError):
        etree.parse(io.BytesIO(body), parser)
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise InputError(url, "is nested too deeply, as no honest feed is")


def _of_entries(parsed: Any, url: str) -> InputRead:
    entries = parsed.entries[:MAX_ITEMS]
    language = str(parsed.feed.get("language") or "")
    published = "updated" if parsed.version in DATED_ONCE else "published"
    pages = [page for entry in entries if (page := _page(entry, url, language, published))]
    return InputRead(
        discovered=once(pages),
        next=_older(parsed.feed.get("links", []), url),
        title=plain(parsed.feed.get("title")),
        newest=max((date for entry in entries if (date := _date(entry))), default=""),
        problem=_problem(parsed, len(entries), len(pages)),
    )


def _problem(parsed: Any, entries: int, pages: int) -> str:
    if not entries:
        return "the feed lists nothing"
    homeless = f"{entries - pages} of {entries} items name no page" if pages < entries else ""
    return _trouble(parsed) or homeless


def _trouble(parsed: Any) -> str:
    error = parsed.get("bozo_exception")
    if not parsed.bozo or error is None:
        return ""
    if isinstance(error, feedparser.NonXMLContentType):
        return f"served with the wrong content type ({error})"
    if isinstance(error, feedparser.CharacterEncodingOverride):
        return ""
    return f"broken XML, read as far as it goes ({plain(error)[:200]})"


def _page(entry: Any, base: str, language: str, published: str) -> Discovered | None:
    url = absolute(_link(entry), base)
    if not url:
        return None
    content: Mapping[str, Any] = next(
        (part for part in entry.get("content", []) if "html" in (part.get("type") or "html")), {}
    )
    hints = Hints(
        title=plain(entry.get("title")),
        published=_raw(entry, "published") or _raw(entry, published),
        modified=_raw(entry, "updated") if published != "updated" else "",
        summary=plain(entry.get("summary")),
        author=plain(entry.get("author")),
        guid=plain(entry.get("id")),
        language=str(content.get("language") or language),
        content_html=str(content.get("value") or ""),
    )
    return Discovered(url, hints)


def _link(entry: Any) -> str:
    links = [entry.get("feedburner_origlink"), entry.get("link")]
    links += [entry.get("id")] if entry.get("guidislink") or "://" in str(entry.get("id")) else []
    links += [part.get("href") for part in entry.get("enclosures", [])]
    return next((str(link) for link in links if link), "")


def _raw(entry: Any, name: str) -> str:
    # feedparser answers a missing "updated" with "published"; the input did not say it
    value = dict.get(entry, name)
    return plain(value) if value else ""


def _date(entry: Any) -> str:
    moment = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", moment) if moment else ""


def _older(links: list[Any], base: str) -> list[Following]:
    found = (absolute(link.get("href"), base) for rel in OLDER for link in links if link.get("rel") == rel)
    return [Following(url) for url in dict.fromkeys(found) if url and url != base]


def _json_feed(body: bytes, url: str) -> InputRead:
    try:
        feed = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise InputError(url, f"is broken JSON ({str(error)[:200]})") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in str(feed.get("version")):
        raise InputError(url, "is JSON, but no JSON Feed (no version of jsonfeed.org, or no items)")
    items = [item for item in items[:MAX_ITEMS] if isinstance(item, dict)]
    pages = list(_json_pages(items, url, str(feed.get("language") or "")))
    older = absolute(feed.get("next_url"), url)
    return InputRead(
        discovered=once(pages),
        next=[Following(older)] if older and older != url else [],
        title=plain(feed.get("title")),
        newest=max((str(item.get("date_published") or "") for item in items), default=""),
        problem="" if pages else "the feed lists nothing",
    )


def _json_pages(items: list[dict[str, Any]], base: str, language: str) -> Iterator[Discovered]:
    for item in items:
        url = absolute(item.get("url") or item.get("external_url") or str(item.get("id") or ""), base)
        authors = item.get("authors") or [item.get("author") or {}]
        names = [plain(author.get("name")) for author in authors if isinstance(author, dict)]
        if url:
            yield Discovered(
                url,
                Hints(
                    title=plain(item.get("title")),
                    published=plain(item.get("date_published")),
                    modified=plain(item.get("date_modified")),
                    summary=plain(item.get("summary")),
                    author=", ".join(filter(None, names)),
                    guid=plain(item.get("id")),
                    language=str(item.get("language") or language),
                    content_html=str(item.get("content_html") or "") or _paragraphs(item.get("content_text")),
                ),
            )


def _paragraphs(text: object) -> str:
    """Plain text as HTML, a line a paragraph."""
    return "".join(f"<p>{escape(line)}</p>" for line in str(text or "").splitlines() if line.strip())
