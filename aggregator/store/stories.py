"""Stories: the articles that carry one text, found and kept inside the caller's transaction.

The index holds sampled shingle hashes (`aggregator.identity.shingles`), one posting per story and
hash: a story of four hundred copies takes hardly more room than one of two, and a hash is boilerplate
by the number of stories it is in, however often each was copied.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import repeat
from urllib.parse import urlsplit

from aggregator.identity.copies import Judgement, Prepared, Text, comparable, judge, prepare
from aggregator.identity.overlap import Seen
from aggregator.store import story_judgements

MOST_STORIES = 16
"""A hash in this many stories leaves the index: it says nothing any more."""
BOILERPLATE_STORIES = 3
CANDIDATES = 8
CANDIDATES_OF_A_STORY = 3
LEAST_EXACT_WORDS = 8
LEAST_SHARE = 0.2
"""Other members of a candidate's story are looked at where the candidate shares at least this."""
STORIES_LOOKED_INTO, MEMBERS_LOOKED_AT = 3, 5
REMEMBERED_TEXTS, REMEMBERED_CHARACTERS = 256, 20_000
"""So many stored texts, none longer, stay analysed: copies of a story and pages of a template arrive in bursts."""

_STORED = (
    "select a.title, t.text, a.url from article_texts t join articles a on a.id = t.article_id where a.id = ?"
)
_POSTINGS = (
    "select s.hash, s.article_id from json_each(?1) as wanted cross join shingles as s on s.hash = wanted.value "
    "union all select value, 0 from json_each(?1) where value in (select hash from common_shingles)"
)
"""(hash, article that holds it); article 0 where the hash left the index."""
_STORIES = (
    "select article_id, story_id from story_articles where article_id in (select value from json_each(?))"
)


@dataclass(frozen=True, slots=True)
class Link:
    """A judged pair: the article being placed and one already there."""

    of_article_id: int
    story_id: int
    judgement: Judgement


@dataclass(slots=True)
class Placement:
    """Where an article was put, and which stories were dissolved into that one."""

    story_id: int
    method: str
    score: float | None = None
    of_article_id: int | None = None
    links: list[Link] = field(default_factory=list)
    merged: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    """Stories whose counts are to be taken anew."""


@dataclass(slots=True)
class _Postings:
    """What the index knows of the hashes of one text."""

    stories: dict[int, set[int]]
    """Hash -> stories that have it; empty where neither a copy nor a full hash is possible."""
    holders: dict[int, list[int]]
    """Article -> hashes it holds."""
    story_of: dict[int, int]
    seen: Seen
    dropped: frozenset[int]
    """Hashes that left the index."""


def add(db: sqlite3.Connection, article_id: int, article: Prepared, wire: str = "") -> Placement:
    """Put a stored article into its story, or into a new one. The caller owns the transaction.

    ``article``: from `aggregator.identity.copies.prepare`; ``wire``: agency credited, empty for none.
    Raises `sqlite3.IntegrityError` where the article is placed already.
    """
    twin = _twin(db, article)
    postings = None if twin else _look_up(db, article.kept)
    links = [twin] if twin else _links(db, article.text, postings) if postings else []
    placement = _choose(db, links)
    placement.changed = [placement.story_id]
    _place(db, article_id, placement, wire)
    _write_links(db, article_id, links)
    if postings:
        db.execute("insert into text_digests values (?, ?)", (article.digest, article_id))
        _post(db, article_id, postings, article.kept, {placement.story_id, *placement.merged})
    if len({link.story_id for link in links}) > 1 and story_judgements.any_barrier(db):
        placed = story_judgements.regroup(db, [placement.story_id])
        placement.story_id, placement.changed = placed[article_id], sorted(set(placed.values()))
    return placement


def _place(db: sqlite3.Connection, article_id: int, placement: Placement, wire: str) -> None:
    db.execute(
        "insert into story_articles values (?, ?, ?, ?, ?, ?)",
        (article_id, placement.story_id, placement.method, placement.score, placement.of_article_id, wire),
    )
    story_judgements.move(db, placement.merged, placement.story_id)
    db.execute("update articles set story_id = ? where id = ?", (placement.story_id, article_id))


def index_again(db: sqlite3.Connection, article_id: int, article: Prepared) -> None:
    """Put the text of a placed article back into the index; what is there stays."""
    (story_id,) = db.execute(
        "select story_id from story_articles where article_id = ?", (article_id,)
    ).fetchone()
    db.execute("insert or ignore into text_digests values (?, ?)", (article.digest, article_id))
    _post(db, article_id, _look_up(db, article.kept), article.kept, {story_id})


def forget(db: sqlite3.Connection, article_id: int) -> None:
    """Take an article's text out of the index, before the text itself is taken down; its story keeps it."""
    row = db.execute(_STORED, (article_id,)).fetchone()
    if row is None:
        return
    gone = prepare(row[0], row[1], "")
    values = [(value, article_id) for value in sorted(gone.kept)]
    db.executemany("delete from shingles where hash = ? and article_id = ?", values)
    db.execute("delete from text_digests where digest = ? and article_id = ?", (gone.digest, article_id))


def _stored(db: sqlite3.Connection, article_id: int) -> Text | None:
    """The text of an article, analysed; none where it was taken down."""
    row = db.execute(_STORED, (article_id,)).fetchone()
    if row is None:
        return None
    analyse = _recent if len(row[1]) <= REMEMBERED_CHARACTERS else comparable
    return analyse(row[0], row[1], urlsplit(row[2]).hostname or "")


_recent = lru_cache(maxsize=REMEMBERED_TEXTS)(comparable)


