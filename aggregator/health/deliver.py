"""Delivers what a watch found: JSON to a webhook, a mail, or an Atom file."""

from __future__ import annotations

import json
import os
import urllib.request
from email.message import EmailMessage
from email.utils import formatdate
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit

from aggregator.errors import UsageError
from aggregator.export.atom import Entry, atom
from aggregator.export.files import whole
from aggregator.health.mail import configured, send
from aggregator.health.watches import Message

SECONDS = 20
KEPT_IN_ATOM = 200


def deliver(channel: str, target: str, message: Message) -> None:
    """Send by ``channel``. Raises `OSError` where the message was not taken."""
    {"webhook": _webhook, "email": _email, "atom": _atom}[channel](target, message)


def check_target(channel: str, target: str) -> None:
    """Raise `UsageError` for a target the channel cannot use, or a mail server that is not set as it should be."""
    if channel == "webhook" and urlsplit(target).scheme not in ("http", "https"):
        raise UsageError(f"--webhook {target!r}: write an http or https address")
    if channel == "email" and ("@" not in target or any(c.isspace() for c in target)):
        raise UsageError(f"--email {target!r}: write one mail address")
    if channel == "email":
        configured(os.environ)


def _webhook(url: str, message: Message) -> None:
    body = json.dumps(
        {"watch": message.watch, "key": message.key, "records": message.records}, ensure_ascii=False
    )
    headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": message.key}
    request = urllib.request.Request(url, data=body.encode(), headers=headers, method="POST")
    try:
        with _OPENER.open(request, timeout=SECONDS):
            return
    except HTTPError as error:
        error.close()
        raise OSError(f"{url} answered {error.code}") from error
    except HTTPException as error:
        raise OSError(f"{url} broke off: {error!r}") from error


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirected POST would arrive as an empty GET and pass for delivered."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirect)


def _email(address: str, message: Message) -> None:
    """By the server of AGGREGATOR_SMTP, from AGGREGATOR_MAIL_FROM. A resend has the same Message-ID."""
    sender = os.environ.get("AGGREGATOR_MAIL_FROM", "aggregator@localhost")
    mail = EmailMessage()
    mail["Subject"] = f"{len(message.records)} new: {message.watch}"
    mail["From"], mail["To"] = sender, address
    mail["Date"] = formatdate()
    mail["Message-ID"] = f"<{message.key}@{sender.rpartition('@')[2]}>"
    mail.set_content("\n\n".join(_lines(record) for record in message.records) + "\n")
    send(configured(os.environ), mail)


def _lines(record: dict[str, object]) -> str:
    signed = f", {record['signature_count']} signatories" if record["signature_count"] else ""
    return (
        f"{record['title']}\n{record['source']}, {record['published'] or 'no date'}{signed}\n{record['url']}"
    )


def _atom(file: str, message: Message) -> None:
    """A feed file of the newest records, kept in a hidden file beside it; a resend writes the same entries again."""
    path = Path(file)
    kept = path.with_name(f".{path.name}.json")
    known = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else []
    ids = {record["id"] for record in message.records}
    records = [*reversed(message.records), *(r for r in known if r["id"] not in ids)][:KEPT_IN_ATOM]
    entries = [Entry(r["url"], r["title"], r["language"], r["published"]) for r in records]
    with whole(path) as partial:
        partial.write_text(
            atom("", message.watch, f"urn:watch:{message.watch}", file, entries), encoding="utf-8"
        )
    with whole(kept) as partial:
        partial.write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
