"""The ``aggregator`` command: each group of commands is a module; commands parse and print, the core works."""

from __future__ import annotations

import sys

import click

from aggregator.cli import (
    accepting,
    catalogue,
    crawling,
    demonstrating,
    exporting,
    people,
    reading,
    reviewing,
    serving,
    source_tools,
    stories,
    upkeep,
    watching,
)
from aggregator.errors import AggregatorError

EXIT_CODES = """
Exit codes: 0 done; 1 something failed (the message says what); 2 the words of the command, a name or a
catalogue file do not fit; 3 the database or archive cannot be used; 4 a check found problems; 75 another
crawl holds the lock (harmless under cron).
"""


class _Group(click.Group):
    """Prints errors that a user can mend as one line instead of a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except AggregatorError as error:
            click.echo(f"error: {error}", err=True)
            sys.exit(error.exit_code)


@click.group(
    cls=_Group,
    epilog=EXIT_CODES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="human-rights-news-aggregator", prog_name="aggregator")
def main() -> None:
    """Human-rights news and statements: who signed what, with whom, in which role, when, and where is the proof."""


for module in (
    demonstrating,
    crawling,
    catalogue,
    reading,
    people,
    stories,
    reviewing,
    watching,
    exporting,
    serving,
    upkeep,
):
    for command in module.COMMANDS:
        main.add_command(command)
for command in (*source_tools.COMMANDS, *accepting.COMMANDS):
    catalogue.sources.add_command(command)
