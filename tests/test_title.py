"""The headline of a page."""

from __future__ import annotations

import pytest

from aggregator.extract.document import Document
from aggregator.extract.site import is_site, registrable_domain, site_names
from aggregator.extract.title import cut_site, read_title
from aggregator.items import ReadSettings

SITES = frozenset(("nord bote", "nordbote", "nordbote example"))


@pytest.mark.parametrize(
    ("title", "known", "want"),
    [
        ("Streik am Hafen beendet - Nord-Bote", (), "Streik am Hafen beendet"),
        ("Streik am Hafen beendet | Wirtschaft | nordbote.example", (), "Streik am Hafen beendet"),
        ("Nord Bote: Streik am Hafen beendet", (), "Nord Bote: Streik am Hafen beendet"),
        ("Nord Bote » Streik am Hafen beendet", (), "Streik am Hafen beendet"),
        ("Wir nennen es «Arbeit und Leben»", (), "Wir nennen es «Arbeit und Leben»"),
        ("Post-Brexit-Hafen", (), "Post-Brexit-Hafen"),
        ("Der lange Weg - Reportage", ("der lange weg",), "Der lange Weg"),
        ("清晨的码头_社会_南屏网", (), "清晨的码头_社会_南屏网"),
        ("清晨的码头_社会_南屏网", ("清晨的码头",), "清晨的码头"),
        ("Nord Bote", (), "Nord Bote"),
    ],
)
def test_cutting_the_sites_name(title: str, known: tuple[str, ...], want: str) -> None:
    assert cut_site(title, SITES, set(known)) == want


def title_of(body: str, head: str = "") -> tuple[str, str]:
    document = Document.from_text(
        f"<html><head>{head}</head><body>{body}</body></html>", "https://www.nordbote.example/a/1"
    )
    text, origin = read_title(document, site_names(document, ReadSettings(source_name="Nord Bote")))
    return text, origin.method


OG = '<meta property="og:title" content="{}">'
LD = '<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{}"}}</script>'


@pytest.mark.parametrize(
    ("body", "head", "want", "method"),
    [
        ("<h1>Der Hafen ruht</h1>", OG.format("Der Hafen ruht - Nord Bote"), "Der Hafen ruht", "h1"),
        (
            "<h1>Nord Bote</h1><h1>Der Hafen ruht</h1>",
            "<title>Der Hafen ruht | Nord Bote</title>",
            "Der Hafen ruht",
            "h1",
        ),
        (
            "<h1>Nord Bote</h1>",
            OG.format("Der Hafen ruht heute noch"),
            "Der Hafen ruht heute noch",
            "meta:og:title",
        ),
        (
            "<h1>Warum der Hafen von Wehr seit Montag ruht</h1>",
            OG.format("Hafen Wehr: Seit Montag ruht die Arbeit"),
            "Warum der Hafen von Wehr seit Montag ruht",
            "h1",
        ),
        (
            "<h1>Meinung</h1>",
            LD.format("Der Hafen ruht heute noch"),
            "Der Hafen ruht heute noch",
            "json-ld:headline",
        ),
        (
            "<h1>Wirtschaft Der Hafen ruht heute noch</h1>",
            LD.format("Der Hafen ruht heute noch") + OG.format("Der Hafen ruht heute noch"),
            "Der Hafen ruht heute noch",
            "json-ld:headline",
        ),
        (
            "<nav><li><h1>Der Hafen ruht und ruht</h1></li></nav>",
            OG.format("Der Hafen ruht heute noch"),
            "Der Hafen ruht heute noch",
            "meta:og:title",
        ),
        ("<h1>Der Hafen<br>ruht</h1>", OG.format("Der Hafen ruht"), "Der Hafen ruht", "h1"),
        (
            "<h1>Der Hafen ruht – wie lange</h1>",
            OG.format("Der Hafen ruht – wie lange"),
            "Der Hafen ruht – wie lange",
            "h1",
        ),
        ("<h2>Der Hafen ruht heute</h2>", "", "Der Hafen ruht heute", "heading:h2"),
        ("<p>nothing</p>", "", "", ""),
    ],
)
def test_title(body: str, head: str, want: str, method: str) -> None:
    assert title_of(body, head) == (want, method)


def test_site_names() -> None:
    document = Document.from_text(
        '<meta property="og:site_name" content="Nord-Bote am Abend">', "https://www.nordbote.example/x"
    )
    names = site_names(document, ReadSettings(source_name="NB"))
    assert {"nord bote am abend", "nb", "nordbote", "nordbote example"} <= names
    assert is_site("NORDBOTE", names)
    assert not is_site("Nordsee", names)


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://news.orwick.co.uk/a", "orwick.co.uk"),
        ("http://127.0.0.1:8000/a", "127.0.0.1"),
        ("nonsense", ""),
        ("http://[broken", ""),
    ],
)
def test_registrable_domain(url: str, domain: str) -> None:
    assert registrable_domain(url) == domain
