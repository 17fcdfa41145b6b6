"""What can be seen of one entry before deciding what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from aggregator.extract.signatories.match import Hit, Token, tokens
from aggregator.extract.signatories.text import DASH, DASHES, clean, depths, is_cased, is_solid, pieces
from aggregator.extract.signatories.vocabulary import name_matcher, particles, role_endings

_COMMA = re.compile(r"[,，、،;；؛၊፣፤]")
_FIELD_END = re.compile(r"[,，、،;；؛)）]")
_BRACKET = re.compile(r"[(（\[【]")
_OTHER = re.compile(r"\s+[|·•]\s*|\s*[|｜]\s+|:\s+|：|\t")
_SEPARATING = re.compile(f"[,，、،;；؛၊፣፤|·•｜:：\t(（\\[【{DASHES}]")
_DASHED = re.compile(f"[{DASHES}]")
_PARTED = re.compile("[|·•｜:：\t]")
"""One character that a separator must hold, looked for faster than the separator."""
_HYPHENS = ("-", "\u2010", "\u2011")
_COMPOUND = 9
"""Characters of the shortest word that is put together with one for a role."""
_ROLES = ("roles.words", "roles.former", "names.offices", "roles.current")
_TITLES = ("names.honorifics", "names.courtesy")


@dataclass(eq=False, slots=True)
class Features:
    """A cleaned entry, cut at the first separator. Spans of hits and words are into ``text``."""

    text: str
    head: str
    separator: str
    """``,`` ``-`` ``(`` ``|`` or empty."""
    detail: str
    words: tuple[Token, ...]
    """Words of the head."""
    hits: tuple[Hit, ...]
    kinds: frozenset[str]
    """Of the hits."""
    cased: bool
    solid: bool

    def in_head(self, *kinds: str) -> list[Hit]:
        if self.kinds.isdisjoint(kinds):
            return []
        return [hit for hit in self.hits if hit.kind in kinds and hit.start < len(self.head)]

    def in_detail(self, *kinds: str) -> list[Hit]:
        if self.kinds.isdisjoint(kinds):
            return []
        return [hit for hit in self.hits if hit.kind in kinds and hit.start >= len(self.head)]

    @property
    def titled(self) -> bool:
        """The head begins with a title of a person, and a capital follows where the script has them."""
        if self.kinds.isdisjoint(_TITLES):
            return False
        longest = 4 if self.head[:1].islower() else len(self.head)
        ends = [
            hit.end
            for hit in self.in_head(*_TITLES)
            if hit.start == 0
            and (hit.end <= longest or " " in self.text[: hit.end])
            and hit.end < len(self.head.rstrip(" ."))
        ]
        behind = (word for word in self.words if ends and word.start >= min(ends))
        return bool(ends) and (not self.cased or any(self.text[word.start].isupper() for word in behind))

    def tells_role(self, start: int) -> bool:
        """Whether a role word stands near this offset: within three words, or anywhere after it without spaces."""
        hits = [hit.start for hit in self.hits if hit.kind in _ROLES and hit.start >= start]
        if self.solid or is_solid(self.text[start:]):
            return bool(hits)
        stop = _FIELD_END.search(self.text, start + 1)
        end = stop.start() if stop else len(self.text)
        near = [word for word in tokens(self.text) if start <= word.start < end][:3]
        return any(word.start in hits for word in near) or any(map(_is_compound_role, near))

    @property
    def detail_is_role(self) -> bool:
        """Whether the detail says what somebody is."""
        return self.tells_role(len(self.text) - len(self.detail))

    def small(self) -> list[Token]:
        """Lower-case words of the head that are neither particles nor parts of titles."""
        return _small(self)

    def capitals(self) -> list[Token]:
        """Words of the head that begin with a capital or a digit."""
        return [w for w in self.words if self.text[w.start].isupper() or self.text[w.start].isdigit()]


def _is_compound_role(word: Token) -> bool:
    """Whether a word is put together with one for a role, as in German ``Betriebsratsvorsitzende``."""
    return word.key.endswith(role_endings()) and word.end - word.start > _COMPOUND


@lru_cache(maxsize=1 << 11)
def _small(seen: Features) -> list[Token]:
    titles, inner, text = seen.in_head(*_TITLES), particles(), seen.text
    return [
        word
        for word in seen.words
        if text[word.start].islower()
        and word.key not in inner
        and text[word.start - 1 : word.start] not in _HYPHENS
        and not (text[word.end : word.end + 1] == "." and word.end - word.start < 5)
        and not any(title.start <= word.start < title.end for title in titles)
    ]


@lru_cache(maxsize=1 << 11)
def features(raw: str) -> Features:
    """Read a raw entry (bullets and numbers still on it), of any length up to 600 characters."""
    return observe(clean(raw[:600]))


@lru_cache(maxsize=1 << 11)
def observe(text: str) -> Features:
    """Read an entry that is clean already."""
    words = tokens(text)
    hits = [hit for hit in name_matcher().find(text) if hit.end - hit.start > 1 or not _is_inside(text, hit)]
    start, end, mark = _first_separator(text, words, hits)
    head = text[:start].rstrip()
    detail = text[end:].strip() if mark else ""
    return Features(
        text=text,
        head=head,
        separator=mark,
        detail=detail,
        words=tuple(
            words if len(head) == len(text) else takewhile(lambda word: word.start < len(head), words)
        ),
        hits=tuple(hits),
        kinds=frozenset([hit.kind for hit in hits]),
        cased=is_cased(head),
        solid=is_solid(head),
    )


def _is_inside(text: str, hit: Hit) -> bool:
    """Whether one character that ends the names of groups stands inside a word, where it tells nothing."""
    return (
        hit.kind == "organisations.stems"
        and is_solid(text[hit.start : hit.end])
        and text[hit.end : hit.end + 1].isalpha()
    )


def _first_separator(text: str, words: Sequence[Token], hits: list[Hit]) -> tuple[int, int, str]:
    """Span and kind of the separator that ends the name; titles alone are no name."""
    found = separators(text)
    titled = _end_of_titles(words, hits) if found and not is_solid(text[:2]) else 0
    for start, end, mark in found:
        if start > titled and start > 0:
            return start, end, mark
    return len(text), len(text), ""


def _end_of_titles(words: Sequence[Token], hits: list[Hit]) -> int:
    """Offset where leading titles such as ``Prof. Dr. Ing., Dr. h.c.`` end."""
    covered = {w.start for h in hits if h.kind in _TITLES for w in words if h.start <= w.start < h.end}
    for word in words:
        if word.start not in covered and len(word.key) > 1:
            return word.start
    return 0


def separators(text: str) -> list[tuple[int, int, str]]:
    """Separators outside brackets in order: (start, end, kind); an opening bracket has no width."""
    if not _SEPARATING.search(text):
        return []
    inside = depths(text)
    found = [
        (m.start(), m.end(), ",")
        for m in _COMMA.finditer(text)
        if not inside[m.start()] and not _digits(text, m.start())
    ]
    for one, separator, mark in ((_DASHED, DASH, "-"), (_PARTED, _OTHER, "|")):
        if one.search(text):
            found += [(m.start(), m.end(), mark) for m in separator.finditer(text) if not inside[m.start()]]
    found += [
        (m.start(), m.start(), "(")
        for m in _BRACKET.finditer(text)
        if inside[m.start()] and (m.start() == 0 or not inside[m.start() - 1] or text[m.start() - 1] in ")）")
    ]
    return sorted(found)


def _digits(text: str, index: int) -> bool:
    return text[index] == "," and text[index - 1 : index].isdigit() and text[index + 1 : index + 2].isdigit()


def fields(text: str) -> list[tuple[str, str]]:
    """The whole entry cut at its separators: (separator before it, text); brackets lose their signs."""
    cuts = separators(text)
    marks = {end: mark for _, end, mark in cuts}
    spans = pieces(text, [(start, end) for start, end, _ in cuts])
    result = []
    for start, end in spans:
        mark = next((marks[k] for k in range(start, -1, -1) if k in marks), "") if start else ""
        part = text[start:end]
        if part[:1] in "(（[【" and part[-1:] in ")）]】":
            mark, part = "(", part[1:-1].strip()
        result.append((mark, part))
    return [field for field in result if field[1]]
