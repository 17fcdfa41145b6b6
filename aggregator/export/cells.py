"""Cells that are safe to open: no control characters, and for spreadsheets no formulas."""

from __future__ import annotations

import re

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_DIRECTION_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def clean(text: str) -> str:
    """Text that every format can hold: without control characters and lone surrogates."""
    return _CONTROL.sub("", text)


def neutral(value: object) -> object:
    """A cell that no spreadsheet takes for a formula: text that could be one gets a quote in front (OWASP)."""
    if not isinstance(value, str):
        return value
    text = clean(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def plain(text: str | None) -> str:
    """Text without direction marks, which could reorder what stands around it. The stored text keeps them."""
    return _DIRECTION_MARKS.sub("", text or "")
