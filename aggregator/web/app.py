"""Builds the Datasette object, the same on 0.65 and 1.0, and serves it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import uvicorn
import yaml
from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm

from aggregator.store.document import descriptions
from aggregator.web import plugin

HERE = Path(__file__).parent
NAME = "news"
HIDDEN = (
    "article_search",
    "article_texts",
    "common_shingles",
    "segments",
    "shingles",
    "signatory_aliases",
    "text_digests",
    "_sqlite_migrations",
)


def app(path: Path | str, *, is_public: bool = False) -> Any:
    """A `Datasette` over the database file with our pages, settings and descriptions.

    ``is_public``: no SQL from visitors. The file is opened read-only by Datasette and may be written meanwhile.
    """
    # With rich installed, Datasette prints a traceback with local variables for every 404 and blocks meanwhile.
    # Imported late: as a first import of Datasette it would be registered before its hook is defined.
    from datasette import handle_exception

    handle_exception.rich = None
    if not pm.is_registered(plugin):
        pm.register(plugin, name="aggregator.web.plugin")
    front = yaml.safe_load((HERE / "front.yaml").read_text(encoding="utf-8"))
    settings = front.pop("settings") | ({"default_allow_sql": False} if is_public else {})
    ds = Datasette(
        [],
        memory=False,
        settings=settings,
        static_mounts=[("static", str(HERE / "static"))],
        template_dir=str(HERE / "templates" / "datasette"),
        **_described(front),
    )
    ds.add_database(Database(ds, path=str(path), is_mutable=True), name=NAME)
    return ds


def _described(front: dict[str, Any]) -> dict[str, Any]:
    tables = {
        name: {
            "description": columns["_"],
            "columns": {column: text for column, text in columns.items() if column != "_"},
            "hidden": name in HIDDEN,
        }
        for name, columns in descriptions().items()
    }
    database = front["databases"][NAME]
    for name, extra in database.get("tables", {}).items():
        tables[name] = tables.get(name, {}) | extra
    database["tables"] = tables
    if not plugin.IS_1_0:
        return {"metadata": front}
    queries = database.pop("queries")
    return {"metadata": front, "config": {"databases": {NAME: {"queries": queries}}}}


def serve(path: Path | str, *, host: str, port: int, is_public: bool) -> None:
    """Serve until interrupted."""
    uvicorn.run(
        app(path, is_public=is_public).app(), host=host, port=port, log_level="warning", access_log=False
    )
