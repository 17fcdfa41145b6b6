"""The language of the interface: the pages' own words, numbers, dates and direction, from one file per language.

A language stands in front of a path (``/fa/sources``), so that a choice needs no cookie and survives the next click;
without it the browser's ``Accept-Language`` (RFC 9110, 12.5.4) decides, and English where it asks for none of ours.
What was collected stays in its own language and direction. Plural forms and month names are CLDR's, by Babel.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from markupsafe import Markup, escape

WORDS = Path(__file__).parent / "words"
ENGLISH = "en"
LANGUAGES = (ENGLISH, *sorted(file.stem for file in WORDS.glob("*.toml")))
_PREFIXED = re.compile(rf"/({'|'.join(LANGUAGES)})(/.*)?$", re.S)
_PATTERNS = {4: "y", 7: "MMM y", 10: "d MMM y"}


@dataclass(frozen=True, slots=True)
class Interface:
    """One language: ``words`` and ``nouns`` by their English; ``prefix`` is '' where the browser chose it."""

    language: str
    name: str = "English"
    direction: str = "ltr"
    digits: str = "0123456789"
    words: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    nouns: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False, compare=False)

    def t(self, text: str, **values: object) -> str:
        """The words for an English text, with ``{name}`` filled in; the English where there are none."""
        found = self.words.get(text, text)
        return found.format(**values) if values else found

    def number(self, value: int | None) -> str:
        """A count with thin spaces between thousands, in the digits of the language."""
        return self.in_digits(f"{value or 0:,}".replace(",", "\u202f"))

    def in_digits(self, text: str) -> str:
        """The text with its digits as the language writes them."""
        return text.translate(_written_with(self.digits))

    def plural(self, count: int | None, one: str, many: str = "") -> str:
        """``1 copy``, ``3 copies``."""
        forms = self.nouns.get(one) or {"one": f"{{n}} {one}", "other": f"{{n}} {many or one + 's'}"}
        form = Locale(self.language).plural_form(count or 0)
        return forms.get(form, forms["other"]).format(n=self.number(count))

    def day(self, value: str | None) -> Markup:
        """A date for readers inside ``<time>``; as short as it is known: 30 Sep 2026, Sep 2026, 2026."""
        return _day(self, value)

    def language_name(self, code: str | None) -> str:
        """The name of a language; its code where it has none."""
        return _language_name(self.language, code) if code else self.t("language unknown")


@cache
def _written_with(digits: str) -> dict[int, int]:
    return str.maketrans("0123456789", digits)


@lru_cache(maxsize=4096)
def _day(interface: Interface, value: str | None) -> Markup:
    if not value:
        return escape(interface.t("date unknown"))
    short = value[:10]
    try:
        known = date.fromisoformat(short + "0001-01-01"[len(short) :])
        text = format_date(known, _PATTERNS[len(short)], locale=interface.language)
    except (ValueError, KeyError):
        return escape(value)
    return Markup('<time datetime="{}">{}</time>').format(value, interface.in_digits(text))


@lru_cache(maxsize=1024)
def _language_name(language: str, code: str) -> str:
    try:
        return Locale.parse(code, sep="-").get_display_name(language) or code
    except (UnknownLocaleError, ValueError):
        return code


@cache
def known(language: str) -> Interface:
    """The interface in one of `LANGUAGES`."""
    if language == ENGLISH:
        return Interface(ENGLISH)
    return Interface(**tomllib.loads((WORDS / f"{language}.toml").read_text(encoding="utf-8")))


def of(request: Any) -> Interface:
    """The interface a request asks for."""
    chosen = request.scope.get("interface")
    return known(chosen or negotiated(request.headers.get("accept-language") or ""))


def prefix(request: Any) -> str:
    """What stands before the path of every page that is linked: ``/fa``, or '' where the browser chooses."""
    chosen = request.scope.get("interface")
    return f"/{chosen}" if chosen else ""


@lru_cache(maxsize=256)
def negotiated(header: str) -> str:
    """The first of our languages by the header's weights; English for none."""
    wanted: list[tuple[float, int, str]] = []
    for place, part in enumerate(header.split(",")[:20]):
        tag, _, weight = part.partition(";q=")
        try:
            wanted.append((-float(weight or 1), place, tag.strip().lower().partition("-")[0]))
        except ValueError:
            continue
    return next((tag for weight, _, tag in sorted(wanted) if tag in LANGUAGES and weight), ENGLISH)


def routed(scope: dict[str, Any], kept: tuple[str, ...]) -> dict[str, Any]:
    """The scope (ASGI) with the language taken off its path; paths that begin with one of ``kept`` have none."""
    found = _PREFIXED.match(scope["path"])
    rest = found[2] or "/" if found else ""
    if not found or rest.startswith(kept):
        return scope
    raw = scope.get("raw_path") or scope["path"].encode()
    return scope | {"path": rest, "raw_path": raw[len(found[1]) + 1 :] or b"/", "interface": found[1]}
