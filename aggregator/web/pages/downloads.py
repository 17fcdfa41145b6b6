"""Files to take away: dated snapshots and exports that the operator put into ``downloads``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from datasette import Response
from datasette.utils.asgi import AsgiFileDownload

from aggregator.web import render
from aggregator.web.query import NotFoundError, Reader

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}")
CHECKSUM = ".sha256"


async def downloads(request: Any, reader: Reader) -> Response:
    """Every file with its size and checksum, the newest first."""
    files = [
        {"name": file.name, "bytes": file.stat().st_size, "sha256": _checksum(file)}
        for file in _offered(reader.downloads)
    ]
    return Response.html(render.page(request, "downloads.html", files=files))


async def download(request: Any, reader: Reader) -> Any:
    """One file."""
    wanted = request.url_vars["name"]
    for file in _offered(reader.downloads):
        if wanted in (file.name, file.name + CHECKSUM) and (file.parent / wanted).is_file():
            return AsgiFileDownload(str(file.parent / wanted), filename=wanted)
    raise NotFoundError("such file")


def _offered(directory: Path) -> list[Path]:
    """Whole files only: those being written begin with a dot."""
    if not directory.is_dir():
        return []
    found = [file for file in directory.iterdir() if file.is_file() and not file.is_symlink()]
    named = [file for file in found if _NAME.fullmatch(file.name) and file.suffix != CHECKSUM]
    return sorted(named, key=lambda file: file.name, reverse=True)


def _checksum(file: Path) -> str:
    beside = file.with_name(file.name + CHECKSUM)
    return beside.read_text(encoding="ascii").split()[0] if beside.is_file() else ""


ROUTES = [(r"^/downloads$", downloads), (r"^/downloads/(?P<name>[A-Za-z0-9._-]{1,128})$", download)]
