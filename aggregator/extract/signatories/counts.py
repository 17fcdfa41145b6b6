"""The number of signatories a page claims."""

from __future__ import annotations

from aggregator.extract.signatories.regions import Page, Region


def claimed(page: Page, title: str, regions: list[Region]) -> tuple[int | None, str]:
    return None, ""
