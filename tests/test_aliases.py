"""One story under many addresses on a real server: aliases, editions, and what a rebuild reads from captures."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from aggregator.settings import ITEM_PIPELINES
from tests.crawling import ROOT, crawl, rows, rss, write_source
from tests.loopback import Answer, Site, serving
from tests.test_doctor import NEEDS_CAPTURES, PLANTS

REAL = {"ITEM_PIPELINES": dict(ITEM_PIPELINES), "WORKERS": 0, "RETRY_TIMES": 0}
ENGLISH = (
    "The dock council of Port Selin dismissed eleven crane drivers on Monday because they had given interviews.",
    "Their union calls the letters unlawful and says that none of the eleven was heard before the decision fell.",
    "A hearing is set for the second week of June; until then the drivers may not enter the harbour.",
)
PERSIAN = (
    "شورای بارانداز بندر سلین روز دوشنبه یازده راننده جرثقیل را به دلیل مصاحبه با خبرنگاران اخراج کرد.",
    "اتحادیه آنان این نامه‌ها را غیرقانونی می‌داند و می‌گوید پیش از تصمیم به سخن هیچ یک از آنان گوش داده نشد.",
    "جلسه رسیدگی برای هفته دوم خرداد تعیین شده است و تا آن زمان رانندگان اجازه ورود به بندر را ندارند.",
)
SIGNED = (
    "We, the undersigned, ask the dock council of Port Selin to take the eleven crane drivers back at once.",
    "Nobody may lose work for telling a newspaper what happens on the quays at night, and nobody may be fined for it.",
)
NAMES = ("Ada Marlow, lawyer", "Bela Quist, poet", "Carl Onwudi, editor", "Dina Frey, physician")


def page(
    title: str, paragraphs: tuple[str, ...], head: str = "", language: str = "en", more: str = ""
) -> str:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f"<!doctype html><html lang='{language}'><head><title>{title}</title>{head}</head><body><main><article>"
        f"<h1>{title}</h1><time datetime='2026-05-04'>4 May 2026</time>{body}{more}</article></main></body></html>"
    )


def publish(site: Site) -> list[str]:
    """Put the pages up; the addresses a feed lists, each alias among them."""
    canonical = f"<link rel='canonical' href='{site.url('/news/drivers')}'>"
    editions = "".join(
        f"<link rel='alternate' hreflang='{tag}' href='{site.url(path)}'>"
        for tag, path in (("en", "/news/drivers"), ("fa", "/fa/news/drivers"))
    )
    title = "Eleven crane drivers dismissed"
    site.put("/news/drivers", page(title, ENGLISH, canonical + editions))
    site.put("/news/drivers/print", page(title, ENGLISH, canonical))
    site.put("/news/drivers/amp", page(title, ENGLISH, canonical))
    site.put("/short", Answer(status=301, headers={"Location": site.url("/news/drivers")}))
    site.put("/fa/news/drivers", page("اخراج یازده راننده جرثقیل", PERSIAN, editions, "fa"))
    listed = "".join(f"<li>{name}</li>" for name in NAMES)
    link = f"<p>Background: <a href='{site.url('/news/drivers')}'>the dismissals</a></p>"
    site.put("/letter", page("Open letter", SIGNED, more=f"{link}<p>Signed by:</p><ul>{listed}</ul>"))
    paths = (
        "/news/drivers",
        "/news/drivers/print",
        "/news/drivers/amp",
        "/short",
        "/fa/news/drivers",
        "/letter",
    )
    return [site.url(path) for path in paths]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("aliases")
    with serving() as site:
        write_source(folder / "sources", "alpha", site.put("/feed", rss(publish(site))))
        crawl(folder, REAL)
        yield folder


def test_aliases_of_a_page_are_one_article(crawled: Path) -> None:
    found = rows(
        crawled, "select count(*) from articles where url like '%/news/drivers%' and url not like '%/fa/%'"
    )
    assert found == [(1,)]
    addresses = rows(
        crawled,
        "select a.url_normalised from article_addresses a join articles b on b.id = a.article_id "
        "where b.language = 'en' and b.url like '%drivers%' order by 1",
    )
    ends = sorted(address.split("/", 3)[-1] for (address,) in addresses)
    assert {"news/drivers", "news/drivers/print", "short"} <= set(ends)


def test_an_edition_is_an_article_of_its_own(crawled: Path) -> None:
    found = rows(
        crawled, "select language, count(*) from articles where url like '%drivers%' group by 1 order by 1"
    )
    assert found == [("en", 1), ("fa", 1)]
    assert rows(crawled, "select count(distinct story_id) from articles where url like '%drivers%'") == [(2,)]
    assert rows(crawled, "select relation from link_graph where relation = 'translation_of'")


def aggregator(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as users run it."""
    program = [sys.executable, "-c", "from aggregator.cli import main; main()", *arguments]
    return subprocess.run(program, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("plant", sorted(NEEDS_CAPTURES))
def test_what_no_row_tells_is_mended_from_the_captures(crawled: Path, plant: str) -> None:
    path = str(crawled / "news.db")
    texts = "select article_id, text from article_texts order by 1"
    before = rows(crawled, texts)
    with sqlite3.connect(path) as connection:
        connection.execute(PLANTS[plant])
    connection.close()
    healed = aggregator("doctor", "--rebuild", "--db", path, "--sources", str(crawled / "sources"))
    assert healed.returncode == 0, healed.stdout + healed.stderr
    assert "nothing wrong" in healed.stderr
    assert rows(crawled, texts) == before
