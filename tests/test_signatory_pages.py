"""Our labelled pages: the labels are sound, look-alikes yield nobody, and the scores never fall."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.adapters import signatories
from tests.benchmarks.signatory_score import FOLDER, Row, keys, score, totals

LABELS = sorted(FOLDER.glob("*.json"))
RATCHET = tomllib.loads((FOLDER / "ratchet.toml").read_text(encoding="utf-8"))
FIELDS = {
    "id": str,
    "source": dict,
    "language": str,
    "layout": str,
    "is_statement": bool,
    "title": (str, type(None)),
    "addressed_to": (str, type(None)),
    "claimed_count": (int, type(None)),
    "list_is_partial": bool,
    "signatories": list,
}
ENTRY = {"order", "name", "kind", "role", "affiliation", "country"}


def label_of(file: Path) -> dict[str, Any]:
    label: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return label


@cache
def rows() -> dict[str, Row]:
    return {row.id: row for row in score(signatories)}


def test_pages_and_labels_come_in_pairs() -> None:
    assert len(LABELS) >= 66
    assert {file.stem for file in LABELS} == {file.stem for file in FOLDER.glob("*.html")}


def test_a_third_are_lists_nobody_signed() -> None:
    negatives = [file for file in LABELS if not label_of(file)["signatories"]]
    assert len(negatives) * 3 >= len(LABELS)


@pytest.mark.parametrize("file", LABELS, ids=lambda file: file.stem)
def test_label_is_sound(file: Path) -> None:
    label = label_of(file)
    assert label["id"] == file.stem
    for field, kind in FIELDS.items():
        assert isinstance(label[field], kind), field
    page = file.with_suffix(".html").read_text(encoding="utf-8").replace("&amp;", "&")
    for order, entry in enumerate(label["signatories"], 1):
        assert ENTRY <= set(entry) <= ENTRY | {"aliases"}
        assert entry["order"] == order
        assert entry["kind"] in {"person", "organisation"}
        assert entry["country"] is None or len(entry["country"]) == 2
        assert any(name in page for name in (entry["name"], *entry.get("aliases", ()))), entry["name"]
    names = [entry["name"] for entry in label["signatories"]]
    assert len(set(map(str.casefold, names))) == len(names)
    assert all(keys(name) for name in names)


@pytest.mark.parametrize("file", [f for f in LABELS if not label_of(f)["signatories"]], ids=lambda f: f.stem)
def test_nobody_signed(file: Path) -> None:
    if file.stem in RATCHET["known_false"]:
        assert rows()[file.stem].false, "nobody is found any more: take the page out of known_false"
    else:
        assert rows()[file.stem].false == []


@pytest.mark.parametrize("name", sorted(RATCHET["at_least"]))
def test_score_does_not_fall(name: str) -> None:
    assert totals(list(rows().values()))[name] >= RATCHET["at_least"][name]


@pytest.mark.parametrize("name", sorted(RATCHET["at_most"]))
def test_error_does_not_rise(name: str) -> None:
    assert totals(list(rows().values()))[name] <= RATCHET["at_most"][name]
