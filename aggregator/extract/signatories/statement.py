"""How far a page is itself a statement, letter or appeal."""

from __future__ import annotations

from aggregator.extract.signatories.match import Hit
from aggregator.extract.signatories.regions import Page
from aggregator.extract.signatories.vocabulary import cue_matcher


def statement_score(page: Page, title: str) -> int:
    """0 to 3: 2 for a title that names a statement, 1 for its lead; 1 for speaking as signers do."""
    titles = [line for line in page.lines[:8] if line.source.level == 1]
    hits: list[Hit] = [hit for line in titles for hit in line.hits]
    if title:
        hits += cue_matcher().find(title)
    body = [line for line in page.lines if line not in titles]
    marked = any(hit.kind == "statements.markers" for hit in hits)
    lead = any(line.has("statements.markers") for line in body[:4])
    voice = any(line.has("statements.voice") for line in body)
    return 2 * marked + (lead and not marked) + voice
