"""Commands on the catalogue of sources."""

from __future__ import annotations

import json
from pathlib import Path

import click

from aggregator.cli import output
from aggregator.sources.loader import choose, load
from aggregator.sources.model import Source

directory = click.option(
    "--sources",
    "directory",
    type=click.Path(file_okay=False, path_type=Path),
    help="Directory of your own catalogue files, laid over the built-in ones; ./sources where it exists.",
)


def catalogue_of(directory: Path | None) -> dict[str, Source]:
    """The built-in catalogue with the operator's directory laid over it.

    Raises `SourceError` for a file that cannot be used or a directory that is not there.
    """
    if directory is None:
        default = Path("sources")
        return load(default) if default.is_dir() else load()
    if not directory.is_dir():
        raise click.BadParameter(f"there is no directory {directory}", param_hint="--sources")
    return load(directory)


@click.group()
def sources() -> None:
    """The catalogue: one TOML file for each source."""


@sources.command("list")
@click.option("--enabled", is_flag=True, help="Only those that are crawled.")
@directory
@output.as_json
def list_(enabled: bool, directory: Path | None, is_json: bool) -> None:
    """Every source with its kind, languages, inputs and what is known of it.

    \b
    aggregator sources list --enabled
    """
    records = [
        {
            "id": source.id,
            "name": source.name,
            "owner": source.owner,
            "kind": source.kind,
            "languages": " ".join(source.languages),
            "inputs": " ".join(entry.kind for entry in source.inputs),
            "enabled": "yes" if source.enabled else "no",
            "status": source.status,
        }
        for source in catalogue_of(directory).values()
        if source.enabled or not enabled
    ]
    output.rows(
        records,
        ["id", "name", "kind", "languages", "inputs", "enabled", "status"],
        is_json=is_json,
        empty="no sources",
    )


@sources.command()
@click.argument("source_id", metavar="ID")
@directory
def show(source_id: str, directory: Path | None) -> None:
    """Everything the catalogue says of one source, as JSON.

    \b
    aggregator sources show hrana-fa
    """
    (source,) = choose(catalogue_of(directory), [source_id])
    click.echo(json.dumps({"id": source.id} | source.model_dump(mode="json"), ensure_ascii=False, indent=2))


COMMANDS: list[click.Command] = [sources]
