"""Amounts as people type them. The tables are the specification."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.money import read_fen, say_money
from dialogs.unclear import Unclear

MONEY = {
    "128": 12800,
    "１２８": 12800,
    "128.5": 12850,
    "128.50": 12850,
    "¥128.5": 12850,
    "￥ 1,391.70": 139170,
    "￥1，391.70": 139170,
    "128元": 12800,
    "128 元": 12800,
    "128.5 元": 12850,
    "128块": 12800,
    "128块钱": 12800,
    "128块5": 12850,
    "128块5毛": 12850,
    "128块五毛": 12850,
    "128块50": 12850,
    "12元5角3分": 1253,
    "12元零5分": 1205,
    "一百元零五分": 10005,
    "5毛": 50,
    "三毛五分": 35,
    "5分": 5,
    "八毛五": 85,
    "9块9毛9": 999,
    "十块零五毛": 1050,
    "128元整": 12800,
    "两块二": 220,
    "三千五": 350000,
    "1k": 100000,
    "每张50，一共150": 15000,
    "两块五": 250,
    "一百二十八块": 12800,
    "一百二十八元五角": 12850,
    "一百二十八点五": 12850,
    "九十九点九九元": 9999,
    "一千三": 130000,
    "一百二": 12000,
    "一百零二": 10200,
    "两百五": 25000,
    "二百五十": 25000,
    "1.2万": 1200000,
    "一万二": 1200000,
    "1万2": 1200000,
    "1千2": 120000,
    "1万2000元": 1200000,
    "2千5百元": 250000,
    "2w": 200_0000,
    "3k": 300000,
    "3千": 300000,
    "壹佰元": 10000,
    "壹仟贰佰叁拾肆元": 123400,
    "十块": 1000,
    "实付 99.9": 9990,
    "实付：99.9": 9990,
    "RMB 128": 12800,
    "128rmb": 12800,
    "人民币128": 12800,
    "11月3号付了128": 12800,
    "11月3号付了128.5元": 12850,
    "100元2张": 10000,
    "2张，一共100元": 10000,
    "128元，就是一百二十八块": 12800,
    "0.01": 1,
    "1000000": 100_000_000,
}


@pytest.mark.parametrize("text", MONEY)
def test_an_amount_as_people_type_it(text: str) -> None:
    assert read_fen(text) == MONEY[text]


UNCLEAR_MONEY = {
    "": "没看出金额",
    "很多钱": "没看出金额",
    "128.555": "两位小数",
    "-128": "大于 0",
    "¥-128": "大于 0",
    "负五十": "大于 0",
    "0": "大于 0",
    "0.00元": "大于 0",
    "1000000.01": "100 万",
    "两百万": "100 万",
    "100或200": "不止一个金额",
    "¥100，实付¥98": "不止一个金额",
    "100-200": "不止一个金额",
    "$128": "人民币",
    "20美元": "人民币",
    "50 USDT": "人民币",
    "100多块": "准确",
    "一百多": "准确",
    "几十块": "准确",
    "大概128": "准确",
    "100左右": "准确",
    "将近300": "准确",
    "100元/张": "单价",
    "128.000": "两位小数",
    "二十来块": "准确",
    "128块五六": "没看清",
    "1万2千5元": "没看清",
    "1万2千5": "没看清",
    "一万两千五六": "没看出金额",
    "9" * 4000: "100 万",
}


@pytest.mark.parametrize("text", UNCLEAR_MONEY)
def test_an_unclear_amount_is_answered_with_what_would_be_clear(text: str) -> None:
    with pytest.raises(Unclear) as answer:
        read_fen(text)
    assert UNCLEAR_MONEY[text] in answer.value.why


def test_an_amount_is_said_in_yuan() -> None:
    assert say_money(12850) == "128.50 元"
    assert say_money(5) == "0.05 元"


@given(st.integers(1, 100_000_000))
def test_an_amount_said_is_read_back(fen: int) -> None:
    assert read_fen(say_money(fen)) == fen
    assert read_fen(f"￥{fen / 100:,.2f}") == fen


TYPED = st.text("0123456789分元块毛角万千百十两三一二点.:-/¥, 个多几来", max_size=20)


@given(st.one_of(TYPED, st.text(max_size=40)))
def test_nothing_typed_breaks_the_reader_or_leads_it_out_of_bounds(text: str) -> None:
    try:
        assert 0 < read_fen(text) <= 100_000_000
    except Unclear as unclear:
        assert unclear.why.endswith("。")
