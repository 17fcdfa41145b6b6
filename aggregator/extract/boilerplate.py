"""Keys of text segments that a source repeats over its pages."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

_NOISE = re.compile(r"[\W\d_]+")


def segment_key(text: str) -> str:
    """Key of a segment, equal for the same words whatever their case, digits, spacing and punctuation.

    Returns 16 hex digits: BLAKE2b (RFC 7693) of the NFKC case-folded letters; empty without letters.
    """
    letters = _NOISE.sub("", unicodedata.normalize("NFKC", text).casefold())
    return hashlib.blake2b(letters.encode(), digest_size=8).hexdigest() if letters else ""


MIN_PAGES = 2
"""Pages a segment must be on, while few pages of the host are known, to be held for furniture."""
MIN_SHARE = 0.02
"""Share of a host's pages a segment must be on when many are known."""
COPY_SHARE = 0.5
"""Share of a page's long segments known already from which it is a copy of another page and teaches nothing."""
LONG_SEGMENT = 80
MAX_KEYS = 20_000
"""Keys kept a host; the rarest go first (lossy counting, Manku and Motwani, VLDB 2002)."""


@dataclass(slots=True)
class _Host:
    pages: int = 0
    counts: Counter[str] = field(default_factory=Counter)


class Memory:
    """What the pages of each host have in common. Pure state: add the segments of pages, ask for the known ones."""

    def __init__(self) -> None:
        self._hosts: dict[str, _Host] = {}

    def add(self, host: str, segments: Iterable[str]) -> None:
        """Learn from one page: the texts of its body's blocks. A page that is mostly a copy of known ones is left out."""
        texts = {key: text for text in segments if (key := segment_key(text))}
        memory = self._hosts.setdefault(host, _Host())
        long = [key for key, text in texts.items() if len(text) >= LONG_SEGMENT]
        if long and sum(key in memory.counts for key in long) > COPY_SHARE * len(long):
            return
        memory.pages += 1
        memory.counts.update(texts.keys())
        if len(memory.counts) > MAX_KEYS:
            memory.counts = Counter(dict(memory.counts.most_common(MAX_KEYS // 2)))

    def known(self, host: str) -> frozenset[str]:
        """Keys of the segments that repeat over the host's pages; `ReadSettings.boilerplate` takes them."""
        memory = self._hosts.get(host)
        if memory is None:
            return frozenset()
        need = max(MIN_PAGES, MIN_SHARE * memory.pages)
        return frozenset(key for key, count in memory.counts.items() if count >= need)

    def dump(self) -> dict[str, tuple[int, dict[str, int]]]:
        """Plain values for storing: host -> (pages, key -> pages it was on)."""
        return {host: (memory.pages, dict(memory.counts)) for host, memory in self._hosts.items()}

    @classmethod
    def load(cls, values: dict[str, tuple[int, dict[str, int]]]) -> Memory:
        """The memory that `dump` gave."""
        memory = cls()
        for host, (pages, counts) in values.items():
            memory._hosts[host] = _Host(pages, Counter(counts))
        return memory
