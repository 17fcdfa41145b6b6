"""One page through the very stages of a crawl that read, in this process, with nothing stored."""

from __future__ import annotations

from aggregator import settings
from aggregator.items import Page
from pipelines.workers import OWN_PATH, trip

_OWN = settings.ITEM_PIPELINES[OWN_PATH]
STAGES = sorted(
    (path for path, place in settings.ITEM_PIPELINES.items() if _OWN < place < _OWN + 100),
    key=settings.ITEM_PIPELINES.__getitem__,
)


def read_page(page: Page) -> Page:
    """The page with everything the stages find; one that cannot be read has state ``failed`` and a reason."""
    return trip(STAGES, page)
