"""The stages: named in one place, plain to use, and small."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
from scrapy.utils.misc import load_object

from aggregator import settings
from aggregator.items import Article, Capture, Page
from pipelines.deduplicate import Deduplicate
from pipelines.workers import OWN_PATH

ORDER = sorted(settings.ITEM_PIPELINES, key=settings.ITEM_PIPELINES.__getitem__)
NAMED = [
    *ORDER,
    *(path for path in settings.DOWNLOADER_MIDDLEWARES),
    *(path for path in settings.EXTENSIONS),
    *settings.ADDONS,
    settings.TWISTED_DNS_RESOLVER,
    settings.LOG_FORMATTER,
    settings.DUPEFILTER_CLASS,
]


@pytest.mark.parametrize("path", NAMED)
def test_every_dotted_name_leads_to_a_class(path: str) -> None:
    assert inspect.isclass(load_object(path))


def test_the_stages_stand_in_the_order_of_the_design() -> None:
    names = [path.rpartition(".")[2] for path in ORDER]
    assert names == [
        "Archive", "Workers", "Read", "Dates", "Signatories", "Links", "Deduplicate", "Store",
    ]  # fmt: skip


def carried() -> list[str]:
    own = settings.ITEM_PIPELINES[OWN_PATH]
    return [path for path in ORDER if own < settings.ITEM_PIPELINES[path] < own + 100]


@pytest.mark.parametrize("path", carried())
def test_a_carried_stage_needs_nothing_to_be_made_and_is_small(path: str) -> None:
    stage = load_object(path)()
    assert list(inspect.signature(stage.process_item).parameters) == ["page"]
    assert len(inspect.getsource(stage.process_item).splitlines()) <= 20


@pytest.mark.parametrize("path", ORDER)
def test_stages_do_not_import_each_other(path: str) -> None:
    assert "from pipelines" not in Path(inspect.getfile(load_object(path))).read_text()


def test_a_page_keeps_its_addresses_and_the_digest_of_its_text() -> None:
    capture = Capture("https://site.example/b", "http://site.example/a", "2026-05-01T10:00:00Z", 200)
    page = Page(1, "a", capture, article=Article(capture.url, text="Some text"))
    Deduplicate().process_item(page)
    assert page.addresses == [("https://site.example/b", "page"), ("https://site.example/a", "redirect")]
    assert len(page.text_sha256) == 64
