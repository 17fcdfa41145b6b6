"""Types of catalogue values that pydantic does not have: durations, addresses, codes, selectors.

Each check raises :class:`Unfit`, which says what is wrong and what is allowed.
"""

from __future__ import annotations

import re
from datetime import timedelta
from functools import lru_cache
from typing import Annotated
from urllib.parse import parse_qsl, urlencode, urlsplit
from zoneinfo import ZoneInfo

from babel import Locale
from lxml.cssselect import CSSSelector, SelectorError
from pydantic import AfterValidator, BeforeValidator

_DURATION = re.compile(r"(?P<count>[1-9][0-9]{0,3})(?P<unit>[mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_NOT_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
_LOOPBACK = re.compile(r"(?:[a-z0-9-]+\.)*localhost|127(?:\.[0-9]{1,3}){3}|::1")


class Unfit(ValueError):  # noqa: N818 - pydantic turns it into an error of its own
    """A value that breaks a rule. Attributes: ``problem``, ``allowed``, both plain words, and ``field``, the
    field of the checked table that broke it (empty: the checked value itself)."""

    def __init__(self, problem: str, allowed: str, field: str = "") -> None:
        self.problem, self.allowed, self.field = problem, allowed, field
        super().__init__(f"{problem}. {allowed}")


def duration(value: object) -> timedelta:
    """``30m``, ``6h``, ``1d``, ``2w`` -> timedelta."""
    if isinstance(value, timedelta):
        return value
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise Unfit("is not a length of time", 'Write a number and m, h, d or w, such as "30m" or "6h"')
    return timedelta(**{_UNITS[match["unit"]]: int(match["count"])})


def address(value: str) -> str:
    """An http or https address with a host, without user, password or fragment; returned as it is."""
    allowed = 'Write a full address, such as "https://example.org/feed/"'
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError as error:
        raise Unfit(f"is not an address ({error})", allowed) from None
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"\s", value) or port == 0:
        raise Unfit("is not an http or https address", allowed)
    if parts.username is not None or parts.password is not None:
        raise Unfit("carries a user name or password", "Leave out what stands before the @")
    if parts.fragment:
        raise Unfit("carries a fragment", "Leave out the # and what follows")
    return value


def address_key(url: str) -> str:
    """What two spellings of one address share: scheme, ``www.``, case of the host, a last slash, and the
    order of the query do not count."""
    parts = urlsplit(url)
    host = parts.netloc.lower().removeprefix("www.").removesuffix(":443").removesuffix(":80")
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return f"{host}{parts.path.rstrip('/')}" + (f"?{query}" if query else "")


def on_loopback(url: str) -> bool:
    """Whether the address names this machine, by its name alone."""
    return _LOOPBACK.fullmatch(urlsplit(url).hostname or "") is not None


def selector(value: str) -> str:
    """A CSS selector that lxml can run; returned as it is."""
    try:
        CSSSelector(value, translator="html")
    except SelectorError as error:
        raise Unfit(f"is not a CSS selector ({error})", 'Write one such as "h1.title"') from None
    return value


def pattern(value: str) -> str:
    """A regular expression that Python can run; returned as it is."""
    try:
        re.compile(value)
    except re.error as error:
        raise Unfit(
            f"is not a regular expression ({error})", "Write single quotes around it in TOML"
        ) from None
    return value


def language(value: str) -> str:
    """An ISO 639 code of two or three letters that CLDR names."""
    if not re.fullmatch(r"[a-z]{2,3}", value) or value not in _names().languages:
        raise Unfit("is not a language code", 'Write ISO 639 codes in lower case, such as "fa" or "en"')
    return value


def country(value: str) -> str:
    """An ISO 3166-1 alpha-2 code that CLDR names."""
    known = re.fullmatch(r"[A-Z]{2}", value) and value in _names().territories
    if not known or value in _NOT_COUNTRIES:
        raise Unfit("is not a country code", 'Write ISO 3166 codes in capitals, such as "IR" or "GB"')
    return value


def timezone(value: str) -> str:
    """A zone of the IANA database."""
    try:
        return ZoneInfo(value).key
    except (ValueError, OSError, LookupError):
        raise Unfit("is not a timezone", 'Write an IANA name, such as "Asia/Tehran" or "UTC"') from None


@lru_cache(maxsize=1)
def _names() -> Locale:
    return Locale("en")


Duration = Annotated[timedelta, BeforeValidator(duration)]
Address = Annotated[str, AfterValidator(address)]
Css = Annotated[str, AfterValidator(selector)]
Pattern = Annotated[str, AfterValidator(pattern)]
Language = Annotated[str, AfterValidator(language)]
Country = Annotated[str, AfterValidator(country)]
Timezone = Annotated[str, AfterValidator(timezone)]
