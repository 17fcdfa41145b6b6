"""Date texts, by language: `tests/dates/<language>.toml`."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from convertdate import persian
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.extract.dates import lexicon as lexicon_module
from aggregator.extract.dates import parse
from aggregator.extract.dates.calendars import from_jalali
from aggregator.extract.dates.lexicon import known_languages

TABLES = sorted((Path(__file__).parent / "dates").glob("*.toml"))
LANGUAGE_TABLES = [table for table in TABLES if table.stem not in ("any", "settings")]
OPTIONS = ("order", "timezone", "captured_at")


def rows() -> list[Any]:
    found = []
    for table in TABLES:
        default = [] if table.stem in ("any", "settings") else [table.stem]
        for row in tomllib.loads(table.read_text(encoding="utf-8"))["dates"]:
            row.setdefault("languages", default)
            found.append(pytest.param(row, id=f"{table.stem}-{row['text']}"))
    return found


@pytest.mark.parametrize("row", rows())
def test_reads_the_text_as_printed(row: dict[str, Any]) -> None:
    options = {name: row[name] for name in OPTIONS if name in row}
    value = parse(
        row["text"],
        tuple(row["languages"]),
        calendar=row.get("calendar_setting"),
        formats=tuple(row.get("formats", ())),
        **options,
    )
    assert value.value == row.get("value"), value
    if "value" not in row:
        assert row["reason"] in value.reason
    for name in ("precision", "calendar", "zone", "confidence"):
        if name in row:
            assert getattr(value, name) == row[name]
    assert len(value.conflicts) == row.get("conflicts", len(value.conflicts))


def test_many_languages_have_a_table_of_twelve_rows() -> None:
    counts = [len(tomllib.loads(table.read_text(encoding="utf-8"))["dates"]) for table in LANGUAGE_TABLES]
    assert len(counts) >= 50
    assert min(counts) >= 12
    assert {table.stem for table in LANGUAGE_TABLES} <= known_languages()


DATA = sorted((Path(lexicon_module.__file__).parent / "months").glob("*.toml"))
PARTS = {
    "order",
    "joins",
    "at",
    "am",
    "pm",
    "weekdays",
    "published",
    "modified",
    "months",
    "days_ago",
    "ago",
    "spans",
}


@pytest.mark.parametrize("path", DATA, ids=[path.stem for path in DATA])
def test_data_files_have_known_parts_and_all_months(path: Path) -> None:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(data) <= PARTS | {"prefixes", "endings"}
    assert sorted(data["order"]) == ["D", "M", "Y"]
    for calendar, months in data["months"].items():
        assert len(months) == (13 if calendar == "ethiopian" else 12)
        assert all(months)
    assert set(data["ago"]) <= {"minute", "hour", "day", "week", "month", "year"}
    assert all(pattern.count("{}") == 1 for patterns in data["ago"].values() for pattern in patterns)


def test_local_time_keeps_the_offset_of_the_page() -> None:
    value = parse("2020-06-07T23:30:00-05:00")
    assert (value.value, value.local, value.zone) == (
        "2020-06-08T04:30:00Z",
        "2020-06-07T23:30:00-05:00",
        "stated",
    )


def test_raw_text_and_method_are_kept() -> None:
    value = parse("Published 15 August 2020", ("en",))
    assert (value.origin.method, value.origin.raw) == ("written", "Published 15 August 2020")


def test_language_without_data_goes_to_the_library() -> None:
    value = parse("Dydh Sadorn 15 2020", ("kw",))
    assert value.value is None
    breton = parse("15 Eost 2020", ("br",))
    assert (breton.value, breton.origin.method, breton.confidence) == ("2020-08-15", "dateparser", "low")


@pytest.mark.parametrize("year", range(1300, 1480, 7))
def test_jalali_arithmetic_agrees_with_the_astronomical_calendar(year: int) -> None:
    for month in (1, 7, 12):
        assert from_jalali(year, month, 29).timetuple()[:3] == persian.to_gregorian(year, month, 29)


PIECES = st.sampled_from(
    [
        *"0123456789/-.:,|() ",
        "2020",
        "99",
        "Aug",
        "août",
        "۱۳۹۹",
        "مرداد",
        "年",
        "月",
        "日",
        "am",
        "ago",
        "T",
        "Z",
        "+02:00",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join)))
def test_any_text_gives_a_value_or_a_reason(text: str) -> None:
    value = parse(text, ("en", "fa"), captured_at="2024-05-10T12:00:00Z")
    assert (value.value is None) == bool(value.reason)
    assert value.value is None or value.value[:4].isdigit()


@pytest.mark.parametrize(
    "unit",
    [
        "9",
        "?",
        "(",
        "a a a ",
        "1/1/1 ",
        "12:30 ",
        "15 Aug ",
        "Aug 15 2020 ",
        "年1月",
        "۱۳۹۹/",
        "il y a ",
        "\u200c",
    ],
)
def test_long_texts_end_soon(unit: str) -> None:
    text = (unit * (100_000 // len(unit) + 1))[:100_000]
    parse("warm", ("fr", "fa", "zh"))
    start = time.process_time()
    parse(text, ("fr", "fa", "zh"), captured_at="2024-05-10T12:00:00Z")
    assert time.process_time() - start < 0.2
