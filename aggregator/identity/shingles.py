"""Which hashes of a text an index keeps.

Modulus sampling of shingle hashes (Broder, "On the resemblance and containment of documents", 1997)
keeps containment measurable: a hash kept for a long text is kept for a short one that shares it.
"""

from __future__ import annotations

from hashlib import blake2b

from aggregator.identity.texts import Words

SHORT, KEPT_AT_MOST = 48, 32


def sample(text: Words) -> frozenset[int]:
    """The hashes an index keeps: all of a text of up to 48, of a longer one those divisible by a power of two."""
    distinct = frozenset(text.hashes)
    each = modulus(len(distinct))
    return frozenset(value for value in distinct if value % each == 0)


def modulus(count: int) -> int:
    """The power of two for a text of so many distinct shingles: 16 to 32 hashes are expected of a long one."""
    power = 1
    while count > max(KEPT_AT_MOST * power, SHORT):
        power *= 2
    return power


def digest(text: Words) -> int:
    """A signed 64-bit digest of all tokens: equal for texts that differ in typography only."""
    raw = blake2b(" ".join(text.tokens).encode(), digest_size=8).digest()
    return int.from_bytes(raw, "big", signed=True)
