"""Which hashes of a text an index keeps.

Modulus sampling of shingle hashes (Broder, "On the resemblance and containment of documents", 1997)
keeps containment measurable: a hash kept for a long text is kept for a short one that shares it.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from aggregator.identity.texts import Words

SHORT, KEPT, BITS = 48, 22, 31


def sample(text: Words) -> frozenset[int]:
    """The hashes an index keeps: all of a text of up to 48, some 20 of a longer one."""
    distinct = frozenset(text.hashes)
    return keep(distinct, len(distinct))


def keep(values: Iterable[int], count: int) -> frozenset[int]:
    """Those of ``values`` that a text of ``count`` distinct hashes keeps; one of fewer hashes keeps them too."""
    each = modulus(count)
    half = 2 * each
    limit = round((half * KEPT / count - 1) * 2**BITS) if count > SHORT else 2**BITS
    return frozenset(value for value in values if value % each == 0 and (value < limit or value % half == 0))


def modulus(count: int) -> int:
    """The largest power of two that divides all hashes kept of a text of so many."""
    power = 1
    while count > SHORT and count >= 2 * KEPT * power:
        power *= 2
    return power


def digest(text: Words) -> int:
    """A signed 64-bit digest of all tokens: equal for texts that differ in typography only."""
    raw = blake2b(" ".join(text.tokens).encode(), digest_size=8).digest()
    return int.from_bytes(raw, "big", signed=True)
