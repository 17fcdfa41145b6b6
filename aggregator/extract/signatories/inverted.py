"""Lists that print the surname first and a comma behind it, as in ``Novik, Ada, teacher``."""

from __future__ import annotations

from collections.abc import Sequence

from aggregator.extract.signatories.countries import country_code
from aggregator.extract.signatories.entries import Entry
from aggregator.extract.signatories.features import Features, fields, observe
from aggregator.extract.signatories.match import tokens
from aggregator.extract.signatories.roles import ROLES
from aggregator.extract.signatories.vocabulary import particles

_LEAST, _MOST = 4, 0.8
"""Entries, and their share of the list, from which a list is printed so."""
_GIVEN, _SURNAMES, _SINGLE = 3, 2, 0.6
"""Words of given names and of surnames at most; share of the surnames of one word, where names in full have two."""
_HYPHENS = ("-", "\u2010", "\u2011")
_NO_NAME = ("organisations.stems", *ROLES)
_VARIED, _ACRONYMS = 0.7, 0.2
"""Share of given names that differ, where places would come again; share of surnames in capitals, as acronyms are."""


def turn(entries: Sequence[Entry], hint: str) -> None:
    """Take the surname off entries that begin with it; they are persons, and get it back in front of their name.

    ``hint``: the kind of signers that the words over the list name.
    """
    given = [
        _given(entry.seen) if "organisation" not in (entry.heading_kind, hint) else "" for entry in entries
    ]
    found = [name for name in given if name]
    if len(found) < max(_LEAST, _MOST * len(entries)) or len(set(found)) < _VARIED * len(found):
        return
    if sum(_words(entry.seen) == 1 for entry in entries) < _SINGLE * len(entries):
        return
    acronyms = sum(entry.seen.head.isupper() and len(entry.seen.head) > 1 for entry in entries)
    if acronyms > _ACRONYMS * len(entries) and not all(entry.seen.head.isupper() for entry in entries):
        return
    for entry, name in zip(entries, given, strict=True):
        if name:
            entry.surname, entry.heading_kind = entry.seen.head, "person"
            entry.body = entry.seen.detail
            entry.seen = observe(entry.body)


def _words(seen: Features) -> int:
    """Words before the comma, particles not counted and hyphens none."""
    words = [word for word in seen.words if word.key not in particles()]
    hyphens = sum(seen.text[word.start - 1 : word.start] in _HYPHENS for word in words[1:])
    return len(words) - hyphens


def _given(seen: Features) -> str:
    """The given names behind a surname and a comma; empty where something else stands there."""
    if not seen.cased or seen.separator != "," or seen.titled or seen.in_head(*_NO_NAME):
        return ""
    if not 0 < _words(seen) <= _SURNAMES:
        return ""
    first = next((text for _, text in fields(seen.detail)), "")
    words = tokens(first)
    plain = 0 < len(words) <= _GIVEN and all(first[word.start].isupper() for word in words)
    inner = observe(first)
    known = inner.in_head(*_NO_NAME) or country_code(first)
    return "" if known or not plain or any(map(str.isdigit, first)) else first
