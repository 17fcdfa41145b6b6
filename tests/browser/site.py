"""A database with ordinary, Persian and hostile records, and a server for it on loopback."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import uvicorn

from aggregator.identity.folding import fold
from aggregator.store import counts
from aggregator.store.connect import open_for_writing
from aggregator.store.search import folded, tags
from aggregator.web.app import app
from tests.benchmarks.web_corpus import build

HOSTILE, PERSIAN, LONG, UNDATED, COPY = 900_001, 900_002, 900_003, 900_004, 900_005
STATEMENT, HOSTILE_STATEMENT, STORY = 900_001, 900_002, 900_010
NOW = "2026-11-20T10:00:00Z"
HOSTILE_TITLE = "<script>alert(1)</script><img src=x onerror=alert(2)> \u202eeltit\u202c \"quoted' & done"
HOSTILE_TEXT = "<svg onload=alert(3)> {{ 7 * 7 }} </title><iframe src=//evil.invalid></iframe> hostileword"
HOSTILE_NAMES = (
    "<img src=x onerror=alert(4)>",
    '=HYPERLINK("http://evil.invalid","x")',
    "Аmnesty of the Example",
    "\u202edlog\u202c",
    "@SUM(1+1)",
)
PERSIAN_TITLE = "بیانیه مشترک ۴۰ نهاد مدنی درباره بازداشت آموزگاران (ILO) در بندر"
PERSIAN_TEXT = "ما امضاکنندگان این بیانیه خواستار آزادی آموزگاران هستیم.\n\nآرمیتا آبادیان\nبهناز برزگر"


def make(path: Path, articles: int) -> Path:
    """Write the database of the browser tests to ``path``."""
    build(path, articles, today=date.today())
    db = open_for_writing(path)
    with db.conn:
        _sources(db.conn)
        _articles(db.conn)
        _signed(db.conn)
        for table in ("sources", "articles", "stories", "statements", "signatories"):
            settings = ", ".join(f"{column} = ({sql})" for column, sql in counts.EXPRESSIONS[table].items())
            db.conn.execute(f"update {table} set {settings} where id in (select id from {table} limit -1)")
    db.conn.close()
    return path


def insert(connection: sqlite3.Connection, table: str, **values: object) -> None:
    """Insert one row."""
    names = ", ".join(values)
    connection.execute(
        f"insert into {table} ({names}) values ({', '.join('?' * len(values))})", [*values.values()]
    )


def _sources(connection: sqlite3.Connection) -> None:
    insert(
        connection,
        "sources",
        id="hostile",
        name='<b onclick=alert(5)>Evil</b> "Press"',
        owner="hostile",
        homepage="javascript:alert(6)",
        kind="independent",
        state="failed",
        reason="<i>HTTP 500</i>",
    )
    insert(
        connection,
        "sources",
        id="payam",
        name="پیام بندر",
        owner="payam",
        homepage="https://payam.example/",
        kind="exile",
        languages='["fa"]',
        state="ok",
    )
    insert(
        connection,
        "inputs",
        source_id="hostile",
        kind="feed",
        url="javascript:x",
        state="broken",
        reason="<u>404</u>",
    )
    today = datetime.now(UTC).strftime("%Y-%m-%d")
    insert(
        connection, "coverage", source_id="hostile", day=today, attempted=3, state="failed", reason="HTTP 500"
    )


def add_article(connection: sqlite3.Connection, number: int, **facts: object) -> None:
    """An article with its page, capture, text, index entry and first revision."""
    given = {
        "source_id": "payam",
        "url": f"https://payam.example/{number}",
        "kind": "article",
        "title": "A title",
        "language": "en",
        "published": NOW,
        "text": "Some words of text.",
        "story_id": number,
    } | facts
    text = str(given.pop("text"))
    _add_page(connection, number, str(given["source_id"]))
    if not connection.execute("select 1 from stories where id = ?", (given["story_id"],)).fetchone():
        insert(connection, "stories", id=given["story_id"])
    insert(
        connection,
        "articles",
        id=number,
        page_id=number,
        capture_id=number,
        canonical_url=given["url"],
        collected_at=NOW,
        last_checked_at=NOW,
        text_sha256=f"{number:064x}",
        **given,
    )
    insert(connection, "article_texts", article_id=number, text=text)
    words = " ".join(tags(str(given["language"]), str(given["kind"]), str(given["source_id"])))
    insert(
        connection,
        "article_search",
        article_id=number,
        title=folded(str(given["title"])),
        text=folded(text),
        tags=words,
    )
    insert(
        connection,
        "revisions",
        article_id=number,
        number=1,
        at=NOW,
        title=given["title"],
        text_sha256="0",
        text=text + " before",
    )


def _add_page(connection: sqlite3.Connection, number: int, source_id: str) -> None:
    page = f"https://{source_id}.example/page/{number}"
    insert(
        connection,
        "pages",
        id=number,
        url=page,
        url_normalised=page,
        source_id=source_id,
        found_at=NOW,
        state="done",
    )
    insert(
        connection,
        "captures",
        id=number,
        page_id=number,
        url=page,
        requested_url=page,
        fetched_at=NOW,
        status=200,
        payload_sha256="0" * 64,
        warc_file="captures-000001.warc.gz",
        warc_offset=number,
        warc_length=9,
        chain="0",
    )


def _hostile_article(connection: sqlite3.Connection) -> None:
    add_article(
        connection,
        HOSTILE,
        source_id="hostile",
        title=HOSTILE_TITLE,
        text=HOSTILE_TEXT,
        byline="<u>By</u> \u202enobody",
        url="javascript:alert(7)",
        language="fa",
        kind="statement",
        provenance=json.dumps({"title": {"method": "<i>", "path": "</code><s>", "raw": HOSTILE_TITLE}}),
    )
    for position, url in enumerate(
        ("javascript:alert(8)", "data:text/html,<script>alert(9)</script>", "vbscript:x")
    ):
        insert(
            connection,
            "related_links",
            article_id=HOSTILE,
            position=position,
            url=url,
            url_normalised=url,
            text=f"<b>{url}</b>",
            kind="related",
        )


def _articles(connection: sqlite3.Connection) -> None:
    _hostile_article(connection)
    persian = {
        "title": PERSIAN_TITLE,
        "text": PERSIAN_TEXT,
        "language": "fa",
        "kind": "statement",
        "story_id": STORY,
    }
    add_article(connection, PERSIAN, byline="تحریریه Payam", **persian)
    add_article(connection, COPY, source_id="hostile", **persian | {"title": PERSIAN_TITLE + " ۲"})
    insert(
        connection,
        "revisions",
        article_id=PERSIAN,
        number=2,
        at="2026-11-21T10:00:00Z",
        changed='["text"]',
        title=PERSIAN_TITLE,
        text_sha256="1",
        text=PERSIAN_TEXT,
    )
    long_url = "https://payam.example/" + "a-very-long-path-without-any-break" * 12
    add_article(
        connection, LONG, title="Donaudampfschifffahrtsgesellschaft" * 6, url=long_url, text="x" * 3000
    )
    insert(
        connection,
        "related_links",
        article_id=LONG,
        position=1,
        url=f"https://payam.example/{PERSIAN}",
        url_normalised=f"https://payam.example/{PERSIAN}",
        text="as reported",
        kind="in-text",
        target_article_id=PERSIAN,
    )
    add_article(connection, UNDATED, title="Nobody knows when", published=None, gone_at=NOW)
    for state in ("gone", "back"):
        insert(connection, "page_states", page_id=UNDATED, at=NOW, state=state)


def _signed(connection: sqlite3.Connection) -> None:
    insert(connection, "statements", id=STATEMENT, title=PERSIAN_TITLE, language="fa", claimed_count=40)
    insert(
        connection,
        "statements",
        id=HOSTILE_STATEMENT,
        title=HOSTILE_TITLE,
        language="fa",
        addressed_to="<b>to</b>",
    )
    for statement, article in ((STATEMENT, PERSIAN), (STATEMENT, COPY), (HOSTILE_STATEMENT, HOSTILE)):
        insert(connection, "statement_articles", statement_id=statement, article_id=article, form="full")
    names = ["آرمیتا آبادیان", "بهناز برزگر", "Harbour Teachers' Union", *(f"نام {n}" for n in range(26))]
    for position, name in enumerate(names, 1):
        signed = {"role": "آموزگار", "affiliation": "کانون (ILO) بندر", "confidence": 0.6 + position % 2 / 3}
        _sign(connection, 900_000 + position, name, STATEMENT, PERSIAN, position, **signed)
        if position < 20:
            _sign(connection, 900_000 + position, name, STATEMENT, COPY, position, **signed)
    connection.execute(
        "update signatures set withdrawn_at = ? where article_id = ? and position = 5", (NOW, PERSIAN)
    )
    connection.execute(
        "update signatures set span_start = ?, span_end = ? where article_id = ? and position = 1",
        (PERSIAN_TEXT.index("آرمیتا"), PERSIAN_TEXT.index("آرمیتا") + len("آرمیتا آبادیان"), PERSIAN),
    )
    insert(
        connection,
        "signature_changes",
        statement_id=STATEMENT,
        article_id=PERSIAN,
        revision=2,
        at=NOW,
        change="withdrawn",
        name="نام 1",
    )
    for position, name in enumerate(HOSTILE_NAMES, 1):
        facts = {"role": "<s>role</s>", "cue": "<em>cue", "confidence": 0.5}
        _sign(connection, 910_000 + position, name, HOSTILE_STATEMENT, HOSTILE, position, **facts)


def _sign(
    connection: sqlite3.Connection,
    signatory: int,
    name: str,
    statement: int,
    article: int,
    position: int,
    **facts: object,
) -> None:
    known = connection.execute("select 1 from signatories where id = ?", (signatory,)).fetchone()
    kind = "organisation" if "Union" in name else "person"
    if not known:
        insert(
            connection,
            "signatories",
            id=signatory,
            slug=f"s-{signatory}",
            name=name,
            name_key=fold(name),
            kind=kind,
        )
        insert(connection, "signatory_names", signatory_id=signatory, name=name, name_key=fold(name))
    insert(
        connection,
        "signatures",
        statement_id=statement,
        article_id=article,
        position=position,
        name_as_printed=name,
        name_key=fold(name),
        kind=kind,
        signatory_id=signatory,
        **facts,
    )


@contextmanager
def served(path: Path, *, is_public: bool = False, downloads: Path | None = None) -> Iterator[str]:
    """The site on a free port of loopback; yields its address without a slash at the end."""
    application = app(path, is_public=is_public, downloads=downloads).app()
    server = uvicorn.Server(
        uvicorn.Config(application, port=0, log_level="error", access_log=False, lifespan="on")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    limit = time.monotonic() + 30
    while not server.started:
        if time.monotonic() > limit or not thread.is_alive():
            raise RuntimeError("the server did not start")
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


OWN_PAGES = (
    "/",
    "/search",
    "/search?q=prison",
    f"/search?q={'hostileword'}",
    "/search?q=آموزگاران&lang=fa&kind=statement",
    "/search?q=nothingatallhere",
    "/statements",
    "/latest",
    "/new?since=2026-11-01",
    "/article/100",
    f"/article/{HOSTILE}",
    f"/article/{PERSIAN}",
    f"/article/{LONG}",
    f"/article/{UNDATED}",
    f"/article/{PERSIAN}/revision/2",
    "/statement/1",
    f"/statement/{STATEMENT}",
    f"/statement/{HOSTILE_STATEMENT}",
    f"/story/{STORY}",
    "/signatories",
    "/signatories?q=نام",
    "/signatory/signatory-1",
    "/signatory/s-900001",
    "/signatory/s-910001",
    "/sources",
    "/source/payam",
    "/source/hostile",
    "/network",
    "/downloads",
    "/data",
    "/about",
    "/nowhere",
)
DATA_PAGES = (
    "/news",
    "/news/articles",
    f"/news/articles/{HOSTILE}",
    "/news/statements",
    "/news/signatures",
    "/news/who_signed_what",
    f"/news/who_signed?statement_id={HOSTILE_STATEMENT}",
    "/news/broken_sources",
)
FEEDS = (
    "/feed/statements.atom",
    "/feed/latest.atom",
    "/feed/new.atom",
    "/feed/new.atom?since=2026-11-01",
    "/feed/search.atom?q=hostileword",
    "/feed/source-hostile.atom",
    "/feed/signatory-s-910001.atom",
    f"/feed/story-{STORY}.atom",
)
