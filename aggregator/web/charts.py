"""Charts as inline SVG drawn by the server, each with its numbers for a table beneath."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT, BAR, GAP = 48, 8, 2


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart: one path, so that the page stays small. ``points`` are (label, number) left to right."""

    label: str
    points: Sequence[tuple[str, int]]

    @property
    def width(self) -> int:
        """Pixels."""
        return max(1, len(self.points) * (BAR + GAP) - GAP)

    @property
    def path(self) -> str:
        """SVG path data of all bars; the highest fills the height, a number above zero is at least a pixel."""
        top = max((n for _, n in self.points), default=0) or 1
        parts = []
        for index, (_, n) in enumerate(self.points):
            height = max(round(n / top * HEIGHT), 1) if n else 0
            parts.append(f"M{index * (BAR + GAP)} {HEIGHT}v-{height}h{BAR}v{height}z")
        return "".join(parts)

    @property
    def summary(self) -> str:
        """What the picture shows, for those who do not see it."""
        if not self.points:
            return f"{self.label}: no data"
        label, most = max(self.points, key=lambda point: point[1])
        return f"{self.label}: {self.points[0][0]} to {self.points[-1][0]}, most in {label} ({most})"
