"""Words beside a date that tell its role: ``Published on``, ``Mis à jour le``, ``آخر تحديث``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from aggregator.extract.dates.lexicon import TOKEN, Lexicon

Role = Literal["published", "modified"]

_BEFORE, _AFTER = 45, 30
"""Characters before and after a date in which a label of it stands."""
_DENSE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Characters of scripts that part no words (Chinese, Japanese, Thai ...) or write short ones (Korean)."""
_DENSE_GAP = 4
"""Such characters between a label and its date beyond which the label is a word of the sentence."""
_DENSE_WORD = 2
"""Such characters that count as one word."""


def label_of(before: str, after: str, words: Lexicon) -> Role | None:
    """The role a word beside a date gives it: the last one soon before it, else one right after it.

    Both texts are folded.
    """
    pattern = _labels(words.published, words.modified)
    near, last = before[-_BEFORE:], None
    for last in pattern.finditer(near):
        pass
    if last is not None and len(_DENSE.findall(near, last.end())) > _DENSE_GAP:
        last = None
    if last is None:
        last = pattern.match(after[:_AFTER].lstrip(" )(.,|-"))
    if last is None:
        return None
    return "modified" if last["modified"] else "published"


def has_label(text: str, words: Lexicon) -> bool:
    """Whether a folded text holds a label at all."""
    return _labels(words.published, words.modified).search(text) is not None


def other_words(text: str, words: Lexicon) -> list[str]:
    """Words of a folded text that are neither numbers nor such as dates hold; a run of a dense script is several."""
    found = (match[0] for match in TOKEN.finditer(text))
    other = (word for word in found if len(word) > 1 and not word.isdigit() and word not in words.fillers)
    return [part for word in other for part in _words_of(word)]


def _words_of(run: str) -> list[str]:
    """A run of letters as words: two characters each where the script parts none."""
    if run.isascii() or len(run) <= 2 * _DENSE_WORD or _DENSE.match(run) is None:
        return [run]
    return [run[at : at + _DENSE_WORD] for at in range(0, len(run), _DENSE_WORD)]


@lru_cache(maxsize=64)
def _labels(published: tuple[str, ...], modified: tuple[str, ...]) -> re.Pattern[str]:
    changed, first = ("|".join(map(re.escape, words)) or r"(?!)" for words in (modified, published))
    return re.compile(rf"(?<![a-zа-яα-ωא-תء-ی])(?:(?P<modified>{changed})|(?P<published>{first}))")
