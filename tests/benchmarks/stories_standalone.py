"""The story index alone in a file of its own: the code the writer runs, without crawling."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from urllib.parse import urlsplit

from aggregator.identity.copies import prepare
from aggregator.store import stories
from aggregator.store.migrations import DDL

PRAGMAS = """
pragma journal_mode = wal; pragma synchronous = normal;
pragma cache_size = -32768; pragma wal_autocheckpoint = 10000; pragma foreign_keys = on;
"""
ARTICLES = """
create table articles (id integer primary key, key text unique, title text, url text, story_id integer) strict;
create index articles_story on articles (story_id);
create table article_texts (article_id integer primary key, text text not null) strict;
create table judgements (subject text, verdict text, undone_at text);
"""


class Standalone:
    """Articles added one by one, each put into its story at once."""

    def __init__(self, path: Path | str) -> None:
        self.db = sqlite3.connect(path)
        schema = ARTICLES + (DDL / "0005_stories.sql").read_text(encoding="utf-8")
        self.db.executescript(PRAGMAS + schema)

    def add(self, id: object, title: str, text: str, url: str) -> int:
        """The story the article was put into. ``id``: any string or number, not given before."""
        with self.db:
            row = self.db.execute(
                "insert into articles (key, title, url) values (?, ?, ?)", (repr(id), title, url)
            )
            number = row.lastrowid
            assert number is not None
            self.db.execute("insert into article_texts values (?, ?)", (number, text))
            prepared = prepare(title, text, urlsplit(url).hostname or "")
            return stories.add(self.db, number, prepared).story_id

    def cluster(self, id: object) -> int:
        """The story the article is in now. Raises `KeyError` for an article never added."""
        row = self.db.execute("select story_id from articles where key = ?", (repr(id),)).fetchone()
        if row is None:
            raise KeyError(id)
        return int(row[0])

    def close(self) -> None:
        self.db.close()
