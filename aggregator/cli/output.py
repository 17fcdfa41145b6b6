"""How commands print: tables for people, JSON lines for scripts, quiet when piped."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

database = click.option(
    "--db",
    "path",
    type=click.Path(dir_okay=False),
    default="news.db",
    show_default=True,
    envvar="AGGREGATOR_DB",
    help="The SQLite file.",
)
as_json = click.option("--json", "is_json", is_flag=True, help="One JSON object a line, for scripts.")
limit = click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="At most so many rows."
)


def _in_a_folder(context: click.Context, parameter: click.Parameter, file: Path) -> Path:
    if not file.parent.is_dir():
        raise click.BadParameter(f"there is no folder {str(file.parent)!r}")
    return file


file = click.option(
    "-o",
    "--output",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    callback=_in_a_folder,
    help="File to write.",
)

PIPED_WIDTH = 200
_CONTROL = {c: f"\\x{c:02x}" for c in [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)]} | {
    0x0D: "\\r",
    0x2028: " ",
    0x2029: " ",
}


def console() -> Console:
    """A console for standard output; plain and wide where that is no terminal."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else PIPED_WIDTH)


def safe(text: object) -> str:
    """Text from a page as it may be printed: control characters shown as escapes, never obeyed."""
    return str(text).translate(_CONTROL)


def rows(
    records: Iterable[Mapping[str, object]], columns: Sequence[str], *, is_json: bool, empty: str
) -> None:
    """Print records as JSON lines, or as a table of ``columns``, or the sentence ``empty`` to standard error."""
    listed = list(records)
    if is_json:
        for record in listed:
            click.echo(json.dumps(dict(record), ensure_ascii=False, default=str))
        return
    if not listed:
        click.echo(empty, err=True)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column.replace("_", " "), overflow="fold")
    for record in listed:
        table.add_row(*(_escape("" if record[c] is None else record[c]) for c in columns))
    console().print(table)


def _escape(value: object) -> str:
    return safe(value).replace("[", "\\[")
