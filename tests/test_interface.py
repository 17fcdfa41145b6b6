"""The pages' own words in each language: none missing, none left over, and the choice kept from page to page."""

from __future__ import annotations

import re
import string
import tomllib
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from aggregator.store.states import WORDS as STATE_WORDS
from aggregator.web import front, interface, render
from aggregator.web.interface import known, negotiated
from tests.browser import site
from tests.test_web import get

SAID = re.compile(r"""\bt\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")
COUNTED = re.compile(r"""\bplural\([^,()]*(?:\|length)?, '([^']+)'""")
IN_CODE = {"Statements per month", "Statements per year", "Copies per day", "Statements", "Latest articles"}
IN_CODE |= {
    text for question in front.questions().values() for text in (question["title"], question["description"])
}
IN_CODE |= {*front.views().values(), "statement id", "slug", "min", "story id", "since"}
MESSAGES = {"Not here", "Stopped", "There is no page at this address."}
MESSAGES |= {
    "Not a date",
    "Write a date as 2026-11-30.",
    "This took too long. Add a word or a filter and try again.",
    "date unknown",
    "language unknown",
}
STORED = {"statement", "article", "person", "organisation", "ngo", "independent", "exile", "agency"}
STORED |= {
    "in-text",
    "document",
    "related",
    "ok",
    "working",
    "failed",
    "unverified",
    "partial",
    "quiet",
    "running",
}
STORED |= {
    "interrupted",
    "new",
    "unchanged",
    "skipped",
    "blocked",
    "gone",
    "added",
    "withdrawn",
    "role changed",
}
STORED |= set(STATE_WORDS.values())
TRANSLATED = [language for language in interface.LANGUAGES if language != interface.ENGLISH]


def templates() -> str:
    files = [*render.TEMPLATES.glob("**/*.html"), *render.TEMPLATES.glob("*.svg")]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def said() -> set[str]:
    conditional = set(re.findall(r"\bor '([a-z ]+)'\)", templates()))
    texts = {double or single for double, single in SAID.findall(templates())}
    return texts | conditional | IN_CODE | MESSAGES


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_word_is_missing_and_none_is_left_over(language: str) -> None:
    found = tomllib.loads((interface.WORDS / f"{language}.toml").read_text(encoding="utf-8"))
    assert set(said()) - set(found["words"]) == set()
    assert set(found["words"]) - said() - STORED == set()
    assert STORED - set(found["words"]) == set()
    for text, words in found["words"].items():
        assert fields(text) == fields(words), text
        assert words.strip()
    counted = set(COUNTED.findall(templates()))
    assert set(found["nouns"]) == counted
    forms = {interface.Locale(language).plural_form(n) for n in range(1, 1000)}
    assert all(set(noun) == forms for noun in found["nouns"].values())
    assert len(found["digits"]) == 10


def test_numbers_dates_and_plurals() -> None:
    persian, arabic, english = known("fa"), known("ar"), known("en")
    assert english.plural(1, "copy", "copies") == "1 copy"
    assert english.plural(1200, "copy", "copies") == "1\u202f200 copies"
    assert persian.plural(12, "signatory") == "۱۲ امضاکننده"
    assert [arabic.plural(n, "source") for n in (1, 2, 3, 11)] == [
        "مصدر واحد",
        "مصدران",
        "٣ مصادر",
        "١١ مصدرًا",
    ]
    assert str(persian.day("2026-09-30")) == '<time datetime="2026-09-30">۳۰ سپتامبر ۲۰۲۶</time>'
    assert persian.language_name("en") == "انگلیسی"
    assert persian.t("no such words") == "no such words"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("fa-IR,fa;q=0.9,en;q=0.8", "fa"),
        ("de-DE,de;q=0.9,ar;q=0.5", "ar"),
        ("en;q=0.4,ar;q=0.5", "ar"),
        ("fa;q=0,en", "en"),
        ("ar;q=x", "en"),
        ("zz" * 5000, "en"),
    ],
)
def test_the_browser_chooses(header: str, language: str) -> None:
    assert negotiated(header) == language


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with site.served(site.make(tmp_path_factory.mktemp("interface") / "news.db", 1000)) as address:
        yield address


PAGES = [page for page in site.OWN_PAGES if page != "/nowhere"]


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("path", PAGES)
def test_a_chosen_language_goes_along(base: str, path: str, language: str) -> None:
    answer = get(base, f"/{language}{path}")
    assert answer.status == 200
    assert f'<html lang="{language}" dir="rtl">' in answer.text
    assert "accept-language" in answer.headers["vary"].lower()
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    linked = re.findall(r'(?:href|action)="(/[^"]*)"', answer.text)
    files = re.compile(
        r"/(static|feed|chart|news|downloads)/|/[a-z]+/[^/]+\.(csv|gexf)|/(network|statements)\.|/news$"
    )
    kept = re.compile(rf"/({language}|en|fa|ar)(/|$)")
    assert [link for link in linked if not kept.match(link) and not files.match(link)] == []


def test_data_pages_have_no_language_in_front(base: str) -> None:
    assert get(base, "/fa/news/articles").status == 404
    assert get(base, "/fa").status == 200
    assert get(base, "/fax").status == 404
    robots = get(base, "/robots.txt").text
    assert all(f"Disallow: {at}/search\n" in robots for at in ("", "/en", "/fa", "/ar"))


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_frame_of_data_pages_speaks_the_language_of_the_browser(base: str, language: str) -> None:
    request = urllib.request.Request(f"{base}/news/articles", headers={"Accept-Language": language})
    with urllib.request.urlopen(request, timeout=20) as answer:
        text = answer.read().decode()
    assert f'class="ours" lang="{language}" dir="rtl"' in text
    assert known(language).t("Statements") in text
    assert '<html lang="en">' in text


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("path", ["/data", "/downloads"])
def test_pages_of_the_data_leave_no_sentence_in_english(base: str, path: str, language: str) -> None:
    text = get(base, f"/{language}{path}").text
    ours = re.sub(
        r'(?s)<(dl|bdi)[^>]* lang="en".*?</\1>|<[^>]*>',
        " ",
        text[text.index("<main") : text.index("</main>")],
    )
    sentences = re.findall(r"[A-Za-z]+ [A-Za-z]+ [A-Za-z]+", ours)
    assert not [words for words in sentences if not words.startswith("aggregator ")]


def test_a_stranger_to_our_languages_reads_english(base: str) -> None:
    assert '<html lang="en" dir="ltr">' in get(base, "/").text
    assert Path(interface.WORDS / "en.toml").exists() is False
