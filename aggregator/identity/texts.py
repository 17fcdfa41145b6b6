"""Words of a text, made comparable across typography, scripts and house styles.

A text becomes a sequence of tokens: folded words, numbers, and single characters of scripts that
write no spaces. Each token carries what later rules ask of it: is it quoted, a figure, a name.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from zlib import crc32

from aggregator.identity.folding import fold, western_digits

QUOTED, FIGURE, NAME = 1, 2, 4
_LINE, _STOPS, _OPENS, _CLOSES, _TOGGLES = range(5)
MARKS = "".join(chr(code) for code in range(0x300, 0x20D0) if unicodedata.category(chr(code))[0] == "M")
INVISIBLE = "\u00ad\u0640\u200b-\u200f\u202a-\u202e\u2060\ufeff"
EAST_ASIAN = (
    "\u3005\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
)
HANGUL = "\uac00-\ud7a3"
SOUTH_EAST_ASIAN = "\u0e00-\u0e4f\u0e80-\u0ecf\u1000-\u103f\u1050-\u109f\u1780-\u17d3"
SCRIPTS = ((EAST_ASIAN, 5, 1.7), (HANGUL, 6, 2.7), (SOUTH_EAST_ASIAN, 8, 4.5))
"""Ranges, characters of a shingle and characters of a word, about, of scripts read by the character."""
WORDS_PER_SHINGLE = 4

_FIGURE = r"\d{1,3}(?:[,.٬'’ ]\d{3})+(?!\d)|\d+"
_SIGN = f"[{EAST_ASIAN}{HANGUL}{SOUTH_EAST_ASIAN}]"
_LETTERS = rf"[^\W\d_{EAST_ASIAN}{HANGUL}{SOUTH_EAST_ASIAN}]++"
_MARKED = re.compile(f"[{MARKS}{INVISIBLE}]")
_WORD = rf"{_LETTERS}(?:{_MARKED.pattern}++|{_LETTERS})*+"
_OPENING, _CLOSING, _EITHER = r"[「『]|(?<!\w)‘", r"[」』]|’(?!\w)", '["“”„«»＂]'
_STOP = r"[.!?:…。！？：।؟۔•]|[-–—]\s"
_OTHERS = "|".join((_STOP, r"\n", _SIGN, _FIGURE, _OPENING, _CLOSING, _EITHER))
_PART, _PLAIN_PART = (re.compile(rf"[^\S\n]*+({word}|{_OTHERS})") for word in (_WORD, _LETTERS))
"""Parts of a text, the most frequent first; the plain one where the text holds no marks."""
_SIGNS = tuple((re.compile(f"[{ranges}]"), size, per_word) for ranges, size, per_word in SCRIPTS)


@dataclass(frozen=True)
class Words:
    """A text as it is compared. All three are in reading order."""

    tokens: tuple[str, ...]
    flags: bytes
    """One byte a token: any of QUOTED, FIGURE, NAME."""
    shingle: int
    """Tokens that make one shingle: 4 words, or more characters."""
    per_word: float
    """Tokens that make one word, about."""

    @cached_property
    def hashes(self) -> list[int]:
        """The 31-bit hash of each run of ``shingle`` tokens, in reading order."""
        encoded = [token.encode() for token in self.tokens]
        join = b" ".join
        return [
            crc32(join(run)) >> 1 for run in zip(*(encoded[at:] for at in range(self.shingle)), strict=False)
        ]


def _folded(word: str) -> str:
    return western_digits(fold(word))


@cache
def _calendar_words() -> frozenset[str]:
    table = tomllib.loads((files(__package__) / "data" / "figures.toml").read_text(encoding="utf-8"))
    return frozenset(_folded(word) for words in table.values() for row in words.values() for word in row)


def words(text: str) -> Words:
    """All tokens of a text."""
    text = unicodedata.normalize("NFKC", text)
    pattern = _PART if _MARKED.search(text) else _PLAIN_PART
    tokens, flags, starting, quoted = [], bytearray(), True, 0
    for token, kind in map(_meaning, pattern.findall(text)):
        if token:
            tokens.append(token)
            flags.append((0 if starting and kind == NAME else kind) | quoted)
            starting = False
        else:
            starting, quoted = _after(kind, starting, quoted)
    return Words(tuple(tokens), bytes(flags), *_sizes(tokens))


@lru_cache(maxsize=1 << 16)
def _meaning(part: str) -> tuple[str, int]:
    """(token, its flags, a capital taken for a name) or ('', the sort of mark)."""
    first = part[0]
    if first.isdigit():
        return _folded(re.sub(r"\D", "", part)), FIGURE
    if first.isalpha() or first in MARKS or re.match(_SIGN, part):
        token = _folded(part)
        flags = FIGURE if token in _calendar_words() else NAME if first.isupper() else 0
        return (token, flags) if token else ("", _STOPS)
    sorts = ((_LINE, "\n"), (_OPENS, "「『‘"), (_CLOSES, "」』’"), (_TOGGLES, '"“”„«»＂'))
    return "", next((sort for sort, characters in sorts if first in characters), _STOPS)


def _after(mark: int, starting: bool, quoted: int) -> tuple[bool, int]:
    """Whether a sentence begins behind a sort of mark, and QUOTED where a quotation is open."""
    if mark in (_LINE, _STOPS):
        return True, 0 if mark == _LINE else quoted
    opens = mark == _OPENS or (mark == _TOGGLES and not quoted)
    return (True, QUOTED) if opens else (starting, 0)


def _sizes(tokens: Sequence[str]) -> tuple[int, float]:
    """Tokens of a shingle and of a word, by the script that prevails."""
    sample = tokens[:400]
    joined = "".join(token for token in sample if len(token) == 1)
    counts = [(len(pattern.findall(joined)), size, per_word) for pattern, size, per_word in _SIGNS]
    if sum(count for count, _, _ in counts) <= 0.4 * len(sample):
        return WORDS_PER_SHINGLE, 1.0
    return max(counts)[1:]
