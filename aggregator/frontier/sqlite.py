"""The frontier as tables of the database itself, so that an ack and what it acknowledges are one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from aggregator.frontier import schedule
from aggregator.frontier.protocol import TIME, DueInput, Lease
from aggregator.identity.addresses import normalise
from aggregator.items import Capture, Discovered, Hints, InputFetched, Page

READ = ("done", "unchanged", "duplicate")
"""States in which an answer was a text: only its validators are kept, so that 304 means that text."""
MAX_CONTENT = 256_000
MAX_CHECKS = 1 << 31
DEFAULT_EVERY = timedelta(hours=6)
_HINTS = tuple(field.name for field in fields(Hints))


class SqliteFrontier:
    """Pages and inputs of the database as a frontier; see `protocol.Frontier` for what each call does.

    ``every``: source id -> time between two looks at its inputs. `ack_page` and `ack_input` run inside the
    writer's transaction, the other calls in one of their own.
    """

    def __init__(self, connection: sqlite3.Connection, every: Mapping[str, timedelta] | None = None) -> None:
        self.connection = connection
        self.every = every or {}

    def add(self, pages: Iterable[Discovered], source_id: str, input_id: int | None, now: datetime) -> int:
        """See `protocol.Frontier.add`; inside the caller's transaction if there is one."""
        at = now.strftime(TIME)
        rows = [
            (page.url, normalise(page.url), source_id, input_id, at, at, _packed(page.hints))
            for page in pages
        ]
        return self.connection.executemany(
            "insert into pages (url, url_normalised, source_id, found_by, found_at, next_due_at, hints) "
            "values (?, ?, ?, ?, ?, ?, ?) on conflict (url_normalised) do nothing",
            rows,
        ).rowcount

    def known(self, urls: Iterable[str]) -> set[str]:
        """See `protocol.Frontier.known`."""
        select = "select 1 from pages where url_normalised = ?"
        return {url for url in urls if self.connection.execute(select, (normalise(url),)).fetchone()}

    def lease(
        self, wanted: Mapping[str, int], now: datetime, until: datetime, only_new: Collection[str] = ()
    ) -> list[Lease]:
        """See `protocol.Frontier.lease`."""
        leases: list[Lease] = []
        with _transaction(self.connection):
            for source_id, count in wanted.items():
                rows = self.connection.execute(
                    "update pages set state = 'leased', lease_until = ?, attempts = attempts + 1 where id in "
                    "(select id from pages where source_id = ? and next_due_at <= ? and state <> 'leased' "
                    "and checks <= ? order by next_due_at, id limit ?) returning id, url, source_id, etag, "
                    "last_modified, payload_sha256, attempts, hints, redirected_to, checks > 0",
                    (
                        until.strftime(TIME),
                        source_id,
                        now.strftime(TIME),
                        0 if source_id in only_new else MAX_CHECKS,
                        count,
                    ),
                )
                leases += sorted((_lease(row) for row in rows), key=lambda lease: lease.page_id)
        return leases

    def has_due(self, source_ids: Iterable[str], now: datetime, only_new: Collection[str] = ()) -> bool:
        """See `protocol.Frontier.has_due`."""
        found = self.connection.execute(
            "select exists (select 1 from json_each(?) as s join pages as p on p.source_id = s.value "
            "where p.next_due_at <= ? and p.state <> 'leased' "
            "and (p.checks = 0 or s.value not in (select value from json_each(?))))",
            (json.dumps(list(source_ids)), now.strftime(TIME), json.dumps(list(only_new))),
        ).fetchone()
        return bool(found[0])

    def ack_page(self, page: Page) -> None:
        """See `protocol.Frontier.ack_page`."""
        now = _moment(page.capture.fetched_at)
        attempts, checks, is_statement = self.connection.execute(
            "select attempts, checks, exists (select 1 from articles where page_id = pages.id "
            "and statement_id is not null) from pages where id = ?",
            (page.page_id,),
        ).fetchone()
        checks = 0 if page.is_turn else checks
        count = max(attempts - 1, 0) if page.state == "failed" else checks
        not_before = _moment_or_none(page.not_before)
        due = schedule.page_due(page.state, count, now, not_before, is_statement=bool(is_statement))
        facts: dict[str, object] = {
            "state": page.state,
            "reason": page.reason,
            "lease_until": None,
            "next_due_at": due.strftime(TIME),
            "last_checked_at": page.capture.fetched_at,
        }
        if page.state != "failed":
            facts |= {"attempts": 0, "checks": checks + 1}
        if page.state in READ and page.capture.status == 200:
            facts |= _validators(page.capture)
        self._update("pages", page.page_id, facts)

    def ack_input(self, fetched: InputFetched) -> None:
        """See `protocol.Frontier.ack_input`."""
        now = _moment(fetched.capture.fetched_at)
        self.add(fetched.discovered, fetched.source_id, fetched.input_id, now)
        if not fetched.complete:
            return
        (failures,) = self.connection.execute(
            "select failures from inputs where id = ?", (fetched.input_id,)
        ).fetchone()
        failures = failures + 1 if fetched.state == "failed" else 0
        every = self.every.get(fetched.source_id, DEFAULT_EVERY)
        due = schedule.input_due(every, failures, now, _moment_or_none(fetched.not_before))
        facts: dict[str, object] = {
            "state": fetched.state,
            "failures": failures,
            "last_checked_at": fetched.capture.fetched_at,
            "next_due_at": due.strftime(TIME),
        }
        if fetched.state != "failed":
            facts["last_success_at"] = fetched.capture.fetched_at
        if fetched.state != "unchanged":
            facts["reason"] = fetched.reason
        if fetched.state == "ok":
            facts |= {
                "etag": fetched.etag,
                "last_modified": fetched.last_modified,
                "body_sha256": fetched.capture.payload_sha256,
                "item_count": fetched.items,
            } | ({"newest_item": fetched.newest} if fetched.newest else {})
        self._update("inputs", fetched.input_id, facts)

    def recover(self, now: datetime) -> int:
        """See `protocol.Frontier.recover`."""
        with _transaction(self.connection):
            return self.connection.execute(
                "update pages set lease_until = null, state = case when checks = 0 then 'new' when exists "
                "(select 1 from articles where page_id = pages.id and gone_at is not null) then 'gone' "
                "else 'done' end where state = 'leased' and lease_until < ?",
                (now.strftime(TIME),),
            ).rowcount

    def due_inputs(self, source_ids: Iterable[str], now: datetime | None) -> list[DueInput]:
        """See `protocol.Frontier.due_inputs`."""
        at = now.strftime(TIME) if now else "9999"
        rows = self.connection.execute(
            "select id, source_id, kind, url, position, etag, last_modified, body_sha256, failures, "
            "coalesce(newest_item, '') from inputs where source_id in (select value from json_each(?)) "
            "and coalesce(next_due_at, '') <= ? order by source_id, position",
            (json.dumps(list(source_ids)), at),
        )
        return [DueInput(*row) for row in rows]

    def make_due(self, source_ids: Iterable[str], now: datetime) -> int:
        """See `protocol.Frontier.make_due`."""
        with _transaction(self.connection):
            return self.connection.execute(
                "update pages set next_due_at = ? where source_id in (select value from json_each(?)) "
                "and next_due_at > ?",
                (now.strftime(TIME), json.dumps(list(source_ids)), now.strftime(TIME)),
            ).rowcount

    def _update(self, table: str, row_id: int, facts: Mapping[str, object]) -> None:
        assignments = ", ".join(f"{name} = :{name}" for name in facts)
        self.connection.execute(f"update {table} set {assignments} where id = :id", {**facts, "id": row_id})


