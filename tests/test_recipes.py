"""Every recipe of RECIPES.md runs as it is printed, and answers on a database that has what it asks for."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import site

TEXT = (Path(__file__).parents[1] / "RECIPES.md").read_text(encoding="utf-8")
RECIPES = dict(re.findall(r"^## (\d+)\. .*?```sql\n(.*?)```", TEXT, re.M | re.S))


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site.make(tmp_path_factory.mktemp("recipes") / "news.db", 2000)


def test_there_are_twelve() -> None:
    assert list(RECIPES) == [str(n) for n in range(1, 13)]


@pytest.mark.parametrize("number", RECIPES)
def test_recipe_answers(database: Path, number: str) -> None:
    connection = sqlite3.connect(database)
    pair = connection.execute(
        "select x.slug, y.slug from cosign as p join signatories as x on x.id = p.a join signatories as y on y.id = p.b"
    ).fetchone()
    rows = connection.execute(
        RECIPES[number], {"one": pair[0], "other": pair[1], "words": "prison"}
    ).fetchall()
    assert rows


def test_script_prints_five_lines(database: Path) -> None:
    (script,) = re.findall(r"```python\n(.*?)```", TEXT, re.S)
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=database.parent,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert len(done.stdout.splitlines()) == 5
