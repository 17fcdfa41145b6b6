"""Article to signatures."""

from __future__ import annotations

from aggregator.extract import signatories
from aggregator.extract.blocks import blocks
from aggregator.items import Page


class Signatories:
    """Finds who signed what a page says, with the evidence for each name."""

    def process_item(self, page: Page) -> Page:
        if page.state == "leased" and page.article is not None:
            found = signatories.read(
                blocks(page.document.tree), title=page.article.title, boilerplate=page.settings.boilerplate
            )
            page.signatures, page.statements = found.signatures, found.statements
            page.needs_review = found.needs_review
        return page
