"""Names of any script in Latin letters: the commonest way (`to_latin`) and all usual ways (`ways`).

The letter tables are data (``scripts.toml``, ``han.toml``); Hangul is computed from its code points
(Unicode chapter 3.12) and Wade-Giles from Pinyin. The nine Indic blocks share one table by offset, as they
share the layout of ISCII.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain

from aggregator.identity.spelling import plain, script
from aggregator.identity.tables import WORDS_KEPT, table

Ways = tuple[tuple[str, ...], ...]
"""Per letter or syllable of a word, the Latin strings it may be written as; '' where it may be left out."""

ABJADS = frozenset({"arabic", "hebrew"})
_INDIC = range(0x0980, 0x0D80)
_KANA_TABLE_SCRIPTS = {"HIRAGANA": "kana", "KATAKANA": "kana", "KATAKANA-HIRAGANA": "kana"}
_INITIALS = [
    "g/k",
    "kk/gg/k",
    "n",
    "d/t",
    "tt/dd",
    "r/l",
    "m",
    "b/p",
    "pp/b",
    "s/sh",
    "ss/s",
    "/",
    "j/ch/z",
    "jj",
    "ch",
    "k",
    "t",
    "p",
    "h",
]
_VOWELS = [
    "a/ah/ar",
    "ae/ai/e/ay",
    "ya/yah",
    "yae",
    "eo/u/o/eu/ou",
    "e/ae/ay",
    "yeo/you/yu/yo/yuh",
    "ye/yae",
    "o/oh",
    "wa",
    "wae",
    "oe/oi/oe/ue/we",
    "yo",
    "u/oo/ou/woo",
    "wo/weo/won",
    "we",
    "wi/ui/we",
    "yu/yoo/you",
    "eu/u/e",
    "ui/eui/ee/i/e",
    "i/ee/yi/y",
]
_FINALS = [
    "",
    "k/g/ck",
    "k",
    "k",
    "n",
    "n",
    "n",
    "t/d",
    "l/r",
    "k",
    "m",
    "l",
    "l",
    "l",
    "l",
    "l",
    "m",
    "p/b",
    "p",
    "t/s",
    "t",
    "ng",
    "t",
    "t",
    "k",
    "t",
    "p",
    "/h",
]
_NO_INITIAL = 11
_AFTER_DROPPED_R = (2, 6, 12, 17, 20)  # ya yeo yo yu i: a first r or l is dropped in the South (Lee, Ryu)
_WADE_INITIALS = {"zh": "ch", "j": "ch", "q": "ch", "x": "hs", "z": "ts", "c": "ts"} | {
    "b": "p",
    "d": "t",
    "g": "k",
    "r": "j",
}
_WADE_FINALS = (
    ("ong", "ung"),
    ("ian", "ien"),
    ("ie", "ieh"),
    ("ue", "ueh"),
    ("uo", "o"),
    ("he", "ho"),
    ("ge", "ko"),
)


@cache
def _letters(name: str) -> dict[str, tuple[str, ...]]:
    rows = re.split(r"[|\n]", table("scripts")[name]["letters"].strip())
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        key, _, ways = row.partition("=")
        previous = found.get(plain(key), ())
        found[plain(key)] = tuple(dict.fromkeys((*previous, *("" if w == "-" else w for w in ways.split()))))
    return found


@cache
def _longest(name: str) -> int:
    return max(map(len, _letters(name))) + 1


@cache
def _han() -> dict[str, tuple[str, ...]]:
    data = table("han")
    found: dict[str, list[str]] = {}
    for kind in ("mandarin", "cantonese"):
        for row in re.split(r"[|\n]", data[kind].strip()):
            way, _, characters = row.partition("=")
            for character in characters:
                ways = [way.replace("ü", "u")] + (_wade_giles(way) if kind == "mandarin" else [])
                found.setdefault(character, []).extend(ways)
    for row in re.split(r"[|\n]", data["japanese"].strip()):
        word, _, japanese = row.partition("=")
        found.setdefault(simplified(word), []).extend(japanese.split())
    return {key: tuple(dict.fromkeys(ways)) for key, ways in found.items()}


def _wade_giles(pinyin: str) -> list[str]:
    way = pinyin.replace("ü", "u")
    for old, new in _WADE_INITIALS.items():
        if way.startswith(old) and not way.startswith(("ch", "sh")):
            way = new + way.removeprefix(old)
            break
    for old, new in _WADE_FINALS:
        if way.endswith(old):
            return [way, way.removesuffix(old) + new]
    return [way]


@cache
def _pinyin() -> tuple[dict[str, tuple[str, ...]], int]:
    rows = re.split(r"[|\n]", table("han")["mandarin"].strip())
    syllables = {row.partition("=")[0].replace("ü", "u") for row in rows}
    return {way: tuple(dict.fromkeys((way, *_wade_giles(way)))) for way in syllables}, max(
        map(len, syllables)
    )


@lru_cache(maxsize=WORDS_KEPT)
def pinyin_ways(latin: str) -> Ways:
    """``latin`` read as Pinyin syllables, each with its Wade-Giles spelling; () where it is no Pinyin."""
    syllables, longest = _pinyin()
    found, at = [], 0
    while at < len(latin):
        starts = (latin[at : at + size] for size in range(longest, 0, -1))
        syllable = next((start for start in starts if start in syllables), "")
        if not syllable:
            return ()
        found.append(syllables[syllable])
        at += len(syllable)
    return tuple(found)


@cache
def _simplification() -> dict[int, int]:
    return str.maketrans(table("han")["traditional"], table("han")["simplified"])


def simplified(text: str) -> str:
    """Traditional Chinese characters as simplified ones, as far as the table of name characters goes."""
    return text.translate(_simplification())


def is_known_word(text: str) -> bool:
    """Whether ``text`` (several Chinese characters) has a reading of its own, as Japanese names have."""
    return len(text) > 1 and simplified(text) in _han()


@lru_cache(maxsize=WORDS_KEPT)
def table_of(word: str) -> str:
    """Name of the letter table for ``word``: latin, arabic, cyrillic, han, hangul …; other for unknown scripts."""
    name = next((found for found in map(script, word) if found), "")
    if name in ("LATIN", ""):
        return "latin"
    if name == "CJK":
        return "han"
    name = _KANA_TABLE_SCRIPTS.get(name, name.lower())
    if name in ("myanmar",):
        return "burmese"
    if ord(word[0]) in _INDIC:
        return "devanagari"
    return name if name in table("scripts") or name == "hangul" else "other"


@lru_cache(maxsize=WORDS_KEPT)
def ways(word: str) -> Ways:
    """The usual Latin spellings of ``word`` (folded by `plain`), letter by letter; () for unknown scripts."""
    name = table_of(word)
    if name == "latin":
        return tuple((c,) for c in word)
    if name == "hangul":
        return tuple(chain.from_iterable(map(_syllable, word)))
    if name == "han":
        return _split(simplified(word), _han(), 4)
    if name == "other":
        return ()
    return _split(_aligned(word, name), _letters(name), _longest(name))


def _aligned(word: str, name: str) -> str:
    if name == "kana":
        return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in word)
    if name == "devanagari":
        return "".join(chr(0x0900 + (ord(c) - 0x0900) % 0x80) if ord(c) in _INDIC else c for c in word)
    return re.sub("([เแโใไ])(.)", r"\2\1", word) if name == "thai" else word


def _split(word: str, letters: dict[str, tuple[str, ...]], longest: int) -> Ways:
    found: list[tuple[str, ...]] = []
    at = 0
    while at < len(word):
        for size in range(min(longest, len(word) - at), 0, -1):
            key = word[at : at + size]
            hit = (at == 0 and letters.get("^" + key)) or (at + size == len(word) and letters.get(key + "$"))
            if hit or (hit := letters.get(key)):
                found.append(hit)
                break
        else:
            size = 1
            found.append((word[at],) if word[at].isascii() else ("?",))
        at += size
    return tuple(found)


def _syllable(character: str) -> Ways:
    code = ord(character) - 0xAC00
    if not 0 <= code < 11172:
        return ((character,),) if character.isascii() else ()
    initial, vowel = code // 588, code % 588 // 28
    dropped = "/l/r" if initial == _NO_INITIAL and vowel in _AFTER_DROPPED_R else ""
    parts = (_INITIALS[initial] + dropped, _VOWELS[vowel], _FINALS[code % 28])
    return tuple(tuple(part.split("/")) for part in parts if part)


@lru_cache(maxsize=WORDS_KEPT)
def to_latin(word: str) -> str:
    """``word`` in Latin letters, each letter the commonest way; unknown letters become '?'.

    >>> to_latin("щербаков"), to_latin("김"), to_latin("ستوده")
    ('shcherbakov', 'gim', 'stvdh')
    """
    if word.isascii():
        return word
    return "".join(way[0] for way in ways(word))


def spellings(word: str) -> tuple[str, ...]:
    """`to_latin` of ``word``; for Chinese characters also the reading usual in Hong Kong."""
    if table_of(word) != "han":
        return (to_latin(word),)
    found = ways(word)
    return ("".join(way[0] for way in found), "".join(way[-1] for way in found))
