"""Numbers in texts, as they are printed in many scripts."""

import pytest

from aggregator.extract.signatories.numerals import numbers


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("35 organisations", [35]),
        ("1,873 of 2,500 signatures", [1873, 2500]),
        ("1 200 подписей", [1200]),
        ("In 2020 200 people", [2020, 200]),
        ("более 40 тысяч человек", [40_000]),
        ("forty thousand people", [40_000]),
        ("forty-five groups", [45]),
        ("1,5 million", [1_500_000]),
        ("12.30 Uhr", []),
        ("200 mil pessoas", [200_000]),
        ("٤٥ منظمة", [45]),
        ("2萬人聯署", [20_000]),
        ("兩萬三千五百人", [23_500]),
        ("四十五団体", [45]),
        ("10만 명", [100_000]),
        ("no number", []),
    ],
)
def test_numbers(text: str, values: list[int]) -> None:
    assert [number.value for number in numbers(text)] == values


def test_spans_cover_the_word_that_multiplies() -> None:
    text = "mehr als 40 Tausend Menschen"
    assert [text[number.start : number.end] for number in numbers(text)] == ["40 Tausend"]
