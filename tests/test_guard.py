"""No request reaches a private address, whatever the way and the spelling."""

from __future__ import annotations

import ipaddress
import socket
from pathlib import Path

import pytest

from spiders.middlewares.guard import why_refused
from tests.crawling import crawl, rows, rss, write_source
from tests.loopback import Answer, Site, serving


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "192.0.0.8", "192.88.99.1", "198.18.0.1", "203.0.113.7", "224.0.0.1", "239.1.1.1", "255.255.255.255", "240.0.0.1",
        "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:1::1", "2001:db8::1",
    ],
)  # fmt: skip
def test_private_and_relayed_addresses_are_refused(address: str) -> None:
    assert why_refused(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "2a00:1450::1"]
)
def test_ordinary_addresses_are_not(address: str) -> None:
    assert ipaddress.ip_address(address).is_global
    assert why_refused(address) == ""


SPELLINGS = [
    "http://127.0.0.1:{port}/secret",
    "http://127.1:{port}/secret",
    "http://2130706433:{port}/secret",
    "http://0x7f000001:{port}/secret",
    "http://0177.0.0.1:{port}/secret",
    "http://[::1]:{port}/secret",
    "http://[::ffff:127.0.0.1]:{port}/secret",
    "http://0.0.0.0:{port}/secret",
    "http://localhost:{port}/secret",
    "http://inner.localhost:{port}/secret",
    "http://localhost.:{port}/secret",
    "http://user:pass@127.0.0.1:{port}/secret",
    "http://①②⑦.⓪.⓪.①:{port}/secret",
]


@pytest.fixture
def outer() -> Site:
    with serving() as site:
        yield site  # type: ignore[misc]


def crawl_outer(folder: Path, feed: str) -> None:
    """A crawl in which only the host ``allowed.localhost`` may be on this machine."""
    write_source(folder / "sources", "outer", feed)
    crawl(
        folder, {"ALLOWED_PRIVATE_HOSTS": ["allowed.localhost"], "CONTACT": "a@b.example", "RETRY_TIMES": 0}
    )


def test_no_spelling_in_a_feed_gets_through_and_each_is_noted(tmp_path: Path, outer: Site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as secret:
        secret.settimeout(0.2)
        urls = [spelling.format(port=secret.getsockname()[1]) for spelling in SPELLINGS]
        feed = outer.put("/feed", Answer(rss(urls)), "allowed.localhost")
        crawl_outer(tmp_path, feed)
        with pytest.raises(TimeoutError):
            secret.accept()
    found = rows(tmp_path, "select url, state, reason from pages order by id")
    assert found
    assert {state for _, state, _ in found} <= {"blocked", "failed"}, found
    refused = {url for (url,) in rows(tmp_path, "select url from refusals")}
    assert len(refused) >= len(found) / 2


@pytest.mark.parametrize("way", ["redirect", "robots", "sitemap", "next"])
def test_no_other_way_gets_through(tmp_path: Path, outer: Site, way: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as secret:
        secret.settimeout(0.2)
        inner = f"http://127.0.0.1:{secret.getsockname()[1]}/secret"
        host = "allowed.localhost"
        if way == "redirect":
            page = outer.put("/page", Answer(status=302, headers={"Location": inner}), host)
            source = outer.put("/feed", Answer(rss([page])), host)
            write_source(tmp_path / "sources", "outer", source)
        elif way == "robots":
            outer.put("/robots.txt", Answer(status=302, headers={"Location": inner}), host)
            source = outer.put("/feed", Answer(rss([outer.put("/page", "x", host)])), host)
            write_source(tmp_path / "sources", "outer", source)
        elif way == "sitemap":
            index = f"<sitemapindex><sitemap><loc>{inner}</loc></sitemap></sitemapindex>"
            source = outer.put("/sitemap.xml", Answer(index), host)
            write_source(tmp_path / "sources", "outer", source, kind="sitemap", max_pages="5")
        else:
            listing = f'<a class="s" href="/page">s</a><a rel="next" href="{inner}">older</a>'
            source = outer.put("/list", Answer(listing), host)
            more = {"link": '"a.s"', "next": '"a[rel=next]"', "max_pages": "5"}
            write_source(tmp_path / "sources", "outer", source, kind="listing", **more)
        settings = {"ALLOWED_PRIVATE_HOSTS": [host], "CONTACT": "a@b.example", "RETRY_TIMES": 0}
        crawl(tmp_path, settings)
        with pytest.raises(TimeoutError):
            secret.accept()
    assert rows(tmp_path, "select address, reason from refusals") == [("127.0.0.1", "a loopback address")]


def test_other_schemes_lead_nowhere(tmp_path: Path, outer: Site) -> None:
    host = "allowed.localhost"
    pages = []
    for n, target in enumerate(
        ("file:///etc/hostname", "data:text/html,x", "ftp://127.0.0.1/x", "FILE:///etc/hostname")
    ):
        pages.append(outer.put(f"/{n}", Answer(status=302, headers={"Location": target}), host))
    crawl_outer(tmp_path, outer.put("/feed", Answer(rss(pages)), host))
    assert rows(tmp_path, "select count(*) from articles") == [(0,)]
    assert {state for (state,) in rows(tmp_path, "select state from pages")} <= {
        "failed",
        "skipped",
        "blocked",
    }
