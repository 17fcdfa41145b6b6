"""Commands that look after a database: init, status, doctor."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from aggregator.cli import output
from aggregator.cli.catalogue import catalogue_of, directory
from aggregator.cli.crawling import archive, carry_out, read_settings
from aggregator.store import doctor as checks
from aggregator.store import lookup, sources
from aggregator.store.connect import open_for_reading, open_for_writing

PROBLEMS_FOUND = 4


@click.command()
@directory
@output.database
def init(directory: Path | None, path: str) -> None:
    """Make the database, or bring an older one up to date, and mirror the catalogue into it."""
    catalogue = catalogue_of(directory)
    sources.mirror(open_for_writing(path).conn, catalogue.values())
    enabled = sum(source.enabled for source in catalogue.values())
    click.echo(
        f"{path} is ready: {len(catalogue)} sources, {enabled} enabled. Next: aggregator crawl --limit 20"
    )


@click.command()
@output.as_json
@output.database
def status(is_json: bool, path: str) -> None:
    """The last run and each source's state, worst first."""
    connection = open_for_reading(path).conn
    run = lookup.last_run(connection)
    if run and not is_json:
        click.echo(
            f"last run {run['started_at']} {run['state']}: {run['new']} new, {run['changed']} changed, "
            f"{run['unchanged']} unchanged, {run['gone']} gone, {run['skipped']} skipped, {run['failed']} failed"
            + (f" ({run['reason']})" if run["reason"] else "")
        )
    output.rows(
        lookup.source_states(connection),
        ["id", "state", "articles", "last_success_at", "next_due_at", "reason"],
        is_json=is_json,
        empty="no source was crawled yet",
    )


@click.command()
@click.option("--rebuild", is_flag=True, help="Mend from other rows, and what is left from the captures.")
@directory
@archive
@output.as_json
@output.database
def doctor(rebuild: bool, directory: Path | None, archive: Path | None, is_json: bool, path: str) -> None:
    """Check every count, index, span and reference from scratch; exit 4 where something is wrong.

    \b
    aggregator doctor --rebuild
    """
    open_for_reading(path).conn.close()
    findings = _examined(path, rebuild=rebuild)
    if rebuild and findings:
        options = {"archive": archive, "sources": [directory] if directory else []}
        carry_out("replay", path, options | {"settings": read_settings(None, verbose=False)}, is_quiet=True)
        findings = _examined(path, rebuild=True)
    output.rows(
        ({"check": f.check, "row": f.row, "problem": f.problem} for f in findings),
        ["check", "row", "problem"],
        is_json=is_json,
        empty=f"{path}: nothing wrong",
    )
    if findings:
        sys.exit(PROBLEMS_FOUND)


def _examined(path: str, *, rebuild: bool) -> list[checks.Finding]:
    db = open_for_writing(path)
    try:
        if rebuild:
            checks.rebuild(db.conn)
        return list(checks.examine(db.conn))
    finally:
        db.close()


COMMANDS: list[click.Command] = [init, status, doctor]
