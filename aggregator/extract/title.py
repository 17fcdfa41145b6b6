"""The headline of a page: the visible heading that the stated titles agree with, without the site's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement
from rapidfuzz import fuzz

from aggregator.extract.document import Document
from aggregator.extract.kinds import ARTICLE_TYPES
from aggregator.extract.site import is_site
from aggregator.extract.text import bare, clean, inline_text
from aggregator.items import Origin

ALIKE = 90
"""Similarity (0-100, normalised indel) from which two titles are the same."""
SHARED = 1 / 3
"""Share of a heading's words that must stand in a stated title for it to be the headline in other words."""
MIN_WORDS = 3
MAX_LENGTH = 400
MAX_SUFFIX_WORDS = 5
_VOTES = {"h1": 1.4, "json-ld": 1.0, "og": 1.0, "title": 0.5}
_SEPARATOR = re.compile(r"\s+(?:[|·•›‹/\\~]|::|[-–—―]{1,3})\s+|\s*[|｜]\s*|(?<=[^\W\d_])_(?=[^\W\d_])|--+")
_ARROW = re.compile(r"\s*[»«]\s*")
_BREADCRUMB = re.compile(r"breadcrumb|seo-?title|logo|visually-?hidden|sr-only|screen-reader", re.IGNORECASE)
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A title found on the page."""

    text: str
    kind: str
    """h1, json-ld, og, title or heading."""
    origin: Origin
    whole: str = ""
    """The text before the site's name was cut, in comparison form."""

    @property
    def form(self) -> str:
        """The text in comparison form."""
        return bare(self.text)


def read_title(document: Document, sites: frozenset[str]) -> tuple[str, Origin]:
    """Return the headline and where it was found; two empty values where the page has none.

    Order after the measured shares of right answers: a visible h1 that a stated title contains, a heading that says
    it in other words, the JSON-LD headline, the only h1, og:title and the title element without the site's name.
    """
    headings = [c for c in _headings(document) if not is_site(c.text, sites)]
    stated = list(_stated(document, sites, headings))
    agreed = [c for c in headings if any(_same(c.form, s.form) for s in stated)]
    best = max(agreed, key=lambda c: len(c.text), default=None)
    chosen = _settle(best, stated) if best else _without_agreement(headings, stated, document)
    return (chosen.text, chosen.origin) if chosen else ("", Origin(""))


def _without_agreement(
    headings: list[Candidate], stated: list[Candidate], document: Document
) -> Candidate | None:
    related = [h for h in headings if any(_related(h.form, s.whole) for s in stated)]
    if related:
        return related[0]
    headline = next((s for s in stated if s.kind == "json-ld"), None)
    alone = headings[0] if len(headings) == 1 and _words(headings[0].text) >= MIN_WORDS else None
    return headline or alone or next(iter(stated), None) or next(_lesser_headings(document), None)


def _settle(heading: Candidate, stated: list[Candidate]) -> Candidate:
    """Between an agreed heading and stated titles that hold it, or that it holds: the form most places print."""
    rivals = [
        s for s in stated if s.form != heading.form and (s.form in heading.form or heading.form in s.form)
    ]
    for rival in rivals:
        if _votes(rival.form, stated) > _votes(heading.form, stated) + _VOTES["h1"]:
            return rival
    return heading


def _votes(form: str, stated: list[Candidate]) -> float:
    return sum(_VOTES[kind] for kind in {candidate.kind for candidate in stated if candidate.form == form})


def _headings(document: Document) -> Iterator[Candidate]:
    """The h1 elements a reader takes for a headline."""
    for element in document.structured.headings:
        text = clean(inline_text(element))
        if text and len(text) <= MAX_LENGTH and not _is_furniture(element):
            yield Candidate(text, "h1", Origin("h1", document.path(element), text[:500]))


def _lesser_headings(document: Document) -> Iterator[Candidate]:
    for element in document.tree.iter("h2", "h3"):
        text = clean(inline_text(element))
        if _words(text) >= MIN_WORDS and len(text) <= MAX_LENGTH:
            yield Candidate(
                text, "heading", Origin(f"heading:{element.tag}", document.path(element), text[:500])
            )


