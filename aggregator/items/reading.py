"""What reading a page needs to know beforehand, and where a value was found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


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
    hints: Hints = field(default_factory=Hints)
