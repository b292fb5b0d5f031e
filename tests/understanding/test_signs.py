"""What a stretch of a story could be: each small grammar finds its own and leaves the others'."""

from datetime import date, datetime

import pytest

from dialogs.understanding.signs import signs

NOW = datetime.fromisoformat("2026-11-23T09:30+08:00")


def found(text: str, name: str) -> list[str]:
    return [text[sign.start : sign.end] for sign in signs(text, NOW) if sign.name == name]


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("花了128元", 12800),
        ("付了¥1,280.50买的", 128050),
        ("转了1万2块", 1200000),
        ("九块九买的", 990),
        ("两百三十块", 23000),
        ("畀咗210蚊", 21000),
        ("3k元的货", 300000),
    ],
)
def test_an_amount_is_read_with_its_unit(text: str, fen: int) -> None:
    assert [sign.value for sign in signs(text, NOW) if sign.name == "sum"] == [fen]


def test_a_bare_figure_may_be_an_amount_but_a_day_an_hour_and_a_code_are_none() -> None:
    assert found("11月3日 128 买的，24小时，单号KM20261103", "figure") == ["128", "24"]
    assert found("11月3日 128 买的，24小时，单号KM20261103", "code") == ["KM20261103"]
    assert found("11月3日 128 买的，24小时，单号KM20261103", "hours") == ["24小时"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("11月3号买的", date(2026, 11, 3)),
        ("2026/11/3 下单", date(2026, 11, 3)),
        ("上周五拍的", date(2026, 11, 20)),
        ("前天下单", date(2026, 11, 21)),
        ("三天前付的", date(2026, 11, 20)),
        ("双十一那天", date(2026, 11, 11)),
        ("11.3买的", date(2026, 11, 3)),
    ],
)
def test_a_day_is_the_most_recent_one(text: str, day: date) -> None:
    assert [sign.value for sign in signs(text, NOW) if sign.name == "day"] == [day.toordinal()]


def test_a_price_with_a_point_is_no_day() -> None:
    assert found("一共12.5元", "day") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("绝区零月卡", ["绝区零"]),
        ("王者荣耀点券和英雄联盟手游皮肤", ["王者荣耀", "英雄联盟手游"]),
        ("买了xbox game pass三个月", ["xbox game pass"]),
        ("单号STEAMX9", []),
        ("steam充值卡", ["steam"]),
    ],
)
def test_a_known_name_is_found_whole_and_in_no_longer_word(text: str, names: list[str]) -> None:
    assert found(text, "brand") == names


def test_what_is_quoted_is_found_though_the_closing_mark_is_missing() -> None:
    assert found("他说“再等等”，又说“明天", "quoted") == ["“再等等”", "“明天"]
