"""Keys of text segments that a source repeats over its pages."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

_NOISE = re.compile(r"[\W\d_]+")
_ASCII_NOISE = bytes(code for code in range(128) if not chr(code).isalpha())
_LONG_MARK = "+"

Dump = dict[str, tuple[int, dict[str, int]]]

MIN_PAGES, MIN_PAGES_LONG = 2, 3
"""Pages a short and a long segment must be on, while few pages of the host are known, to be held for furniture."""
MIN_SHARE, MIN_SHARE_LONG = 0.02, 0.1
"""Share of a host's pages they must be on when many are known: news tell the background of a case more than once."""
COPY_SHARE = 0.5
"""Share of a page's long segments known already from which it is a copy of another page and teaches nothing."""
LONG_SEGMENT = 72
"""Letters from which a segment is long: a paragraph, not a label."""
MAX_KEYS = 20_000
"""Keys kept a host; the rarest go first (lossy counting, Manku and Motwani, VLDB 2002)."""


def segment_key(text: str) -> str:
    """Key of a segment, equal for the same words whatever their case, digits, spacing and punctuation.

    Returns 16 hex digits, BLAKE2b (RFC 7693) of the NFKC case-folded letters, after a plus sign where the segment is
    long; empty without letters.
    """
    if text.isascii():
        letters = text.encode().lower().translate(None, _ASCII_NOISE)
        length = len(letters)
    else:
        folded = _NOISE.sub("", unicodedata.normalize("NFKC", text).casefold())
        letters, length = folded.encode(), len(folded)
    mark = _LONG_MARK if length >= LONG_SEGMENT else ""
    return mark + hashlib.blake2b(letters, digest_size=8).hexdigest() if letters else ""


def is_long(key: str) -> bool:
    """Whether a key is that of a long segment."""
    return key.startswith(_LONG_MARK)


def learned_from(body: Iterable[str], page: Iterable[str], known: frozenset[str]) -> frozenset[str]:
    """Keys a page teaches: those of its text's segments, and the known ones that stand on it but were left out of it.

    Without the latter a segment would be forgotten as soon as it is known, because it is in no text any more.
    """
    again = (segment_key(text) for text in page) if known else ()
    return frozenset(key for text in body if (key := segment_key(text))) | (known & frozenset(again))


def repeated(counts: Iterable[tuple[str, int]], pages: int) -> frozenset[str]:
    """Keys held for furniture, of (key, pages it was on) over ``pages`` pages of a host or source."""
    need = max(MIN_PAGES, MIN_SHARE * pages)
    need_long = max(MIN_PAGES_LONG, MIN_SHARE_LONG * pages)
    return frozenset(key for key, count in counts if count >= (need_long if is_long(key) else need))


def is_copy(long: int, known: int) -> bool:
    """Whether a page with so many long segments, of which so many were known, copies other pages."""
    return known > COPY_SHARE * long


@dataclass(slots=True)
class _Host:
    pages: int = 0
    counts: Counter[str] = field(default_factory=Counter)


class Memory:
    """What the pages of each host have in common. Pure state: add the segments of pages, ask for the known ones."""

    def __init__(self) -> None:
        self._hosts: dict[str, _Host] = {}

    def add(self, host: str, body: Iterable[str], page: Iterable[str] = ()) -> None:
        """Learn from one page: the texts of its body's blocks and of all its blocks.

        A page that is mostly a copy of known ones is left out.
        """
        keys = frozenset(filter(None, map(segment_key, body)))
        again = self.known(host) & {segment_key(text) for text in page}
        memory = self._hosts.setdefault(host, _Host())
        long = list(filter(is_long, keys))
        if is_copy(len(long), sum(key in memory.counts for key in long)):
            return
        memory.pages += 1
        memory.counts.update(keys | again)
        if len(memory.counts) > MAX_KEYS:
            memory.counts = Counter(dict(memory.counts.most_common(MAX_KEYS // 2)))

    def known(self, host: str) -> frozenset[str]:
        """Keys of the segments that repeat over the host's pages; `ReadSettings.boilerplate` takes them."""
        memory = self._hosts.get(host)
        return repeated(memory.counts.items(), memory.pages) if memory is not None else frozenset()

    def dump(self) -> Dump:
        """Plain values for storing: host -> (pages, key -> pages it was on)."""
        return {host: (m.pages, dict(m.counts)) for host, m in self._hosts.items()}

    @classmethod
    def load(cls, values: Dump) -> Memory:
        """The memory that `dump` gave."""
        memory = cls()
        for host, (pages, counts) in values.items():
            memory._hosts[host] = _Host(pages, Counter(counts))
        return memory
