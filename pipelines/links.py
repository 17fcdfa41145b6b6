"""Article to the links it carries."""

from __future__ import annotations

from aggregator.extract import links
from aggregator.items import Page


class Links:
    """Lists a page's links in page order, each with what it is for."""

    def process_item(self, page: Page) -> Page:
        if page.state == "leased" and page.article is not None:
            page.links = links.links(page.document, page.article, page.settings)
        return page
