"""What a frontier does, whatever holds it: add, lease, ack, recover. One contract, tested on every kind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from aggregator.items import Discovered, Hints, InputFetched, Page

TIME = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class Lease:
    """A page handed out to be fetched; it comes back by itself when the lease expires."""

    page_id: int
    url: str
    source_id: str
    etag: str
    last_modified: str
    payload_sha256: str
    """Digest of the last body; the same again means unchanged."""
    attempts: int
    """1 for the first try since the last answer."""
    hints: Hints
    redirected_to: str = ""
    """Address that gave the last answer, and its validators, where it was another than ``url``."""
    is_known: bool = False
    """Whether the page has been answered for before."""


@dataclass(frozen=True, slots=True)
class DueInput:
    """A feed, sitemap, listing ... whose time has come."""

    input_id: int
    source_id: str
    kind: str
    url: str
    position: int
    """Place among the source's inputs, from 0."""
    etag: str
    last_modified: str
    body_sha256: str
    failures: float
    newest_item: str
    """Date of the newest item at the last look; empty where unknown."""


class Frontier(Protocol):
    """Times are aware datetimes in UTC, given by the caller: a frontier has no clock of its own."""

    def add(self, pages: Iterable[Discovered], source_id: str, input_id: int | None, now: datetime) -> int:
        """Make addresses known and due; known ones stay as they are. Returns how many were new."""

    def known(self, urls: Iterable[str]) -> set[str]:
        """Those of ``urls`` that are known already under any spelling."""

    def lease(
        self, wanted: Mapping[str, int], now: datetime, until: datetime, only_new: Collection[str] = ()
    ) -> list[Lease]:
        """Hand out up to ``wanted[source id]`` due pages of each source, the longest due first.

        Of the sources in ``only_new``, only pages that were never answered for.
        """

    def has_due(self, source_ids: Iterable[str], now: datetime, only_new: Collection[str] = ()) -> bool:
        """Whether `lease` would hand out a page of any of these sources."""

    def ack_page(self, page: Page) -> None:
        """End a lease with ``page.state`` and set when the page is due again; idempotent."""

    def ack_input(self, fetched: InputFetched) -> None:
        """Add what an input listed; with its last part, note its validators and when it is due again."""

    def recover(self, now: datetime) -> int:
        """Take back leases that expired before ``now``. Returns how many."""

    def due_inputs(self, source_ids: Iterable[str], now: datetime | None) -> list[DueInput]:
        """Inputs of these sources due at ``now``; all of them where ``now`` is None."""

    def make_due(self, source_ids: Iterable[str], now: datetime) -> int:
        """Let every known page of these sources be due now. Returns how many."""
