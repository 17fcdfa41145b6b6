"""FollowTheMoney entities as JSON lines, for Aleph and OpenSanctions tools.

Schema names and properties: followthemoney.tech (Person, Organization, Article, Document, Membership,
UnknownLink). Written without the library, whose dependencies need a compiler; entity ids are stable
digests of what makes the entity.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from aggregator.export.files import whole
from aggregator.store.lookup import Row, rows

Entity = dict[str, object]


def write(connection: sqlite3.Connection, path: Path) -> int:
    """Write every signatory, statement, witness and signature; returns the number of entities."""
    count = 0
    with whole(path) as partial, partial.open("w", encoding="utf-8") as file:
        for count, entity in enumerate(entities(connection), 1):
            file.write(json.dumps(entity, ensure_ascii=False) + "\n")
    return count


def entities(connection: sqlite3.Connection) -> Iterator[Entity]:
    """Entities in the order signatories, statements, witnesses, signatures."""
    for row in rows(
        connection, "select * from signatories where merged_into is null and statement_count > 0 order by id"
    ):
        yield _signatory(connection, row)
    for row in rows(connection, "select * from statements order by id"):
        yield _entity(
            "Document",
            ("statement", row["id"]),
            title=row["title"],
            date=row["first_published"],
            language=row["language"],
        )
    for row in rows(
        connection,
        "select a.*, w.statement_id, c.name as source from statement_articles as w join articles "
        "as a on a.id = w.article_id join sources as c on c.id = a.source_id order by a.id",
    ):
        yield _entity(
            "Article",
            ("article", row["id"]),
            title=row["title"],
            sourceUrl=row["url"],
            publisher=row["source"],
            publishedAt=row["published"],
            contentHash=row["text_sha256"],
        )
    for row in rows(
        connection, "select * from who_signed_what where signatory_id is not null order by signature_id"
    ):
        yield _entity(
            "UnknownLink",
            ("signature", row["signature_id"]),
            subject=_id("signatory", row["signatory_id"]),
            object=_id("statement", row["statement_id"]),
            role=row["role"] or "signatory",
            date=row["signed_by"],
            sourceUrl=row["url"],
            summary=row["evidence"],
        )


def _signatory(connection: sqlite3.Connection, row: Row) -> Entity:
    names = rows(
        connection, "select name from signatory_names where signatory_id = ? order by n desc, name", row["id"]
    )
    spellings = [spelling["name"] for spelling in names]
    schema = "Person" if row["kind"] == "person" else "Organization"
    return _entity(
        schema,
        ("signatory", row["id"]),
        name=row["name"],
        country=row["country"].lower(),
        alias=[spelling for spelling in spellings if spelling != row["name"]],
    )


def _entity(schema: str, key: tuple[str, int], **properties: object) -> Entity:
    kept = {
        name: value if isinstance(value, list) else [value] for name, value in properties.items() if value
    }
    return {"id": _id(*key), "schema": schema, "properties": kept}


def _id(kind: str, number: int) -> str:
    return hashlib.sha1(f"aggregator/{kind}/{number}".encode()).hexdigest()
