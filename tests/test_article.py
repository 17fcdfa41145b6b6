"""Whole pages to articles: the page pairs of every language, what is no article, and pages meant to break a reader."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aggregator.extract.article import include, read
from aggregator.extract.dates import publication
from aggregator.extract.document import Document
from aggregator.items import Article, Origin, ReadSettings, Selector

PAGES = Path(__file__).parent / "pages"
PAIRS = sorted(
    p for p in PAGES.glob("*/*.html") if "with" in json.loads(p.with_suffix(".json").read_text("utf-8"))
)
LANGUAGES = set(
    str.split("en fr es pt it de nl ru uk be pl tr ku ckb ar fa ps ur he zh ja ko my am vi th id hi")
)
SENTENCES = "The harbour council met on Monday to hear the families, and nobody left before midnight. " * 4


def expected(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.with_suffix(".json").read_text("utf-8")))


def read_page(html: str, url: str = "https://a.example/x/y", **options: Any) -> Article:
    return read(Document.from_text(html, url), ReadSettings(**options))


def test_every_language_has_a_page() -> None:
    assert {path.parent.name for path in PAIRS} >= LANGUAGES


@pytest.mark.parametrize("path", PAIRS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_page(path: Path) -> None:
    want = expected(path)
    document = Document.from_bytes(path.read_bytes(), "text/html", want["url"])
    article = read(document, ReadSettings())
    published, _ = publication(document, ReadSettings())
    for name in ("title", "authors", "language", "canonical_url", "section", "tags"):
        assert getattr(article, name) == want.get(name, getattr(article, name)), name
    assert [list(edition) for edition in article.editions] == want.get("editions", [])
    assert (published.local or published.value) == want["published"]
    assert [text for text in want["with"] if text not in article.text] == []
    assert [text for text in want["without"] if text in article.text] == []
    assert (article.verdict, article.reason) == ("article", "")


@pytest.mark.parametrize("path", PAIRS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_every_value_says_where_it_was_found(path: Path) -> None:
    article = read(Document.from_bytes(path.read_bytes(), "", expected(path)["url"]), ReadSettings())
    assert {"title", "text", "language", "authors"} <= set(article.provenance)
    assert all(origin.method for origin in article.provenance.values())
    assert all(article.text[b.start : b.end] == b.text for b in article.blocks)


HEADLINES = "".join(
    f"<li><a href='/{i}'>A headline of some story of the day number {i}</a></li>" for i in range(20)
)
TEASERS = "".join(
    f"<div class='card'><h3><a href='/{i}'>A headline of some story of the day {i}</a></h3><p>{SENTENCES[:120]}</p></div>"
    for i in range(9)
)
LD = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    ("html", "url", "verdict", "words"),
    [
        ("", "", "not-extracted", "empty"),
        ("<html><body><div></div></body></html>", "", "not-extracted", "no main text"),
        ("<div>" * 300_000, "", "not-extracted", "nested"),
        (
            "<title>Just a moment...</title><body><div id='cf-challenge'><p>Checking your browser</p></div>",
            "",
            "captcha",
            "just a moment",
        ),
        (
            "<title>Orwick Ledger</title><div class='g-recaptcha'></div><p>Please go on.</p>",
            "",
            "captcha",
            "g-recaptcha",
        ),
        ("<h1>Access denied</h1><p>Reference 18.2a9.</p>", "", "captcha", "access denied"),
        (
            "<h1>Page not found</h1><p>Try our front page or use the search.</p>",
            "",
            "soft-404",
            "page not found",
        ),
        ("<title>404 - Orwick Ledger</title><h1>404</h1><p>Sorry about that.</p>", "", "soft-404", "404"),
        ("<h1>صفحه مورد نظر یافت نشد</h1><p>به صفحه نخست بازگردید.</p>", "", "soft-404", "یافت نشد"),
        ("<h1>Seite nicht gefunden</h1>", "", "soft-404", "seite nicht gefunden"),
        (
            "<h1>Before you continue</h1><p>We and our partners store personal data on your device. You can accept all or"
            " reject all and manage preferences. Consent can be withdrawn, legitimate interest objected to.</p>",
            "",
            "consent-wall",
            "cookies and data",
        ),
        (
            "<h1>Choices</h1><p>Please decide on your data before reading on today.</p>",
            "https://consent.a.example/x",
            "consent-wall",
            "consent.",
        ),
        (
            "<div id='root'></div><script src='/app.js'></script><noscript>You need to enable JavaScript.</noscript>",
            "",
            "script-only",
            "script",
        ),
        ("<div id='__next'></div><script>1</script>", "", "script-only", "script"),
        (
            LD.format('{"@type":"NewsArticle","headline":"The harbour","isAccessibleForFree":"False"}')
            + f"<h1>The harbour</h1><p>{SENTENCES[:200]}</p>",
            "",
            "paywall",
            "not free",
        ),
        (
            f"<h1>The harbour</h1><p>{SENTENCES[:200]}</p><div>Subscribe to continue reading this story</div>",
            "",
            "paywall",
            "teaser",
        ),
        (
            f"<h1>Der Hafen</h1><p>{SENTENCES[:200]}</p><p>Jetzt weiterlesen mit Tagesbote plus</p>",
            "",
            "paywall",
            "teaser",
        ),
        (f"<h1>News</h1><ul>{HEADLINES}</ul>", "https://a.example/", "list-page", "headlines"),
        (f"<h1>News of the day</h1>{TEASERS}", "https://a.example/news", "list-page", "teasers"),
        (
            LD.format('{"@type":"CollectionPage","name":"x"}')
            + f"<p>{SENTENCES[:100]}</p><ul>{HEADLINES}</ul>",
            "",
            "list-page",
            "listing",
        ),
    ],
)
def test_what_is_no_article(html: str, url: str, verdict: str, words: str) -> None:
    article = read_page(html, url or "https://a.example/x/y")
    assert article.verdict == verdict
    assert words in article.reason


@pytest.mark.parametrize(
    "html",
    [
        f"<h1>Page not found: how a library lost its only map</h1><p>{SENTENCES}</p><p>{SENTENCES}</p><p>{SENTENCES}</p>",
        f"<h1>Why every captcha asks whether you are a robot</h1><p>{SENTENCES * 3}</p>",
        f"<h1>A vote on cookies</h1><p>{SENTENCES * 3} Accept all? Reject all?</p><div>We use cookies. Consent.</div>",
        f"<h1>The harbour</h1><p>{SENTENCES * 4}</p><p>Already a subscriber? Sign in to continue with the letters.</p>",
        LD.format('{"@type":"NewsArticle","isAccessibleForFree":false}')
        + f"<h1>The harbour</h1><p>{SENTENCES * 5}</p>",
        f"<h1>The harbour</h1><article><p>{SENTENCES}</p></article><ul>{HEADLINES}</ul>",
        "<h1>The harbour</h1>"
        + "".join(
            f"<div><h2><a href='#{i}'>A heading of a part of it {i}</a></h2><p>{SENTENCES}</p></div>"
            for i in range(9)
        ),
        f"<div id='root'><h1>The harbour</h1><p>{SENTENCES}</p></div><script src='/app.js'></script>",
        "<h1>The harbour is closed</h1><p>The harbour of Orwick is closed until Friday, said the port office on Monday.</p>",
    ],
)
def test_what_is_an_article_all_the_same(html: str) -> None:
    article = read_page(html)
    assert (article.verdict, article.reason) == ("article", "")


def test_a_file_of_another_kind_is_named() -> None:
    article = read(
        Document.from_bytes(b"PK\x03\x04 and so on", "text/html", "https://a.example/x"), ReadSettings()
    )
    assert (article.verdict, article.reason) == (
        "not-extracted",
        "the response is no HTML but another kind of file",
    )


def test_the_stated_body_is_taken_where_a_script_fills_the_page() -> None:
    body = "\\n".join(SENTENCES[:170] for _ in range(3))
    article = read_page(
        LD.format(f'{{"@type":"NewsArticle","headline":"The harbour","articleBody":"{body}"}}')
        + "<div id='root'></div>"
    )
    assert article.verdict == "article"
    assert article.provenance["text"].method == "json-ld:articleBody"
    assert len(article.blocks) == 3
    assert all(article.text[b.start : b.end] == b.text for b in article.blocks)


@pytest.mark.parametrize(
    ("claim", "want"),
    [
        ("https://www.a.example/x/y", "https://www.a.example/x/y"),
        ("/x/z", "https://a.example/x/z"),
        ("https://other.example/x/y", ""),
        ("https://a.example/", ""),
        ("javascript:void(0)", ""),
    ],
)
def test_only_a_canonical_address_of_the_same_domain_is_believed(claim: str, want: str) -> None:
    assert read_page(f"<link rel='canonical' href='{claim}'><p>{SENTENCES}</p>").canonical_url == want


STATEMENT = (
    f"<h1>The harbour letter</h1><div><p>{SENTENCES}</p><p>{SENTENCES}</p></div>"
    "<div><ul><li>Ola Brandt</li><li>Runa Meister</li></ul></div>"
)


def test_blocks_that_must_be_kept_are_in_the_text() -> None:
    document = Document.from_text(STATEMENT, "https://a.example/x")
    wanted = {i for i, block in enumerate(document.blocks) if block.tag == "li"}
    assert read(document, ReadSettings(), keep=wanted).text.endswith("Ola Brandt\nRuna Meister")


def test_blocks_can_be_included_afterwards() -> None:
    document = Document.from_text(STATEMENT, "https://a.example/x")
    wanted = {i for i, block in enumerate(document.blocks) if block.tag == "li"}
    article = read(document, ReadSettings())
    include(article, document.blocks, wanted)
    assert article.text == read(document, ReadSettings(), keep=wanted).text
    before = article.text
    include(article, document.blocks, wanted)
    assert article.text == before


def test_blocks_join_a_stated_body_at_its_end() -> None:
    head = LD.format(f'{{"@type":"NewsArticle","headline":"The harbour","articleBody":"{SENTENCES * 3}"}}')
    document = Document.from_text(
        f"{head}<ul><li>Ola Brandt</li><li>Runa Meister</li></ul>", "https://a.example/x"
    )
    article = read(document, ReadSettings())
    include(article, document.blocks, {i for i, block in enumerate(document.blocks) if block.tag == "li"})
    assert article.text == f"{(SENTENCES * 3).strip()}\n\nOla Brandt\nRuna Meister"
    assert all(article.text[b.start : b.end] == b.text for b in article.blocks)


def test_including_blocks_keeps_their_languages() -> None:
    document = Document.from_text(STATEMENT, "https://a.example/x")
    article = read(document, ReadSettings())
    article.blocks[0].language = "fr"
    include(article, document.blocks, {i for i, block in enumerate(document.blocks) if block.tag == "li"})
    assert [block.language for block in article.blocks] == ["fr", "", "", ""]


def test_the_sources_own_selectors_win() -> None:
    html = (
        f"<h1>Section</h1><b class='t'>The harbour letter</b><i class='w'>by Ola Brandt</i><div class='b'><p>{SENTENCES}</p>"
        f"<p class='x'>Support us now</p></div><p>{SENTENCES.replace('harbour', 'school')}</p>"
    )
    select = {
        "title": Selector(".t"),
        "author": Selector(".w"),
        "body": Selector(".b"),
        "drop": Selector(".x"),
    }
    article = read_page(html, select=select)
    assert (article.title, article.authors, article.text) == (
        "The harbour letter",
        ["Ola Brandt"],
        SENTENCES.strip(),
    )
    assert article.provenance["title"] == Origin("select:title", "/html/body/b", "The harbour letter")


def test_a_selector_that_hits_too_much_is_passed_over() -> None:
    html = f"<h1>The harbour letter</h1><p class='t'>One</p><p class='t'>Two</p><p>{SENTENCES}</p>"
    assert read_page(html, select={"title": Selector(".t", max_hits=1)}).title == "The harbour letter"


def test_known_bad_values_are_fixed() -> None:
    head = "<meta name='author' content='Ola Brandt, Runa Meister'><meta property='article:section' content='Nws'>"
    fix = {"authors": {"Runa Meister": ""}, "section": {"Nws": "News"}}
    article = read_page(f"{head}<p>{SENTENCES}</p>", fix=fix)
    assert (article.authors, article.section) == (["Ola Brandt"], "News")


def test_smaller_fields() -> None:
    head = (
        "<meta property='og:image' content='/i.jpg'>"
        "<meta name='description' content='What the &amp;quot;council&amp;quot; heard'>"
        "<meta name='keywords' content='harbour, council; Orwick'><link rel='alternate' hreflang='x-default' href='/'>"
    )
    article = read_page(f"{head}<p>{SENTENCES}</p>")
    assert article.image == "https://a.example/i.jpg"
    assert article.summary == 'What the "council" heard'
    assert article.tags == ["harbour", "council", "Orwick"]
    assert article.editions == []


def test_a_part_in_another_language_is_marked() -> None:
    farsi = (
        "آموزگاران پس از آن که دادگاه سخنان وکیلان آنان را شنید روز دوشنبه آزاد شدند و به خانه‌های خود بازگشتند. "
        * 2
    )
    article = read_page(f"<h1>The letter</h1><p>{SENTENCES}</p><p>{farsi}</p><p>{SENTENCES}</p>")
    assert article.language == "en"
    assert [block.language for block in article.blocks] == ["", "fa", ""]


@pytest.mark.parametrize(
    "url", ["", "http://[bad", "javascript:1", "https://a.example/\x00", "//a", "https://a.example:99999/x"]
)
def test_broken_addresses_are_no_fault_of_the_reader(url: str) -> None:
    head = (
        "<base href='http://[b'><link rel='canonical' href='http://[c'><meta property='og:url' content='http://[d'>"
        "<link rel='alternate' hreflang='fa' href='http://[e'><meta property='og:image' content='http://[f'>"
    )
    article = read_page(f"{head}<p>{SENTENCES}</p>", url)
    assert (article.canonical_url, article.image, article.editions) == ("", "", [])
    assert article.verdict == "article"


MONSTERS = {
    "attributes": "<a " + " ".join(f"a{i}=1" for i in range(1_000_000)) + ">x</a>",
    "one line": "<p>" + "word and more " * 3_600_000,
    "links": "<a href=/x>link text</a>" * 100_000,
    "open tags": "<font><b><i>" * 60_000,
    "angles": "<" * 200_000,
    "headings": f"<h1>{SENTENCES}</h1>" * 3_000,
    "json": "<script type='application/ld+json'>" + '{"a":[' * 50_000 + "</script>",
    "title": "<title>" + "a | b - " * 100_000 + "</title>",
    "rows": "<table>" + "<tr><td>a</td><td>b</td></tr>" * 20_000 + "</table>",
}


@pytest.mark.parametrize("html", MONSTERS.values(), ids=MONSTERS.keys())
def test_a_monstrous_page_ends_soon(html: str) -> None:
    start = time.process_time()
    article = read_page(html + f"<p>{SENTENCES}</p>")
    assert time.process_time() - start < 30
    assert article.verdict != "article" or article.text


TAGS = st.sampled_from(
    [
        "p",
        "div",
        "h1",
        "li",
        "ul",
        "table",
        "tr",
        "td",
        "a href='x'",
        "script",
        "style",
        "article",
        "!--",
        "template",
        "svg",
        "br",
    ]
)
TEXTS = st.one_of(st.text(max_size=30), st.just(SENTENCES), st.just("&#x0;&nbsp;&lt;"), st.just("\ud800"))
PIECES = st.one_of(TAGS.map(lambda t: f"<{t}>"), TAGS.map(lambda t: f"</{t.split()[0]}>"), TEXTS)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_soup_is_read_without_a_fault(html: str) -> None:
    article = read_page(html)
    assert all(article.text[b.start : b.end] == b.text for b in article.blocks)
    assert (article.verdict == "article") <= bool(article.text)
    assert (article.verdict == "article") != bool(article.reason)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.binary(max_size=400),
    st.integers(0, 5_000),
    st.sampled_from(["", "text/html; charset=utf-16", "text/html; charset=gbk"]),
)
def test_damaged_bytes_are_read_without_a_fault(noise: bytes, at: int, content_type: str) -> None:
    page = PAIRS[at % len(PAIRS)].read_bytes()
    body = page[:at] + noise + page[at + len(noise) :]
    article = read(Document.from_bytes(body, content_type, "https://a.example/x"), ReadSettings())
    assert (article.verdict == "article") <= bool(article.text)
