"""Names: the table of pairs, keys, zones, and spellings made to deceive."""

from __future__ import annotations

import time
import tomllib
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.identity import (
    acronyms,
    names,
    organisations,
    persons,
    sounds,
    spelling,
    transliterate,
    vocabulary,
)
from aggregator.identity.names import (
    Mention,
    blocking_keys,
    is_candidate,
    name_key,
    same_name,
    zone,
)
from aggregator.identity.spelling import script, suspicion

GROUPS = tomllib.loads((Path(__file__).parent / "names" / "pairs.toml").read_text(encoding="utf-8"))["group"]
PAIRS = [(g["kind"], g["verdict"], *pair) for g in GROUPS for pair in g["pairs"]]
SAME = [(kind, a, b) for kind, verdict, a, b in PAIRS if verdict == "same"]
OTHERS = [(kind, verdict, a, b) for kind, verdict, a, b in PAIRS if verdict != "same"]
DIFFERENT = [(kind, a, b) for kind, verdict, a, b in PAIRS if verdict == "different"]


def test_the_table_is_as_large_and_wide_as_promised() -> None:
    scripts = {script(c) for _, _, a, b in PAIRS for c in a + b} - {""}
    assert len({(kind, frozenset((a, b))) for kind, _, a, b in PAIRS}) == len(PAIRS) >= 320
    assert len(scripts) >= 8
    assert {g["verdict"] for g in GROUPS} == {"same", "different", "undecidable"}
    assert all(g["reason"] for g in GROUPS)


@pytest.mark.parametrize(("kind", "verdict", "left", "right"), OTHERS)
def test_no_two_names_merge_by_themselves_unless_they_are_one(kind, verdict, left, right) -> None:
    bare = zone(Mention(left, kind), Mention(right, kind))
    assert bare.zone != "same"
    if verdict == "different":
        facts = {"affiliation": "Kelvany Institute", "country": "NO", "cosigners": frozenset("abcdef")}
        assert zone(Mention(left, kind, **facts), Mention(right, kind, **facts)).zone != "same"


def test_nine_in_ten_of_the_same_are_found_and_suggested() -> None:
    asked = [zone(Mention(a, kind), Mention(b, kind)).zone != "none" for kind, a, b in SAME]
    found = [is_candidate(blocking_keys(a), blocking_keys(b)) for _, a, b in SAME]
    both = [x and y for x, y in zip(asked, found, strict=True)]
    assert sum(both) >= 0.97 * len(SAME), [row for row, ok in zip(SAME, both, strict=True) if not ok]


def test_likeness_over_a_half_tells_the_same_from_the_different() -> None:
    right = sum(same_name(a, b, kind) >= 0.5 for kind, a, b in SAME)
    wrong = sum(same_name(a, b, kind) >= 0.5 for kind, a, b in DIFFERENT)
    precision, recall = right / (right + wrong), right / len(SAME)
    assert 2 * precision * recall / (precision + recall) >= 0.96


def test_most_different_names_are_never_compared() -> None:
    keys = [blocking_keys(name) for _, a, b in DIFFERENT for name in (a, b)]
    met = sum(is_candidate(a, b) for i, a in enumerate(keys) for b in keys[:i])
    assert met < 0.06 * len(keys) * (len(keys) - 1) / 2


@pytest.mark.parametrize(("kind", "verdict", "left", "right"), PAIRS)
def test_likeness_does_not_depend_on_the_side(kind, verdict, left, right) -> None:
    assert same_name(left, right, kind) == same_name(right, left, kind)
    assert same_name(left, left, kind) == 1.0


