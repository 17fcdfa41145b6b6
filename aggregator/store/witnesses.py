"""To which stored statement a list of signatures belongs."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass

from aggregator.identity.statements import Agreement, Witness, agreement
from aggregator.items import Article, Statement

MOST_CANDIDATES = 20
ANOTHER_TEXT = 0.0


@dataclass(frozen=True, slots=True)
class _Known:
    """A stored statement as far as comparing goes."""

    statement_id: int
    witness: Witness
    stories: frozenset[int]
    forms: frozenset[str]


def find(
    connection: sqlite3.Connection, article_id: int, facts: Statement, keys: set[str], article: Article
) -> tuple[int, str, float | None]:
    """(statement id, rule, shared names' evidence) of the statement this list is of; id 0 where there is none.

    Looks among statements that share names and those of the article's story; the best agreement wins, the oldest
    among equals.
    """
    ordered = tuple(sorted(keys))
    mine = Witness(
        ordered,
        facts.title or article.title,
        (article.published.value or "")[:10],
        facts.language or article.language,
        facts.claimed_count,
    )
    story = _story(connection, article_id)
    signed, statements = _frequencies(connection, ordered)
    best: tuple[float, int, Agreement] | None = None
    for statement_id in _candidates(connection, ordered, story, article_id):
        known = _read(connection, statement_id)
        found = agreement(mine, known.witness, _text_score(facts, mine, known, story), signed, statements)
        rank = (1e6 * (found.text or 0.0) + found.chance, -known.statement_id, found)
        if found.same and (best is None or rank[:2] > best[:2]):
            best = rank
    return (-best[1], best[2].rule, best[2].chance) if best else (0, "", None)


def _story(connection: sqlite3.Connection, article_id: int) -> int | None:
    row = connection.execute("select story_id from articles where id = ?", (article_id,)).fetchone()
    return row[0] if row else None


def _candidates(
    connection: sqlite3.Connection, keys: tuple[str, ...], story: int | None, article_id: int
) -> list[int]:
    """Statements that share names, most first, and those of the story; never one the article itself has a list of."""
    rows = connection.execute(
        "select statement_id, count(distinct name_key) as n from signatures "
        "where name_key in (select value from json_each(?1)) group by statement_id "
        "union select w.statement_id, 0 from articles as a join statement_articles as w on w.article_id = a.id "
        "where a.story_id = ?2",
        (json.dumps(keys), story),
    ).fetchall()
    own = {
        row[0]
        for row in connection.execute(
            "select statement_id from statement_articles where article_id = ?", (article_id,)
        )
    }
    shared: Counter[int] = Counter()
    for statement_id, n in rows:
        shared[statement_id] += n + (statement_id not in own)
    return [one for one, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])) if one not in own][
        :MOST_CANDIDATES
    ]


def _read(connection: sqlite3.Connection, statement_id: int) -> _Known:
    title, language, claimed = connection.execute(
        "select title, language, claimed_count from statements where id = ?", (statement_id,)
    ).fetchone()
    witnesses = connection.execute(
        "select a.story_id, w.form, a.published from statement_articles as w join articles as a on a.id = w.article_id "
        "where w.statement_id = ?",
        (statement_id,),
    ).fetchall()
    keys = connection.execute(
        "select distinct name_key from signatures where statement_id = ? and withdrawn_at is null",
        (statement_id,),
    )
    days = sorted(day[:10] for _, _, day in witnesses if day)
    return _Known(
        statement_id,
        Witness(tuple(row[0] for row in keys), title, days[0] if days else "", language, claimed),
        frozenset(story for story, _, _ in witnesses if story is not None),
        frozenset(form for _, form, _ in witnesses),
    )


def _text_score(facts: Statement, mine: Witness, known: _Known, story: int | None) -> float | None:
    """1 for copies of one text, 0 for two full texts in one language that are none; None where nobody knows."""
    if story is not None and story in known.stories:
        return 1.0
    both_full = facts.form == "full" and "full" in known.forms
    return ANOTHER_TEXT if both_full and mine.language == known.witness.language else None


def _frequencies(connection: sqlite3.Connection, keys: tuple[str, ...]) -> tuple[dict[str, int], int]:
    rows = connection.execute(
        "select name_key, count(distinct statement_id) from signatory_mentions "
        "where name_key in (select value from json_each(?)) group by name_key",
        (json.dumps(keys),),
    )
    total = connection.execute("select count(*) from statements").fetchone()[0]
    return dict(rows.fetchall()), int(total)
