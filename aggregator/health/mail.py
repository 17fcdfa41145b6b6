"""Hands a mail to a server: encrypted wherever the server can, with a password only under encryption.

The server is one setting, ``AGGREGATOR_SMTP``:

- ``host:port`` or ``smtp://[user[:password]@]host[:port]``: port 25, or 587 with a user; STARTTLS (RFC 3207) where
  the server offers it, and always before a login (RFC 4954);
- ``smtps://[user[:password]@]host[:port]``: TLS from the start (RFC 8314), port 465.

The password may stand in ``AGGREGATOR_SMTP_PASSWORD`` instead. Certificates are checked against the system's, or
those of OpenSSL's ``SSL_CERT_FILE``.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from aggregator.errors import UsageError

SECONDS = 20
SETTING = "AGGREGATOR_SMTP"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail goes, and how: ``is_tls`` from the start; ``user`` is '' where no login is asked for."""

    host: str
    port: int
    is_tls: bool = False
    user: str = ""
    password: str = field(default="", repr=False)


def configured(environment: Mapping[str, str]) -> MailServer:
    """The server of the settings, localhost:25 unless set. Raises `UsageError` for what is no such address."""
    written = environment.get(SETTING) or "localhost"
    parts = urlsplit(written if "://" in written else f"smtp://{written}")
    user = unquote(parts.username or "")
    password = unquote(parts.password or "") or environment.get(f"{SETTING}_PASSWORD", "")
    shown = f"{SETTING}: write smtp://user@host:port or smtps://user@host:port"
    try:
        port = parts.port
    except ValueError as error:
        raise UsageError(f"{shown}; the port must be a number up to 65535") from error
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise UsageError(shown)
    if user and not password:
        raise UsageError(f"{SETTING} names a user: give the password in {SETTING}_PASSWORD")
    is_tls = parts.scheme == "smtps"
    usual = 465 if is_tls else 587 if user else 25
    return MailServer(parts.hostname, port or usual, is_tls, user, password)


def send(server: MailServer, mail: EmailMessage) -> None:
    """Hand the mail over. Raises `OSError` where the server did not take it."""
    try:
        with _connected(server) as connection:
            connection.send_message(mail)
    except smtplib.SMTPException as error:
        raise OSError(f"{server.host} refused the mail: {error}") from error


@contextmanager
def _connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    connection = _opened(server)
    try:
        if server.user:
            connection.login(server.user, server.password)
        yield connection
    finally:
        # What a server says to the goodbye changes nothing: a mail it took must not be sent again.
        with suppress(smtplib.SMTPException, OSError):
            connection.quit()


def _opened(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.is_tls:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=context)
    connection = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    try:
        _encrypt(connection, server, context)
    except (smtplib.SMTPException, OSError):
        connection.close()
        raise
    return connection


def _encrypt(connection: smtplib.SMTP, server: MailServer, context: ssl.SSLContext) -> None:
    connection.ehlo_or_helo_if_needed()
    if connection.has_extn("starttls"):
        connection.starttls(context=context)
    elif server.user:
        raise smtplib.SMTPNotSupportedError("no STARTTLS: a password is never sent in the clear")
