"""What a check of an input looks at beside its pages: what the answer is, and whether it is still the same outlet's."""

from __future__ import annotations

import json
import re
import unicodedata

from aggregator.extract.inputs.served import unpacked

_ROOT = re.compile(rb"<([A-Za-z][\w.:-]*)")
_SKIPPED = re.compile(
    rb"^(?:\xef\xbb\xbf|\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?[^>]*>)+", re.DOTALL | re.I
)
_WORDS = re.compile(r"[^\W_]{3,}")
_COMMON = frozenset(str.split("the and for news feed rss atom all latest posts home page english"))


def root_of(body: bytes, url: str) -> str:
    """The root element of an answer, such as ``rss`` or ``urlset``; ``json``, ``text`` or ``nothing`` otherwise.

    Raises `InputError` for gzip that cannot be unpacked.
    """
    head = unpacked(body, url)
    text = _SKIPPED.sub(b"", head[:20_000])
    if not text.strip():
        return "nothing"
    if text[:1] in b"{[":
        return "json" if _is_json(head) else "text"
    found = _ROOT.match(text)
    return found[1].decode("ascii").rpartition(":")[2].lower() if found else "text"


def _is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return False
    return True


def names_outlet(title: str, *names: str) -> bool | None:
    """Whether a feed's title shares a word with one of the outlet's names; None where there is nothing to compare.

    A title in another script than all names proves nothing.
    """
    words = _words(title)
    known = set().union(*(_words(name) for name in names))
    if not words or not known:
        return None
    if words & known or any(word in other for word in words for other in known if len(word) > 3):
        return True
    return False if _script(title) in {_script(name) for name in names} else None


def _words(text: str) -> set[str]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return set(_WORDS.findall(folded)) - _COMMON


def _script(text: str) -> str:
    letter = next((c for c in text if c.isalpha()), "")
    return unicodedata.name(letter, " ").split()[0] if letter else ""
