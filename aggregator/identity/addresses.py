"""Addresses brought to one form for comparison, and which addresses may stand for one page.

A normalised address is a key, never fetched and never shown: it may drop a ``www.`` or a scheme that a
server needs. Sources: RFC 3986 section 6 (syntax- and scheme-based normalisation), UTS 46 (host names),
the Public Suffix List for registrable domains.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal
from urllib.parse import SplitResult, parse_qsl, quote, unquote_to_bytes, urlsplit

import idna
import tldextract

from aggregator.identity.tables import table

Form = Literal["amp", "mobile", "print"]

_extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
_JUNK = re.compile(r"[\x00-\x20\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_PORTS = {"http": 80, "https": 443}
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*|/\([sS]\([a-zA-Z0-9]+\)\)", re.IGNORECASE)
_TOKEN = re.compile(r"(?=\D*\d)[0-9A-Za-z_-]{12,}")
_FORMS: tuple[Form, ...] = ("amp", "mobile", "print")


@lru_cache(maxsize=1 << 14)
def normalise(url: str) -> str:
    """The form of ``url`` under which it is compared: equal for spellings of one page's address.

    Scheme http is read as https; ``www.``, default ports, fragments (save ``#!`` routes), tracking
    parameters, session ids, index file names and trailing slashes go; query parameters are sorted;
    percent-encoding and host names get one spelling. Case of path and query stays. Never raises: what is
    no web address is returned without blanks.

    >>> normalise("http://WWW.Example.org:80/a/?utm_source=x&b=2&a=1#top")
    'https://example.org/a?a=1&b=2'
    """
    text = _JUNK.sub("", url)
    try:
        parts = urlsplit(text)
        host, port = _host(parts), parts.port
    except ValueError:
        return text
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not host:
        return text
    shown_port = f":{port}" if port not in (None, _PORTS[scheme]) else ""
    query = _query(parts.query)
    route = f"#{parts.fragment}" if parts.fragment.startswith("!") else ""
    return f"https://{host}{shown_port}{_path(parts.path)}{'?' + query if query else ''}{route}"


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except idna.IDNAError:
            host = host.casefold()
    bare = host.removeprefix("www.")
    return bare if "." in bare else host


def _path(path: str) -> str:
    segments: list[str] = []
    for segment in _PATH_SESSION.sub("", path).split("/"):
        if segment == "..":
            del segments[-1:]
        elif segment not in ("", "."):
            segments.append(_percent(segment, safe="!$&'()*+,;=:@"))
    if segments and segments[-1].lower() in table("tracking")["index_files"]:
        segments.pop()
    return "".join(f"/{segment}" for segment in segments)


def _percent(text: str, safe: str) -> str:
    return quote(unquote_to_bytes(text), safe=safe + "~")


def _query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True, encoding="utf-8", errors="surrogateescape")
    kept = sorted((name, value) for name, value in pairs if not _is_noise(name.lower(), value))
    return "&".join(_parameter(name, value) for name, value in kept)


def _parameter(name: str, value: str) -> str:
    left, right = (quote(part, safe="/:@!$'()*,~", errors="surrogateescape") for part in (name, value))
    return f"{left}={right}" if value else left


def _is_noise(name: str, value: str) -> bool:
    noise = table("tracking")
    if name in noise["exact"] or name.startswith(tuple(noise["prefixes"])):
        return True
    return name in noise["session"] and _TOKEN.fullmatch(value) is not None


@lru_cache(maxsize=8192)
def registrable_domain(url: str) -> str:
    """The part of the host one owner registered: ``bbc.co.uk``, ``name.blogspot.com``; the host itself for IP
    addresses and names without a public suffix; '' where there is no host.

    >>> registrable_domain("https://news.bbc.co.uk/1/hi")
    'bbc.co.uk'
    """
    try:
        host = (urlsplit(_JUNK.sub("", url)).hostname or "").rstrip(".")
    except ValueError:
        return ""
    if not host:
        return ""
    found = _extract(host)
    domain = f"{found.domain}.{found.suffix}" if found.domain and found.suffix else host
    return _host(urlsplit(f"//{domain}"))


def may_claim(own: str, claimed: str) -> bool:
    """Whether the page at ``own`` may name ``claimed`` as its address: only inside one registrable domain."""
    domain = registrable_domain(own)
    return domain != "" and domain == registrable_domain(claimed)


def plain_form(url: str) -> tuple[str, Form | None]:
    """The normalised address ``url`` is an AMP, mobile or print form of, and which; else itself and None.

    The plain address is a guess from the spelling: a relation to look for, never a reason to merge alone.

    >>> plain_form("https://m.example.org/a")
    ('https://example.org/a', 'mobile')
    """
    own = normalise(url)
    parts = urlsplit(own)
    for form in _FORMS:
        plain = _without(parts, table("tracking")["forms"][form])
        if plain != own:
            return plain, form
    return own, None


def _without(parts: SplitResult, marks: dict[str, list[str]]) -> str:
    label, _, rest = parts.netloc.partition(".")
    host = rest if label in marks["hosts"] and "." in rest else parts.netloc
    path = _strip_path(parts.path, marks)
    kept = [pair for pair in parts.query.split("&") if pair and not _is_mark(pair, marks["query"])]
    return normalise(f"{parts.scheme}://{host}{path}{'?' + '&'.join(kept) if kept else ''}")


def _strip_path(path: str, marks: dict[str, list[str]]) -> str:
    for suffix in marks["suffixes"]:
        if path.lower().endswith(suffix) and len(path) > len(suffix):
            return path[: -len(suffix)] + (".html" if suffix.endswith(".html") and suffix[0] != "/" else "")
    for prefix in marks["prefixes"]:
        if path.lower().startswith(prefix):
            return path[len(prefix) - 1 :]
    return path


def _is_mark(pair: str, marks: Iterable[str]) -> bool:
    name, _, value = pair.lower().partition("=")
    return f"{name}={value}" in marks


def relation(url: str, other: str) -> Form | None:
    """The form of ``other`` that ``url`` is by its spelling, None where they are the same or unrelated."""
    plain, form = plain_form(url)
    return form if form and plain == normalise(other) else None
