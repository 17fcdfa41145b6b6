"""Country names in every language that has a lexicon, to ISO 3166-1 alpha-2 codes.

Names come from CLDR, through `countries.tsv`; what it does not list stands in the lexicons.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from aggregator.extract.signatories.lexicon import languages
from aggregator.extract.signatories.match import folded

_FILE = Path(__file__).parent / "countries.tsv"
"""Written by `aggregator.extract.signatories.territories`: a code and its folded names in each line."""
_JOINTS = frozenset(("and", "y", "e", "et", "und", "en", "и", "ve"))
_TWO = re.compile(rf"\s*/\s*|\s+(?:&|{'|'.join(sorted(_JOINTS))})\s+")
_ARTICLES = frozenset(
    [
        "the",
        "la",
        "le",
        "les",
        "l",
        "el",
        "los",
        "las",
        "il",
        "lo",
        "gli",
        "o",
        "a",
        "os",
        "as",
        "de",
        "der",
        "die",
        "das",
    ]
)


@cache
def names() -> dict[str, str]:
    """Country code by folded name."""
    found: dict[str, str] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        code, *folded_names = line.split("\t")
        found |= dict.fromkeys(folded_names, code)
    for language in languages():
        found |= {folded(name): code for name, code in language.countries.items()}
    return found


@lru_cache(maxsize=1 << 13)
def country_code(text: str) -> str:
    """ISO code of a text that is a country's name and nothing else; empty otherwise."""
    if not text or len(text) > 60:
        return ""
    key = folded(text)
    code = names().get(key, "")
    if not code and " " in key:
        first, rest = key.split(" ", 1)
        code = names().get(rest, "") if first in _ARTICLES else ""
    if not code and ("/" in text or "&" in text or not _JOINTS.isdisjoint(key.split())):
        first, *others = _TWO.split(text, maxsplit=1)
        code = country_code(first) if others and country_code(others[0]) else ""
    return code if not (len(text) <= 3 and text.islower()) else ""


def last_country(text: str) -> str:
    """Code of the country that a place such as ``Toronto, Canada`` ends with; empty for none."""
    return country_code(text) or country_code(re.split(r"[,，、،]\s*", text)[-1])


__all__ = ["country_code", "last_country", "names"]
