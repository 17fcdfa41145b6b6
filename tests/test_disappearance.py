"""Weeks of a site that edits, removes, moves, blocks and restores its pages: what is stored, and what is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aggregator.cli.reading import changes as changes_command
from aggregator.frontier import schedule
from aggregator.identity.pages import analyse, leads_home
from aggregator.items import Capture, Page
from aggregator.settings import ITEM_PIPELINES
from aggregator.store import doctor, states
from aggregator.store.connect import open_for_writing
from tests.crawling import crawl, html, rows, rss, write_source
from tests.loopback import Answer, Asked, Site, serving
from tests.storing import Store, article, signed, store

BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOURS = (0, 1, 2, 7, 31, 103, 271, 991, 3151, 5311)
"""When the site is crawled: at the steps of the schedule, once (2) between them."""
REAL = {"ITEM_PIPELINES": dict(ITEM_PIPELINES), "WORKERS": 0, "RETRY_TIMES": 0}
SUBJECTS = {
    "still": "harbour workers held without charge",
    "rails": "teachers dismissed after the march",
    "edited": "prisoners moved to the island camp",
    "doomed": "court closes its doors to reporters",
    "erased": "archive of the truth commission sealed",
    "homeward": "weavers evicted from the old quarter",
    "listward": "printing house raided before the vote",
    "soft": "student choir banned from the square",
    "walled": "lawyer barred from visiting her client",
    "robot": "radio station loses its licence",
    "paid": "village without water for nine days",
    "mover": "fishermen fined for a petition",
    "merged": "nurses questioned about a leaflet",
    "kept": "doctors tried for treating the wounded",
    "shaky": "bakers strike over unpaid wages",
    "dropped": "poet released after eleven months",
    "swapped": "library emptied during the night",
    "aging": "ferry halted on the day of the hearing",
}
NAMES = [
    "Ada Marlow, lawyer",
    "Bela Quist, poet",
    "Carl Onwudi, editor",
    "Dina Frey, physician",
    "Ewan Brandt, judge",
]


def at(hour: int) -> str:
    return (BEGIN + timedelta(hours=hour)).strftime("%Y-%m-%dT%H:%M:%SZ")


def prose(subject: str, count: str = "41") -> str:
    texts = (
        f"The committee of Port Selin reports that {subject}, and that {count} people were affected in one week.",
        f"Families waited at the gate while the news that {subject} spread through the lower town, witnesses said.",
        f"Officials did not answer letters in which the committee asked why {subject} and who had ordered it.",
        f"An appeal will be heard in the spring; until then, a spokeswoman said, nobody can explain why {subject}.",
    )
    return "".join(f"<p>{text}</p>" for text in texts)


def other_prose(subject: str) -> str:
    texts = (
        f"Three neighbours saw how it began: {subject}. None of them wishes to be named in print.",
        "A photograph taken from a roof shows two vans without plates and a man who carries boxes down the stairs.",
        "The mayor, asked on Tuesday, read a short note aloud and left; his deputy promised answers within a month.",
        "Similar cases from Verrano and Old Tamsin are listed in the annex, with dates, places and sources.",
    )
    return "".join(f"<p>{text}</p>" for text in texts)


def page(
    title: str, body: str, rail: str = "", dated: str = "<time datetime='2026-03-01'>1 March 2026</time>"
) -> str:
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title></head><body><header><nav><a href='/'>Home</a>"
        f"</nav></header><main><article><h1>{title}</h1>{dated}{body}</article></main><aside>{rail}</aside>"
        f"<footer><p>Port Selin Committee</p></footer></body></html>"
    )


def report(name: str, count: str = "41") -> str:
    body = other_prose(SUBJECTS[name]) if name in ("merged", "swapped") else prose(SUBJECTS[name], count)
    return page(SUBJECTS[name].capitalize(), body)


def aging(asked: Asked, seen: list[int]) -> Answer:
    """A report whose only date is relative to the moment it is asked for."""
    seen.append(1)
    dated = f"<time class='date'>{len(seen)} hours ago</time>"
    return Answer(page(SUBJECTS["aging"].capitalize(), prose(SUBJECTS["aging"]), dated=dated))


def statement(names: list[str]) -> str:
    listed = "".join(f"<li>{name}</li>" for name in names)
    text = prose("the press law silences the islands")
    return page("Joint statement on the press law", f"{text}<p>Signed by:</p><ul>{listed}</ul>")


def with_rails(asked: Asked, seen: list[int]) -> Answer:
    """The same report with a view counter, a relative date and a rail that are others at each request."""
    seen.append(1)
    n = len(seen)
    meta = f"<div class='meta'><span class='views'>{1200 + 7 * n:,} views</span> <span>{n} hours ago</span></div>"
    rail = f"<div class='most-read'><h3>Most read</h3><ul><li><a href='/x{n}'>Number {n} of the week</a></li></ul></div>"
    dated = f"<time datetime='2026-03-01'>1 March 2026</time>{meta}"
    return Answer(page(SUBJECTS["rails"].capitalize(), prose(SUBJECTS["rails"]), rail, dated))


def redirect(path: str) -> Answer:
    return Answer(status=301, headers={"Location": path})


FRONT = page(
    "Port Selin Committee", "<p>Welcome to the committee of Port Selin, founded by families in 1988.</p>"
)
TEASERS = (
    f"<div><h2><a href='/r/{name}'>{subject.capitalize()}</a></h2><p>{subject}</p></div>"
    for name, subject in SUBJECTS.items()
)
LIST = page("News", "".join(TEASERS))
SOFT = page("Page not found", "<p>Sorry, the page you asked for does not exist any more.</p>")
ROBOT = (
    "<!doctype html><html><head><title>Just a moment...</title></head><body><div id='cf-challenge'>"
    "<h1>Checking your browser</h1><p>Verify you are human to go on.</p></div></body></html>"
)
PAID = page(
    "Village without water for nine days", "<p>The committee reports.</p><p>Subscribe to continue reading</p>"
)


def change(site: Site, hour: int) -> None:
    """What the site does before it is crawled at ``hour``."""
    if hour == 1:
        site.put("/r/edited", report("edited", "43"))
        site.put("/r/statement", statement(NAMES[:1] + NAMES[2:]))
    elif hour == 7:
        del site.pages["", "/r/doomed"]
        site.put("/r/erased", Answer("gone", 410))
        site.put("/r/homeward", redirect("/"))
        site.put("/r/listward", redirect("/r"))
        site.put("/r/soft", SOFT)
        site.put("/r/walled", Answer("no", 403))
        site.put("/r/robot", ROBOT)
        site.put("/r/paid", PAID)
        site.put("/new/mover", report("mover"))
        site.put("/r/mover", redirect("/new/mover"))
        site.put("/r/merged", redirect("/r/kept"))
        site.put("/r/swapped", redirect("/r/still"))
        site.put("/r/shaky", Answer("down", 500))
    elif hour == 103:
        for name in ("doomed", "homeward", "soft", "walled", "robot", "paid", "shaky"):
            site.put(f"/r/{name}", report(name))


@dataclass
class Weeks:
    """The database after all crawls, and what the server was asked for in each."""

    folder: Path
    asked: dict[int, list[Asked]] = field(default_factory=dict)

    def hours(self, name: str) -> list[int]:
        """Crawls that asked for a report."""
        return [hour for hour, asked in self.asked.items() if any(a.path == f"/r/{name}" for a in asked)]

    def log(self, name: str) -> list[tuple[str, int]]:
        """(state, hour) of a report's log."""
        found = rows(
            self.folder,
            "select s.state, s.at from page_states s join pages p on p.id = s.page_id where p.url like ? order by s.id",
            f"%/r/{name}",
        )
        return [
            (state, int((datetime.fromisoformat(when) - BEGIN).total_seconds() // 3600))
            for state, when in found
        ]

    def one(self, name: str, columns: str) -> tuple[object, ...]:
        """Columns of a report's article."""
        sql = f"select {columns} from articles a join pages p on p.id = a.page_id where p.url like ?"
        (row,) = rows(self.folder, sql, f"%/r/{name}")
        return row


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Weeks]:
    folder = tmp_path_factory.mktemp("weeks")
    found = Weeks(folder)
    with serving() as site:
        for name in SUBJECTS:
            site.put(f"/r/{name}", report(name))
        seen: list[int] = []
        site.put("/r/rails", lambda asked: with_rails(asked, seen))
        young: list[int] = []
        site.put("/r/aging", lambda asked: aging(asked, young))
        site.put("/r/statement", statement(NAMES))
        site.put("/", FRONT)
        site.put("/r", LIST)
        names = [*SUBJECTS, "statement"]
        for hour in HOURS:
            change(site, hour)
            listed = [site.url(f"/r/{name}") for name in names if hour < 7 or name != "dropped"]
            listed += [site.url("/new/mover")] if hour >= 7 else []
            write_source(folder / "sources", "alpha", site.put("/feed", rss(listed)))
            site.asked.clear()
            crawl(folder, REAL, now=at(hour))
            found.asked[hour] = list(site.asked)
        yield found


LOGS = {
    "still": [("done", 0)],
    "rails": [("done", 0)],
    "aging": [("done", 0)],
    "edited": [("done", 0), ("edited", 1)],
    "statement": [("done", 0), ("edited", 1)],
    "doomed": [("done", 0), ("gone", 7), ("back", 103)],
    "erased": [("done", 0), ("gone", 7)],
    "homeward": [("done", 0), ("redirected-home", 7), ("back", 103)],
    "listward": [("done", 0), ("redirected-home", 7)],
    "soft": [("done", 0), ("soft-404", 7), ("back", 103)],
    "walled": [("done", 0), ("blocked", 7), ("back", 103)],
    "robot": [("done", 0), ("captcha", 7), ("back", 103)],
    "paid": [("done", 0), ("paywall", 7), ("back", 103)],
    "mover": [("done", 0), ("moved", 7)],
    "merged": [("done", 0), ("redirected", 7)],
    "swapped": [("done", 0), ("redirected", 7)],
    "shaky": [("done", 0)],
    "dropped": [("done", 0)],
}


@pytest.mark.parametrize("name", LOGS)
def test_the_log_tells_what_became_of_a_page(weeks: Weeks, name: str) -> None:
    assert weeks.log(name) == LOGS[name]


@pytest.mark.parametrize(
    ("name", "hour"),
    [("erased", 7), ("listward", 7), ("merged", 7), ("swapped", 7)]
    + [
        (name, None)
        for name in ("doomed", "homeward", "soft", "walled", "robot", "paid", "mover", "shaky", "dropped")
    ],
)
def test_an_article_is_gone_since_its_text_was_first_missed(
    weeks: Weeks, name: str, hour: int | None
) -> None:
    assert weeks.one(name, "gone_at") == (None if hour is None else at(hour),)


def test_no_text_capture_or_name_is_ever_lost(weeks: Weeks) -> None:
    assert rows(weeks.folder, "select count(*) from articles") == [(len(SUBJECTS) + 1,)]
    texts = dict(
        rows(
            weeks.folder, "select a.title, t.text from articles a join article_texts t on t.article_id = a.id"
        )
    )
    for name, subject in SUBJECTS.items():
        text = texts[subject.capitalize()]
        assert subject in text
        assert ("43 people" in text) == (name == "edited")
    assert rows(weeks.folder, "select count(*) from signatures") == [(len(NAMES),)]


def test_only_what_a_page_says_makes_a_revision(weeks: Weeks) -> None:
    found = rows(
        weeks.folder,
        "select p.url, r.number, r.changed, r.at from revisions r join articles a on a.id = r.article_id "
        "join pages p on p.id = a.page_id where r.number > 1",
    )
    assert {(url.rpartition("/")[2], number, changed, when) for url, number, changed, when in found} == {
        ("edited", 2, '["text"]', at(1)),
        ("statement", 2, '["text", "signatories"]', at(1)),
    }


def test_a_withdrawn_signatory_is_dated_and_kept(weeks: Weeks) -> None:
    assert rows(weeks.folder, "select change, name, at from signature_changes") == [
        ("withdrawn", "Bela Quist", at(1))
    ]
    sql = "select name_as_printed from signatures where withdrawn_at = ?"
    assert rows(weeks.folder, sql, at(1)) == [("Bela Quist",)]


def test_a_moved_page_is_one_article_under_both_addresses(weeks: Weeks) -> None:
    url, article_id = weeks.one("mover", "a.url, a.id")
    assert str(url).endswith("/new/mover")
    sql = "select substr(url_normalised, instr(url_normalised, '/r/') + instr(url_normalised, '/new/')) from "
    sql += "article_addresses where article_id = ? order by 1"
    assert rows(weeks.folder, sql, article_id) == [("/new/mover",), ("/r/mover",)]
    assert rows(weeks.folder, "select state from pages where url like '%/new/mover'") == [("duplicate",)]


def test_pages_are_asked_for_when_they_are_due_and_no_sooner(weeks: Weeks) -> None:
    steps = [0, 1, 7, 31, 103, 271, 991, 3151]
    assert weeks.hours("still") == steps
    assert weeks.hours("dropped") == steps
    assert weeks.hours("statement") == [*steps, 5311]
    assert weeks.hours("erased") == [0, 1, 7, 31, 103, 271, 991, 3151]
    assert weeks.hours("doomed") == [0, 1, 7, 31, 103, 271, 991, 3151, 5311]
    assert [asked.path for asked in weeks.asked[2] if asked.path != "/robots.txt"] == ["/feed"]


def test_a_page_is_asked_for_once_in_a_crawl_unless_others_lead_to_it(weeks: Weeks) -> None:
    for hour, asked in weeks.asked.items():
        counts = Counter(
            each.path for each in asked if each.path not in ("/", "/r", "/r/kept", "/r/still", "/new/mover")
        )
        assert max(counts.values()) == 1, hour


def test_unchanged_pages_are_asked_for_conditionally(weeks: Weeks) -> None:
    for name in ("dropped", "statement"):
        sent = [a for asked in weeks.asked.values() for a in asked if a.path == f"/r/{name}"]
        assert all("If-None-Match" in each.headers for each in sent[1:])


def test_a_redirect_takes_no_validator_to_another_page(weeks: Weeks) -> None:
    for target in ("/r/kept", "/r/still"):
        sent = [a.headers.get("If-None-Match") for a in weeks.asked[31] if a.path == target]
        assert len(sent) == 2
        assert sent.count(None) == 1
    assert all("If-None-Match" not in a.headers for a in weeks.asked[31] if a.path in ("/", "/r"))


def test_the_changes_are_told_in_words(weeks: Weeks) -> None:
    told = CliRunner().invoke(
        changes_command, ["--since", at(7), "--limit", "99", "--db", str(weeks.folder / "news.db")]
    )
    assert told.exit_code == 0
    for words in (
        "gone from the source",
        "leads to a front page or list",
        "behind a paywall",
        "moved",
        "back again",
    ):
        assert words in told.output
    assert "Weavers evicted" in told.output


def test_the_doctor_finds_the_database_sound(weeks: Weeks) -> None:
    db = open_for_writing(weeks.folder / "news.db")
    found = [each for each in doctor.examine(db.conn) if not each.check.startswith("captures")]
    db.close()
    assert found == []


def test_a_run_checks_no_more_known_pages_of_a_source_than_allowed(tmp_path: Path) -> None:
    with serving() as site:
        known = [site.put(f"/r/{n}", html(f"Page {n}", f"Words of page {n}")) for n in range(5)]
        write_source(tmp_path / "sources", "alpha", site.put("/feed", rss(known)))
        crawl(tmp_path, now=at(0))
        fresh = [site.put(f"/n/{n}", html(f"New {n}", f"Words of new page {n}")) for n in range(4)]
        site.put("/feed", rss(known + fresh))
        asked = []
        for more in ({}, {}, {"recheck": True}):
            site.asked.clear()
            crawl(tmp_path, {"RECHECKS_PER_SOURCE": 2}, now=at(1), **more)
            asked.append(
                (
                    sum(p.startswith("/r/") for p in site.paths()),
                    sum(p.startswith("/n/") for p in site.paths()),
                )
            )
    assert asked == [(2, 4), (2, 0), (5, 4)]


# --- one rule at a time ---

URL = "https://one.example/a"
TEXT = ["We ask the court of Port Selin to open its doors to families and reporters this spring."]
DAYS = [f"2026-10-{day:02}T08:00:00Z" for day in range(1, 29)]


@pytest.fixture
def news(tmp_path: Path) -> Iterator[Store]:
    with store(tmp_path / "news.db") as made:
        yield made


@pytest.mark.parametrize(
    ("requested", "answered", "expected"),
    [
        ("https://a.example/news/1", "https://a.example/", True),
        ("https://a.example/news/1", "https://www.a.example/index.html", True),
        ("https://a.example/fa/news/1", "https://a.example/fa/", True),
        ("https://a.example/news/1", "https://b.example/pt-BR", True),
        ("http://a.example/", "https://www.a.example/", False),
        ("https://a.example/fa", "https://a.example/en", False),
        ("https://a.example/?p=12", "https://a.example/2026/05/title", False),
        ("https://a.example/news/1", "https://a.example/?p=12", False),
        ("https://a.example/news/1/amp", "https://a.example/news/1", False),
    ],
)
def test_a_front_page_is_told_from_an_article(requested: str, answered: str, expected: bool) -> None:
    assert leads_home(requested, answered) == expected


def test_what_a_page_only_seems_to_be_needs_a_second_look_a_day_later(news: Store) -> None:
    news.put(article(URL, "A", TEXT), at=DAYS[0])
    seen = []
    for when in (DAYS[1], DAYS[1].replace("08:", "20:"), DAYS[2]):
        news.put(None, url=URL, at=when, state="redirected", reason="leads to the front page")
        seen.append(news.rows("select gone_at from articles")[0][0])
    assert seen == [None, None, DAYS[1]]


def test_an_edited_page_that_returns_is_back_and_edited(news: Store) -> None:
    news.put(article(URL, "A", TEXT), at=DAYS[0])
    news.put(None, url=URL, status=404, at=DAYS[1], state="gone", reason="HTTP 404")
    news.put(article(URL, "A", [*TEXT, "A correction."]), at=DAYS[2])
    assert [row[0] for row in news.rows("select state from page_states")] == [
        "done",
        "gone",
        "back",
        "edited",
    ]
    assert news.rows("select gone_at, revision_count from articles") == [(None, 2)]


def move(news: Store, to: str, title: str, text: list[str], when: str) -> Page:
    """Let the page at URL be answered by ``to``."""
    found = article(to, title, text)
    capture = Capture(to, URL, when, 200, payload_sha256="cd" * 32, warc_file="test.warc.gz", warc_length=90)
    capture.warc_offset = 100_000 + len(news.rows("select id from captures"))
    moved = Page(news.page_id(URL, "one", when), "one", capture, article=found, redirects=[URL])
    analyse(moved, found)
    news.writer.add(moved)
    news.writer.flush()
    return moved


def test_two_pages_merged_by_the_site_stay_two_articles(news: Store) -> None:
    names = signed(TEXT[0] + " Ada Marlow", ("Ada Marlow", "lawyer"))
    first = [TEXT[0] + " Ada Marlow"]
    news.put(article(URL, "A", first), at=DAYS[0], signatures=names)
    news.put(article("https://one.example/b", "A", first), at=DAYS[1], signatures=names)
    for when in DAYS[2:4]:
        assert move(news, "https://one.example/b", "A", first, when).state == "duplicate"
    assert news.rows("select url, gone_at, revision_count, signature_count from articles order by id") == [
        (URL, None, 1, 1),
        ("https://one.example/b", None, 1, 1),
    ]
    assert [row[0] for row in news.rows("select state from page_states where page_id = 1")] == [
        "done",
        "moved",
    ]
    assert news.rows("select reason from pages where id = 1") == [("now leads to article 2",)]
    assert news.rows("select article_id from article_addresses order by url_normalised") == [(1,), (2,)]


def test_a_new_date_of_an_article_is_the_storys_too(news: Store) -> None:
    news.put(article(URL, "A", TEXT), at=DAYS[0])
    news.put(article(URL, "A", TEXT, published="2026-10-02"), at=DAYS[1])
    assert news.rows("select last_published from stories") == [("2026-10-02",)]


def test_a_redirect_to_another_text_changes_nothing_that_is_stored(news: Store) -> None:
    news.put(article(URL, "A", TEXT), at=DAYS[0])
    other = ["A market burned down at night; nobody was hurt, the firemen of the upper valley say."]
    moved = move(news, "https://one.example/b", "B", other, DAYS[1])
    assert (moved.state, moved.reason) == ("redirected", "leads to another text at https://one.example/b")
    assert news.rows("select title, url, revision_count from articles") == [("A", URL, 1)]
    assert news.rows("select url_normalised from article_addresses") == [(URL,)]


STATES = st.sampled_from(
    ["done", "edited", "moved", "gone", "redirected-home", "soft-404", "blocked", "paywall"]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=st.lists(STATES, min_size=1, max_size=12))
def test_the_log_repeats_no_state_and_back_follows_an_absence(news: Store, found: list[str]) -> None:
    connection = news.db.conn
    page_id = news.page_id(f"https://one.example/{len(news.rows('select id from pages'))}", "one", DAYS[0])
    for number, state in enumerate(found):
        capture = Capture("", "", DAYS[number], 200)
        states.note(connection, Page(page_id, "one", capture), state, "", None)
    log = [r[0] for r in news.rows("select state from page_states where page_id = ? order by id", page_id)]
    pairs = list(zip([None, *log], log, strict=False))
    assert all(before != after or after == "edited" for before, after in pairs)
    for number, (before, after) in enumerate(pairs):
        was_there = any(each in states.PRESENT for each in log[:number])
        if after == "back":
            assert before not in states.PRESENT
            assert was_there
        if after == "done":
            assert not was_there
        if before is not None and before not in states.PRESENT and after in states.PRESENT and was_there:
            assert after == "back"
    assert (log[-1] in states.PRESENT) == (found[-1] in states.PRESENT)


@given(
    state=st.sampled_from(sorted(schedule.STEPS)),
    count=st.integers(0, 10_000),
    asked=st.none() | st.timedeltas(-timedelta(days=900), timedelta(days=900)),
    is_statement=st.booleans(),
)
def test_every_page_comes_due_ever_later_within_a_year(
    state: schedule.PageState, count: int, asked: timedelta | None, is_statement: bool
) -> None:
    not_before = BEGIN + asked if asked is not None else None
    due = schedule.page_due(state, count, BEGIN, not_before, is_statement=is_statement)
    assert BEGIN < due <= BEGIN + schedule.YEAR
    if asked is not None and asked <= schedule.LONGEST_PROMISE:
        assert due >= BEGIN + asked
    plain = schedule.page_due(state, count, BEGIN, is_statement=is_statement)
    assert plain <= schedule.page_due(state, count + 1, BEGIN, is_statement=is_statement)
    assert schedule.page_due(state, count, BEGIN, is_statement=True) <= schedule.page_due(state, count, BEGIN)
