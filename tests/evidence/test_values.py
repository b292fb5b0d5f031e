"""Numbers, money and moments as screens write them."""

from datetime import datetime

import pytest

from evidence import values

NOW = datetime(2026, 11, 4, 15, 0)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("¥28.99", "28.99"), ("￥ 1,391.70", "1391.70"), ("163.90 元", "163.90"), ("-287.50", "287.50"), ("¥5", "5.00"), ("28.9元", "28.90"),
        ("¥87.13（免运费）", "87.13"), ("98,99", "98.99"), ("1,234", "1234.00"), ("3万+人付款", None), ("2024-05-06", None), ("复制", None),
        ("12345678901", None),
    ],
)  # fmt: skip
def test_money(text: str, yuan: str | None) -> None:
    assert values.money(text) == yuan


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-11-06 20:05:11", "2024-11-06 20:05:11"),
        ("2024-11-0620:05:11", "2024-11-06 20:05:11"),
        ("2025年3月10日 11:30:25", "2025-03-10 11:30:25"),
        ("2024/1/5 9:05", "2024-01-05 09:05"),
        ("2024.02.0705:06:57", "2024-02-07 05:06:57"),
        ("昨天 14:05", "2026-11-03 14:05"),
        ("今天9:05", "2026-11-04 09:05"),
        ("前天 08:00", "2026-11-02 08:00"),
        ("星期一 10:00", "2026-11-02 10:00"),
        ("12-30 10:00", "2025-12-30 10:00"),
        ("2024-02-31 10:00", None),
        ("14:05", None),
    ],
)
def test_a_moment(text: str, moment: str | None) -> None:
    assert values.moment(text, NOW) == moment


def test_relative_words_without_a_clock_stay_unknown() -> None:
    assert values.moment("昨天 14:05") is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("230612-565691826653746", "230612-565691826653746"),
        ("3372393618212765042 复制", "3372393618212765042"),
        ("8BZNTHGQ6XT8RRP3MGNS", "8BZNTHGQ6XT8RRP3MGNS"),
        ("待发货", None), ("1234", None), ("2024-11-06 20:05:11", None), ("ABCDEFGH", None),
    ],
)  # fmt: skip
def test_a_number(text: str, number: str | None) -> None:
    assert values.number(text) == number


def test_marks_between_chinese_letters_are_full_width() -> None:
    assert values.chinese_marks("激活码错误,请重试(错误码:1003)") == "激活码错误，请重试（错误码：1003）"
    assert values.chinese_marks("10:30, ok") == "10:30, ok"
