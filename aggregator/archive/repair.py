"""A crash leaves at most one torn record at the end of the newest file: find it and cut it off."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

from aggregator.errors import ArchiveError

CHUNK = 1 << 20
GZIP = 31  # zlib's window bits for one gzip member


def cut_torn_end(path: Path, known_end: int = 0) -> int:
    """Truncate ``path`` behind its last whole gzip member and return the number of bytes cut.

    ``known_end``: offset up to which the file is known to be whole. Raises `ArchiveError` where the file is
    shorter than that: records the database relies on are gone.
    """
    size = path.stat().st_size
    if size < known_end:
        problem = f"has {size} bytes where the database counts on {known_end}"
        raise ArchiveError(path, problem, "Put the whole file back from a backup, then run again")
    end = _last_whole_member(path, known_end)
    if end < size:
        os.truncate(path, end)
    return size - end


def _last_whole_member(path: Path, start: int) -> int:
    end = start
    member = zlib.decompressobj(GZIP)
    with path.open("rb") as file:
        file.seek(start)
        position = start
        try:
            while data := file.read(CHUNK):
                position += len(data)
                while data:
                    member.decompress(data)
                    if not member.eof:
                        break
                    data = member.unused_data
                    end = position - len(data)
                    member = zlib.decompressobj(GZIP)
        except zlib.error:
            return end
    return end
