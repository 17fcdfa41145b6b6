"""Short names for addresses: Latin, stable, unique, never given twice."""

from __future__ import annotations

import re
import sqlite3

from aggregator.identity.spelling import words
from aggregator.identity.transliterate import to_latin

LONGEST = 60


def slug_of(name: str) -> str:
    """``name`` in Latin letters, digits and hyphens, at most `LONGEST`; ``signatory`` where nothing is left.

    >>> slug_of("Мемориал"), slug_of("Article 19")
    ('memorial', 'article-19')
    """
    latin = "-".join(re.sub("[^a-z0-9]", "", to_latin(word)) for word in words(name))
    return re.sub("-+", "-", latin).strip("-")[:LONGEST].rstrip("-") or "signatory"


def free_slug(db: sqlite3.Connection, name: str) -> str:
    """`slug_of` the name, with the first number that no signatory ever had where it is taken.

    Rows of signatories are never deleted, so that a taken slug stays taken.
    """
    base = slug_of(name)
    taken = {
        row[0]
        for row in db.execute(
            "select slug from signatories where slug = ? or slug glob ?", (base, f"{base}-[0-9]*")
        )
    }
    return next(slug for slug in _numbered(base, len(taken)) if slug not in taken)


def _numbered(base: str, most: int) -> list[str]:
    return [base, *(f"{base}-{number}" for number in range(2, most + 3))]
