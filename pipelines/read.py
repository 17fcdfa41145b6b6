"""Bytes to an article."""

from __future__ import annotations

from importlib.metadata import version

from aggregator.extract import article
from aggregator.extract.boilerplate import learned_from
from aggregator.extract.document import Document
from aggregator.extract.signatories import EXTRACTOR_VERSION
from aggregator.identity.addresses import normalise
from aggregator.identity.pages import leads_home
from aggregator.items import Page, PageState, Verdict

STATES: dict[Verdict, PageState] = {"captcha": "blocked", "paywall": "blocked", "consent-wall": "blocked"}
"""What becomes of a page that is no article; any other verdict is skipped."""
EXTRACTOR = f"{version('human-rights-news-aggregator')}+{EXTRACTOR_VERSION}"


class Read:
    """Parses a page once and reads title, authors, text, language and the like from it."""

    def process_item(self, page: Page) -> Page:
        if leads_home(page.capture.requested_url, page.capture.url):
            page.state, page.reason = "redirected", f"leads to the front page {page.capture.url}"
            return page
        headers = {name.lower(): value for name, value in page.capture.headers}
        page.document = Document.from_bytes(page.body, headers.get("content-type", ""), page.capture.url)
        page.article = article.read(page.document, page.settings)
        page.extractor_version = EXTRACTOR
        body, whole = (
            (block.text for block in page.article.blocks),
            (block.text for block in page.document.blocks),
        )
        page.segments = learned_from(body, whole, page.settings.boilerplate)
        if page.article.verdict != "article":
            page.state = STATES.get(page.article.verdict, "skipped")
            page.reason = f"{page.article.verdict}: {page.article.reason}".rstrip(": ")
            if page.article.verdict == "list-page" and _is_redirected(page):
                page.state, page.reason = "redirected", f"leads to the list of pages {page.capture.url}"
        return page


def _is_redirected(page: Page) -> bool:
    return normalise(page.capture.url) != normalise(page.capture.requested_url)
