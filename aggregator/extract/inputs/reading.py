"""What every reader of inputs gives, and the small things they share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import fragment_fromstring

from aggregator.items import Discovered

MAX_HINT = 2_000
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Following:
    """A further part of the same input: the next page, a child sitemap, an older archive."""

    url: str
    modified: str = ""
    """When it changed last, as printed; empty where the input does not say."""


@dataclass(slots=True)
class InputRead:
    """What one response of an input said."""

    discovered: list[Discovered] = field(default_factory=list)
    """Pages in the order of the input, each address once."""
    next: list[Following] = field(default_factory=list)
    title: str = ""
    newest: str = ""
    """Date of the newest item: UTC to the second, or ``YYYY-MM-DD``; empty where none had one."""
    problem: str = ""
    """What was odd though it could be read; plain words."""


def absolute(url: str | None, base: str) -> str:
    """``url`` made absolute against ``base``; empty unless the result is http or https with a host."""
    text = _CONTROLS.sub("", url or "").strip()
    if not text:
        return ""
    try:
        joined = urljoin(base, text)
        parts = urlsplit(joined)
    except ValueError:
        return ""
    return joined if parts.scheme in ("http", "https") and parts.hostname else ""


def plain(html: object) -> str:
    """The text of a fragment of HTML or of plain text, on one line, at most `MAX_HINT` characters."""
    text = _CONTROLS.sub("", str(html or "")[: 4 * MAX_HINT]).strip()
    if "<" in text or "&" in text:
        try:
            text = str(fragment_fromstring(text, create_parent="div").text_content())
        except (etree.ParserError, ValueError):
            text = re.sub(r"<[^>]*>", " ", text)
    return " ".join(text.split())[:MAX_HINT]


def once(found: Iterable[Discovered]) -> list[Discovered]:
    """The first of each address, in order."""
    return list({page.url: page for page in reversed(list(found))}.values())[::-1]
