"""The doctor finds each planted inconsistency, and mends those that can be computed again."""

import pytest

from aggregator.items import Link
from aggregator.store import doctor
from tests.storing import article, signed, store

BODY = [
    "We ask the court of Port Selin to open its doors.",
    "Signed by:\nAda Marlow, lawyer\nBela Quist, poet",
]
NAMES = (("Ada Marlow", "lawyer"), ("Bela Quist", "poet"))

PLANTS = {
    "article text lost": "delete from article_texts where article_id = 1",
    "search row lost": "delete from article_search where article_id = 1",
    "search words wrong": "update article_search set text = 'other words' where article_id = 1",
    "address lost": "delete from article_addresses where relation = 'page' and article_id = 1",
    "text not the newest revision": "update article_texts set text = 'x' || text where article_id = 2",
    "revision missing": "update revisions set number = 3 where article_id = 2",
    "link to nowhere": "update related_links set target_article_id = null",
    "link to the wrong article": "update related_links set target_article_id = 3",
    "witness lost": "delete from statement_articles where article_id = 1",
    "kind of signatory wrong": "update signatures set kind = 'organisation' where position = 1 and article_id = 1",
    "pair miscounted": "update cosign set n = n + 5",
    "pair lost": "delete from cosign",
    "gone without a date": "update pages set state = 'gone' where id = 1",
    "there but marked gone": "update articles set gone_at = '2026-10-03T00:00:00Z' where id = 1",
    "stored but waiting as new": "update pages set state = 'new' where id = 1",
    "capture of another page": "update articles set capture_id = 2 where id = 1",
    "story and its list disagree": "update articles set story_id = 99 where id = 1",
    "articles of a source miscounted": "update sources set article_count = 17 where id = 'one'",
    "signatures miscounted": "update articles set signature_count = 9 where id = 1",
    "signatories miscounted": "update statements set signatory_count = 9",
    "statements of a signatory miscounted": "update signatories set statement_count = 9 where id = 1",
    "copies miscounted": "update stories set article_count = 9 where id = 1",
    "digest wrong": "update articles set text_sha256 = 'x' where id = 1",
    "span off its name": "update signatures set span_start = span_start + 2 where id = 1",
    "article in no story": "delete from story_articles where article_id = 2",
    "story of nothing": "insert into stories (id) values (500)",
    "digest of a text lost": "delete from text_digests where article_id = 2",
    "index of texts lost": "delete from shingles",
    "common hash still looked up": "insert into common_shingles select min(hash) from shingles",
    "index of a text taken down": "insert into text_digests values (5, 900)",
    "reference to nothing": "update signatures set statement_id = 77 where id = 1",
}
NEEDS_CAPTURES = {
    "article text lost",
    "capture of another page",
    "span off its name",
    "reference to nothing",
}
"""Not told by other rows: `aggregator doctor --rebuild` reads the captures again for these."""


@pytest.fixture
def connection(tmp_path):
    with store(tmp_path / "news.db") as news:
        text = "\n\n".join(BODY)
        news.put(article("https://one.example/a", "A", BODY), signatures=signed(text, *NAMES))
        link = Link(1, "https://one.example/a", "https://one.example/a", "the letter", "in-text")
        news.put(
            article("https://two.example/b", "B", ["A report on the letter, by us."]),
            source="two",
            links=[link],
        )
        other = ["A third page, about the price of bread in the harbour town."]
        news.put(article("https://three.example/c", "C", other), source="three")
        news.db.conn.execute("pragma foreign_keys = off")
        yield news.db.conn


def test_a_sound_database_has_no_findings(connection):
    assert list(doctor.examine(connection)) == []


@pytest.mark.parametrize("plant", PLANTS)
def test_each_plant_is_found(connection, plant):
    connection.execute(PLANTS[plant])
    connection.commit()
    assert list(doctor.examine(connection)) != []


@pytest.mark.parametrize("plant", [plant for plant in PLANTS if plant not in NEEDS_CAPTURES])
def test_rebuild_heals_what_other_rows_tell(connection, plant):
    connection.execute(PLANTS[plant])
    connection.commit()
    doctor.rebuild(connection)
    assert list(doctor.examine(connection)) == []


def test_rebuild_changes_nothing_where_nothing_is_wrong(connection):
    before = list(connection.iterdump())
    doctor.rebuild(connection)
    assert [line for line in connection.iterdump() if "articles_fts_" not in line] == [
        line for line in before if "articles_fts_" not in line
    ]


def test_names_keep_their_revision_when_revisions_are_numbered_anew(connection):
    connection.execute("update revisions set number = 3 where article_id = 1")
    connection.execute("update signatures set first_revision = 3 where article_id = 1")
    connection.commit()
    doctor.rebuild(connection)
    assert connection.execute("select number from revisions where article_id = 1").fetchall() == [(1,)]
    assert connection.execute("select distinct first_revision from signatures").fetchall() == [(1,)]
