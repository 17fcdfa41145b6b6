"""Text folded for comparison and search: the index and every query go through the same function.

Sources: Unicode normalisation form NFKC (UAX 15), case folding (Unicode 3.13), and bigrams for scripts
written without spaces (as in Lucene's CJK analysis).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x0640, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)]
)
_LETTERS = str.maketrans(
    {
        "ي": "ی",
        "ى": "ی",
        "ئ": "ی",
        "ك": "ک",
        "ة": "ه",
        "ۀ": "ه",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ؤ": "و",
    }
    | {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ё": "е", "ґ": "г", "œ": "oe", "æ": "ae"}
)
UNSPACED = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f"  # Burmese
    "\u1780-\u17ff"  # Khmer
    "\u0f00-\u0fff"  # Tibetan
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # kana, Han
)
_KEEPS_MARKS = re.compile(f"[{UNSPACED}\u0900-\u0dff]")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_SPACED_TOKEN = re.compile(r"[^\W_]+")
_TOKEN = re.compile(rf"[{UNSPACED}]+|[^\W_{UNSPACED}]+")


def fold(text: str) -> str:
    """Lower-case words of ``text`` with compatibility forms, marks, invisible characters and letter variants gone.

    Combining marks are kept in the scripts where they carry vowels (Indic, Thai, Burmese, Khmer).
    """
    if text.isascii():
        return text.lower()
    marked = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    for character in set(marked):
        if not character.isascii() and (change := _change(character)) != character:
            marked = marked.replace(character, change)  # translate() takes a hundred times as long
    return unicodedata.normalize("NFC", marked)


@cache
def _change(character: str) -> str:
    if ord(character) in _INVISIBLE or (
        unicodedata.combining(character) and not _KEEPS_MARKS.match(character)
    ):
        return ""
    return character.translate(_LETTERS)


def words(text: str) -> list[str]:
    """Tokens for the full-text index: folded words; runs of unspaced scripts as overlapping bigrams.

    >>> words("México: 人权观察")
    ['mexico', '人权', '权观', '观察']
    """
    folded = western_digits(fold(text))
    if not _UNSPACED.search(folded):
        return _SPACED_TOKEN.findall(folded)
    tokens: list[str] = []
    for run in _TOKEN.findall(folded):
        if _KEEPS_MARKS.match(run[0]) and not "\u0900" <= run[0] <= "\u0dff" and len(run) > 1:
            tokens += [run[i : i + 2] for i in range(len(run) - 1)]
        else:
            tokens.append(run)
    return tokens


def western_digits(text: str) -> str:
    """The text with ASCII digits in the place of those of other scripts."""
    if text.isascii():
        return text
    for character in set(text):
        if not character.isascii() and character.isdigit():
            text = text.replace(character, str(unicodedata.digit(character)))
    return text
