"""Acronyms of organisations: what letters a name may be shortened to, and names that carry their own.

An acronym in brackets after the full name is the best evidence there is; the idea is that of Schwartz and
Hearst (2003), reduced to the first letters of words.
"""

from __future__ import annotations

import re
from functools import lru_cache

from aggregator.identity.spelling import plain, words
from aggregator.identity.tables import NAMES_KEPT
from aggregator.identity.transliterate import to_latin
from aggregator.identity.vocabulary import stop_words, without_article

_BRACKETED = re.compile(r"\s*[(\[（«]\s*([^()\[\]（）«»]{2,80}?)\s*[)\]）»]")
_DASHED = re.compile(r"\s+[–—-]\s+|\s*[:|]\s+")
_LETTERS = re.compile(r"^(?:[^\W\d_]\.?[ -]?){2,8}\d?$")
_AKA = re.compile(r"^(?:aka|a\.k\.a\.|also known as|formerly|known as|f/?k/?a)\s+", re.IGNORECASE)


def is_acronym(text: str) -> bool:
    """Whether ``text`` looks like an acronym: 2 to 8 letters, at least two of them and most of all capitals."""
    letters = [c for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return bool(_LETTERS.match(text.strip())) and capitals >= 2 and capitals * 2 > len(letters)


@lru_cache(maxsize=NAMES_KEPT)
def initials(name: str) -> frozenset[str]:
    """The acronyms ``name`` may have: first letters with and without small words, in its script and in Latin.

    >>> "hrw" in initials("Human Rights Watch")
    True
    """
    found = words(name)
    content = [word for word in found if word not in stop_words()]
    if len(content) < 2:
        return frozenset()
    letters = {"".join(w[0] for w in some) for some in (found, content)}
    letters |= {"".join(without_article(w)[0] for w in content)}
    return frozenset(letters | {"".join(to_latin(c) for c in text) for text in letters})


@lru_cache(maxsize=NAMES_KEPT)
def split_names(name: str) -> tuple[str, tuple[str, ...]]:
    """(full name, other names): bracketed or dash-separated acronyms and "also known as" names taken out.

    Brackets that hold anything else (a place, a section) stay part of the name.

    >>> split_names("Human Rights Watch (HRW)")
    ('Human Rights Watch', ('HRW',))
    """
    others: list[str] = []

    def take(match: re.Match[str]) -> str:
        inner = match[1].strip()
        if not match.string[: match.start()].strip() or not (is_acronym(inner) or _AKA.match(inner)):
            return match[0]
        others.append(_AKA.sub("", inner))
        return " "

    bare = _BRACKETED.sub(take, name).strip()
    pieces = _DASHED.split(bare)
    if len(pieces) == 2 and sum(map(is_acronym, pieces)) == 1:
        short, full = sorted(pieces, key=is_acronym, reverse=True)
        if plain(short).replace(".", "") in initials(full) or len(words(full)) > 2:
            return full, (*others, short)
    return bare or name, tuple(others)


@lru_cache(maxsize=NAMES_KEPT)
def stands_for(short: str, full: str) -> float:
    """How well ``short`` abbreviates ``full``, 0 to 1: longer acronyms are less often chance."""
    if not is_acronym(short) and not (short.isupper() or len(words(short)) == 1):
        return 0.0
    letters = "".join(words(short))
    if not 2 <= len(letters) <= 9 or len(words(full)) < 2:
        return 0.0
    if {letters, "".join(map(to_latin, letters))} & initials(full):
        return {2: 0.3, 3: 0.7}.get(len(letters), 0.85)
    return 0.0
