"""A source's own CSS selectors, which win over what is found without them."""

from __future__ import annotations

from functools import cache
from typing import cast

from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from aggregator.items import Selector


@cache
def _compiled(css: str) -> CSSSelector:
    return CSSSelector(css, translator="html")


def picked(tree: HtmlElement, selector: Selector | None) -> list[HtmlElement]:
    """Elements a selector hits, in page order; none where it is absent or hits fewer or more than it must."""
    if selector is None:
        return []
    found = list(cast("list[HtmlElement]", _compiled(selector.css)(tree)))
    enough = len(found) >= selector.min_hits and (
        selector.max_hits is None or len(found) <= selector.max_hits
    )
    return found if enough else []
