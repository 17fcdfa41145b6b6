"""Commands about signatories: who they are, what they signed, with whom."""

from __future__ import annotations

from pathlib import Path

import click

from aggregator.cli import output
from aggregator.export import network as networks
from aggregator.store import people
from aggregator.store.connect import open_for_reading


@click.command()
@click.argument("name", required=False)
@output.limit
@output.as_json
@output.database
def signatories(name: str | None, limit: int, is_json: bool, path: str) -> None:
    """People and organisations, by the beginning of a name or of one of its words, or by number of statements.

    \b
    aggregator signatories lupi
    """
    connection = open_for_reading(path).conn
    found = people.find(connection, name, limit) if name else people.top(connection, limit)
    columns = ["slug", "name", "kind", "country", "statement_count", "first_signed", "last_signed"]
    output.rows(found, columns, is_json=is_json, empty="nobody found")


@click.command("who-signed")
@click.argument("statement_id", type=int, metavar="STATEMENT")
@output.as_json
@output.database
def who_signed(statement_id: int, is_json: bool, path: str) -> None:
    """Every name under a statement, in every witness, with the proof.

    \b
    aggregator who-signed 3 --json
    """
    found = people.signatories_of(open_for_reading(path).conn, statement_id)
    columns = ["position", "name_as_printed", "kind", "role", "affiliation", "country", "url"]
    output.rows(found, columns, is_json=is_json, empty="no names were read")


@click.command()
@click.argument("name")
@output.limit
@output.as_json
@output.database
def signed(name: str, limit: int, is_json: bool, path: str) -> None:
    """What a signatory signed, as whom.

    \b
    aggregator signed "Maurizio Lupi"
    """
    connection = open_for_reading(path).conn
    found = people.signed(connection, people.one(connection, name)["id"], limit)
    output.rows(
        found,
        ["signed_by", "statement", "role", "affiliation", "url"],
        is_json=is_json,
        empty="nothing signed",
    )


@click.command("co-signed-with")
@click.argument("name")
@output.limit
@output.as_json
@output.database
def co_signed_with(name: str, limit: int, is_json: bool, path: str) -> None:
    """Who signs together with a signatory. Signing the same text is not an alliance.

    \b
    aggregator co-signed-with maurizio-lupi
    """
    connection = open_for_reading(path).conn
    found = people.together(connection, people.one(connection, name)["id"], limit)
    output.rows(found, ["co_signatory", "statements", "weight"], is_json=is_json, empty="signed alone")


@click.command()
@click.option(
    "--min", "least", type=click.IntRange(1), default=2, show_default=True, help="Fewest statements together."
)
@output.file
@output.database
def network(least: int, file: Path, path: str) -> None:
    """Write the network of co-signatures as .gexf, .graphml or .csv.

    \b
    aggregator network --min 3 -o cosign.gexf
    """
    nodes, pairs = networks.write(people.edges(open_for_reading(path).conn, least), file)
    click.echo(f"{file}: {nodes} signatories, {pairs} pairs that signed {least} or more statements together")


COMMANDS: list[click.Command] = [signatories, who_signed, signed, co_signed_with, network]
