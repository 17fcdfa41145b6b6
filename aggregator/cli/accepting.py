"""`aggregator sources test`: page pairs and stored captures read again and compared with what a person accepted."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from aggregator import archive
from aggregator.cli import output, pairs
from aggregator.cli.catalogue import catalogue_of, directory
from aggregator.errors import UsageError
from aggregator.extract import report
from aggregator.items import Page, ReadSettings
from aggregator.sources import Source
from aggregator.store import captured
from aggregator.store.connect import open_for_reading

PROBLEMS = 4


@click.command()
@click.argument("source_id", default="", metavar="[ID]")
@click.option(
    "--accepted",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("accepted"),
    show_default=True,
    help="Directory of the accepted output, one JSON file a page.",
)
@click.option("--accept", is_flag=True, help="Take what is read now as accepted.")
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="Newest pages of each source."
)
@click.option(
    "--archive",
    "warc",
    type=click.Path(file_okay=False, path_type=Path),
    help="Directory of the WARC files; `archive` beside the database unless given.",
)
@directory
@output.database
def test(
    source_id: str,
    folder: Path,
    accept: bool,
    limit: int,
    warc: Path | None,
    directory: Path | None,
    path: str,
) -> None:
    """Read page pairs and stored captures again and show what differs from the accepted output.

    Pairs are ID.html with ID.json below pages/ in the directory of your catalogue files; `sources new` writes one. A
    stored page without accepted output gets one, for you to go over, and fails the command this once. Exit code 4.
    What sites repeat is not used here.

    \b
    aggregator sources test hrana-fa
    aggregator sources test hrana-fa --accept
    """
    known = catalogue_of(directory)
    results = [
        _compare(now, file, file.with_suffix(".html").name, accept=accept)
        for now, file in _pairs((directory or Path("sources")) / pairs.PAGES, source_id, known)
    ]
    if not results or Path(path).exists():
        for page in _pages(path, warc or Path(path).parent / "archive", source_id, limit, known):
            file = folder / page.source_id / f"{page.capture.payload_sha256[:16]}.json"
            results.append(_compare(report.accepted(page), file, page.capture.url, accept=accept))
    if not results:
        raise UsageError(
            f"no stored article{f' of {source_id!r}' if source_id else ''} in {path}: crawl first"
        )
    told = {
        name: results.count(name) for name in ("same", "accepted", "missing", "differs") if name in results
    }
    click.echo(", ".join(f"{count} {name}" for name, count in told.items()))
    if "missing" in told or "differs" in told:
        sys.exit(PROBLEMS)


def _pages(path: str, warc: Path, source_id: str, limit: int, known: dict[str, Source]) -> Iterator[Page]:
    from pipelines.reading import read_page

    connection = open_for_reading(path).conn
    for each in [source_id] if source_id else captured.sources(connection):
        settings = known[each].read_settings() if each in known else ReadSettings(each)
        for page_id, capture in captured.newest(connection, each, limit):
            found = archive.read(warc, capture)
            capture.headers = found.headers
            yield read_page(Page(page_id, each, capture, found.body, settings))


def _pairs(folder: Path, source_id: str, known: dict[str, Source]) -> Iterator[tuple[report.Record, Path]]:
    """(what is read now, file of what was accepted) of the page pairs."""
    from pipelines.reading import read_page

    for each in [source_id] if source_id else known:
        for file in pairs.of_source(folder, each):
            settings = known[each].read_settings() if each in known else ReadSettings(each)
            yield pairs.read(file, settings, read_page), file.with_suffix(".json")


def _compare(record: report.Record, file: Path, label: str, *, accept: bool) -> str:
    """same, accepted (by this call), missing (written now) or differs (shown)."""
    now = report.as_json(record)
    before = file.read_text(encoding="utf-8") if file.exists() else None
    if before == now:
        return "same"
    if before is None or accept:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(now, encoding="utf-8")
        if not accept:
            click.echo(f"written, go over it: {file}")
        return "accepted" if accept else "missing"
    lines = difflib.unified_diff(
        before.splitlines(),
        now.splitlines(),
        f"{file} (accepted)",
        f"{output.safe(label)} (now)",
        lineterm="",
    )
    for line in lines:
        click.echo(output.safe(line))
    return "differs"


COMMANDS: list[click.Command] = [test]
