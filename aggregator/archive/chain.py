"""The hash chain over captures: a row that was changed, inserted, removed or moved breaks it.

Each link is SHA-256 over the link before and the record's own facts as JSON with sorted keys, so that anyone
can recompute it from the database alone.
"""

from __future__ import annotations

import hashlib
import json

from aggregator.items import Capture

FACTS = (
    "url",
    "requested_url",
    "fetched_at",
    "status",
    "payload_sha256",
    "warc_file",
    "warc_offset",
    "warc_length",
)


def link(previous: str, capture: Capture) -> str:
    """Hex SHA-256 that ties ``capture`` to the chain value before it ('' for the first)."""
    facts = {name: getattr(capture, name) for name in FACTS}
    text = previous + json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()
