"""Human decisions about signatures: stored with who, when and why; applied again after every extraction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Literal

Verdict = Literal["accept", "reject", "edit"]
EDITABLE = ("name_as_printed", "kind", "role", "affiliation", "country", "former")
_DECISION = {"accept": "accepted", "reject": "rejected", "edit": "edited"}


def decide(
    connection: sqlite3.Connection,
    signature_id: int,
    verdict: Verdict,
    *,
    by: str,
    at: str,
    why: str = "",
    edit: Mapping[str, object] | None = None,
) -> int:
    """Store a decision about a signature and apply it. Returns the judgement's id.

    ``edit`` maps columns of `EDITABLE` to new values. Raises `LookupError` where there is no such signature.
    """
    row = connection.execute(
        "select s.article_id, s.name_key, s.kind, a.text_sha256 from signatures as s "
        "join articles as a on a.id = s.article_id where s.id = ?",
        (signature_id,),
    ).fetchone()
    if row is None:
        raise LookupError(f"no signature {signature_id}")
    article_id, key, kind, text_sha256 = row
    detail = {"name_key": key, "kind": kind, "text_sha256": text_sha256}
    detail |= {"edit": {k: v for k, v in (edit or {}).items() if k in EDITABLE}}
    cursor = connection.execute(
        "insert into judgements (subject, left_id, verdict, detail, by, at, why) "
        "values ('signature', ?, ?, ?, ?, ?, ?)",
        (article_id, verdict, json.dumps(detail, ensure_ascii=False), by, at, why),
    )
    apply(connection, article_id, text_sha256)
    return int(cursor.lastrowid or 0)


def apply(connection: sqlite3.Connection, article_id: int, text_sha256: str) -> None:
    """Apply the article's decisions to its signatures, the newest last.

    A decision made on another text is not applied; the article goes back to the review queue instead.
    """
    rows = connection.execute(
        "select verdict, detail, by from judgements where subject = 'signature' and left_id = ? "
        "and undone_at is null order by id",
        (article_id,),
    ).fetchall()
    for verdict, detail_text, by in rows:
        detail = json.loads(detail_text)
        if detail["text_sha256"] == text_sha256:
            _apply_one(connection, article_id, verdict, detail)
        else:
            connection.execute(
                "update articles set needs_review = ? where id = ?",
                (f"the text changed after a decision by {by}", article_id),
            )


def _apply_one(
    connection: sqlite3.Connection, article_id: int, verdict: str, detail: Mapping[str, object]
) -> None:
    edit = detail["edit"]
    values: dict[str, object] = {"decision": _DECISION[verdict]} | (
        dict(edit) if isinstance(edit, dict) else {}
    )
    connection.execute(
        f"update signatures set {', '.join(f'{c} = :{c}' for c in values)} "
        "where article_id = :article_id and name_key = :name_key and kind = :old_kind",
        values | {"article_id": article_id, "name_key": detail["name_key"], "old_kind": detail["kind"]},
    )
