"""Crawls of loopback sites in processes of their own, as users start them."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aggregator.extract.document import Document
from aggregator.items import Article, Origin, Page, Signature, Statement, TextBlock

ROOT = Path(__file__).parent.parent
QUICK = {
    "ALLOWED_PRIVATE_HOSTS": ["127.0.0.*", "localhost", "*.localhost"],
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    "ONLY_THESE_SOURCES": True,
    "WORKERS": 1,
}
PLAIN_STAGES = {
    "pipelines.archive.Archive": 100,
    "pipelines.workers.Workers": 200,
    "tests.crawling.PlainRead": 210,
    "pipelines.deduplicate.Deduplicate": 250,
    "pipelines.store.Store": 400,
}
"""The line with the simplest of readers, for tests of everything around it."""


class PlainRead:
    """Title and paragraphs, nothing else; dies, hangs or raises where the page tells it to."""

    def process_item(self, page: Page) -> Page:
        tree = Document.from_bytes(page.body, "text/html; charset=utf-8", page.capture.url).tree
        title = tree.findtext(".//title") or ""
        self.obey(title)
        blocks, place = [], 0
        for element in tree.iter("p"):
            text = str(element.text_content())
            blocks.append(TextBlock("p", text, place, place + len(text)))
            place += len(text) + 1
        text = "\n".join(block.text for block in blocks)
        page.article = Article(page.capture.url, title=title, text=text, blocks=blocks, language="en")
        page.article.provenance["title"] = Origin("title")
        return page

    def obey(self, title: str) -> None:
        _obey(title)


class ShoutingRead(PlainRead):
    """Reads everything in capitals, as another release might read it otherwise."""

    def process_item(self, page: Page) -> Page:
        page = super().process_item(page)
        assert page.article is not None
        page.article.text = page.article.text.upper()
        for block in page.article.blocks:
            block.text = block.text.upper()
        return page


class SignedRead(PlainRead):
    """Takes every list entry for a signatory."""

    version = "1"

    def process_item(self, page: Page) -> Page:
        page = super().process_item(page)
        page.extractor_version = self.version
        tree = Document.from_bytes(page.body, "text/html; charset=utf-8", page.capture.url).tree
        names = [str(entry.text_content()) for entry in tree.iter("li")]
        page.signatures = [
            Signature(position, name, "person")
            for position, name in enumerate(filter(self.is_signatory, names), 1)
        ]
        page.statements = [Statement()] if page.signatures else []
        return page

    def is_signatory(self, name: str) -> bool:
        return True


class StricterRead(SignedRead):
    """A later release, which asks for a name of two words."""

    version = "2"

    def is_signatory(self, name: str) -> bool:
        return len(name.split()) == 2


class FearlessRead(PlainRead):
    """Reads even what tells it to die."""

    def obey(self, title: str) -> None:
        return None


def _obey(title: str) -> None:
    if title == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if title == "hang":
        signal.pause()
    if title == "spin":
        while True:
            pass
    if title == "eat":
        bytearray(1 << 40)
    if title == "raise":
        raise ValueError("told to")


def write_source(directory: Path, source_id: str, url: str, kind: str = "feed", **more: str) -> None:
    """A catalogue file with one input; ``more``: further TOML lines of the input."""
    directory.mkdir(exist_ok=True)
    lines = [
        f'name = "{source_id}"',
        f'owner = "{source_id}"',
        f'homepage = "{url}"',
        'kind = "ngo"',
        'languages = ["en"]',
        "delay = 0.1",
        "[[inputs]]",
        f'kind = "{kind}"',
        f'url = "{url}"',
        *(f"{name} = {value}" for name, value in more.items()),
    ]
    (directory / f"{source_id}.toml").write_text("\n".join(lines) + "\n")


def start_crawl(
    folder: Path, settings: Mapping[str, Any] | None = None, **arguments: Any
) -> subprocess.Popen[str]:
    """Begin a crawl of ``folder/sources`` into ``folder/news.db``."""
    told = {
        "database": str(folder / "news.db"),
        "sources": [str(folder / "sources")],
        "settings": QUICK | {"ITEM_PIPELINES": PLAIN_STAGES} | dict(settings or {}),
        **arguments,
    }
    return subprocess.Popen(
        [sys.executable, "-m", "tests.crawl_once", json.dumps(told)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def crawl(folder: Path, settings: Mapping[str, Any] | None = None, **arguments: Any) -> dict[str, Any]:
    """Crawl to the end; the summary, with the log under ``log``."""
    process = start_crawl(folder, settings, **arguments)
    out, log = process.communicate(timeout=120)
    assert process.returncode == 0, log
    return {**json.loads(out.splitlines()[-1]), "log": log}


def rows(folder: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Rows of the folder's database."""
    connection = sqlite3.connect(f"file:{folder / 'news.db'}?mode=ro", uri=True)
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


def rss(urls: list[str], title: str = "Feed") -> str:
    """A feed of these addresses."""
    items = "".join(f"<item><title>{url}</title><link>{url}</link></item>" for url in urls)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'


def html(title: str, *paragraphs: str) -> str:
    """A page with a title and paragraphs."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"
    )
