"""Signatories in the database: who is one, whatever the order of arrival, and what a person's word changes."""

from __future__ import annotations

import itertools
import json

import pytest

from aggregator.errors import UsageError
from aggregator.identity.pages import analyse
from aggregator.items import Article, Capture, DateValue, Page, Signature, Statement
from aggregator.store import articles, cosign, doctor, review, signatories, suggestions
from aggregator.store.connect import open_for_writing
from aggregator.store.slugs import slug_of

NOW = "2026-05-02T00:00:00Z"


class News:
    """A database and a short way to publish signed pages in it."""

    def __init__(self, path) -> None:
        self.db = open_for_writing(path)
        self.connection = self.db.conn
        self.connection.execute("insert into sources (id, name, owner, kind) values ('a', 'A', 'a', 'ngo')")
        self.pages: dict[str, int] = {}

    def publish(self, path: str, *signed, day: str = "2026-05-01", at: str = NOW, **facts) -> int:
        """Store a page whose list is ``signed``: names, or (name, kind, other attributes)."""
        url = f"https://a.example/{path}"
        text = facts.pop("text", f"{path} " + " ".join(f"word{i} of {path}" for i in range(60)))
        if path not in self.pages:
            self.pages[path] = int(
                self.connection.execute(
                    "insert into pages (url, url_normalised, source_id, found_at) values (?, ?, 'a', ?)",
                    (url, url, at),
                ).lastrowid
            )
        page = Page(self.pages[path], "a", Capture(url, url, at, 200, payload_sha256=text[:20]))
        page.article = Article(
            url,
            title=facts.pop("title", f"Title of {path}"),
            text=text,
            language=facts.pop("language", "en"),
            published=DateValue(day, precision="day"),
        )
        analyse(page, page.article)
        page.signatures = [_signature(number, one) for number, one in enumerate(signed, 1)]
        page.statements = [Statement(**facts)] if signed else []
        articles.put(self.connection, page, None)
        self.connection.execute("update pages set state = 'done' where id = ?", (page.page_id,))
        self.connection.commit()
        return self.pages[path]

    def all(self, sql: str, *values):
        return self.connection.execute(sql, values).fetchall()

    def entities(self) -> set[frozenset[tuple[str, str]]]:
        """The names of each signatory with the page they stand on."""
        rows = self.all(
            "select s.signatory_id, a.url, s.name_as_printed from signatures as s join articles as a "
            "on a.id = s.article_id where s.withdrawn_at is null"
        )
        grouped: dict[int, set[tuple[str, str]]] = {}
        for signatory_id, url, name in rows:
            grouped.setdefault(signatory_id, set()).add((url.rpartition("/")[2], name))
        return {frozenset(group) for group in grouped.values()}

    def one(self, name: str) -> int:
        """The id of the only signatory shown under ``name``."""
        ((signatory_id,),) = self.all(
            "select id from signatories where name = ? and merged_into is null and statement_count > 0", name
        )
        return signatory_id

    def suggested(self) -> set[tuple[str, str]]:
        rows = self.all(
            "select x.name, y.name from signatory_suggestions as s join signatories as x on x.id = s.left_id "
            "join signatories as y on y.id = s.right_id where s.state = 'open'"
        )
        return {tuple(sorted(row)) for row in rows}


def _signature(position: int, one) -> Signature:
    name, kind, facts = (one, "organisation", {}) if isinstance(one, str) else one
    return Signature(position, name, kind, confidence=0.9, cue="Signed:", **facts)


def person(name: str, **facts):
    return (name, "person", facts)


@pytest.fixture
def news(tmp_path):
    made = News(tmp_path / "news.db")
    yield made
    made.db.close()


def check(news: News) -> None:
    """The stored counts and edges are what the signatures say."""
    assert list(doctor.examine(news.connection)) == []


def test_an_organisation_is_one_signatory_over_statements_and_spellings(news) -> None:
    news.publish("one", "The Lantern Centre", "Open Wells Network")
    news.publish("two", "LANTERN CENTER", "Harrow & Pike")
    news.publish("three", "Lantern Centre", "The Lantern Centre")
    assert news.all(
        "select name, statement_count from signatories order by statement_count desc limit 1"
    ) == [("The Lantern Centre", 3)]
    assert {
        row[0] for row in news.all("select name from signatory_names where name_key = 'lantern center'")
    } == {
        "The Lantern Centre",
        "LANTERN CENTER",
        "Lantern Centre",
    }


