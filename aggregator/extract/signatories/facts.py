"""What a page tells of its statement apart from the names: title, addressee, count, place, date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aggregator.extract.signatories.counts import claimed
from aggregator.extract.signatories.page import Page, Region


@dataclass(slots=True)
class Facts:
    title: str = ""
    addressed_to: str = ""
    claimed_count: int | None = None
    claimed_text: str = ""
    place: str = ""
    dated: str = ""
    form: Literal["full", "excerpt", "mention"] = "full"
    is_statement: bool = False


def read_facts(page: Page, title: str, score: int, regions: list[Region]) -> Facts:
    heading = next((line.text for line in page.lines[:12] if line.source.level == 1), title)
    count, words = claimed(page, title, regions)
    return Facts(
        title=heading,
        claimed_count=count,
        claimed_text=words,
        form="excerpt" if regions and all(region.prose for region in regions) else "full",
        is_statement=score >= 2,
    )
