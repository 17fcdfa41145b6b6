"""An article, a statement, a story: text in its own direction, signatories with their evidence, provenance."""

from __future__ import annotations

import json
from typing import Any

from datasette import Response

from aggregator.web import render
from aggregator.web.evidence import marked_blocks
from aggregator.web.query import Reader
from aggregator.web.wording import word_changes

SIGNATURES = (
    "select s.*, g.slug from signatures as s left join signatories as g on g.id = s.signatory_id "
    "where s.decision <> 'rejected' and "
)


async def article(request: Any, reader: Reader) -> Response:
    """One article."""
    values = {"id": int(request.url_vars["id"])}
    item = await reader.one(
        f"article {values['id']}",
        "select a.*, c.name as source, c.owner, t.text, t.blocks from articles as a join sources as c "
        "on c.id = a.source_id join article_texts as t on t.article_id = a.id where a.id = :id",
        values,
    )
    signatures = await reader.rows(
        SIGNATURES + "s.article_id = :id order by s.withdrawn_at is not null, s.position", values
    )
    parts = {
        "revisions": "select number, at, changed from revisions where article_id = :id order by number desc",
        "links": "select * from related_links where article_id = :id and kind in ('in-text', 'document', 'related') "
        "order by position limit 100",
        "captures": "select k.* from captures as k where k.page_id = :page order by k.id desc limit 20",
        "copies": "select a.id, a.title, a.language, a.published, a.signature_count, a.gone_at, a.source_id, "
        "c.name as source from articles as a join sources as c on c.id = a.source_id "
        "where a.story_id = :story and a.id <> :id order by a.published limit 50",
        "addresses": "select * from article_addresses where article_id = :id order by relation, url_normalised",
        "states": "select * from page_states where page_id = :page order by id desc limit 20",
    }
    values |= {"page": item["page_id"], "story": item["story_id"]}
    found = {name: await reader.rows(sql, values) for name, sql in parts.items()}
    return Response.html(
        render.page(
            "article.html",
            item=item,
            signatures=signatures,
            blocks=marked_blocks(item["text"], json.loads(item["blocks"]), signatures),
            authors=json.loads(item["authors"]),
            provenance=json.loads(item["provenance"]),
            **found,
        )
    )


async def changes(request: Any, reader: Reader) -> Response:
    """What changed between a revision and the one before, word by word."""
    values = {"id": int(request.url_vars["id"]), "number": int(request.url_vars["number"])}
    rows = await reader.rows(
        "select r.number, r.at, r.title, r.text, r.changed, a.language, a.title as now from revisions as r "
        "join articles as a on a.id = r.article_id where r.article_id = :id and r.number in (:number, :number - 1) "
        "order by r.number",
        values,
    )
    new = await reader.one(
        f"revision {values['number']} of article {values['id']}",
        "select 1 from revisions where article_id = :id and number = :number and number > 1",
        values,
    )
    del new
    names = await reader.rows(
        "select * from signature_changes where article_id = :id and revision = :number order by id", values
    )
    before, after = rows
    return Response.html(
        render.page(
            "changes.html",
            article_id=values["id"],
            before=before,
            after=after,
            title=word_changes(before["title"], after["title"]),
            text=word_changes(before["text"], after["text"]),
            names=names,
        )
    )


async def statement(request: Any, reader: Reader) -> Response:
    """One statement: its witnesses, the union of the names, and what changed."""
    values = {"id": int(request.url_vars["id"])}
    item = await reader.one(f"statement {values['id']}", "select * from statements where id = :id", values)
    witnesses = await reader.rows(
        "select a.id, a.title, a.language, a.published, a.signature_count, a.gone_at, a.source_id, c.name as source, "
        "w.form from statement_articles as w join articles as a on a.id = w.article_id "
        "join sources as c on c.id = a.source_id where w.statement_id = :id order by a.published",
        values,
    )
    signatures = await reader.rows(
        SIGNATURES + "s.statement_id = :id group by coalesce(s.signatory_id, -s.id) "
        "order by min(s.article_id), s.position",
        values,
    )
    delta = await reader.rows(
        "select * from signature_changes where statement_id = :id order by at, id", values
    )
    return Response.html(
        render.page("statement.html", item=item, witnesses=witnesses, signatures=signatures, delta=delta)
    )


async def story(request: Any, reader: Reader) -> Response:
    """One story: every copy in order of publication."""
    values = {"id": int(request.url_vars["id"])}
    item = await reader.one(f"story {values['id']}", "select * from stories where id = :id", values)
    copies = await reader.rows(
        "select a.id, a.title, a.language, a.published, a.signature_count, a.gone_at, a.source_id, c.name as source, "
        "c.owner from articles as a join sources as c on c.id = a.source_id where a.story_id = :id "
        "order by a.published, a.id limit 500",
        values,
    )
    return Response.html(render.page("story.html", item=item, copies=copies))


ROUTES = [
    (r"^/article/(?P<id>[0-9]{1,15})$", article),
    (r"^/article/(?P<id>[0-9]{1,15})/revision/(?P<number>[0-9]{1,6})$", changes),
    (r"^/statement/(?P<id>[0-9]{1,15})$", statement),
    (r"^/story/(?P<id>[0-9]{1,15})$", story),
]
