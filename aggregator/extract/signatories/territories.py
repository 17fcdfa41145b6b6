"""Writes `countries.tsv`, the names of countries in every language that has a lexicon.

``python -m aggregator.extract.signatories.territories`` writes it anew from CLDR, as Babel carries it: after a new
lexicon or a new Babel. Reading one file takes a hundredth of the time that opening fifty locales does.
"""

from __future__ import annotations

import re
from pathlib import Path

from babel import Locale, UnknownLocaleError

from aggregator.extract.signatories.lexicon import languages
from aggregator.extract.signatories.match import folded

FILE = Path(__file__).parent / "countries.tsv"

_CODE = re.compile(r"[A-Z]{2}")
_NO_COUNTRY = frozenset(("EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"))
_EXTRA = ("sv", "nb", "da", "fi", "ca", "eu", "cs", "ro", "hu", "sr", "bg", "th", "ur", "bn", "sw", "zh_Hant")


def generate() -> str:
    """One line a country: its ISO 3166-1 alpha-2 code and its folded names, tabs between them."""
    codes: dict[str, str] = {}
    for language in (*_EXTRA, *(language.code for language in languages())):
        for code, name in _territories(language):
            codes.setdefault(folded(name), code)
    names: dict[str, list[str]] = {}
    for name, code in sorted(codes.items()):
        names.setdefault(code, []).append(name)
    return "".join("\t".join((code, *names[code])) + "\n" for code in sorted(names))


def _territories(language: str) -> list[tuple[str, str]]:
    try:
        territories = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return []
    return [
        (code, name)
        for code, name in territories.items()
        if _CODE.fullmatch(code) and code not in _NO_COUNTRY
    ]


if __name__ == "__main__":
    FILE.write_text(generate(), encoding="utf-8")
