"""What a page is, if it is no article: each kind recognised and named, with the reason in plain words.

Phrases count only on pages with little text of their own, so an article about captchas stays an article.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from aggregator.extract.blocks import Block
from aggregator.extract.density import FEW_LINKS, LONG, MOSTLY_LINKS, is_paragraph, weight
from aggregator.extract.document import Document
from aggregator.extract.kinds import ARTICLE_TYPES, LIST_TYPES
from aggregator.extract.text import bare
from aggregator.extract.urls import parts_of
from aggregator.items import Verdict

MIN_TEXT = 40
"""Weight of a text below which nothing was extracted."""
LITTLE_TEXT = 900
"""Weight of a text up to which phrases are asked what the page is."""
TEASER_TEXT = 1_500
"""Weight of a text up to which a page that says it is not free shows only a teaser."""
BARE_PAGE = 250
"""Weight of all text on a page that a script fills."""
MANY_HEADLINES = 12
RAIL = 3
"""Blocks up to which a page is too short to have an imprint."""
FEW_HEADLINES = 5
HEADLINE_WEIGHT = 30
"""Least weight of text a headline that a section's page lists stands against."""
MIN_TEASERS = 6
MAX_TEASER = 500
TEASER_SHARE = 0.6
"""Share of the text that stands in boxes of their own, each with a linked headline, from which it is a list."""
CONSENT_PHRASES = 3
CONSENT_DENSITY = 6
"""Consent phrases per 1,000 characters of text from which the text is about nothing else."""

_CHALLENGES = (
    "cf-challenge",
    "challenge-form",
    "challenge-platform",
    "px-captcha",
    "g-recaptcha",
    "h-captcha",
    "captcha-delivery",
    "cf-turnstile",
    "_incapsula_resource",
    "ddos-guard",
    "arkose",
    "awswaf",
)
_PROSE_TAGS = frozenset(("p", "li", "tr", "blockquote", "pre", "dd"))
_CONSENT_HOSTS = ("consent.", "guce.", "cmp.", "privacy-gate")
_APPS = ("root", "app", "__next", "__nuxt", "___gatsby", "app-root", "main-app", "react-root")
_LINE = 160
"""Characters of the lines in which phrases are looked for."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was read of a page."""

    document: Document
    blocks: Sequence[Block]
    chosen: Sequence[int]
    """Indexes of the blocks of the text."""
    text: str
    title: str


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    """Phrases by kind, all languages together, in comparison form."""
    tables = tomllib.loads(
        (files("aggregator.extract") / "data" / "verdicts.toml").read_text(encoding="utf-8")
    )
    kinds = ("captcha", "not_found", "paywall", "consent", "script")
    return {
        kind: tuple(dict.fromkeys(bare(p) for table in tables.values() for p in table.get(kind, [])))
        for kind in kinds
    }


def judge(evidence: Evidence) -> tuple[Verdict, str]:
    """Return (verdict, reason); ``("article", "")`` for an article."""
    if "binary" in evidence.document.problems:
        return "not-extracted", "the response is no HTML but another kind of file"
    size = weight(evidence.text)
    for check in (_captcha, _soft_404, _consent_wall, _script_only, _paywall, _list_page):
        found = check(evidence, size)
        if found:
            return found
    if size < MIN_TEXT:
        return "not-extracted", _why_nothing(evidence)
    if size < LITTLE_TEXT and evidence.chosen and not _has_prose(evidence):
        return "not-extracted", "there are only short lines and links, no paragraph of text"
    return "article", ""


def _why_nothing(evidence: Evidence) -> str:
    problems = {
        "empty": "the response is empty",
        "deep": "its elements are nested deeper than the parser goes",
        "cut": "it is longer than pages are read",
        "pdf-encrypted": "the PDF cannot be opened without a password",
        "pdf-broken": "the PDF is damaged",
        "pdf-scanned": "the PDF holds pictures of pages, no text",
    }
    known = [text for key, text in problems.items() if key in evidence.document.problems]
    return known[0] if known else "no main text was found on the page"


