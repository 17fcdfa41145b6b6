"""Which pages are on their way: a bounded window over all sources, shared out so that none starves another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from time import monotonic

from scrapy.settings import BaseSettings

from aggregator.frontier import Frontier, Lease
from spiders.session import utc_now

DRY = 1.0
"""Seconds a source without due pages is left alone."""


class Leases:
    """Takes leases from the frontier and knows which are still out.

    ``limit``: most pages of each source in the whole run; None: no end. ``is_capped``: known pages of a source
    are checked again no more than RECHECKS_PER_SOURCE times in the run; new ones are never held back.
    """

    def __init__(
        self,
        frontier: Frontier,
        source_ids: Iterable[str],
        settings: BaseSettings,
        limit: int | None = None,
        *,
        is_capped: bool = True,
    ) -> None:
        self.frontier, self.source_ids, self.limit = frontier, list(source_ids), limit
        self.window = settings.getint("LEASES")
        self.per_source = settings.getint("LEASES_PER_SOURCE")
        self.seconds = settings.getint("LEASE_SECONDS")
        self.most_rechecks = settings.getint("RECHECKS_PER_SOURCE") if is_capped else None
        self.rechecks: Counter[str] = Counter()
        self.out: dict[int, tuple[str, float]] = {}
        """Page id -> (source id, monotonic time at which it is given up)."""
        self.counts: Counter[str] = Counter()
        self.taken: Counter[str] = Counter()
        self._dry: dict[str, float] = {}

    def take(self) -> list[Lease]:
        """As many due pages as there is room for."""
        wanted = self._wanted()
        if not wanted:
            return []
        now = utc_now()
        leases = self.frontier.lease(wanted, now, now + timedelta(seconds=self.seconds), self._only_new())
        found = Counter(lease.source_id for lease in leases)
        began = monotonic()
        self._dry |= {each: began + DRY for each, count in wanted.items() if found[each] < count}
        for lease in leases:
            self.out[lease.page_id] = (lease.source_id, began + self.seconds)
        self.counts += found
        self.taken += found
        self.rechecks.update(lease.source_id for lease in leases if lease.is_known)
        return leases

    def release(self, page_id: int) -> None:
        """A page has come to its end."""
        source_id, _ = self.out.pop(page_id, ("", 0.0))
        self.counts[source_id] -= 1

    def refill(self, source_id: str) -> None:
        """The source may have new pages."""
        self._dry.pop(source_id, None)

    def has_more(self) -> bool:
        """Whether pages are due that this run may still take."""
        self._dry.clear()
        wanted = self._wanted()
        return bool(wanted) and self.frontier.has_due(wanted, utc_now(), self._only_new())

    def _only_new(self) -> set[str]:
        most = self.most_rechecks
        return {each for each, count in self.rechecks.items() if most is not None and count >= most}

    def _wanted(self) -> dict[str, int]:
        now = monotonic()
        for page_id in [page_id for page_id, (_, until) in self.out.items() if until < now]:
            self.release(page_id)
        room = self.window - len(self.out)
        thirsty = sorted(
            filter(lambda each: self._is_thirsty(each, now), self.source_ids), key=self.counts.__getitem__
        )
        share = max(1, room // max(1, len(thirsty)))
        wanted: dict[str, int] = {}
        for source_id in thirsty:
            count = min(share, room, self._most(source_id))
            if count > 0:
                wanted[source_id] = count
                room -= count
        return wanted

    def _is_thirsty(self, source_id: str, now: float) -> bool:
        """Whether half of its places are free: a lease for each page that ends would be a transaction each."""
        return 2 * self.counts[source_id] <= self.per_source and self._dry.get(source_id, 0.0) <= now

    def _most(self, source_id: str) -> int:
        room = self.per_source - self.counts[source_id]
        if self.most_rechecks is not None and self.rechecks[source_id] < self.most_rechecks:
            room = min(room, self.most_rechecks - self.rechecks[source_id])
        return room if self.limit is None else min(room, self.limit - self.taken[source_id])
