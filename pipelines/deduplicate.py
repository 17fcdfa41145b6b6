"""What makes a page the same page, or its text the same text."""

from __future__ import annotations

from aggregator.identity.pages import analyse
from aggregator.items import Page


class Deduplicate:
    """Analyses a page's addresses and text for comparing; the writer looks for others in its transaction."""

    def process_item(self, page: Page) -> Page:
        if page.state == "leased" and page.article is not None:
            analyse(page, page.article)
        return page
