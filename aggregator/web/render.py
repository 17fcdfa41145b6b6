"""Templates of our own, autoescaped, with what Jinja cannot say: direction, dates, safe links, marks."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from babel import Locale, UnknownLocaleError
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from aggregator.export.cells import plain
from aggregator.store.states import ABSENT, WORDS
from aggregator.web.png import IS_INSTALLED

CHART_ENDINGS = ("svg", "png", "csv") if IS_INSTALLED else ("svg", "csv")
TEMPLATES = Path(__file__).parent / "templates"
RIGHT_TO_LEFT = frozenset(
    ["ar", "arc", "azb", "ckb", "dv", "fa", "he", "ks", "ku-arab", "ps", "sd", "ug", "ur", "yi"]
)
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_LOOKALIKE = re.compile("[\u0370-\u052f\u200c\u200d]")
_FORMATS = {4: "%Y", 7: "%b %Y", 10: "%-d %b %Y"}


def direction(language: str | None) -> str:
    """The ``dir`` of text in a language: rtl, ltr, or auto where the language is unknown."""
    if not language:
        return "auto"
    code = language.lower().replace("_", "-")
    return "rtl" if code in RIGHT_TO_LEFT or code.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


@lru_cache(maxsize=1024)
def language_name(code: str | None) -> str:
    """The English name of a language code; the code itself where it has none."""
    if not code:
        return "language unknown"
    try:
        return Locale.parse(code, sep="-").get_display_name("en") or code
    except (UnknownLocaleError, ValueError):
        return code


@lru_cache(maxsize=4096)
def day(value: str | None) -> Markup:
    """A date for readers inside ``<time>``; as short as it is known: 30 Sep 2026, Sep 2026, 2026."""
    if not value:
        return Markup("date unknown")
    short = value[:10]
    try:
        text = datetime.strptime(short, {4: "%Y", 7: "%Y-%m"}.get(len(short), "%Y-%m-%d")).strftime(
            _FORMATS[len(short)]
        )
    except (ValueError, KeyError):
        return escape(value)
    return Markup('<time datetime="{}">{}</time>').format(value, text)


def safe_link(url: str | None) -> str:
    """The address if it is http or https with a host; '' otherwise."""
    parts = urlsplit(url or "")
    return (url or "") if parts.scheme in ("http", "https") and parts.hostname else ""


def snippet(text: str | None) -> Markup:
    """A search snippet: escaped first, then the control characters of the index become ``<mark>``."""
    return Markup(str(escape(plain(text))).replace("\x02", "<mark>").replace("\x03", "</mark>"))


def number(value: int | None) -> str:
    """A count with thin spaces between thousands."""
    return f"{value or 0:,}".replace(",", "\u202f")


def size(count: int) -> str:
    """Bytes for readers: ``3.4 MB``."""
    value, unit = float(count), "bytes"
    for larger in ("kB", "MB", "GB"):
        if value < 1000:
            break
        value, unit = value / 1000, larger
    return f"{value:.0f} {unit}" if unit == "bytes" else f"{value:.1f} {unit}"


def plural(count: int | None, one: str, many: str = "") -> str:
    """``1 copy``, ``3 copies``."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def with_query(path: str, **values: object) -> str:
    """A path with the query parameters that have a value."""
    kept = {name: value for name, value in values.items() if value not in (None, "", False)}
    return f"{path}?{urlencode(kept)}" if kept else path


def suspicious(name: str) -> bool:
    """True for a name that can be mistaken for another: a word of Latin with Cyrillic or Greek letters, or hidden marks.

    Zero-width joiners are spelling in Persian and Indic scripts and count only beside Latin letters (UTS 39, 5.1).
    """
    if _HIDDEN.search(name):
        return True
    return any(_LATIN.search(word) and _LOOKALIKE.search(word) for word in name.split())


def environment() -> Environment:
    """The Jinja environment of the readers' pages."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {"day": day, "plain": plain, "link": safe_link, "snippet": snippet, "number": number}
    env.filters |= {"size": size, "suspicious": suspicious}
    env.globals |= {
        "direction": direction,
        "language_name": language_name,
        "plural": plural,
        "with_query": with_query,
        "chart_endings": CHART_ENDINGS,
        "state_words": WORDS,
        "absent": ABSENT,
    }
    return env


_ENVIRONMENT = environment()


def page(template: str, **values: Any) -> str:
    """A page as HTML."""
    return _ENVIRONMENT.get_template(template).render(**values)
