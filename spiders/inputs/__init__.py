"""Kinds of input. A module is a kind: ``address`` says what to ask for, ``read`` what the answer says."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from scrapy.http import Response

from aggregator.extract.inputs import InputRead
from aggregator.sources import Input


class Kind(Protocol):
    """What each module of this package has."""

    def address(self, entry: Input, since: str, until: str) -> str:
        """The first address to ask for. ``since``, ``until``: ISO times of the oldest and newest page wanted, or empty."""

    def read(self, response: Response, entry: Input) -> InputRead:
        """What the response says. Raises `InputError`."""


def kind_of(entry: Input) -> Kind:
    """The module of the input's kind."""
    return cast(Kind, import_module(f"{__name__}.{entry.kind}"))


def content_type(response: Response) -> str:
    """The header's value, empty where there is none."""
    return (response.headers.get("Content-Type") or b"").decode("latin-1")
