"""Occurrences of one name: the verdicts on two are those that the zones give."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.identity.entities import components
from aggregator.identity.linking import Occurrence, verdicts
from aggregator.identity.names import Mention, name_key, zone

NAMES = [
    ("person", "Nasrin Farhadi"),
    ("person", "Ali Ahmadi"),
    ("person", "J. Farhadi"),
    ("organisation", "Lantern Centre"),
    ("organisation", "Bar Association"),
    ("organisation", "KLA"),
    ("organisation", "Lаntern Centre"),
]
FACTS = st.tuples(st.sampled_from(["", "Kelvany Watch", "Harrow & Pike"]), st.sampled_from(["", "NO", "GH"]))


def occurrence(node: int, kind, name: str, affiliation: str, country: str) -> Occurrence:
    key = name_key(affiliation, "organisation")
    return Occurrence(node, name, kind, frozenset({key} - {""}), frozenset({country} - {""}))


@pytest.mark.parametrize(("kind", "name"), NAMES)
@settings(deadline=None)  # the first name reads the tables
@given(left=FACTS, right=FACTS, shared=st.integers(2, 4))
def test_two_occurrences_are_judged_as_their_zone_says(kind, name, left, right, shared) -> None:
    cosigners = {(1, 2): shared} if shared > 2 else {}
    partners = frozenset(range(shared)) if shared > 2 else frozenset()
    said = verdicts([occurrence(1, kind, name, *left), occurrence(2, kind, name, *right)], cosigners)
    joined = components([1, 2], said)[2] == 1
    mentions = [
        Mention(name, kind, fact[0], fact[1], frozenset(map(str, partners))) for fact in (left, right)
    ]
    expected = zone(*mentions)
    assert joined == (expected.zone == "same")


def test_a_name_on_two_thousand_statements_takes_few_verdicts() -> None:
    many = [
        occurrence(n, "organisation", "Lantern Centre", "", "NO" if n % 3 else "GH") for n in range(2_000)
    ]
    said = verdicts(many, {})
    assert len(said) < 2_100
    assert len(set(components(range(2_000), said).values())) == 2


def test_without_a_stated_country_nobody_guesses_between_two() -> None:
    said = verdicts(
        [occurrence(n, "organisation", "Lantern Centre", "", c) for n, c in enumerate(["", "NO", "GH"])], {}
    )
    assert len(set(components(range(3), said).values())) == 3
