"""Reading scripts: Latin forms, distances between spellings, and the examples of the documentation."""

from __future__ import annotations

import doctest
import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from aggregator import identity
from aggregator.identity.acronyms import initials, split_names, stands_for
from aggregator.identity.organisations import content
from aggregator.identity.sounds import FAR, apart, skeleton
from aggregator.identity.spelling import plain
from aggregator.identity.transliterate import simplified, to_latin, ways

MODULES = (
    "acronyms", "addresses", "entities", "linking", "names", "organisations", "persons", "sounds",
    "spelling", "statements", "transliterate", "vocabulary",
)  # fmt: skip


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_of_the_documentation_hold(module: str) -> None:
    assert doctest.testmod(import_module(f"aggregator.identity.{module}")).failed == 0


LATIN = [
    ("щербаков", "shcherbakov"),
    ("παπαντωνίου", "papantoniou"),
    ("გიორგი", "giorgi"),
    ("հակոբյան", "hakobyan"),
    ("김영수", "gimyeongsu"),
    ("さとう", "satou"),
    ("ガルシア", "garusia"),
    ("राजेश", "rajesh"),
    ("রহিমা", "rhima"),
    ("张国庆", "zhangguoqing"),
    ("張國慶", "zhangguoqing"),
    ("田中", "tanaka"),
    ("ستوده", "stvdh"),
    ("רוזנברג", "rvznbrg"),
    ("สมชาย", "smchay"),
    ("ⵜⴰⵎⴰ", ""),
]


@pytest.mark.parametrize(("word", "latin"), LATIN)
def test_to_latin(word: str, latin: str) -> None:
    assert to_latin(plain(word)).replace("?", "") == latin


ONE_WORD = [
    ("mohammad", "mohamed"),
    ("sotoudeh", "ستوده"),
    ("khmelnitskaya", "хмельницкая"),
    ("yevtushenko", "євтушенко"),
    ("hsueh", "xue"),
    ("kwok", "國"),
    ("weiming", "伟明"),
    ("youngsoo", "영수"),
    ("lee", "이"),
    ("rosenberg", "רוזנברג"),
    ("dokos", "ντοκος"),
    ("mueller", "muller"),
    ("رحیموف", "рахимов"),
    ("kowalskii", "kowalsky"),
]
OTHER_WORDS = [
    ("hosseini", "hassani"),
    ("حسینی", "hassani"),
    ("حسنی", "hosseini"),
    ("علوی", "علی"),
    ("karimi", "rahimi"),
    ("weimin", "伟明"),
    ("jihye", "지훈"),
    ("rajesh", "नरेश"),
    ("petrov", "павлов"),
    ("iran", "iraq"),
    ("伟", "维"),
    ("ⵜⴰⵎⴰ", "tama"),
]


@pytest.mark.parametrize(("left", "right"), ONE_WORD)
def test_spellings_of_one_word_are_near(left: str, right: str) -> None:
    assert apart(left, right) == apart(right, left) <= 1


@pytest.mark.parametrize(("left", "right"), OTHER_WORDS)
def test_other_words_are_far(left: str, right: str) -> None:
    assert 1 < apart(left, right) == apart(right, left) <= FAR


def test_consonants_meet_across_scripts() -> None:
    assert skeleton(to_latin("نسرین")) == skeleton("nasrin") == "nsrn"


ACRONYMS = [
    ("HRW", "Human Rights Watch", True),
    ("KAHR", "Kurdistan Association for Human Rights", True),
    ("İHD", "İnsan Hakları Derneği", True),
    ("ПЦЗ", "Правозащитный центр «Заря»", True),
    ("HRF", "Human Rights Watch", False),
    ("Human", "Human Rights Watch", False),
    ("HRW", "HRW", False),
]


@pytest.mark.parametrize(("short", "full", "stands"), ACRONYMS)
def test_acronyms(short: str, full: str, stands: bool) -> None:
    assert (stands_for(short, full) > 0) is stands


SPLITS = [
    ("Human Rights Watch (HRW)", "Human Rights Watch", ("HRW",)),
    ("Lantern Centre (Kelvany)", "Lantern Centre (Kelvany)", ()),
    ("(HRW) Watch", "(HRW) Watch", ()),
    ("KLA – Kurdish Lantern Association", "Kurdish Lantern Association", ("KLA",)),
    ("Lantern Centre - Kelvany", "Lantern Centre - Kelvany", ()),
    ("Open Wells (formerly Closed Wells)", "Open Wells", ("Closed Wells",)),
    ("Ligue des droits (L.D.D.)", "Ligue des droits", ("L.D.D.",)),
]


@pytest.mark.parametrize(("name", "full", "others"), SPLITS)
def test_names_that_carry_another(name: str, full: str, others: tuple[str, ...]) -> None:
    assert split_names(name) == (full, others)


MEANINGS = [
    ("İnsan Hakları Derneği", ["human_rights", "association"]),
    ("Menschenrechtsverein Kirgisistan", ["human_rights", "KG"]),
    ("Министерство культуры Армении", ["ministry", "culture", "AM"]),
    ("中国人权律师协会", ["CN", "human_rights", "bar_association"]),
    ("جمعية المحامين العراقيين", ["association", "lawyers"]),
    ("Fund III Harbourline", ["foundation", "3", "harbourline"]),
    ("ООО «Северный Ветер»", ["north", "ветер"]),
    ("Harbourline Co., Ltd", ["harbourline"]),
    ("The Of And", ["the", "of", "and"]),
]


@pytest.mark.parametrize(("name", "values"), MEANINGS)
def test_what_organisation_names_mean(name: str, values: list[str]) -> None:
    assert [meaning.value for meaning in content(name)][: len(values)] == values


def test_initials_of_a_single_word_are_none() -> None:
    assert initials("Lantern") == frozenset()


DATA = Path(identity.__file__).parent / "data"


def test_the_two_rows_of_chinese_characters_belong_together() -> None:
    han = tomllib.loads((DATA / "han.toml").read_text(encoding="utf-8"))
    assert len(han["traditional"]) == len(han["simplified"])
    assert simplified("張國慶") == "张国庆"
    assert all(plain(c) == c for c in han["simplified"])


@pytest.mark.parametrize(
    "name", ["arabic", "hebrew", "cyrillic", "greek", "georgian", "armenian", "thai", "burmese"]
)
def test_every_letter_of_a_table_has_latin_ways(name: str) -> None:
    scripts = tomllib.loads((DATA / "scripts.toml").read_text(encoding="utf-8"))
    for row in filter(None, re.split(r"[|\n]", scripts[name]["letters"])):
        key, equals, latin = row.partition("=")
        assert key.strip("^$") and equals and latin.split(), row
        assert all(re.fullmatch("[a-zž]+|-", way) for way in latin.split()), row


def test_ways_of_a_word_cover_all_its_letters() -> None:
    assert len(ways(plain("Щука"))) == 4
    assert ways("ⵜ") == ()
