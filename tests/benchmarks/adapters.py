"""Stable entry points for scoring from outside; each runs the very code the pipeline runs.

Every function imports what it needs when it is called, so that one room can be scored while another is being built.
The language data of `signatories` is loaded with this module and garbage is looked for as seldom as in a worker of a
crawl (`pipelines.workers`): neither is a page's cost there.
"""

from __future__ import annotations

import gc
from functools import cache
from typing import Any

from aggregator.extract.blocks import blocks
from aggregator.extract.document import Document
from aggregator.extract.signatories import read, warm
from pipelines.workers import GARBAGE_THRESHOLD

warm()
gc.collect()
gc.freeze()
gc.set_threshold(GARBAGE_THRESHOLD)


@cache
def _memory() -> Any:
    """What the hosts scored in this process repeat over their pages, learned as the store learns it."""
    from aggregator.extract.boilerplate import Memory

    return Memory()


def article(html: str, url: str) -> dict[str, Any]:
    """Read a decoded page: title, text, authors, published (ISO 8601 with the page's own offset) and language.

    Pages of a host read earlier in the process teach what the host repeats, as a crawl does. A page that names no
    person but credits an organisation gives that credit as its author.
    """
    from aggregator.extract import article as reader
    from aggregator.extract import dates
    from aggregator.identity.addresses import registrable_domain
    from aggregator.items import ReadSettings

    host, memory = registrable_domain(url), _memory()
    settings = ReadSettings(boilerplate=memory.known(host))
    document = Document.from_text(html, url)
    found = reader.read(document, settings)
    found.published, found.modified = dates.publication(document, settings)
    memory.add(host, (block.text for block in found.blocks), (block.text for block in document.blocks))
    return {
        "title": found.title,
        "text": found.text,
        "authors": found.authors or [found.byline] * bool(found.byline),
        "published": found.published.local or found.published.value,
        "language": found.language,
        "verdict": found.verdict,
    }


def signatories(html: str, url: str) -> dict[str, Any]:
    """Read a decoded page: the first statement's ``signatories`` (name, kind, role, affiliation, country) and facts."""
    reading = read(blocks(Document.from_text(html, url).tree))
    statement = reading.statements[0] if reading.statements else None
    return {
        "signatories": [
            {
                "name": signature.name,
                "kind": signature.kind,
                "role": signature.role,
                "affiliation": signature.affiliation,
                "country": signature.country,
            }
            for signature in reading.signatures
            if signature.statement == 0
        ],
        "claimed_count": statement.claimed_count if statement else None,
        "addressed_to": statement.addressed_to if statement else "",
        "title": statement.title if statement else "",
    }


def stories(db_path: str) -> Any:
    """An empty story index in a new file: ``add(id, title, text, url) -> story``, ``cluster(id)``, ``close()``.

    ``add`` decides at once; a later article may join two stories, so ``cluster`` gives the final one.
    """
    from tests.benchmarks.stories_standalone import Standalone

    return Standalone(db_path)


def same_name(a: str, b: str, kind: str) -> float:
    """How likely two printed names are of one signatory, 0 to 1; 0.5 parts the same from the different.

    ``kind``: anything that begins like "person" is a person, everything else an organisation.
    """
    from aggregator.identity import names

    return names.same_name(a, b, "person" if kind.lower().startswith("per") else "organisation")
