"""Titles, settings, questions and descriptions for Datasette: one source, ``front.yaml``, split for both lines.

0.65 reads facets and questions from the metadata; 1.0 reads them from the configuration and ignores the others.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from aggregator.store.document import descriptions

HERE = Path(__file__).parent
NAME = "news"
INTERNAL = frozenset(
    {
        "article_search",
        "article_texts",
        "common_shingles",
        "segments",
        "shingles",
        "signatory_aliases",
        "signatory_keys",
        "signatory_mentions",
        "signatory_suggestions",
        "statement_overlaps",
        "statement_signers",
        "text_digests",
        "_sqlite_migrations",
    }
)
"""Tables that hold how things are found, not what was found: kept out of lists, still there for SQL."""


@cache
def source() -> dict[str, Any]:
    """``front.yaml`` as it is written. Not to be changed."""
    loaded: dict[str, Any] = yaml.safe_load((HERE / "front.yaml").read_text(encoding="utf-8"))
    return loaded


def settings(*, is_public: bool = False) -> dict[str, Any]:
    """Datasette's settings; ``is_public``: no SQL from visitors."""
    chosen: dict[str, Any] = source()["settings"]
    return chosen | ({"default_allow_sql": False} if is_public else {})


def questions() -> dict[str, dict[str, str]]:
    """Question id -> title, description and SQL, in the order they are shown."""
    asked: dict[str, dict[str, str]] = source()["databases"][NAME]["queries"]
    return asked


def views() -> dict[str, str]:
    """View -> what one row is."""
    described: dict[str, str] = source()["databases"][NAME]["views"]
    return described


def metadata() -> dict[str, Any]:
    """What Datasette shows: titles, descriptions, facets, and for 0.65 the questions."""
    extra = source()["databases"][NAME]["tables"]
    tables = {
        name: {
            "description": columns["_"],
            "columns": {column: text for column, text in columns.items() if column != "_"},
            "hidden": name in INTERNAL,
        }
        | extra.get(name, {})
        for name, columns in descriptions().items()
    }
    tables |= {name: {"description": text} | extra.get(name, {}) for name, text in views().items()}
    tables["_sqlite_migrations"] = {"hidden": True}
    database = {"tables": tables, "queries": questions()}
    return {
        "title": source()["title"],
        "description": source()["description"],
        "databases": {NAME: database},
    }


def config() -> dict[str, Any]:
    """What Datasette 1.0 takes from its configuration: questions, facets, what is hidden."""
    kept = ("facets", "sort_desc", "label_column", "hidden")
    tables = {
        name: {key: table[key] for key in kept if key in table}
        for name, table in metadata()["databases"][NAME]["tables"].items()
    }
    return {"databases": {NAME: {"queries": questions(), "tables": tables}}}
