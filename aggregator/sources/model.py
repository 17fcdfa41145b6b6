"""What a catalogue file says. The docstring of a field is also what its error message prints."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt, model_validator

from aggregator.items import ReadSettings, Selector
from aggregator.sources import rules
from aggregator.sources.rules import Unfit

SourceKind = Literal[
    "ngo",
    "un",
    "court",
    "government",
    "parliament",
    "agency",
    "independent",
    "exile",
    "coalition",
    "broadcaster",
]
InputKind = Literal["feed", "sitemap", "listing", "wordpress", "urls"]
Found = Literal["publisher", "discovered", "listed", "guessed"]
Status = Literal["unverified", "working", "disputed", "blocked", "dead"]
Calendar = Literal["gregorian", "jalali", "hijri", "buddhist", "ethiopian"]
Fixed = Literal["title", "author", "date", "section", "tag"]

Text = Annotated[str, Field(min_length=1)]
Count = Annotated[StrictInt, Field(ge=0)]
Positive = Annotated[StrictInt, Field(ge=1)]
_SEEN_BY_SOMEONE: frozenset[Status] = frozenset({"working", "blocked", "dead"})


class Table(BaseModel):
    """A table of a catalogue file: unknown fields are errors, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Input(Table):
    """One address that tells of pages."""

    kind: InputKind
    """What the address answers with."""
    url: rules.Address = ""
    """Address of the feed, sitemap, listing page, WordPress posts endpoint, or plain list of addresses."""
    pages: tuple[rules.Address, ...] = ()
    """For kind "urls": the pages themselves, in place of url."""
    order: Positive = 1
    """1: always read; 2 and more: a fallback, read when every input of a lower order failed or went quiet."""
    limit: Positive = 500
    """Most pages taken from the input in one run."""
    max_pages: Positive = 1
    """Most pages of a listing, an API or a sitemap index read in one run; a backfill goes beyond."""
    max_age: rules.Duration | None = None
    """Pages that the input dates further back are left, such as "30d"; a backfill takes them."""
    include: rules.Pattern = ""
    """Regular expression that a page's address must match somewhere."""
    exclude: rules.Pattern = ""
    """Regular expression that a page's address must not match anywhere."""
    link: rules.Css = ""
    """For kind "listing": CSS selector of the links to pages."""
    next: rules.Css = ""
    """For kind "listing": CSS selector of the link to the next listing page."""
    found: Found = "guessed"
    """Who named the address: the publisher, a check that discovered it, a public list, nobody (guessed)."""
    status: Status = "unverified"
    """What the last person or check saw."""
    evidence: str = ""
    """What is known of the address, in plain words."""
    checked: date | None = None
    """Day of that evidence, such as 2026-09-06."""

    @property
    def key(self) -> str:
        """The address an input is known by."""
        return self.url or self.pages[0]

    @model_validator(mode="after")
    def _has_one_place(self) -> Self:
        if self.pages and self.kind != "urls":
            raise Unfit('are only for kind "urls"', "Write url", "pages")
        if self.url and self.pages:
            raise Unfit("stands beside url", "Write url or pages, not both", "pages")
        if not self.url and not self.pages:
            remedy = "Write url or pages" if self.kind == "urls" else "Write the address of the input"
            raise Unfit("is missing", remedy, "url")
        return self

    @model_validator(mode="after")
    def _selects_in_listings(self) -> Self:
        if self.kind == "listing" and not self.link:
            raise Unfit("is missing", "Write the CSS selector of the links to pages", "link")
        for name in ("link", "next"):
            if self.kind != "listing" and getattr(self, name):
                raise Unfit("is only for listings", 'Write kind = "listing" or leave it out', name)
        return self

    @model_validator(mode="after")
    def _says_when_it_was_seen(self) -> Self:
        if self.status in _SEEN_BY_SOMEONE and self.checked is None:
            raise Unfit(
                f"is missing beside status {self.status!r}", "Write a day, such as 2026-09-06", "checked"
            )
        return self


def _from_css(value: object) -> object:
    return {"css": value} if isinstance(value, str) else value


class Override(Table):
    """A CSS selector in place of the general readers, with the number of hits it must have on a page."""

    css: rules.Css
    """CSS selector, such as "h1.title"."""
    min: Count | None = None
    """Fewest hits on a page; 1 unless said, 0 for drop."""
    max: Positive | None = None
    """Most hits on a page; any number unless said."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.max is not None and self.min is not None and self.max < self.min:
            raise Unfit(f"is {self.max}, below min", "Write max as large as min or larger", "max")
        return self


CssOrTable = Annotated[Override, BeforeValidator(_from_css)]


class Select(Table):
    """Where a page's values are, when the general readers miss them."""

    title: CssOrTable | None = None
    """CSS selector, or a table of css, min, max, for the title."""
    date: CssOrTable | None = None
    """CSS selector, or a table of css, min, max, for the date of publication."""
    author: CssOrTable | None = None
    """CSS selector, or a table of css, min, max, for the authors."""
    body: CssOrTable | None = None
    """CSS selector, or a table of css, min, max, for the element that holds the text."""
    drop: CssOrTable | None = None
    """CSS selector, or a table of css, min, max, for elements that are no part of the text."""

    def selectors(self) -> dict[str, Selector]:
        """The overrides that are set, by field."""
        found = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: _selector(name, value) for name, value in found.items() if value is not None}


