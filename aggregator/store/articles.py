"""Articles: what a page says now, tied to the capture it was read from."""

from __future__ import annotations

import json
import sqlite3

from aggregator.identity.pages import is_likely_same_text
from aggregator.items import Article, Origin, Page, TextBlock
from aggregator.store import (
    counts,
    dating,
    holding,
    links,
    moves,
    revisions,
    search,
    segments,
    signatures,
    states,
    stories,
)
from aggregator.store.runs import Outcome

NO_ARTICLE = ("gone", "blocked", "failed", "skipped", "unchanged", "redirected")
"""States that a page comes to the writer with when what it holds is not to be stored."""


def put(connection: sqlite3.Connection, page: Page, capture_id: int | None) -> Outcome:
    """Store what ``page`` holds and say what it was to us. Sets ``page.state`` and ``page.reason`` to match.

    Runs inside the writer's transaction. Replaying a capture that is already the base of a revision rewrites
    that revision and never makes a new one.
    """
    if page.article is None or page.state in NO_ARTICLE:
        return states.put_without_article(connection, page, capture_id)
    owner = _article_at_its_addresses(connection, page)
    if owner is not None and owner[1] != page.page_id:
        _add_addresses(connection, owner[0], page.addresses)
        page.state, page.reason = "duplicate", f"the same page as article {owner[0]}"
        return "unchanged"
    page.state = "done"
    if owner is None:
        return _insert(connection, page, page.article, capture_id)
    return _update(connection, owner[0], page, page.article, capture_id)


def _article_at_its_addresses(connection: sqlite3.Connection, page: Page) -> tuple[int, int] | None:
    """(article id, page id) of the article that this page is, or is another address of."""
    own = connection.execute("select id, page_id from articles where page_id = ?", (page.page_id,)).fetchone()
    if own:
        return int(own[0]), int(own[1])
    for address, _ in page.addresses:
        row = connection.execute(
            "select a.id, a.page_id, t.text from article_addresses as u join articles as a on a.id = u.article_id "
            "join article_texts as t on t.article_id = a.id where u.url_normalised = ?",
            (address,),
        ).fetchone()
        if row and is_likely_same_text(row[2], page.article.text if page.article else ""):
            return int(row[0]), int(row[1])
    return None


def _insert(connection: sqlite3.Connection, page: Page, article: Article, capture_id: int | None) -> Outcome:
    facts = _facts(page, article) | {
        "page_id": page.page_id,
        "capture_id": capture_id,
        "collected_at": page.capture.fetched_at,
    }
    names = ", ".join(facts)
    cursor = connection.execute(
        f"insert into articles ({names}) values ({', '.join(':' + name for name in facts)})", facts
    )
    article_id = int(cursor.lastrowid or 0)
    _put_parts(connection, article_id, page, article)
    revisions.add(connection, article_id, 1, page, article, capture_id, changed=[])
    _place(connection, article_id, page)
    signatures.put(connection, article_id, page, article, revision=1, is_news=False)
    connection.execute("update sources set article_count = article_count + 1 where id = ?", (page.source_id,))
    segments.learn(connection, page)
    states.note(connection, page, "done", "", capture_id)
    return "new"


def _place(connection: sqlite3.Connection, article_id: int, page: Page) -> None:
    """Put a new article into its story. An edited article stays where it is: it is the same text, later."""
    placement = stories.add(connection, article_id, page.comparable, page.wire)
    for story_id in placement.changed:
        counts.refresh(connection, "stories", story_id)


