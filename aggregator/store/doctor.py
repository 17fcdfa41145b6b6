"""Checks every invariant of the database from scratch; mends what can be computed again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import starmap

from aggregator.identity.pages import text_digest
from aggregator.store import cosign, counts, search, story_checks


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be: which check, which row, what is wrong."""

    check: str
    row: str
    problem: str


@dataclass(frozen=True, slots=True)
class Check:
    """A query whose rows (id, problem) are all wrong, and the statements that mend them (none: not mendable)."""

    name: str
    sql: str
    mend: tuple[str, ...] = ()


_MISNUMBERED = (
    "select article_id from revisions group by article_id having max(number) <> count(*) or min(number) <> 1"
)
_RANK = "(select count(*) from revisions as r where r.article_id = {1}.article_id and r.number <= {0})"
_ASIDE = 1_000_000
"""Numbers are moved out of the way before they are given anew."""

CHECKS = (
    Check(
        "every article has its text",
        "select a.id, 'no row in article_texts' from articles as a "
        "left join article_texts as t on t.article_id = a.id where t.article_id is null",
    ),
    Check(
        "every article is in the search index",
        "select a.id, 'no row in article_search' from articles as a "
        "left join article_search as s on s.article_id = a.id where s.article_id is null",
    ),
    Check(
        "every article has the address of its page",
        "select a.id, 'no address of relation page' from articles as a where not exists "
        "(select 1 from article_addresses as u where u.article_id = a.id and u.relation = 'page')",
        (
            "insert or ignore into article_addresses (url_normalised, article_id, relation) "
            "select p.url_normalised, a.id, 'page' from articles as a join pages as p on p.id = a.page_id "
            "where not exists (select 1 from article_addresses as u where u.article_id = a.id and u.relation = 'page')",
        ),
    ),
    Check(
        "the newest revision holds the article's text",
        "select a.id, 'text differs from revision ' || r.number from articles as a "
        "join article_texts as t on t.article_id = a.id join revisions as r on r.article_id = a.id "
        "where r.number = (select max(number) from revisions where article_id = a.id) and r.text <> t.text",
        (
            "update article_texts set text = (select text from revisions where article_id = article_texts.article_id "
            "order by number desc limit 1) where text <> (select text from revisions "
            "where article_id = article_texts.article_id order by number desc limit 1)",
        ),
    ),
    Check(
        "revisions are numbered without gaps",
        "select article_id, 'numbers 1 to ' || max(number) || ' but ' || count(*) || ' rows' from revisions "
        "group by article_id having max(number) <> count(*) or min(number) <> 1",
        (
            *(
                f"update {table} set {column} = max(1, {_RANK.format(f'{table}.{column}', table)}) "
                f"where article_id in ({_MISNUMBERED})"
                for table, column in (("signatures", "first_revision"), ("signature_changes", "revision"))
            ),
            f"update revisions set number = number + {_ASIDE} where article_id in ({_MISNUMBERED})",
            f"update revisions set number = {_RANK.format('revisions.number', 'revisions')} where number > {_ASIDE}",
        ),
    ),
    Check(
        "links lead to the article at their address",
        "select k.id, 'leads to article ' || coalesce(k.target_article_id, 'none') || ', address is ' || u.article_id "
        "from related_links as k join article_addresses as u on u.url_normalised = k.url_normalised "
        "where u.article_id <> k.article_id and k.target_article_id is not u.article_id",
        (
            "update related_links set target_article_id = (select article_id from article_addresses "
            "where url_normalised = related_links.url_normalised "
            "and article_id <> related_links.article_id) where exists (select 1 from article_addresses as u "
            "where u.url_normalised = related_links.url_normalised "
            "and u.article_id <> related_links.article_id)",
        ),
    ),
    Check(
        "every signature is under a statement",
        "select id, 'no statement ' || statement_id from signatures "
        "where statement_id not in (select id from statements)",
        ("delete from signatures where statement_id not in (select id from statements)",),
    ),
    Check(
        "every signature has its statement's witness",
        "select s.id, 'article ' || s.article_id || ' is no witness to statement ' || s.statement_id "
        "from signatures as s where not exists (select 1 from statement_articles as w "
        "where w.statement_id = s.statement_id and w.article_id = s.article_id)",
        (
            "insert or ignore into statement_articles (statement_id, article_id, position, form) "
            "select distinct s.statement_id, s.article_id, 99, 'mention' from signatures as s where not exists "
            "(select 1 from statement_articles as w where w.statement_id = s.statement_id "
            "and w.article_id = s.article_id)",
        ),
    ),
    Check(
        "signatures and their signatories are of one kind",
        "select s.id, 'is a ' || s.kind || ', its signatory a ' || g.kind from signatures as s "
        "join signatories as g on g.id = s.signatory_id where g.kind <> s.kind and s.decision <> 'edited'",
        (
            "update signatures set kind = (select kind from signatories where id = signatory_id) "
            "where signatory_id is not null and decision <> 'edited'",
        ),
    ),
    Check(
        "pairs of co-signatories are counted",
        f"with right_pairs as ({cosign.PAIRS}) select coalesce(p.a, c.a) || '/' || coalesce(p.b, c.b), "
        "'stored ' || coalesce(c.n, 0) || ', counted ' || coalesce(p.n, 0) from right_pairs as p "
        "full join cosign as c on c.a = p.a and c.b = p.b where c.n is not p.n or abs(c.weight - p.weight) > 1e-6",
        cosign.REBUILD,
    ),
    Check(
        "a page that is gone says when",
        "select a.id, 'page is gone, article has no gone_at' from articles as a join pages as p on p.id = a.page_id "
        "where p.state = 'gone' and a.gone_at is null",
        (
            "update articles set gone_at = (select max(at) from page_states where page_id = articles.page_id "
            "and state = 'gone') where gone_at is null and page_id in (select id from pages where state = 'gone')",
            "update pages set state = 'done' where state = 'gone' "
            "and id in (select page_id from articles where gone_at is null)",
        ),
    ),
    Check(
        "an article that is there is not marked gone",
        "select a.id, 'gone_at is set, the page answers' from articles as a join pages as p on p.id = a.page_id "
        "where p.state in ('done', 'unchanged') and a.gone_at is not null",
        (
            "update articles set gone_at = null where page_id in "
            "(select id from pages where state in ('done', 'unchanged'))",
        ),
    ),
    Check(
        "pages that gave an article are not waiting as new",
        "select p.id, 'state is new' from pages as p join articles as a on a.page_id = p.id where p.state = 'new'",
        ("update pages set state = 'done' where state = 'new' and id in (select page_id from articles)",),
    ),
    Check(
        "captures of articles belong to their page",
        "select a.id, 'capture ' || k.id || ' is of page ' || coalesce(k.page_id, 'none') from articles as a "
        "join captures as k on k.id = a.capture_id where k.page_id is not a.page_id",
    ),
    Check(
        "articles are in the story that lists them",
        "select a.id, 'story ' || coalesce(a.story_id, 'none') || ', listed in ' || m.story_id from articles as a "
        "join story_articles as m on m.article_id = a.id where a.story_id is not m.story_id",
        (
            "update articles set story_id = (select story_id from story_articles where article_id = articles.id)",
        ),
    ),
)