class ReplayFrontier(SqliteFrontier):
    """Acks of pages that were read again from the archive: their schedule and what is known of them stay."""

    def ack_page(self, page: Page) -> None:
        """Note the state, unless the page has since been found gone or blocked."""
        self.connection.execute(
            "update pages set state = :state, reason = :reason where id = :id and state not in "
            "('gone', 'blocked', 'leased') and not (state = 'unchanged' and :state = 'done')",
            {"state": page.state, "reason": page.reason, "id": page.page_id},
        )


class _transaction:  # noqa: N801 - reads as a statement
    """``begin immediate`` to commit, or rollback on an error; joins a transaction that is open already."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.is_outer = not connection.in_transaction

    def __enter__(self) -> None:
        if self.is_outer:
            self.connection.execute("begin immediate")

    def __exit__(self, kind: object, *_: object) -> None:
        if self.is_outer and kind is None:
            self.connection.execute("commit")
        elif self.is_outer:
            self.connection.rollback()


def _packed(hints: Hints) -> str:
    found = {name: value for name in _HINTS if (value := getattr(hints, name))}
    if len(found.get("content_html", "")) > MAX_CONTENT:
        del found["content_html"]
    return json.dumps(found, ensure_ascii=False)


def _lease(row: tuple[Any, ...]) -> Lease:
    page_id, url, source_id, etag, last_modified, digest, attempts, hints, redirected_to, is_known = row
    return Lease(
        page_id,
        url,
        source_id,
        etag,
        last_modified,
        digest,
        attempts,
        unpacked(hints),
        redirected_to,
        bool(is_known),
    )


def unpacked(text: str) -> Hints:
    """Hints from their stored JSON."""
    found = {name: value for name, value in json.loads(text).items() if name in _HINTS}
    if "editions" in found:
        found["editions"] = tuple((str(a), str(b)) for a, b in found["editions"])
    return Hints(**found)


def _validators(capture: Capture) -> dict[str, object]:
    headers = {name.lower(): value for name, value in capture.headers}
    is_elsewhere = normalise(capture.url) != normalise(capture.requested_url)
    return {
        "etag": headers.get("etag", ""),
        "last_modified": headers.get("last-modified", ""),
        "payload_sha256": capture.payload_sha256,
        "redirected_to": capture.url if is_elsewhere else "",
    }


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _moment_or_none(text: str) -> datetime | None:
    return _moment(text) if text else None
