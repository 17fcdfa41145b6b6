"""Broken feeds, sitemaps, pages and catalogues: each its clear error, the rest of the crawl unharmed."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from aggregator.errors import InputError, SourceError
from aggregator.extract.inputs import feeds, sitemaps
from aggregator.settings import ITEM_PIPELINES
from aggregator.sources import read_file
from tests.crawling import crawl, html, rows, rss, write_source
from tests.loopback import Answer, serving

FOLDER = Path(__file__).parent / "broken"
CASES = tomllib.loads((FOLDER / "cases.toml").read_text())
URL = "https://site.example/input"
READERS = {"feeds": feeds.read, "sitemaps": sitemaps.read}


def body(kind: str, name: str, base: str = "https://site.example") -> bytes:
    return (FOLDER / kind / name).read_bytes().replace(b"{base}", base.encode())


def test_every_file_has_its_case_and_there_are_thirty() -> None:
    files = {f"{path.parent.name}/{path.name}" for path in FOLDER.glob("*/*")}
    assert files == {f"{kind}/{name}" for kind, cases in CASES.items() for name in cases}
    assert len(files) >= 30


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind in READERS for name in CASES[kind]])
def test_a_broken_input_is_named(kind: str, name: str) -> None:
    state, words = CASES[kind][name]
    try:
        found = READERS[kind](body(kind, name), URL, "application/xml").problem
        assert state == "ok"
    except InputError as error:
        found = error.problem
        assert str(error).startswith(URL)
        assert state == "failed"
    assert found.startswith(words)
    assert bool(found) == bool(words)


@pytest.mark.parametrize("name", CASES["catalogues"])
def test_a_broken_catalogue_is_named_with_file_and_remedy(name: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_file(FOLDER / "catalogues" / name)
    message = str(caught.value)
    assert name in message
    assert CASES["catalogues"][name] in message
    assert "Traceback" not in message


def test_all_at_once_harm_nothing_else(tmp_path: Path) -> None:
    with serving() as site:
        good = site.put("/good", html("Good news", "A paragraph long enough to be read as one. " * 12))
        pages = [site.put(f"/pages/{name}", Answer(body("pages", name))) for name in CASES["pages"]]
        write_source(tmp_path / "sources", "well", site.put("/well", rss([good, *pages])))
        for kind, toml_kind in (("feeds", "feed"), ("sitemaps", "sitemap")):
            for n, name in enumerate(CASES[kind]):
                path = f"/{kind}/{name}"
                answer = Answer(body(kind, name, site.url("")), headers={"Content-Type": "application/xml"})
                write_source(tmp_path / "sources", f"{kind}-{n}", site.put(path, answer), kind=toml_kind)

        real_line = {"ITEM_PIPELINES": ITEM_PIPELINES}
        summary = crawl(tmp_path, real_line)
    assert summary["state"] == "partial"
    assert rows(tmp_path, "select title from articles where url = ?", good) == [("Good news",)]
    for kind in READERS:
        for n, name in enumerate(CASES[kind]):
            ((state, reason),) = rows(
                tmp_path, "select state, reason from inputs where source_id = ?", f"{kind}-{n}"
            )
            assert (state, reason.startswith(CASES[kind][name][1])) == (CASES[kind][name][0], True), name
    for name, states in CASES["pages"].items():
        ((state, reason),) = rows(
            tmp_path, "select state, reason from pages where url like ?", f"%/pages/{name}"
        )
        assert state in states, (name, state, reason)
        assert reason or state == "done"
    assert rows(tmp_path, "pragma integrity_check") == [("ok",)]
