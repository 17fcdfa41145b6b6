"""The web side without a browser: every page, feed and file over HTTP; runs on both lines of Datasette."""

from __future__ import annotations

import asyncio
import csv
import gzip
import io
import json
import re
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

import pytest
from datasette.database import Database
from PIL import Image

from aggregator.store.connect import open_for_writing
from aggregator.store.states import WORDS
from aggregator.web import folder, front
from aggregator.web.app import app
from aggregator.web.charts import BAR, Bars, Strip
from aggregator.web.interface import known
from aggregator.web.pages.statements import union
from aggregator.web.png import SCALE
from aggregator.web.render import direction, safe_link, size, snippet, suspicious
from aggregator.web.wording import word_changes
from tests.browser import site

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("web")
    (directory / "downloads").mkdir()
    (directory / "downloads" / "news-2026-11-20.db.gz").write_bytes(b"packed")
    (directory / "downloads" / "news-2026-11-20.db.gz.sha256").write_text(
        "ab" * 32 + "  news-2026-11-20.db.gz\n"
    )
    (directory / "downloads" / ".half.part").write_bytes(b"half")
    return site.make(directory / "news.db", 5000)


@pytest.fixture(scope="module")
def base(database: Path) -> Iterator[str]:
    with site.served(database) as address:
        yield address


class Answer:
    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


def get(base: str, path: str) -> Answer:
    """Ask without following redirects."""
    request = urllib.request.Request(
        base
        + quote(path, safe="/?=&%:;,+*\"'()<>[]!@~-._")
        .replace('"', "%22")
        .replace("<", "%3C")
        .replace(">", "%3E")
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as response:
            return Answer(
                response.status, {k.lower(): v for k, v in response.headers.items()}, response.read()
            )
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, {k.lower(): v for k, v in error.headers.items()}, error.read())


@pytest.mark.parametrize("path", site.OWN_PAGES)
def test_own_page_answers_fast_and_small(base: str, path: str) -> None:
    get(base, path)
    begun = time.perf_counter()
    answer = get(base, path)
    assert answer.status == (404 if path == "/nowhere" else 200)
    assert time.perf_counter() - begun < 0.3 * 4  # room for a machine that is shared
    assert len(answer.body) < 60_000
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "unsafe-inline" not in answer.headers["content-security-policy"]
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in answer.headers


def test_front_page_is_small(base: str) -> None:
    body = get(base, "/").body
    assert len(body) <= 15_000
    assert len(gzip.compress(body)) <= 5_000


@pytest.mark.parametrize(
    "path",
    [
        "/article/99999999",
        "/article/x",
        "/article/1/revision/7",
        f"/article/{site.PERSIAN}/revision/1",
        "/statement/99999999",
        "/story/99999999",
        "/signatory/nobody",
        "/source/nobody",
        "/source/../etc",
        "/network.exe",
        "/downloads/.half.part",
        "/downloads/..%2fnews.db",
        "/downloads/none.gz",
        "/statement/99999999.csv",
        "/feed/story-99999999.atom",
        "/feed/signatory-nobody.atom",
        "/chart/none.svg",
        "/news/none",
        "/news/articles/0",
        "//evil.invalid/",
        "/%5cevil.invalid/",
    ],
)
def test_unknown_is_404(base: str, path: str) -> None:
    answer = get(base, path)
    assert answer.status == 404
    assert "Traceback" not in answer.text
    assert str(Path(__file__).parent) not in answer.text


@pytest.mark.parametrize("path", [p for p in site.OWN_PAGES if p != "/nowhere"])
def test_stored_markup_stays_text(base: str, path: str) -> None:
    text = get(base, path).text
    assert "<script" not in text
    assert not re.search(r"<[^>]*\son\w+\s*=\s*[^>]*alert", text.replace("&lt;", ""))
    assert not re.search(r"(href|src)=[\"']?\s*(javascript|data|vbscript):", text, re.I)
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", text.replace("\u202f", ""))
    assert "{{" not in text or path == f"/article/{site.HOSTILE}" or "hostileword" in path


def test_hidden_marks_and_lookalikes_are_told(base: str) -> None:
    assert get(base, f"/article/{site.HOSTILE}").text.count("unusual letters") == 2


