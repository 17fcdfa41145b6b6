"""Saved searches and follows on real loopback servers: a resend never doubles, a failure never loses."""

from __future__ import annotations

import asyncio
import base64
import email
import json
import sqlite3
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import policy
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from aggregator.cli import main
from aggregator.errors import UsageError
from aggregator.health import deliver, mail, watches
from aggregator.store.connect import open_for_writing
from tests.browser import site

ATOM = "{http://www.w3.org/2005/Atom}"


class Server:
    """A loopback server that speaks HTTP or SMTP by a script of what to do with each message."""

    def __init__(
        self,
        kind: str,
        *,
        certificate: Path | None = None,
        is_tls_at_once: bool = False,
        users: dict[str, str] | None = None,
    ) -> None:
        self.users, self.logins = users or {}, list[tuple[str, bool]]()
        self.goodbye = "221 bye"
        self.is_tls_at_once = is_tls_at_once
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if certificate else None
        if self.tls:
            self.tls.load_cert_chain(str(certificate))
        self.bodies: list[bytes] = []
        self.headers: list[dict[str, str]] = []
        self.script: list[str] = []
        self._handle = {"http": self._http, "smtp": self._smtp}[kind]
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._ready.wait(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._server = self._loop.run_until_complete(
            asyncio.start_server(self._handle, "127.0.0.1", 0, ssl=self.tls if self.is_tls_at_once else None)
        )
        self.port = self._server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        self._server.close()
        self._loop.run_until_complete(self._server.wait_closed())
        self._loop.close()

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    async def _http(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        fields = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if line)
        headers = {name.lower(): value for name, value in fields.items()}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        step = self.script.pop(0) if self.script else "200 OK"
        if step != "refuse":
            self.bodies.append(body)
            self.headers.append(headers)
        if step not in ("cut", "refuse"):
            extra = "Location: /elsewhere\r\n" if step.startswith("30") else ""
            writer.write(f"HTTP/1.1 {step}\r\nContent-Length: 0\r\nConnection: close\r\n{extra}\r\n".encode())
            await writer.drain()
        writer.close()

    async def _smtp(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        is_encrypted, answer = self.is_tls_at_once, "220 test"
        while answer:
            writer.write(answer.encode() + b"\r\n")
            await writer.drain()
            if answer == "220 begin":
                await writer.start_tls(self.tls)
                is_encrypted = True
            if answer == "354 go on":
                answer = self._taken(await reader.readuntil(b"\r\n.\r\n"))
                continue
            word, _, rest = (await reader.readline()).decode().strip().partition(" ")
            match word.upper():
                case "":
                    break
                case "EHLO":
                    offered = ["STARTTLS"] * bool(self.tls and not is_encrypted) + ["AUTH PLAIN"] * bool(
                        self.users
                    )
                    answer = "\r\n".join([*(f"250-{name}" for name in ("test", *offered)), "250 HELP"])
                case "AUTH":
                    _, user, password = base64.b64decode(rest.split()[1]).decode().split("\0")
                    self.logins.append((user, is_encrypted))
                    answer = "235 known" if self.users.get(user) == password else "535 who?"
                case known:
                    says = {"STARTTLS": "220 begin", "DATA": "354 go on", "QUIT": self.goodbye}
                    answer = says.get(known, "250 fine")
        writer.close()

    def _taken(self, body: bytes) -> str:
        """The answer to a mail by the script; '' where the line is cut after it was taken."""
        step = self.script.pop(0) if self.script else "250 taken"
        if step.startswith("250") or step == "cut":
            self.bodies.append(body[:-5])
        return "" if step == "cut" else step


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate of its own for localhost, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "localhost.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(secret + made.public_bytes(Encoding.PEM))
    return file


@pytest.fixture
def hook() -> Iterator[Server]:
    server = Server("http")
    yield server
    server.close()


@pytest.fixture
def news(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    db = open_for_writing(tmp_path / "news.db")
    with db.conn:
        site.insert(db.conn, "sources", id="payam", name="پیام", owner="payam", kind="exile")
    yield db.conn
    db.conn.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = watches.open_watches(tmp_path / "news.db")
    yield connection
    connection.close()


def publish(news: sqlite3.Connection, *numbers: int, text: str = "strike at the harbour") -> None:
    with news:
        for number in numbers:
            site.add_article(news, number, title=f"Article {number}", text=text)


def follow(
    store: sqlite3.Connection, news: sqlite3.Connection, channel: str, target: str, name: str = "strikes"
) -> None:
    watches.add(store, news, name, query="strike", channel=channel, target=target)


def run(store: sqlite3.Connection, news: sqlite3.Connection) -> list[tuple[str, int, str]]:
    return list(watches.run(store, news, deliver.deliver))


def ids(body: bytes) -> list[int]:
    return [record["id"] for record in json.loads(body)["records"]]


def test_only_what_is_new_is_delivered_once(
    hook: Server, store: sqlite3.Connection, news: sqlite3.Connection
) -> None:
    publish(news, 1)
    follow(store, news, "webhook", f"http://127.0.0.1:{hook.port}/")
    assert run(store, news) == [("strikes", 0, "")]
    publish(news, 2, 3)
    publish(news, 4, text="nothing of interest")
    assert run(store, news) == [("strikes", 2, "")]
    assert run(store, news) == [("strikes", 0, "")]
    assert [ids(body) for body in hook.bodies] == [[2, 3]]
    record = json.loads(hook.bodies[0])["records"][0]
    assert record["title"] == "Article 2"
    assert record["source"] == "پیام"


@pytest.mark.parametrize("fault", ["500 no", "404 no", "302 elsewhere", "cut", "refuse"])
def test_a_failure_loses_nothing(
    fault: str, hook: Server, store: sqlite3.Connection, news: sqlite3.Connection
) -> None:
    follow(store, news, "webhook", f"http://127.0.0.1:{hook.port}/")
    publish(news, 1)
    hook.script = [fault]
    ((_, count, error),) = run(store, news)
    assert (count, bool(error)) == (0, True)
    (watch,) = watches.listed(store)
    assert (watch["failures"], watch["last_error"]) == (1, error)
    publish(news, 2)
    assert run(store, news) == [("strikes", 1, "")]
    assert run(store, news) == [("strikes", 1, "")]
    assert [ids(body) for body in hook.bodies][-2:] == [[1], [2]]
    assert watches.listed(store)[0]["failures"] == 0


def test_a_message_sent_again_is_the_same_message(
    hook: Server, store: sqlite3.Connection, news: sqlite3.Connection
) -> None:
    follow(store, news, "webhook", f"http://127.0.0.1:{hook.port}/")
    publish(news, 1, 2)
    hook.script = ["cut"]  # taken, but the answer is lost
    run(store, news)
    publish(news, 3)
    run(store, news)
    run(store, news)
    received: dict[str, list[int]] = {}
    for headers, body in zip(hook.headers, hook.bodies, strict=True):
        received.setdefault(headers["idempotency-key"], ids(body))
    assert len(hook.bodies) == 3
    assert list(received.values()) == [[1, 2], [3]], (
        "by their keys the receiver has every record exactly once"
    )


def test_a_death_between_sending_and_noting_doubles_nothing(
    hook: Server, store: sqlite3.Connection, news: sqlite3.Connection
) -> None:
    follow(store, news, "webhook", f"http://127.0.0.1:{hook.port}/")
    publish(news, 1)

    def dies_after(channel: str, target: str, message: watches.Message) -> None:
        deliver.deliver(channel, target, message)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(watches.run(store, news, dies_after))
    publish(news, 2)
    run(store, news)
    assert [ids(body) for body in hook.bodies] == [[1], [1]]
    assert len({headers["idempotency-key"] for headers in hook.headers}) == 1


def test_one_broken_watch_holds_up_no_other(
    hook: Server, store: sqlite3.Connection, news: sqlite3.Connection
) -> None:
    follow(store, news, "webhook", "http://127.0.0.1:9/", name="broken")
    follow(store, news, "webhook", f"http://127.0.0.1:{hook.port}/", name="whole")
    publish(news, 1)
    found = {name: (count, bool(error)) for name, count, error in run(store, news)}
    assert found == {"broken": (0, True), "whole": (1, False)}


def test_many_records_come_in_parts(
    hook: Server, store: sqlite3.Connection, news: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watches, "MOST", 4)
    follow(store, news, "webhook", f"http://127.0.0.1:{hook.port}/")
    publish(news, *range(1, 11))
    while run(store, news) != [("strikes", 0, "")]:
        pass
    assert [ids(body) for body in hook.bodies] == [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10]]


def test_a_followed_signatory(hook: Server, store: sqlite3.Connection, news: sqlite3.Connection) -> None:
    publish(news, 1, 2)
    with news:
        for number in (1, 2):
            site.insert(news, "statements", id=number, title=f"Statement {number}")
        site._sign(news, 7, "Nilufar Harbour", 1, 1, 1, confidence=0.9)
    watches.add(
        store, news, "her", signatory="s-7", channel="webhook", target=f"http://127.0.0.1:{hook.port}/"
    )
    assert run(store, news) == [("her", 0, "")]
    with news:
        site._sign(news, 7, "Nilufar Harbour", 2, 2, 1, confidence=0.9)
        site._sign(news, 8, "Somebody Else", 2, 2, 2, confidence=0.9)
    assert run(store, news) == [("her", 1, "")]
    assert json.loads(hook.bodies[0])["records"][0]["title"] == "Statement 2"


def test_mail_digest(
    store: sqlite3.Connection, news: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Server("smtp")
    try:
        monkeypatch.setenv("AGGREGATOR_SMTP", f"127.0.0.1:{server.port}")
        follow(store, news, "email", "reader@example.org", name="اعتصاب")
        publish(news, 1, 2)
        server.script = ["451 later"]
        ((_, count, error),) = run(store, news)
        assert (count, "451" in error) == (0, True)
        assert run(store, news) == [("اعتصاب", 2, "")]
        (body,) = server.bodies
        taken = email.message_from_bytes(body, policy=policy.default)
        assert taken["To"] == "reader@example.org"
        assert taken["Subject"] == "2 new: اعتصاب"
        text = taken.get_content()
        assert "Article 1" in text
        assert "https://payam.example/2" in text
        assert text.count("Article") == 2
    finally:
        server.close()


def test_mail_is_neither_lost_nor_told_twice(
    store: sqlite3.Connection, news: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Server("smtp")
    try:
        monkeypatch.setenv("AGGREGATOR_SMTP", f"127.0.0.1:{server.port}")
        follow(store, news, "email", "reader@example.org")
        publish(news, 1)
        server.script = ["cut"]
        ((_, count, error),) = run(store, news)
        assert (count, bool(error)) == (0, True)
        publish(news, 2)
        assert run(store, news) == [("strikes", 1, "")]
        server.goodbye = "500 what?"
        assert run(store, news) == [("strikes", 1, "")]
        assert run(store, news) == [("strikes", 0, "")]
    finally:
        server.close()
    mails = [email.message_from_bytes(body, policy=policy.default) for body in server.bodies]
    keys = [mail["Message-ID"] for mail in mails]
    assert keys[0] == keys[1] != keys[2], "a mail that may have arrived is sent again under its own name"
    assert [("Article 1" in m.get_content(), "Article 2" in m.get_content()) for m in mails] == [
        (True, False),
        (True, False),
        (False, True),
    ]


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_mail_by_login_is_encrypted(
    store: sqlite3.Connection,
    news: sqlite3.Connection,
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
    scheme: str,
) -> None:
    users = {"her@example.org": "secr:t/"}
    server = Server("smtp", certificate=certificate, is_tls_at_once=scheme == "smtps", users=users)
    address = f"{scheme}://her%40example.org@localhost:{server.port}"
    try:
        monkeypatch.setenv("AGGREGATOR_SMTP", address)
        monkeypatch.setenv("AGGREGATOR_SMTP_PASSWORD", "wrong")
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        follow(store, news, "email", "reader@example.org")
        publish(news, 1)
        ((_, count, error),) = run(store, news)
        assert (count, "535" in error, "wrong" in error) == (0, True, False)
        monkeypatch.setenv("AGGREGATOR_SMTP_PASSWORD", "secr:t/")
        assert run(store, news) == [("strikes", 1, "")]
    finally:
        server.close()
    assert server.logins == [("her@example.org", True)] * 2
    assert len(server.bodies) == 1


@pytest.mark.parametrize(
    ("is_known", "has_tls", "said"),
    [(False, True, "CERTIFICATE_VERIFY_FAILED"), (True, False, "never sent in the clear")],
)
def test_a_password_goes_to_no_stranger(
    store: sqlite3.Connection,
    news: sqlite3.Connection,
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
    is_known: bool,
    has_tls: bool,
    said: str,
) -> None:
    server = Server("smtp", certificate=certificate if has_tls else None, users={"her": "x"})
    try:
        monkeypatch.setenv("AGGREGATOR_SMTP", f"smtp://her:x@localhost:{server.port}")
        if is_known:
            monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        follow(store, news, "email", "reader@example.org")
        publish(news, 1)
        ((_, count, error),) = run(store, news)
    finally:
        server.close()
    assert (count, said in error) == (0, True)
    assert server.logins == server.bodies == []


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("", ("localhost", 25, False, "", "")),
        ("mail.example.org:2525", ("mail.example.org", 2525, False, "", "")),
        ("smtp://her:p%40ss@mail.example.org", ("mail.example.org", 587, False, "her", "p@ss")),
        ("smtps://her:x@mail.example.org", ("mail.example.org", 465, True, "her", "x")),
        ("smtps://[::1]:4650", ("::1", 4650, True, "", "")),
    ],
)
def test_mail_server_as_it_is_written(written: str, understood: tuple[object, ...]) -> None:
    assert mail.configured({"AGGREGATOR_SMTP": written}) == mail.MailServer(*understood)  # type: ignore[arg-type]
    assert "p@ss" not in repr(mail.configured({"AGGREGATOR_SMTP": written}))


@pytest.mark.parametrize("written", ["host:none", "ftp://host", "smtp://", "smtp://her@host", "host:99999"])
def test_a_wrong_mail_server_is_told(written: str) -> None:
    with pytest.raises(UsageError, match="AGGREGATOR_SMTP"):
        mail.configured({"AGGREGATOR_SMTP": written})


def test_atom_file_keeps_each_record_once(
    store: sqlite3.Connection, news: sqlite3.Connection, tmp_path: Path
) -> None:
    feed = tmp_path / "strikes.atom"
    (tmp_path / "strikes.json").write_text("mine")
    follow(store, news, "atom", str(feed))
    publish(news, 1)
    run(store, news)
    publish(news, 2)
    with store:
        store.execute(
            "update watches set watermark = 0, pending = null"
        )  # as if the note of the first had been lost
    run(store, news)
    titles = [
        e.findtext(f"{ATOM}title") for e in ElementTree.fromstring(feed.read_bytes()).iter(f"{ATOM}entry")
    ]
    assert titles == ["Article 2", "Article 1"]
    assert (tmp_path / "strikes.json").read_text() == "mine"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", "a", "--query", "x"], "name one of --webhook"),
        (["add", "a", "--query", "x", "--webhook", "ftp://example.org"], "write an http or https address"),
        (["add", "a", "--query", "x", "--email", "nobody"], "write one mail address"),
        (["add", "a", "--query", "...", "--atom", "a.atom"], "has no word to search for"),
        (["add", "a", "--atom", "a.atom"], "watch for words"),
        (["add", "a", "--signatory", "nobody", "--atom", "a.atom"], "nobody named"),
        (["remove", "a"], "there is no watch named 'a'"),
    ],
)
def test_mistakes_are_told(news: sqlite3.Connection, tmp_path: Path, words: list[str], said: str) -> None:
    result = CliRunner().invoke(main, ["watch", *words, "--db", str(tmp_path / "news.db")])
    assert result.exit_code == 2
    assert said in result.output


def test_a_name_is_taken_once(store: sqlite3.Connection, news: sqlite3.Connection) -> None:
    follow(store, news, "atom", "a.atom")
    with pytest.raises(UsageError, match="there is a watch named 'strikes' already"):
        follow(store, news, "atom", "b.atom")


def test_commands_from_adding_to_removing(news: sqlite3.Connection, tmp_path: Path) -> None:
    database, feed = str(tmp_path / "news.db"), tmp_path / "a.atom"

    def command(*words: str) -> str:
        result = CliRunner().invoke(main, ["watch", *words, "--db", database], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    command("add", "strikes", "--query", "strike", "--atom", str(feed))
    publish(news, 1)
    assert command("run") == "strikes: 1 delivered\n"
    assert "strikes" in command("list")
    command("remove", "strikes")
    assert json.loads(command("list", "--json") or "[]") == []
    assert feed.exists()
