"""Promised lengths of time as people type them. The tables are the specification."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.spans import Span, read_span, say_span
from dialogs.unclear import Unclear

SPANS = {
    "24小时": (24, "hours"),
    "二十四小时内": (24, "hours"),
    "24个小时": (24, "hours"),
    "付款后 72 小时内发货": (72, "hours"),
    "48h": (48, "hours"),
    "48H内": (48, "hours"),
    "半小时": (30, "minutes"),
    "半个小时": (30, "minutes"),
    "一个半小时": (90, "minutes"),
    "30分钟": (30, "minutes"),
    "10min": (10, "minutes"),
    "3天": (3, "days"),
    "三天内": (3, "days"),
    "3日内": (3, "days"),
    "半天": (12, "hours"),
    "一天半": (36, "hours"),
    "三个工作日": (3, "working_days"),
    "7个工作日内": (7, "working_days"),
    "3-5个工作日": (5, "working_days"),
    "3到5天": (5, "days"),
    "1~3天": (3, "days"),
    "一周": (7, "days"),
    "两个星期": (14, "days"),
    "半个月": (15, "days"),
    "立即": (0, "hours"),
    "秒发": (0, "hours"),
    "自动发货": (0, "hours"),
    "自动发货，10分钟内到账": (10, "minutes"),
    "次日": (1, "days"),
    "48小时（2天）": (48, "hours"),
    "5个自然日": (5, "days"),
}


@pytest.mark.parametrize("text", SPANS)
def test_a_span_as_people_type_it(text: str) -> None:
    amount, unit = SPANS[text]
    assert read_span(text) == Span(amount=amount, unit=unit)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "尽快",
        "一个月",
        "三四天",
        "0天",
        "400天",
        "1.5天",
        "24小时或3天",
        "三天前",
        "11月30日",
        "当天",
        "第三天",
        "一周半",
        "3x24小时",
    ],
)
def test_an_unclear_span_is_not_guessed(text: str) -> None:
    with pytest.raises(Unclear) as answer:
        read_span(text)
    assert answer.value.why.endswith("。")


def test_a_span_is_said_in_plain_chinese() -> None:
    assert say_span(Span(24, "hours")) == "24 小时"
    assert say_span(Span(7, "working_days")) == "7 个工作日"
    assert say_span(Span(0, "hours")) == "立即"


@given(
    st.one_of(
        st.just(Span(0, "hours")),
        st.builds(Span, st.integers(1, 366), st.sampled_from(["minutes", "hours", "days", "working_days"])),
    )
)
def test_a_span_said_is_read_back(span: Span) -> None:
    assert read_span(say_span(span)) == span


@given(st.text(max_size=40))
def test_nothing_typed_breaks_the_reader(text: str) -> None:
    try:
        assert isinstance(read_span(text), Span)
    except Unclear as unclear:
        assert unclear.why.endswith("。")
