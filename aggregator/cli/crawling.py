"""Commands that bring pages in: crawl, replay, import."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from rich.live import Live
from rich.table import Table

from aggregator.archive.reader import responses
from aggregator.cli import output
from aggregator.cli.catalogue import catalogue_of, directory
from aggregator.errors import AggregatorError, StoreError
from aggregator.store import lookup
from aggregator.store.connect import open_for_reading

BUSY = 75
FAILED = 1
COLUMNS = ("attempted", "new", "changed", "unchanged", "gone", "skipped", "failed")

archive = click.option(
    "--archive",
    type=click.Path(file_okay=False, path_type=Path),
    help="Directory of the WARC files; `archive` beside the database unless given.",
)
workers = click.option(
    "--workers",
    type=click.IntRange(0),
    help="Processes that read pages; one a core unless given, 0 for none.",
)
verbose = click.option("--verbose", is_flag=True, help="Log every request to standard error.")


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--due", is_flag=True, help="Only inputs and pages that are due; for cron and timers.")
@click.option("--limit", type=click.IntRange(1), help="At most so many new pages a source.")
@click.option("--since", default="", metavar="DATE", help="Leave pages that their input dates earlier.")
@click.option(
    "--until",
    default="",
    metavar="DATE",
    help="Leave pages dated later, and go back beyond what inputs list at once.",
)
@click.option("--backfill", is_flag=True, help="Walk feeds, listings, APIs and sitemaps to their end.")
@click.option("--recheck", is_flag=True, help="Check every known page again now.")
@directory
@archive
@workers
@verbose
@output.as_json
@output.database
def crawl(
    ids: tuple[str, ...],
    due: bool,
    limit: int | None,
    since: str,
    until: str,
    backfill: bool,
    recheck: bool,
    directory: Path | None,
    archive: Path | None,
    workers: int | None,
    verbose: bool,
    is_json: bool,
    path: str,
) -> None:
    """Crawl the enabled sources, or those named. Safe to kill: the next crawl goes on.

    \b
    aggregator crawl --limit 20
    aggregator crawl hrana-fa iranwire-fa --since 2026-11-01
    aggregator crawl hrana-fa --since 2019-01-01 --until 2019-12-31
    aggregator crawl --due --db /srv/news/news.db
    """
    options = _places(archive, directory) | {
        "ids": ids,
        "due": due,
        "limit": limit,
        "since": since,
        "until": until,
        "backfill": backfill,
        "recheck": recheck,
        "settings": read_settings(workers, verbose),
    }
    try:
        summary = carry_out("crawl", path, options, is_quiet=is_json)
    except StoreError as error:
        if due and "being written" in str(error):
            click.echo(f"{error}", err=True)
            sys.exit(BUSY)
        raise
    _end(summary, path, is_json=is_json)


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@directory
@archive
@workers
@verbose
@output.as_json
@output.database
def replay(
    ids: tuple[str, ...],
    directory: Path | None,
    archive: Path | None,
    workers: int | None,
    verbose: bool,
    is_json: bool,
    path: str,
) -> None:
    """Read every capture again, with no network: after a new release, or after mending a source.

    \b
    aggregator replay hrana-fa
    """
    open_for_reading(path).conn.close()
    options = _places(archive, directory) | {"ids": ids, "settings": read_settings(workers, verbose)}
    _end(carry_out("replay", path, options, is_quiet=is_json), path, is_json=is_json)


@click.group("import")
def import_() -> None:
    """Bring in pages that others have captured."""


@import_.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--source", default="", metavar="ID", help="For pages of hosts that no source of the catalogue has."
)
@directory
@archive
@workers
@verbose
@output.database
def warc(
    files: tuple[Path, ...],
    source: str,
    directory: Path | None,
    archive: Path | None,
    workers: int | None,
    verbose: bool,
    path: str,
) -> None:
    """Import the pages of WARC or WACZ files (Common Crawl news, Browsertrix) through the same pipelines.

    \b
    aggregator import warc CC-NEWS-20261101.warc.gz
    """
    for file in files:
        next(responses(file), None)
    options = _places(archive, directory) | {"files": files, "source": source}
    options |= {"settings": read_settings(workers, verbose)}
    _end(carry_out("replay", path, options, is_quiet=False), path, is_json=False)


def _places(archive: Path | None, directory: Path | None) -> dict[str, Any]:
    catalogue_of(directory)
    return {"archive": archive, "sources": [directory] if directory else []}


def _end(summary: Any, path: str, *, is_json: bool) -> None:
    print_run(path, is_json=is_json)
    if summary.state == "failed":
        sys.exit(FAILED)


def read_settings(workers: int | None, verbose: bool) -> dict[str, Any]:
    """Scrapy settings of the options every command here has."""
    settings: dict[str, Any] = {"LOG_LEVEL": "INFO" if verbose else "ERROR"}
    if workers is not None:
        settings["WORKERS"] = workers
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    return settings


def carry_out(what: str, path: str, options: dict[str, Any], *, is_quiet: bool) -> Any:
    """Run ``crawl`` or ``replay`` with live progress on a terminal; returns the run's summary."""
    import spiders.run as run

    job = getattr(run, what)

    if is_quiet or not sys.stderr.isatty():
        return job(path, **options)
    with Live(refresh_per_second=4, transient=True) as live:
        report: Callable[[list[dict[str, Any]]], None] = lambda rows: live.update(_progress(rows))  # noqa: E731
        return job(path, report=report, **options)


def _progress(rows: list[dict[str, Any]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("source", "state", *COLUMNS):
        table.add_column(column, justify="left" if column in ("source", "state") else "right")
    for row in rows[-30:]:
        table.add_row(row["source_id"], row["state"], *(str(row[column]) for column in COLUMNS))
    return table


def print_run(path: str, *, is_json: bool) -> None:
    """The last run by source, the worst first."""
    connection = open_for_reading(path).conn
    run = lookup.last_run(connection)
    if run is None:
        raise AggregatorError("the crawl left no run behind")
    columns = ["source_id", "state", *COLUMNS, "reason"]
    sql = "select * from source_runs where run_id = ? order by state = 'ok', source_id"
    found = list(lookup.rows(connection, sql, run["id"]))
    if found or run["kind"] == "crawl":
        output.rows(found, columns, is_json=is_json, empty="no source was due")
    if not is_json:
        click.echo(f"run {run['id']}: {run['state']} {run['reason']}".rstrip())


COMMANDS: list[click.Command] = [crawl, replay, import_]
