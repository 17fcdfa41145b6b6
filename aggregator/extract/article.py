"""One page to one article: title, authors, text as blocks, language and the rest, each with its provenance."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from lxml.html import HtmlElement

from aggregator.extract.authors import read_authors
from aggregator.extract.blocks import Block
from aggregator.extract.body import Body, Opinions, choose
from aggregator.extract.compose import compose
from aggregator.extract.density import is_paragraph, weight
from aggregator.extract.document import Document
from aggregator.extract.fields import read_fields
from aggregator.extract.kinds import ARTICLE_TYPES
from aggregator.extract.language import language_of, mark_blocks
from aggregator.extract.library import main_text, readable_text
from aggregator.extract.people import Reader
from aggregator.extract.select import picked
from aggregator.extract.site import site_names
from aggregator.extract.text import bare, clean, inline_text
from aggregator.extract.title import read_title
from aggregator.extract.verdict import Evidence, judge
from aggregator.extract.words import words_for
from aggregator.items import Article, Origin, ReadSettings, TextBlock

LEAD = 10
"""Blocks before and of the text that are searched for a printed byline."""
TAIL = 2
"""Blocks from the end of the text that are searched too, if it has more, and as many after it."""
MUCH_MORE = 2
"""How many times longer JSON-LD's articleBody must be than the text found for it to be taken instead."""


def read(document: Document, settings: ReadSettings, *, keep: Collection[int] = ()) -> Article:
    """Read an article; never raises for a page, however broken.

    ``keep``: indexes of blocks (`Document.blocks`) that must be in the text, such as lists of signatures. Dates are
    not read here (`aggregator.extract.dates`). A page that is no article has another ``verdict`` and a ``reason``.
    """
    article = Article(document.url)
    sites = site_names(document, settings)
    article.title, article.provenance["title"] = _title(document, settings, sites)
    body = _body(document, settings)
    chosen = _without_title([i for i, mark in enumerate(body.marks) if mark], document.blocks, article.title)
    article.blocks, article.text = compose(document.blocks, chosen, keep)
    article.provenance["text"] = Origin(f"body:{body.method}", "", body.doubt)
    _prefer_stated_body(document, article)
    _language(document, settings, article)
    _authors(document, settings, article, sites, chosen)
    read_fields(document, article, sites)
    evidence = Evidence(document, document.blocks, chosen, article.text, article.title)
    article.verdict, article.reason = judge(evidence)
    _fix(article, settings)
    return article


def include(article: Article, blocks: Sequence[Block], keep: Collection[int]) -> None:
    """Put more blocks of the page into an article's text, in page order; spans are made anew.

    A text that does not come from the page's blocks (`_prefer_stated_body`) gets them at its end.
    """
    known = {(block.path, block.text): block.language for block in article.blocks}
    chosen = [i for i, block in enumerate(blocks) if (block.path, block.text) in known]
    if not set(keep) - set(chosen):
        return
    if chosen or not article.blocks:
        article.blocks, article.text = compose(blocks, chosen, keep)
        for block in article.blocks:
            block.language = known.get((block.path, block.text), "")
        return
    more, text = compose(blocks, keep)
    shift = len(article.text) + 2
    for block in more:
        block.start, block.end = block.start + shift, block.end + shift
    article.blocks.extend(more)
    article.text = f"{article.text}\n\n{text}"


def _title(document: Document, settings: ReadSettings, sites: frozenset[str]) -> tuple[str, Origin]:
    for element in picked(document.tree, settings.select.get("title")):
        text = clean(element.get("content") or inline_text(element))
        if text:
            return text, Origin("select:title", document.path(element), text[:500])
    return read_title(document, sites)


def _body(document: Document, settings: ReadSettings) -> Body:
    dropped = _inside(document.blocks, picked(document.tree, settings.select.get("drop")))
    selected = _inside(document.blocks, picked(document.tree, settings.select.get("body")))
    if any(selected):
        return Body([s and not d for s, d in zip(selected, dropped, strict=True)], "select")
    opinions = Opinions(lambda: main_text(document.tree), lambda: readable_text(document.tree))
    body = choose(document.blocks, opinions, settings.boilerplate)
    return Body([m and not d for m, d in zip(body.marks, dropped, strict=True)], body.method, body.doubt)


