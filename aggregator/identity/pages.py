"""Which addresses stand for one page, and which text is the same text."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit

from aggregator.identity.addresses import normalise, registrable_domain
from aggregator.identity.copies import prepare
from aggregator.identity.folding import words
from aggregator.identity.wires import credit
from aggregator.items import Article, Page


def addresses_of(page: Page, article: Article) -> list[tuple[str, str]]:
    """(normalised URL, relation) of ``page``: its own address, then canonical, aliases and redirects.

    A page never claims an address on another registrable domain, nor its site's front page: such claims
    are left out. The addresses it was redirected from are its own by the other host's will.
    """
    own = normalise(page.capture.url)
    found = {own: "page"}
    claims = [("canonical", article.canonical_url), *article.alternates]
    for relation, url in claims:
        if url and _may_claim(page.capture.url, url):
            found.setdefault(normalise(url), relation)
    for url in [page.capture.requested_url, *page.redirects]:
        found.setdefault(normalise(url), "redirect")
    return list(found.items())


def analyse(page: Page, article: Article) -> None:
    """Note in ``page`` all that the writer compares it by: addresses, words, digest, wire, shingles.

    Pure and slow (milliseconds), so that it can be done beside the one writer.
    """
    page.addresses = addresses_of(page, article)
    page.searchable = (" ".join(words(article.title)), " ".join(words(article.text)))
    page.text_sha256 = digest_of(page.searchable[1])
    page.wire = credit(article.byline, article.text)
    page.comparable = prepare(article.title, article.text, urlsplit(page.capture.url).hostname or "")


def _may_claim(own: str, claimed: str) -> bool:
    if registrable_domain(own) != registrable_domain(claimed):
        return False
    is_front = urlsplit(claimed).path in ("", "/") and not urlsplit(claimed).query
    return not is_front or urlsplit(own).path in ("", "/")


def text_digest(text: str) -> str:
    """Hex SHA-256 of the folded words of ``text``; '' for a text without words."""
    return digest_of(" ".join(words(text)))


def digest_of(folded: str) -> str:
    """`text_digest` of a text that is folded already."""
    return hashlib.sha256(folded.encode()).hexdigest() if folded else ""


def leads_home(requested: str, answered: str) -> bool:
    """Whether a redirect left a page for the front page of a site, or of one of its languages.

    >>> leads_home("https://a.example/news/1", "https://a.example/en/")
    True
    """
    wanted, found = urlsplit(normalise(requested)), urlsplit(normalise(answered))
    return _is_front(found.path, found.query) and not _is_front(wanted.path, wanted.query)


def _is_front(path: str, query: str) -> bool:
    return not query and re.fullmatch(r"/?|/[a-z]{2}([-_][A-Za-z]{2,4})?", path) is not None


def is_likely_moved(old: tuple[str, str], new: tuple[str, str]) -> bool:
    """Whether (title, text) at a new address is the old page, perhaps edited.

    Under one title half of the smaller text's words are enough. Under another it takes four fifths of the larger
    one's: a list shares most words of a short text, and reports of one kind share half of theirs.
    """
    if words(old[0]) == words(new[0]):
        return is_likely_same_text(old[1], new[1])
    a, b = set(words(old[1])), set(words(new[1]))
    return len(a & b) >= 0.8 * max(len(a), len(b))


def is_likely_same_text(left: str, right: str) -> bool:
    """Whether two versions share at least half of the smaller one's distinct words.

    Guards against pages that name a wrong canonical address: an edited article still shares most words.
    """
    a, b = set(words(left)), set(words(right))
    smaller = min(len(a), len(b))
    return smaller == 0 or len(a & b) >= smaller / 2
