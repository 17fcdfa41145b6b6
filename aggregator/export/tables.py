"""What can be exported: stable views with stable columns, streamed, never cut."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from aggregator.errors import UsageError


@dataclass(frozen=True, slots=True)
class Export:
    """An exported table: its columns in their order, where they come from, how rows are ordered.

    Columns are only ever added.
    """

    name: str
    source: str
    order: str
    columns: tuple[str, ...]

    def sql(self, condition: str = "true") -> str:
        """The query of every row that meets ``condition``, which is SQL of ours."""
        return f"select {', '.join(self.columns)} from {self.source} where {condition} order by {self.order}"


def _export(name: str, source: str, order: str, columns: str) -> Export:
    return Export(name, source, order, tuple(columns.split()))


EXPORTS = {
    export.name: export
    for export in (
        _export(
            "signatures",
            "who_signed_what",
            "statement_id, article_id, position",
            "signature_id statement_id article_id signatory_id position signatory name_as_printed kind role former "
            "affiliation country statement signed_by article url language source owner confidence evidence withdrawn_at",
        ),
        _export(
            "statements",
            "statement_list",
            "id",
            "id title first_published place addressed_to claimed_count signatory_count article_count language",
        ),
        _export(
            "signatories",
            "signatories",
            "id",
            "id slug name kind country statement_count first_signed last_signed merged_into",
        ),
        _export(
            "articles",
            "article_list",
            "id",
            "id published title source owner language kind url signature_count collected_at gone_at story_id statement_id",
        ),
        _export("cosign", "cosign", "a, b", "a b n weight"),
        _export(
            "sources",
            "sources",
            "id",
            "id name owner homepage kind alignment languages countries article_count",
        ),
    )
}


REAL_COLUMNS = frozenset({"confidence", "weight"})
INTEGER_COLUMNS = frozenset({"id", "a", "b", "n", "position", "former", "merged_into"}) | {
    name
    for export in EXPORTS.values()
    for name in export.columns
    if name.endswith("_count") or (name.endswith("_id") and name != "source_id")
}


def chosen(name: str) -> Export:
    """The export of that name. Raises `UsageError` naming those there are."""
    if name not in EXPORTS:
        raise UsageError(f"there is no table {name!r} to export: {', '.join(EXPORTS)}")
    return EXPORTS[name]


def stream(connection: sqlite3.Connection, export: Export) -> Iterator[tuple[object, ...]]:
    """Every row, one at a time."""
    return iter(connection.execute(export.sql()))
