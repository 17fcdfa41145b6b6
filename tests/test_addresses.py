"""Addresses: one spelling for comparison, and no page takes another host's identity."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.identity.addresses import may_claim, normalise, plain_form, registrable_domain, relation

SAME = [
    ("scheme", "http://example.org/a", "https://example.org/a"),
    ("www", "https://www.example.org/a", "https://example.org/a"),
    ("case of scheme and host", "HTTPS://Example.ORG/a", "https://example.org/a"),
    ("default port", "https://example.org:443/a", "https://example.org/a"),
    ("default port of http", "http://example.org:80/a", "https://example.org/a"),
    ("trailing slash", "https://example.org/a/", "https://example.org/a"),
    ("front page", "https://example.org", "https://example.org/"),
    ("index file", "https://example.org/a/index.html", "https://example.org/a/"),
    ("fragment", "https://example.org/a#comments", "https://example.org/a"),
    ("campaign", "https://example.org/a?utm_source=feed&utm_medium=rss", "https://example.org/a"),
    ("click id among others", "https://example.org/a?id=7&fbclid=IwAR0x", "https://example.org/a?id=7"),
    ("order of query", "https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2"),
    ("session in query", "https://example.org/a?sid=8f14e45fceea167a5a36&id=7", "https://example.org/a?id=7"),
    ("session in path", "https://example.org/a;jsessionid=0A1B2C3D?id=7", "https://example.org/a?id=7"),
    ("session folder", "https://example.org/(S(lit3py55t21z5v55vlm25s55))/a", "https://example.org/a"),
    ("percent case", "https://example.org/%d8%a7", "https://example.org/%D8%A7"),
    ("letters and their encoding", "https://example.org/خبر", "https://example.org/%D8%AE%D8%A8%D8%B1"),
    ("needless encoding", "https://example.org/%7Euser/%61", "https://example.org/~user/a"),
    ("international host", "https://münchen.example/a", "https://xn--mnchen-3ya.example/a"),
    ("dot segments", "https://example.org/a/../b/./c", "https://example.org/b/c"),
    ("double slash", "https://example.org//a//b", "https://example.org/a/b"),
    ("dot after host", "https://example.org./a", "https://example.org/a"),
    ("user information", "https://me:secret@example.org/a", "https://example.org/a"),
    ("blanks and invisible characters", " https://example.org/a\u200b\n", "https://example.org/a"),
    ("plus and %20 in a query", "https://example.org/a?q=x+y", "https://example.org/a?q=x%20y"),
]
DIFFERENT = [
    ("path case", "https://example.org/A", "https://example.org/a"),
    ("a query that chooses", "https://example.org/a?id=7", "https://example.org/a?id=8"),
    ("an article number named s", "https://example.org/?s=tehran", "https://example.org/?s=baku"),
    ("another port", "https://example.org:8080/a", "https://example.org/a"),
    ("another subdomain", "https://fa.example.org/a", "https://en.example.org/a"),
    ("a route after #!", "https://example.org/#!/a", "https://example.org/#!/b"),
    ("an encoded slash is no slash", "https://example.org/a%2Fb", "https://example.org/a/b"),
    ("an encoded question mark", "https://example.org/a%3Fid=7", "https://example.org/a?id=7"),
    ("invalid UTF-8 stays apart", "https://example.org/?q=%E0", "https://example.org/?q=%E1"),
    ("AMP is a relation, not the page", "https://example.org/a/amp", "https://example.org/a"),
]


@pytest.mark.parametrize(("left", "right"), [row[1:] for row in SAME], ids=[row[0] for row in SAME])
def test_spellings_of_one_address_are_equal(left: str, right: str) -> None:
    assert normalise(left) == normalise(right)


@pytest.mark.parametrize(("left", "right"), [row[1:] for row in DIFFERENT], ids=[row[0] for row in DIFFERENT])
def test_different_addresses_stay_apart(left: str, right: str) -> None:
    assert normalise(left) != normalise(right)


@pytest.mark.parametrize(
    "text", ["", "mailto:a@example.org", "https://[::1", "https://example.org:port/", "not a url"]
)
def test_what_is_no_web_address_is_kept(text: str) -> None:
    assert normalise(text).replace(" ", "") == text.replace(" ", "")


@given(st.text(max_size=60), st.text(max_size=40))
def test_normalising_twice_changes_nothing(path: str, query: str) -> None:
    once = normalise(f"https://example.org/{path}?{query}")
    assert normalise(once) == once


@given(st.text(max_size=80))
def test_no_text_raises(text: str) -> None:
    normalise(text)
    registrable_domain(text)
    plain_form(text)


DOMAINS = [
    ("https://news.example.co.uk/a", "example.co.uk"),
    ("https://www.example.org", "example.org"),
    ("https://someone.blogspot.com/2026/", "someone.blogspot.com"),
    ("https://group.github.io/", "group.github.io"),
    ("https://fa.example.com.tr:8443/", "example.com.tr"),
    ("http://127.0.0.1:8000/a", "127.0.0.1"),
    ("http://localhost:8000/a", "localhost"),
    ("https://сайт.рф/", "xn--80aswg.xn--p1ai"),
    ("mailto:a@example.org", ""),
    ("", ""),
]


@pytest.mark.parametrize(("url", "domain"), DOMAINS)
def test_registrable_domain(url: str, domain: str) -> None:
    assert registrable_domain(url) == domain


CLAIMS = [
    ("https://www.example.org/a?x=1", "https://example.org/a", True),
    ("https://m.example.org/a", "https://www.example.org/a", True),
    ("https://evil.example.net/a", "https://example.org/a", False),
    ("https://one.blogspot.com/a", "https://two.blogspot.com/a", False),
    ("https://example.org.evil.net/a", "https://example.org/a", False),
    ("https://example.org@evil.net/a", "https://example.org/a", False),
    ("not a url", "not a url", False),
]


@pytest.mark.parametrize(("own", "claimed", "allowed"), CLAIMS)
def test_a_page_claims_only_its_own_site(own: str, claimed: str, allowed: bool) -> None:
    assert may_claim(own, claimed) is allowed


FORMS = [
    ("https://example.org/a/amp/", "https://example.org/a", "amp"),
    ("https://example.org/a.amp.html", "https://example.org/a.html", "amp"),
    ("https://amp.example.org/a", "https://example.org/a", "amp"),
    ("https://example.org/a?amp=1", "https://example.org/a", "amp"),
    ("https://example.org/a?amp", "https://example.org/a", "amp"),
    ("https://m.example.org/a", "https://www.example.org/a", "mobile"),
    ("https://example.org/2026/01/a.html?m=1", "https://example.org/2026/01/a.html", "mobile"),
    ("https://example.org/a/print", "https://example.org/a", "print"),
    ("https://example.org/print/7", "https://example.org/7", "print"),
    ("https://example.org/a?id=7&print=true", "https://example.org/a?id=7", "print"),
    ("https://example.org/a", "https://example.org/a", None),
    ("https://example.org/champion", "https://example.org/ch", None),
    ("https://example.org/print-media-under-pressure", "https://example.org/", None),
]


@pytest.mark.parametrize(("url", "plain", "form"), FORMS)
def test_amp_mobile_and_print_are_relations(url: str, plain: str, form: str | None) -> None:
    assert relation(url, plain) == form
