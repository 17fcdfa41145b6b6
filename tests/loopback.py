"""A scriptable web server on loopback: real HTTP, one name per site, everything it was asked for is kept."""

from __future__ import annotations

import email.utils
import hashlib
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Headers = Mapping[str, str]


@dataclass
class Asked:
    """A request the server saw."""

    host: str
    path: str
    headers: dict[str, str]
    at: float
    """Monotonic seconds."""


@dataclass
class Answer:
    """What a path answers."""

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    """Seconds before the first byte."""
    promised: int | None = None
    """A Content-Length other than the body's own."""

    def payload(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


Script = Answer | str | bytes | Callable[[Asked], "Answer"]


class Site(ThreadingHTTPServer):
    """Answers from ``pages``: (host name or '', path with query) -> what to say; ETag and 304 by themselves."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 256

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages: dict[tuple[str, str], Script] = {}
        self.asked: list[Asked] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def put(self, path: str, script: Script, host: str = "") -> str:
        """Let ``path`` answer so; returns its address."""
        self.pages[host, path] = script
        return self.url(path, host or "127.0.0.1")

    def paths(self) -> list[str]:
        """Everything asked for but robots.txt, in order."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]


@contextmanager
def serving() -> Iterator[Site]:
    """A server in a thread, gone at the end."""
    site = Site()
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.shutdown()
        site.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: Site
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        host = (self.headers.get("Host") or "").partition(":")[0]
        asked = Asked(host, self.path, dict(self.headers.items()), time.monotonic())
        self.server.asked.append(asked)
        pages = self.server.pages
        script = pages.get((host, self.path), pages.get(("", self.path), Answer("not here", 404)))
        answer = script(asked) if callable(script) else script
        self._send(answer if isinstance(answer, Answer) else Answer(answer))

    def _send(self, answer: Answer) -> None:
        time.sleep(answer.delay)
        body = answer.payload()
        headers = {"Content-Type": "text/html; charset=utf-8", **answer.headers}
        if answer.status == 200:
            headers.setdefault("ETag", f'"{hashlib.sha256(body).hexdigest()[:16]}"')
            if self.headers.get("If-None-Match") == headers["ETag"]:
                answer, body = Answer(status=304), b""
        self.send_response(answer.status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if answer.promised is None else answer.promised))
        self.end_headers()
        try:
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        if answer.promised is not None:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        return None


def http_date(moment: float) -> str:
    """Seconds since the epoch as HTTP prints them."""
    return email.utils.formatdate(moment, usegmt=True)