def _captcha(evidence: Evidence, size: float) -> tuple[Verdict, str] | None:
    if size > LITTLE_TEXT:
        return None
    phrase = _heads(evidence, "captcha")
    mark = (
        next((m for m in _CHALLENGES if m in evidence.document.text), "")
        if _page_weight(evidence) < TEASER_TEXT
        else ""
    )
    if phrase and (mark or _page_weight(evidence) < 2 * TEASER_TEXT):
        return "captcha", f"the page asks for a check instead of an article ({phrase!r})"
    if mark and size < MIN_TEXT * 5 and not _states_article(evidence):
        return "captcha", f"the page holds a robot check ({mark}) and hardly any text"
    return None


def _soft_404(evidence: Evidence, size: float) -> tuple[Verdict, str] | None:
    if size > LITTLE_TEXT or _states_article(evidence):
        return None
    phrase = _heads(evidence, "not_found")
    return ("soft-404", f"the heading says that the page does not exist ({phrase!r})") if phrase else None


def _consent_wall(evidence: Evidence, size: float) -> tuple[Verdict, str] | None:
    if size > 2 * LITTLE_TEXT or _states_article(evidence):
        return None
    host = parts_of(evidence.document.url).hostname or ""
    if host.startswith(_CONSENT_HOSTS):
        return "consent-wall", f"the address {host} asks for consent"
    shown = bare(" ".join(block.text for block in evidence.blocks)[:6000])
    found = [phrase for phrase in _phrases()["consent"] if f" {phrase} " in f" {shown} "]
    own = bare(evidence.text)
    inside = [phrase for phrase in found if phrase in own]
    dense = sum(own.count(phrase) for phrase in inside) * 1_000 >= CONSENT_DENSITY * size
    if (
        len(found) >= CONSENT_PHRASES
        and len(inside) >= 2
        and dense
        and _page_weight(evidence) < 4 * LITTLE_TEXT
    ):
        return (
            "consent-wall",
            f"the page shows only choices about cookies and data ({', '.join(sorted(inside)[:3])})",
        )
    return None


def _script_only(evidence: Evidence, size: float) -> tuple[Verdict, str] | None:
    if size >= BARE_PAGE or _page_weight(evidence) >= 2 * BARE_PAGE:
        return None
    shown = bare(" ".join(evidence.document.tree.itertext("noscript", "body", "p", "div", "span"))[:4000])
    phrase = next((p for p in _phrases()["script"] if p in shown), "")
    scripts = sum(1 for _ in evidence.document.tree.iter("script"))
    root = next(
        (e for e in evidence.document.tree.iter("div", "app-root") if (e.get("id") or e.tag) in _APPS), None
    )
    if scripts and (phrase or root is not None) and size < MIN_TEXT * 3:
        return "script-only", "the page is empty until a script fills it"
    return None


def _paywall(evidence: Evidence, size: float) -> tuple[Verdict, str] | None:
    if size < TEASER_TEXT and _not_free(evidence):
        return "paywall", "the page states that its text is not free and shows only a teaser"
    if size > LITTLE_TEXT:
        return None
    lines = [block.text for block in evidence.blocks if len(block.text) <= 2 * _LINE]
    for line in lines:
        form = bare(line)
        phrase = next((p for p in _phrases()["paywall"] if p in form), "")
        if phrase:
            return "paywall", f"the page shows a teaser and asks to subscribe ({line[:80]!r})"
    return None


def _not_free(evidence: Evidence) -> bool:
    stated = evidence.document.structured
    values = [n.data.get("isAccessibleForFree") for n in stated.json_ld if not n.nested]
    tiers = stated.meta.get("article:content_tier", []) + stated.meta.get("og:article:content_tier", [])
    return any(str(v).lower() in ("false", "no") for v in values) or any(
        t.lower() in ("locked", "paid") for t in tiers
    )