KEYS = [
    ("person", "Prof. Dr. Adaeze OKONJO, PhD", "adaeze okonjo"),
    ("person", "Okonjo, Adaeze", "adaeze okonjo"),
    ("person", "دکتر شهلا بیات", "شهلا بیات"),
    ("person", "علي كريمي", "علی کریمی"),
    ("person", "می‌رزا کوچک", "میرزا کوچک"),
    ("person", "‏شهلا بیات‎", "شهلا بیات"),
    ("person", "D’Angelo Ricci", "dangelo ricci"),
    ("person", "Ｗａｎｇ Ｌｉ", "wang li"),
    ("person", "Ing. Petr  Novotný", "petr novotny"),
    ("person", "王建国教授", "王建国"),
    ("person", "Ingrid Halvorsen (née Dahlby)", "ingrid halvorsen"),
    ("organisation", "The Centre for Open Wells (COW)", "center for open wells"),
    ("organisation", "Harrow & Pike", "harrow and pike"),
    ("organisation", "R.A.D.D.H.O.", "raddho"),
    ("organisation", "Human Rights Union (Turkey)", "human rights union turkey"),
    ("organisation", "ماده ۱۹", "ماده 19"),
    ("organisation", "राष्ट्रीय महिला संघ", "राष्ट्रीय महिला संघ"),
    ("organisation", "Йошкар Клуб", "йошкар клуб"),
    ("organisation", "…", ""),
]


@pytest.mark.parametrize(("kind", "name", "key"), KEYS)
def test_name_key(kind, name, key) -> None:
    assert name_key(name, kind) == key


@settings(deadline=None)  # the first name reads the tables
@given(st.text(max_size=40), st.sampled_from(["person", "organisation"]))
def test_any_text_has_a_key_and_a_likeness(name, kind) -> None:
    key = name_key(name, kind)
    assert key == key.strip()
    assert 0.0 <= same_name(name, "Adaeze Okonjo", kind) <= 1.0
    blocking_keys(name)


@pytest.mark.parametrize("unit", ["a ", "ab-", "علی ", "王", "(x) ", "A.", "\u202e", "ไทย", "한"])
def test_paragraphs_read_as_names_cost_little(unit) -> None:
    started = time.process_time()
    for kind in ("person", "organisation"):
        for length in (290, 20_000):
            long = (unit * length)[:length]
            same_name(long, long[:-7] + " other words", kind)
            zone(Mention(long, kind), Mention(unit + long, kind))
        blocking_keys(unit * 20_000)
    assert time.process_time() - started < 5


DECEIVING = [
    "Amnеsty International",
    "Amnesty Intеrnational",
    "Amnesty\u200b\u200bInter\u200bnational",
    "\u202elanoitanretnI ytsenmA",
    "ΗRW Κelvany",
    "Lantern ОРЕС",
]
HONEST = [
    "Amnesty International",
    "Мемориал",
    "Фонд Lantern",
    "دیده‌بان حقوق بشر",
    "\u200fشهلا بیات\u200e",
    "Αλληλεγγύη Athens",
    "soft\u00adhyphen Society",
    "អង្គការ\u200bសិទ្ធិ",
]


@pytest.mark.parametrize("name", DECEIVING)
def test_spellings_made_to_deceive_are_named(name) -> None:
    assert suspicion(name)


@pytest.mark.parametrize("name", HONEST)
def test_honest_spellings_are_not_suspected(name) -> None:
    assert suspicion(name) == ""


@pytest.mark.parametrize("name", DECEIVING[:3])
def test_a_suspicious_name_is_suggested_with_the_reason_and_never_merged(name) -> None:
    facts = {"country": "GB", "affiliation": "", "cosigners": frozenset("abcdef")}
    honest = Mention("Amnesty International", "organisation", **facts)
    decision = zone(Mention(name, "organisation", **facts), honest)
    assert (decision.zone, decision.evidence["suspicious"]) == ("suggest", suspicion(name))
    assert zone(Mention(name, "organisation"), Mention(name, "organisation")).zone == "suggest"


