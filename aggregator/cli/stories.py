"""Commands about stories: copies of one text, why they are one, and an operator's word on it."""

from __future__ import annotations

import json
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
