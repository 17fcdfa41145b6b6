"""Plain words for what pydantic finds wrong with a catalogue file."""

from __future__ import annotations

import reprlib
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from pydantic_core import ErrorDetails

from aggregator.sources.model import table_at
from aggregator.sources.rules import Unfit

_PROBLEMS = {
    "missing": "is missing",
    "extra_forbidden": "is not a field of a catalogue file",
    "literal_error": "is none of the known values",
    "string_type": "must be text",
    "string_too_short": "must not be empty",
    "string_pattern_mismatch": "has characters that a key must not have",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
    "bool_type": "must be true or false",
    "date_type": "must be a day",
    "date_parsing": "must be a day",
    "date_from_datetime_parsing": "must be a day",
    "date_from_datetime_inexact": "must be a day",
    "tuple_type": "must be a list",
    "too_short": "must not be empty",
    "model_type": "must be a table",
    "mapping_type": "must be a table",
    "dict_type": "must be a table",
}
_LIMITS = {
    "greater_than": ("must be more than {gt}", "gt"),
    "greater_than_equal": ("must be {ge} or more", "ge"),
    "less_than_equal": ("must be {le} or less", "le"),
}
_SHOWS_NO_VALUE = ("missing", "extra_forbidden")


def problem(error: ErrorDetails) -> tuple[str, str, str, object]:
    """(field, problem, allowed, value) of one finding; ``field`` is dotted, with indexes in brackets."""
    path = error["loc"]
    context = error.get("ctx", {})
    unfit = context.get("error")
    if isinstance(unfit, Unfit):
        where = dotted((*path, unfit.field) if unfit.field else path)
        return where, unfit.problem, unfit.allowed, shown(error["input"])
    value = None if error["type"] in _SHOWS_NO_VALUE else shown(error["input"])
    return dotted(path), _problem(error, context), _allowed(error, context), value


def dotted(path: Sequence[int | str]) -> str:
    """("inputs", 0, "url") -> "inputs[0].url"."""
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in path if part != "[key]"]
    return "".join(parts).removeprefix(".")


def shown(value: object) -> object:
    """The value if it is one, cut to a readable length; None for whole tables and lists."""
    if isinstance(value, dict | list):
        return None
    return value if len(str(value)) <= 80 else reprlib.repr(value)


def _problem(error: ErrorDetails, context: dict[str, Any]) -> str:
    if error["type"] in _LIMITS:
        return _LIMITS[error["type"]][0].format(**context)
    return _PROBLEMS.get(error["type"], error["msg"][:1].lower() + error["msg"][1:])


def _allowed(error: ErrorDetails, context: dict[str, Any]) -> str:
    if error["type"] == "literal_error":
        return f"Allowed: {context['expected']}"
    names = [part for part in error["loc"] if isinstance(part, str) and part != "[key]"]
    if error["type"] == "extra_forbidden":
        return _known_fields(names)
    return _meaning(names)


def _known_fields(names: Sequence[str]) -> str:
    known = [name for name, field in table_at(tuple(names[:-1])).model_fields.items() if not field.exclude]
    near = get_close_matches(names[-1], known, n=1)
    return f"Did you mean {near[0]}?" if near else f"Allowed: {', '.join(known)}"


def _meaning(names: Sequence[str]) -> str:
    """The docstring of the innermost field that has one."""
    for length in range(len(names), 0, -1):
        field = table_at(tuple(names[: length - 1])).model_fields.get(names[length - 1])
        if field is not None and field.description:
            return field.description.removesuffix(".")
    return ""
