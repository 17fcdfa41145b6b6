"""What makes a page the same page, or its text the same text."""

from __future__ import annotations

from aggregator.identity.pages import addresses_of, text_digest
from aggregator.items import Page


class Deduplicate:
    """Notes a page's addresses and the digest of its text; the writer looks them up in its transaction."""

    def process_item(self, page: Page) -> Page:
        if page.state == "leased" and page.article is not None:
            page.addresses = addresses_of(page, page.article)
            page.text_sha256 = text_digest(page.article.text)
        return page
