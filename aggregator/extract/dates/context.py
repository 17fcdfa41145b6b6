"""What is known of a source when its dates are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from aggregator.extract.dates.calendars import Calendar
from aggregator.extract.dates.lexicon import Lexicon, Order, base, lexicon, numeric_order

EARLIEST = date(1600, 1, 1)
EARLIEST_PUBLICATION = date(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class Context:
    """Settings under which a text is read as a date."""

    languages: tuple[str, ...] = ()
    """Codes as the data files name them, the likeliest first."""
    order: Order | None = None
    calendar: Calendar | None = None
    formats: tuple[str, ...] = ()
    timezone: str | None = None
    captured_at: datetime | None = None
    earliest: date = EARLIEST
    words: Lexicon = field(default_factory=Lexicon)
    fixes: Mapping[str, str] = field(default_factory=dict)
    """Raw text -> the text to read in its place; empty: no date."""


def context(
    languages: tuple[str, ...],
    *,
    order: Order | None = None,
    calendar: Calendar | None = None,
    formats: tuple[str, ...] = (),
    timezone: str | None = None,
    captured_at: datetime | str | None = None,
    earliest: date = EARLIEST,
    fixes: Mapping[str, str] | None = None,
) -> Context:
    """The context for these language tags; ``order`` None means that of the first language known."""
    return Context(
        tuple(dict.fromkeys(map(base, languages))),
        order or numeric_order(languages),
        calendar,
        formats,
        timezone,
        _moment(captured_at),
        earliest,
        lexicon(languages),
        fixes or {},
    )


def _moment(value: datetime | str | None) -> datetime | None:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    if moment is not None and moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    return moment
