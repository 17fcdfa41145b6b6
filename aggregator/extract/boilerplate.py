"""Keys of text segments that a source repeats over its pages."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_NOISE = re.compile(r"[\W\d_]+")


def segment_key(text: str) -> str:
    """Key of a segment, equal for the same words whatever their case, digits, spacing and punctuation.

    Returns 16 hex digits: BLAKE2b (RFC 7693) of the NFKC case-folded letters; empty without letters.
    """
    letters = _NOISE.sub("", unicodedata.normalize("NFKC", text).casefold())
    return hashlib.blake2b(letters.encode(), digest_size=8).hexdigest() if letters else ""
