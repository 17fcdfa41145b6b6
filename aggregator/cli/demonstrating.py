"""The demo: the main job on the bundled sample sites, and what was found."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from aggregator import demo as sample
from aggregator.cli import output
from aggregator.cli.crawling import FAILED, carry_out, read_settings, verbose, workers
from aggregator.store import lookup
from aggregator.store.connect import open_for_reading


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
        settings = read_settings(workers, verbose) | {
            "ALLOWED_PRIVATE_HOSTS": ["*.localhost"],
            "ONLY_THESE_SOURCES": True,
            "DOWNLOAD_DELAY": 0.1,
            "AUTOTHROTTLE_START_DELAY": 0.1,
        }
        options = {"archive": store, "sources": [catalogue], "recheck": is_second, "settings": settings}
        summary = carry_out("crawl", str(path), options, is_quiet=False)
        not_modified = sum(answer.status == 304 for answer in sites.answers)
    _print_found(str(path), not_modified if is_second else None)
    if summary.state == "failed":
        sys.exit(FAILED)


def _forget(path: Path, store: Path) -> None:
    for file in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        file.unlink(missing_ok=True)
    for file in store.glob("*.warc.gz"):
        file.unlink()


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
        output.rows(found, ["what", "title", "detail", "url"], is_json=False, empty="nothing changed")
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


COMMANDS: list[click.Command] = [demo]
