"""A story told in one go: what it states is found, what it does not state is absent, doubt is not certainty."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.understanding import understand

NOW = datetime(2026, 11, 22, 14, 0, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Sunday


def values(text: str) -> dict[str, object]:
    return {name: heard.value for name, heard in understand(text, NOW).items()}


def test_a_whole_story_gives_every_field_it_states_and_no_other() -> None:
    story = (
        "我11月3号在星河卡盟买了一张Steam充值卡，花了128，订单号XH20261103001，说好24小时内发货，"
        "到现在都没发，客服说“再等等”，我要退款。"
    )
    assert values(story) == {
        "scenario": "not_delivered",
        "platform": "星河卡盟",
        "order_no": "XH20261103001",
        "product": "Steam充值卡",
        "amount_fen": 12800,
        "paid_on": date(2026, 11, 3),
        "promised_hours": 24,
        "demand": "full_refund",
        "contact_said": "再等等",
    }


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("面值100的苹果礼品卡花了95买的，兑换失败", 9500),
        ("原价128的年卡，实付98，没到账", 9800),
        ("买了3张骏卡，每张50，总共150，只发了两张", 15000),
        ("客服退了我50，我总共付了128，没到账", 12800),
    ],
)
def test_the_amount_is_what_was_paid(text: str, fen: int) -> None:
    assert values(text)["amount_fen"] == fen


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("我是代理，拿货的点卡没发", "resale", True),
        ("不是转卖，自己用的，点卡没发", "resale", False),
        ("我直接微信转给他，点卡没发", "private_transfer", True),
        ("没有私下转账，点卡没发", "private_transfer", False),
        ("我儿子今年12岁，拿我手机买的点卡没发", "minor", True),
        ("我不是未成年，点卡没发", "minor", False),
    ],
)
def test_yes_and_no_are_both_heard(text: str, field: str, value: bool) -> None:
    assert values(text)[field] is value


def test_what_is_not_said_is_absent() -> None:
    assert values("我在卡盟买了点卡没发货") == {"scenario": "not_delivered", "product": "点卡"}
    assert "promised_hours" not in values("写着秒发，24小时自动发货，没发")
    assert "order_no" not in values("我手机13800001234，QQ号123456789，点卡没发")
    assert "demand" not in values("点卡没发，要么补发要么退款")


@pytest.mark.parametrize(
    "text", ["你好", "请问卡密是什么意思？", "谢谢你，问题已经解决啦", "低价出Q币，量大从优"]
)
def test_what_is_no_complaint_is_only_that(text: str) -> None:
    assert set(values(text)) == {"not_a_complaint"}


def test_the_order_that_failed_counts() -> None:
    story = values("11月2号充的月卡30元没到，11月8号充的季卡88元到了。")
    assert (story["amount_fen"], story["paid_on"]) == (3000, date(2026, 11, 2))


def test_two_troubles_are_asked_about() -> None:
    heard = understand("卡密无效，找商家补发又一直没发货", NOW)
    assert not heard["scenario"].sure


@given(st.text(max_size=80))
def test_nothing_typed_breaks_it(text: str) -> None:
    assert all(heard.value is not None for heard in understand(text, NOW).values())
