"""The values that travel from a response to the database.

Every attribute is described where it is declared. Times are ISO 8601 in UTC, to the second, ending
in ``Z``, unless an attribute says otherwise. Spans are half-open character offsets ``[start, end)``
into the stored text of the article.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

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


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value was found."""

    method: str
    """Short stable name of the reader, such as ``json-ld:headline`` or ``select:title``."""
    path: str = ""
    """DOM path, JSON path or header that held it; empty where the method says it all."""
    raw: str = ""
    """The text as found, before any cleaning, at most 500 characters."""


@dataclass(frozen=True, slots=True)
class Selector:
    """A CSS selector from a source's ``[select]`` table with the number of hits it must have."""

    css: str
    min_hits: int = 1
    max_hits: int | None = None


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """What reading a page needs to know of its source. Plain values, so that a worker can be sent it."""

    source_id: str = ""
    source_name: str = ""
    """The outlet's name, never taken for an author and cut off titles."""
    languages: tuple[str, ...] = ()
    """ISO 639-1 codes (639-3 where there is none) the source publishes in, the most frequent first."""
    timezone: str | None = None
    """IANA zone of dates printed without one; None: such times stay without a zone and are read as UTC."""
    date_order: Literal["DMY", "MDY", "YMD"] | None = None
    """Order of numeric dates; None: by language."""
    date_languages: tuple[str, ...] = ()
    """Languages of printed dates where they differ from ``languages``; empty: the same."""
    calendar: Literal["gregorian", "jalali", "hijri", "buddhist", "ethiopian"] | None = None
    """Calendar of printed dates; None: by language and year range."""
    date_formats: tuple[str, ...] = ()
    """``strptime`` formats tried first."""
    select: dict[str, Selector] = field(default_factory=dict)
    """Overrides by field: title, date, author, body, drop."""
    fix: dict[str, dict[str, str]] = field(default_factory=dict)
    """Lookups for known bad values: field -> raw value -> right value (empty: no value)."""
    boilerplate: frozenset[str] = frozenset()
    """Keys (`aggregator.extract.boilerplate.segment_key`) of segments the source repeats over its pages."""
    follow_links: bool = False
    """Links in the text to sites of the catalogue are crawled too."""
    sensitive: bool = False
    """Signatories of this source are withheld from public builds."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What an input (feed entry, sitemap row, listing) said of a page before it was fetched."""

    title: str = ""
    published: str = ""
    """The date as the input printed it."""
    modified: str = ""
    summary: str = ""
    author: str = ""
    guid: str = ""
    language: str = ""
    content_html: str = ""
    """Full text that a feed carried; read when the page itself is blocked."""
    editions: tuple[tuple[str, str], ...] = ()
    """(hreflang, URL) of other language editions."""


@dataclass(frozen=True, slots=True)
class Discovered:
    """A page an input points to."""

    url: str
    hints: Hints = Hints()


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
    origin: Origin = Origin("")
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


@dataclass(slots=True)
class Page:
    """The item of every pipeline: one fetched page on its way from response to database."""

    page_id: int
    source_id: str
    capture: Capture
    body: bytes = b""
    """The payload after content decoding; dropped once extraction is done."""
    settings: ReadSettings = field(default_factory=ReadSettings)
    hints: Hints = Hints()
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