def examine(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Every finding, check by check; reads only."""
    for (problem,) in connection.execute("pragma integrity_check"):
        if problem != "ok":
            yield Finding("the file is sound", "", str(problem))
    for table, row_id, parent, _ in connection.execute("pragma foreign_key_check"):
        yield Finding("every reference leads somewhere", f"{table} {row_id}", f"no such row in {parent}")
    for check in CHECKS:
        for row, problem in connection.execute(check.sql):
            yield Finding(check.name, str(row), str(problem))
    for table, columns in counts.EXPRESSIONS.items():
        for column in columns:
            for row, stored, right in counts.wrong(connection, table, column):
                yield Finding(f"{table}.{column} is right", str(row), f"stored {stored}, counted {right}")
    yield from starmap(Finding, story_checks.examine(connection))
    for check_texts in (_digests, _index, _spans):
        yield from check_texts(connection)


def rebuild(connection: sqlite3.Connection) -> None:
    """Mend everything that can be computed from other rows, in one transaction."""
    with connection:
        for check in CHECKS:
            for statement in check.mend:
                connection.execute(statement)
        story_checks.mend(connection)
        _mend_digests(connection)
        _mend_index(connection)
        for table, columns in counts.EXPRESSIONS.items():
            for column in columns:
                counts.mend(connection, table, column)


def _texts(connection: sqlite3.Connection) -> Iterator[tuple[int, str, str, str, str, str, str]]:
    return connection.execute(
        "select a.id, a.text_sha256, t.text, a.title, a.language, a.source_id, a.kind from articles as a "
        "join article_texts as t on t.article_id = a.id order by a.id"
    )


def _digests(connection: sqlite3.Connection) -> Iterator[Finding]:
    for article_id, digest, text, *_ in _texts(connection):
        if text_digest(text) != digest:
            yield Finding("articles.text_sha256 is the digest of the text", str(article_id), "another digest")


def _mend_digests(connection: sqlite3.Connection) -> None:
    rows = [(text_digest(text), article_id) for article_id, _, text, *_ in _texts(connection)]
    connection.executemany("update articles set text_sha256 = ?1 where id = ?2 and text_sha256 <> ?1", rows)


def _index(connection: sqlite3.Connection) -> Iterator[Finding]:
    for article_id, stored in connection.execute(
        "select article_id, text from article_search order by article_id"
    ):
        text = connection.execute(
            "select text from article_texts where article_id = ?", (article_id,)
        ).fetchone()
        if text is None or search.folded(text[0]) != stored:
            yield Finding("the search index holds the article's words", str(article_id), "other words")
    try:
        connection.execute("insert into articles_fts (articles_fts, rank) values ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        yield Finding("the search index is sound", "", str(error))


def _mend_index(connection: sqlite3.Connection) -> None:
    for article_id, _, text, title, language, source_id, kind in list(_texts(connection)):
        search.index(connection, article_id, title, text, search.tags(language, kind, source_id))
    connection.execute("insert into articles_fts (articles_fts) values ('rebuild')")


def _spans(connection: sqlite3.Connection) -> Iterator[Finding]:
    rows = connection.execute(
        "select s.id, s.name_as_printed, substr(t.text, s.span_start + 1, s.span_end - s.span_start) "
        "from signatures as s join article_texts as t on t.article_id = s.article_id "
        "where s.span_start is not null and s.withdrawn_at is null and s.decision <> 'edited'"
    )
    for row, name, quoted in rows:
        if name not in quoted:
            yield Finding("a signature's span holds its name", str(row), f"{quoted!r} does not hold {name!r}")
