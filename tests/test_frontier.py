"""The contract of a frontier: nothing is lost, nothing is handed out twice, everything comes due again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aggregator.frontier import TIME, Lease, SqliteFrontier, schedule
from aggregator.items import Capture, Discovered, Hints, InputFetched, Page, PageState
from aggregator.store.connect import open_for_writing

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=10)


@pytest.fixture
def frontier(tmp_path: Path) -> Iterator[SqliteFrontier]:
    db = open_for_writing(tmp_path / "news.db")
    for source in ("a", "b"):
        db.execute(
            "insert into sources (id, name, owner, kind) values (?, ?, ?, 'ngo')", (source, source, source)
        )
    db.execute("insert into inputs (source_id, kind, url) values ('a', 'feed', 'https://a.example/feed')")
    db.conn.commit()
    yield SqliteFrontier(db.conn, every={"a": timedelta(hours=2)})
    db.close()


def add(frontier: SqliteFrontier, *urls: str, source: str = "a") -> int:
    return frontier.add([Discovered(url, Hints(title="T")) for url in urls], source, 1, NOW)


def lease(frontier: SqliteFrontier, now: datetime = NOW, **wanted: int) -> list[Lease]:
    return frontier.lease(wanted, now, now + timedelta(minutes=10))


def page(lease: Lease, state: PageState = "done", at: datetime = NOW, **facts: object) -> Page:
    headers = [("ETag", '"v1"'), ("Last-Modified", "Fri, 01 May 2026 11:00:00 GMT")]
    capture = Capture(lease.url, lease.url, at.strftime(TIME), 200, headers=headers, payload_sha256="ab")
    return Page(lease.page_id, lease.source_id, capture, state=state, **facts)  # type: ignore[arg-type]


def row(frontier: SqliteFrontier, table: str = "pages", row_id: int = 1) -> dict[str, object]:
    cursor = frontier.connection.execute(f"select * from {table} where id = ?", (row_id,))
    return dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))


def test_an_address_is_known_once_in_all_its_spellings(frontier: SqliteFrontier) -> None:
    assert add(frontier, "https://a.example/1", "http://www.a.example/1/?utm_source=x#top") == 1
    assert add(frontier, "https://a.example/1") == 0
    assert frontier.known(["https://a.example/1#x", "https://a.example/2"]) == {"https://a.example/1#x"}


def test_a_lease_is_handed_out_once_with_what_the_input_said(frontier: SqliteFrontier) -> None:
    hints = Hints(title="T", editions=(("fr", "https://a.example/fr/1"),), content_html="<p>x</p>")
    frontier.add([Discovered("https://a.example/1", hints)], "a", 1, NOW)
    (first,) = lease(frontier, a=5)
    assert (first.url, first.attempts, first.hints) == ("https://a.example/1", 1, hints)
    assert lease(frontier, a=5) == []


def test_each_source_gets_no_more_than_its_share_oldest_first(frontier: SqliteFrontier) -> None:
    add(frontier, *(f"https://a.example/{n}" for n in range(9)))
    add(frontier, "https://b.example/1", source="b")
    assert [each.url for each in lease(frontier, a=2, b=2)] == [
        "https://a.example/0",
        "https://a.example/1",
        "https://b.example/1",
    ]


def test_expired_leases_come_back_and_live_ones_do_not(frontier: SqliteFrontier) -> None:
    add(frontier, "https://a.example/1")
    lease(frontier, a=1)
    assert frontier.recover(NOW + timedelta(minutes=9)) == 0
    assert frontier.recover(NOW + timedelta(minutes=11)) == 1
    (again,) = lease(frontier, now=LATER, a=1)
    assert again.attempts == 2


def test_a_second_ack_of_the_same_lease_changes_nothing_but_the_count(frontier: SqliteFrontier) -> None:
    add(frontier, "https://a.example/1")
    (leased,) = lease(frontier, a=1)
    frontier.ack_page(page(leased))
    first = row(frontier)
    frontier.ack_page(page(leased))
    assert {
        name: value for name, value in row(frontier).items() if name not in ("checks", "next_due_at")
    } == {name: value for name, value in first.items() if name not in ("checks", "next_due_at")}


def test_a_done_page_keeps_its_validators_and_comes_due_ever_later(frontier: SqliteFrontier) -> None:
    add(frontier, "https://a.example/1")
    now, waits = NOW, []
    for state in ("done", *["unchanged"] * 8):
        (leased,) = lease(frontier, now=now, a=1)
        frontier.ack_page(page(leased, state, now))  # type: ignore[arg-type]
        due = datetime.fromisoformat(str(row(frontier)["next_due_at"]))
        waits.append(due - now)
        now = due
    assert tuple(waits[:7]) == schedule.RECHECK
    assert waits[-1] == schedule.YEAR
    (leased,) = lease(frontier, now=now, a=1)
    assert (leased.etag, leased.last_modified, leased.payload_sha256) == (
        '"v1"',
        "Fri, 01 May 2026 11:00:00 GMT",
        "ab",
    )


def test_a_failed_page_keeps_no_validators_and_backs_off(frontier: SqliteFrontier) -> None:
    add(frontier, "https://a.example/1")
    now, waits = NOW, []
    for _ in range(4):
        (leased,) = lease(frontier, now=now, a=1)
        frontier.ack_page(page(leased, "failed", now, reason="HTTP 500"))
        waits.append(datetime.fromisoformat(str(row(frontier)["next_due_at"])) - now)
        now += waits[-1]
    assert tuple(waits) == schedule.RETRY[:4]
    assert (row(frontier)["etag"], row(frontier)["reason"]) == ("", "HTTP 500")


@pytest.mark.parametrize(
    ("asked", "granted"),
    [
        (timedelta(hours=5), timedelta(hours=5)),
        (timedelta(days=3650), timedelta(days=7)),
        (-timedelta(days=1), schedule.RETRY[0]),
    ],
)
def test_what_a_server_asks_for_is_honoured_with_a_cap(
    frontier: SqliteFrontier, asked: timedelta, granted: timedelta
) -> None:
    add(frontier, "https://a.example/1")
    (leased,) = lease(frontier, a=1)
    frontier.ack_page(page(leased, "failed", not_before=(NOW + asked).strftime(TIME)))
    assert datetime.fromisoformat(str(row(frontier)["next_due_at"])) - NOW == granted


def test_a_redirect_is_noted(frontier: SqliteFrontier) -> None:
    add(frontier, "https://a.example/1")
    (leased,) = lease(frontier, a=1)
    moved = page(leased)
    moved.capture.url = "https://a.example/new"
    frontier.ack_page(moved)
    assert row(frontier)["redirected_to"] == "https://a.example/new"


def fetched(**facts: object) -> InputFetched:
    capture = Capture(
        "https://a.example/feed", "https://a.example/feed", NOW.strftime(TIME), 200, payload_sha256="cd"
    )
    return InputFetched(1, "a", capture, **facts)  # type: ignore[arg-type]


def test_an_input_is_due_by_its_sources_interval_and_remembers_what_it_saw(frontier: SqliteFrontier) -> None:
    (due,) = frontier.due_inputs(["a", "b"], NOW)
    assert (due.kind, due.url, due.etag) == ("feed", "https://a.example/feed", "")
    frontier.ack_input(
        fetched(discovered=[Discovered("https://a.example/1")], etag='"x"', newest="2026-04-30", items=1)
    )
    assert frontier.due_inputs(["a"], NOW) == []
    assert [each.etag for each in frontier.due_inputs(["a"], None)] == ['"x"']
    (due,) = frontier.due_inputs(["a"], NOW + timedelta(hours=2))
    assert (due.etag, due.body_sha256, due.newest_item) == ('"x"', "cd", "2026-04-30")
    assert [each.url for each in lease(frontier, a=1)] == ["https://a.example/1"]


def test_an_input_stays_due_until_its_last_part(frontier: SqliteFrontier) -> None:
    frontier.ack_input(fetched(discovered=[Discovered("https://a.example/1")], complete=False))
    assert len(frontier.due_inputs(["a"], NOW)) == 1
    frontier.ack_input(fetched(discovered=[Discovered("https://a.example/2")]))
    assert frontier.due_inputs(["a"], NOW) == []


def test_a_failing_input_is_asked_less_and_less_but_once_a_day(frontier: SqliteFrontier) -> None:
    waits = []
    for _ in range(6):
        frontier.ack_input(fetched(state="failed", reason="HTTP 500"))
        waits.append(datetime.fromisoformat(str(row(frontier, "inputs")["next_due_at"])) - NOW)
    assert [wait / timedelta(hours=1) for wait in waits] == [4, 8, 16, 24, 24, 24]
    frontier.ack_input(fetched())
    assert row(frontier, "inputs")["failures"] == 0


def test_known_pages_can_be_made_due(frontier: SqliteFrontier) -> None:
    add(frontier, "https://a.example/1", "https://a.example/2")
    for each in lease(frontier, a=2):
        frontier.ack_page(page(each))
    assert frontier.make_due(["b"], NOW) == 0
    assert frontier.make_due(["a"], NOW) == 2
    assert len(lease(frontier, a=9)) == 2
