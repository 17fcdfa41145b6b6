"""One look at an input: which parts to follow, which pages to take, and what the look came to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from aggregator.extract.inputs import Following, InputRead
from aggregator.frontier import TIME, DueInput
from aggregator.items import Discovered, Hints
from aggregator.sources import Input

MOST_PARTS = 2_000
"""Parts of one look, even in a backfill."""


def moment(text: str) -> datetime | None:
    """A date as inputs print it (ISO 8601 or RFC 822), UTC where it names no zone; None for anything else."""
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = parse(text.strip())
        except (ValueError, TypeError):
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


@dataclass
class Walk:
    """Counts the parts of an input that were asked for; the input is acknowledged with the last answer."""

    due: DueInput
    entry: Input
    now: datetime
    since: datetime | None = None
    """Pages that the input dates earlier are left."""
    until: datetime | None = None
    """Pages that the input dates later are left, and passed by on the way to earlier ones."""
    backfill: bool = False
    """Go beyond ``max_pages`` and ``max_age`` as far as ``since``."""
    pending: int = 1
    """Parts asked for and not yet answered."""
    asked: set[str] = field(default_factory=set)
    listed: int = 0
    taken: int = 0
    newest: datetime | None = None
    etag: str = ""
    last_modified: str = ""
    problems: list[str] = field(default_factory=list)

    def take(self, read: InputRead) -> list[Discovered]:
        """The pages of a part that are wanted, up to the input's limit."""
        self.listed += len(read.discovered)
        found = moment(read.newest)
        if found and found <= self.now + timedelta(days=2):
            self.newest = max(found, self.newest or found)
        if read.problem:
            self.problems.append(read.problem)
        room = len(read.discovered) if self.backfill else self.entry.limit - self.taken
        wanted = [page for page in read.discovered if self._is_wanted(page)][: max(room, 0)]
        self.taken += len(wanted)
        return wanted

    def follow(self, read: InputRead, known: Callable[[Iterable[str]], set[str]]) -> list[Following]:
        """The further parts worth asking for.

        Children of a sitemap index are taken last changed first. A next page is asked for only while a part
        brought pages that are new, or in a backfill that is not yet past its end.
        """
        most = MOST_PARTS if self.backfill else self._ordinary_parts()
        parts = [part for part in read.next if part.url not in self.asked and self._is_recent(part.modified)]
        if self.entry.kind != "sitemap" and not self._goes_on(read, known):
            parts = []
        parts = parts[: max(0, most - len(self.asked))]
        self.asked.update(part.url for part in parts)
        self.pending += len(parts)
        return parts

    def outcome(self) -> tuple[str, str]:
        """(newest, reason) of the whole look."""
        newest = self.newest.astimezone(UTC).strftime(TIME) if self.newest else ""
        return newest, "; ".join(dict.fromkeys(self.problems))[:500]

    def _ordinary_parts(self) -> int:
        return self.entry.max_pages if self.entry.kind == "sitemap" else self.entry.max_pages - 1

    def _goes_on(self, read: InputRead, known: Callable[[Iterable[str]], set[str]]) -> bool:
        urls = [page.url for page in read.discovered]
        if self.backfill:
            return any(self._is_wanted(page) or self._is_late(page) for page in read.discovered)
        return len(known(urls)) < len(urls)

    def _is_wanted(self, page: Discovered) -> bool:
        if self.entry.include and not re.search(self.entry.include, page.url):
            return False
        if self.entry.exclude and re.search(self.entry.exclude, page.url):
            return False
        return self._is_recent(_date_of(page.hints)) and not self._is_late(page)

    def _is_late(self, page: Discovered) -> bool:
        date = _date_of(page.hints)
        found = moment(date) if self.until and date else None
        return bool(self.until and found and found > self.until)

    def _is_recent(self, date: str) -> bool:
        oldest = self.since
        if self.entry.max_age and not self.backfill:
            oldest = max(self.now - self.entry.max_age, self.since or self.now - self.entry.max_age)
        found = moment(date) if oldest and date else None
        return not (oldest and found and found < oldest)


def _date_of(hints: Hints) -> str:
    return hints.published or hints.modified
