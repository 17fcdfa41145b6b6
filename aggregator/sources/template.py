"""A new catalogue file as TOML, for a person to go over."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from aggregator.errors import UsageError
from aggregator.sources.model import Source

REASON = "new, and not yet gone over by a person"
_ID = re.compile(r"[a-z0-9-]{1,64}")


@dataclass(frozen=True)
class FoundInput:
    """An input that answered as it should."""

    kind: str
    url: str
    found: str
    evidence: str


def identifier(host: str) -> str:
    """An id made of a host name: ``www.Example-Rights.org`` -> ``example-rights``."""
    labels = host.lower().removeprefix("www.").split(".")
    return re.sub(r"[^a-z0-9-]+", "-", labels[0] if len(labels) < 3 else "-".join(labels[:-1])).strip("-")[
        :64
    ]


def checked_id(text: str) -> str:
    """``text``, if it can be a source's id. Raises `UsageError`."""
    if not _ID.fullmatch(text):
        raise UsageError(f"{text!r} is no id: use 1 to 64 of a-z, 0-9 and hyphens")
    return text


def toml(
    source_id: str,
    name: str,
    homepage: str,
    languages: Sequence[str],
    inputs: Sequence[FoundInput],
    today: date,
) -> str:
    """The file's text: not enabled, the first input read always, one of each further kind as its fallback.

    Raises `UsageError` where what was found makes no valid file.
    """
    lines = [
        f"name = {_text(name)}",
        f"owner = {_text(source_id)}  # the same for all outlets and editions of a publisher",
        f"homepage = {_text(homepage)}",
        'kind = "independent"  # not known: choose what the publisher is',
        f"languages = [{', '.join(_text(each) for each in languages)}]",
        "enabled = false",
        f"reason = {_text(REASON)}",
    ]
    for order, entry in enumerate(inputs, 1):
        lines += ["", "[[inputs]]", f"kind = {_text(entry.kind)}", f"url = {_text(entry.url)}"]
        lines += [f"order = {order}"] if order > 1 else []
        lines += [f"found = {_text(entry.found)}", 'status = "working"']
        lines += [f"evidence = {_text(entry.evidence)}", f"checked = {today.isoformat()}"]
    text = "\n".join(lines) + "\n"
    _refuse_unfit(text, source_id)
    return text


def refuse_overwriting(*files: Path) -> None:
    """Raise `UsageError` where one of the files is there already."""
    for file in files:
        if file.exists():
            raise UsageError(f"{file} is there already: name another --id, or remove the file first")


def _refuse_unfit(text: str, source_id: str) -> None:
    try:
        Source.model_validate({**tomllib.loads(text), "id": source_id})
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"what the site tells of itself makes no source ({field}: {first['msg']})") from None


def _text(value: str) -> str:
    """A TOML basic string; JSON's differ only in DEL (toml.io, v1.0.0, string)."""
    return json.dumps(" ".join(value.split()), ensure_ascii=False).replace("\x7f", "")
