"""Which hashes of a text an index keeps.

Modulus sampling of shingle hashes (Broder, "On the resemblance and containment of documents", 1997)
keeps containment measurable: a hash kept for a long text is kept for a short one that shares it.
"""

from __future__ import annotations

from hashlib import blake2b

from aggregator.identity.texts import Words

SHORT, KEPT_AT_MOST = 48, 40


def sample(text: Words) -> frozenset[int]:
    """The hashes an index keeps: all of a text of up to 48, of a longer one those divisible by a power of two.

    20 to 40 are expected of a long text; the power grows with its length.
    """
    distinct = frozenset(text.hashes)
    modulus = 1
    while len(distinct) > max(KEPT_AT_MOST * modulus, SHORT):
        modulus *= 2
    return frozenset(value for value in distinct if value % modulus == 0)


def digest(text: Words) -> int:
    """A signed 64-bit digest of all tokens: equal for texts that differ in typography only."""
    raw = blake2b(" ".join(text.tokens).encode(), digest_size=8).digest()
    return int.from_bytes(raw, "big", signed=True)
