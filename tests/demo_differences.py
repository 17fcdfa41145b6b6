"""Where a database differs from `demo_expected.json`, in plain words; nothing where the crawl found it all."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

EXPECTED: dict[str, Any] = json.loads(
    (Path(__file__).parent / "demo_expected.json").read_text(encoding="utf-8")
)
SIGNATURES = """
select a.canonical_url, s.name_as_printed, s.kind, s.role, s.affiliation, s.country
from signatures as s join articles as a on a.id = s.article_id order by a.id, s.position
"""
WITNESSES = """
select w.statement_id, a.canonical_url from statement_articles as w join articles as a on a.id = w.article_id
"""
STORIES = """
select s.id, s.source_count, s.owner_count, a.canonical_url, a.id = s.lead_article_id
from stories as s join articles as a on a.story_id = s.id where s.article_count > 1 order by s.id
"""


class Found:
    """What a database holds, with addresses as "site path"."""

    def __init__(self, database: Path, bases: Mapping[str, str]) -> None:
        self.db = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        self.sites = {base: site for site, base in bases.items()}

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self.db.execute(sql).fetchall()

    def page(self, url: str) -> str:
        """ "http://lantern.localhost:18640/news" -> "lantern /news", without query of a tracker."""
        base = "/".join(url.split("/")[:3])
        path = url.removeprefix(base).split("?utm_")[0]
        return f"{self.sites[base]} {path}" if base in self.sites else url

    def close(self) -> None:
        self.db.close()


def differences(database: Path, bases: Mapping[str, str]) -> list[str]:
    """Lines that say what is missing, too much or different after the first run."""
    found = Found(database, bases)
    try:
        checks = (articles, signatories, links, pages, stories, statements, repeats)
        return [line for check in checks for line in check(found)]
    finally:
        found.close()


def second_run(database: Path, bases: Mapping[str, str], first: set[str]) -> list[str]:
    """Likewise after the second run; ``first``: the articles' addresses after the first."""
    found = Found(database, bases)
    try:
        return list(_second(found, EXPECTED["second_run"], first))
    finally:
        found.close()


def articles_of(database: Path, bases: Mapping[str, str]) -> set[str]:
    """The addresses of all articles."""
    found = Found(database, bases)
    try:
        return {found.page(url) for (url,) in found.rows("select canonical_url from articles")}
    finally:
        found.close()


def compare(what: str, expected: object, actual: object) -> Iterator[str]:
    if expected != actual:
        yield f"{what}: expected {expected!r}, found {actual!r}"


def articles(found: Found) -> Iterator[str]:
    columns = ("title", "kind", "language", "published", "authors")
    rows = {
        found.page(url): values
        for url, *values in found.rows(f"select canonical_url, {', '.join(columns)} from articles")
    }
    yield from compare("missing articles", [], sorted(EXPECTED["articles"].keys() - rows.keys()))
    yield from compare("articles too many", [], sorted(rows.keys() - EXPECTED["articles"].keys()))
    for page, expected in EXPECTED["articles"].items():
        for column, value in zip(columns, rows.get(page, ()), strict=False):
            actual = json.loads(value) if column == "authors" else value
            yield from compare(f"{page}: {column}", expected[column], actual)


def signatories(found: Found) -> Iterator[str]:
    signed: dict[str, list[list[str]]] = {}
    for url, *entry in found.rows(SIGNATURES):
        signed.setdefault(found.page(url), []).append(entry)
    for page, expected in EXPECTED["articles"].items():
        wanted = [[*entry, "", ""][:5] for entry in expected["signatories"]]
        yield from compare(f"{page}: signatories", wanted, signed.get(page, []))


