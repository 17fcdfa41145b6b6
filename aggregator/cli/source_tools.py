"""Commands that try sources out: preview, check, new, test. Spiders are imported only when one runs."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from aggregator.cli import output, pairs
from aggregator.cli.catalogue import catalogue_of, directory
from aggregator.errors import UsageError
from aggregator.extract import report
from aggregator.items import Capture, Page, ReadSettings
from aggregator.sources import template
from aggregator.sources.loader import choose, read_file

PROBLEMS = 4
QUIET = {"LOG_LEVEL": "CRITICAL"}  # what goes wrong is told in words of our own


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _settings_of(source_id: str, directory: Path | None) -> ReadSettings:
    if not source_id:
        return ReadSettings()
    (source,) = choose(catalogue_of(directory), [source_id])
    return source.read_settings()


@click.command()
@click.argument("place", metavar="URL|FILE")
@click.option("--source", "source_id", default="", metavar="ID", help="Read it as a page of this source.")
@click.option("--url", "address", default="", help="For a file: the address its page has.")
@directory
@output.as_json
def preview(place: str, source_id: str, address: str, directory: Path | None, is_json: bool) -> None:
    """What is read of one page, each value with where it was found. Nothing is stored.

    \b
    aggregator sources preview https://example.org/statement --source example
    aggregator sources preview statement.pdf --url https://example.org/statement.pdf
    """
    settings = _settings_of(source_id, directory)
    is_address = urlsplit(place).scheme in ("http", "https")
    page = _fetched(place, settings) if is_address else _opened(Path(place), address, settings)
    record = report.preview(page)
    if is_json:
        click.echo(json.dumps(record, ensure_ascii=False))
    else:
        _print_preview(record)
    if page.state not in ("leased", "skipped", "blocked"):
        sys.exit(1)


def _fetched(url: str, settings: ReadSettings) -> Page:
    from pipelines.reading import read_page
    from spiders import outcomes, probe

    async def job(fetch: probe.Fetch) -> probe.Answer:
        return await fetch(url)

    answer = probe.run_job(job, [url], QUIET)
    if answer.response is None:
        return Page(
            0, settings.source_id, outcomes.no_capture(url, _now()), state=answer.state, reason=answer.reason
        )
    capture = outcomes.capture_of(answer.response, url, _now())
    page = Page(0, settings.source_id, capture, answer.response.body, settings)
    page.state, page.reason = answer.state, answer.reason
    return read_page(page) if answer.is_readable else page


def _opened(file: Path, address: str, settings: ReadSettings) -> Page:
    from pipelines.reading import read_page

    try:
        body, changed = file.read_bytes(), datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except OSError as error:
        raise UsageError(f"{file} cannot be read ({error.strerror}): name a web address or a file") from None
    kind = "application/pdf" if file.suffix.lower() == ".pdf" else "text/html"
    capture = Capture(address, address, _stamp(changed), 200, [("Content-Type", kind)])
    return read_page(Page(0, settings.source_id, capture, body, settings))


def _print_preview(record: dict[str, Any]) -> None:
    verdict = f"{record['state']}: {record['verdict']}".rstrip(": ")
    click.echo(f"{output.safe(record['url'])}\n{verdict} {output.safe(record['reason'])}".rstrip())
    for heading, columns in (
        ("values", ("field", "value", "method", "path", "raw")),
        ("dates", ("field", "value", "precision", "zone", "confidence", "method", "path", "raw", "reason")),
        ("statements", ("title", "addressed_to", "claimed_count", "place", "dated", "form")),
        (
            "signatories",
            ("position", "name", "kind", "role", "affiliation", "country", "confidence", "cue", "path"),
        ),
    ):
        if record[heading]:
            click.echo(f"\n{heading}")
            output.rows(record[heading], columns, is_json=False, empty="")
    if record["needs_review"]:
        click.echo(f"\nto be looked at: {output.safe(record['needs_review'])}")
    for kind, links in record["links"].items():
        click.echo(f"\nlinks: {kind}")
        output.rows(links, ("text", "url"), is_json=False, empty="")
    if record["text"]:
        click.echo(f"\n{output.safe(record['text'])}")


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@directory
@output.as_json
def check(ids: tuple[str, ...], directory: Path | None, is_json: bool) -> None:
    """Ask each input of the enabled sources, or of those named, and tell what it answers; changes nothing.

    Exit code 4 where an input is quiet, empty, blocked, dead, failing or no longer the outlet's.

    \b
    aggregator sources check hrana-fa hrana-en
    """
    from spiders import checks, probe

    known = catalogue_of(directory)
    chosen = choose(known, ids) if ids else [source for source in known.values() if source.enabled]
    urls = [entry.key for source in chosen for entry in source.inputs]

    async def job(fetch: probe.Fetch) -> list[checks.Finding]:
        return await checks.check(chosen, fetch, _now())

    found = probe.run_job(job, urls, QUIET)
    records = [vars(finding) | {"wrong": finding.is_wrong} for finding in found]
    fits = {True: "yes", False: "no", None: ""}
    if not is_json:
        records = [{**record, "title_fits": fits[record["title_fits"]]} for record in records]
    columns = [
        "source_id",
        "kind",
        "state",
        "root",
        "title",
        "title_fits",
        "items",
        "newest",
        "age_days",
        "robots",
    ]
    output.rows(records, [*columns, "reason"], is_json=is_json, empty="no sources")
    if any(finding.is_wrong for finding in found):
        sys.exit(PROBLEMS)


@click.command()
@click.argument("url")
@click.option("--id", "source_id", default="", metavar="ID", help="Made of the host name unless given.")
@click.option(
    "--directory",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("sources"),
    show_default=True,
    help="Where the catalogue file and, below pages/, the page pair are written.",
)
def new(url: str, source_id: str, folder: Path) -> None:
    """Find what a site offers (feeds, WordPress, sitemaps) from its home page and write a source to go over.

    Writes ID.toml, not enabled, and pages/ID.html with pages/ID.json: an article, and what is read of it now.

    \b
    aggregator sources new https://example.org/
    aggregator sources test example
    """
    from pipelines.reading import read_page
    from spiders import finding, probe

    source_id = template.checked_id(source_id or template.identifier(urlsplit(url).hostname or ""))
    files = [
        folder / f"{source_id}.toml",
        *(folder / pairs.PAGES / f"{source_id}.{end}" for end in ("html", "json")),
    ]
    template.refuse_overwriting(*files)

    async def job(fetch: probe.Fetch) -> finding.Site:
        return await finding.explore(url, fetch)

    site = probe.run_job(job, [url], QUIET)
    for address, reason in site.failures:
        click.echo(f"no input: {address}: {reason}", err=True)
    if not site.inputs:
        raise UsageError(
            f"{url} names no feed, sitemap or WordPress endpoint that works: write a listing by hand"
        )
    answer = site.page.response if site.page is not None else None
    languages = site.languages
    if answer is not None and not languages:
        drafted = pairs.record(
            answer.body, answer.url, _stamp(_now()), ReadSettings(source_name=site.name), read_page
        )
        languages = [drafted["language"]] if drafted["language"] else []
    text = template.toml(source_id, site.name, site.homepage, languages, site.inputs, _now().date())
    files[0].parent.mkdir(parents=True, exist_ok=True)
    files[0].write_text(text, encoding="utf-8")
    if answer is not None:
        settings = read_file(files[0]).read_settings()
        files[1].parent.mkdir(exist_ok=True)
        files[1].write_bytes(answer.body)
        now = pairs.record(answer.body, answer.url, _stamp(_now()), settings, read_page)
        files[2].write_text(report.as_json(now), encoding="utf-8")
    for file in files:
        click.echo(f"{'wrote' if file.exists() else 'no article was found for'} {file}")


COMMANDS: list[click.Command] = [preview, check, new]