@pytest.mark.parametrize("path", site.FEEDS)
def test_feeds_are_valid_atom(base: str, path: str) -> None:
    answer = get(base, path)
    assert answer.status == 200
    feed = ElementTree.fromstring(answer.body)
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    for node in (feed, *entries):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", node.findtext(f"{ATOM}updated") or "")
        links = [link.get("href") or "" for link in node.findall(f"{ATOM}link")]
        assert links
        assert all(link.startswith(base + "/") for link in links)
        assert not any(ord(c) < 32 and c not in "\t\n" for c in node.findtext(f"{ATOM}title") or "")
    own = next(link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self")
    assert urlsplit(own or "").path == urlsplit(path).path


def test_pages_name_their_feeds(base: str) -> None:
    for path in (
        "/",
        "/statements",
        "/latest",
        "/new",
        f"/story/{site.STORY}",
        "/signatory/signatory-1",
        "/source/payam",
    ):
        found = re.findall(
            r'<link rel="alternate" type="application/atom\+xml"[^>]*href="([^"]+)"', get(base, path).text
        )
        assert found, path
        assert all(get(base, feed).status == 200 for feed in found)
    assert "/feed/search.atom?q=prison" in get(base, "/search?q=prison").text


ODD = [
    '"',
    '""',
    "NEAR(",
    "*",
    "",
    " ",
    "AND",
    "title:x",
    "a AND",
    "-",
    "(((",
    "x" * 5000,
    "'; drop table articles",
    "\u0000",
    "نیم‌فاصله",
    "监狱",
    "ab*",
]


@pytest.mark.parametrize("query", ODD)
@pytest.mark.parametrize("path", ["/search?q=", "/feed/search.atom?q=", "/signatories?q="])
def test_odd_queries_never_fail(base: str, path: str, query: str) -> None:
    assert get(base, path + urllib.request.quote(query)).status == 200


def test_signatories_are_found_by_any_word_of_their_names(base: str, database: Path) -> None:
    sql = "select name, slug from signatories where instr(name, ' ') > 0 and statement_count > 0 limit 1"
    name, slug = sqlite3.connect(database).execute(sql).fetchone()
    found = get(base, "/signatories?q=" + urllib.request.quote(name.split()[-1][:12])).text
    assert f"/signatory/{slug}" in found


@pytest.mark.parametrize(
    "path",
    [
        "/statements?before=x",
        "/statements?before=2026,",
        "/statements?before=,5",
        "/latest?before=%27,99999999999999999999",
        "/new?since=2026-11-01&before=a,b",
        "/sources?page=0",
        "/sources?page=99999",
        "/sources?page=x&state=%22",
        "/network?min=-1",
        "/network?min=99999999",
        "/network?min=a",
        "/search?q=prison&lang=%22&owner=%22&source=%22&before=zz",
        "/source/payam?before=;",
    ],
)
def test_odd_parameters_never_fail(base: str, path: str) -> None:
    assert get(base, path).status in (200, 404)


@pytest.mark.parametrize(
    "path",
    [
        "/new?since=x",
        "/new?since=2026-13-45",
        "/new?since=9999-99-99T99:99:99Z",
        "/feed/new.atom?since=2026-02-30",
        "/search?q=prison&from=x",
        "/search?q=prison&to=2026-11-31",
        "/feed/search.atom?q=prison&from=%00",
        "/news/articles?_sort=nope",
        "/news/articles?_size=x",
    ],
)
def test_what_cannot_be_read_is_400(base: str, path: str) -> None:
    answer = get(base, path)
    assert answer.status == 400
    assert "Traceback" not in answer.text
    assert path.startswith("/news/") or "Write a date as 2026-11-30." in answer.text


@pytest.mark.parametrize("since", ["2026", "2026-11", "2026-11-20", "2026-11-20T10:00:00Z"])
def test_a_date_may_be_partial(base: str, since: str) -> None:
    assert get(base, f"/new?since={since}").status == 200


def test_filters_alone_find_all_they_let_through(base: str) -> None:
    assert f'href="/article/{site.HOSTILE}"' in get(base, "/search?source=hostile").text
    assert f'href="/article/{site.HOSTILE}"' not in get(base, "/search?source=hostile&kind=article").text
    assert 'class="title"' not in get(base, "/search?q=%22").text


def test_search_filters_and_pages(base: str) -> None:
    def found(path: str) -> list[int]:
        return [int(n) for n in re.findall(r'href="/article/(\d+)"', get(base, path).text)]

    assert found("/search?q=hostileword") == [site.HOSTILE]
    assert found("/search?q=hostileword&owner=payam") == []
    assert found("/search?q=hostileword&owner=hostile&lang=fa&kind=statement&source=hostile") == [
        site.HOSTILE
    ]
    assert found("/search?q=hostileword&from=2027-01-01") == []
    assert set(found("/search?q=آموزگاران")) == {site.PERSIAN, site.COPY}
    first = found("/search?q=prison")
    following = re.search(r'href="(/search[^"]+)" rel="next', get(base, "/search?q=prison").text)
    assert following
    second = found(following[1].replace("&amp;", "&"))
    assert len(first) == len(second) == 25
    assert not set(first) & set(second)


def test_snippet_shows_the_word_as_printed(base: str) -> None:
    assert "<mark>آموزگاران</mark>" in get(base, "/search?q=آموزگاران").text


@pytest.mark.parametrize(
    ("path", "condition"),
    [("/latest?before=1990-01-01,1", "published is null"), ("/source/payam", "source_id = 'payam'")],
)
def test_lists_end_with_the_undated(base: str, database: Path, path: str, condition: str) -> None:
    wanted = (
        sqlite3.connect(database).execute(f"select count(*) from articles where {condition}").fetchone()[0]
    )
    seen: list[str] = []
    following: str | None = path
    while following:
        text = get(base, following).text
        seen += re.findall(r'class="title" href="/article/(\d+)"', text)
        match = re.search(r'href="([^"]+)" rel="next"', text)
        following = match[1].replace("&amp;", "&") if match else None
    assert str(site.UNDATED) in seen
    assert len(seen) == len(set(seen)) == wanted


def test_a_cursor_neither_skips_nor_repeats(base: str, database: Path) -> None:
    wanted = [
        r[0]
        for r in sqlite3.connect(database).execute(
            "select id from articles where published is not null order by published desc, id desc limit 100"
        )
    ]
    seen: list[int] = []
    following = "/latest"
    for _ in range(4):
        text = get(base, following).text
        seen += [int(n) for n in re.findall(r'class="title" href="/article/(\d+)"', text)]
        match = re.search(r'href="([^"]+)" rel="next"', text)
        assert match
        following = match[1].replace("&amp;", "&")
    assert seen == wanted


def test_statement_shows_the_union_once(base: str) -> None:
    text = get(base, f"/statement/{site.STATEMENT}").text
    assert text.count('data-label="Name"') == 29
    assert "in 1 of 2" in text
    assert "withdrawn" in text
    assert "“" not in text or "claims" in text


def test_union_keeps_kinds_apart() -> None:
    row = {"kind": "person", "name_key": "a", "article_id": 1}
    both = union([row, row | {"article_id": 2}, row | {"kind": "organisation"}])
    assert [(r["kind"], r["witnesses"]) for r in both] == [("person", [1, 2]), ("organisation", [1])]


def test_evidence_is_marked_in_the_text(base: str) -> None:
    assert "<mark>آرمیتا آبادیان</mark>" in get(base, f"/article/{site.PERSIAN}").text


def test_changes_show_what_went(base: str) -> None:
    assert re.search(r"<del>[^<]*before</del>", get(base, f"/article/{site.PERSIAN}/revision/2").text)


def test_an_article_names_those_that_cite_it(base: str) -> None:
    text = get(base, f"/article/{site.PERSIAN}").text
    assert f'href="/article/{site.LONG}"' in text[text.index("Cited by") :]
    assert "Cited by" not in get(base, f"/article/{site.LONG}").text


def test_changes_are_told_in_the_words_of_the_log(base: str) -> None:
    text = get(base, "/new?since=2026-11-01").text
    told = text[text.index("Changed or gone") :]
    assert all(f">{WORDS[state]}</span>" in told for state in ("revised", "gone", "back"))


def test_inserted_paragraphs_are_each_marked() -> None:
    shown = str(word_changes("One.\n\nTwo <b>.", "One.\n\nThree.\n\nFour."))
    paragraphs = shown.split("\n\n")
    assert all(
        p.count("<ins>") == p.count("</ins>") and p.count("<del>") == p.count("</del>") for p in paragraphs
    )
    assert "<ins>Four" in shown or "Four</ins>" in shown
    assert "&lt;" in shown


def test_downloads_list_whole_files_only(base: str) -> None:
    text = get(base, "/downloads").text
    assert "news-2026-11-20.db.gz" in text
    assert "ab" * 32 in text
    assert ".half" not in text
    answer = get(base, "/downloads/news-2026-11-20.db.gz")
    assert answer.body == b"packed"
    assert "attachment" in answer.headers["content-disposition"]
    assert get(base, "/downloads/news-2026-11-20.db.gz.sha256").text.startswith("ab")


def test_downloads_follow_no_symbolic_link(database: Path, base: str) -> None:
    link = database.parent / "downloads" / "secret.txt"
    link.symlink_to(Path(__file__))
    try:
        assert get(base, "/downloads/secret.txt").status == 404
    finally:
        link.unlink()


@pytest.mark.parametrize(
    ("path", "rows"),
    [
        (f"/article/{site.HOSTILE}.csv", len(site.HOSTILE_NAMES)),
        (f"/statement/{site.STATEMENT}.csv", 48),
        (f"/story/{site.STORY}.csv", 2),
        ("/signatory/s-900001.csv", 2),
        ("/statements.csv", 52),
    ],
)
def test_sheets_hold_every_row_and_no_formula(base: str, path: str, rows: int) -> None:
    answer = get(base, path)
    table = list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))))
    assert answer.body.startswith(b"\xef\xbb\xbf")
    assert len(table) == rows + 1
    assert not [cell for row in table for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_own_pages_link_no_endless_space(base: str) -> None:
    robots = get(base, "/robots.txt").text
    assert all(f"Disallow: {path}\n" in robots for path in ("/news", "/search", "/-/", "/*?"))
    for path in site.OWN_PAGES:
        text = get(base, path).text
        assert not re.search(r'href="[^"]*(_facet|_sort|_next|_where|sql=)', text), path
        for anchor in re.findall(r'<a [^>]*href="/news[^>]*>', text):
            assert "nofollow" in anchor, (path, anchor)


@pytest.mark.parametrize(
    "path",
    [
        "/signatories",
        "/signatory/signatory-1",
        f"/article/{site.PERSIAN}",
        "/search?q=prison",
        f"/statement/{site.STATEMENT}",
    ],
)
def test_pages_with_names_ask_not_to_be_listed(base: str, path: str) -> None:
    assert '<meta name="robots" content="noindex">' in get(base, path).text


def test_outbound_links_tell_nothing(base: str) -> None:
    for path in (f"/article/{site.PERSIAN}", "/source/payam"):
        anchors = re.findall(r'<a [^>]*href="https?://[^>]*>', get(base, path).text)
        assert anchors
        assert all('rel="noopener noreferrer nofollow"' in anchor for anchor in anchors)


def test_sources_are_paged_worst_first_and_none_is_missed(
    base: str, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aggregator.web.pages.sources.PAGE", 12)
    wanted = {
        row[0]
        for row in sqlite3.connect(database).execute("select id from sources where enabled or article_count")
    }
    seen: list[str] = []
    following: str | None = "/sources"
    while following:
        text = get(base, following).text
        seen += re.findall(r'data-label="Source"><bdi><a href="/source/([^"]+)"', text)
        match = re.search(r'href="([^"]+)" rel="next"', text)
        following = match[1].replace("&amp;", "&") if match else None
    assert len(wanted) > 24
    assert "hostile" in seen[:12]
    assert sorted(seen) == sorted(wanted)
    failing = get(base, "/sources?state=failed").text
    assert 'href="/source/hostile"' in failing
    assert 'href="/source/payam"' not in failing


def test_every_number_on_the_front_page_leads_somewhere(base: str) -> None:
    line = re.search(r'<p class="meta">(<a href="/latest">.*?)</p>', get(base, "/").text, re.S)
    assert line
    assert re.findall(r'href="([^"]+)"', line[1]) == ["/latest", "/statements", "/signatories", "/sources"]


@pytest.mark.parametrize("name", sorted(front.questions()))
def test_each_question_answers(base: str, name: str) -> None:
    question = front.questions()[name]
    assert question["title"].endswith("?")
    assert question["description"]
    values = "statement_id=1&slug=signatory-1&min=2&story_id=1&since=2020-01-01"
    answer = get(base, f"/news/{name}?{values}")
    assert answer.status == 200
    assert question["title"] in answer.text
    rows = json.loads(get(base, f"/news/{name}.json?_shape=array&{values}").text)
    assert rows


def test_tables_have_facets_search_and_descriptions(base: str) -> None:
    for name, table in front.metadata()["databases"][front.NAME]["tables"].items():
        if table.get("hidden"):
            continue
        text = get(base, f"/news/{name}").text
        assert re.sub(r"\W+", " ", table["description"])[:30] in re.sub(
            r"\W+", " ", text.replace("&#39;", "'")
        ), name
        for facet in table.get("facets", ()):
            assert (
                f'data-column="{facet}"' in text or f"_facet={facet}" in text or f"facet-{facet}" in text
            ), (name, facet)
    page = get(base, "/data").text
    assert (
        page.index("Questions")
        < page.index("who_signed_what")
        < page.index("Tables")
        < page.index(">articles<")
    )
    assert "shingles" not in page


def test_every_column_is_described(database: Path) -> None:
    connection = sqlite3.connect(database)
    described = front.metadata()["databases"][front.NAME]["tables"]
    for (table,) in connection.execute(
        "select name from sqlite_schema where type in ('table', 'view')"
    ).fetchall():
        if table.startswith(("articles_fts", "sqlite_", "_sqlite")):
            continue
        assert table in described, table
        if "columns" in described[table]:
            columns = {row[1] for row in connection.execute(f"pragma table_info({table})")}
            assert columns == set(described[table]["columns"]), table


def test_data_pages_have_our_frame(base: str) -> None:
    for path in site.DATA_PAGES:
        text = get(base, path).text
        assert '<html lang="en">' in text
        assert '<main class="content" id="content">' in text
        assert '<meta name="robots" content="noindex, nofollow">' in text


def test_public_site_runs_no_sql_of_visitors(database: Path) -> None:
    with site.served(database, is_public=True) as base:
        assert get(base, "/news.json?sql=select+1").status in (403, 404)
        assert get(base, "/news/-/query?sql=select+1").status in (400, 403, 404)
        assert get(base, "/news/articles?_where=1=1").status in (400, 403)
        assert get(base, "/news/failing_inputs").status == 200
        assert get(base, "/news/articles?_facet=language").status == 200
        assert get(base, "/news.db").status in (403, 404)


def test_a_query_that_takes_too_long_says_so(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(front.source()["settings"], "sql_time_limit_ms", 300)
    count = "with recursive x (i) as (select 1 union all select i + 1 from x where i < 90000000)"
    slow = f"{count} select max(i) as n, 0 as ids from x"
    monkeypatch.setattr("aggregator.web.pages.searching.FOUND", slow)
    with site.served(database) as base:
        answer = get(base, "/search?q=prison")
    assert answer.status == 503
    assert "Add a word" in answer.text


def test_404s_stay_cheap_with_rich_installed(base: str, capfd: pytest.CaptureFixture[str]) -> None:
    import rich  # noqa: F401

    begun = time.perf_counter()
    for _ in range(20):
        assert get(base, "/news/none").status == 404
        assert get(base, "/nowhere").status == 404
    assert time.perf_counter() - begun < 2
    printed = capfd.readouterr()
    assert "Traceback" not in printed.err + printed.out


def test_writer_and_readers_together(database: Path, base: str) -> None:
    failures: list[str] = []
    stop = threading.Event()

    def write() -> None:
        connection = open_for_writing(database).conn
        number = 950_000
        while not stop.is_set():
            number += 1
            with connection:
                site.add_article(
                    connection, number, title=f"Fresh {number}", published="2999-01-01T00:00:00Z"
                )
            time.sleep(0.05)
        connection.close()

    def read(worker: int) -> None:
        pages = ("/", "/latest", "/search?q=prison", "/statements", "/sources", f"/article/{worker + 1}")
        for turn in range(6):
            answer = get(base, pages[(worker + turn) % len(pages)])
            if answer.status != 200:
                failures.append(f"{answer.status} {pages[(worker + turn) % len(pages)]}")

    writer = threading.Thread(target=write)
    writer.start()
    with ThreadPoolExecutor(20) as pool:
        list(pool.map(read, range(20)))
    assert "Fresh 95" in get(base, "/latest").text
    stop.set()
    writer.join()
    assert not failures


PAGES_BY_PLAN = [page for page in site.OWN_PAGES if page != "/nowhere"]


def test_no_page_reads_all_articles(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, dict[str, object]]] = []
    execute = Database.execute

    async def noted(
        self: Database, sql: str, params: dict[str, object] | None = None, **options: object
    ) -> object:
        asked.append((sql, params or {}))
        return await execute(self, sql, params, **options)

    async def visit() -> None:
        ds = app(database)
        await ds.invoke_startup()
        monkeypatch.setattr(Database, "execute", noted)
        for path in (
            *PAGES_BY_PLAN,
            *site.FEEDS,
            "/statements.csv",
            "/metrics",
            "/latest?before=2024-01-01,5",
        ):
            assert (await ds.client.get(path)).status_code == 200, path

    asyncio.run(visit())
    connection = sqlite3.connect(database)
    whole = re.compile(r"SCAN (articles|a|b|article_texts|t|signatures|s|captures|k|pages|revisions|r)\b")
    aliases = {"t": "article_texts", "s": "signatures"}
    assert len(asked) > 60
    for sql, parameters in asked:
        if not sql.lstrip().lower().startswith(("select", "with")) or "sqlite_" in sql or "pragma" in sql:
            continue
        plan = [row[3] for row in connection.execute(f"explain query plan {sql}", parameters)]
        for step in plan:
            found = whole.match(step)
            if found and found[1] in aliases and f"{aliases[found[1]]} as {found[1]}" not in sql:
                continue
            is_ordered_head = (
                step.startswith("SCAN a USING INDEX articles_")
                and "limit" in sql
                and "temp" not in "".join(plan).lower()
            )
            assert not found or is_ordered_head, f"{step}: {sql}"


@pytest.mark.parametrize(("column", "index"), [("source_id", "source"), ("statement_id", "statement")])
def test_signatures_are_filtered_by_an_index(database: Path, base: str, column: str, index: str) -> None:
    connection = sqlite3.connect(database)
    value, n = connection.execute(
        f"select {column}, count(*) from who_signed_what group by 1 order by 2 desc limit 1"
    ).fetchone()
    for asked in ("*", "count(*)"):
        sql = f"explain query plan select {asked} from who_signed_what where {column} = ?"
        plan = [row[3] for row in connection.execute(sql, (value,))]
        assert re.match(rf"SEARCH s USING (COVERING )?INDEX signatures_{index} ", plan[0])
        assert not [step for step in plan if step.startswith("SCAN")]
    answer = get(base, f"/news/who_signed_what.json?{column}={value}&_shape=array&_size=max")
    rows = json.loads(answer.text)
    assert len(rows) == min(n, 1000)
    assert {row[column] for row in rows} == {value}


def test_a_count_of_all_signatures_reads_an_index_only(database: Path) -> None:
    plan = sqlite3.connect(database).execute("explain query plan select count(*) from who_signed_what")
    assert [row[3] for row in plan] == ["SCAN s USING COVERING INDEX signatures_source"]


def test_language_of_text_gives_its_direction() -> None:
    cases = {"fa": "rtl", "ar-EG": "rtl", "ckb": "rtl", "en": "ltr", "zh_TW": "ltr", "": "auto", None: "auto"}
    assert {code: direction(code) for code in cases} == cases


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        ("data:text/html,x", ""),
        ("https:///nohost", ""),
        ("//example.org", ""),
        (None, ""),
    ],
)
def test_only_web_addresses_become_links(url: str | None, shown: str) -> None:
    assert safe_link(url) == shown


