"""How likely two names are of one person.

The words of both names are aligned one to one; each pair, and each word left over, adds evidence in log-odds
(Fellegi and Sunter, 1969), so that 0.5 is the threshold of an even bet and one clear contradiction
outweighs any number of agreements. Weights were set on the table of pairs in the tests.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from aggregator.identity.sounds import ANOTHER, apart, sound
from aggregator.identity.spelling import plain, words
from aggregator.identity.tables import NAMES_KEPT, WORDS_KEPT, table
from aggregator.identity.transliterate import is_known_word, simplified, table_of, to_latin

PRIOR = -2.8
"""Log-odds of two names before any evidence."""
RARE, COMMON, SHORT, INITIAL, EQUIVALENT = 3.2, 1.9, 1.2, 0.7, 1.5
CONFLICT, ONE_SIDED, PARTICLE, DISORDER = -5.0, -0.7, -0.2, -0.4
GENERATION = -5.0
FAR_APART = 3.0
"""Distance of words that are known to be other names."""
MOST_WORDS = 12
"""Words of a name that are aligned."""
SAME_LETTERS = 2.0
"""Log-odds of names that differ in nothing but where words end."""
_BRACKETS = re.compile(r"[(\[（【«„“\"”»][^()\[\]（）【】«»„“”\"]*[)\]）】»“”\"]")
_GLUED_ABD = re.compile(r"^(عبدال|abd(?:[aeou]l|[aeou](?=([rsnzdt])\2)))(?!l?ah)(?=..{3})")
_GLUED_AL = re.compile(r"^(?:ال)(?=...)")
_DIN = re.compile(r"^(?:[aeu]|[aeu][dl])?d+(?:ine?|een)$")
_SERVANT, _GOD = frozenset({"عبد", "abd"}), frozenset({"الله", "allah", "ullah"})
_UNSPACED = frozenset({"han", "hangul"})


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name taken apart; words folded by `plain`, in printed order, the family name not marked."""

    words: tuple[str, ...]
    particles: frozenset[str] = frozenset()
    generation: str = ""


@cache
def _set(name: str) -> frozenset[str]:
    value = table("titles")[name]
    return frozenset(plain(w) for w in (value.split() if isinstance(value, str) else value))


@cache
def _rows_of() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, row in enumerate(table("given_names")["rows"]):
        for name in row.split():
            found.setdefault(plain(name), set()).add(number)
    return {name: frozenset(rows) for name, rows in found.items()}


@cache
def _common() -> frozenset[str]:
    return frozenset(plain(table("given_names")["common"]).split())


@lru_cache(maxsize=NAMES_KEPT)
def readings(name: str) -> tuple[PersonName, ...]:
    """``name`` as printed, and with its bracketed birth name or other name in place of the last words."""
    bare, inner = _BRACKETS.sub(" ", name), _BRACKETS.findall(name)
    found = [parse(bare)] if bare.strip() else [parse(name.strip("()[]\"'«»„“”"))]
    for text in inner:
        marked = words(text)
        known = [i for i, word in enumerate(marked) if word in _set("also_known")]
        if known and len(found[0].words) > 1:
            other = tuple(marked[known[-1] + 1 :])
            kept = found[0].words[:-1] if len(other) == 1 else ()
            found.append(PersonName((*kept, *other)))
    return tuple(found)


@lru_cache(maxsize=NAMES_KEPT)
def key_words(name: str) -> tuple[str, ...]:
    """The words of ``name`` in order, folded, without titles and bracketed names, "Last, First" turned round."""
    bare = _BRACKETS.sub(" ", name)
    bare = bare if bare.strip() else name
    before, _, after = (_without_titles(words(part, initials=True)) for part in bare.partition(","))
    whole = _without_titles(words(bare, initials=True))
    found = after + before if after and len(before) <= 3 and len(whole) > len(before) else whole
    if len(found) == 1 and table_of(found[0]) in _UNSPACED:
        return ("".join(cut(found[0])),)
    return tuple(found)


def is_telling(name: str) -> bool:
    """Whether ``name`` has two whole words or more, one of them uncommon: few people share it."""
    whole = [word for word in parse(name).words if len(to_latin(word)) > 1]
    return len(whole) > 1 and any(_weight(word, word) >= RARE for word in whole)


