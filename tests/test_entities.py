"""Entities: the order of arrival changes nothing, and a negative verdict always keeps two apart."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from aggregator.identity.entities import Verdict, components

NODES = st.integers(0, 8)
VERDICTS = st.lists(
    st.builds(
        Verdict,
        left=NODES,
        right=NODES,
        same=st.booleans(),
        score=st.sampled_from([0.4, 0.7, 1.0]),
        human=st.booleans(),
    ),
    max_size=24,
)


@given(VERDICTS, st.randoms())
def test_the_order_of_arrival_changes_nothing(verdicts: list[Verdict[int]], chance: random.Random) -> None:
    shuffled = chance.sample(verdicts, len(verdicts))
    assert components(range(9), shuffled) == components(range(9), verdicts)


@given(VERDICTS, st.randoms())
def test_the_side_a_name_stands_on_changes_nothing(
    verdicts: list[Verdict[int]], chance: random.Random
) -> None:
    turned = [
        Verdict(v.right, v.left, v.same, v.score, v.human) if chance.random() < 0.5 else v for v in verdicts
    ]
    assert components(range(9), turned) == components(range(9), verdicts)


@given(VERDICTS)
def test_a_human_negative_keeps_two_apart_whatever_else_is_said(verdicts: list[Verdict[int]]) -> None:
    found = components(range(9), [*verdicts, Verdict(3, 5, False, human=True)])
    assert found[3] != found[5]


@given(VERDICTS)
def test_a_machine_negative_yields_only_to_a_person(verdicts: list[Verdict[int]]) -> None:
    said = [v for v in verdicts if not ({v.left, v.right} == {3, 5} and v.human)]
    found = components(range(9), [*said, Verdict(3, 5, False)])
    assert found[3] != found[5]


@given(VERDICTS)
def test_without_negatives_entities_are_connected_components(verdicts: list[Verdict[int]]) -> None:
    positive = [v for v in verdicts if v.same]
    found = components(range(9), positive)
    assert all(found[v.left] == found[v.right] for v in positive)
    reach = {node: {node} for node in range(9)}
    for _ in range(9):
        for v in positive:
            reach[v.left] |= reach[v.right]
            reach[v.right] |= reach[v.left]
    assert all(found[node] == min(reach[node]) for node in range(9))


@given(VERDICTS, NODES, NODES)
def test_taking_a_verdict_back_restores_what_was(verdicts: list[Verdict[int]], left: int, right: int) -> None:
    before = components(range(9), verdicts)
    with_it = [*verdicts, Verdict(left, right, True, human=True)]
    components(range(9), with_it)
    assert components(range(9), with_it[:-1]) == before


def test_a_person_overrules_the_machine_on_one_pair() -> None:
    machine = Verdict("a", "b", True, 1.0)
    assert components("ab", [machine])["b"] == "a"
    assert components("ab", [machine, Verdict("a", "b", False, human=True)])["b"] == "b"


def test_a_person_s_merge_is_made_before_the_machine_s() -> None:
    verdicts = [Verdict(1, 2, True, 1.0), Verdict(2, 3, True, 0.5, human=True), Verdict(1, 3, False)]
    assert dict(components([1, 2, 3], verdicts)) == {1: 1, 2: 2, 3: 2}


def test_a_million_to_one_chain_does_not_recurse() -> None:
    chain = [Verdict(i, i + 1, True) for i in range(20_000)]
    assert set(components(range(20_001), chain).values()) == {0}