def _is_furniture(element: HtmlElement) -> bool:
    if _BREADCRUMB.search(element.get("class") or ""):
        return True
    outer = next(element.iterancestors("nav", "li", "aside", "footer", "dialog"), None)
    return outer is not None and next(outer.iterdescendants("p"), None) is None


def _stated(document: Document, sites: frozenset[str], headings: list[Candidate]) -> Iterator[Candidate]:
    """Titles in the page's data, the site's name cut off; the most trusted first."""
    headlines = {heading.form for heading in headings}
    known = set(headlines)
    stated = document.structured
    found: list[tuple[str, str, Origin]] = []
    for node in stated.nodes(ARTICLE_TYPES):
        value = node.data.get("headline") or node.data.get("name")
        if not node.nested and isinstance(value, str):
            found.append(("json-ld", value, Origin("json-ld:headline", f"{node.path}/headline", value[:500])))
    for name in ("og:title", "twitter:title", "dc.title", "citation_title", "parsely-title"):
        found += [
            ("og", value, Origin(f"meta:{name}", "", value[:500])) for value in stated.meta.get(name, [])[:2]
        ]
    found.append(("title", stated.title, Origin("title", "/html/head/title", stated.title[:500])))
    known.update(bare(text) for kind, text, _ in found if kind != "title")
    for kind, text, origin in found:
        guess = kind != "json-ld" and bare(text) not in headlines
        short = cut_site(clean(text)[:MAX_LENGTH], sites, known, guess=guess)
        if short and not is_site(short, sites):
            yield Candidate(short, kind, origin, bare(text))


def cut_site(title: str, sites: frozenset[str], known: set[str], *, guess: bool = True) -> str:
    """Cut the site's and section's names off a title.

    ``known`` are other titles of the page in comparison form: what equals one of them is the headline. Without such
    help, and if ``guess`` allows, a short part after the last separator goes if what is left is longer.
    """
    cuts = _cuts(title)
    for cut in cuts:
        for part in (title[: cut.start()], title[cut.end() :]):
            if bare(part) in known and _words(part) > 1:
                return part.strip()
    while cuts:
        shorter = _cut_once(title, cuts, sites, guess=guess)
        if shorter == title:
            break
        title = shorter
        cuts = _cuts(title)
    return title.strip(" |-–—·•:")


def _cuts(title: str) -> list[re.Match[str]]:
    """Places where a title may be cut; a pair of guillemets is a quotation, a single one an arrow."""
    arrows = [] if "»" in title and "«" in title else _ARROW.finditer(title)
    return sorted([*_SEPARATOR.finditer(title), *arrows], key=lambda match: match.start())


def _cut_once(title: str, cuts: list[re.Match[str]], sites: frozenset[str], *, guess: bool) -> str:
    head, tail = title[: cuts[-1].start()], title[cuts[-1].end() :]
    first, rest = title[: cuts[0].start()], title[cuts[0].end() :]
    if _names_site(tail, sites):
        return head
    if _names_site(first, sites):
        return rest
    if (
        guess
        and cuts[-1].group() != "_"
        and _words(tail) <= MAX_SUFFIX_WORDS
        and _words(head) > max(MIN_WORDS, _words(tail))
    ):
        return head
    return title


def _names_site(part: str, sites: frozenset[str]) -> bool:
    form = bare(part)
    if is_site(part, sites):
        return True
    squashed = form.replace(" ", "")
    return len(squashed) >= 4 and any(
        (len(site) >= 4 and squashed.startswith(site))
        or (site.startswith(squashed) and 2 * len(squashed) > len(site))
        for site in (name.replace(" ", "") for name in sites)
    )


def _same(heading: str, stated: str) -> bool:
    """Whether one holds the other as whole words, or they differ by a letter or two."""
    short, long = sorted((heading, stated), key=len)
    if len(short) < 3:
        return False
    return (
        f" {short} " in f" {long} "
        or (_WIDE.search(short) is not None and short in long)
        or fuzz.ratio(short, long) >= ALIKE
    )


def _related(heading: str, stated: str) -> bool:
    words = set(heading.split())
    return len(words) >= MIN_WORDS and len(words & set(stated.split())) >= SHARED * len(words)


def _words(text: str) -> float:
    """Words of a text; in a script without spaces two letters count as one."""
    wide = len(_WIDE.findall(text))
    return len(_WIDE.sub(" ", text).split()) + wide / 2
