"""Commands about stories: copies of one text, why they are one, and an operator's word on it."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict

import click

from aggregator.cli import output
from aggregator.cli.reviewing import by, now, why
from aggregator.store import story_judgements, story_report
from aggregator.store.connect import open_for_reading, open_for_writing


@click.command()
@click.argument("story_id", type=int, metavar="ID")
@output.as_json
@output.database
def story(story_id: int, is_json: bool, path: str) -> None:
    """One story: every copy in order of publication, and why it is a copy.

    \b
    aggregator story 4
    """
    found = story_report.explain(open_for_reading(path).conn, story_id)
    if is_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False))
        return
    sources, owners = ({getattr(one, name) for one in found.members} for name in ("source_id", "owner"))
    click.echo(
        f"{_count(found.members, 'copy', 'copies')}, {_count(sources, 'source')}, {_count(owners, 'owner')}\n"
    )
    columns = [
        "article_id",
        "published",
        "source_id",
        "owner",
        "wire",
        "method",
        "score",
        "of_article_id",
        "title",
    ]
    output.rows([asdict(member) for member in found.members], columns, is_json=False, empty="no copies")
    if found.ties:
        click.echo("\npairs that share text")
        columns = ["article_id", "of_article_id", "relation", "rule", "score", "share", "of_share"]
        output.rows([asdict(tie) for tie in found.ties], columns, is_json=False, empty="none")
    if found.decisions:
        click.echo("\nwhat operators decided")
        columns = ["id", "left_id", "right_id", "verdict", "by", "at", "why", "undone_at"]
        output.rows([asdict(one) for one in found.decisions], columns, is_json=False, empty="none")


def _count(listed: Collection[object], one: str, more: str = "") -> str:
    return f"{len(listed)} {one if len(listed) == 1 else more or one + 's'}"


@click.command("story-judge")
@click.argument("left", type=int)
@click.argument("right", type=int)
@click.option("--join/--split", "is_join", required=True, help="One story, or two.")
@by
@why
@output.database
def story_judge(left: int, right: int, is_join: bool, by: str, why: str, path: str) -> None:
    """Join two articles into one story, or keep them apart. Stronger than the machine, and reversible.

    \b
    aggregator story-judge 12 40 --split --why "two reports of one template"
    """
    decide = story_judgements.join if is_join else story_judgements.split
    connection = open_for_writing(path).conn
    with connection:
        number = decide(connection, left, right, by=by, at=now(), why=why)
    click.echo(f"judgement {number} kept")


COMMANDS: list[click.Command] = [story, story_judge]
