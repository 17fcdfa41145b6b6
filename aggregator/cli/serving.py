"""Commands that serve: browse."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from aggregator.export import public as copy
from aggregator.store.connect import open_for_reading


@click.command()
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path), default="news.db", metavar="[DB]")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="Port; 0 for any free one."
)
@click.option(
    "--public",
    is_flag=True,
    help="Serve a copy for the public: sensitive signatories withheld, no SQL from visitors.",
)
@click.option("--open", "is_open", is_flag=True, help="Open it in the browser.")
def browse(path: Path, host: str, port: int, public: bool, is_open: bool) -> None:
    """Serve the database to readers (pages) and analysts (tables, SQL, JSON, CSV) with Datasette.

    \b
    aggregator browse demo.db --open
    """
    connection = open_for_reading(path).conn
    downloads = path.parent / "downloads"
    if public:
        downloads = path.parent / "downloads-public"
        path = path.with_name(f"{path.stem}-public.db")
        withheld = copy.write(connection, path)
        click.echo(
            f"{path}: a copy for the public, {withheld} signatures withheld; start again after each crawl"
        )
    connection.close()
    from aggregator.web import serve

    url = f"http://{host}:{port}/"
    click.echo(f"serving {path} at {url} (Ctrl-C stops)")
    if is_open:
        webbrowser.open(url)
    serve(path, host=host, port=port, is_public=public, downloads=downloads)


COMMANDS: list[click.Command] = [browse]
