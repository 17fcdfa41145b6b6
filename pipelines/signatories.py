"""Article to signatures."""

from __future__ import annotations

from aggregator.extract import article, signatories
from aggregator.extract.spans import spans
from aggregator.items import Page


class Signatories:
    """Finds who signed what a page says, with the evidence for each name; the lists stay in the text."""

    def __init__(self) -> None:
        signatories.warm()

    def process_item(self, page: Page) -> Page:
        if page.state == "leased" and page.article is not None:
            blocks = page.document.blocks
            found = signatories.read(blocks, title=page.article.title, boilerplate=page.settings.boilerplate)
            article.include(page.article, blocks, found.kept)
            for signature, span in zip(
                found.signatures, spans(page.article.blocks, blocks, found.places), strict=True
            ):
                signature.start, signature.end = span
            page.signatures, page.statements = found.signatures, found.statements
            page.needs_review = found.needs_review
        return page
