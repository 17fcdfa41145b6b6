"""An article: text in its own direction, signatories with their evidence, revisions, provenance."""

from __future__ import annotations

import json
from typing import Any

from datasette import Response

from aggregator.web import render
from aggregator.web.evidence import marked_blocks
from aggregator.web.pages.lists import ARTICLE
from aggregator.web.query import Reader
from aggregator.web.wording import word_changes

SIGNATURES = (
    "select s.*, g.slug from signatures as s left join signatories as g on g.id = s.signatory_id "
    "where s.decision <> 'rejected' and "
)
ONE = (
    "select a.*, c.name as source, c.owner, t.text, t.blocks, coalesce(y.article_count, 1) as copy_count "
    "from articles as a join sources as c on c.id = a.source_id join article_texts as t on t.article_id = a.id "
    "left join stories as y on y.id = a.story_id where a.id = :id"
)
PARTS = {
    "revisions": "select number, at, changed from revisions where article_id = :id order by number desc",
    "links": "select * from related_links where article_id = :id and kind in ('in-text', 'document', 'related') "
    "order by position limit 100",
    "captures": "select k.* from captures as k where k.page_id = :page order by k.id desc limit 20",
    "copies": f"{ARTICLE} where a.story_id = :story and a.id <> :id order by a.published limit 20",
    "citing": f"{ARTICLE} where a.id in (select article_id from related_links where target_article_id = :id "
    "and kind in ('in-text', 'document')) order by a.published desc, a.id desc limit 50",
    "states": "select * from page_states where page_id = :page order by id desc limit 20",
}
REVISIONS = (
    "select r.number, r.at, r.title, r.text, a.language, a.title as now from revisions as r "
    "join articles as a on a.id = r.article_id where r.article_id = :id and r.number in (:number, :number - 1) "
    "order by r.number"
)


async def article(request: Any, reader: Reader) -> Response:
    """One article."""
    values = {"id": int(request.url_vars["id"])}
    item = await reader.one(f"article {values['id']}", ONE, values)
    signatures = await reader.rows(
        SIGNATURES + "s.article_id = :id order by s.withdrawn_at is not null, s.position", values
    )
    values |= {"page": item["page_id"], "story": item["story_id"]}
    return Response.html(
        render.page(
            request,
            "article.html",
            item=item,
            signatures=signatures,
            blocks=marked_blocks(item["text"], json.loads(item["blocks"]), signatures),
            provenance=json.loads(item["provenance"]),
            **{name: await reader.rows(sql, values) for name, sql in PARTS.items()},
        )
    )


async def changes(request: Any, reader: Reader) -> Response:
    """What changed between a revision and the one before, word by word."""
    values = {"id": int(request.url_vars["id"]), "number": int(request.url_vars["number"])}
    await reader.one(
        f"revision {values['number']} of article {values['id']}",
        "select 1 from revisions where article_id = :id and number = :number and number > 1",
        values,
    )
    before, after = await reader.rows(REVISIONS, values)
    names = await reader.rows(
        "select * from signature_changes where article_id = :id and revision = :number order by id", values
    )
    return Response.html(
        render.page(
            request,
            "changes.html",
            article_id=values["id"],
            before=before,
            after=after,
            title=word_changes(before["title"], after["title"]),
            text=word_changes(before["text"], after["text"]),
            names=names,
        )
    )


ROUTES = [
    (r"^/article/(?P<id>[0-9]{1,15})$", article),
    (r"^/article/(?P<id>[0-9]{1,15})/revision/(?P<number>[0-9]{1,6})$", changes),
]
