"""Small readings of a piece of text: bullets, separators, brackets, sentences, scripts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import ne

from aggregator.extract.buffer import GAP
from aggregator.extract.signatories.match import SOLID

Span = tuple[int, int]

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Zero-width and bidi control characters: kept in print, never looked at."""
VISIBLE = re.compile(rf"[^\s{INVISIBLE.pattern[1:-1]}]")

DASHES = r"\-" + "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_SUSPENDED = r"(?!(?:und|oder|bzw|sowie|en|of|och|og|and|or|to)\s)"
"""Conjunctions after a hyphen that stands for the rest of a compound, as in ``Geld- und Sachspenden``."""
DASH = re.compile(
    rf"(?<=\S)\s+[{DASHES}]+\s*(?=\S)|(?<=\S)[{DASHES}]+\s+{_SUSPENDED}(?=\S)|(?<=\S)\s*[\u2014\u2015]+\s*(?=\S)"
)
"""A dash that parts a name from its detail: white space on one side at least."""

_MENU, _MENU_SIGN = re.compile(r"\s[·•|●▪]\s"), re.compile("[·•|●▪]")
PLACE_AND_DATE = re.compile(
    r"^(?P<place>[^\W\d_][^\d,،、]{0,38}[^\W\d_])?[,،、]?\s*(?P<date>\d{1,2}(?:\s|st|nd|rd|th|\.|º|°|/|-)[^\n]{1,24}?(?:1[3-4]|19|20)\d{2}"
    r"|[^\W\d_]{3,14}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s(?:19|20)\d{2}|(?:19|20)\d{2}\s*[년年./-]\s*\d{1,2}\s*[월月./-]\s*\d{1,2}\s*[일日]?)"
    r"[^\d]{0,10}$"
)
"""A line that holds a date, perhaps with a place before it."""
_EDGES = "".join(c for c in map(chr, (*range(0x3001), 0xFEFF)) if c.isspace() or INVISIBLE.match(c))
_BULLET = re.compile(
    rf"^[\s\u2022\u00b7\u2023\u25cf\u25cb\u25aa\u25a0\u25a1\u25e6\u2043\u25ba\u25b8\uf0b7\u30fb"
    rf"\u2190-\u21ff\u2500-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff\ufe0f*+>»{DASHES}]+"
)
_NUMBER = re.compile(
    r"^\s*[(\[（]?(?:\d{1,5}|[ivxlc]{1,6}(?=[.)]))\s*[.)\]:）、．ـ\-–]{1,2}(?!\d)\s*(?=\S)", re.IGNORECASE
)
_ROMAN = "ivxlcIVXLCİı"
_BARE_NUMBER = re.compile(r"^\s*(\d{1,5})\s+(?=\S)")
_CELL_NUMBER = re.compile(r"^\W*\d{1,5}\W*$")
_ADDRESS = re.compile(r"\(?\b(?:https?://|www\.)\S+|\(?[\w.+-]+@[\w-]+\.[\w.]+\)?|(?<=\s)\(?@[\w.-]+\)?")
_NOTE_MARK = re.compile("[*＊※†‡§¹²³⁴⁵⁶⁷⁸⁹⁰\\[]")
_NOTE_MARKS = re.compile(r"(?:\s*(?:[*＊※†‡§¹²³⁴⁵⁶⁷⁸⁹⁰]+|\[\d{1,3}\]|[(（][*＊※†‡]+[)）])[\s,;.]*)+$")
_DIGIT = re.compile(r"\d")
_SPACES = re.compile(r"\s\s+|[^\S ]")
_EMPTY = re.compile(r"\s*[(（][\s.,;]*[)）]")
_YEARS = re.compile(
    r"\s*[(（\[](?:[^\W\d_.]{1,6}\.?\s)?(?:[^\W\d_]{0,2}\d{3,6}[/\-–—－\s]*\d{0,4}[;；,、\s-]*)+[)）\]]"
)
_DAY = re.compile(
    r"\s*[,(\-–—|]\s*(?:\d{1,2}[./-]\d{1,2}[./-](?:\d\d){1,2}|\d{4}-\d\d-\d\d"
    r"|\d{1,2}\.?\s[^\W\d_]{3,12}\.?,?\s(?:19|20)\d\d|[^\W\d_]{3,12}\.?\s\d{1,2},?\s(?:19|20)\d\d)\)?$"
)
"""The day on which somebody signed."""
_TRAIL = " \t\n,;，；、،؛|·•_"
_SAMPLE = 80
_OPEN, _CLOSE = "([（［【〔{«“„「『《〈<", ")]）］】〕}»”“」』》〉>"
_BRACKET = re.compile(f"[{re.escape(_OPEN + _CLOSE)}]")
_TERMINATOR = re.compile(
    r"[.!?…。！？؟।۔።։။](?:(?<=[.!?…])[.!?…]*[\"”’»)\]]*(?=\s|$)|(?<=[。！？؟।۔።։။])[。！？؟।۔።։။]*[」』”]*)"
)
"""A class of characters comes first, which the engine looks for fast."""
_SOLID = re.compile(f"[{SOLID}]")
_LAST_WORD = re.compile(r"[^\s(.]*$")
_LAST_TOKEN = re.compile(r"[^\s(,]*$")
_LETTER = re.compile(r"[^\W\d_]")
_NO_WORD = re.compile(r"[\W_]+")
_GEORGIAN = re.compile("[\u10d0-\u10ff]")
"""Letters that Unicode gives capitals, with which nobody begins a name."""
_BEYOND_CASED = re.compile(
    "[^\x00-\xa9\xab-\xb1\xb4-\xb8\xbb\xbf-\u0137\u0139-\u017f\u0200-\u0220\u0388-\u03ce\u0400-\u0481\u048a-\u0527\u2010-\u203a]"
)
"""No character of Latin, Greek or Cyrillic, where each letter has two cases, and none of their punctuation."""


