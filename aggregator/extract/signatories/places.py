"""Places at the ends of entries that no list of countries knows, told by what the other entries end in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aggregator.extract.signatories.entries import Entry
from aggregator.extract.signatories.text import DASHES, clean

_TAIL = re.compile(rf"^(?P<name>.*\S)(?:\s(?P<dash>[{DASHES}])\s|(?P<comma>,)\s)(?P<place>[^,()\d]+)$")
_WORDS = 3
_LEAST = 5
_SHARE = 0.7


def drop_places(entries: Sequence[Entry]) -> None:
    """Take the last part off organisations where nearly all entries end in a country behind the same sign."""
    if len(entries) < _LEAST:
        return
    signs = [_sign_before_country(entry) for entry in entries]
    for sign in ("dash", "comma"):
        if _SHARE * len(entries) <= signs.count(sign) < len(entries):
            for entry in entries:
                _drop(entry, sign)


def _sign_before_country(entry: Entry) -> str:
    """``dash`` or ``comma``: what parts the entry from the country at its end; empty where it has none."""
    text = clean(entry.text)
    found = _TAIL.match(text) if entry.body != text else None
    return "" if found is None or found["name"] != entry.body else "dash" if found["dash"] else "comma"


def _drop(entry: Entry, sign: str) -> None:
    found = (
        _TAIL.match(entry.name) if entry.kind == "organisation" and entry.body == clean(entry.text) else None
    )
    if found and found[sign] and len(found["place"].split()) <= _WORDS and found["place"][:1].isupper():
        entry.name = found["name"]
