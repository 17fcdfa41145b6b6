"""How likely two names are of one organisation.

Words are read as meanings (kind of body, field, country, number, or a word of its own) so that translations
compare; evidence adds up in log-odds as in `persons`. Another country, number or direction contradicts.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import product

from aggregator.identity.acronyms import split_names, stands_for
from aggregator.identity.sounds import apart
from aggregator.identity.spelling import words
from aggregator.identity.tables import NAMES_KEPT, table
from aggregator.identity.transliterate import table_of, to_latin
from aggregator.identity.vocabulary import UNSPACED, Meaning, legal_forms, meanings, stop_words

LONGEST = 300
"""Characters of a name that are read."""
PRIOR = -2.8
"""Log-odds of two names before any evidence."""
COMPLETE = 1.3
"""For names that leave no word unmatched on either side."""
EQUAL = {"type": 0.5, "field": 1.1, "country": 1.2, "direction": 0.8, "number": 1.0, "word": 3.2}
MISSING = {"type": -0.7, "field": -1.6, "country": -2.3, "direction": -2.5, "number": -4.0, "word": -2.2}
AGAINST = {"type": -1.3, "field": -4.5, "country": -6.0, "direction": -6.0, "number": -8.0, "word": -5.0}
ACRONYM_MISSING = -9.0


@lru_cache(maxsize=NAMES_KEPT)
def content(name: str) -> tuple[Meaning, ...]:
    """The meanings of ``name`` without legal forms and small words; of all its words where nothing else is."""
    found = spelled(words(name[:LONGEST]))
    return meanings(tuple(without_legal_form(found))) or tuple(Meaning("word", word) for word in found)


def spelled(found: list[str]) -> list[str]:
    """``found`` with spelling variants and abbreviations of one word made one.

    >>> spelled(["univ", "centre"])
    ['university', 'center']
    """
    variants = table("spelling")["variants"]
    return [variants.get(word, word) for word in found]


def without_legal_form(found: list[str]) -> list[str]:
    """``found`` without legal forms at either end, as long as a word is left.

    >>> without_legal_form(["ооо", "северный", "ветер"])
    ['северный', 'ветер']
    """
    for size in range(min(6, len(found) - 1), 0, -1):
        if tuple(found[-size:]) in legal_forms():
            return without_legal_form(found[:-size])
        if (size > 1 or not found[0].isascii() or len(found[0]) > 2) and tuple(found[:size]) in legal_forms():
            return without_legal_form(found[size:])
    return found


def similarity(left: str, right: str) -> float:
    """Log-odds that two names are of one organisation; 0 is an even bet. Depends on the names alone."""
    return max(_odds(a, b) for a, b in product(_all(left), _all(right)))


def _all(name: str) -> tuple[str, ...]:
    full, others = split_names(name)
    return (full, *others)


@lru_cache(maxsize=NAMES_KEPT)
def _odds(left: str, right: str) -> float:
    if _run_together(left) == _run_together(right):
        return 4.0
    a, b = content(left), content(right)
    pairs, spare_left, spare_right = _align(a, b)
    total = PRIOR + sum(pairs) + _spare(spare_left, spare_right)
    if not spare_left and not spare_right and len(a) + len(b) > 2:
        total += COMPLETE
    shortened = max(stands_for(left, right), stands_for(right, left))
    return max(total, _of_acronym(shortened))


def _of_acronym(shortened: float) -> float:
    return 4 * (shortened - 0.5) if shortened else ACRONYM_MISSING


@lru_cache(maxsize=NAMES_KEPT)
def _run_together(name: str) -> str:
    found = without_legal_form(words(name))
    text = "".join(word for word in found if word not in stop_words()) or "".join(found)
    return text if table_of(text) in UNSPACED else to_latin(text)


def _align(a: tuple[Meaning, ...], b: tuple[Meaning, ...]) -> tuple[list[float], Counter[str], Counter[str]]:
    """Evidence of the pairs, and how many meanings of each sort are left over on either side."""
    left, right = Counter(a), Counter(b)
    shared = left & right
    pairs = [_equal(m) for m in shared.elements()]
    free_left, free_right = [*(left - shared).elements()], [*(right - shared).elements()]
    options = sorted(
        ((gain, i, j) for i, j, gain in _similar(free_left, free_right)), key=lambda option: -option[0]
    )
    used_left: set[int] = set()
    used_right: set[int] = set()
    for gain, i, j in options:
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            pairs.append(gain)
    spare_left = Counter(m.sort for i, m in enumerate(free_left) if i not in used_left)
    return pairs, spare_left, Counter(m.sort for j, m in enumerate(free_right) if j not in used_right)


def _equal(meaning: Meaning) -> float:
    short = meaning.sort == "word" and len(to_latin(meaning.value)) < 3
    return EQUAL[meaning.sort] * (0.5 if short else 1.0)


def _similar(left: list[Meaning], right: list[Meaning]) -> list[tuple[int, int, float]]:
    found = []
    for (i, a), (j, b) in product(enumerate(left), enumerate(right)):
        if "word" in (a.sort, b.sort) and "number" not in (a.sort, b.sort):
            distance = apart(a.surface or a.value, b.surface or b.value)
            if distance <= 1:
                found.append((i, j, EQUAL["word"] * (1 - 0.45 * distance)))
            elif distance < 1.8 and a.sort == b.sort:
                found.append((i, j, EQUAL["word"] * 0.3 + AGAINST["word"] * (distance - 1) / 0.8))
    return found


def _spare(left: Counter[str], right: Counter[str]) -> float:
    """Evidence of what only one name says: contradictions of one sort first, then what is missing."""
    total = 0.0
    for sort, weight in AGAINST.items():
        both = min(left[sort], right[sort])
        total += weight * both
        left, right = left - Counter({sort: both}), right - Counter({sort: both})
    distinct = [sum(side[sort] for sort in ("word", "field", "country")) for side in (left, right)]
    total += -1.5 * min(distinct)
    return total + sum(MISSING[sort] * count for side in (left, right) for sort, count in side.items())
