"""What the words of organisation names mean: kind of body, field, country, direction, in many languages.

Countries come from CLDR, through ``territories.tsv``, and from ``places.toml``, the rest from
``organisations.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path

from aggregator.identity.spelling import plain, words
from aggregator.identity.tables import NAMES_KEPT, WORDS_KEPT, table
from aggregator.identity.transliterate import simplified, table_of

TERRITORIES = Path(__file__).parent / "data" / "territories.tsv"
UNSPACED = frozenset({"han", "kana", "hangul", "thai", "burmese", "khmer", "lao"})
_ARABIC_PREFIXES = ("وال", "بال", "لل", "ال", "و", "ل", "ب")
_LONGEST_PHRASE = 4
_SLAVIC_ADJECTIVE = re.compile("(?<=[Ѐ-ӿ]{4})сь?к(?:ий|ая|ое|ие|ого|ой|а|е|ої)$")


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word or phrase of a name: its sort and what it says, such as (``field``, ``women``)."""

    sort: str
    """``type``, ``field``, ``direction``, ``country``, ``number`` or ``word``."""
    value: str
    surface: str = field(default="", compare=False)
    """The words it was read from."""


@dataclass(slots=True)
class _Phrases:
    whole: dict[tuple[str, ...], Meaning] = field(default_factory=dict)
    starts: dict[str, Meaning] = field(default_factory=dict)

    def add(self, phrase: str, meaning: Meaning) -> None:
        self.put(phrase_key(phrase.removesuffix("*")), meaning, is_start=phrase.endswith("*"))

    def put(self, key: tuple[str, ...], meaning: Meaning, *, is_start: bool) -> None:
        if is_start and len(key) == 1:
            self.starts.setdefault(key[0], meaning)
        elif key:
            self.whole.setdefault(key, meaning)

    def find(self, found: tuple[str, ...]) -> Meaning | None:
        hit = self.whole.get(found)
        if hit or len(found) > 1:
            return hit
        word = found[0]
        if word[0] == "و" and (rest := self.whole.get((without_article(word[1:]),))):
            return rest
        return next((self.starts[word[:n]] for n in range(len(word), 2, -1) if word[:n] in self.starts), None)


@cache
def _phrases() -> _Phrases:
    found = _Phrases()
    data = table("organisations")
    for code, names in table("places").items():
        for name in names.split("|"):
            found.add(name, Meaning("country", code))
    for sort in ("field", "direction", "type"):
        for value, names in data[sort].items():
            for name in names.split("|"):
                found.add(name, Meaning(sort, value))
    for line in TERRITORIES.read_text(encoding="utf-8").splitlines():
        code, *names = line.split("\t")
        country = Meaning("country", code)
        for name in names:
            found.put(tuple(name.removesuffix("*").split(" ")), country, is_start=name.endswith("*"))
    return found


@cache
def stop_words() -> frozenset[str]:
    """Words that carry nothing: articles, prepositions, conjunctions of all languages of the table."""
    return frozenset(plain(table("organisations")["stop"]).split())


@cache
def legal_forms() -> dict[tuple[str, ...], str]:
    """Words of a legal form -> its short name."""
    forms = table("organisations")["legal_forms"]
    return {tuple(words(name)): short for short, names in forms.items() for name in names.split("|")}


@lru_cache(maxsize=WORDS_KEPT)
def without_article(word: str) -> str:
    """An Arabic word without its article and the small words written together with it."""
    if table_of(word) != "arabic":
        return word
    prefix = next((p for p in _ARABIC_PREFIXES[:4] if word.startswith(p) and len(word) > len(p) + 2), "")
    return word[len(prefix) :]


def phrase_key(phrase: str) -> tuple[str, ...]:
    """The words of ``phrase`` as phrases of names are looked up."""
    return _bare(words(phrase))


def _bare(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(word if word.isascii() else simplified(without_article(word)) for word in found)


@lru_cache(maxsize=NAMES_KEPT)
def meanings(found: tuple[str, ...]) -> tuple[Meaning, ...]:
    """The meanings of the words of a name, longest phrases first, small words left out, in order.

    >>> [m.value for m in meanings(("human", "rights", "in", "iran"))]
    ['human_rights', 'IR']
    """
    bare = _bare(found)
    result: list[Meaning] = []
    at = 0
    while at < len(bare):
        size, meaning = _longest(bare, at)
        if meaning:
            result.append(replace(meaning, surface=" ".join(bare[at : at + size])))
        elif bare[at] not in stop_words():
            result += _unknown(bare[at])
        at += size
    return tuple(result)


def _longest(found: tuple[str, ...], at: int) -> tuple[int, Meaning | None]:
    for size in range(min(_LONGEST_PHRASE, len(found) - at), 0, -1):
        if size == 1 and found[at] in stop_words():
            break
        if hit := _phrases().find(found[at : at + size]):
            return size, hit
    return 1, None


def _unknown(word: str) -> list[Meaning]:
    if word.isdigit():
        return [Meaning("number", str(int(word)))]
    if word in ("ii", "iii", "iv", "vi", "vii", "viii", "ix"):
        return [Meaning("number", str(("ii", "iii", "iv", "v", "vi", "vii", "viii", "ix").index(word) + 2))]
    return _segments(word) if table_of(word) in UNSPACED else [Meaning("word", _stem(word), _stem(word))]


def _stem(word: str) -> str:
    if not word.isascii():
        return _SLAVIC_ADJECTIVE.sub("", word)
    is_plural = len(word) > 4 and word[-1] == "s" and word[-2] not in "su"
    return word[:-1] if is_plural else word


def _segments(text: str) -> list[Meaning]:
    """Words of a script without spaces: known words longest first, what stands between as it is."""
    result: list[Meaning] = []
    rest, at = "", 0
    while at < len(text):
        sizes = range(min(8, len(text) - at), 0, -1)
        hit = next(((n, m) for n in sizes if (m := _phrases().whole.get((text[at : at + n],)))), None)
        if hit is None:
            rest, at = rest + text[at], at + 1
            continue
        result += [Meaning("word", rest)] * bool(rest.strip("的之和与與及の")) + [hit[1]]
        rest, at = "", at + hit[0]
    return result + [Meaning("word", rest)] * bool(rest)
