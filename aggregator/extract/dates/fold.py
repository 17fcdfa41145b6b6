"""One spelling for what date texts write in many: case, digits, letter forms, invisible marks."""

from __future__ import annotations

import re
import unicodedata

_DROPPED = re.compile(
    "[\u0300-\u036f"  # accents after decomposition
    "\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640"  # Hebrew and Arabic points, tatweel
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"  # joiners and direction marks
)
_FORMS = str.maketrans(
    {
        **dict.fromkeys("يىې", "ی"),
        **dict.fromkeys("ك", "ک"),
        **dict.fromkeys("ةەہھ", "ه"),
        "ګ": "گ",
        **dict.fromkeys("’‘ʼʻ`´", "'"),
        **dict.fromkeys("‐‑‒–—−", "-"),
        "ı": "i",
        "∕": "/",
        "⁄": "/",
        "٫": ".",
    }
)
_NATIVE_DIGIT = re.compile(r"(?![0-9])\d")
_NOT_ASCII_SPACE = re.compile(r"\s+")


def fold(text: str) -> str:
    """The text in lower case, without accents and marks, with ASCII digits and single spaces.

    Persian and Arabic letter forms become one, so that ``۲ تير ۱۳۹۹`` reads the same with either yeh.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.casefold())
        text = unicodedata.normalize("NFC", _DROPPED.sub("", text)).translate(_FORMS)
        text = _NATIVE_DIGIT.sub(lambda digit: str(unicodedata.digit(digit[0])), text)
    return _NOT_ASCII_SPACE.sub(" ", text).strip().lower()