def test_dates_are_as_short_as_known() -> None:
    day = known("en").day
    assert str(day("2026-09")) == '<time datetime="2026-09">Sep 2026</time>'
    assert str(day("2026-09-30T10:00:00Z")).endswith(">30 Sep 2026</time>")
    assert str(day(None)) == "date unknown"
    assert str(day("<b>")) == "&lt;b&gt;"


def test_snippets_escape_before_they_mark() -> None:
    assert snippet("<i>\x02a\x03</i>") == "&lt;i&gt;<mark>a</mark>&lt;/i&gt;"


@pytest.mark.parametrize(
    ("name", "is_odd"),
    [
        ("Amnesty", False),
        ("Аmnesty", True),
        ("آرمیتا\u200cآبادیان", False),
        ("a\u200db", True),
        ("\u202egold", True),
        ("Анна Smith", False),
        ("Gre\u200bta", True),
    ],
)
def test_names_that_can_be_mistaken(name: str, is_odd: bool) -> None:
    assert suspicious(name) is is_odd


def test_sizes_are_readable() -> None:
    assert [size(n) for n in (9, 1500, 3_400_000, 7 * 10**10)] == ["9 bytes", "1.5 kB", "3.4 MB", "70.0 GB"]


def test_strip_shows_silence_as_a_gap() -> None:
    from datetime import date

    ledger = {
        "2026-11-20": 4,
        "2026-11-18": 0,
        "2026-11-17": None,
    }
    strip = Strip(date(2026, 11, 20), ledger)
    assert strip.path.count("M") == 2
    assert (len(strip.crawled), strip.new, strip.failed) == (3, 4, 1)
    assert Strip(date(2026, 11, 20), {}).path == ""


