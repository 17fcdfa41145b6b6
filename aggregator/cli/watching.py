"""Commands that keep watch: saved searches and followed signatories, delivered once each."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from aggregator.cli import output
from aggregator.errors import UsageError
from aggregator.health import watches
from aggregator.health.deliver import check_target, deliver
from aggregator.store import people
from aggregator.store import search as fulltext
from aggregator.store.connect import open_for_reading


@click.group()
def watch() -> None:
    """Follow words or a signatory: new records go to a webhook, a mail address or an Atom file.

    Watches are kept in a file of their own beside the database (news.watches), which is never served.
    """


@watch.command()
@click.argument("name")
@click.option("--query", default="", help="Words to search for, as in `aggregator search`.")
@click.option("--signatory", default="", help="A signatory, by name or short name.")
@click.option("--language", default="", help="Only this language.")
@click.option("--webhook", default="", metavar="URL", help="POST JSON to this address.")
@click.option("--email", default="", metavar="ADDRESS", help="Mail a digest; see `aggregator watch run`.")
@click.option("--atom", default="", metavar="FILE", help="Keep this feed file up to date.")
@output.database
def add(
    name: str, query: str, signatory: str, language: str, webhook: str, email: str, atom: str, path: str
) -> None:
    """Watch from now on.

    \b
    aggregator watch add iran --query 'حقوق بشر' --atom iran.atom
    aggregator watch add lupi --signatory maurizio-lupi --webhook https://example.org/hook
    """
    channels = {"webhook": webhook, "email": email, "atom": atom}
    chosen = [(channel, target) for channel, target in channels.items() if target]
    if len(chosen) != 1:
        raise UsageError("name one of --webhook, --email and --atom")
    ((channel, target),) = chosen
    check_target(channel, target)
    news = open_for_reading(path).conn
    slug = people.one(news, signatory)["slug"] if signatory else ""
    filters = fulltext.tag("lang", language) if language else ""
    store = watches.open_watches(Path(path))
    watches.add(
        store, news, name, query=query, signatory=slug, filters=filters, channel=channel, target=target
    )
    click.echo(f"watching {name}; `aggregator watch run` after each crawl delivers what is new")


@watch.command("list")
@output.as_json
@output.database
def list_(is_json: bool, path: str) -> None:
    """Every watch, with the last delivery that failed."""
    found = watches.listed(watches.open_watches(Path(path)))
    columns = ["name", "query", "signatory", "channel", "target", "watermark", "failures", "last_error"]
    output.rows(found, columns, is_json=is_json, empty="nothing is watched")


@watch.command()
@click.argument("name")
@output.database
def remove(name: str, path: str) -> None:
    """Stop a watch."""
    watches.remove(watches.open_watches(Path(path)), name)
    click.echo(f"no longer watching {name}")


@watch.command()
@output.database
def run(path: str) -> None:
    """Deliver what is new; exit 1 where a delivery failed (it is tried again next time, and never doubled).

    \b
    Mail goes by the server of AGGREGATOR_SMTP, localhost:25 unless set, with TLS where the server has it:
      AGGREGATOR_SMTP=smtp://user@mail.example.org:587   (or smtps://user@mail.example.org:465)
      AGGREGATOR_SMTP_PASSWORD=...
      AGGREGATOR_MAIL_FROM=news@example.org
    """
    news = open_for_reading(path).conn
    has_failed = False
    for name, count, error in watches.run(watches.open_watches(Path(path)), news, deliver):
        click.echo(f"{name}: {error or f'{count} delivered'}", err=bool(error))
        has_failed = has_failed or bool(error)
    if has_failed:
        sys.exit(1)


COMMANDS: list[click.Command] = [watch]
