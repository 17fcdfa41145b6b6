"""Commands that write files for other programs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from aggregator.cli import output
from aggregator.errors import UsageError
from aggregator.export import files, ftm, public, snapshot, tables
from aggregator.export.atom import Entry, atom
from aggregator.store import lookup
from aggregator.store.connect import open_for_reading


@click.group()
def export() -> None:
    """Write tables for spreadsheets, notebooks and other tools; never cut, columns stable."""


@export.command("table")
@click.argument("name", type=click.Choice(list(tables.EXPORTS)))
@output.file
@click.option("--excel", is_flag=True, help="CSV for spreadsheets: byte order mark, no live formulas.")
@output.database
def table(name: str, file: Path, excel: bool, path: str) -> None:
    """A table as .csv, .jsonl, .xlsx or .parquet, by the ending of the file.

    \b
    aggregator export table signatures -o signatures.csv --excel
    """
    kind = file.suffix.lstrip(".")
    if kind not in files.WRITERS:
        raise UsageError(
            f"{file}: the ending must be one of {', '.join('.' + name for name in files.WRITERS)}"
        )
    if excel and kind != "csv":
        raise UsageError("--excel is for .csv files; .xlsx is safe as it is")
    chosen = tables.chosen(name)
    rows = tables.stream(open_for_reading(path).conn, chosen)
    if excel:
        count = files.write_csv(file, chosen.columns, rows, for_excel=True)
    else:
        count = files.WRITERS[kind](file, chosen.columns, rows)
    click.echo(f"{file}: {count} rows")


@export.command("ftm")
@output.file
@output.database
def follow_the_money(file: Path, path: str) -> None:
    """Signatories, statements and signatures as FollowTheMoney JSON lines.

    \b
    aggregator export ftm -o signatures.ftm.jsonl
    """
    click.echo(f"{file}: {ftm.write(open_for_reading(path).conn, file)} entities")


@export.command("atom")
@click.option("--site", required=True, metavar="URL", help="Where the pages are served, for the links.")
@output.limit
@output.file
@output.database
def atom_(site: str, limit: int, file: Path, path: str) -> None:
    """The latest statements as an Atom feed, for a site without a server of its own.

    \b
    aggregator export atom --site https://statements.example -o statements.atom
    """
    if not site.startswith(("https://", "http://")):
        raise UsageError(f"--site {site!r}: write an http or https address")
    found = lookup.statements(open_for_reading(path).conn, limit)
    entries = [Entry(f"/statement/{s['id']}", s["title"], s["language"], s["first_published"]) for s in found]
    feed = atom(site.rstrip("/"), "Latest statements", "/statements", f"/{file.name}", entries)
    with files.whole(file) as partial:
        partial.write_text(feed, encoding="utf-8")
    click.echo(f"{file}: {len(entries)} statements")


@export.command("snapshot")
@click.option(
    "-o",
    "--output",
    "directory",
    type=click.Path(file_okay=False, path_type=Path),
    default="downloads",
    show_default=True,
    help="Directory to write into.",
)
@output.database
def snapshot_(directory: Path, path: str) -> None:
    """A dated, compressed copy of the whole database with its checksum.

    `aggregator browse` offers what is in "downloads", and what is in "downloads-public" to the public.

    \b
    aggregator export public -o public.db && aggregator export snapshot --db public.db -o downloads-public
    """
    stamp = datetime.now(UTC).strftime("%Y-%m-%d")
    click.echo(snapshot.write(open_for_reading(path).conn, directory, stamp))


@export.command("public")
@output.file
@click.option(
    "--withhold", "countries", multiple=True, metavar="CODE", help="Withhold signatories of this country."
)
@output.database
def public_(file: Path, countries: tuple[str, ...], path: str) -> None:
    """A copy for the public, without the names that sources, countries or takedowns withhold.

    \b
    aggregator export public -o public.db --withhold IR
    """
    withheld = public.write(open_for_reading(path).conn, file, [code.upper() for code in countries])
    click.echo(f"{file}: {withheld} signatures withheld")


@click.command("export-front")
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@output.database
def export_front(directory: Path, path: str) -> None:
    """A folder with a copy of the database and our pages, for Datasette without this command.

    \b
    aggregator export-front site && datasette serve site
    """
    from aggregator.web import folder

    folder.write(open_for_reading(path).conn, directory)
    click.echo(f"{directory}: serve it with `datasette serve {directory}` where this package is installed")


COMMANDS: list[click.Command] = [export, export_front]