def _update(
    connection: sqlite3.Connection, article_id: int, page: Page, article: Article, capture_id: int | None
) -> Outcome:
    replayed = revisions.of_capture(connection, article_id, capture_id)
    newest = revisions.newest(connection, article_id)
    if replayed is not None and replayed != newest:
        revisions.rewrite(connection, article_id, replayed, page, article)
        return "unchanged"
    if replayed is None and revisions.is_older(connection, article_id, capture_id):
        return "unchanged"
    if replayed is None:
        elsewhere = moves.settle(connection, article_id, page, article, capture_id)
        if elsewhere is not None:
            return elsewhere
    if replayed is None or newest > 1:
        dating.keep_first(connection, article_id, page, article)
    changed = revisions.differences(connection, article_id, page, article)
    _add_addresses(connection, article_id, page.addresses)
    if changed and replayed is None and holding.is_by_another_extractor(connection, article_id, page):
        holding.hold(connection, article_id)
        changed = []
    if not changed and replayed is None:
        states.put_seen_again(connection, page, article_id, capture_id)
        return "unchanged"
    number = newest if replayed is not None else newest + 1
    _rewrite(connection, article_id, page, article, capture_id, is_news=replayed is None)
    if replayed is not None:
        revisions.rewrite(connection, article_id, number, page, article)
    else:
        revisions.add(connection, article_id, number, page, article, capture_id, changed=changed)
        states.note(connection, page, "edited", ", ".join(changed), capture_id)
    signatures.put(connection, article_id, page, article, revision=number, is_news=replayed is None)
    return "unchanged" if replayed is not None else "changed"


def _rewrite(
    connection: sqlite3.Connection,
    article_id: int,
    page: Page,
    article: Article,
    capture_id: int | None,
    *,
    is_news: bool,
) -> None:
    facts = _facts(page, article) | {"capture_id": capture_id}
    if is_news:
        facts["gone_at"] = None
    else:
        del facts["last_checked_at"]
    connection.execute(
        f"update articles set {', '.join(f'{name} = :{name}' for name in facts)} where id = :id",
        facts | {"id": article_id},
    )
    _put_parts(connection, article_id, page, article)
    (story_id,) = connection.execute("select story_id from articles where id = ?", (article_id,)).fetchone()
    if story_id is not None:
        counts.refresh(connection, "stories", story_id)


def _facts(page: Page, article: Article) -> dict[str, object]:
    published = article.published
    return {
        "source_id": page.source_id,
        "url": page.capture.url,
        "canonical_url": article.canonical_url or page.capture.url,
        "kind": _kind(page),
        "title": article.title,
        "byline": article.byline,
        "authors": _json(article.authors),
        "language": article.language,
        "section": article.section,
        "tags": _json(article.tags),
        "image": article.image,
        "summary": article.summary,
        "published": published.value,
        "published_local": published.local,
        "published_precision": published.precision,
        "published_calendar": published.calendar if published.value else "",
        "published_zone": published.zone,
        "published_raw": published.origin.raw,
        "published_method": published.origin.method,
        "published_confidence": published.confidence if published.value else "",
        "published_reason": published.reason,
        "modified": article.modified.value,
        "last_checked_at": page.capture.fetched_at,
        "words": len(article.text.split()),
        "text_sha256": page.text_sha256,
        "link_count": len(page.links),
        "needs_review": page.needs_review,
        "extractor_version": page.extractor_version,
        "provenance": _json({name: _shallow(origin) for name, origin in article.provenance.items()}),
    }


def _kind(page: Page) -> str:
    return "statement" if page.signatures else "article"


def _put_parts(connection: sqlite3.Connection, article_id: int, page: Page, article: Article) -> None:
    connection.execute(
        "insert into article_texts (article_id, text, blocks) values (?, ?, ?) "
        "on conflict (article_id) do update set text = excluded.text, blocks = excluded.blocks",
        (article_id, article.text, _json([_shallow(block) for block in article.blocks])),
    )
    kind = _kind(page)
    tokens = search.tags(article.language, kind, page.source_id)
    search.index_words(connection, article_id, *page.searchable, tokens)
    _add_addresses(connection, article_id, page.addresses)
    links.put_editions(connection, article_id, article.editions)
    links.put(connection, article_id, page.links)


def _add_addresses(connection: sqlite3.Connection, article_id: int, addresses: list[tuple[str, str]]) -> None:
    connection.executemany(
        "insert or ignore into article_addresses (url_normalised, article_id, relation) values (?, ?, ?)",
        [(address, article_id, relation) for address, relation in addresses],
    )
    links.resolve(connection, article_id, [address for address, _ in addresses])


def _shallow(value: TextBlock | Origin) -> dict[str, object]:
    # dataclasses.asdict copies deeply and takes a millisecond for an article's blocks
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
