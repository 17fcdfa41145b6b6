"""Letters of names brought to one form: case, marks, letter variants, invisible characters, look-alikes.

Sources: Unicode NFKC (UAX 15), script mixing as in UTS 39 (single-script and confusable detection).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from aggregator.identity.tables import WORDS_KEPT

INVISIBLE = dict.fromkeys(
    [
        0x00AD,
        0x0640,
        0x061C,
        0x180E,
        0xFEFF,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
    ]
)
_OVERRIDES = re.compile("[\u202a\u202b\u202d\u202e\u2066-\u2068]")
_HIDDEN_IN_WORD = re.compile(r"(?<=[A-Za-zÀ-ɏͰ-ӿ])[\u200b-\u200d\u2060\ufeff]+(?=[A-Za-zÀ-ɏͰ-ӿ])")
_LETTERS = str.maketrans(
    {"ي": "ی", "ى": "ی", "ئ": "ی", "ك": "ک", "ة": "ه", "ٱ": "ا", "ھ": "ه", "ہ": "ه", "ە": "ه", "ۀ": "ه"}
    | {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ə": "a", "ħ": "h", "œ": "oe", "æ": "ae"}
    | {"ς": "σ", "ґ": "г", "ё": "е"}
)
_BARE_SCRIPTS = frozenset({"LATIN", "GREEK", "ARABIC", "HEBREW"})
_ELISION = re.compile(r"\b([dlcjmnst]|qu|dell|all|nell|sull|un)['’ʼ](?=\w{2})")
_SINGLE_QUOTES = re.compile("['’‘ʼʻ`´ʹ׳]")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
_DIGRAPH_INITIAL = re.compile(r"\b([^\W\d_])[haeou]\.")
_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f\u0900-\u0e4f\u0e80-\u109f\u1780-\u17ff]+[^\W_]*)*")
_NOTHING_TO_MEND = re.compile(r"[^.'`\x80-\U0010ffff]*")
"""ASCII without dots and apostrophes."""
_ASCII_WORD = re.compile("[a-zA-Z0-9]+")
_LOOKALIKES = str.maketrans(
    "асеорхуіјѕһԁԛԝвкмнтАВЕКМНОРСТХУІЈЅαοερτυικνχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aceopxyijshdqwbkmhtABEKMHOPCTXYIJSaoeptuikvxABEZHIKMNOPTYX",
)
_PAIRED = {"LATIN", "CYRILLIC", "GREEK"}


def script(character: str) -> str:
    """First word of the character's Unicode name: LATIN, ARABIC, CJK, HANGUL …; '' for what is no letter."""
    if character.isascii():
        return "LATIN" if character.isalpha() else ""
    if not unicodedata.category(character).startswith(("L", "M")):
        return ""
    return unicodedata.name(character, "").split(" ")[0].split("-")[0]


@lru_cache(maxsize=WORDS_KEPT)
def plain(text: str) -> str:
    """``text`` without case, invisible characters and letter variants, NFC.

    Marks go where they are no letters of their own (Latin, Greek, Arabic, Hebrew) and stay elsewhere.
    """
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", text).translate(INVISIBLE).casefold()
    if folded.isascii():
        return folded
    kept, base = [], ""
    for character in unicodedata.normalize("NFD", folded):
        if not unicodedata.combining(character):
            base = character
        elif script(base) in _BARE_SCRIPTS:
            continue
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept)).translate(_LETTERS)


def words(text: str, *, initials: bool = False) -> list[str]:
    """The words of `plain` text: dotted letters joined, elisions split, other apostrophes dropped.

    With ``initials`` as in a person's name: dotted letters are words, elided articles are not.

    >>> words("Ligue des Droits de l’Homme (L.D.H.) – Women's")
    ['ligue', 'des', 'droits', 'de', 'l', 'homme', 'ldh', 'womens']
    """
    folded = plain(text)
    if _NOTHING_TO_MEND.fullmatch(folded):
        return _ASCII_WORD.findall(folded)
    if initials:
        folded = _DIGRAPH_INITIAL.sub(r"\1 ", folded)
    else:
        folded = _DOTTED.sub(lambda match: match[0].replace(".", ""), folded)
        folded = _ELISION.sub(r"\1 ", folded)
    folded = _SINGLE_QUOTES.sub("", folded)
    return [_ascii_digits(word) for word in _WORD.findall(folded)]


def _ascii_digits(word: str) -> str:
    if word.isascii() or not any(map(str.isdigit, word)):
        return word
    return "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in word)


@lru_cache(maxsize=WORDS_KEPT)
def suspicion(name: str) -> str:
    """Why ``name`` may be made to look like another: plain words, '' for an honest spelling.

    Finds letters of several look-alike scripts in one word, words of look-alikes among words of another
    script, hidden characters inside words, and marks that turn the reading direction.
    """
    if name.isascii():
        return ""
    if _OVERRIDES.search(name):
        return "text direction is overridden"
    if _HIDDEN_IN_WORD.search(name):
        return "hidden characters inside a word"
    scripts = [{script(c) for c in word} & _PAIRED for word in re.findall(r"[^\W\d_]+", name)]
    if any(len(found) > 1 for found in scripts):
        return "letters of several scripts in one word"
    return _whole_word_suspicion(name, set().union(*scripts))


def _whole_word_suspicion(name: str, scripts: set[str]) -> str:
    if len(scripts) < 2:
        return ""
    foreign = [w for w in re.findall(r"[^\W\d_]{3,}", name) if script(w[0]) in ("CYRILLIC", "GREEK")]
    disguised = [word for word in foreign if word.translate(_LOOKALIKES).isascii()]
    return "a word of look-alike letters" if disguised else ""


def unmask(name: str) -> str:
    """``name`` with Cyrillic and Greek letters that look Latin read as Latin: for comparing suspicious names."""
    return name.translate(INVISIBLE).translate(_LOOKALIKES)