def is_menu(text: str) -> bool:
    """Whether signs such as ``·`` part it twice or more, as the links of a menu."""
    return _MENU_SIGN.search(text) is not None and len(_MENU.findall(text)) > 1


def strip_bullet(text: str) -> str:
    """The text without leading bullets and list numbers; what has nothing else stays."""
    if text[:1].isalpha() and text[0] not in _ROMAN:
        return text.strip()
    bare = _behind(_BULLET, text)
    bare = _behind(_BULLET, _behind(_NUMBER, bare))
    return bare.strip() or text.strip()


def _behind(beginning: re.Pattern[str], text: str) -> str:
    """The text without what it begins with."""
    match = beginning.match(text)
    return text[match.end() :] if match else text


def list_number(text: str) -> int | None:
    """The number a line of a list begins with, as in ``3. Mary Hill``."""
    match = _NUMBER.match(text)
    digits = re.sub(r"\D", "", match[0]) if match else ""
    return int(digits) if digits else None


def bare_number(text: str) -> int | None:
    """The number a text begins with where only white space follows it."""
    match = _BARE_NUMBER.match(_behind(_BULLET, text))
    return int(match[1]) if match else None


def strip_bare_number(text: str) -> str:
    """The text without bullets and the number that only a space parts from it."""
    return _behind(_BARE_NUMBER, _behind(_BULLET, text)).strip()


def is_number(text: str) -> bool:
    """Whether a cell or line holds a list number alone."""
    return bool(_CELL_NUMBER.match(text))


def clean(text: str) -> str:
    """An entry without bullets, numbers, addresses, years in brackets, a last date, note marks and end punctuation."""
    text = strip_bullet(text.strip(_EDGES))
    if "@" in text or "www" in text or "//" in text:
        text = _ADDRESS.sub(" ", text)
    if _DIGIT.search(text):
        text = _DAY.sub("", _YEARS.sub("", text))
    text = strip_end(_NOTE_MARKS.sub("", text) if _NOTE_MARK.search(text) else text)
    if "  " in text or not text.isprintable():
        text = _SPACES.sub(_space, text)
    return _EMPTY.sub("", text).strip() if ")" in text or "）" in text else text


def _space(match: re.Match[str]) -> str:
    """One space, or a tab for the gap between columns."""
    return "\t" if GAP in match[0] else " "


def key(name: str) -> str:
    """What a name is told from others by within a page: its letters and digits, case-folded."""
    visible = name if name.isascii() else INVISIBLE.sub("", name)
    return _NO_WORD.sub(" ", visible).casefold().strip()


def strip_end(text: str) -> str:
    """Without separators at its end; a full stop stays where it ends an abbreviation."""
    text = text.strip(_TRAIL).rstrip("。")
    while text.endswith("."):
        last = _LAST_TOKEN.search(text, max(len(text) - 24, 0))[0]  # type: ignore[index]
        if not text.endswith("..") and ("." in last[:-1] or (len(last) <= 4 and _abbreviated(last))):
            break
        text = text[:-1].rstrip(_TRAIL)
    return text