def test_a_person_needs_a_fact_in_common(news) -> None:
    news.publish("one", person("Nasrin Farhadi"), "Lantern Centre")
    news.publish("two", person("Nasrin Farhadi"), "Harrow & Pike")
    assert (
        len([e for e in news.entities() if ("one", "Nasrin Farhadi") in e or ("two", "Nasrin Farhadi") in e])
        == 2
    )
    assert ("Nasrin Farhadi", "Nasrin Farhadi") in news.suggested()
    news.publish("three", person("Nasrin Farhadi", affiliation="Lantern Centre"))
    news.publish("four", person("Nasrin Farhadi", affiliation="The Lantern Center"))
    assert frozenset({("three", "Nasrin Farhadi"), ("four", "Nasrin Farhadi")}) in news.entities()


def test_co_signatories_in_common_are_such_a_fact(news) -> None:
    news.publish("one", person("Nasrin Farhadi"), "Lantern Centre", "Open Wells Network")
    news.publish("two", person("Nasrin Farhadi"), "Lantern Centre", "Open Wells Network", "Kelvany Watch")
    assert frozenset({("one", "Nasrin Farhadi"), ("two", "Nasrin Farhadi")}) in news.entities()


def test_countries_keep_organisations_of_one_name_apart(news) -> None:
    news.publish("one", ("Lantern Centre", "organisation", {"country": "NO"}))
    news.publish("two", ("Lantern Centre", "organisation", {"country": "GH"}))
    news.publish("three", ("Lantern Centre", "organisation", {"country": "NO"}))
    assert news.entities() == {
        frozenset({("one", "Lantern Centre"), ("three", "Lantern Centre")}),
        frozenset({("two", "Lantern Centre")}),
    }
    assert [row[0] for row in news.all("select slug from signatories order by id")] == [
        "lantern-centre",
        "lantern-centre-2",
    ]


def test_aliases_join_curated_and_declared_names(news) -> None:
    news.publish("one", "گزارشگران بدون مرز", "Kurdish Lantern Association (KLA)")
    news.publish("two", "RSF", "Open Wells Network")
    news.publish("three", "Reporters Without Borders", ("KLA", "organisation", {"country": "IQ"}))
    news.publish("four", ("Kurdish Lantern Association", "organisation", {"country": "IQ"}))
    found = news.entities()
    rsf = {("one", "گزارشگران بدون مرز"), ("two", "RSF"), ("three", "Reporters Without Borders")}
    assert frozenset(rsf) in found
    assert any({("three", "KLA"), ("four", "Kurdish Lantern Association")} <= entity for entity in found)


def test_likely_pairs_are_suggested_with_evidence_and_not_merged(news) -> None:
    news.publish("one", person("نسرین فرهادی", country="IR"), "Lantern Centre")
    news.publish("two", person("Nasrin Farhadi", country="IR"), "Lantern Foundation")
    assert ("Nasrin Farhadi", "نسرین فرهادی") in news.suggested()
    ((rule, evidence),) = news.all(
        "select rule, evidence from signatory_suggestions as s join signatories as g on g.id = s.left_id "
        "where g.kind = 'person'"
    )
    assert (rule, json.loads(evidence)) == ("similar name", {"country": "IR"})
    assert len(news.entities()) == 4


def test_many_of_another_kind_with_the_same_keys_hide_nobody(news) -> None:
    for number in range(2 * suggestions.MOST_RANKED):
        organisation = news.connection.execute(
            "insert into signatories (slug, name, name_key, kind) values (?, 'Nasrin Farhadi', ?, 'organisation')",
            (f"body-{number}", f"body {number}"),
        ).lastrowid
        suggestions.index(news.connection, organisation, "Nasrin Farhadi")
    news.publish("one", person("Nasreen Farhadi"))
    news.publish("two", person("Nasrin Farhadi"))
    assert ("Nasreen Farhadi", "Nasrin Farhadi") in news.suggested()


def test_look_alike_letters_are_never_merged(news) -> None:
    news.publish("one", "Lantern Centre")
    news.publish("two", "Lаntern Centre")
    assert len(news.entities()) == 2
    ((evidence,),) = news.all("select evidence from signatory_suggestions")
    assert json.loads(evidence)["suspicious"]


