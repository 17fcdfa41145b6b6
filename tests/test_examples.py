"""The notebook and the pandas script run as they are, on what a crawl of the sample sites brings."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from aggregator.demo import catalogue, serve
from aggregator.settings import ITEM_PIPELINES
from tests.crawling import crawl

EXAMPLES = Path(__file__).parent / "examples"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    directory = tmp_path_factory.mktemp("examples")
    with serve(port=0) as demo:
        catalogue(demo.bases, directory / "sources")
        summary = crawl(directory, {"ITEM_PIPELINES": ITEM_PIPELINES, "WORKERS": 0})
    assert summary["state"] == "ok", summary["log"]
    yield directory / "news.db"


def one(database: Path, sql: str) -> Any:
    connection = sqlite3.connect(database)
    try:
        return connection.execute(sql).fetchone()[0]
    finally:
        connection.close()


def test_notebook_runs_cell_by_cell(
    database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AGGREGATOR_DB", str(database))
    notebook = json.loads((EXAMPLES / "network.ipynb").read_text(encoding="utf-8"))
    assert notebook["nbformat"] == 4
    names: dict[str, Any] = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == [], "the notebook is kept without results"
            exec(compile("".join(cell["source"]), cell["id"], "exec"), names)
    names["news"].close()
    assert names["counts"]["statements"] == len(names["statements"]) > 5
    assert names["network"].number_of_edges() == one(database, "select count(*) from cosign") > 50
    assert sum(map(len, names["groups"])) == names["network"].number_of_nodes()
    assert len(names["proof"]) == 5
    assert f"{names['network'].number_of_nodes()} signatories" in capsys.readouterr().out


@pytest.mark.skipif(
    find_spec("pandas") is None, reason="PANDAS IS NOT INSTALLED: tests/examples/roles.py did not run"
)
def test_script_makes_a_row_of_each_signatory(database: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / "roles.py"), str(database), "--confidence", "0"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=120,
    )
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert len(rows) == one(
        database,
        "select count(distinct signatory_id) from who_signed_what where withdrawn_at is null",
    )
    assert int(rows[0]["statements"]) >= int(rows[-1]["statements"]) >= 1
    assert sum(bool(row["roles"]) for row in rows) > 5