@lru_cache(maxsize=NAMES_KEPT)
def parse(name: str) -> PersonName:
    """``name`` without titles and degrees, its particles and generation mark apart."""
    found = list(key_words(name))
    if len(found) == 1:
        found = cut(found[0])
    generation = found[-1] if len(found) > 2 and found[-1] in _set("generation") else ""
    core = [part for word in _reglued(found[: len(found) - bool(generation)]) for part in _unglue(word)]
    kept = tuple(word for at, word in enumerate(core) if not _is_particle(word, at, len(core)))
    if not kept:
        return PersonName(tuple(core[:MOST_WORDS]))
    return PersonName(kept[:MOST_WORDS], frozenset(core) - frozenset(kept), generation)


def _without_titles(found: list[str]) -> list[str]:
    size = len(found)
    start, end = 0, size
    while end - start > 2 and found[end - 1] in _set("after"):
        end -= 1
    while end - start > 1 and found[start] in _set("before") and (len(found[start]) > 1 or end - start > 2):
        start += 1
    return found[start:end]


def cut(word: str) -> list[str]:
    """A name written without spaces as family and given name."""
    if table_of(word) not in _UNSPACED:
        return [word]
    for title in _set("glued_after"):
        if len(word) - len(title) >= 2:
            word = word.removesuffix(title)
    word = simplified(word)
    if not 2 <= len(word) <= 4:
        return [word]
    double = is_known_word(word[:2]) or word[:2] in table("han")["compound"].split()
    size = 2 if double and len(word) > 2 else 1
    return [word[:size], word[size:]]


def _reglued(found: list[str]) -> list[str]:
    kept: list[str] = []
    for word in found:
        if (len(kept) > 1 and word in _set("formatives")) or (kept and word in _GOD and kept[-1] in _SERVANT):
            kept[-1] += word
        else:
            kept.append(word)
    return kept


def _is_particle(word: str, at: int, size: int) -> bool:
    return word in _set("particles") or (word in _set("inner_particles") and 0 < at < size - 1)


def _unglue(word: str) -> list[str]:
    if glued := _GLUED_ABD.match(word) or _GLUED_AL.match(word):
        return [glued[0], word[glued.end() :]]
    return ["din"] if _DIN.match(word) else [word]


def similarity(left: str, right: str) -> float:
    """Log-odds that two names are of one person; 0 is an even bet. Depends on the names alone."""
    found = max(_odds(a, b) for a, b in product(readings(left), readings(right)))
    return max(found, SAME_LETTERS) if _run_together(left) == _run_together(right) else found


@lru_cache(maxsize=NAMES_KEPT)
def _run_together(name: str) -> str:
    text = "".join(key_words(name))
    return simplified(text) if table_of(text) in _UNSPACED else sound(to_latin(text))


def _odds(left: PersonName, right: PersonName) -> float:
    pairs, spare_left, spare_right = _align(left.words, right.words)
    total = PRIOR + sum(gain for gain, _, _ in pairs)
    forced = min(len(spare_left), len(spare_right))
    total += CONFLICT * forced + ONE_SIDED * abs(len(spare_left) - len(spare_right))
    total += PARTICLE * len(_core(left.particles) ^ _core(right.particles))
    if left.generation and right.generation and left.generation != right.generation:
        total += GENERATION
    return total + (0.0 if _in_order(pairs) else DISORDER * (3 if spare_left or spare_right else 1))


def _core(particles: frozenset[str]) -> frozenset[str]:
    return frozenset(p for p in particles if p.startswith(("abu", "abo", "umm", "ابو", "ام")))


Pair = tuple[float, tuple[int, ...], tuple[int, ...]]


