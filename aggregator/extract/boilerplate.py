"""Keys of text segments that a source repeats over its pages."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

_NOISE = re.compile(r"[\W\d_]+")

Dump = dict[str, tuple[int, dict[str, int], list[str]]]

MIN_PAGES, MIN_PAGES_LONG = 2, 3
"""Pages a short and a long segment must be on, while few pages of the host are known, to be held for furniture."""
MIN_SHARE, MIN_SHARE_LONG = 0.02, 0.1
"""Share of a host's pages they must be on when many are known: news tell the background of a case more than once."""
COPY_SHARE = 0.5
"""Share of a page's long segments known already from which it is a copy of another page and teaches nothing."""
LONG_SEGMENT = 80
MAX_KEYS = 20_000
"""Keys kept a host; the rarest go first (lossy counting, Manku and Motwani, VLDB 2002)."""


def segment_key(text: str) -> str:
    """Key of a segment, equal for the same words whatever their case, digits, spacing and punctuation.

    Returns 16 hex digits: BLAKE2b (RFC 7693) of the NFKC case-folded letters; empty without letters.
    """
    letters = _NOISE.sub("", unicodedata.normalize("NFKC", text).casefold())
    return hashlib.blake2b(letters.encode(), digest_size=8).hexdigest() if letters else ""


def learned_from(body: Iterable[str], page: Iterable[str], known: frozenset[str]) -> frozenset[str]:
    """Keys a page teaches: those of its text's segments, and the known ones that stand on it but were left out of it.

    Without the latter a segment would be forgotten as soon as it is known, because it is in no text any more.
    """
    again = (segment_key(text) for text in page) if known else ()
    return frozenset(key for text in body if (key := segment_key(text))) | (known & frozenset(again))


def pages_needed(pages: int) -> float:
    """Pages of ``pages`` known ones that a segment must be on to be held for furniture."""
    return max(MIN_PAGES, MIN_SHARE * pages)


@dataclass(slots=True)
class _Host:
    pages: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    long: set[str] = field(default_factory=set)


class Memory:
    """What the pages of each host have in common. Pure state: add the segments of pages, ask for the known ones."""

    def __init__(self) -> None:
        self._hosts: dict[str, _Host] = {}

    def add(self, host: str, body: Iterable[str], page: Iterable[str] = ()) -> None:
        """Learn from one page: the texts of its body's blocks and of all its blocks.

        A page that is mostly a copy of known ones is left out.
        """
        texts = {key: text for text in body if (key := segment_key(text))}
        again = self.known(host) & {segment_key(text) for text in page}
        memory = self._hosts.setdefault(host, _Host())
        long = [key for key, text in texts.items() if len(text) >= LONG_SEGMENT]
        if long and sum(key in memory.counts for key in long) > COPY_SHARE * len(long):
            return
        memory.pages += 1
        memory.counts.update(texts.keys() | again)
        memory.long.update(long)
        if len(memory.counts) > MAX_KEYS:
            memory.counts = Counter(dict(memory.counts.most_common(MAX_KEYS // 2)))
            memory.long &= memory.counts.keys()

    def known(self, host: str) -> frozenset[str]:
        """Keys of the segments that repeat over the host's pages; `ReadSettings.boilerplate` takes them."""
        memory = self._hosts.get(host)
        if memory is None:
            return frozenset()
        need = pages_needed(memory.pages)
        need_long = max(MIN_PAGES_LONG, MIN_SHARE_LONG * memory.pages)
        return frozenset(
            key
            for key, count in memory.counts.items()
            if count >= (need_long if key in memory.long else need)
        )

    def dump(self) -> Dump:
        """Plain values for storing: host -> (pages, key -> pages it was on, keys of long segments)."""
        return {host: (m.pages, dict(m.counts), sorted(m.long)) for host, m in self._hosts.items()}

    @classmethod
    def load(cls, values: Dump) -> Memory:
        """The memory that `dump` gave."""
        memory = cls()
        for host, (pages, counts, long) in values.items():
            memory._hosts[host] = _Host(pages, Counter(counts), set(long))
        return memory