ZONES = [
    ("person without a fact", "suggest", "Nasrin Farhadi", "person", {}, {}),
    ("person, country", "same", "Nasrin Farhadi", "person", {"country": "IR"}, {"country": "IR"}),
    ("person, another country", "suggest", "Nasrin Farhadi", "person", {"country": "IR"}, {"country": "SE"}),
    (
        "person, affiliation spelled alike",
        "same",
        "Nasrin Farhadi",
        "person",
        {"affiliation": "The Lantern Centre"},
        {"affiliation": "Lantern Center"},
    ),
    (
        "person, one co-signatory",
        "suggest",
        "Nasrin Farhadi",
        "person",
        {"cosigners": "a"},
        {"cosigners": "a"},
    ),
    (
        "person, co-signatories",
        "same",
        "Nasrin Farhadi",
        "person",
        {"cosigners": "abc"},
        {"cosigners": "bcd"},
    ),
    ("common name, country", "suggest", "Ali Ahmadi", "person", {"country": "IR"}, {"country": "IR"}),
    ("initials, country", "suggest", "J. Farhadi", "person", {"country": "IR"}, {"country": "IR"}),
    (
        "common name, affiliation",
        "same",
        "Ali Ahmadi",
        "person",
        {"affiliation": "Lantern Center"},
        {"affiliation": "Lantern Center"},
    ),
    ("organisation", "same", "Lantern Foundation", "organisation", {}, {}),
    (
        "organisation, countries",
        "suggest",
        "Lantern Foundation",
        "organisation",
        {"country": "NO"},
        {"country": "GH"},
    ),
    ("nothing particular", "suggest", "Human Rights Association", "organisation", {}, {}),
    (
        "nothing particular, country",
        "same",
        "Bar Association",
        "organisation",
        {"country": "GH"},
        {"country": "GH"},
    ),
    ("letters only", "suggest", "KAHR", "organisation", {}, {}),
]


@pytest.mark.parametrize(
    ("expected", "name", "kind", "left", "right"), [row[1:] for row in ZONES], ids=[r[0] for r in ZONES]
)
def test_zone_of_equal_names(expected, name, kind, left, right) -> None:
    mentions = [
        Mention(name, kind, **{key: frozenset(v) if key == "cosigners" else v for key, v in facts.items()})
        for facts in (left, right)
    ]
    assert zone(*mentions).zone == expected


def test_aliases_merge_and_say_so() -> None:
    decision = zone(Mention("RSF", "organisation"), Mention("گزارشگران بدون مرز", "organisation"))
    assert (decision.zone, decision.rule) == ("same", "alias")


def test_a_declared_alias_needs_a_fact_where_letters_may_mean_others() -> None:
    declared = {frozenset(("kahr", "kurdistan association for human rights"))}
    left = Mention("KAHR", "organisation", country="IQ")
    right = Mention("Kurdistan Association for Human Rights", "organisation", country="IQ")
    assert zone(left, right, declared).zone == "same"
    assert zone(Mention("KAHR", "organisation"), right, declared).zone == "suggest"
    assert zone(left, right).zone == "suggest"


def test_a_person_and_an_organisation_are_never_one() -> None:
    decision = zone(Mention("Rosa Lantern", "person"), Mention("Rosa Lantern", "organisation"))
    assert (decision.zone, decision.rule) == ("none", "another kind")


def _caches() -> dict[str, Any]:
    """Everything in the rooms of names that remembers what it was asked."""
    modules = (acronyms, names, organisations, persons, sounds, spelling, transliterate, vocabulary)
    return {
        f"{module.__name__}.{name}": value
        for module in modules
        for name, value in vars(module).items()
        if hasattr(value, "cache_info") and value.__module__ == module.__name__
    }


def _fresh_names(count: int, letters: str) -> list[str]:
    words = ("".join(word) for word in product(letters, repeat=4))
    return [f"{next(words)} {next(words)}".title() for _ in range(count)]


@pytest.mark.parametrize("letters", ["abelor", "абелор", "ابلرسن", "김이박최정윤"])
def test_names_that_come_once_do_not_fill_the_memory(letters) -> None:
    def read(found: list[str]) -> None:
        for one, other in pairwise(found):
            blocking_keys(one)
            zone(Mention(one, "person"), Mention(other, "person"))
            zone(Mention(one, "organisation"), Mention(other, "organisation"))

    fresh = _fresh_names(60, letters)
    read(fresh[:30])
    endless = {name: cache for name, cache in _caches().items() if cache.cache_info().maxsize is None}
    before = {name: cache.cache_info().currsize for name, cache in endless.items()}
    read(fresh[30:])
    assert {name: cache.cache_info().currsize for name, cache in endless.items()} == before


def test_few_thousand_names_are_remembered_at_most() -> None:
    sizes = {name: cache.cache_info().maxsize for name, cache in _caches().items()}
    bounded = {name: size for name, size in sizes.items() if size is not None}
    assert len(bounded) > 20
    assert {name: size for name, size in bounded.items() if size > 4096} == {}
