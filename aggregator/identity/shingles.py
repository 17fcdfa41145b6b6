"""Which hashes of a text an index keeps.

Modulus sampling of shingle hashes (Broder, "On the resemblance and containment of documents", 1997)
keeps containment measurable: a hash kept for a long text is kept for a short one that shares it.
"""

from __future__ import annotations

from hashlib import blake2b

from aggregator.identity.texts import Words

KEPT_AT_MOST = 56


def sample(text: Words) -> frozenset[int]:
    """The hashes an index keeps: all of a short text, of a longer one those divisible by a power of two.

    At most 56 are expected; the power grows with the length of the text.
    """
    distinct = frozenset(text.hashes)
    modulus = 1
    while len(distinct) > KEPT_AT_MOST * modulus:
        modulus *= 2
    return frozenset(value for value in distinct if value % modulus == 0)


def digest(text: Words) -> int:
    """A signed 64-bit digest of all tokens: equal for texts that differ in typography only."""
    raw = blake2b(" ".join(text.tokens).encode(), digest_size=8).digest()
    return int.from_bytes(raw, "big", signed=True)
