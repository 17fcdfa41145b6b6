"""Charts as SVG drawn by the server, each with its numbers for a table beneath."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

HEIGHT, BAR, GAP = 48, 8, 2
CAPTION, TALL, NARROWEST = 24, 96, 240
STRIP_HEIGHT, STRIP_BAR, STRIP_DAYS = 16, 3, 30


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart: one path, so that the page stays small. ``points`` are (label, number) left to right.

    ``file``: the name of the chart as a file of its own, '' where there is none.
    """

    label: str
    points: Sequence[tuple[str, int]]
    file: str = ""

    @property
    def width(self) -> int:
        """Pixels."""
        return max(1, len(self.points) * (BAR + GAP) - GAP)

    @property
    def file_width(self) -> int:
        """Units across of the chart as a file, which has room for its words."""
        return max(self.width, NARROWEST)

    @property
    def heights(self) -> list[int]:
        """Of each bar; the highest fills the height, a number above zero is at least a pixel."""
        top = max((n for _, n in self.points), default=0) or 1
        return [max(round(n / top * HEIGHT), 1) if n else 0 for _, n in self.points]

    @property
    def path(self) -> str:
        """SVG path data of all bars."""
        return "".join(
            f"M{index * (BAR + GAP)} {HEIGHT}v-{height}h{BAR}v{height}z"
            for index, height in enumerate(self.heights)
            if height
        )

    @property
    def most(self) -> tuple[str, int]:
        """The point of the highest bar."""
        return max(self.points, key=lambda point: point[1], default=("", 0))

    @property
    def texts(self) -> list[tuple[int, int, str, str]]:
        """The words of the chart as a file: (x, baseline, "end" where the words end at x, text)."""
        words = [(0, 12, "", self.label)]
        if self.points:
            words += [(self.file_width, 12, "end", f"most: {self.most[1]} ({self.most[0]})")]
            words += [(0, 88, "", f"{self.points[0][0]} – {self.points[-1][0]}")]
        return words

    @property
    def summary(self) -> str:
        """What the picture shows, for those who do not see it."""
        if not self.points:
            return f"{self.label}: no data"
        first, last = self.points[0][0], self.points[-1][0]
        return f"{self.label}: {first} to {last}, most in {self.most[0]} ({self.most[1]})"


@dataclass(frozen=True, slots=True)
class Strip:
    """The last 30 days of a source: a bar for each day crawled, higher the more was new; a gap for silence.

    ``ledger``: ISO day -> articles new that day, None where the crawl of the source failed.
    """

    today: date
    ledger: Mapping[str, int | None]

    @property
    def days(self) -> list[tuple[str, int | None]]:
        """(ISO day, articles new or None where it failed or nothing was crawled), oldest first."""
        return [(day, self.ledger.get(day)) for day in _days_until(self.today)]

    @property
    def path(self) -> str:
        """SVG path data of strokes as wide as a bar; a day that was crawled and brought nothing is still seen."""
        heights = [0 if new is None else 1 + new for _, new in self.days]
        top = max(heights)
        tall = [round(n / top * STRIP_HEIGHT) or 1 if n else 0 for n in heights]
        places = range(0, self.width, STRIP_BAR + GAP)
        return "".join(f"M{at} {STRIP_HEIGHT}v-{high}" for at, high in zip(places, tall, strict=True) if high)

    @property
    def width(self) -> int:
        """Pixels."""
        return STRIP_DAYS * (STRIP_BAR + GAP) - GAP

    @property
    def crawled(self) -> list[str]:
        """The days something was crawled on."""
        return [day for day, _ in self.days if day in self.ledger]

    @property
    def failed(self) -> int:
        """Days on which the crawl failed."""
        return sum(self.ledger[day] is None for day in self.crawled)

    @property
    def new(self) -> int:
        """Articles new on all days."""
        return sum(self.ledger[day] or 0 for day in self.crawled)


@lru_cache(maxsize=4)
def _days_until(today: date) -> list[str]:
    return [str(today - timedelta(days=back)) for back in range(STRIP_DAYS - 1, -1, -1)]
