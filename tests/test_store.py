"""The writer: articles, revisions, states, signatures and links in one transaction."""

import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from aggregator.errors import StoreError
from aggregator.extract.boilerplate import segment_key
from aggregator.items import Link, ReadSettings
from aggregator.store import decisions, doctor, segments
from aggregator.store.connect import open_for_reading, open_for_writing
from aggregator.store.document import descriptions, empty_database
from aggregator.store.views import are_current
from tests.storing import article, signed, store

URL = "https://one.example/a"
LIST = "Signed by:\nAda Marlow, lawyer\nBela Quist, poet\nCarl Onwudi, editor"
BODY = ["We ask the court of Port Selin to open its doors to families and reporters.", LIST]
NAMES = (("Ada Marlow", "lawyer"), ("Bela Quist", "poet"), ("Carl Onwudi", "editor"))


@pytest.fixture
def news(tmp_path):
    with store(tmp_path / "news.db") as made:
        yield made


def sound(news):
    return [f for f in doctor.examine(news.db.conn) if not f.check.startswith("captures")]


def test_a_page_is_stored_with_all_that_hangs_on_it(news):
    text = "\n\n".join(BODY)
    page = news.put(article(URL, "Open the court", BODY), signatures=signed(text, *NAMES))
    assert page.state == "done"
    assert news.rows("select title, kind, signature_count, published from articles") == [
        ("Open the court", "statement", 3, "2026-10-01")
    ]
    assert news.rows("select name_as_printed, role from signatures order by position") == list(NAMES)
    assert news.rows("select signatory_count, article_count, first_published from statements") == [
        (3, 1, "2026-10-01")
    ]
    assert news.rows("select count(*) from captures") == [(1,)]
    assert sound(news) == []


def test_unchanged_recaptures_make_no_revision_and_move_the_check(news):
    news.put(article(URL, "A", BODY))
    news.put(article(URL, "A", [BODY[0].upper(), BODY[1]]), at="2026-10-03T08:00:00Z")
    assert news.rows("select revision_count, last_checked_at from articles") == [(1, "2026-10-03T08:00:00Z")]


def test_a_change_is_a_numbered_revision_tied_to_its_capture(news):
    news.put(article(URL, "A", BODY))
    page = news.put(article(URL, "B", [*BODY, "A correction."]), at="2026-10-03T08:00:00Z")
    assert page.state == "done"
    assert news.rows("select number, changed, capture_id from revisions") == [
        (1, "[]", 1),
        (2, '["title", "text"]', 2),
    ]
    assert news.rows("select title, revision_count from articles") == [("B", 2)]
    assert news.rows("select state from page_states") == [("done",), ("edited",)]


def test_names_added_and_withdrawn_between_revisions_are_dated(news):
    text = "\n\n".join(BODY)
    news.put(article(URL, "A", BODY), signatures=signed(text, *NAMES))
    later = [BODY[0], "Signed by:\nAda Marlow, judge\nCarl Onwudi, editor\nDina Frey"]
    names = signed("\n\n".join(later), ("Ada Marlow", "judge"), ("Carl Onwudi", "editor"), ("Dina Frey", ""))
    news.put(article(URL, "A", later), at="2026-10-05T08:00:00Z", signatures=names)
    assert news.rows("select change, name, before, after from signature_changes order by name") == [
        ("role changed", "Ada Marlow", "lawyer", "judge"),
        ("withdrawn", "Bela Quist", "poet", ""),
        ("added", "Dina Frey", "", ""),
    ]
    assert news.rows("select withdrawn_at from signatures where name_as_printed = 'Bela Quist'") == [
        ("2026-10-05T08:00:00Z",)
    ]
    assert news.rows("select signatory_count from statements") == [(3,)]
    assert sound(news) == []


def test_reading_a_capture_again_corrects_and_never_withdraws(news):
    text = "\n\n".join(BODY)
    news.put(article(URL, "A", BODY), signatures=signed(text, *NAMES), warc_offset=0)
    news.put(article(URL, "A better title", BODY), signatures=signed(text, *NAMES[:2]), warc_offset=0)
    assert news.rows("select title, revision_count, signature_count from articles") == [
        ("A better title", 1, 2)
    ]
    assert news.rows("select count(*) from captures") == [(1,)]
    assert news.rows("select count(*) from signature_changes") == [(0,)]
    assert sound(news) == []


def test_a_page_cannot_claim_another_hosts_address(news):
    news.put(article("https://two.example/b", "B", BODY), source="two")
    false = article(URL, "A", ["Quite another text about a flood in the hills of Verrano."])
    false.canonical_url = "https://two.example/b"
    page = news.put(false)
    assert page.state == "done"
    assert news.rows("select count(*) from articles") == [(2,)]


def test_a_canonical_alias_is_the_same_page_unless_its_text_differs(news):
    news.put(article(URL, "A", BODY))
    alias = article("https://one.example/a?print=yes&x=1", "A", BODY)
    alias.canonical_url = URL
    assert news.put(alias).state == "duplicate"
    other = article(
        "https://one.example/c", "C", ["A market burned down at night; nobody was hurt, firemen say."]
    )
    other.canonical_url = URL
    assert news.put(other).state == "done"
    assert news.rows("select count(*) from articles") == [(2,)]


