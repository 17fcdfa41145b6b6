"""Persons whose role stands before their name, as running text has it."""

from __future__ import annotations

from functools import cache, lru_cache

from aggregator.extract.signatories.features import Features, features
from aggregator.extract.signatories.match import Token
from aggregator.extract.signatories.text import Span
from aggregator.extract.signatories.vocabulary import characters, particles, word_set

_AND = 2
"""Characters that a conjunction written with the next word takes at most."""

_OF = "の"
"""*Of* between a role and a name in Japanese."""
_NAME = 2
"""Words of a name at least, with its role behind it in small letters."""
_ARTICLE = 5
"""Characters of the article before a role at most."""
ROLES = ("roles.words", "names.offices", "names.plurals", "roles.former")


def holds_name(seen: Features) -> bool:
    """Whether a role or title is followed by the name of a person in the same piece."""
    return name_after_role(seen) is not None


@lru_cache(maxsize=1 << 12)
def name_after_role(seen: Features) -> Span | None:
    """Span of the name in a piece such as ``Florida Senator Marco Rubio``.

    The role is lower-case, as in running text, or stands right before the name.
    """
    stems = seen.in_head("organisations.stems")
    hits = [
        hit
        for hit in seen.in_head(*(ROLES[:-1] if seen.solid else ROLES))
        if not any(s.start <= hit.start and hit.end < s.end for s in stems)
    ]
    if not hits or (seen.cased and not seen.words):
        return None
    if not seen.cased:
        return _uncased_name(seen, [hit.end for hit in hits])
    run = _capital_run(seen)
    if run is None:
        return None
    small = run > 0 and any(hit.start < 5 for hit in hits) and _starts_small(seen)
    ends = [hit.end for hit in hits if small or hit.kind in ("names.offices", "names.plurals")]
    return _bounded(seen, run, max(ends), adjacent=not small) if ends else None


def _starts_small(seen: Features) -> bool:
    """Running text: the first word is lower-case, or the word after an elided article."""
    return seen.head[:1].islower() or seen.words[0].end - seen.words[0].start == 1


def _bounded(seen: Features, run: int, role_end: int, *, adjacent: bool) -> Span | None:
    """The name within the capitalised words at the end of the head; a role needs a word before it."""
    words = _without_suffixes(seen)
    first = next((i for i in range(run, len(words)) if words[i].start >= role_end), None)
    if first is None or first == 0:
        return None
    first = _behind_acronyms(seen, words, first)
    count = len(words) - first
    if adjacent and (not 2 <= count <= 4 or words[first].start - role_end > 2):
        return None
    if not adjacent and count > 3:
        first = _last_name(seen, len(words), first)
    if words[first].key in _leading() or (first == run and words[first - 1].key in _before_groups()):
        return None
    stems = seen.in_head("organisations.stems")
    if any(adjacent or hit.end > words[first].start for hit in stems):
        return None
    full = sum(seen.text[word.start].isupper() for word in words[first:]) > 1
    beside = not adjacent and words[first].start - role_end <= 2
    return (words[first].start, len(seen.head)) if full or beside else None


@cache
def _leading() -> frozenset[str]:
    """Words that lead from a group to its aim, as in ``Lawyers Without Fear``: no name of a person begins with one."""
    return (word_set("cues.towards") | word_set("cues.negations")) - particles()


@cache
def _before_groups() -> frozenset[str]:
    """Small words between a role and its place alone, as in ``director of Fair Courts``: no name follows right there."""
    return (word_set("names.from") | word_set("cues.towards")) - word_set("names.articles")


def _behind_acronyms(seen: Features, words: list[Token], first: int) -> int:
    """Index of the name's first word: acronyms before two words of a name belong to the role."""
    texts = [seen.text[word.start : word.end] for word in words]
    while (
        first < len(words) - 2
        and len(texts[first]) > 1
        and texts[first].isupper()
        and not texts[-1].isupper()
    ):
        first += 1
    return first


def _without_suffixes(seen: Features) -> list[Token]:
    """The words of the head without letters behind the name such as ``OAM``."""
    suffixes = [hit for hit in seen.in_head("names.suffixes") if hit.start > 0]
    words = list(seen.words)
    while len(words) > 2 and any(hit.start <= words[-1].start < hit.end for hit in suffixes):
        words.pop()
    return words


def _capital_run(seen: Features) -> int | None:
    """Index of the first of the capitalised words that end the head."""
    words, inner = list(seen.words), word_set("names.particles")
    index = len(words)
    while index > 0:
        word = words[index - 1]
        gap = seen.text[word.end : words[index].start] if index < len(words) else ""
        if gap.strip(" .'’-‑‐"):
            break
        if not (seen.text[word.start].isupper() or (word.key in inner and index < len(words))):
            break
        index -= 1
    while index < len(words) and seen.text[words[index].start].islower():
        index += 1
    return index if index < len(words) else None


def _last_name(seen: Features, count: int, run: int) -> int:
    """Index where a personal name of two words begins, or more with particles, an initial or a patronymic.

    ``run``: index of the first word that may belong to it.
    """
    texts = [seen.text[word.start : word.end] for word in seen.words[:count]]
    first = count - 2
    if len(texts[first]) == 1 or texts[first].endswith(("вич", "вна", "ична")):
        first -= 1
    while first > run and (texts[first].islower() or texts[first - 1].islower()):
        first -= 1
    return first


