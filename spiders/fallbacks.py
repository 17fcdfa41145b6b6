"""Which inputs of a source are looked at: those of the first order; the next order where all before it are no help."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from aggregator.frontier import DueInput
from aggregator.sources import Input, Source
from spiders.walk import Walk, moment

LONGEST_SILENCE = timedelta(days=60)
"""Age of the newest item from which an input is quiet, where its source does not say."""

Look = tuple[DueInput, Input]


class Fallbacks:
    """Hands out the looks at inputs, order by order (`aggregator.sources.Input.order`)."""

    def __init__(self, sources: Mapping[str, Source], due: Iterable[DueInput], now: datetime) -> None:
        self.sources, self.now = sources, now
        self._waiting: dict[str, list[Look]] = defaultdict(list)
        self._under_way: dict[str, int] = defaultdict(int)
        self._helped: set[str] = set()
        entries = {(source.id, entry.key): entry for source in sources.values() for entry in source.inputs}
        for each in due:
            entry = entries.get((each.source_id, each.url))
            if entry is not None:
                self._waiting[each.source_id].append((each, entry))
        for looks in self._waiting.values():
            looks.sort(key=lambda look: (look[1].order, look[0].position))

    def first(self) -> list[Look]:
        """The looks to begin with: of every source those of order 1, where they are due."""
        return [
            look
            for source_id, looks in self._waiting.items()
            if looks[0][1].order == 1
            for look in self._take(source_id)
        ]

    def after(self, walk: Walk, state: str) -> list[Look]:
        """The looks to go on with, now that one has ended as ``ok``, ``unchanged`` or ``failed``."""
        source_id = walk.due.source_id
        self._under_way[source_id] -= 1
        if state != "failed" and not self._is_quiet(walk, state):
            self._helped.add(source_id)
        if self._under_way[source_id] or source_id in self._helped:
            return []
        return self._take(source_id)

    def _take(self, source_id: str) -> list[Look]:
        waiting = self._waiting[source_id]
        order = waiting[0][1].order if waiting else 0
        taken = [look for look in waiting if look[1].order == order]
        self._waiting[source_id] = waiting[len(taken) :]
        self._under_way[source_id] += len(taken)
        return taken

    def _is_quiet(self, walk: Walk, state: str) -> bool:
        if state == "ok" and not walk.listed:
            return True
        newest = walk.newest or (moment(walk.due.newest_item) if walk.due.newest_item else None)
        longest = self.sources[walk.due.source_id].expect.max_silence or LONGEST_SILENCE
        return newest is not None and newest < self.now - longest
