"""A folder that plain ``datasette serve`` runs, on 0.65 and on 1.0: database, settings, templates, plugin."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

from aggregator.export.files import whole
from aggregator.web import front

PLUGIN = '''"""Readers' pages; the package they come from must be installed beside Datasette."""

from aggregator.web.plugin import (
    asgi_wrapper,
    extra_template_vars,
    handle_exception,
    prepare_jinja2_environment,
    register_routes,
    startup,
)

__all__ = [
    "asgi_wrapper",
    "extra_template_vars",
    "handle_exception",
    "prepare_jinja2_environment",
    "register_routes",
    "startup",
]
'''


def write(connection: sqlite3.Connection, directory: Path) -> None:
    """Write or renew the folder. The database takes its name only when it is whole.

    0.65 reads ``settings.json`` and finds questions in ``metadata.json``; 1.0 reads ``datasette.json``.
    """
    (directory / "plugins").mkdir(parents=True, exist_ok=True)
    with whole(directory / f"{front.NAME}.db") as partial:
        partial.unlink(missing_ok=True)
        connection.execute("vacuum into ?", (str(partial),))
    files = {
        "metadata.json": front.metadata(),
        "settings.json": front.settings(),
        "datasette.json": front.config() | {"settings": front.settings()},
    }
    for name, content in files.items():
        (directory / name).write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    (directory / "plugins" / "front.py").write_text(PLUGIN, encoding="utf-8")
    shutil.copytree(front.HERE / "static", directory / "static", dirs_exist_ok=True)
    shutil.copytree(front.HERE / "templates" / "datasette", directory / "templates", dirs_exist_ok=True)
