"""A dated copy of the database, whole at one moment, compressed, with its checksum beside it."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import sqlite3
from pathlib import Path

from aggregator.export.files import whole


def write(connection: sqlite3.Connection, directory: Path, stamp: str) -> Path:
    """Write ``news-<stamp>.db.gz`` and ``….sha256`` into ``directory``; returns the first.

    The copy is made by ``vacuum into``, so a crawl may write meanwhile.
    """
    directory.mkdir(parents=True, exist_ok=True)
    copy, packed = directory / f".news-{stamp}.db", directory / f"news-{stamp}.db.gz"
    copy.unlink(missing_ok=True)
    try:
        connection.execute("vacuum into ?", (str(copy),))
        with whole(packed) as partial, copy.open("rb") as source, gzip.open(partial, "wb", 6) as target:
            shutil.copyfileobj(source, target)
    finally:
        copy.unlink(missing_ok=True)
    with packed.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    packed.with_suffix(".gz.sha256").write_text(f"{digest}  {packed.name}\n", encoding="ascii")
    return packed
