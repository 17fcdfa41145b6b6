"""Serve the sample sites over real HTTP on loopback, one host a site: ``<site>.localhost``.

RFC 6761, section 6.3 gives these names to loopback. Browsers and the crawler's own resolver know that; systems
need not, so nothing has to be set up on Linux or macOS. The port is fixed by default, or a second run would see
other addresses and find nothing that it knows.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
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

PORT = 18640
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

    def __init__(self, *args: object, demo: Demo, sites: Mapping[str, Site]) -> None:
        self.demo, self.sites = demo, sites
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with the site's resource, or 304 where the client's copy is still good."""
        name = self.headers.get("Host", "").partition(".")[0]
        site = self.sites.get(name, Site(name))
        found = site.find(_key(self.path), self.demo.generation) or _NOT_FOUND
        if found.status == 200 and _still_good(found.headers, self.headers):
            found = Resource(
                304, headers={key: found.headers[key] for key in _VALIDATORS & found.headers.keys()}
            )
        self.demo.answers.append(Answer(name, self.path, found.status))
        self._send(found, compress=site.compress)

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: `Demo.answers` keeps what was asked."""

    def _send(self, found: Resource, *, compress: bool) -> None:
        body = found.body
        self.send_response(found.status)
        for key, value in found.headers.items():
            self.send_header(key, value)
        if compress and body and "gzip" in self.headers.get("Accept-Encoding", ""):
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
def serve(generation: int = 1, port: int = PORT) -> Iterator[Demo]:
    """Serve all sample sites until the block ends.

    ``generation`` 2 is the same sites some days later: one page changed, one gone. ``port`` 0 takes any free
    one. Raises :class:`UsageError` where the port is taken.
    """
    with _bind(port) as server:
        bases = {name: f"http://{name}.localhost:{server.server_port}" for name in content.names()}
        demo = Demo(bases, generation)
        sites = {name: content.load(name, bases) for name in bases}
        server.RequestHandlerClass = partial(Handler, demo=demo, sites=sites)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield demo
        finally:
            server.shutdown()
            thread.join()


def _bind(port: int) -> ThreadingHTTPServer:
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), BaseHTTPRequestHandler)
    except OSError as error:
        remedy = "end the program that listens there, perhaps another demo"
        raise UsageError(f"port {port} of 127.0.0.1 cannot be used ({error.strerror}): {remedy}") from None