def _list_page(evidence: Evidence, size: float) -> tuple[Verdict, str] | None:
    if _states_article(evidence):
        return None
    headlines = sum(map(_is_headline, evidence.blocks))
    path = parts_of(evidence.document.url).path if "//" in evidence.document.url else "-"
    listed = any(
        LIST_TYPES.intersection(n.types) for n in evidence.document.structured.json_ld if not n.nested
    )
    if headlines >= MANY_HEADLINES and (path.strip("/") == "" or listed) and size < 4 * LITTLE_TEXT:
        return "list-page", f"a front or listing page with {headlines} linked headlines"
    parents = _parents(evidence)
    teasers = _teasers(evidence, parents)
    if len(teasers) >= MIN_TEASERS and sum(parents[p] for p in teasers) > TEASER_SHARE * sum(
        parents.values()
    ):
        return "list-page", f"the text is made of {len(teasers)} teasers, each with a linked headline"
    if _linked_weight(evidence) > MOSTLY_LINKS * max(size, 1):
        return "list-page", "what text there is consists of links"
    is_shallow = path != "-" and "/" not in path.strip("/")
    if headlines >= FEW_HEADLINES and is_shallow and sum(parents.values()) < headlines * HEADLINE_WEIGHT:
        return "list-page", f"{headlines} linked headlines and hardly any text of its own"
    if headlines >= MANY_HEADLINES and not parents:
        return "list-page", f"{headlines} linked headlines and no paragraph of text"
    return None


def _has_prose(evidence: Evidence) -> bool:
    """Whether any part of the text reads like a sentence or a list; a short last line is taken for an imprint."""
    last = len(evidence.blocks) - 1
    for i in evidence.chosen:
        block, size = evidence.blocks[i], weight(evidence.blocks[i].text)
        reads = block.link_share < FEW_LINKS and (size >= LONG or block.tag in _PROSE_TAGS)
        if reads and (i < last or last < RAIL or size >= 2 * LONG):
            return True
    return False


def _linked_weight(evidence: Evidence) -> float:
    chosen = (evidence.blocks[i] for i in evidence.chosen)
    return sum(weight(block.text) for block in chosen if block.link_share >= MOSTLY_LINKS)


def _is_headline(block: Block) -> bool:
    """A line that is a link to another page."""
    away = any(not href.startswith("#") for href in block.hrefs)
    return away and not block.chrome and block.link_share >= MOSTLY_LINKS and 20 <= len(block.text) <= 200


def _teasers(evidence: Evidence, parents: Counter[str]) -> list[str]:
    """Parents of short texts that hold a linked headline too, or whose own parent does."""
    boxes = {block.path.rpartition("/")[0] for block in evidence.blocks if _is_headline(block)}
    short = [parent for parent, size in parents.items() if size <= MAX_TEASER]
    return [parent for parent in short if parent in boxes or parent.rpartition("/")[0] in boxes]


def _parents(evidence: Evidence) -> Counter[str]:
    """Weight of the text's paragraphs by the path of their parent."""
    found: Counter[str] = Counter()
    for i in evidence.chosen:
        block = evidence.blocks[i]
        size = weight(block.text)
        if is_paragraph(block, size):
            found[block.path.rpartition("/")[0]] += int(size)
    return found


def _heads(evidence: Evidence, kind: str) -> str:
    """The phrase of a kind that a title or heading begins or ends with, or is."""
    heads = [evidence.title, evidence.document.structured.title]
    heads += [b.text for b in evidence.blocks if b.level in (1, 2) and len(b.text) <= _LINE]
    forms = [bare(head) for head in heads if head]
    for phrase in _phrases()[kind]:
        if any(_carries(form, phrase) for form in forms):
            return phrase
    return ""


def _carries(form: str, phrase: str) -> bool:
    """Whether a heading is about the phrase: it makes up most of it, or begins it as words of its own."""
    if phrase not in form:
        return False
    return f" {phrase} " in f" {form} " and (
        len(phrase) * 2 >= len(form) or (form.startswith(phrase) and len(phrase) >= 12)
    )


def _states_article(evidence: Evidence) -> bool:
    stated = evidence.document.structured
    return bool(stated.nodes(ARTICLE_TYPES)) or "article" in (
        v.lower() for v in stated.meta.get("og:type", [])
    )


def _page_weight(evidence: Evidence) -> float:
    return sum(weight(block.text) for block in evidence.blocks)
