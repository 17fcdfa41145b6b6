"""What a page says: article, dates, text, signatures, statements, links."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from aggregator.items.reading import Origin

Confidence = Literal["high", "medium", "low"]
Precision = Literal["second", "minute", "day", "month", "year"]
SignatoryKind = Literal["person", "organisation"]
LinkKind = Literal["in-text", "document", "related", "rail", "navigation", "share", "social"]
PageState = Literal[
    "new", "leased", "done", "unchanged", "gone", "blocked", "skipped", "failed", "redirected", "duplicate"
]
Verdict = Literal[
    "article", "not-extracted", "list-page", "paywall", "captcha", "soft-404", "consent-wall", "script-only"
]


@dataclass(slots=True)
class DateValue:
    """A date or time with what is known about it. ``value`` is None where nothing sound was found."""

    value: str | None = None
    """UTC to the second for second and minute; ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY`` for less."""
    local: str | None = None
    """The same moment as the page gave it, ISO 8601 with the page's own offset if it had one."""
    precision: Precision | None = None
    calendar: str = "gregorian"
    zone: Literal["stated", "source", "assumed-utc", ""] = ""
    """Where the zone came from; empty for a bare day."""
    confidence: Confidence = "low"
    """high: independent places agree; medium: one structured place; low: text only."""
    origin: Origin = field(default_factory=lambda: Origin(""))
    reason: str = ""
    """Why there is no value, in plain words."""
    conflicts: list[tuple[str, str]] = field(default_factory=list)
    """(method, value) of places that said another day."""


@dataclass(slots=True)
class TextBlock:
    """A paragraph, heading, list item, quotation or table row of the stored text."""

    tag: str
    """p, h1-h6, li, blockquote, tr, pre, figcaption."""
    text: str
    start: int
    end: int
    path: str = ""
    """DOM path of the element it came from."""
    language: str = ""
    """Set where it differs from the article's."""


@dataclass(slots=True)
class Article:
    """What a page says."""

    url: str
    canonical_url: str = ""
    """The page's own claim, only where it is on the same registrable domain."""
    title: str = ""
    byline: str = ""
    """The author line as printed."""
    authors: list[str] = field(default_factory=list)
    """People's names, cleaned."""
    language: str = ""
    section: str = ""
    tags: list[str] = field(default_factory=list)
    image: str = ""
    summary: str = ""
    blocks: list[TextBlock] = field(default_factory=list)
    text: str = ""
    """The blocks' texts joined; the base of every span."""
    published: DateValue = field(default_factory=DateValue)
    modified: DateValue = field(default_factory=DateValue)
    verdict: Verdict = "article"
    """What the page is; anything but ``article`` is stored as the page's reason, never as an article."""
    reason: str = ""
    """Plain words for a verdict other than ``article``."""
    editions: list[tuple[str, str]] = field(default_factory=list)
    """(hreflang, URL) of other language editions the page names."""
    alternates: list[tuple[str, str]] = field(default_factory=list)
    """(relation, URL) of AMP, mobile and print versions the page names."""
    provenance: dict[str, Origin] = field(default_factory=dict)
    """Field name -> where its value was found."""


@dataclass(slots=True)
class Signature:
    """A name under a statement, as one page prints it, with the evidence for it."""

    position: int
    """1-based place in the list."""
    name: str
    """As printed, without bullets, numbers and honorifics that are no part of a name."""
    kind: SignatoryKind
    role: str = ""
    """The role text as printed; 'former' and its like stay in it."""
    former: bool = False
    affiliation: str = ""
    country: str = ""
    """ISO 3166-1 alpha-2, or empty; from the entry or its group heading."""
    heading: str = ""
    """Group heading the entry stood under, as printed."""
    cue: str = ""
    """The text that marks the list as signatures."""
    path: str = ""
    """DOM path of the element the entry came from."""
    start: int = -1
    end: int = -1
    """Span of the entry in the stored text; -1 while unknown."""
    confidence: float = 0.0
    """0 to 1; entries below the review threshold are queued for a person."""
    statement: int = 0
    """0-based index of the statement on the page it belongs to."""


@dataclass(slots=True)
class Statement:
    """What a page tells of a statement apart from its list of names."""

    title: str = ""
    addressed_to: str = ""
    claimed_count: int | None = None
    """Number of signatories the page claims; never derived from the list."""
    claimed_text: str = ""
    """The words that claim it."""
    place: str = ""
    dated: str = ""
    """The date printed in the statement, as printed."""
    form: Literal["full", "excerpt", "mention"] = "full"
    language: str = ""


@dataclass(slots=True)
class Link:
    """A link an article carries, in page order."""

    position: int
    """1-based."""
    url: str
    """Absolute, as written."""
    url_normalised: str
    text: str
    kind: LinkKind