def test_a_person_s_judgement_joins_and_taking_it_back_parts_again(news) -> None:
    news.publish("one", "Brennwerk Initiative", "Open Wells Network")
    news.publish("two", "Initiative Brennwerke", "Open Wells Network")
    before = news.entities()
    left, right = news.one("Brennwerk Initiative"), news.one("Initiative Brennwerke")
    number = signatories.judge(news.connection, left, right, "same", by="me", at=NOW, why="one board")
    joined = frozenset({("one", "Brennwerk Initiative"), ("two", "Initiative Brennwerke")})
    assert joined in news.entities()
    assert news.all("select merged_into from signatories where id = ?", right) == [(left,)]
    check(news)
    news.publish("three", "Initiative Brennwerke")
    assert any(joined < entity for entity in news.entities())
    review.undo(news.connection, number, NOW)
    signatories.rebuild(news.connection)
    assert news.entities() - {frozenset({("three", "Initiative Brennwerke")})} >= {
        entity for entity in before if ("one", "Brennwerk Initiative") in entity
    }
    assert news.all("select slug from signatories where id = ?", right) == [("initiative-brennwerke",)]
    check(news)


def test_a_negative_judgement_stands_against_every_later_fact(news) -> None:
    news.publish("one", person("Nasrin Farhadi", affiliation="Lantern Centre"))
    news.publish("two", person("Nasrin Farhadi", affiliation="Harrow & Pike"))
    left, right = (row[0] for row in news.all("select id from signatories order by id"))
    signatories.judge(news.connection, left, right, "different", by="me", at=NOW)
    news.publish("three", person("Nasrin Farhadi", affiliation="Lantern Centre"))
    news.publish("three-b", person("Nasrin Farhadi", affiliation="Harrow & Pike"))
    news.publish(
        "two",
        person("Nasrin Farhadi", affiliation="Lantern Centre"),
        at="2026-05-03T00:00:00Z",
        text="b " * 60,
    )
    signatories.rebuild(news.connection)
    of = dict(
        news.all(
            "select a.url, s.signatory_id from signatures as s join articles as a on a.id = s.article_id"
        )
    )
    assert of["https://a.example/one"] != of["https://a.example/two"]
    check(news)


def test_a_person_may_join_what_countries_keep_apart(news) -> None:
    news.publish("one", ("Lantern Centre", "organisation", {"country": "NO"}))
    news.publish("two", ("Lantern Centre", "organisation", {"country": "GH"}))
    left, right = (row[0] for row in news.all("select id from signatories order by id"))
    signatories.judge(news.connection, left, right, "same", by="me", at=NOW)
    news.publish("three", ("Lantern Centre", "organisation", {"country": "GH"}))
    assert len(news.entities()) == 1


def test_nonsense_judgements_are_refused(news) -> None:
    news.publish("one", person("Nasrin Farhadi"), "Lantern Centre")
    for left, right in [(1, 1), (1, 2), (1, 99)]:
        with pytest.raises(UsageError):
            signatories.judge(news.connection, left, right, "same", by="me", at=NOW)
    assert news.all("select count(*) from judgements") == [(0,)]


PAGES = [
    ("p", [person("Nasrin Farhadi", country="IR"), "Lantern Centre", "Kelvany Watch"]),
    ("q", [person("Nasrin Farhadi", affiliation="Kelvany Watch"), "Lantern Center", "KLA"]),
    ("r", [person("Nasrin Farhadi", country="IR", affiliation="Kelvany Watch"), ("KLA", "organisation", {"country": "IQ"})]),
    ("s", [("Kurdish Lantern Association (KLA)", "organisation", {"country": "IQ"}), "RSF"]),
    ("t", [("Lantern Centre", "organisation", {"country": "SE"}), "Reporters Without Borders"]),
]  # fmt: skip


def test_the_order_of_arrival_changes_no_entity(tmp_path) -> None:
    found = []
    for number, order in enumerate(itertools.islice(itertools.permutations(PAGES), 0, 120, 17)):
        news = News(tmp_path / f"{number}.db")
        for path, signed in order:
            news.publish(path, *signed)
        found.append(news.entities())
        news.db.close()
    assert all(entities == found[0] for entities in found)
    assert any({("p", "Nasrin Farhadi"), ("q", "Nasrin Farhadi")} < entity for entity in found[0])


