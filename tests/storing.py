"""Pages as the pipelines leave them, and a writer on a real file, for tests of the store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from aggregator.frontier import SqliteFrontier
from aggregator.identity.pages import analyse
from aggregator.items import (
    Article,
    Capture,
    DateValue,
    Discovered,
    Link,
    Origin,
    Page,
    ReadSettings,
    Signature,
    Statement,
    TextBlock,
)
from aggregator.store.connect import open_for_writing
from aggregator.store.writer import Writer


def article(url: str, title: str, paragraphs: list[str], published: str = "2026-10-01") -> Article:
    """An article of paragraphs with its blocks and spans."""
    blocks, at = [], 0
    for text in paragraphs:
        blocks.append(TextBlock("p", text, at, at + len(text)))
        at += len(text) + 2
    return Article(
        url=url,
        canonical_url=url,
        title=title,
        language="en",
        blocks=blocks,
        text="\n\n".join(paragraphs),
        published=DateValue(
            published, published, "day", confidence="medium", origin=Origin("test", raw=published)
        ),
        provenance={"title": Origin("test", "/html/h1", title)},
    )


def signed(text: str, *entries: tuple[str, str]) -> list[Signature]:
    """Signatures of (name, role) found in ``text``."""
    return [
        Signature(
            position=number,
            name=name,
            kind="person",
            role=role,
            cue="Signed by:",
            path="/html/ul/li",
            start=text.index(name),
            end=text.index(name) + len(name),
            confidence=0.95,
        )
        for number, (name, role) in enumerate(entries, 1)
    ]


class Store:
    """A database with sources ``one``, ``two`` and ``three``, and a way to store pages in it."""

    def __init__(self, path: Path) -> None:
        self.db: Database = open_for_writing(path)
        self.frontier = SqliteFrontier(self.db.conn)
        self.writer = Writer(self.db, self.frontier)
        self._offset = 0
        with self.db.conn:
            for name, owner in (("one", "a"), ("two", "b"), ("three", "b")):
                self.db.execute(
                    "insert into sources (id, name, owner, kind) values (?, ?, ?, 'ngo')",
                    (name, name.title(), owner),
                )

    def page_id(self, url: str, source: str, at: str) -> int:
        """The page of an address, made known if need be."""
        from datetime import datetime

        moment = datetime.fromisoformat(at.replace("Z", "+00:00"))
        with self.db.conn:
            self.frontier.add([Discovered(url)], source, None, moment)
        row = self.db.execute("select id from pages order by url = ? desc, id desc", (url,)).fetchone()
        return int(row[0])

    def put(
        self,
        found: Article | None,
        *,
        source: str = "one",
        at: str = "2026-10-02T08:00:00Z",
        url: str = "",
        status: int = 200,
        state: str = "leased",
        reason: str = "",
        signatures: list[Signature] | None = None,
        links: list[Link] | None = None,
        warc_offset: int | None = None,
        segments: frozenset[str] = frozenset(),
        settings: ReadSettings | None = None,
        version: str = "",
    ) -> Page:
        """Store a page through the writer and return it as the writer left it."""
        address = url or (found.url if found else "")
        offset = self._offset if warc_offset is None else warc_offset
        self._offset = max(self._offset, offset) + 100
        capture = Capture(address, address, at, status)
        capture.payload_sha256, capture.warc_file = "ab" * 32, "test.warc.gz"
        capture.warc_offset, capture.warc_length = offset, 90
        page = Page(self.page_id(address, source, at), source, capture, state=state, reason=reason)  # type: ignore[arg-type]
        page.article, page.links, page.segments = found, links or [], segments
        page.signatures, page.settings = signatures or [], settings or ReadSettings()
        page.extractor_version = version
        page.statements = [Statement(title=found.title)] if found and signatures else []
        if found is not None and state == "leased":
            analyse(page, found)
        self.writer.add(page)
        self.writer.flush()
        return page

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """Rows of a query."""
        return list(self.db.execute(sql, values))


@contextmanager
def store(path: Path) -> Iterator[Store]:
    """A `Store` that is closed in the end."""
    made = Store(path)
    try:
        yield made
    finally:
        made.db.close()
