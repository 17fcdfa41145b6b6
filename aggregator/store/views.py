"""Views are not migrations: they are dropped and made anew from ``views.sql``."""

from __future__ import annotations

import re
from pathlib import Path

from sqlite_utils import Database

VIEWS = Path(__file__).with_name("views.sql")


def make_views(db: Database) -> None:
    """Drop and create every view of ``views.sql`` in one transaction."""
    with db.atomic():
        for name, statement in _statements().items():
            db.execute(f"drop view if exists {name}")
            db.execute(statement)


def are_current(db: Database) -> bool:
    """True where the file has the views of this program, word for word."""
    made = dict(db.execute("select name, sql from sqlite_schema where type = 'view'").fetchall())
    return all(made.get(name, "").lower() == statement.lower() for name, statement in _statements().items())


def _statements() -> dict[str, str]:
    """View -> the statement that makes it, in the order of the file."""
    sql = VIEWS.read_text(encoding="utf-8")
    parts = re.findall(r"^create view (\w+) as$(.*?);$", sql, re.M | re.S)
    return {name: f"create view {name} as{body}" for name, body in parts}
