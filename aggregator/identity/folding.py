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
_TOKEN = re.compile(rf"[{UNSPACED}]+|[^\W_{UNSPACED}]+")


def fold(text: str) -> str:
    """Lower-case words of ``text`` with compatibility forms, marks, invisible characters and letter variants gone.

    Combining marks are kept in the scripts where they carry vowels (Indic, Thai, Burmese, Khmer).
    """
    if text.isascii():
        return text.lower()
    marked = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    changes = {ord(c): _change(c) for c in set(marked) if not c.isascii() and _change(c) != c}
    return unicodedata.normalize("NFC", marked.translate(changes) if changes else marked)


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
    tokens: list[str] = []
    for run in _TOKEN.findall(_digits(fold(text))):
        if _KEEPS_MARKS.match(run[0]) and not "\u0900" <= run[0] <= "\u0dff" and len(run) > 1:
            tokens += [run[i : i + 2] for i in range(len(run) - 1)]
        else:
            tokens.append(run)
    return tokens


def _digits(text: str) -> str:
    if text.isascii():
        return text
    digits = {ord(c): str(unicodedata.digit(c)) for c in set(text) if not c.isascii() and c.isdigit()}
    return text.translate(digits) if digits else text