def _abbreviated(word: str) -> bool:
    return word[:1].isupper() or word[:-1].isupper()


def is_solid(text: str) -> bool:
    """Whether most of its letters belong to a script written without spaces, or to Hangul."""
    sample = text[:_SAMPLE]
    solid = 0 if sample.isascii() else len(_SOLID.findall(sample))
    return solid > 0 and 2 * solid > len(_LETTER.findall(sample)) > 0


def is_cased(text: str) -> bool:
    """Whether most of its letters come in upper and lower case."""
    sample = text[:_SAMPLE]
    if sample.isascii():
        return sample.lower() != sample.upper()
    if not _BEYOND_CASED.search(sample):
        return _LETTER.search(sample) is not None
    letters = "".join(_LETTER.findall(sample))
    with_case = _GEORGIAN.sub("", letters)
    cased: int = sum(map(ne, with_case.lower(), with_case.upper()))
    return 2 * cased > len(letters)


def depths(text: str) -> bytearray:
    """1 at each character inside brackets or quotation marks, else 0; unbalanced ones do not count."""
    result = bytearray(len(text))
    stack: list[int] = []
    for match in _BRACKET.finditer(text):
        index = match.start()
        if match[0] in _OPEN:
            stack.append(index)
        elif stack:
            begin = stack.pop()
            if not stack:
                result[begin : index + 1] = b"\1" * (index + 1 - begin)
    return result


def split_at(text: str, separators: Iterable[str]) -> list[Span]:
    """Spans of the pieces between separator characters outside brackets; blank pieces are left out."""
    inside = depths(text)
    marks = [match.start() for match in one_of("".join(separators)).finditer(text)]
    cuts = [index for index in marks if not inside[index] and not _in_number(text, index)]
    return list(pieces(text, [(cut, cut + 1) for cut in cuts]))


@lru_cache(maxsize=32)
def one_of(characters: str) -> re.Pattern[str]:
    """A pattern for any of these characters."""
    return re.compile(f"[{re.escape(characters)}]")


def _in_number(text: str, index: int) -> bool:
    return (
        text[index] in ",.:" and text[index - 1 : index].isdigit() and text[index + 1 : index + 2].isdigit()
    )


def pieces(text: str, cuts: Iterable[Span]) -> Iterator[Span]:
    """Spans between cuts, white space trimmed."""
    start = 0
    for left, right in [*cuts, (len(text), len(text))]:
        span = trim(text, start, left)
        if span[0] < span[1]:
            yield span
        start = right


def trim(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


@lru_cache(maxsize=1 << 11)
def sentences(text: str) -> list[Span]:
    """Spans of the sentences; a full stop after an initial or a short abbreviation ends none."""
    cuts = []
    for match in _TERMINATOR.finditer(text):
        before = _LAST_WORD.search(text, max(match.start() - 24, 0), match.start())[0]  # type: ignore[index]
        following = text[match.end() : match.end() + 4].lstrip()[:1]
        if match[0].startswith(".") and (
            _is_abbreviation(before)
            or following.islower()
            or following in (",", ";")
            or _ORDINAL.search(text, max(match.start() - 24, 0), match.start())
        ):
            continue
        cuts.append((match.end(), match.end()))
    return list(pieces(text, cuts))


_ORDINAL = re.compile(r"(?<=[^\W\d_A-ZÄÖÜ]\s)(?:[12]?\d|3[01])$")
"""The day of ``vom 3. April``: a word in small letters stands before it."""
_VOWEL = re.compile("[aeiouyаеиоуыэюяєіїαεηιουω]")
_VOWELLED = re.compile("[a-zα-ωа-џѐ-џґ]")
"""Letters of scripts that write vowels as letters."""


def _is_abbreviation(word: str) -> bool:
    """An initial, a title such as Prof or Dipl, or letters without a vowel in scripts that write them."""
    letters = unicodedata.normalize("NFD", word)
    initial = len(word) == 1 or (len(word) == 2 and (word[0].isupper() or word.isascii()))
    short = initial or (len(word) <= 5 and word.lower() in _TITLES)
    lowered = letters.lower()
    clipped = bool(_VOWELLED.search(lowered)) and not _VOWEL.search(lowered)
    return bool(word) and word[:1].isalpha() and (short or clipped)


_TITLES = frozenset(
    str.split(
        "prof dipl ing hon sen sens rep reps rev gen col dott avv sra dra profa inc"
        " ltd corp dep gez ehem stellv doç arş assoc asst akad акад доц проф дир зав inż"
    )
)
