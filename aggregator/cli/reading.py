"""Commands that read: search, show, statements, changes."""

from __future__ import annotations

import json
from datetime import datetime
from itertools import pairwise
from typing import Any

import click

from aggregator.cli import output
from aggregator.errors import UsageError
from aggregator.export import wording
from aggregator.store import lookup
from aggregator.store import search as fulltext
from aggregator.store.connect import open_for_reading


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--language", help="Only this language, such as fa.")
@click.option("--source", help="Only this source, by id.")
@click.option("--statements", is_flag=True, help="Only pages that carry a list of signatories.")
@output.limit
@output.as_json
@output.database
def search(
    words: tuple[str, ...],
    language: str | None,
    source: str | None,
    statements: bool,
    limit: int,
    is_json: bool,
    path: str,
) -> None:
    """Find articles by words, in any script; "quoted phrases" and prefix* work.

    \b
    aggregator search حقوق بشر
    aggregator search '"political prisoners" iran*' --language en
    """
    filters = [fulltext.tag("lang", language)] if language else []
    filters += [fulltext.tag("src", source)] if source else []
    filters += [fulltext.tag("kind", "statement")] if statements else []
    hits = fulltext.search(open_for_reading(path).conn, " ".join(words), filters=filters, limit=limit)
    records = [
        {
            "id": hit.article_id,
            "published": hit.published,
            "language": hit.language,
            "source": hit.source,
            "title": hit.title,
            "url": hit.url,
        }
        for hit in hits
    ]
    output.rows(
        records, ["id", "published", "language", "source", "title"], is_json=is_json, empty="nothing found"
    )


@click.command()
@click.argument("article_id", type=int, metavar="ID")
@click.option("--why", is_flag=True, help="Where each value and each signature was found.")
@click.option("--changes", "is_diff", is_flag=True, help="What each revision changed, word by word.")
@output.as_json
@output.database
def show(article_id: int, why: bool, is_diff: bool, is_json: bool, path: str) -> None:
    """One article: its text, signatories, links, and with --why the evidence for every value.

    With --changes, words a revision took out stand in [-brackets-], those it put in stand in {+braces+}.

    \b
    aggregator show 12 --why
    aggregator show 12 --changes
    """
    connection = open_for_reading(path).conn
    article = lookup.article(connection, article_id)
    if is_diff:
        article["revisions"] = lookup.revisions(connection, article_id)
    if is_diff and not is_json:
        _show_changes(article["revisions"])
    elif is_json:
        click.echo(json.dumps(article, ensure_ascii=False, default=str))
    else:
        _show_article(article, why)


def _show_article(article: dict[str, Any], why: bool) -> None:
    for name in ("title", "source", "published", "language", "byline", "url", "collected_at", "gone_at"):
        if article[name]:
            click.echo(f"{name.replace('_', ' '):>12}  {output.safe(article[name])}")
    click.echo(f"\n{output.safe(article['text'])}\n")
    _show_signatures(article, why)
    if why:
        _show_provenance(article)


def _show_changes(revisions: list[dict[str, Any]]) -> None:
    for before, after in pairwise(revisions):
        told = ", ".join(after["changed"]) or "nothing"
        click.echo(f"revision {after['number']}, {after['at']}: {told}")
        for name in after["changed"]:
            click.echo(f"{name:>12}  {_marked(_readable(before[name]), _readable(after[name]))}")
        click.echo()
    if len(revisions) < 2:
        click.echo("no changes since it was collected", err=True)


def _readable(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(", ".join(part for part in entry if part) for entry in value)
    return value or "none"


def _marked(before: str, after: str) -> str:
    marks = {"removed": ("[-", "-]", "red"), "added": ("{+", "+}", "green")}
    parts = []
    for kind, words in wording.word_changes(before, after):
        start, end, colour = marks.get(kind, ("", "", None))
        parts.append(click.style(f"{start}{output.safe(words)}{end}", fg=colour))
    return "".join(parts)


def _show_signatures(article: dict[str, Any], why: bool) -> None:
    for s in article["signatures"]:
        details = ", ".join(output.safe(s[k]) for k in ("role", "affiliation", "country") if s[k])
        withdrawn = f"  withdrawn {s['withdrawn_at']}" if s["withdrawn_at"] else ""
        click.echo(
            f"{s['position']:>4}. {output.safe(s['name_as_printed'])}"
            + (f" - {details}" if details else "")
            + withdrawn
        )
        if why:
            click.echo(
                f"        {s['kind']}, confidence {s['confidence']:.2f}, cue {output.safe(s['cue'])!r}"
            )
            quoted = article["text"][s["span_start"] : s["span_end"]] if s["span_start"] is not None else ""
            click.echo(
                f"        at {s['path']}, characters {s['span_start']}-{s['span_end']}: {output.safe(quoted)!r}"
            )


def _show_provenance(article: dict[str, Any]) -> None:
    click.echo("\nwhere each value was found")
    for name, origin in article["provenance"].items():
        click.echo(f"{name:>12}  {origin['method']} {origin['path']}  {output.safe(origin['raw'])[:100]!r}")
    for capture in article["captures"]:
        click.echo(
            f"     capture  {capture['fetched_at']} HTTP {capture['status']} sha256 {capture['payload_sha256'][:16]}… "
            f"{capture['warc_file']} at {capture['warc_offset']}"
        )
    click.echo(f"     read by  extractor {article['extractor_version']}")


@click.command()
@output.limit
@output.as_json
@output.database
def statements(limit: int, is_json: bool, path: str) -> None:
    """Statements with the number of names under them and the number they claim."""
    output.rows(
        lookup.statements(open_for_reading(path).conn, limit),
        ["id", "first_published", "title", "signatory_count", "claimed_count", "article_count", "language"],
        is_json=is_json,
        empty="no statements yet",
    )


@click.command()
@click.option("--since", default="1970-01-01", show_default=True, help="ISO date or time.")
@output.limit
@output.as_json
@output.database
def changes(since: str, limit: int, is_json: bool, path: str) -> None:
    """Pages that were edited, disappeared, were blocked or came back, the newest first.

    `aggregator show ID --changes` tells word by word what was edited.
    """
    _check_moment(since)
    output.rows(
        lookup.changes(open_for_reading(path).conn, since, limit),
        ["at", "what", "source", "title", "detail", "article_id"],
        is_json=is_json,
        empty=f"nothing changed since {since}",
    )


def _check_moment(text: str) -> None:
    try:
        datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            f"--since {text!r}: write a date or time as in 2026-11-01 or 2026-11-01T08:00"
        ) from error


COMMANDS = [search, show, statements, changes]