def links(found: Found) -> Iterator[str]:
    sql = "select a.canonical_url, l.kind, l.url from related_links as l join articles as a on a.id = l.article_id"
    by_kind: dict[tuple[str, str], list[str]] = {}
    for url, kind, target in found.rows(f"{sql} order by a.id, l.position"):
        by_kind.setdefault((found.page(url), kind), []).append(found.page(target))
    for page, expected in EXPECTED["articles"].items():
        for kind, name in (("in-text", "in_text"), ("document", "documents")):
            yield from compare(f"{page}: {kind} links", expected.get(name, []), by_kind.get((page, kind), []))
        for kind, count in expected.get("link_counts", {}).items():
            yield from compare(f"{page}: number of {kind} links", count, len(by_kind.get((page, kind), [])))


def pages(found: Found) -> Iterator[str]:
    states = {
        found.page(url): rest
        for url, *rest in found.rows("select url, state, reason, redirected_to from pages")
    }
    for page, reason in EXPECTED["skipped"].items():
        state, why, _ = states.get(page, ("missing", "", ""))
        if state not in ("skipped", "blocked") or reason.replace("-", " ") not in why.replace("-", " "):
            yield f"{page}: expected to be skipped for {reason}, found {state} ({why})"
    for alias, page in EXPECTED["duplicates"].items():  # whichever came first is the article's own page
        yield from compare(
            f"{alias}: states", {"done", "duplicate"}, {states[each][0] for each in (alias, page)}
        )
    for page, target in EXPECTED["redirects"].items():
        yield from compare(f"{page}: target", target, found.page(states.get(page, ("", "", ""))[2]))


def stories(found: Found) -> Iterator[str]:
    groups: dict[int, dict[str, Any]] = {}
    for story, sources, owners, url, is_lead in found.rows(STORIES):
        group = groups.setdefault(story, {"copies": [], "sources": sources, "owners": owners})
        if is_lead:
            group["lead"] = found.page(url)
        else:
            group["copies"].append(found.page(url))
    yield from compare("stories", EXPECTED["stories"], list(groups.values()))


def statements(found: Found) -> Iterator[str]:
    (count,) = found.rows("select count(*) from statements")
    yield from compare("number of statements", EXPECTED["statement_count"], count[0])
    witnesses: dict[int, list[str]] = {}
    for statement, url in found.rows(WITNESSES):
        witnesses.setdefault(statement, []).append(found.page(url))
    shared = sorted(sorted(group) for group in witnesses.values() if len(group) > 1)
    yield from compare("shared statements", EXPECTED["shared_statements"], shared)


def repeats(found: Found) -> Iterator[str]:
    sql = "select name, statement_count from signatories where merged_into is null and statement_count > 1"
    yield from compare("signed more than once", EXPECTED["signed_more_than_once"], dict(found.rows(sql)))
    for name in EXPECTED["kept_apart"]:
        ((count,),) = found.rows(
            f"select count(distinct signatory_id) from signatures where name_as_printed = '{name}'"
        )
        yield from compare(f"{name}: signatories", 2, count)


def _second(found: Found, expected: Mapping[str, Any], first: set[str]) -> Iterator[str]:
    rows = found.rows("select id, canonical_url, revision_count, gone_at from articles")
    yield from compare("new articles", expected["new"], sorted({found.page(row[1]) for row in rows} - first))
    yield from compare("gone", expected["gone"], [found.page(row[1]) for row in rows if row[3]])
    revised = {found.page(url): (article, count) for article, url, count, _ in rows if count > 1}
    yield from compare("revised", sorted(expected["revised"]), sorted(revised))
    for page, facts in expected["revised"].items():
        article, count = revised.get(page, (0, 0))
        yield from compare(f"{page}: revisions", facts["revisions"], count)
        for changed, text in found.rows(
            f"select r.changed, t.text from revisions as r join article_texts as t using (article_id) "
            f"where article_id = {article} order by number desc limit 1"
        ):
            yield from compare(f"{page}: changed", facts["changed"], json.loads(changed))
            yield from compare(f"{page}: new text", True, facts["contains"] in text)
