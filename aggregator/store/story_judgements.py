"""What operators decide on stories: rows that win over the machine and can be undone.

A judgement says of two articles that they are the ``same`` story or ``different`` ones. Stories are
what the copies found by the machine and the judgements together make of their articles.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from aggregator.errors import StoreError
from aggregator.store import counts

_STANDING = (
    "select left_id, right_id, verdict from judgements"
    " where subject = 'story' and undone_at is null and (left_id in ({0}) or right_id in ({0})) order by id"
)


def join(db: sqlite3.Connection, left_id: int, right_id: int, *, by: str, at: str, why: str = "") -> int:
    """Put two articles into one story. The new judgement's id; raises `StoreError` for an unknown article."""
    return _judge(db, left_id, right_id, "same", (by, at, why))


def split(db: sqlite3.Connection, left_id: int, right_id: int, *, by: str, at: str, why: str = "") -> int:
    """Keep two articles apart; each keeps the copies it is closer to. Returns and raises as `join` does."""
    return _judge(db, left_id, right_id, "different", (by, at, why))


def undo(db: sqlite3.Connection, judgement_id: int, *, at: str) -> None:
    """Take a judgement back. Raises `StoreError` where no such judgement of a story stands."""
    row = db.execute(
        "update judgements set undone_at = ? where id = ? and subject = 'story' and undone_at is null"
        " returning left_id, right_id",
        (at, judgement_id),
    ).fetchone()
    if row is None:
        raise StoreError(
            f"judgement {judgement_id}",
            "is not a standing judgement on a story",
            "List them with `aggregator story ID`",
        )
    _regroup_and_count(db, [_story_of(db, article_id) for article_id in row])


def any_barrier(db: sqlite3.Connection) -> bool:
    """Whether any two articles are kept apart by an operator."""
    rows = db.execute(
        "select 1 from judgements where subject = 'story' and verdict = 'different' and undone_at is null limit 1"
    )
    return rows.fetchone() is not None


def _judge(
    db: sqlite3.Connection, left_id: int, right_id: int, verdict: str, who: tuple[str, str, str]
) -> int:
    stories = [_story_of(db, left_id), _story_of(db, right_id)]
    if left_id == right_id:
        raise StoreError(f"article {left_id}", "is compared with itself", "Name two articles")
    cursor = db.execute(
        "insert into judgements (subject, left_id, right_id, verdict, by, at, why) values ('story', ?, ?, ?, ?, ?, ?)",
        (left_id, right_id, verdict, *who),
    )
    _regroup_and_count(db, stories)
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _regroup_and_count(db: sqlite3.Connection, stories: list[int]) -> None:
    for story_id in sorted(set(regroup(db, stories).values())):
        counts.refresh(db, "stories", story_id)


def _story_of(db: sqlite3.Connection, article_id: int) -> int:
    row = db.execute("select story_id from story_articles where article_id = ?", (article_id,)).fetchone()
    if row is None:
        raise StoreError(f"article {article_id}", "is in no story", "Name the id of a stored article")
    return int(row[0])


def regroup(db: sqlite3.Connection, stories: Iterable[int]) -> dict[int, int]:
    """Make the stories given, all together, anew from their links and judgements. Returns article -> story.

    The part with a story's oldest article keeps its id; other parts get new ones.
    """
    story_of = _members(db, stories)
    parts = partition(sorted(story_of), *_ties(db, sorted(story_of)))
    placed: dict[int, int] = {}
    taken: set[int] = set()
    for part in parts:
        free = [story_of[article_id] for article_id in part if story_of[article_id] not in taken]
        story_id = free[0] if free else _new_story(db)
        taken.add(story_id)
        placed |= dict.fromkeys(part, story_id)
    _store(db, placed, story_of)
    return placed


def _members(db: sqlite3.Connection, stories: Iterable[int]) -> dict[int, int]:
    wanted = sorted(set(stories))
    marks = ", ".join("?" * len(wanted))
    rows = db.execute(f"select article_id, story_id from story_articles where story_id in ({marks})", wanted)
    return dict(rows.fetchall())


def _ties(db: sqlite3.Connection, articles: list[int]) -> tuple[list[tuple[int, int]], set[tuple[int, int]]]:
    """Pairs that belong together, the surest first, and pairs that must stay apart."""
    known, marks = set(articles), ", ".join(map(str, articles))
    judged = db.execute(_STANDING.format(marks)).fetchall()
    last = {(min(left, right), max(left, right)): verdict for left, right, verdict in judged}
    copies = db.execute(
        f"select article_id, of_article_id from copies where relation = 'copy' and article_id in ({marks})"
        " order by score desc, article_id, of_article_id"
    ).fetchall()
    together = [pair for pair, verdict in last.items() if verdict == "same"] + copies
    apart = {pair for pair, verdict in last.items() if verdict == "different"}
    return [(left, right) for left, right in together if {left, right} <= known], apart


def partition(
    articles: list[int], together: list[tuple[int, int]], apart: set[tuple[int, int]]
) -> list[list[int]]:
    """Connected parts, each and all in ascending order. A pair that would join two kept apart is passed over."""
    part_of = {article_id: [article_id] for article_id in articles}
    barriers: dict[int, set[int]] = defaultdict(set)
    for left, right in apart:
        barriers[left].add(right)
        barriers[right].add(left)
    for left, right in together:
        ours, theirs = part_of[left], part_of[right]
        if ours is theirs or any(barriers[article_id] & set(theirs) for article_id in ours):
            continue
        ours += theirs
        part_of |= dict.fromkeys(theirs, ours)
    return sorted(sorted(part) for part in {id(part): part for part in part_of.values()}.values())


def _new_story(db: sqlite3.Connection) -> int:
    story_id = db.execute("insert into stories default values").lastrowid
    assert story_id is not None
    return story_id


def _store(db: sqlite3.Connection, placed: dict[int, int], before: dict[int, int]) -> None:
    moved = [
        (story_id, article_id) for article_id, story_id in placed.items() if before[article_id] != story_id
    ]
    db.executemany("update story_articles set story_id = ? where article_id = ?", moved)
    db.executemany("update articles set story_id = ? where id = ?", moved)
    gone = sorted(set(before.values()) - set(placed.values()))
    db.executemany("delete from stories where id = ?", [(story_id,) for story_id in gone])


def move(db: sqlite3.Connection, stories: list[int], into: int) -> None:
    """Dissolve stories into another."""
    for story_id in stories:
        db.execute("update articles set story_id = ? where story_id = ?", (into, story_id))
        db.execute("update story_articles set story_id = ? where story_id = ?", (into, story_id))
        db.execute("delete from stories where id = ?", (story_id,))
