"""Runs of names that no comma parts: spaces, slashes and dots in scripts without capitals, countries between names.

And what stands around a run: quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aggregator.extract.signatories.countries import country_code
from aggregator.extract.signatories.features import features
from aggregator.extract.signatories.match import tokens
from aggregator.extract.signatories.text import Span, depths, one_of, pieces, split_at
from aggregator.extract.signatories.vocabulary import characters

SEMICOLONS, DUNHAO, COMMAS = ";；؛፤", "、", ",，،၊፣"
EITHER = COMMAS + SEMICOLONS
_BULLETS = "•·|｜●▪"
HANGUL_DOTS = "·ㆍ‧・･"
SLASHES = "/／"
_WORD = re.compile(r"\S+")
_HAN_NAME = re.compile("[\u3400-\u9fff\uf900-\ufaff]{2,4}")
_HANGUL_NAME = re.compile("[\uac00-\ud7a3]{2,4}")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ'’.‧-]+")
_ENDS_LATIN = re.compile(r"[\u3400-\u9fff\uac00-\ud7a3][A-Za-zÀ-ɏ]+$")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_NO_NAME = ("organisations.stems", "roles.words", "names.offices", "sentences.words")
_LEAST = 2
_FULL_LENGTH = 3
"""Most full names have so many characters; shorter ones alone may be one name written with a space."""
_LONGEST_NAME = 5
_SHARE = 0.8
_MARK = re.compile(f"[{HANGUL_DOTS}{SLASHES}]")
_BEFORE_COUNTRY = re.compile(r"\s*[,،，]\s*|\s+[-–—]\s*")
_NAME_FOLLOWS = re.compile(r"\s+[^\W\d_]")
_COUNTRY, _COUNTRY_WORDS = 40, 3
"""Characters and words of a country's name."""
_MOST_SEARCHED = 20_000
_IN_QUOTES = re.compile(r"^(\s*[“„«\"「『])([^“”„«»\"「」『』]+)[“”»\"」』][\s.。]*$")
_PARTING = re.compile("[,;，；،؛、၊፣፤]")
_MANY = 4
"""Fewer marks between the quotation marks are part of one name."""
_SPACED_DASH = re.compile("(?= [-\u2013\u2014] )")
_DASHES = 3
"""Fewer dashes part a name from what stands behind it."""
_CUTS = 3
"""So many countries must stand right before a name."""


def spaced_names(text: str) -> list[Span]:
    """Spans of Chinese or Korean names that only spaces part; empty where the text is anything else.

    A single character, as in ``林 昶``, joins the next; Latin words join the name before them.
    """
    if text.isascii() or " " not in text.strip():
        return []
    spans = _rejoined(text, [match.span() for match in _WORD.finditer(text)])
    short = sum(end - start <= _LONGEST_NAME for start, end in spans)
    if 2 * short < len(spans) or not is_full_name(text[slice(*spans[0])]):
        return []
    good = [is_full_name(text[start:end]) for start, end in spans]
    long = sum(_letters(text[start:end]) >= _FULL_LENGTH for start, end in spans)
    enough = len(spans) >= _LEAST and sum(good) >= max(_LEAST, _SHARE * len(spans))
    return spans if enough and 2 * long >= len(spans) else []


def is_full_name(piece: str) -> bool:
    """A Chinese or Korean name of two to four characters that begins with a surname and has no word of a group."""
    name = re.sub(r"[\s\u3000]|[A-Za-zÀ-ɏ' ’-]+$", "", piece)
    if not (_HAN_NAME.fullmatch(name) or _HANGUL_NAME.fullmatch(name)):
        return False
    surnames = characters("names.surnames")
    return (name[:1] in surnames or name[:2] in surnames) and not features(name).in_head(*_NO_NAME)


def are_full_names(parts: Sequence[str]) -> bool:
    """Whether each part is a Chinese or Korean name, most of them so long that they are no word or place."""
    long = sum(_letters(part) >= _FULL_LENGTH for part in parts)
    return len(parts) > 1 and 2 * long > len(parts) and all(map(is_full_name, parts))


def _letters(piece: str) -> int:
    return len(re.sub(r"\s", "", piece))


