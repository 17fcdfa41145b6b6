"""Saved searches and follows on real loopback servers: a resend never doubles, a failure never loses."""

from __future__ import annotations

import asyncio
import email
import json
import sqlite3
import threading
from collections.abc import Iterator
from email import policy
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from aggregator.cli import main
from aggregator.errors import UsageError
from aggregator.health import deliver, watches
from aggregator.store.connect import open_for_writing
from tests.browser import site

ATOM = "{http://www.w3.org/2005/Atom}"


class Server:
    """A loopback server that speaks HTTP or SMTP by a script of what to do with each message."""

    def __init__(self, kind: str) -> None:
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
        self._server = self._loop.run_until_complete(asyncio.start_server(self._handle, "127.0.0.1", 0))
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
        async def say(line: str) -> None:
            writer.write(line.encode() + b"\r\n")
            await writer.drain()

        await say("220 test")
        while line := await reader.readline():
            word = line[:4].upper().strip()
            if word == b"DATA":
                await say("354 go on")
                body = await reader.readuntil(b"\r\n.\r\n")
                step = self.script.pop(0) if self.script else "250 taken"
                if step.startswith("250"):
                    self.bodies.append(body[:-5])
                await say(step)
            elif word == b"QUIT":
                await say("221 bye")
                break
            else:
                await say("250 fine")
        writer.close()


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
        mail = email.message_from_bytes(body, policy=policy.default)
        assert mail["To"] == "reader@example.org"
        assert mail["Subject"] == "2 new: اعتصاب"
        text = mail.get_content()
        assert "Article 1" in text
        assert "https://payam.example/2" in text
        assert text.count("Article") == 2
    finally:
        server.close()


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