def _twin(db: sqlite3.Connection, article: Prepared) -> Link | None:
    row = db.execute(
        "select d.article_id, m.story_id from text_digests d join story_articles m on m.article_id = d.article_id"
        " where d.digest = ? order by d.article_id limit 1",
        (article.digest,),
    ).fetchone()
    if row is None or len(article.text.words.tokens) < LEAST_EXACT_WORDS * article.text.words.per_word:
        return None
    return Link(row[0], row[1], Judgement("copy", "exact", 1.0, 1.0, 1.0))


def _look_up(db: sqlite3.Connection, hashes: frozenset[int]) -> _Postings:
    """Stories are asked for only where they can decide anything: most texts are like no other."""
    holders: dict[int, list[int]] = defaultdict(list)
    for value, article_id in db.execute(_POSTINGS, (json.dumps(sorted(hashes)),)):
        holders[article_id].append(value)
    dropped = frozenset(holders.pop(0, ()))
    found = [(value, article_id) for article_id, values in holders.items() for value in values]
    fullest = max(Counter(value for value, _ in found).values(), default=0)
    is_telling = fullest >= MOST_STORIES - 1 or len(holders) < len(found)
    story_of = dict(db.execute(_STORIES, (json.dumps(list(holders)),))) if is_telling else {}
    stories: dict[int, set[int]] = defaultdict(set)
    for value, article_id in found if is_telling else ():
        stories[value].add(story_of[article_id])
    often = {value for value, having in stories.items() if len(having) >= BOILERPLATE_STORIES}
    seen = Seen(dropped | often, hashes - dropped - often)
    return _Postings(stories, holders, story_of, seen, dropped)


def _links(db: sqlite3.Connection, text: Text, postings: _Postings) -> list[Link]:
    """The candidates that are copies or parts; then, for stories that failed by them, other members."""
    pairs = [(article_id, postings.story_of[article_id]) for article_id in _candidates(postings)]
    judged = list(_judged(db, text, pairs, postings.seen))
    found = {link.story_id for link in judged if link.judgement.relation == "copy"}
    near = dict.fromkeys(link.story_id for link in judged if link.judgement.score >= LEAST_SHARE)
    failed = [story_id for story_id in near if story_id not in found][:STORIES_LOOKED_INTO]
    others = [(other, story_id) for story_id in failed for other in _members(db, story_id)]
    judged += _judged(db, text, [pair for pair in others if pair not in pairs], postings.seen)
    return [link for link in judged if link.judgement.relation]


def _judged(db: sqlite3.Connection, text: Text, pairs: list[tuple[int, int]], seen: Seen) -> Iterator[Link]:
    """``pairs``: (article, its story)."""
    for article_id, story_id in pairs:
        other = _stored(db, article_id)
        if other is not None:
            yield Link(article_id, story_id, judge(text, other, seen))


def _members(db: sqlite3.Connection, story_id: int) -> list[int]:
    """The first few articles of a story."""
    rows = db.execute(
        "select article_id from story_articles where story_id = ? order by article_id limit ?",
        (story_id, MEMBERS_LOOKED_AT),
    )
    return [article_id for (article_id,) in rows]


def _candidates(postings: _Postings) -> list[int]:
    """The articles with the most telling hashes in common, at most 8, at most 3 of one story."""
    votes = {
        article_id: sum(1 / len(postings.stories[value]) for value in values)
        for article_id, values in postings.holders.items()
        if len(values) >= 2
    }
    chosen: list[int] = []
    taken: Counter[int] = Counter()
    for article_id in sorted(votes, key=lambda each: (-votes[each], each)):
        story_id = postings.story_of[article_id]
        if taken[story_id] < CANDIDATES_OF_A_STORY and len(chosen) < CANDIDATES:
            taken[story_id] += 1
            chosen.append(article_id)
    return chosen


def _choose(db: sqlite3.Connection, links: list[Link]) -> Placement:
    """The story of the best copy; stories of the other copies become one with it."""
    copies = [link for link in links if link.judgement.relation == "copy"]
    if not copies:
        story_id = db.execute("insert into stories default values").lastrowid
        assert story_id is not None
        return Placement(story_id, "first", links=links)
    best = max(copies, key=lambda link: (link.judgement.score, -link.of_article_id))
    stories = sorted({link.story_id for link in copies})
    method = "exact" if best.judgement.rule == "exact" else "near"
    return Placement(stories[0], method, best.judgement.score, best.of_article_id, links, stories[1:])


def _write_links(db: sqlite3.Connection, article_id: int, links: list[Link]) -> None:
    db.executemany(
        "insert or replace into copies values (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                article_id,
                link.of_article_id,
                link.judgement.relation,
                link.judgement.rule,
                link.judgement.score,
                link.judgement.left_share,
                link.judgement.right_share,
            )
            for link in links
        ],
    )


def _post(
    db: sqlite3.Connection, article_id: int, postings: _Postings, hashes: frozenset[int], stories: set[int]
) -> None:
    """Store the hashes its story does not have; those now in too many stories leave the index."""
    held = {value for value, having in postings.stories.items() if having & stories}
    new = sorted(hashes - postings.dropped - held)
    db.executemany("insert or ignore into shingles values (?, ?)", zip(new, repeat(article_id)))
    full = [value for value in new if len(postings.stories.get(value, ())) + 1 >= MOST_STORIES]
    if full:
        db.executemany("insert or ignore into common_shingles values (?)", [(value,) for value in full])
        db.executemany("delete from shingles where hash = ?", [(value,) for value in full])