def test_gone_and_back_are_logged_and_failures_are_not(news):
    news.put(article(URL, "A", BODY))
    news.put(None, url=URL, status=404, state="gone", reason="HTTP 404", at="2026-10-03T08:00:00Z")
    news.put(None, url=URL, status=0, state="failed", reason="timed out", at="2026-10-04T08:00:00Z")
    assert news.rows("select gone_at from articles") == [("2026-10-03T08:00:00Z",)]
    news.put(article(URL, "A", BODY), at="2026-10-05T08:00:00Z")
    assert news.rows("select gone_at from articles") == [(None,)]
    assert [row[0] for row in news.rows("select state from page_states order by id")] == [
        "done",
        "gone",
        "back",
    ]
    assert news.rows("select count(*) from article_texts") == [(1,)]


def test_links_are_resolved_when_their_target_arrives(news):
    link = Link(1, "https://two.example/b#x", "https://two.example/b", "the letter", "in-text")
    news.put(article(URL, "A", BODY), links=[link])
    assert news.rows("select target_article_id from related_links") == [(None,)]
    news.put(article("https://two.example/b", "B", ["The letter itself, at some length."]), source="two")
    assert news.rows("select target_article_id from related_links") == [(2,)]


def test_the_link_graph_knows_citations_follow_ups_and_translations(news):
    news.put(article(URL, "A", BODY))
    link = Link(1, URL, URL, "as we reported", "in-text")
    news.put(
        article("https://one.example/b", "B", ["A later report, with the verdict."], "2026-10-04"),
        links=[link],
    )
    news.put(article("https://two.example/c", "C", ["Others on the same thing."]), source="two", links=[link])
    persian = article("https://one.example/fa/a", "ا", ["متن همان بیانیه به زبان فارسی است."])
    persian.editions = [("en", URL)]
    assert news.put(persian).state == "done"
    assert news.rows(
        "select article_id, target_article_id, relation from link_graph order by article_id, target_article_id"
    ) == [
        (1, 2, "cited_by"),
        (1, 3, "cited_by"),
        (2, 1, "follow_up"),
        (3, 1, "cites"),
        (4, 1, "translation_of"),
    ]
    assert sound(news) == []


def test_an_older_view_is_made_anew(tmp_path):
    path = tmp_path / "news.db"
    older = open_for_writing(path)
    older.execute("drop view link_graph")
    older.execute("create view link_graph as select 1 as article_id")
    older.conn.close()
    older = Database(sqlite3.connect(path))
    assert not are_current(older)
    older.conn.close()
    newer = open_for_writing(path)
    assert are_current(newer)
    assert newer.execute("select relation from link_graph").fetchall() == []
    newer.conn.close()


def test_links_to_sites_of_the_catalogue_are_queued_where_the_source_asks(news):
    news.db.execute("update sources set homepage = 'https://two.example/' where id = 'two'")
    links = [
        Link(1, "https://two.example/c", "https://two.example/c", "c", "in-text"),
        Link(2, "https://two.example/d", "https://two.example/d", "d", "rail"),
        Link(3, "https://elsewhere.example/e", "https://elsewhere.example/e", "e", "in-text"),
    ]
    news.put(article(URL, "A", BODY), links=links)
    assert news.rows("select count(*) from pages") == [(1,)]
    news.put(
        article("https://one.example/b", "B", BODY[:1]), links=links, settings=ReadSettings(follow_links=True)
    )
    assert news.rows("select url, source_id, state from pages where id = 3") == [
        ("https://two.example/c", "two", "new")
    ]


def test_copies_are_grouped_and_owners_counted(news):
    body = [
        "The court of Port Selin sentenced nine dockers to prison terms of up to four years on Tuesday.",
        "Their lawyers had been told of the hearing an hour before it began, they said, and two never came in.",
        "The families waited outside until the evening and learned of the sentences from the radio news.",
    ]
    for number, name in enumerate(("one", "two", "three")):
        news.put(article(f"https://{name}.example/{number}", f"Dockers {number}", body), source=name)
    assert news.rows("select article_count, source_count, owner_count from stories") == [(3, 3, 2)]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are listed on Linux only")
def test_storing_a_page_of_many_links_opens_no_temporary_file(news):
    opened: list[str] = []

    def note_temporary_files(sql: str) -> None:
        if sql.startswith("release"):
            opened.extend(
                name for each in Path("/proc/self/fd").iterdir() if "etilqs" in (name := _target(each))
            )

    news.db.conn.set_trace_callback(note_temporary_files)
    for page in range(3):
        links = [_link(n, f"https://{n * 7919 % 1000}.example/{page}/{'x' * 500}") for n in range(300)]
        news.put(article(f"{URL}{page}", f"Title {page}", BODY), links=links)
    assert news.rows("select count(*) from related_links") == [(900,)]
    assert opened == []