def test_edges_weigh_short_letters_more_and_follow_changes(news) -> None:
    news.publish("one", "Lantern Centre", "Kelvany Watch")
    news.publish(
        "two", "Lantern Centre", "Kelvany Watch", "Harrow & Pike", "Open Wells Network", language="fa"
    )
    left, right = sorted((news.one("Lantern Centre"), news.one("Kelvany Watch")))
    edge = "select n, round(weight, 6) from cosign where a = ? and b = ?"
    assert news.all(edge, left, right) == [(2, round(1 + 1 / 3, 6))]
    news.publish("one", "Lantern Centre", "Harrow & Pike", at="2026-05-03T00:00:00Z", text="changed " * 60)
    assert news.all(edge, left, right) == [(1, round(1 / 3, 6))]
    check(news)
    stored = news.all("select * from cosign order by a, b")
    cosign.rebuild(news.connection)
    assert [row[:3] for row in news.all("select * from cosign order by a, b")] == [row[:3] for row in stored]


def test_a_withdrawn_and_renewed_name_keeps_its_row_and_slug(news) -> None:
    news.publish("one", "Lantern Centre", "Kelvany Watch")
    number = news.one("Lantern Centre")
    news.publish("one", "Kelvany Watch", at="2026-05-03T00:00:00Z", text="second " * 60)
    assert news.all("select statement_count from signatories where id = ?", number) == [(0,)]
    news.publish("one", "Lantern Centre", "Kelvany Watch", at="2026-05-04T00:00:00Z", text="third " * 60)
    assert news.one("Lantern Centre") == number
    assert news.all("select count(*) from signatories") == [(2,)]
    check(news)


def test_an_affiliation_leads_to_the_organisation_that_signs_itself(news) -> None:
    news.publish("one", "The Lantern Centre", "Kelvany Watch")
    news.publish(
        "two", person("Nasrin Farhadi", affiliation="Lantern Center"), person("Gleb Orlow", affiliation="X")
    )
    rows = news.all("select affiliation_id from signatures where kind = 'person' order by position")
    assert rows == [(news.one("The Lantern Centre"),), (None,)]


def test_rebuilding_changes_nothing(news) -> None:
    for path, signed in PAGES:
        news.publish(path, *signed)
    state = "select id, slug, name, merged_into, statement_count from signatories order by id"
    before, entities = news.all(state), news.entities()
    signatories.rebuild(news.connection)
    assert (news.all(state), news.entities()) == (before, entities)
    check(news)


SLUGS = [
    ("Мемориал", "memorial"),
    ("Ärzte & Söhne e.V.", "arzte-sohne-ev"),
    ("علی", "li"),
    ("人权", "renquan"),
    ("!!!", "signatory"),
    ("x" * 200, "x" * 60),
]


@pytest.mark.parametrize(("name", "slug"), SLUGS)
def test_slug(name: str, slug: str) -> None:
    assert slug_of(name) == slug


TREES = ("Alder", "Birch", "Cedar", "Dogwood", "Elder", "Fir", "Gorse", "Hazel", "Iris", "Juniper")
COALITION = [f"{tree} Council" for tree in TREES]
LETTER = (
    "We call upon the ministry of Kelvany to free the printers held since March and to return their presses. "
    * 6
)
OTHER = (
    "The forest law before the assembly of Tarkana takes land from those who planted it; it must be withdrawn. "
    * 6
)


def test_copies_of_one_letter_are_witnesses_of_one_statement(news) -> None:
    news.publish("one", *COALITION, text=LETTER, title="Free the printers")
    news.publish(
        "two", *COALITION, "Kelvany Watch", text=LETTER + "Share this.", title="Letter: free the printers"
    )
    assert news.all("select count(*), max(signatory_count), max(article_count) from statements") == [
        (1, 11, 2)
    ]


def test_two_letters_of_one_coalition_stay_two(news) -> None:
    news.publish("one", *COALITION, text=LETTER, title="Free the printers")
    news.publish("two", *COALITION, text=OTHER, title="Withdraw the forest law")
    assert news.all("select count(*) from statements") == [(2,)]


def test_a_translation_with_the_same_names_and_count_is_one_statement(news) -> None:
    for number in range(12):
        news.publish(f"filler{number}", f"Body {number}", f"Group of {number} wells")
    news.publish("en", *COALITION, text=LETTER, claimed_count=10, language="en")
    news.publish(
        "fa",
        *COALITION,
        text="متن دیگری به زبان دیگر " * 40,
        claimed_count=10,
        language="fa",
        day="2026-05-02",
    )
    news.publish(
        "de", *COALITION, text="Ein anderer Text " * 40, claimed_count=10, language="de", day="2026-08-02"
    )
    rows = news.all("select w.statement_id from statement_articles as w join articles as a on a.id = w.article_id "
                    "where a.language <> 'en' or a.url like '%/en' order by a.id")  # fmt: skip
    english, persian, german = (row[0] for row in rows)
    assert english == persian != german
