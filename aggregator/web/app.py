"""Builds the Datasette object, the same on 0.65 and 1.0, and serves it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm

from aggregator.web import front, plugin


def app(path: Path | str, *, is_public: bool = False, downloads: Path | None = None) -> Any:
    """A `Datasette` over the database file with our pages, settings and descriptions.

    ``is_public``: no SQL from visitors. ``downloads``: the directory of dated snapshots, ``downloads`` beside the
    file unless said. The file is opened read-only by Datasette and may be written meanwhile.
    """
    if not pm.is_registered(plugin):
        pm.register(plugin, name="aggregator.web.plugin")
    ds = Datasette(
        [],
        memory=False,
        settings=front.settings(is_public=is_public),
        static_mounts=[("static", str(front.HERE / "static"))],
        template_dir=str(front.HERE / "templates" / "datasette"),
        metadata=front.metadata(),
        **({"config": front.config()} if plugin.IS_1_0 else {}),
    )
    ds.add_database(Database(ds, path=str(path), is_mutable=True), name=front.NAME)
    ds.downloads = downloads or Path(path).parent / "downloads"
    return ds


def serve(path: Path | str, *, host: str, port: int, is_public: bool, downloads: Path | None = None) -> None:
    """Serve until interrupted."""
    application = app(path, is_public=is_public, downloads=downloads).app()
    uvicorn.run(application, host=host, port=port, log_level="warning", access_log=False)