def _uncased_name(seen: Features, ends: list[int]) -> Span | None:
    if seen.solid:
        if name_before_role(seen):
            return None
        start = seen.head.rfind(" ") + 1 or _attached_name(seen, max(ends))
        name = seen.head[start:]
        stems = any(hit.start >= start for hit in seen.in_head("organisations.stems"))
        behind = start > 0 and max(ends) <= start and 2 <= len(name) <= 4 and not stems
        return (start, len(seen.head)) if behind else None
    last = max(ends, default=0)
    after = [word for word in seen.words if word.start >= last]
    if any(hit.start == 0 or hit.start >= last for hit in seen.in_head("organisations.stems")):
        return None
    starts = any(hit.start == 0 for hit in seen.in_head("roles.words", "names.offices", "names.plurals"))
    return (after[0].start, len(seen.head)) if starts and 1 < len(after) <= 4 else None


def _attached_name(seen: Features, role_end: int) -> int:
    """Offset of a name written right behind its role, as in ``大學教授王小明``; 0 if there is none."""
    role_end += seen.head.startswith(_OF, role_end)
    name = seen.head[role_end:]
    return role_end if 2 <= len(name) <= 4 and _has_surname(name) else 0


def name_before_role(seen: Features) -> int:
    """Length of a solid name that a space parts from the role behind it; 0 if the head does not begin so."""
    name, _, rest = seen.head.partition(" ")
    if not seen.solid or not rest or not 2 <= len(name) <= 4 or not _has_surname(name):
        return 0
    roles = [hit.start for hit in seen.in_head("roles.words", "names.offices", "names.plurals")]
    apart = any(seen.head[start - 1] == " " for start in roles if start)
    stems = any(hit.start < len(name) for hit in seen.in_head("organisations.stems"))
    return len(name) if apart and min(roles) > len(name) and not stems else 0


def _has_surname(name: str) -> bool:
    surnames = characters("names.surnames")
    return name[:1] in surnames or name[:2] in surnames


def is_role_first(piece: str) -> bool:
    """Whether a run whose first piece this is puts roles before names: there must be a name in it."""
    seen = features(piece)
    if role_before_comma(piece):
        return True
    return generic_name(seen) is not None or (
        holds_name(seen) and any(hit.start < 4 for hit in seen.in_head(*ROLES))
    )


def role_before_comma(piece: str) -> tuple[str, str] | None:
    """Role and name of a piece such as ``the poet laureate, Ada Novik``; None for any other."""
    role, comma, name = piece.partition(", ")
    return (role, name) if comma and tells_role_alone(role) and _is_plain_name(name) else None


@lru_cache(maxsize=1 << 10)
def tells_role_alone(piece: str) -> bool:
    """Whether a piece in small letters is a role and no name: ``the poet laureate``, ``the director of Harbour Aid``."""
    seen = features(piece)
    groups = {hit.start for hit in seen.in_head("organisations.stems")}
    roles = [hit for hit in seen.in_head(*ROLES) if hit.start <= _ARTICLE and hit.start not in groups]
    if not seen.words or seen.detail or not seen.head[:1].islower() or not roles:
        return False
    run = next((i for i in range(len(seen.words), 0, -1) if seen.text[seen.words[i - 1].start].islower()), 0)
    return run == len(seen.words) or seen.words[run - 1].key in particles()


def _is_plain_name(piece: str) -> bool:
    """Two to four capitalised words, none of them of a role or a group."""
    seen = features(piece)
    known = seen.in_head("organisations.stems", "roles.words")
    return seen.cased and 1 < len(seen.words) <= 4 and not (seen.detail or known or seen.small())


def generic_name(seen: Features) -> Span | None:
    """The two or three capitalised words that end a piece begun in small letters, whatever its role word."""
    if not seen.cased or not seen.small() or not seen.head[:1].islower() or seen.titled:
        return None
    if any(character.isdigit() for character in seen.head):
        return None
    run = _capital_run(seen)
    if run is None or run == 0 or not 2 <= len(seen.words) - run <= 4:
        return None
    if seen.words[run - 1].key in _before_groups():
        return None
    first = run if len(seen.words) - run <= 3 else _last_name(seen, len(seen.words), run)
    roles = seen.in_head(*ROLES)
    stems = [
        stem
        for stem in seen.in_head("organisations.stems")
        if not any(role.start <= stem.start < role.end < seen.words[first].start for role in roles)
    ]
    return None if stems else (seen.words[first].start, len(seen.head))


def begins_with_given(seen: Features) -> bool:
    """Whether the first word, in a script without capitals, is a common given name."""
    first = [word.key for word in seen.words if word.key not in word_set("lists.conjunctions")][:1]
    return not seen.cased and bool(first) and _without_and(first[0]) in word_set("names.given")


def is_known(seen: Features) -> bool:
    """Whether words make it a name in any script: a title, a role, a common given name, a group's first or last word."""
    stems = seen.in_head("organisations.stems")
    return (
        begins_with_given(seen)
        or any(hit.start <= _AND or hit.end == len(seen.head) for hit in stems)
        or seen.titled
        or holds_name(seen)
        or (bool(seen.detail) and seen.detail_is_role)
    )


def _without_and(word: str) -> str:
    """Arabic and Hebrew write *and* as one with the next word."""
    return word if word in word_set("names.given") else word.removeprefix("و").removeprefix("ו")


def small_role_behind(seen: Features) -> int:
    """Offset of the words in small letters that end a name in full, the first of them a role: ``Nagy Anna író``."""
    words = list(seen.words)
    while words and seen.text[words[-1].start].islower():
        words.pop()
    first = seen.words[len(words)].start if _NAME <= len(words) < len(seen.words) else 0
    known = (
        any(hit.start == first for hit in seen.in_head("roles.words", "names.offices")) if first else False
    )
    groups = seen.in_head("organisations.stems")
    return first if known and not groups and all(seen.text[word.start].isupper() for word in words) else 0
