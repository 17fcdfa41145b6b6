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
from functools import partial
from hashlib import sha256
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
    directory = SITES / name
    manifest = tomllib.loads((directory / "site.toml").read_text(encoding="utf-8"))
    values = {**bases, "base": bases[name]}
    answer = partial(_resource, etag=manifest.get("etag", True))
    site = Site(name, manifest.get("compress", False))
    for entry in manifest.get("redirects", ()):
        location = {"Location": fill(entry["to"], values)}
        site.add(entry["path"], Resource(entry.get("status", 301), headers=location))
    for entry in manifest.get("files", ()):
        site.add(entry["path"], answer(_file_body(directory, entry, values), entry))
    charset = manifest.get("charset", "utf-8")
    layout = (directory / "layout.html").read_text(encoding="utf-8")
    for page, markup, generation in _pages(directory / "pages"):
        html = fill(layout, {**values, **_texts(page, values), "content": fill(markup, values)})
        site.add(page["path"], answer(html.encode(charset), _html(page, charset)), generation)
        if "gone_in" in page:
            site.add(page["path"], Resource(410, b"Gone", {"Content-Type": "text/plain"}), page["gone_in"])
    return site


def fill(text: str, values: Mapping[str, str]) -> str:
    """Replace every ``{{name}}``. Raises KeyError for a name without a value."""
    return _PLACEHOLDER.sub(lambda match: values[match[1]], text)


def _pages(directory: Path) -> Iterator[tuple[dict[str, Any], str, int]]:
    """(front matter, markup, generation from which it holds) of every page file."""
    for file in sorted(directory.glob("*.html")):
        match = _FRONT.match(file.read_text(encoding="utf-8"))
        if match is None:
            raise ValueError(f"{file}: no TOML between two +++ lines")
        generation = file.stem.rpartition(".")[2]
        yield tomllib.loads(match["values"]), match["markup"], int(generation) if generation.isdigit() else 1


def _texts(page: Mapping[str, Any], values: Mapping[str, str]) -> dict[str, str]:
    iso = {
        key: value.isoformat() if isinstance(value, datetime) else str(value) for key, value in page.items()
    }
    return {key: fill(text, values) for key, text in iso.items()}


def _html(page: Mapping[str, Any], charset: str) -> dict[str, Any]:
    return {"type": f"text/html; charset={charset}", **page}


def _file_body(directory: Path, entry: Mapping[str, Any], values: Mapping[str, str]) -> bytes:
    raw: bytes = (directory / entry["file"]).read_bytes()
    if entry["type"] == "application/pdf":
        return raw
    body: bytes = fill(raw.decode("utf-8"), values).encode(entry.get("charset", "utf-8"))
    return gzip.compress(body, mtime=0) if entry.get("gzip") else body


def _resource(body: bytes, entry: Mapping[str, Any], *, etag: bool) -> Resource:
    headers = {"Content-Type": entry["type"], **entry.get("headers", {})}
    if etag:
        headers["ETag"] = f'"{sha256(body).hexdigest()[:16]}"'
    if "modified" in entry:
        headers["Last-Modified"] = format_datetime(entry["modified"], usegmt=True)
    return Resource(entry.get("status", 200), body, headers)
