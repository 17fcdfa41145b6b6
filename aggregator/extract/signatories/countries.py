"""Country names in every language that has a lexicon, to ISO 3166-1 alpha-2 codes.

Names come from CLDR (through Babel); what it does not list stands in the lexicons.
"""

from __future__ import annotations

import re
from functools import cache

from babel import Locale, UnknownLocaleError

from aggregator.extract.signatories.lexicon import languages
from aggregator.extract.signatories.match import folded

_CODE = re.compile(r"[A-Z]{2}")
_TWO = re.compile(r"\s*/\s*|\s+(?:and|&|y|e|et|und|en|и|ve)\s+")
_EXTRA = ("sv", "nb", "da", "fi", "ca", "eu", "cs", "ro", "hu", "sr", "bg", "th", "ur", "bn", "sw", "zh_Hant")
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
    for code in (*_EXTRA, *(language.code for language in languages())):
        for territory, name in _territories(code):
            found.setdefault(folded(name), territory)
    for language in languages():
        found |= {folded(name): code for name, code in language.countries.items()}
    return found


def _territories(code: str) -> list[tuple[str, str]]:
    try:
        territories = Locale.parse(code).territories
    except (UnknownLocaleError, ValueError):
        return []
    return [
        (key, name) for key, name in territories.items() if _CODE.fullmatch(key) and key not in _NO_COUNTRY
    ]


_NO_COUNTRY = frozenset(("EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"))


def country_code(text: str) -> str:
    """ISO code of a text that is a country's name and nothing else; empty otherwise."""
    if not text or len(text) > 60:
        return ""
    key = folded(text)
    code = names().get(key, "")
    if not code and " " in key:
        first, rest = key.split(" ", 1)
        code = names().get(rest, "") if first in _ARTICLES else ""
    if not code:
        first, *others = _TWO.split(text, maxsplit=1)
        code = country_code(first) if others and country_code(others[0]) else ""
    return code if not (len(text) <= 3 and text.islower()) else ""


def last_country(text: str) -> str:
    """Code of the country that a place such as ``Toronto, Canada`` ends with; empty for none."""
    return country_code(text) or country_code(re.split(r"[,，、،]\s*", text)[-1])


__all__ = ["country_code", "last_country", "names"]
