"""Words beside a date that tell its role: ``Published on``, ``Mis à jour le``, ``آخر تحديث``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from aggregator.extract.dates.lexicon import TOKEN, Lexicon

Role = Literal["published", "modified"]

_BEFORE, _AFTER = 45, 30
"""Characters before and after a date in which a label of it stands."""


def label_of(before: str, after: str, words: Lexicon) -> Role | None:
    """The role a word beside a date gives it: the last one soon before it, else one right after it.

    Both texts are folded.
    """
    pattern = _labels(words.published, words.modified)
    last = None
    for last in pattern.finditer(before[-_BEFORE:]):
        pass
    if last is None:
        last = pattern.match(after[:_AFTER].lstrip(" )(.,|-"))
    if last is None:
        return None
    return "modified" if last["modified"] else "published"


def has_label(text: str, words: Lexicon) -> bool:
    """Whether a folded text holds a label at all."""
    return _labels(words.published, words.modified).search(text) is not None


def other_words(text: str, words: Lexicon) -> list[str]:
    """Words of a folded text that are neither numbers nor such as dates hold."""
    found = (match[0] for match in TOKEN.finditer(text))
    return [word for word in found if len(word) > 1 and not word.isdigit() and word not in words.fillers]


@lru_cache(maxsize=64)
def _labels(published: tuple[str, ...], modified: tuple[str, ...]) -> re.Pattern[str]:
    changed, first = ("|".join(map(re.escape, words)) or r"(?!)" for words in (modified, published))
    return re.compile(rf"(?<![a-zа-яα-ωא-תء-ی])(?:(?P<modified>{changed})|(?P<published>{first}))")
