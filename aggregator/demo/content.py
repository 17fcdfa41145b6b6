"""The sample sites as they are kept on disk, and as their servers answer.

A site is a directory of `sites/`:

- ``source.toml``: its catalogue file; ``site.toml``: how its server behaves, its files and redirects;
- ``layout.html``: what stands around every page;
- ``pages/*.html``: TOML between two ``+++`` lines, then the page's own markup. ``<name>.2.html`` takes the
  place of ``<name>.html`` from the second generation on, and ``gone_in = 2`` ends a page.

``{{name}}`` is replaced by a value of the page, the base address of the site of that name, or, as
``{{base}}``, of the site itself.
"""

from __future__ import annotations

import gzip
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

SITES = Path(__file__).parent / "sites"
_PLACEHOLDER = re.compile(r"\{\{([a-z_-]+)\}\}")
_FRONT = re.compile(r"\A\+\+\+\n(?P<values>.*?)\n\+\+\+\n(?P<markup>.*)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Resource:
    """One answer: status, headers and the body before any content coding."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


_Entry = tuple[str, int, Resource]
_GONE = Resource(410, b"Gone\n", {"Content-Type": "text/plain"})


@dataclass(slots=True)
class Site:
    """A site ready to be served. ``resources``: path (with ``?page=N`` from the second page on) ->
    generation from which it holds -> answer."""

    name: str
    compress: bool = False
    resources: dict[str, dict[int, Resource]] = field(default_factory=dict)

    def find(self, path: str, generation: int) -> Resource | None:
        """The answer that holds in a generation; None for an address the site does not know."""
        versions = self.resources.get(path, {})
        return next((versions[n] for n in sorted(versions, reverse=True) if n <= generation), None)

    def add(self, path: str, resource: Resource, generation: int = 1) -> None:
        """Answer ``path`` with ``resource`` from ``generation`` on."""
        self.resources.setdefault(path, {})[generation] = resource


def names() -> list[str]:
    """Names of the sample sites in alphabetical order."""
    return sorted(directory.name for directory in SITES.iterdir() if (directory / "site.toml").is_file())


def source_toml(name: str, base: str) -> str:
    """The site's catalogue file for a server at ``base``."""
    return fill((SITES / name / "source.toml").read_text(encoding="utf-8"), {"base": base})


def load(name: str, bases: Mapping[str, str]) -> Site:
    """A site with every answer rendered. ``bases``: site name -> base address, no slash at the end."""
    files = _Files(SITES / name, {**bases, "base": bases[name]})
    site = Site(name, files.manifest.get("compress", False))
    for path, generation, resource in chain(files.redirects(), files.plain(), files.pages()):
        site.add(path, resource, generation)
    return site


def fill(text: str, values: Mapping[str, str]) -> str:
    """Replace every ``{{name}}``. Raises KeyError for a name without a value."""
    return _PLACEHOLDER.sub(lambda match: values[match[1]], text)


class _Files:
    """The directory of a site: (path, generation from which it holds, answer) of everything in it."""

    def __init__(self, directory: Path, values: Mapping[str, str]) -> None:
        self.directory, self.values = directory, values
        self.manifest = tomllib.loads((directory / "site.toml").read_text(encoding="utf-8"))
        self.charset = self.manifest.get("charset", "utf-8")

    def redirects(self) -> Iterator[_Entry]:
        for entry in self.manifest.get("redirects", ()):
            location = {"Location": fill(entry["to"], self.values)}
            yield entry["path"], 1, Resource(entry.get("status", 301), headers=location)

    def plain(self) -> Iterator[_Entry]:
        for entry in self.manifest.get("files", ()):
            yield entry["path"], 1, self._answer(self._body(entry), entry["type"], entry)

    def pages(self) -> Iterator[_Entry]:
        layout = (self.directory / "layout.html").read_text(encoding="utf-8")
        for file in sorted((self.directory / "pages").glob("*.html")):
            page, markup = _split(file)
            content = {"content": fill(markup, self.values)}
            body = fill(layout, {**self.values, **self._texts(page), **content}).encode(self.charset)
            generation = file.stem.rpartition(".")[2]
            answer = self._answer(body, f"text/html; charset={self.charset}", page)
            yield page["path"], int(generation) if generation.isdigit() else 1, answer
            if "gone_in" in page:
                yield page["path"], page["gone_in"], _GONE

    def _texts(self, page: Mapping[str, Any]) -> dict[str, str]:
        texts = {
            key: value.isoformat() if isinstance(value, datetime) else value for key, value in page.items()
        }
        return {key: fill(str(text), self.values) for key, text in texts.items()}

    def _body(self, entry: Mapping[str, Any]) -> bytes:
        raw = (self.directory / str(entry["file"])).read_bytes()
        if entry["type"] == "application/pdf":
            return raw
        body = fill(raw.decode("utf-8"), self.values).encode(str(entry.get("charset", "utf-8")))
        return gzip.compress(body, mtime=0) if entry.get("gzip") else body

    def _answer(self, body: bytes, kind: str, entry: Mapping[str, Any]) -> Resource:
        headers = {"Content-Type": kind, **entry.get("headers", {})}
        if self.manifest.get("etag", True):
            headers["ETag"] = f'"{sha256(body).hexdigest()[:16]}"'
        if "modified" in entry:
            headers["Last-Modified"] = format_datetime(entry["modified"], usegmt=True)
        return Resource(entry.get("status", 200), body, headers)


def _split(file: Path) -> tuple[dict[str, Any], str]:
    """Front matter and markup of a page."""
    match = _FRONT.match(file.read_text(encoding="utf-8"))
    if match is None:
        raise ValueError(f"{file}: no TOML between two +++ lines")
    return tomllib.loads(match["values"]), match["markup"]
