"""Statements: when two witnesses show one, what the whole list is, and what changed between two lists."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.identity.statements import Change, Witness, agreement, beyond_chance, delta, form, union
from aggregator.items import Signature

MANY = tuple(f"group {number}" for number in range(60))
RARE: dict[str, int] = {}
A = Witness(MANY, "Free the printers of Kelvany", "2026-05-01", "en", 60)
B = replace(A, title="Withdraw the forest law", claimed_count=60)

CASES = [
    ("copies of one text", True, A, replace(A, title="Letter"), 0.9),
    ("a copy without its list", True, A, replace(A, keys=()), 0.9),
    ("another statement of the same sixty", False, A, B, 0.05),
    ("another statement whose text nobody has", False, A, B, None),
    ("the same list months later under one title", False, A, replace(A, day="2026-09-01"), None),
    ("the same list, undated", False, A, replace(A, day=""), None),
    ("a list without its text, same title and week", True, A, replace(A, day="2026-05-04"), None),
    ("an excerpt with a third of the list", True, A, replace(A, keys=MANY[:20]), 0.35),
    (
        "a translation with the count",
        True,
        A,
        replace(A, language="fa", title="آزادی", day="2026-05-02"),
        None,
    ),
    (
        "a translation with the very same list",
        True,
        replace(A, claimed_count=None),
        replace(A, language="fa", title="آزادی", claimed_count=None, day="2026-05-02"),
        None,
    ),
    (
        "another language, the same list, weeks later",
        False,
        replace(A, claimed_count=None),
        replace(A, language="fa", title="آزادی", claimed_count=None, day="2026-05-06"),
        None,
    ),
    (
        "another language, another count",
        False,
        A,
        replace(A, language="fa", title="آزادی", claimed_count=75),
        None,
    ),
    (
        "half of the names differ",
        False,
        A,
        replace(A, keys=MANY[:30] + tuple(f"x{i}" for i in range(30))),
        None,
    ),
    ("two names in common", False, replace(A, keys=MANY[:2]), replace(A, keys=MANY[:2]), None),
    (
        "a template used again for another case",
        False,
        A,
        Witness(("p", "q"), A.title, "2026-11-01", "en"),
        0.9,
    ),
]


@pytest.mark.parametrize(
    ("same", "left", "right", "text"), [row[1:] for row in CASES], ids=[row[0] for row in CASES]
)
def test_agreement(same: bool, left: Witness, right: Witness, text: float | None) -> None:
    for one, other in ((left, right), (right, left)):
        found = agreement(one, other, text, RARE, 500)
        assert found.same is same, found
        assert found.rule


def test_names_that_sign_everything_tell_nothing() -> None:
    usual = dict.fromkeys(MANY[:5], 400)
    pair = replace(A, keys=MANY[:5]), replace(A, keys=MANY[:5], day="2026-05-02")
    assert not agreement(*pair, None, usual, 500).same
    assert agreement(*pair, None, RARE, 500).same


@given(st.integers(1, 40), st.integers(0, 40), st.integers(1, 2000))
def test_more_shared_names_are_more_evidence(shared: int, more: int, statements: int) -> None:
    names = [f"n{i}" for i in range(shared + more)]
    size = len(names)
    less = beyond_chance(names[:shared], size, size, RARE, statements)
    assert 0 <= less <= beyond_chance(names, size, size, RARE, statements) + 1e-9


FORMS = [
    (60, 60, 0.9, "full"),
    (60, 60, None, "full"),
    (20, 60, 0.9, "excerpt"),
    (60, 60, 0.1, "excerpt"),
    (0, 60, 0.1, "mention"),
    (0, 60, None, "mention"),
    (0, 60, 0.9, "excerpt"),
]


@pytest.mark.parametrize(("listed", "known", "text_share", "expected"), FORMS)
def test_form(listed: int, known: int, text_share: float | None, expected: str) -> None:
    assert form(listed, known, text_share) == expected


def signed(*names: str, kind: str = "organisation", **facts: str) -> list[Signature]:
    return [Signature(i, name, kind, **facts) for i, name in enumerate(names, 1)]  # type: ignore[arg-type]


def test_the_union_keeps_the_order_of_the_fullest_list_and_names_the_witnesses() -> None:
    found = union(
        {
            1: signed("Alder", "Cedar"),
            2: signed("ALDER", "Birch", "Cedar", "Elder"),
            3: signed("Birch", "Fir"),
        }
    )
    assert [(one.name, one.witnesses) for one in found] == [
        ("ALDER", [2, 1]),
        ("Birch", [2, 3]),
        ("Fir", [3]),
        ("Cedar", [2, 1]),
        ("Elder", [2]),
    ]


def test_a_person_and_an_organisation_of_one_name_are_two() -> None:
    found = union({1: signed("Rosa Lantern", kind="person") + signed("Rosa Lantern")})
    assert [one.kind for one in found] == ["person", "organisation"]


def test_delta() -> None:
    old = signed("Nasrin Farhadi", "Gleb Orlow", kind="person", role="lawyer") + signed("Alder")
    new = signed("Dr. NASRIN Farhadi", kind="person", role="judge", affiliation="Kelvany Court") + signed(
        "Alder", "Birch"
    )
    assert delta(old, new) == [
        Change("role changed", "Dr. NASRIN Farhadi", "person", "lawyer", "judge, Kelvany Court"),
        Change("added", "Birch", "organisation"),
        Change("withdrawn", "Gleb Orlow", "person", before="lawyer"),
    ]


LISTS = st.lists(st.sampled_from(["Alder", "Birch", "Cedar", "Elder"]), max_size=6).map(
    lambda names: signed(*names)
)


@given(LISTS)
def test_nothing_changed_gives_no_change(names: list[Signature]) -> None:
    assert delta(names, names) == []


@given(LISTS, LISTS)
def test_what_is_added_one_way_is_withdrawn_the_other(old: list[Signature], new: list[Signature]) -> None:
    there, back = delta(old, new), delta(new, old)
    assert sorted(c.name for c in there if c.change == "added") == sorted(
        c.name for c in back if c.change == "withdrawn"
    )
    assert len(new) - len(old) == sum({"added": 1, "withdrawn": -1}.get(c.change, 0) for c in there)
