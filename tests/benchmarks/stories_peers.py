"""Other ways of finding copies, small enough to run beside ours on the same articles.

Charikar, "Similarity estimation techniques from rounding algorithms" (2002); Broder (1997) with one
permutation (Li, Owen and Zhang, "One permutation hashing", 2012) and banding.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from hashlib import blake2b
from itertools import combinations
from zlib import crc32

from aggregator.identity.copies import comparable
from aggregator.identity.overlap import measure
from aggregator.identity.shingles import sample
from aggregator.identity.texts import Words, words
from tests.benchmarks.stories_corpus.families import Entry

BINS, BAND = 128, 4
Pairs = set[tuple[int, int]]


def components(entries: list[Entry], pairs: Pairs) -> dict[int, object]:
    """Connected parts: entry id -> label."""
    label = {entry.id: entry.id for entry in entries}

    def root(number: int) -> int:
        while label[number] != number:
            label[number] = label[label[number]]
            number = label[number]
        return number

    for left, right in pairs:
        label[root(left)] = root(right)
    return {number: root(number) for number in label}


def _alike(keys: dict[int, list[object]], accept: Callable[[int, int], bool]) -> Pairs:
    """Pairs with a key in common that are accepted."""
    buckets: dict[object, list[int]] = defaultdict(list)
    for number, its in keys.items():
        for key in its:
            buckets[key].append(number)
    found = {pair for bucket in buckets.values() for pair in combinations(bucket[:200], 2)}
    return {pair for pair in found if accept(*pair)}


def exact(texts: dict[int, Words]) -> Pairs:
    return _alike({number: [text.tokens] for number, text in texts.items()}, lambda left, right: True)


def simhash(bits: dict[int, int], distance: int) -> Pairs:
    """64 bits; all pairs compared, so that no candidate is missed."""
    return {pair for pair in combinations(bits, 2) if (bits[pair[0]] ^ bits[pair[1]]).bit_count() <= distance}


def _simhash(text: Words) -> int:
    raw = [blake2b(value.to_bytes(4, "big"), digest_size=8).digest() for value in text.hashes]
    ones = Counter(bit for each in raw for bit in _ones(int.from_bytes(each, "big")))
    return sum(1 << bit for bit, total in ones.items() if 2 * total > len(raw))


def _ones(number: int) -> list[int]:
    return [bit for bit in range(64) if number >> bit & 1]


def minhash(signatures: dict[int, list[int]], resemblance: float) -> Pairs:
    keys: dict[int, list[object]] = {
        number: [(at, tuple(signature[at : at + BAND])) for at in range(0, BINS, BAND)]
        for number, signature in signatures.items()
    }

    def accept(left: int, right: int) -> bool:
        both = zip(signatures[left], signatures[right], strict=True)
        return sum(one == other for one, other in both) >= resemblance * BINS

    return _alike(keys, accept)


def _minhash(text: Words) -> list[int]:
    least = [1 << 32] * BINS
    for value in text.hashes:
        mixed = crc32(value.to_bytes(4, "little"), 77)
        least[mixed % BINS] = min(least[mixed % BINS], mixed // BINS)
    return [least[at] if least[at] < 1 << 32 else least[at - 1] + at for at in range(BINS)]


def containment(entries: list[Entry]) -> Pairs:
    """Our alignment without any rule: half of one text in the other, or a resemblance of 0.3."""
    texts = {entry.id: comparable("", entry.text, "").words for entry in entries}

    def accept(left: int, right: int) -> bool:
        overlap = measure(texts[left], texts[right])
        return overlap.equal_words >= 13 and (overlap.containment >= 0.5 or overlap.resemblance >= 0.3)

    return _alike({number: list(sample(text)) for number, text in texts.items()}, accept)


def peers(entries: list[Entry]) -> dict[str, dict[int, object]]:
    """Name of a method -> entry id -> label of its group."""
    texts = {entry.id: words(entry.text) for entry in entries}
    bits = {number: _simhash(text) for number, text in texts.items()}
    signatures = {number: _minhash(text) for number, text in texts.items()}
    found = {
        "exact hash of normalised text": exact(texts),
        "SimHash-64, Hamming <= 3": simhash(bits, 3),
        "SimHash-64, Hamming <= 10": simhash(bits, 10),
        "MinHash-128 LSH, J >= .5": minhash(signatures, 0.5),
        "MinHash-128 LSH, J >= .6": minhash(signatures, 0.6),
        "containment >= .5 or J >= .3, no rules": containment(entries),
    }
    return {name: components(entries, pairs) for name, pairs in found.items()}
