"""Commands that bring pages in: demo, crawl."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from rich.live import Live
from rich.table import Table

from aggregator import demo as sample
from aggregator.cli import output
from aggregator.cli.catalogue import directory
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
@click.option("--backfill", is_flag=True, help="Walk listings, APIs and sitemaps to their end.")
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
    aggregator crawl --due --db /srv/news/news.db
    """
    options: dict[str, Any] = {
        "archive": archive,
        "sources": [directory] if directory else [],
        "ids": ids,
        "due": due,
        "limit": limit,
        "since": since,
        "backfill": backfill,
        "recheck": recheck,
        "settings": _settings(workers, verbose),
    }
    try:
        summary = _crawl(path, options, is_quiet=is_json)
    except StoreError as error:
        if due and "being written" in str(error):
            click.echo(f"{error}", err=True)
            sys.exit(BUSY)
        raise
    _print_run(path, is_json=is_json)
    if summary.state == "failed":
        sys.exit(FAILED)


@click.command()
@click.option(
    "--db", "path", type=click.Path(dir_okay=False, path_type=Path), default="demo.db", show_default=True
)
@click.option("--fresh", is_flag=True, help="Begin again with an empty database.")
@workers
@verbose
def demo(path: Path, fresh: bool, workers: int | None, verbose: bool) -> None:
    """Crawl the bundled sample sites over HTTP, as a real crawl would, and print what was found.

    The second run is some days later: most pages answer 304, one has changed, one is gone.
    """
    store = path.with_name(f"{path.stem}-archive")
    if fresh:
        _forget(path, store)
    is_second = path.exists()
    with sample.serve(2 if is_second else 1) as sites:
        catalogue = sample.catalogue(sites.bases, store / "sources")
        click.echo(f"serving {len(sites.bases)} sample sites on 127.0.0.1 and crawling them into {path}\n")
        hosts = [base.split("//")[1].split(":")[0] for base in sites.bases.values()]
        settings = _settings(workers, verbose) | {
            "ALLOWED_PRIVATE_HOSTS": hosts,
            "ONLY_THESE_SOURCES": True,
            "DOWNLOAD_DELAY": 0.05,
            "AUTOTHROTTLE_ENABLED": False,
        }
        options = {"archive": store, "sources": [catalogue], "recheck": is_second, "settings": settings}
        summary = _crawl(str(path), options, is_quiet=False)
        not_modified = sum(answer.status == 304 for answer in sites.answers)
    _print_found(str(path), not_modified if is_second else None)
    if summary.state == "failed":
        sys.exit(FAILED)


def _forget(path: Path, store: Path) -> None:
    for file in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        file.unlink(missing_ok=True)
    for file in store.glob("*.warc.gz"):
        file.unlink()


def _settings(workers: int | None, verbose: bool) -> dict[str, Any]:
    settings: dict[str, Any] = {"LOG_LEVEL": "INFO" if verbose else "ERROR"}
    if workers is not None:
        settings["WORKERS"] = workers
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    return settings


def _crawl(path: str, options: dict[str, Any], *, is_quiet: bool) -> Any:
    import spiders.run as run

    if is_quiet or not sys.stderr.isatty():
        return run.crawl(path, **options)
    with Live(refresh_per_second=4, transient=True) as live:
        report: Callable[[list[dict[str, Any]]], None] = lambda rows: live.update(_progress(rows))  # noqa: E731
        return run.crawl(path, report=report, **options)


def _progress(rows: list[dict[str, Any]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("source", "state", *COLUMNS):
        table.add_column(column, justify="left" if column in ("source", "state") else "right")
    for row in rows[-30:]:
        table.add_row(row["source_id"], row["state"], *(str(row[column]) for column in COLUMNS))
    return table


def _print_run(path: str, *, is_json: bool) -> None:
    connection = open_for_reading(path).conn
    run = lookup.last_run(connection)
    if run is None:
        raise AggregatorError("the crawl left no run behind")
    columns = ["source_id", "state", *COLUMNS, "reason"]
    found = lookup.rows(
        connection, "select * from source_runs where run_id = ? order by state = 'ok', source_id", run["id"]
    )
    output.rows(found, columns, is_json=is_json, empty="no source was due")
    if not is_json:
        click.echo(f"run {run['id']}: {run['state']} {run['reason']}".rstrip())


def _print_found(path: str, not_modified: int | None) -> None:
    connection = open_for_reading(path).conn
    _section("Articles by source")
    columns = ["id", "articles", "statements", "signatures", "duplicates", "skipped", "gone"]
    output.rows(lookup.articles_by_source(connection), columns, is_json=False, empty="none")
    _section("Statements and who signed them")
    for statement in lookup.statements(connection, 100):
        _print_statement(connection, statement)
    _section("Related links")
    output.rows(lookup.link_counts(connection), ["kind", "links", "resolved"], is_json=False, empty="none")
    _section("Pages that gave no article")
    output.rows(
        lookup.skipped(connection, 50), ["source", "state", "reason", "url"], is_json=False, empty="none"
    )
    if not_modified is not None:
        _section("Since the run before")
        click.echo(f"{not_modified} answers were 304: not changed")
        run = lookup.last_run(connection) or {}
        click.echo(
            f"{run['new']} new, {run['changed']} changed, {run['unchanged']} unchanged, {run['gone']} gone"
        )
        found = lookup.changes(connection, run["started_at"], 50)
        output.rows(found, ["change", "title", "detail", "url"], is_json=False, empty="nothing changed")
    again = "once more, and see what changed" if not_modified is None else "and look around"
    command = "make demo" if not_modified is None else "make browse"
    click.echo(f"\nNext: {command}   ({again}); or: aggregator show 1 --why --db {path}")


def _section(title: str) -> None:
    click.echo(f"\n{title}\n{'-' * len(title)}")


def _print_statement(connection: Any, statement: dict[str, Any]) -> None:
    claimed = f" of {statement['claimed_count']} claimed" if statement["claimed_count"] else ""
    click.echo(
        f"{statement['id']}. {output.safe(statement['title'])} ({(statement['first_published'] or 'no date')[:10]}, "
        f"{statement['language']}, {statement['signatory_count']} names{claimed})"
    )
    names = lookup.rows(
        connection,
        "select name_as_printed, role, affiliation from signatures where statement_id = ? "
        "and withdrawn_at is null and decision <> 'rejected' group by kind, name_key order by min(article_id), position",
        statement["id"],
    )
    for row in names:
        details = ", ".join(output.safe(row[k]) for k in ("role", "affiliation") if row[k])
        click.echo(f"     {output.safe(row['name_as_printed'])}" + (f", {details}" if details else ""))


COMMANDS: list[click.Command] = [demo, crawl]
