"""The queue of what a person should look at, and the judgements made, as rows that can be taken elsewhere."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping

from aggregator.errors import UsageError
from aggregator.store import counts, decisions, signatories, story_judgements
from aggregator.store.lookup import Row, rows

COLUMNS = ("subject", "left_id", "right_id", "verdict", "detail", "by", "at", "why", "undone_at")


def pages(connection: sqlite3.Connection, limit: int) -> list[Row]:
    """Articles whose signatories a person should look at, the newest first."""
    return list(
        rows(
            connection,
            "select a.id, a.published, c.name as source, a.title, a.signature_count, t.claimed_count, a.needs_review "
            "from articles as a join sources as c on c.id = a.source_id "
            "left join statements as t on t.id = a.statement_id where a.needs_review <> '' "
            "order by a.collected_at desc, a.id desc limit ?",
            limit,
        )
    )


def pairs(connection: sqlite3.Connection, limit: int) -> list[Row]:
    """Pairs of names that may be one signatory, the likeliest first, with what speaks for it."""
    return list(
        rows(
            connection,
            "select s.left_id, x.name as left_name, s.right_id, y.name as right_name, x.kind, s.score, s.rule, s.evidence "
            "from signatory_suggestions as s join signatories as x on x.id = s.left_id "
            "join signatories as y on y.id = s.right_id where s.state = 'open' order by s.score desc limit ?",
            limit,
        )
    )


def decide_signatures(
    connection: sqlite3.Connection,
    article_id: int,
    verdicts: Mapping[int, decisions.Verdict],
    *,
    by: str,
    at: str,
    why: str,
    edits: Mapping[int, Mapping[str, object]] | None = None,
) -> int:
    """Store decisions for list positions of an article in one transaction; returns how many.

    The article leaves the queue. Raises `UsageError` for a position the article does not have.
    """
    known = dict(
        connection.execute(
            "select position, id from signatures where article_id = ? and withdrawn_at is null", (article_id,)
        ).fetchall()
    )
    missing = sorted(set(verdicts) - set(known))
    if missing:
        raise UsageError(
            f"article {article_id} has no signature at position {missing[0]}: `aggregator show {article_id}`"
        )
    with connection:
        for position, verdict in verdicts.items():
            edit = (edits or {}).get(position)
            decisions.decide(connection, known[position], verdict, by=by, at=at, why=why, edit=edit)
        connection.execute("update articles set needs_review = '' where id = ?", (article_id,))
        _recount(connection, article_id)
    return len(verdicts)


def _recount(connection: sqlite3.Connection, article_id: int) -> None:
    counts.refresh(connection, "articles", article_id)
    touched = connection.execute(
        "select distinct statement_id from signatures where article_id = ?", (article_id,)
    )
    for (statement_id,) in touched.fetchall():
        counts.refresh(connection, "statements", statement_id)
        signatories.assign(connection, statement_id)


def exported(connection: sqlite3.Connection) -> Iterable[str]:
    """Every judgement as a JSON line."""
    for row in rows(connection, f"select {', '.join(COLUMNS)} from judgements order by id"):
        yield json.dumps(row, ensure_ascii=False)


def undo(connection: sqlite3.Connection, judgement_id: int, at: str) -> None:
    """Take a judgement back; the row stays. Stories are made anew at once, the machine's own finding of anything
    else counts again after the next extraction.

    Raises `UsageError` where there is no such judgement.
    """
    row = connection.execute(
        "select subject from judgements where id = ? and undone_at is null", (judgement_id,)
    ).fetchone()
    if row is None:
        raise UsageError(
            f"no judgement {judgement_id} to take back: `aggregator review judgements` lists them"
        )
    with connection:
        if row[0] == "story":
            story_judgements.undo(connection, judgement_id, at=at)
        else:
            connection.execute("update judgements set undone_at = ? where id = ?", (at, judgement_id))