def _rejoined(text: str, words: Sequence[Span]) -> list[Span]:
    """Words put together that are parts of one name."""
    spans: list[Span] = []
    for start, end in words:
        word = text[start:end]
        before = text[slice(*spans[-1])] if spans else ""
        single = len(before) == 1 and len(word) == 1
        if single or (_LATIN.fullmatch(word) and _ENDS_LATIN.search(before)):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def parting_marks(text: str) -> str:
    """Dots between Korean names, or slashes between entries of any script; empty where neither parts the text."""
    if not _MARK.search(text):
        return ""
    inside = depths(text)
    outside = "".join(character for index, character in enumerate(text) if not inside[index])
    commas = sum(map(outside.count, ",、，"))
    dots = sum(map(outside.count, HANGUL_DOTS))
    pair = dots == 1 and not commas and are_full_names(_MARK.split(text))
    if (pair or dots > 1) and dots >= commas and _HANGUL.search(outside):
        return HANGUL_DOTS + ","
    slashes = sum(map(outside.count, SLASHES))
    return SLASHES if slashes > 1 and slashes > commas and "//" not in outside else ""


def parted_by_countries(text: str) -> list[Span]:
    """Entries of a text such as ``A. Hill, Norway B. Low, Chad C. Poe - Peru``, whose line ends are lost.

    A country that a separator precedes and a name follows ends an entry. Empty where that is no rule of the text.
    """
    if len(text) > _MOST_SEARCHED:
        return []
    marks = list(_BEFORE_COUNTRY.finditer(text))
    if len(marks) < _CUTS:
        return []
    odd, cuts = 0, []
    for mark in marks:
        end = _country_end(text, mark.end())
        odd += not end
        if len(marks) - odd < _SHARE * len(marks):
            return []
        if end and _NAME_FOLLOWS.match(text, end):
            cuts.append(end)
    if len(cuts) < _CUTS:
        return []
    return list(pieces(text, [(cut, cut) for cut in cuts]))


def _country_end(text: str, start: int) -> int:
    """Offset behind the country that begins here; 0 if none does."""
    words = tokens(text[start : start + _COUNTRY])[:_COUNTRY_WORDS]
    ends = [word.end for word in words if country_code(text[start : start + word.end])]
    return start + max(ends) if ends else 0


def unquoted(text: str) -> str:
    """A run that stands in quotation marks as a whole, with white space for them; offsets hold."""
    match = _IN_QUOTES.match(text)
    if not match or len(_PARTING.findall(match[2])) < _MANY:
        return text
    return " " * len(match[1]) + match[2] + " " * (len(text) - match.end(2))


def undashed(text: str) -> str:
    """A run that dashes with a space on both sides part, with bullets for them; offsets hold.

    Where as many commas stand outside brackets, or single words between the dashes, they part names from details.
    """
    if not _SPACED_DASH.search(text):
        return text
    inside = depths(text)
    dashes = [match.start() + 1 for match in _SPACED_DASH.finditer(text) if not inside[match.start()]]
    if len(dashes) < _DASHES or _outside(text, EITHER + DUNHAO) >= len(dashes):
        return text
    parts = [text[start:end] for start, end in pieces(text, [(dash, dash + 1) for dash in dashes])]
    if _SHARE * len(parts) > sum(" " in part.partition("(")[0].strip() for part in parts):
        return text
    cut = set(dashes)
    return "".join("•" if index in cut else character for index, character in enumerate(text))


def separator(text: str) -> str:
    """The characters that part the pieces: the strongest ones that stand outside brackets."""
    if _has_details_in_brackets(text):
        return EITHER
    if marks := parting_marks(text):
        return marks
    for marks in (SEMICOLONS, DUNHAO, COMMAS):
        if _outside(text, marks):
            return marks
    return next((mark for mark in _BULLETS if text.count(mark) > 1 and _outside(text, mark) > 1), "")


def _has_details_in_brackets(text: str) -> bool:
    """Whether commas and semicolons both part names: what the persons are stands in brackets."""
    if ")" not in text or not one_of(SEMICOLONS).search(text) or not _outside(text, COMMAS):
        return False
    spans = split_at(text, EITHER)
    return 2 * sum(text[end - 1] == ")" for _, end in spans) >= len(spans) >= _MANY


def _outside(text: str, marks: str) -> int:
    """How many of these characters stand outside brackets."""
    found = [match.start() for match in one_of(marks).finditer(text)]
    inside = depths(text) if found else b""
    return sum(not inside[index] for index in found)
