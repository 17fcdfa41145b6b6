"""Serve the sample sites over real HTTP on loopback, one port a site.

Every site listens on 127.0.0.1 at a port of its own: names such as ``site.localhost`` and addresses such as
127.0.0.2 are not resolved or bound everywhere. So host and port together are a site, and politeness,
robots.txt and identity of pages are per host and port. Ports are fixed by default, or a second run would
see other addresses and find nothing that it knows.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from aggregator.demo import content
from aggregator.demo.content import Resource, Site
from aggregator.errors import UsageError

HOST = "127.0.0.1"
FIRST_PORT = 18640
"""Below the ranges from which Linux and macOS take ports for outgoing connections."""

_NOT_FOUND = Resource(404, b"Not found\n", {"Content-Type": "text/plain; charset=utf-8"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site answered to one request."""

    site: str
    target: str
    """Path and query."""
    status: int


@dataclass(slots=True)
class Demo:
    """The sample sites while they are served. Set ``generation`` to move them on in time."""

    bases: Mapping[str, str]
    """Site name -> base address, without a slash at the end."""
    generation: int = 1
    answers: list[Answer] = field(default_factory=list)
    """Every answer given, oldest first."""


class Handler(BaseHTTPRequestHandler):
    """GET and HEAD with validators (RFC 9110, section 13) and gzip."""

    protocol_version = "HTTP/1.1"
    server_version = "SampleSite"
    sys_version = ""
    disable_nagle_algorithm = True

    def __init__(self, *args: object, demo: Demo, site: Site) -> None:
        self.demo, self.site = demo, site
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with the site's resource, or 304 where the client's copy is still good."""
        found = self.site.find(_key(self.path), self.demo.generation) or _NOT_FOUND
        if found.status == 200 and _still_good(found.headers, self.headers):
            found = Resource(
                304, headers={key: found.headers[key] for key in _VALIDATORS & found.headers.keys()}
            )
        self.demo.answers.append(Answer(self.site.name, self.path, found.status))
        self._send(found)

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: `Demo.answers` keeps what was asked."""

    def _send(self, found: Resource) -> None:
        body = found.body
        self.send_response(found.status)
        for key, value in found.headers.items():
            self.send_header(key, value)
        if self.site.compress and body and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, mtime=0)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Vary", "Accept-Encoding")
        if found.status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD" and found.status != 304:
            self.wfile.write(body)


_VALIDATORS = {"ETag", "Last-Modified"}


def _key(target: str) -> str:
    """Path of a request, with its ``page`` where that is not the first; other queries make no difference."""
    parts = urlsplit(target)
    page = parse_qs(parts.query).get("page", ["1"])[0]
    return parts.path if page == "1" else f"{parts.path}?page={page}"


def _still_good(ours: Mapping[str, str], theirs: Message) -> bool:
    """If-None-Match decides alone where it is sent and the resource has an ETag."""
    if "If-None-Match" in theirs and "ETag" in ours:
        return ours["ETag"] in theirs["If-None-Match"]
    if "If-Modified-Since" not in theirs or "Last-Modified" not in ours:
        return False
    since, changed = (
        parsedate_to_datetime(text) for text in (theirs["If-Modified-Since"], ours["Last-Modified"])
    )
    return changed <= since


@contextmanager
def serve(generation: int = 1, first_port: int = FIRST_PORT) -> Iterator[Demo]:
    """Serve all sample sites until the block ends.

    ``generation`` 2 is the same sites some days later: one page changed, one gone. ``first_port`` 0 takes any
    free ports. Raises :class:`UsageError` where a port is taken.
    """
    with ExitStack() as stack:
        servers = {
            name: stack.enter_context(_bind(first_port and first_port + i))
            for i, name in enumerate(content.names())
        }
        bases = {name: f"http://{HOST}:{server.server_address[1]}" for name, server in servers.items()}
        demo = Demo(bases, generation)
        for name, server in servers.items():
            server.RequestHandlerClass = partial(Handler, demo=demo, site=content.load(name, bases))
            stack.enter_context(_running(server))
        yield demo


def _bind(port: int) -> ThreadingHTTPServer:
    try:
        return ThreadingHTTPServer((HOST, port), BaseHTTPRequestHandler)
    except OSError as error:
        remedy = "end the program that listens there, perhaps another demo"
        raise UsageError(f"port {port} of {HOST} cannot be used ({error.strerror}): {remedy}") from None


@contextmanager
def _running(server: ThreadingHTTPServer) -> Iterator[None]:
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
