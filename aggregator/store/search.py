"""Full-text search over folded text, with filters as tokens inside the index."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, takewhile

from aggregator.identity.folding import UNSPACED, words

MOST_HITS_RANKED = 5_000
_PART = re.compile(r'"([^"]*)"|(\S+)')
_MOST_EXCERPTED = 20_000
_WORD = re.compile(rf"[{UNSPACED}]{{2}}|[^\W{UNSPACED}]+")
_UNSAFE = re.compile(r"[^\w]+")
_FILTERS = ("lang", "kind", "src")


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found: its facts and a snippet of folded text between \\x02 and \\x03 marks."""

    article_id: int
    title: str
    url: str
    source: str
    language: str
    published: str | None
    snippet: str


def tag(prefix: str, value: str) -> str:
    """A filter token such as ``langfa`` or ``srchranafa``: letters and digits only."""
    return prefix + _UNSAFE.sub("", value).lower()


def tags(language: str, kind: str, source_id: str) -> list[str]:
    """The filter tokens of an article."""
    return [tag("lang", language), tag("kind", kind), tag("src", source_id)]


def folded(text: str) -> str:
    """The words of ``text`` as the index holds them."""
    return " ".join(words(text))


def index(connection: sqlite3.Connection, article_id: int, title: str, text: str, tokens: list[str]) -> None:
    """Put the article's words into the index, replacing what was there."""
    index_words(connection, article_id, folded(title), folded(text), tokens)


def index_words(
    connection: sqlite3.Connection, article_id: int, title: str, text: str, tokens: list[str]
) -> None:
    """`index` for a title and a text that are `folded` already."""
    connection.execute(
        "insert into article_search (article_id, title, text, tags) values (?, ?, ?, ?) "
        "on conflict (article_id) do update set title = excluded.title, text = excluded.text, tags = excluded.tags",
        (article_id, title, text, " ".join(tokens)),
    )


def match_expression(query: str, filters: list[str] | None = None) -> str:
    """The FTS5 expression for what a person typed: every word, quoted parts as phrases, ``word*`` as prefix.

    All that the filters let through for no words; '' where there are neither. Never raises, whatever the input.
    """
    terms = [
        _term(phrase or word, is_prefix=word.endswith("*")) for phrase, word in _PART.findall(query[:2000])
    ]
    kept = [term for term in terms if term][:32]
    chosen = [f'tags : "{t}"' for t in filters or ()]
    if not kept:
        return " AND ".join(chosen)
    columns = "{title text} : " if any(map(_may_be_filter, kept)) else ""
    return " AND ".join([f"{columns}({' AND '.join(kept)})", *chosen])


def _may_be_filter(term: str) -> bool:
    """True where a term could be found among the filter tokens; naming columns costs a prefix a quarter of its time."""
    word = term.strip('"*').partition(" ")[0]
    return any(word.startswith(prefix) or prefix.startswith(word) for prefix in _FILTERS)


def _term(text: str, *, is_prefix: bool) -> str:
    tokens = words(text)
    if not tokens:
        return ""
    lone_character = len(tokens) == 1 and len(tokens[0]) == 1 and not tokens[0].isascii()
    return '"' + " ".join(tokens) + '"' + ("*" if is_prefix or lone_character else "")


def excerpt(text: str, query: str, *, width: int = 240) -> str:
    """The part of the original text around the first word of the query, found words between \\x02 and \\x03.

    Words are compared folded, so that the reader sees the text as printed. Linear in the text.
    """
    wanted = {token for phrase, word in _PART.findall(query) for token in words(phrase or word.rstrip("*"))}
    prefixes = tuple(token for _, word in _PART.findall(query) if word.endswith("*") for token in words(word))
    hits = (m for m in _WORD.finditer(text[:_MOST_EXCERPTED]) if _is_hit(m[0], wanted, prefixes))
    first = next(hits, None)
    start = text.rfind(" ", 0, max(0, first.start() - width // 3)) + 1 if first else 0
    parts, at, end = ["…" if start else ""], start, start + width
    for m in takewhile(lambda m: m.end() <= end, chain([first] if first else [], hits)):
        parts += [text[at : m.start()], "\x02", m[0], "\x03"]
        at = m.end()
    return " ".join("".join([*parts, text[at:end], "…" if end < len(text) else ""]).split())


def _is_hit(word: str, wanted: set[str], prefixes: tuple[str, ...]) -> bool:
    return any(token in wanted or token.startswith(prefixes or ("\0",)) for token in _folded_word(word))


@lru_cache(maxsize=1 << 15)
def _folded_word(word: str) -> tuple[str, ...]:
    return tuple(words(word))


def search(
    connection: sqlite3.Connection, query: str, *, filters: list[str] | None = None, limit: int = 20
) -> list[Hit]:
    """Articles that hold every word of the query, the newest first.

    Beyond `MOST_HITS_RANKED` hits the most recently collected come first, which needs no sort over all hits.
    """
    expression = match_expression(query, filters)
    if not expression:
        return []
    count = connection.execute(
        "select count(*) from (select 1 from articles_fts where articles_fts match ? limit ?)",
        (expression, MOST_HITS_RANKED + 1),
    ).fetchone()[0]
    order = "f.rowid desc" if count > MOST_HITS_RANKED else "a.published desc, f.rowid desc"
    rows = connection.execute(
        "select a.id, a.title, a.url, c.name, a.language, a.published, "
        "snippet(articles_fts, -1, char(2), char(3), '…', 16) "
        "from articles_fts as f join articles as a on a.id = f.rowid join sources as c on c.id = a.source_id "
        f"where articles_fts match ? order by {order} limit ?",
        (expression, limit),
    )
    return [Hit(*row) for row in rows]