def test_chart_says_what_it_shows(base: str) -> None:
    assert Bars("Per year", []).summary == "Per year: no data"
    assert Bars("Per year", [("2024", 1), ("2025", 3)]).summary == "Per year: 2024 to 2025, most in 2025 (3)"
    for path in ("/chart/statements-per-month.svg", "/chart/signatory-signatory-1.svg"):
        picture = ElementTree.fromstring(get(base, path).body)
        assert picture.find("{http://www.w3.org/2000/svg}title") is not None


CHARTS = ("statements-per-month", "signatory-signatory-1", f"story-{site.STORY}")


@pytest.mark.parametrize("name", CHARTS)
def test_charts_are_files_with_the_same_numbers(base: str, name: str) -> None:
    numbers = list(csv.DictReader(io.StringIO(get(base, f"/chart/{name}.csv").text)))
    assert numbers
    points = [(row["when"], int(row["count"])) for row in numbers]
    drawn = get(base, f"/chart/{name}.svg").text
    assert f'd="{Bars("", points).path}"' in drawn
    assert f"most: {max(n for _, n in points)} " in drawn
    image = Image.open(io.BytesIO(get(base, f"/chart/{name}.png").body))
    coloured = sum(count for count, colour in image.getcolors(1 << 20) or [] if colour == (11, 79, 138))
    assert coloured == sum(Bars("", points).heights) * BAR * SCALE**2


