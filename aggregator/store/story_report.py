"""Why articles are one story: every member with its score, its rule and the copy it was matched with."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from aggregator.errors import StoreError

_MEMBERS = """
select m.article_id, a.title, a.url, a.source_id, s.owner, a.published, m.wire, m.method, m.score, m.of_article_id
from story_articles as m join articles as a on a.id = m.article_id join sources as s on s.id = a.source_id
where m.story_id = ? order by a.published is null, a.published, a.id
"""
_LINKS = """
select c.article_id, c.of_article_id, c.relation, c.rule, c.score, c.share, c.of_share
from copies as c where c.article_id in (select article_id from story_articles where story_id = :story)
or c.of_article_id in (select article_id from story_articles where story_id = :story)
order by c.relation desc, c.article_id, c.of_article_id
"""
_JUDGEMENTS = """
select id, left_id, right_id, verdict, by, at, why, undone_at from judgements
where subject = 'story' and (left_id in (select article_id from story_articles where story_id = :story)
or right_id in (select article_id from story_articles where story_id = :story)) order by id
"""


@dataclass(frozen=True, slots=True)
class Member:
    """An article of the story; the first in order of publication is the lead copy."""

    article_id: int
    title: str
    url: str
    source_id: str
    owner: str
    published: str | None
    wire: str
    """The agency credited in byline or dateline, or empty."""
    method: str
    """first, exact, near or operator."""
    score: float | None
    """Covered share of the text that is covered most, 0 to 1; none for the first."""
    of_article_id: int | None


@dataclass(frozen=True, slots=True)
class Tie:
    """A pair the machine linked: a copy, or a text that contains another and is no copy of it."""

    article_id: int
    of_article_id: int
    relation: str
    rule: str
    score: float
    share: float
    """How much of the article is in the other."""
    of_share: float


@dataclass(frozen=True, slots=True)
class Decision:
    """What an operator said of two articles; ``undone_at`` is none while it stands."""

    id: int
    left_id: int
    right_id: int
    verdict: str
    by: str
    at: str
    why: str
    undone_at: str | None


@dataclass(frozen=True, slots=True)
class Story:
    """A story with all it rests on."""

    id: int
    members: list[Member]
    ties: list[Tie]
    decisions: list[Decision]


def explain(db: sqlite3.Connection, story_id: int) -> Story:
    """The members of a story, in order of publication, and why they are in it.

    Raises `StoreError` where there is no such story.
    """
    members = [Member(*row) for row in db.execute(_MEMBERS, (story_id,))]
    if not members:
        raise StoreError(
            f"story {story_id}", "is not there", "See the table stories, or `articles.story_id`, for ids"
        )
    named = {"story": story_id}
    ties = [Tie(*row) for row in db.execute(_LINKS, named)]
    return Story(story_id, members, ties, [Decision(*row) for row in db.execute(_JUDGEMENTS, named)])
