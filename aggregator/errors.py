"""Errors a user can mend. Each carries its subject and says what to do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class AggregatorError(Exception):
    """Base of all; the command line prints its text and exits with ``exit_code``."""

    exit_code = 1


class SourceError(AggregatorError):
    """A catalogue file that cannot be used.

    Attributes: ``file``, ``field`` (dotted, may be empty), ``value`` as found.
    """

    exit_code = 2

    def __init__(self, file: Path, field: str, problem: str, allowed: str, value: object = None) -> None:
        self.file, self.field, self.value = file, field, value
        found = "" if value is None else f", found {value!r}"
        where = f"{file}: {field}" if field else str(file)
        super().__init__(f"{where}: {problem}{found}. {allowed}")


class UnknownSourceError(AggregatorError):
    """A source id that is in no catalogue. Attributes: ``source_id``, ``near`` (ids spelt alike)."""

    exit_code = 2

    def __init__(self, source_id: str, near: Sequence[str] = ()) -> None:
        self.source_id, self.near = source_id, tuple(near)
        meant = f", did you mean {' or '.join(near)}?" if near else ":"
        super().__init__(f"no source {source_id!r}{meant} See `aggregator sources list` for the ids")


class InputError(AggregatorError):
    """A feed, sitemap or listing that could not be read. Attributes: ``url``, ``problem``."""

    def __init__(self, url: str, problem: str) -> None:
        self.url, self.problem = url, problem
        super().__init__(f"{url}: {problem}")


class StoreError(AggregatorError):
    """A database that cannot be used. Attributes: ``path``."""

    exit_code = 3

    def __init__(self, path: Path | str, problem: str, remedy: str) -> None:
        self.path = path
        super().__init__(f"{path}: {problem}. {remedy}")


class ArchiveError(AggregatorError):
    """A WARC file that cannot be read or trusted. Attributes: ``path``."""

    exit_code = 3

    def __init__(self, path: Path | str, problem: str, remedy: str) -> None:
        self.path = path
        super().__init__(f"{path}: {problem}. {remedy}")


class UsageError(AggregatorError):
    """Words of a command that do not fit together."""

    exit_code = 2
