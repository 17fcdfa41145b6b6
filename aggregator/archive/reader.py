"""Records read back: one by its place, or all of a file of ours or of others (WARC, WARC.GZ, WACZ)."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from aggregator.errors import ArchiveError
from aggregator.items import Capture

MAX_RECORD_BYTES = 64 << 20
_NOT_A_PLACE = "Run `aggregator doctor`; restore the file from a backup if it was changed"


@dataclass(frozen=True, slots=True)
class Response:
    """A response as the archive holds it."""

    url: str
    fetched_at: str
    status: int
    headers: list[tuple[str, str]]
    body: bytes
    """After content decoding."""


def read(directory: Path, capture: Capture) -> Response:
    """The response at the place ``capture`` names. Raises `ArchiveError` where there is none."""
    path = directory / capture.warc_file
    try:
        with path.open("rb") as file:
            file.seek(capture.warc_offset)
            record = next(iter(ArchiveIterator(cast(BinaryIO, file), WarcRecordType.response)), None)
            found = _response(record) if record is not None else None
    except OSError as error:
        raise ArchiveError(path, f"cannot be read ({error.strerror})", "Restore it from a backup") from error
    except ValueError as error:
        raise ArchiveError(path, f"has no record at {capture.warc_offset} ({error})", _NOT_A_PLACE) from error
    if found is None or found.url != capture.url:
        raise ArchiveError(path, f"holds no response of {capture.url} at {capture.warc_offset}", _NOT_A_PLACE)
    return found


def responses(path: Path) -> Iterator[Response]:
    """Every HTTP response of a WARC file or of the WARC files in a WACZ, payloads decoded.

    Records over `MAX_RECORD_BYTES` are left out. Raises `ArchiveError` where the file is no archive.
    """
    try:
        if zipfile.is_zipfile(path):
            yield from _in_wacz(path)
        else:
            with path.open("rb") as file:
                yield from _in_stream(file)
    except OSError as error:
        problem = f"cannot be read as an archive ({error.strerror or error})"
        raise ArchiveError(path, problem, "Name a WARC, WARC.GZ or WACZ file") from error


def _in_wacz(path: Path) -> Iterator[Response]:
    with zipfile.ZipFile(path) as package:
        for name in sorted(package.namelist()):
            if name.startswith("archive/") and name.endswith((".warc", ".warc.gz")):
                with package.open(name) as file:
                    yield from _in_stream(cast(BinaryIO, file))


def _in_stream(file: BinaryIO) -> Iterator[Response]:
    records = ArchiveIterator(
        file,
        WarcRecordType.response,
        max_content_length=MAX_RECORD_BYTES,
        auto_decode="all",
        strict_mode=False,
    )
    for record in records:
        found = _response(record)
        if found is not None:
            yield found


def _response(record: WarcRecord) -> Response | None:
    url = record.headers.get("WARC-Target-URI")
    if not url or not record.is_http_parsed:
        return None
    return Response(
        url=url.strip("<>"),
        fetched_at=record.headers.get("WARC-Date") or "",
        status=record.http_headers.status_code or 0,
        headers=list(record.http_headers.to_tuples()),
        body=record.reader.read(),
    )
