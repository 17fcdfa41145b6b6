"""Commands by which a person decides what the machine is unsure of."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from typing import Literal

import click

from aggregator.cli import output
from aggregator.errors import UsageError
from aggregator.store import decisions, lookup, signatories
from aggregator.store import review as reviews
from aggregator.store.connect import open_for_reading, open_for_writing

by = click.option("--by", default=getpass.getuser, show_default="your login name", help="Who decides.")
why = click.option("--why", default="", help="The reason, kept with the decision.")


def now() -> str:
    """The time as it is stored."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@click.group()
def review() -> None:
    """Decide what the machine is unsure of; decisions are kept, reversible, and survive re-extraction."""


@review.command("list")
@output.limit
@output.as_json
@output.database
def list_(limit: int, is_json: bool, path: str) -> None:
    """Pages whose signatories need a look."""
    output.rows(
        reviews.pages(open_for_reading(path).conn, limit),
        ["id", "published", "source", "title", "signature_count", "claimed_count", "needs_review"],
        is_json=is_json,
        empty="nothing to review",
    )


@review.command()
@click.argument("article_id", type=int, metavar="ID")
@click.option("--accept", default="", help="Positions to accept, such as 1-5,7; 'all' for every one.")
@click.option("--reject", default="", help="Positions that are no signatories.")
@click.option(
    "--edit",
    "edits",
    multiple=True,
    metavar="POS:FIELD=VALUE",
    help="Correct a field, such as 3:role=lawyer.",
)
@by
@why
@output.database
def page(
    article_id: int, accept: str, reject: str, edits: tuple[str, ...], by: str, why: str, path: str
) -> None:
    """Show a page's text beside its entries, or decide about them.

    \b
    aggregator review page 12
    aggregator review page 12 --accept all --reject 9 --why "9 is the press contact"
    """
    if not (accept or reject or edits):
        _show(lookup.article(open_for_reading(path).conn, article_id))
        return
    connection = open_for_writing(path).conn
    count = len(lookup.article(connection, article_id)["signatures"])
    verdicts: dict[int, decisions.Verdict] = dict.fromkeys(_positions(accept, count), "accept")
    verdicts |= dict.fromkeys(_positions(reject, count), "reject")
    edited = _edits(edits)
    verdicts |= dict.fromkeys(edited, "edit")
    done = reviews.decide_signatures(connection, article_id, verdicts, by=by, at=now(), why=why, edits=edited)
    click.echo(f"{done} decisions kept")


def _show(article: lookup.Row) -> None:
    click.echo(
        f"{output.safe(article['title'])}\n{article['url']}\nneeds review: {article['needs_review'] or 'no'}\n"
    )
    click.echo(output.safe(article["text"]) + "\n")
    for s in article["signatures"]:
        details = " | ".join(output.safe(s[k]) for k in ("kind", "role", "affiliation", "country") if s[k])
        decided = f"  [{s['decision']}]" if s["decision"] else ""
        click.echo(
            f"{s['position']:>4}  {s['confidence']:.2f}  {output.safe(s['name_as_printed'])}  {details}{decided}"
        )


def _positions(text: str, count: int) -> list[int]:
    if text == "all":
        return list(range(1, count + 1))
    found: list[int] = []
    for part in filter(None, text.split(",")):
        first, _, last = part.partition("-")
        if not first.strip().isdecimal() or (last and not last.strip().isdecimal()):
            raise UsageError(f"{part!r} is no position: write numbers such as 1-5,7 or all")
        found += range(int(first), int(last or first) + 1)
    return found


def _edits(texts: tuple[str, ...]) -> dict[int, dict[str, object]]:
    found: dict[int, dict[str, object]] = {}
    for text in texts:
        place, _, value = text.partition("=")
        position, _, field = place.partition(":")
        field = "name_as_printed" if field == "name" else field
        if not position.isdecimal() or field not in decisions.EDITABLE:
            allowed = ", ".join(decisions.EDITABLE)
            raise UsageError(f"{text!r}: write POS:FIELD=VALUE, with FIELD one of {allowed}")
        found.setdefault(int(position), {})[field] = value
    return found


@review.command()
@output.limit
@output.as_json
@output.database
def names(limit: int, is_json: bool, path: str) -> None:
    """Pairs of names that may be one signatory, with what speaks for it."""
    output.rows(
        reviews.pairs(open_for_reading(path).conn, limit),
        ["left_id", "left_name", "right_id", "right_name", "kind", "score", "rule"],
        is_json=is_json,
        empty="no pairs to judge",
    )


@review.command()
@click.argument("left", type=int)
@click.argument("right", type=int)
@click.option("--same/--different", "is_same", required=True, help="One signatory, or two.")
@by
@why
@output.database
def judge(left: int, right: int, is_same: bool, by: str, why: str, path: str) -> None:
    """Say whether two signatories are the same. The names stay as printed; the decision can be undone.

    \b
    aggregator review judge 4 17 --same --why "same ministry, two spellings"
    """
    verdict: Literal["same", "different"] = "same" if is_same else "different"
    connection = open_for_writing(path).conn
    number = signatories.judge(connection, left, right, verdict, by=by, at=now(), why=why)
    click.echo(f"judgement {number} kept: {verdict}")


@review.command()
@output.database
def judgements(path: str) -> None:
    """Every judgement as JSON lines, to keep or to take to another database."""
    for line in reviews.exported(open_for_reading(path).conn):
        click.echo(line)


@review.command()
@click.argument("judgement_id", type=int, metavar="JUDGEMENT")
@output.database
def undo(judgement_id: int, path: str) -> None:
    """Take a judgement back."""
    connection = open_for_writing(path).conn
    reviews.undo(connection, judgement_id, now())
    signatories.rebuild(connection)
    click.echo(f"judgement {judgement_id} taken back")


COMMANDS: list[click.Command] = [review]
