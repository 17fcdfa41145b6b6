"""Views are not migrations: they are dropped and made anew from ``views.sql``."""

from __future__ import annotations

import re
from pathlib import Path

from sqlite_utils import Database

VIEWS = Path(__file__).with_name("views.sql")


def make_views(db: Database) -> None:
    """Drop and create every view of ``views.sql`` in one transaction."""
    sql = VIEWS.read_text(encoding="utf-8")
    with db.atomic():
        for name in re.findall(r"^create view (\w+)", sql, re.M):
            db.execute(f"drop view if exists {name}")
        for statement in filter(str.strip, sql.split(";\n")):
            db.execute(statement)
