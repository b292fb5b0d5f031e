"""Numbers as people type them. The tables are the specification."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.numerals import read_number
from dialogs.unclear import Unclear

NUMBERS = {
    "7": 7,
    "７": 7,
    "七": 7,
    "两": 2,
    "〇": 0,
    "十": 10,
    "十五": 15,
    "二十": 20,
    "一百零二": 102,
    "一百一十": 110,
    "一百一": 110,
    "一千三": 1300,
    "一千零三": 1003,
    "一千零三十": 1030,
    "一万": 10_000,
    "一万二": 12_000,
    "一万零二百": 10_200,
    "十二万三千四百五十六": 123_456,
    "一亿": 100_000_000,
    "一亿两千万": 120_000_000,
    "三千万": 30_000_000,
    "1,000": 1000,
    "1.2万": 12_000,
    "大概7天": 7,
    "第3": 3,
}


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_as_people_type_it(text: str) -> None:
    assert read_number(text) == NUMBERS[text]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "几天",
        "十几",
        "几十",
        "三四",
        "1.5",
        "-3",
        "负三",
        "3-5",
        "7或8",
        "1,00",
        "万一",
        "十百",
        "9" * 4000,
    ],
)
def test_an_unclear_number_is_not_guessed(text: str) -> None:
    with pytest.raises(Unclear):
        read_number(text)


@given(st.text(max_size=40))
def test_nothing_typed_breaks_the_reader(text: str) -> None:
    try:
        assert read_number(text) >= 0
    except Unclear as unclear:
        assert unclear.why.endswith("。")