def _inside(blocks: Sequence[Block], elements: list[HtmlElement]) -> list[bool]:
    """For each block whether it is one of the elements or below one."""
    if not elements:
        return [False] * len(blocks)
    wanted = set(elements)
    return [
        b.element in wanted or any(outer in wanted for outer in b.element.iterancestors()) for b in blocks
    ]


def _without_title(chosen: list[int], blocks: Sequence[Block], title: str) -> list[int]:
    """The text without headings before its first paragraph that only repeat the title."""
    form = bare(title)
    for at, i in enumerate(chosen):
        if not blocks[i].level and weight(blocks[i].text) > weight(title):
            return [k for k in chosen[:at] if bare(blocks[k].text) != form] + chosen[at:]
    return chosen


def _prefer_stated_body(document: Document, article: Article) -> None:
    """Take JSON-LD's articleBody where the page shows far less of it: the text is filled in by a script."""
    for node in document.structured.nodes(ARTICLE_TYPES):
        stated = node.data.get("articleBody")
        if node.nested or not isinstance(stated, str) or len(stated) <= MUCH_MORE * max(len(article.text), 1):
            continue
        path = f"{node.path}/articleBody"
        lines = [line for part in stated.splitlines() if (line := clean(part))]
        article.text = "\n\n".join(lines)
        article.blocks, start = [], 0
        for line in lines:
            article.blocks.append(TextBlock("p", line, start, start + len(line), path))
            start += len(line) + 2
        article.provenance["text"] = Origin("json-ld:articleBody", path)
        return


def _language(document: Document, settings: ReadSettings, article: Article) -> None:
    sample = article.text if weight(article.text) >= LEAD * 10 else f"{article.title}\n{article.text}"
    claimed = (
        document.structured.language
        or document.structured.first("content-language", "og:locale", "dc.language")[1]
    )
    article.language, method = language_of(sample, settings.languages, claimed)
    if article.language:
        article.provenance["language"] = Origin(f"language:{method}", "", claimed)
        mark_blocks(article.blocks, article.language)


def _authors(
    document: Document, settings: ReadSettings, article: Article, sites: frozenset[str], chosen: list[int]
) -> None:
    reader = Reader(words_for(article.language), sites)
    selected = picked(document.tree, settings.select.get("author"))
    if selected:
        texts = [clean(element.get("content") or inline_text(element)) for element in selected]
        printed = [reader.announced(text) or text for text in texts]
        article.authors = list(dict.fromkeys(name for text in printed for name in reader.people(text)))
        article.byline = " ".join(texts)
        origin = Origin("select:author", document.path(selected[0]), article.byline[:500])
    else:
        lead = _lead(document.blocks, chosen)
        tail = document.blocks[chosen[-1] + 1 - TAIL : chosen[-1] + 1 + TAIL] if len(chosen) > TAIL else []
        article.authors, article.byline, origin = read_authors(document, reader, lead, tail)
    if article.authors or article.byline:
        article.provenance["authors"] = origin


def _lead(blocks: Sequence[Block], chosen: Sequence[int]) -> Sequence[Block]:
    """Blocks around the beginning of the text, to the one after its first paragraph."""
    first = chosen[0] if chosen else 0
    opening = chosen[:LEAD]
    paragraph = next((i for i in opening if is_paragraph(blocks[i], weight(blocks[i].text))), first)
    return blocks[max(0, first - LEAD) : min(paragraph, first + LEAD) + 2]


def _fix(article: Article, settings: ReadSettings) -> None:
    """Replace known bad values by the source's table: field -> value -> right value."""
    for name, table in settings.fix.items():
        value = getattr(article, name, None)
        if isinstance(value, str) and value in table:
            setattr(article, name, table[value])
        elif isinstance(value, list):
            fixed = [table.get(item, item) if isinstance(item, str) else item for item in value]
            setattr(article, name, [item for item in fixed if item])