def _align(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[list[Pair], set[int], set[int]]:
    """Best pairs first; two neighbouring words of one side may stand for one of the other."""
    candidates = [
        (_evidence(word, other, len(a) + len(b) > 2), a, b)
        for word, a in _spans(left)
        for other, b in _spans(right)
        if len(a) + len(b) < 3 or (len(a) + len(b) == 3 and _may_be_joined(word, other))
    ]
    free_left, free_right = set(range(len(left))), set(range(len(right)))
    chosen: list[Pair] = []
    for gain, a, b in sorted(candidates, key=lambda c: (-c[0], abs(c[1][0] - c[2][0]))):
        if gain > CONFLICT and free_left.issuperset(a) and free_right.issuperset(b):
            chosen.append((gain, a, b))
            free_left -= set(a)
            free_right -= set(b)
    return chosen, free_left, free_right


@lru_cache(maxsize=NAMES_KEPT)
def _spans(name: tuple[str, ...]) -> list[tuple[str, tuple[int, ...]]]:
    """Each word, then each two neighbours as one, with their indices."""
    single: list[tuple[str, tuple[int, ...]]] = [(word, (i,)) for i, word in enumerate(name)]
    return single + [(name[i] + name[i + 1], (i, i + 1)) for i in range(len(name) - 1)]


@lru_cache(maxsize=WORDS_KEPT)
def _evidence(left: str, right: str, joined: bool) -> float:
    """Log-odds of two words being the same part of one name."""
    if not joined and min(len(left), len(right)) == 1:
        return _initial(left, right)
    distance = apart(left, right)
    if distance < ANOTHER and _of_other_gender(left, right):
        distance = FAR_APART
    rows = [_rows_of().get(to_latin(word), frozenset()) for word in (left, right)]
    if rows[0] and rows[1] and distance > 0.0:
        if rows[0] & rows[1]:
            return max(EQUIVALENT, _graded(distance, COMMON))
        distance = max(distance, FAR_APART)
    if distance >= ANOTHER or (joined and distance > 0.8):
        return CONFLICT
    return _graded(distance, _weight(left, right))


def _of_other_gender(left: str, right: str) -> bool:
    """Whether one is a known given name and the other differs from it in a final ``a`` or ``o``: Maria, Mario."""
    is_given = left in _rows_of() or right in _rows_of()
    return is_given and left[:-1] == right[:-1] and {left[-1:], right[-1:]} == {"a", "o"}


def _may_be_joined(left: str, right: str) -> bool:
    """Whether two words, one of them made of two, are alike in length; signs for syllables say nothing of it."""
    if not (left.isascii() and right.isascii()) and {table_of(left), table_of(right)} & _UNSPACED:
        return True
    sizes = sorted((len(to_latin(left)), len(to_latin(right))))
    return sizes[0] * 3 > sizes[1] * 2


def _graded(distance: float, weight: float) -> float:
    if distance <= 1:
        return weight * (1 - 0.45 * distance)
    slope = min(1.0, (distance - 1) / (ANOTHER - 1))
    return weight * 0.3 * (1 - slope) + CONFLICT * slope


def _weight(left: str, right: str) -> float:
    latin = [to_latin(word) for word in (left, right)]
    if any(word in _rows_of() or word in _common() for word in latin):
        return COMMON
    syllabic = [w for w in (left, right) if table_of(w) in _UNSPACED]
    size = min(map(len, syllabic)) * 3 if syllabic else min(map(len, latin))
    return SHORT if size <= 2 else COMMON if size <= 3 else RARE


def _initial(left: str, right: str) -> float:
    if table_of(left) in _UNSPACED or table_of(right) in _UNSPACED:
        return _graded(apart(left, right), SHORT)
    a, b = to_latin(left), to_latin(right)
    if a[:1] == b[:1] or {a[:1], b[:1]} in ({"y", "j"}, {"y", "i"}, {"c", "k"}, {"v", "w"}):
        return INITIAL
    return CONFLICT


def _in_order(pairs: list[Pair]) -> bool:
    """Whether the words stand in one order, or the last stands first as family names do."""
    order = [b[0] for _, _, b in sorted(pairs, key=lambda pair: pair[1])]
    rotations = [order[i:] + order[:i] for i in range(len(order))]
    return not order or sorted(order) in rotations or order == sorted(order, reverse=True)


def given_rows(word: str) -> frozenset[int]:
    """Numbers of the rows of given names that hold ``word``, in any script."""
    return _rows_of().get(to_latin(word), frozenset())
