"""Questions about signatories: who signed, with whom, and the network of co-signatures."""

from __future__ import annotations

import sqlite3

from aggregator.errors import UsageError
from aggregator.identity.folding import fold
from aggregator.store.lookup import Row, rows

MOST = 100_000


_BEGINS = "name_key >= ?1 and name_key < ?2 or name = ?3"
_WITHIN = "instr(' ' || name_key, ' ' || ?1) > 0"


def find(connection: sqlite3.Connection, name: str, limit: int) -> list[Row]:
    """Signatories with a spelling that begins with ``name``, or else one of whose words does, compared folded.

    Most statements first. The second question reads every name, the first one an index.
    """
    low = fold(name)
    values = (low, low + "\U0010ffff", name, limit)
    return _named(connection, _BEGINS, values) or (_named(connection, _WITHIN, values) if low else [])


def _named(connection: sqlite3.Connection, condition: str, values: tuple[object, ...]) -> list[Row]:
    return list(
        rows(
            connection,
            "select g.id, g.slug, g.name, g.kind, g.country, g.statement_count, g.first_signed, g.last_signed "
            "from signatories as g where g.merged_into is null and g.id in (select signatory_id from signatory_names "
            f"where {condition}) order by g.statement_count desc, g.id limit ?4",
            *values,
        )
    )


def top(connection: sqlite3.Connection, limit: int) -> list[Row]:
    """Signatories by number of statements."""
    return list(
        rows(
            connection,
            "select id, slug, name, kind, country, statement_count, first_signed, last_signed from signatories "
            "where merged_into is null and statement_count > 0 order by statement_count desc, id limit ?",
            limit,
        )
    )


def one(connection: sqlite3.Connection, name_or_slug: str) -> Row:
    """The one signatory of that slug or name.

    Raises `UsageError` where there is none, or more than one: then it names them.
    """
    by_slug = list(rows(connection, "select id, slug, name from signatories where slug = ?", name_or_slug))
    found = by_slug or find(connection, name_or_slug, 10)
    if not found:
        raise UsageError(
            f"nobody named {name_or_slug!r} signed anything here: `aggregator signatories NAME` looks around"
        )
    exact = [row for row in found if row["name"] == name_or_slug]
    if len(found) > 1 and len(exact) != 1:
        slugs = ", ".join(row["slug"] for row in found)
        raise UsageError(f"{name_or_slug!r} may be any of: {slugs}. Name one of these")
    return (exact or found)[0]


def signed(connection: sqlite3.Connection, signatory_id: int, limit: int) -> list[Row]:
    """What a signatory signed, as whom, with the proof."""
    return list(
        rows(
            connection,
            "select signed_by, statement, statement_id, name_as_printed, role, affiliation, url, evidence, "
            "article_id from who_signed_what where signatory_id = ? order by signed_by desc limit ?",
            signatory_id,
            limit,
        )
    )


def signatories_of(connection: sqlite3.Connection, statement_id: int) -> list[Row]:
    """Who signed a statement: every name of every witness. Raises `UsageError` for an unknown statement."""
    if not connection.execute("select 1 from statements where id = ?", (statement_id,)).fetchone():
        raise UsageError(f"no statement {statement_id}: `aggregator statements` lists the numbers")
    return list(
        rows(
            connection,
            "select position, name_as_printed, kind, role, affiliation, country, url, evidence, confidence, "
            "withdrawn_at, article_id from who_signed_what where statement_id = ? order by article_id, position",
            statement_id,
        )
    )


def together(connection: sqlite3.Connection, signatory_id: int, limit: int) -> list[Row]:
    """Who signs together with a signatory, most often first."""
    return list(
        rows(
            connection,
            "select co_signatory, statements, weight from co_signatories where signatory_id = ? "
            "order by statements desc, co_signatory limit ?",
            signatory_id,
            limit,
        )
    )


def edges(connection: sqlite3.Connection, least: int) -> list[Row]:
    """Pairs that signed at least ``least`` statements together, for a network."""
    return list(
        rows(
            connection,
            "select p.a, p.b, x.name as a_name, x.kind as a_kind, y.name as b_name, y.kind as b_kind, p.n, p.weight "
            "from cosign as p join signatories as x on x.id = p.a join signatories as y on y.id = p.b "
            "where p.n >= ? order by p.n desc, p.a, p.b",
            least,
        )
    )
