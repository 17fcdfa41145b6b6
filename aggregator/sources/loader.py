"""Read catalogue files: the shipped ones, then those of operators, which replace shipped ones by id."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from aggregator.errors import SourceError, UnknownSourceError
from aggregator.sources.messages import problem
from aggregator.sources.model import Source
from aggregator.sources.rules import address_key

BUILTIN = Path(__file__).parent
"""The directory of the sources that are shipped."""

_ID = re.compile(r"[a-z0-9-]{1,64}")
_LINE = re.compile(r"\(at line (?P<line>[0-9]+), column [0-9]+\)")


def load(*directories: Path) -> dict[str, Source]:
    """All sources by id, in alphabetical order; a later directory's file replaces an earlier one's.

    Raises :class:`SourceError` for the first file that cannot be used, for a directory that is none, and
    for an input that two sources share.
    """
    return read(BUILTIN, *directories)


def read(*directories: Path) -> dict[str, Source]:
    """Like :func:`load`, without the shipped sources."""
    files = {file.stem: file for directory in directories for file in _files(directory)}
    sources = {stem: read_file(files[stem]) for stem in sorted(files)}
    _refuse_shared_inputs(sources, files)
    return sources


def read_file(file: Path) -> Source:
    """One catalogue file. Raises :class:`SourceError` with file, field, value and what is allowed."""
    if not _ID.fullmatch(file.stem):
        allowed = "Name it with 1 to 64 of a-z, 0-9 and hyphens: the name is the source's id"
        raise SourceError(file, "", "has a name that is no id", allowed)
    table = _table(file)
    if "id" in table:
        raise SourceError(file, "id", "must not be written", "The file's name is the id")
    try:
        return Source.model_validate({**table, "id": file.stem})
    except ValidationError as error:
        raise _source_error(file, error) from None


def choose(sources: Mapping[str, Source], ids: Iterable[str]) -> list[Source]:
    """The sources of these ids, in the order asked. Raises :class:`UnknownSourceError`."""
    chosen = list(ids)
    for source_id in chosen:
        if source_id not in sources:
            raise UnknownSourceError(source_id, get_close_matches(source_id, sources))
    return [sources[source_id] for source_id in chosen]


def _files(directory: Path) -> list[Path]:
    if not directory.is_dir():
        raise SourceError(directory, "", "is no directory", "Name a directory of catalogue files (*.toml)")
    return sorted(directory.glob("*.toml"))


def _table(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SourceError(
            file, "", f"cannot be read ({reason})", "Make it a file that you may read"
        ) from None
    except UnicodeDecodeError as error:
        where = f"byte {error.start} is not UTF-8"
        raise SourceError(file, "", where, "Save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(file, str(error)) from None


def _syntax_error(file: Path, message: str) -> SourceError:
    line = _LINE.search(message)
    where = f"line {line['line']}" if line else "last line"
    what = message.split(" (at ")[0]
    return SourceError(file, where, f"not TOML ({what})", 'Texts stand in quotes, as in name = "Example"')


def _source_error(file: Path, error: ValidationError) -> SourceError:
    """The first finding; misspelt fields come before the fields that are missing for it."""
    findings = sorted(error.errors(), key=lambda finding: finding["type"] != "extra_forbidden")
    field, what, allowed, value = problem(findings[0])
    if len(findings) > 1:
        allowed = f"{allowed.rstrip('.')} (and {len(findings) - 1} more in this file)"
    return SourceError(file, field, what, allowed, value)


def _refuse_shared_inputs(sources: Mapping[str, Source], files: Mapping[str, Path]) -> None:
    owner: dict[str, str] = {}
    for source in sources.values():
        for index, entry in enumerate(source.inputs):
            other = owner.setdefault(address_key(entry.key), f"inputs[{index}] of {files[source.id]}")
            if other != f"inputs[{index}] of {files[source.id]}":
                remedy = "Leave one of the two out; to replace a shipped source, use its file name"
                raise SourceError(
                    files[source.id], f"inputs[{index}].url", f"is also {other}", remedy, entry.key
                )
