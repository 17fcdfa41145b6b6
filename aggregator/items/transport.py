"""What travels through the pipelines: a capture, a page, an input's answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from aggregator.items.content import Article, Link, PageState, Signature, Statement
from aggregator.items.reading import Discovered, Hints, ReadSettings


@dataclass(slots=True)
class Capture:
    """One response kept in the archive, or about to be."""

    url: str
    """The address that answered, after redirects."""
    requested_url: str
    fetched_at: str
    status: int
    headers: list[tuple[str, str]] = field(default_factory=list)
    ip_address: str = ""
    """Address the response came from; empty where unknown."""
    payload_sha256: str = ""
    """Hex SHA-256 of the body after content decoding."""
    warc_file: str = ""
    """File name below the archive directory; empty until archived."""
    warc_offset: int = 0
    warc_length: int = 0
    chain: str = ""
    """Hex SHA-256 over the previous record's chain value and this record's facts."""


@dataclass(slots=True)
class Page:
    """The item of every pipeline: one fetched page on its way from response to database."""

    page_id: int
    source_id: str
    capture: Capture
    body: bytes = b""
    """The payload after content decoding; dropped once extraction is done."""
    settings: ReadSettings = field(default_factory=ReadSettings)
    hints: Hints = field(default_factory=Hints)
    redirects: list[str] = field(default_factory=list)
    """Addresses passed through before the one that answered."""
    run_id: int = 0
    article: Article | None = None
    signatures: list[Signature] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    needs_review: str = ""
    """Why a person should look at the signatories; empty when no one needs to."""
    addresses: list[tuple[str, str]] = field(default_factory=list)
    """(normalised URL, relation) of every address that may stand for this page, its own first."""
    wire: str = ""
    """News agency the page credits, empty for none."""
    segments: frozenset[str] = frozenset()
    """Keys of the page's segments, counted per source to learn what it repeats."""
    text_sha256: str = ""
    """Hex SHA-256 of the folded text; equal texts have equal values whatever their typography."""
    searchable: tuple[str, str] = ("", "")
    """Title and text as the full-text index holds them (`aggregator.identity.folding.words`)."""
    comparable: Any = None
    """The text as copies of it are found (`aggregator.identity.copies.Prepared`)."""
    state: PageState = "leased"
    reason: str = ""
    """Why the page ended in a state other than done."""
    not_before: str = ""
    """When the server allows the next try (Retry-After); empty: by the ordinary schedule."""
    is_turn: bool = False
    """Whether it was found absent where it was there before, or the other way: its schedule begins anew."""
    extractor_version: str = ""
    document: Any = None
    """The parsed page (`aggregator.extract.document.Document`), only while inside a worker."""


@dataclass(slots=True)
class InputFetched:
    """A response of an input (feed, sitemap, listing ...) on its way to the archive and the store."""

    input_id: int
    source_id: str
    capture: Capture
    body: bytes = b""
    discovered: list[Discovered] = field(default_factory=list)
    state: Literal["ok", "unchanged", "failed"] = "ok"
    reason: str = ""
    etag: str = ""
    last_modified: str = ""
    items: int = 0
    """How many items the input listed, known and new."""
    newest: str = ""
    """Date of the newest item the input listed, as UTC or bare day; empty where it gave none."""
    complete: bool = True
    """False while further parts (sitemap files, next pages) are to come: the input stays due until the last."""
    not_before: str = ""
    """When the server allows the next try (Retry-After); empty: by the ordinary schedule."""
    run_id: int = 0