def test_charts_without_the_extra_are_offered_without_png(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ".png" in get(base, "/").text
    monkeypatch.setattr("aggregator.web.pages.pictures.IS_INSTALLED", False)
    answer = get(base, "/chart/statements-per-month.png")
    assert answer.status == 404
    assert "extra" in answer.text


def test_names_in_the_network_cover_each_other_nowhere(base: str) -> None:
    drawn = ElementTree.fromstring(get(base, "/network.svg").body)
    circles, names = drawn.findall(".//{*}circle"), drawn.findall("{*}text")
    assert 3 < len(names) <= len(circles) <= 60
    assert len(drawn.findall(".//{*}a/{*}title")) == len(circles)
    baselines = [(float(n.get("x") or 0), float(n.get("y") or 0)) for n in names]
    assert not [
        (one, other)
        for place, one in enumerate(baselines)
        for other in baselines[:place]
        if abs(one[1] - other[1]) < 12 and abs(one[0] - other[0]) < 30
    ]
    assert get(base, "/network.svg?min=99999").status == 404


def test_network_files_hold_every_pair(base: str, database: Path) -> None:
    (pairs,) = sqlite3.connect(database).execute("select count(*) from cosign where n >= 3").fetchone()
    assert pairs > 10
    gexf = ElementTree.fromstring(get(base, "/network.gexf?min=3").body)
    assert len(gexf.findall(".//{*}edge")) == pairs
    assert (
        len(ElementTree.fromstring(get(base, "/network.graphml?min=3").body).findall(".//{*}edge")) == pairs
    )
    assert len(get(base, "/network.csv?min=3").text.splitlines()) == pairs + 1
    assert ElementTree.fromstring(get(base, "/signatory/signatory-1.gexf").body).findall(".//{*}node")


def test_the_feed_of_news_tells_changes_and_losses(tmp_path: Path) -> None:
    with site.served(site.make(tmp_path / "news.db", 300)) as base:
        feed = ElementTree.fromstring(get(base, "/feed/new.atom").body)
        later = get(base, "/feed/new.atom?since=2999-01-01").text
    told = {e.findtext(f"{ATOM}title"): e.findtext(f"{ATOM}updated") for e in feed.findall(f"{ATOM}entry")}
    assert told[f"edited: {site.PERSIAN_TITLE}"] == "2026-11-21T10:00:00Z"
    assert "gone from the source: Nobody knows when" in told
    assert list(told.values()) == sorted(told.values(), reverse=True)
    assert later.count("<entry") == 0


@pytest.mark.parametrize(
    ("every", "finished", "due", "status", "overdue"),
    [
        (3600, 7000, [-60], 200, []),
        (3600, 7400, [-60], 503, []),
        (86400, 7400, [-60], 200, []),
        (3600, 600, [3500], 200, []),
        (3600, 600, [3700], 503, ["a"]),
        (3600, 600, [90_000, -60], 200, []),
        (3600, 600, [None], 200, []),
        (3600, None, [-60], 503, []),
    ],
)
def test_health_follows_the_schedules_of_the_sources(
    tmp_path: Path, every: int, finished: int | None, due: list[int | None], status: int, overdue: list[str]
) -> None:
    connection = open_for_writing(tmp_path / "news.db").conn
    ago = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now', ? || ' seconds')"
    with connection:
        for name, enabled in (("a", 1), ("off", 0)):
            facts = (name, name, name, enabled, every if enabled else 60)
            connection.execute(
                "insert into sources (id, name, owner, kind, enabled, every_seconds) values (?, ?, ?, 'ngo', ?, ?)",
                facts,
            )
        for number, seconds in enumerate(due):
            connection.execute(
                f"insert into inputs (source_id, kind, url, next_due_at) values ('a', 'feed', ?, {ago})",
                (str(number), None if seconds is None else -seconds),
            )
        connection.execute(
            "insert into inputs (source_id, kind, url, next_due_at) values ('off', 'feed', 'x', '2020-01-01T00:00:00Z')"
        )
        connection.execute(
            f"insert into runs (started_at, finished_at, state) values ('2026-01-01T00:00:00Z', {ago}, 'ok')",
            (None if finished is None else -finished,),
        )
    connection.close()
    with site.served(tmp_path / "news.db") as base:
        answer = get(base, "/health")
    assert (answer.status, json.loads(answer.text)["overdue"]) == (status, overdue)


def test_health_and_metrics(base: str) -> None:
    assert json.loads(get(base, "/health").text)["last_run"]
    lines = get(base, "/metrics").text.splitlines()
    assert 'aggregator_source_up{source="hostile"} 0' in lines
    told = {line.split("{")[0].split(" ")[0] for line in lines}
    assert told >= {
        f"aggregator_{name}"
        for name in (
            "run_duration_seconds",
            "run_finished_timestamp_seconds",
            "source_last_success_timestamp_seconds",
            "source_new_7d",
        )
    }
    assert all(re.fullmatch(r'\w+(\{source="[^"]*"\})? [0-9.]+', line) for line in lines)


def test_exported_folder_runs_with_plain_datasette(tmp_path: Path) -> None:
    folder.write(open_for_writing(tmp_path / "empty.db").conn, tmp_path / "site")
    code = "import sys; from datasette.cli import cli; cli(sys.argv[1:])"
    for path, words in {
        "/": "Human-rights statements and news, with who signed them",
        "/news/statements": "A text people signed",
        "/news/latest_statements": "What are the latest statements?",
        "/static/site.css": "color-scheme",
    }.items():
        command = [sys.executable, "-c", code, "serve", str(tmp_path / "site"), "--get", path]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert words in done.stdout, (path, done.stdout[-500:], done.stderr[-500:])