def _target(file: Path) -> str:
    return str(file.readlink()) if file.is_symlink() else ""


def _link(position: int, url: str) -> Link:
    return Link(position, url, url, "", "rail")


def test_an_item_that_cannot_be_stored_fails_alone(news):
    broken = article("https://one.example/x", "X", BODY)
    broken.title = "\ud800"
    assert news.put(broken).state == "failed"
    assert news.put(article(URL, "A", BODY)).state == "done"
    (row,) = news.rows("select state, reason from pages where url = 'https://one.example/x'")
    assert row[0] == "failed" and "could not be stored" in str(row[1])
    assert news.rows("select count(*) from captures") == [(2,)]


def test_decisions_survive_reading_again_and_reopen_when_the_text_changes(news):
    text = "\n\n".join(BODY)
    news.put(article(URL, "A", BODY), signatures=signed(text, *NAMES), warc_offset=0)
    with news.db.conn as connection:
        decisions.decide(connection, 2, "reject", by="ines", at="2026-10-03T08:00:00Z", why="press contact")
    news.put(article(URL, "A", BODY), signatures=signed(text, *NAMES), warc_offset=0)
    assert news.rows("select decision from signatures order by position") == [("",), ("rejected",), ("",)]
    assert news.rows("select signature_count from articles") == [(2,)]
    later = [*BODY, "Two more sentences. They change the text."]
    news.put(
        article(URL, "A", later), signatures=signed("\n\n".join(later), *NAMES), at="2026-10-09T08:00:00Z"
    )
    assert news.rows("select needs_review from articles") == [("the text changed after a decision by ines",)]


def test_captures_refuse_update_and_delete(news):
    news.put(article(URL, "A", BODY))
    for sql in ("update captures set status = 500", "delete from captures"):
        with pytest.raises(sqlite3.IntegrityError, match="captures are never"):
            news.db.execute(sql)
        news.db.conn.rollback()


def test_every_table_and_column_is_described():
    db, described = empty_database(), descriptions()
    shadow = ("articles_fts", "_sqlite", "sqlite_")
    tables = [name for name in db.table_names() if not name.startswith(shadow)]
    assert {t: {c.name for c in db[t].columns} for t in tables} == {
        t: set(d) - {"_"} for t, d in described.items()
    }


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"not a database, much longer than a header" * 9, "cannot be opened"),
        ("create table t (x)", "another program"),
    ],
)
def test_files_that_are_not_ours_are_refused_and_left_alone(tmp_path, content, message):
    file = tmp_path / "x.db"
    if isinstance(content, bytes):
        file.write_bytes(content)
    else:
        with sqlite3.connect(file) as connection:
            connection.execute(content)
        connection.close()
    before = file.read_bytes()
    with pytest.raises(StoreError, match=message):
        open_for_writing(file)
    assert file.read_bytes() == before


def test_a_missing_file_is_said_so(tmp_path):
    with pytest.raises(StoreError, match="no such database"):
        open_for_reading(tmp_path / "none.db")


def test_a_newer_schema_is_refused(tmp_path):
    db = open_for_writing(tmp_path / "news.db")
    db["_sqlite_migrations"].insert(
        {"migration_set": "aggregator", "name": "m9999_future", "applied_at": "2030-01-01"}
    )
    db.close()
    with pytest.raises(StoreError, match="newer release"):
        open_for_writing(tmp_path / "news.db")


FOLLOW = "Follow us everywhere"
BACKGROUND = "The court of Port Selin has been closed to families and reporters since the spring of the long strike there."


def put_pages(news, count, shared):
    """Store pages of their own text; ``shared``: segment -> on how many of the first it stands as well."""
    for n in range(count):
        own = "".join(chr(97 + int(digit)) for digit in f"{n:03}")
        texts = [
            f"Story {own} is of its own and of no other page, however long the harbour may stay closed to us"
        ]
        texts += [text for text, pages in shared.items() if n < pages]
        found = article(f"https://one.example/{own}", own, texts)
        news.put(found, segments=frozenset(map(segment_key, texts)))


@pytest.mark.parametrize(
    ("pages", "on", "rail"),
    [
        (3, {FOLLOW: 2}, []),
        (3, {FOLLOW: 3}, [FOLLOW]),
        (40, {FOLLOW: 3, BACKGROUND: 3}, [FOLLOW]),
        (40, {BACKGROUND: 4}, [BACKGROUND]),
    ],
)
def test_a_paragraph_must_be_on_more_pages_than_a_label_to_be_a_rail(news, pages, on, rail):
    put_pages(news, pages, on)
    assert segments.boilerplate(news.db.conn, "one") == set(map(segment_key, rail))


def test_a_text_printed_many_times_is_no_rail(news):
    keys = frozenset(
        map(segment_key, [BACKGROUND, f"Nobody knows when. {BACKGROUND}", f"We ask why. {BACKGROUND}"])
    )
    for n in range(4):
        news.put(article(f"https://one.example/{n}", "A", BODY), segments=keys)
    assert segments.boilerplate(news.db.conn, "one") == frozenset()
