"""Article to published and modified."""

from __future__ import annotations

from aggregator.extract import dates
from aggregator.items import Page


class Dates:
    """Finds when a page was published and changed, with the evidence."""

    def process_item(self, page: Page) -> Page:
        if page.state == "leased" and page.article is not None:
            page.article.published, page.article.modified = dates.publication(
                page.document,
                page.settings,
                page.capture.fetched_at,
                page.hints,
                language=page.article.language,
            )
        return page
