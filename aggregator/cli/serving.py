"""Commands that serve: browse."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from aggregator.store.connect import open_for_reading


@click.command()
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path), default="news.db", metavar="[DB]")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="Port; 0 for any free one."
)
@click.option("--public", is_flag=True, help="No SQL from visitors; sensitive signatories withheld.")
@click.option("--open", "is_open", is_flag=True, help="Open it in the browser.")
def browse(path: Path, host: str, port: int, public: bool, is_open: bool) -> None:
    """Serve the database to readers (pages) and analysts (tables, SQL, JSON, CSV) with Datasette.

    \b
    aggregator browse demo.db --open
    """
    open_for_reading(path).conn.close()
    from aggregator.web import serve

    url = f"http://{host}:{port}/"
    click.echo(f"serving {path} at {url} (Ctrl-C stops)")
    if is_open:
        webbrowser.open(url)
    serve(path, host=host, port=port, is_public=public)


COMMANDS: list[click.Command] = [browse]
