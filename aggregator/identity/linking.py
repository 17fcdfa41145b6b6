"""Verdicts among the occurrences of one name: which statements were signed by the same bearer of it.

The same rules as `aggregator.identity.names.zone` for equal keys, worked out for all occurrences at once by what
they have in common, so that a name on a thousand statements costs a thousand steps and no million.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, pairwise

from aggregator.identity import names, persons
from aggregator.identity.entities import Verdict
from aggregator.identity.spelling import suspicion
from aggregator.items import SignatoryKind

COMMON_NAME_COSIGNERS, COSIGNERS = 3, 2
"""Least co-signatories two statements must share besides the name, for common and for telling names."""
MOST_BARRIERS = 5_000


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A name under one statement, with what all witnesses of the statement say of its bearer."""

    node: int
    name: str
    kind: SignatoryKind
    affiliations: frozenset[str] = frozenset()
    """`name_key` of each."""
    countries: frozenset[str] = frozenset()

    @property
    def country(self) -> str:
        """The one country stated; empty for none and for several."""
        return next(iter(self.countries)) if len(self.countries) == 1 else ""


def verdicts(
    occurrences: Sequence[Occurrence],
    cosigners: Mapping[tuple[int, int], int],
    *,
    is_telling: bool | None = None,
) -> list[Verdict[int]]:
    """Machine verdicts on ``occurrences`` of one name, or of a name and its alias.

    ``cosigners``: (node, node) -> how many other names their statements share. ``is_telling``: whether
    the name itself says who it is; judged from the first occurrence where it is not given.
    """
    honest = [one for one in occurrences if not suspicion(one.name)]
    if not honest:
        return []
    is_person = honest[0].kind == "person"
    is_telling = is_telling_name(honest[0]) if is_telling is None else is_telling
    least = COMMON_NAME_COSIGNERS if is_person and not is_telling else COSIGNERS
    groups = [*_by(honest, "affiliations")] if is_person else []
    if is_telling or not is_person:
        groups += _classes(honest, even_unstated=is_telling and not is_person)
    known = {one.node for one in honest}
    positive = [Verdict(a.node, b.node, True) for group in groups for a, b in pairwise(group)]
    positive += [Verdict(a, b, True) for (a, b), n in cosigners.items() if n >= least and {a, b} <= known]
    return positive + _barriers(honest, linked=is_telling or not is_person)


def is_telling_name(one: Occurrence) -> bool:
    """Whether the name says by itself who it is, as far as a name can."""
    return persons.is_telling(one.name) if one.kind == "person" else not names.says_little(one.name)


def _by(occurrences: Iterable[Occurrence], facts: str) -> list[list[Occurrence]]:
    groups: dict[Hashable, list[Occurrence]] = defaultdict(list)
    for one in occurrences:
        for fact in sorted(getattr(one, facts)):
            groups[fact].append(one)
    return list(groups.values())


def _classes(occurrences: Sequence[Occurrence], *, even_unstated: bool) -> list[list[Occurrence]]:
    """Occurrences by country; with ``even_unstated`` all in one class where no two countries are named."""
    groups: dict[str, list[Occurrence]] = defaultdict(list)
    for one in occurrences:
        groups[one.country].append(one)
    if even_unstated and len(groups.keys() - {""}) < 2:
        return [list(occurrences)]
    return [group for country, group in groups.items() if country or even_unstated]


def _barriers(occurrences: Sequence[Occurrence], *, linked: bool) -> list[Verdict[int]]:
    """Negative verdicts between countries; one for each two countries where those of a country are ``linked``."""
    stated = [one for one in occurrences if one.country]
    if linked:
        stated = list({one.country: one for one in reversed(stated)}.values())
    pairs = ((a, b) for a, b in combinations(stated, 2) if a.country != b.country)
    return [Verdict(a.node, b.node, False) for a, b in islice(pairs, MOST_BARRIERS)]
