"""The posts endpoint of WordPress (/wp-json/wp/v2/posts, REST API handbook), page by page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from aggregator.errors import InputError
from aggregator.extract.inputs.reading import Following, InputRead, absolute, once, plain
from aggregator.extract.inputs.served import refuse_what_is_no
from aggregator.items import Discovered, Hints

PER_PAGE = 100
"""The most the API gives at once."""
PAST_THE_END = "rest_post_invalid_page_number"


def address(url: str, *, page: int = 1, after: str = "", before: str = "") -> str:
    """The posts endpoint ``url`` asked for one page, newest first; ``after``, ``before``: ISO times they lie between."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query)) | {"per_page": str(PER_PAGE), "page": str(page), "orderby": "date"}
    query |= {name: moment for name, moment in (("after", after), ("before", before)) if moment}
    return urlunsplit(parts._replace(query=urlencode(query)))


def read(body: bytes, url: str, pages_there: int | None = None) -> InputRead:
    """The posts of one page; `InputRead.next` is the next page while there are any.

    ``pages_there``: value of the header ``X-WP-TotalPages``; without it a page that is not full is the last. Raises
    `InputError` with the API's own message where it gives one.
    """
    refuse_what_is_no("list of WordPress posts", body, url)
    try:
        posts = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise InputError(url, f"is broken JSON ({str(error)[:200]})") from error
    if isinstance(posts, dict) and posts.get("code") == PAST_THE_END:
        return InputRead()
    if not isinstance(posts, list):
        told = plain(posts.get("message")) if isinstance(posts, dict) else ""
        raise InputError(url, f"gave no posts ({told or 'not a list'})")
    posts = [post for post in posts if isinstance(post, dict)]
    pages = once(_pages(posts, url))
    return InputRead(
        discovered=pages,
        next=_next(url, len(posts), pages_there),
        newest=max((_utc(post, "date") for post in posts), default=""),
        problem="" if pages else "lists no posts",
    )


def _pages(posts: list[dict[str, Any]], base: str) -> Iterator[Discovered]:
    for post in posts:
        url = absolute(str(post.get("link") or ""), base)
        if url:
            yield Discovered(
                url,
                Hints(
                    title=plain(_rendered(post, "title")),
                    published=_utc(post, "date"),
                    modified=_utc(post, "modified"),
                    summary=plain(_rendered(post, "excerpt")),
                    guid=plain(_rendered(post, "guid")),
                    content_html=_rendered(post, "content"),
                ),
            )


def _rendered(post: dict[str, Any], name: str) -> str:
    value = post.get(name)
    return str(value.get("rendered") or "") if isinstance(value, dict) else str(value or "")


def _utc(post: dict[str, Any], name: str) -> str:
    # date_gmt is UTC without saying so; date alone is in the site's own zone
    value = plain(post.get(f"{name}_gmt"))
    return f"{value}Z" if value else plain(post.get(name))


def _next(url: str, found: int, pages_there: int | None) -> list[Following]:
    query = dict(parse_qsl(urlsplit(url).query))
    full, page = query.get("per_page", "10"), query.get("page", "1")
    if not (full.isdecimal() and page.isdecimal() and found):
        return []
    if int(page) >= pages_there if pages_there is not None else found < int(full):
        return []
    parts = urlsplit(url)
    return [Following(urlunsplit(parts._replace(query=urlencode(query | {"page": str(int(page) + 1)}))))]
