"""The main job, end to end: the sample sites over HTTP into a database, held against a hand-written expectation."""

import sqlite3
from pathlib import Path

import pytest

from aggregator.demo import catalogue, serve
from aggregator.settings import ITEM_PIPELINES
from tests.crawling import crawl
from tests.demo_differences import EXPECTED, articles_of, differences, second_run

POLITE = {
    "ITEM_PIPELINES": ITEM_PIPELINES,
    "AUTOTHROTTLE_ENABLED": True,
    "AUTOTHROTTLE_START_DELAY": 0.1,
    "DOWNLOAD_DELAY": 0.1,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
}


@pytest.mark.parametrize("workers", [0, 2])
def test_two_runs_over_the_sample_find_what_is_there(tmp_path: Path, workers: int) -> None:
    database = tmp_path / "news.db"
    with serve(port=0) as demo:
        catalogue(demo.bases, tmp_path / "sources")
        summary = crawl(tmp_path, POLITE | {"WORKERS": workers})
        assert summary["state"] == "ok", summary["log"]
        assert differences(database, demo.bases) == []

        first, asked = articles_of(database, demo.bases), len(demo.answers)
        demo.generation = 2
        summary = crawl(tmp_path, POLITE | {"WORKERS": workers}, recheck=True)
        assert summary["state"] == "ok", summary["log"]
        assert second_run(database, demo.bases, first) == []

        again: dict[str, int] = {}
        for answer in demo.answers[asked:]:
            again[f"{answer.site} {answer.target}"] = answer.status
            again.setdefault(f"{answer.site} {answer.target.partition('?')[0]}", answer.status)
        expected = EXPECTED["second_run"]
        assert {page: again.get(page) for page in expected["inputs_unchanged"]} == dict.fromkeys(
            expected["inputs_unchanged"], 304
        )
        unchanged = set(EXPECTED["articles"]) - set(expected["revised"]) - set(expected["gone"])
        assert {page for page in unchanged if again.get(page) not in (304, None)} == set()
    with sqlite3.connect(database) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    connection.close()
