"""Templates of our own, autoescaped, with what Jinja cannot say: direction, dates, safe links, marks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context, select_autoescape
from jinja2.runtime import Context
from markupsafe import Markup, escape

from aggregator.export.cells import plain
from aggregator.store.states import ABSENT, WORDS
from aggregator.web import interface
from aggregator.web.png import IS_INSTALLED

CHART_ENDINGS = ("svg", "png", "csv") if IS_INSTALLED else ("svg", "csv")
TEMPLATES = Path(__file__).parent / "templates"
RIGHT_TO_LEFT = frozenset(
    ["ar", "arc", "azb", "ckb", "dv", "fa", "he", "ks", "ku-arab", "ps", "sd", "ug", "ur", "yi"]
)
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_LOOKALIKE = re.compile("[\u0370-\u052f\u200c\u200d]")


def direction(language: str | None) -> str:
    """The ``dir`` of text in a language: rtl, ltr, or auto where the language is unknown."""
    if not language:
        return "auto"
    code = language.lower().replace("_", "-")
    return "rtl" if code in RIGHT_TO_LEFT or code.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def safe_link(url: str | None) -> str:
    """The address if it is http or https with a host; '' otherwise."""
    parts = urlsplit(url or "")
    return (url or "") if parts.scheme in ("http", "https") and parts.hostname else ""


def snippet(text: str | None) -> Markup:
    """A search snippet: escaped first, then the control characters of the index become ``<mark>``."""
    return Markup(str(escape(plain(text))).replace("\x02", "<mark>").replace("\x03", "</mark>"))


def size(count: int) -> str:
    """Bytes for readers: ``3.4 MB``."""
    value, unit = float(count), "bytes"
    for larger in ("kB", "MB", "GB"):
        if value < 1000:
            break
        value, unit = value / 1000, larger
    return f"{value:.0f} {unit}" if unit == "bytes" else f"{value:.1f} {unit}"


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


@pass_context
def _day(context: Context, value: str | None) -> Markup:
    day: Markup = context["interface"].day(value)
    return day


@pass_context
def _number(context: Context, value: int | None) -> str:
    number: str = context["interface"].number(value)
    return number


def environment() -> Environment:
    """The Jinja environment of the readers' pages."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {
        "plain": plain,
        "link": safe_link,
        "snippet": snippet,
        "size": size,
        "suspicious": suspicious,
    }
    env.filters |= {"day": _day, "number": _number}
    env.globals |= {
        "direction": direction,
        "with_query": with_query,
        "chart_endings": CHART_ENDINGS,
        "state_words": WORDS,
        "absent": ABSENT,
    }
    return env


_ENVIRONMENT = environment()


def page(request: Any, template: str, **values: Any) -> str:
    """A page as HTML, in the language of the interface that the request asks for."""
    chosen = interface.of(request)
    others = [interface.known(language) for language in interface.LANGUAGES if language != chosen.language]
    place = {"at": interface.prefix(request), "here": request.full_path, "others": others}
    return _ENVIRONMENT.get_template(template).render(**_spoken(chosen), **place, **values)


def picture(template: str, **values: Any) -> str:
    """A picture as a file, in English."""
    spoken = _spoken(interface.known(interface.ENGLISH))
    return _ENVIRONMENT.get_template(template).render(**spoken, at="", **values)


def _spoken(chosen: interface.Interface) -> dict[str, Any]:
    names = ("t", "plural", "language_name")
    return {"interface": chosen} | {name: getattr(chosen, name) for name in names}
