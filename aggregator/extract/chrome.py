"""Which parts of a page are its frame: navigation, footers, boxes beside the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from lxml.html import HtmlElement

SOFT, HARD = 1, 2

_TAGS = frozenset(("nav", "footer", "aside", "dialog", "menu", "search"))
_ROLES = frozenset(
    ("navigation", "contentinfo", "complementary", "banner", "search", "dialog", "menu", "menubar", "toolbar")
)
_WORDS = frozenset(
    str.split(
        "nav navbar navigation menu submenu sidebar footer breadcrumb breadcrumbs share sharing sharebar"
        " social related recommended recommendations recirculation promo newsletter subscribe subscription"
        " cookie cookies consent comments advert adverts advertisement ads popular trending mostread"
        " pagination pager tags taglist rail outbrain taboola modal popup toolbar copyright byline morenews latestnews"
        " relatedposts readmore"
    )
)
_PART = re.compile(r"[^a-z]+")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


class Marked(Protocol):
    """A block as far as this module needs it."""

    text: str
    chrome: int


def chrome_of(element: HtmlElement, tag: str, within_article: bool) -> int:
    """0: content; `SOFT`: the frame by class, id or form; `HARD`: the frame by tag, role or being hidden."""
    if tag in _TAGS or (tag == "header" and not within_article):
        return HARD
    if not element.keys():
        return SOFT if tag == "form" else 0
    if element.get("role") in _ROLES:
        return HARD
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return HARD
    if tag in ("html", "body", "main", "article", "p", "li", "td", "tr"):
        return 0
    if tag == "form" or _framed(element.get("class") or "") or _framed(element.get("id") or ""):
        return SOFT
    return 0


@lru_cache(maxsize=8192)
def _framed(names: str) -> bool:
    """Whether a class or id says so: its first or last word, or the whole without hyphens.

    Cached because a page repeats its classes.
    """
    for name in names.lower().split():
        words = [word for word in _PART.split(name) if word]
        if words and (words[0] in _WORDS or words[-1] in _WORDS or "".join(words) in _WORDS):
            return True
    return False


def settle(blocks: Sequence[Marked]) -> None:
    """Take soft marks back where they cover most of the page: there they wrap the content itself."""
    sizes = [0, 0, 0]
    for block in blocks:
        sizes[block.chrome] += len(block.text)
    if sizes[SOFT] > 3 * sizes[0]:
        for block in blocks:
            if block.chrome == SOFT:
                block.chrome = 0