def _selector(field: str, override: Override) -> Selector:
    fewest = override.min if override.min is not None else int(field != "drop")
    return Selector(override.css, fewest, override.max)


class Dates(Table):
    """How the source prints dates."""

    formats: tuple[Text, ...] = ()
    """Formats as strptime knows them, tried first, such as "%d.%m.%Y"."""
    order: Literal["DMY", "MDY", "YMD"] | None = None
    """Order of dates made of numbers; by language unless said."""
    languages: tuple[rules.Language, ...] = ()
    """Languages of printed dates; those of the source unless said."""
    calendar: Calendar | None = None
    """Calendar of printed dates; by language and year unless said."""


class Expect(Table):
    """What an ordinary run brings; anything else is reported, not taken for a quiet day."""

    min_articles: Count | None = None
    """Fewest articles that the inputs must list in a run."""
    max_articles: Positive | None = None
    """Most new articles in a run."""
    max_silence: rules.Duration | None = None
    """Longest time without a new article, such as "14d"."""


class Source(Table):
    """One outlet."""

    id: str = Field(default="", exclude=True)
    """Stem of the file's name, never written in the file."""
    name: Text
    """The outlet's name as readers know it."""
    owner: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,64}$")]
    """Key of the publisher, the same for all its outlets and language editions: a-z, 0-9 and hyphens."""
    homepage: rules.Address
    """Address of the outlet's front page."""
    kind: SourceKind
    """What the publisher is."""
    alignment: str = ""
    """Whom the publisher belongs to or speaks for: a label, never a rating."""
    languages: Annotated[tuple[rules.Language, ...], Field(min_length=1)]
    """Codes of the languages it publishes in, the most frequent first."""
    countries: tuple[rules.Country, ...] = ()
    """Codes of the countries it reports on; none: the world."""
    timezone: rules.Timezone | None = None
    """IANA zone of dates printed without one."""
    sensitivity: Literal["none", "withhold"] = "none"
    """"withhold": its signatories are left out of public builds."""
    every: rules.Duration = timedelta(hours=6)
    """Time between two looks at the inputs, such as "1h"."""
    delay: Annotated[float, Field(gt=0, le=600, strict=True)] = 2.0
    """Seconds between two requests to one site, at least 1."""
    follow_links: StrictBool = False
    """Whether links in its texts to sites of the catalogue are crawled too."""
    enabled: StrictBool = True
    """Whether crawls include the source."""
    reason: str = ""
    """Why the source is not enabled."""
    inputs: Annotated[tuple[Input, ...], Field(min_length=1)]
    """[[inputs]]: the addresses that tell of pages."""
    select: Select = Select()
    """[select]: where a page's values are, when the general readers miss them."""
    dates: Dates = Dates()
    """[dates]: how the source prints dates."""
    expect: Expect = Expect()
    """[expect]: what an ordinary run brings."""
    fix: Mapping[Fixed, Mapping[str, str]] = {}
    """[fix.<field>]: known bad values and the right ones (empty: no value)."""

    @model_validator(mode="after")
    def _says_why_not(self) -> Self:
        if not self.enabled and not self.reason:
            raise Unfit("is missing beside enabled = false", "Say why in a few words", "reason")
        return self

    @model_validator(mode="after")
    def _is_polite(self) -> Self:
        if self.delay < 1 and not rules.on_loopback(self.homepage):
            remedy = "Write 1.0 or more; less is for sites on this machine only"
            raise Unfit(f"is {self.delay:g} seconds, too little", remedy, "delay")
        return self

    @property
    def status(self) -> Status:
        """The best that is known of an input; what the whole source is shown as."""
        best: tuple[Status, ...] = ("working", "disputed", "unverified", "blocked", "dead")
        return min((entry.status for entry in self.inputs), key=best.index)

    def read_settings(self, boilerplate: frozenset[str] = frozenset()) -> ReadSettings:
        """What reading a page needs, as plain values. ``boilerplate``: keys of segments learned as rail."""
        return ReadSettings(
            source_id=self.id,
            source_name=self.name,
            languages=self.languages,
            timezone=self.timezone,
            date_order=self.dates.order,
            date_languages=self.dates.languages,
            calendar=self.dates.calendar,
            date_formats=self.dates.formats,
            select=self.select.selectors(),
            fix={name: dict(values) for name, values in self.fix.items()},
            follow_links=self.follow_links,
            boilerplate=boilerplate,
            sensitive=self.sensitivity == "withhold",
        )


def table_at(path: tuple[str, ...]) -> type[Table]:
    """The model of the table that the field names of ``path`` lead to, indexes left out."""
    if path[:1] == ("select",) and len(path) > 1:
        return Override
    tables: dict[str, type[Table]] = {"inputs": Input, "select": Select, "dates": Dates, "expect": Expect}
    return tables.get(path[0], Source) if path else Source
