"""The public copy: no withheld name in any page, feed, export, or in the bytes of the served file."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from aggregator.cli import main
from aggregator.errors import StoreError
from aggregator.export import files, ftm, network, public, tables
from aggregator.identity.folding import fold
from aggregator.store import people
from aggregator.store.connect import open_for_reading, open_for_writing
from aggregator.web.app import app
from tests.browser import site

SENSITIVE, COUNTRY, TAKEDOWN, KEPT = "Нилуфар Портова", "Gísela Brunnmark", "آرمیتا آبادیان", "Kestrel Oakes"
WITHHELD = (SENSITIVE, COUNTRY, TAKEDOWN)
LETTER, REPORT = 101, 102


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("public") / "news.db"
    db = open_for_writing(path)
    with db.conn:
        site.insert(db.conn, "sources", id="payam", name="Payam", owner="payam", kind="exile")
        site.insert(
            db.conn, "sources", id="quiet", name="Quiet", owner="quiet", kind="ngo", sensitivity="withhold"
        )
        _letters(db.conn)
        _traces(db.conn)
    db.conn.close()
    yield path


def _letters(connection: sqlite3.Connection) -> None:
    listed = f"We ask for a fair trial.\n\n{SENSITIVE}\n{KEPT}"
    site.add_article(
        connection, 101, source_id="quiet", kind="statement", title=f"A letter of {SENSITIVE}", text=listed
    )
    hard, joined = SENSITIVE.replace(" ", chr(0xA0)), TAKEDOWN.replace(" ", chr(0x200C))
    spelt = f"{COUNTRY.upper()} and {hard} spoke; {joined} too. {KEPT}. A report for the s-3 committee: as-3."
    site.add_article(
        connection, 102, kind="statement", title=f"Report: {TAKEDOWN}", text=spelt, byline=COUNTRY
    )
    for number in (LETTER, REPORT):
        site.insert(
            connection, "story_articles", story_id=number, article_id=number, score=1.0, method="first"
        )
        site.insert(
            connection, "statements", id=number, title=f"Statement {number} of {SENSITIVE}", signatory_count=1
        )
        site.insert(connection, "statement_articles", statement_id=number, article_id=number, form="full")
    site._sign(connection, 1, SENSITIVE, LETTER, 101, 1, confidence=0.9, role=f"speaker for {SENSITIVE}")
    site._sign(connection, 1, SENSITIVE, REPORT, 102, 4, confidence=0.9)
    site._sign(connection, 2, COUNTRY, REPORT, 102, 1, confidence=0.9, country="IR")
    site._sign(connection, 3, TAKEDOWN, REPORT, 102, 2, confidence=0.9)
    site._sign(connection, 4, KEPT, REPORT, 102, 3, confidence=0.9, affiliation=TAKEDOWN)


def _traces(connection: sqlite3.Connection) -> None:
    slug = "nilufar-portova"
    connection.execute("update signatories set slug = ? where id = 1", (slug,))
    site.insert(
        connection, "signatory_names", signatory_id=1, name="Nilufar Portova", name_key="nilufar portova"
    )
    link = f"https://quiet.example/{slug}/about"
    site.insert(
        connection,
        "related_links",
        article_id=101,
        position=1,
        url=link,
        url_normalised=link,
        text=SENSITIVE,
        kind="related",
    )
    site.insert(
        connection,
        "judgements",
        subject="takedown",
        left_id=3,
        verdict="withhold",
        by="operator",
        at=site.NOW,
        why=f"{TAKEDOWN} asked for it",
    )
    site.insert(
        connection,
        "signature_changes",
        statement_id=REPORT,
        article_id=102,
        revision=1,
        at=site.NOW,
        change="added",
        name=SENSITIVE,
    )
    site.insert(connection, "cosign", a=1, b=4, n=1, weight=0.3)


@pytest.fixture(scope="module")
def copy(private: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("copy") / "public.db"
    result = CliRunner().invoke(
        main,
        ["export", "public", "-o", str(path), "--withhold", "ir", "--db", str(private)],
        catch_exceptions=False,
    )
    assert result.exit_code == 0, result.output
    assert "4 signatures withheld" in result.output
    return path


def forms(name: str) -> set[str]:
    """Spellings under which a name could be seen."""
    return {
        name,
        name.upper(),
        name.lower(),
        fold(name),
        name.replace(" ", "\u200c"),
        name.replace(" ", "\xa0"),
    }


def test_the_private_file_has_the_names(private: Path) -> None:
    content = private.read_bytes()
    assert all(name.encode() in content for name in (*WITHHELD, KEPT))


def test_no_withheld_name_in_the_bytes_of_the_file(copy: Path) -> None:
    content = copy.read_bytes()
    seen = [
        form
        for name in (*WITHHELD, "Nilufar Portova", "nilufar-portova")
        for form in forms(name)
        if form.encode() in content
    ]
    assert seen == []
    assert KEPT.encode() in content
    assert not list(copy.parent.glob("public.db-*"))


def test_the_private_file_is_untouched(private: Path, copy: Path) -> None:
    names = {row[0] for row in sqlite3.connect(private).execute("select name from signatories")}
    assert set(WITHHELD) <= names


def test_tombstones_stay_and_the_rest_is_whole(copy: Path) -> None:
    connection = open_for_reading(copy).conn
    rows = connection.execute(
        "select name_as_printed from signatures order by article_id, position"
    ).fetchall()
    assert [name for (name,) in rows] == [public.TOMBSTONE] * 3 + [KEPT, public.TOMBSTONE]
    assert connection.execute("select name from signatories").fetchall() == [(KEPT,)]
    assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
    assert connection.execute("pragma foreign_key_check").fetchall() == []
    found = connection.execute(
        "select count(*) from articles_fts where articles_fts match 'kestrel'"
    ).fetchone()
    assert found == (2,)
    text = connection.execute("select text from article_texts where article_id = 101").fetchone()[0]
    painted = public.FILLER * len(SENSITIVE)
    assert text.startswith(f"We ask for a fair trial.\n\n{painted}\n{KEPT}"), "spans stay right"
    other = connection.execute("select text from article_texts where article_id = 102").fetchone()[0]
    assert f"the {public.FILLER * 3} committee: as-3" in other, "a short name is no part of other words"


PAGES = (
    "/",
    "/statements",
    "/latest",
    "/new?since=2020-01-01",
    "/article/101",
    "/article/102",
    "/statement/101",
    "/statement/102",
    "/story/101",
    "/signatories",
    "/signatories?q=n",
    "/signatory/s-4",
    "/sources",
    "/source/quiet",
    "/network?min=1",
    "/search?q=trial",
    "/search?q=report",
    "/chart/signatory-s-4.svg",
    "/fa/",
    "/ar/statements",
    "/feed/statements.atom",
    "/feed/latest.atom",
    "/feed/new.atom",
    "/news/who_signed_what.json?source_id=quiet",
    "/feed/search.atom?q=report",
    "/feed/source-quiet.atom",
    "/feed/signatory-s-4.atom",
    "/article/102.csv",
    "/statement/102.csv",
    "/network.gexf?min=1",
    "/news/articles",
    "/news/articles/102",
    "/news/signatures",
    "/news/judgements",
    "/news/related_links",
    "/news/revisions",
    "/news/who_signed_what.json",
    "/news/statements.json",
    "/news/signature_changes",
    "/news/pages.csv",
)


def test_no_withheld_name_on_any_page_or_feed(copy: Path) -> None:
    async def visit() -> list[str]:
        ds = app(copy, is_public=True)
        await ds.invoke_startup()
        found = []
        for path in PAGES:
            answer = await ds.client.get(path)
            assert answer.status_code == 200, path
            found += [f"{path}: {form}" for name in WITHHELD for form in forms(name) if form in answer.text]
        for slug in ("nilufar-portova", "s-2", "s-3"):
            assert (await ds.client.get(f"/signatory/{slug}")).status_code == 404
        return found

    assert asyncio.run(visit()) == []


@pytest.mark.parametrize("name", sorted(tables.EXPORTS))
def test_no_withheld_name_in_any_table_export(copy: Path, tmp_path: Path, name: str) -> None:
    export = tables.chosen(name)
    files.write_jsonl(
        tmp_path / "a.jsonl", export.columns, tables.stream(open_for_reading(copy).conn, export)
    )
    text = (tmp_path / "a.jsonl").read_text(encoding="utf-8")
    assert not [form for withheld in WITHHELD for form in forms(withheld) if form in text]


def test_no_withheld_name_in_networks_and_entities(copy: Path, tmp_path: Path) -> None:
    connection = open_for_reading(copy).conn
    ftm.write(connection, tmp_path / "a.jsonl")
    network.write(people.edges(connection, 1), tmp_path / "a.gexf")
    text = (tmp_path / "a.jsonl").read_text(encoding="utf-8") + (tmp_path / "a.gexf").read_text(
        encoding="utf-8"
    )
    assert KEPT in text
    assert not [form for withheld in WITHHELD for form in forms(withheld) if form in text]


def test_a_name_that_cannot_be_removed_stops_the_copy(
    private: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(public._TEXT_COLUMNS, "related_links")
    with pytest.raises(StoreError, match="would still be in it"):
        public.write(open_for_reading(private).conn, tmp_path / "public.db")
    assert list(tmp_path.iterdir()) == []


def test_public_browse_serves_the_copy_not_the_file(private: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[Path] = []
    monkeypatch.setattr("aggregator.web.serve", lambda path, **options: served.append((path, options)))
    result = CliRunner().invoke(main, ["browse", str(private), "--public"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    ((path, options),) = served
    assert path == private.with_name("news-public.db")
    assert TAKEDOWN.encode() not in path.read_bytes()
    assert options["is_public"]
    assert options["downloads"] == private.parent / "downloads-public"
