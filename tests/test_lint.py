"""What weakens a draft is found and taken out; facts, quotes and lawful steps stay."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.lint import SECRETS, TONE, calm, lint, masked
from tests.score import PRACTICE


def kinds(text: str) -> list[str]:
    return [found.kind for found in lint(text)]


@pytest.mark.parametrize(
    "text",
    [
        "如三日内不退款，我将依法向人民法院起诉。",
        "我已向12315投诉，并保留报警的权利。",
        "我会向媒体反映该情况。",
        "商家收款后不发货，涉嫌诈骗，我被骗了128元。",
        "客服骂我“滚”，商家回复：“傻逼，爱告告去”。",
        "商家威胁要人肉我，已截图。",
        "商品：愤怒的小鸟激活码，店名叫傻大姐卡铺。",
        "我妈的手机付的款，他妈妈不知情。",
        "请退还128元；如不退还，我会如实讲述我的经历。",
    ],
)
def test_lawful_steps_facts_and_other_peoples_words_are_calm(text: str) -> None:
    assert not kinds(text)
    assert calm(text) == text


@pytest.mark.parametrize(
    "text", ["傻X商家", "煞 笔", "nmsl", "你们这群骗子", "臭不要脸", "s b 卖家", "滚，退钱"]
)
def test_an_insult_is_found_however_it_is_spelled(text: str) -> None:
    assert "insult" in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "不退钱就找人上门",
        "我要人肉你",
        "不给三千就曝光",
        "刷一百个差评给你们",
        "让你店开不下去",
        "把你的身份证发到网上",
    ],
)
def test_a_threat_is_found_whether_to_body_name_or_trade(text: str) -> None:
    assert kinds(text) == ["threat"]


@pytest.mark.parametrize(
    ("text", "kind", "hidden"),
    [
        ("电话13812345678。", "phone", "电话138****5678。"),
        ("身份证110101199003074514", "id_number", "身份证110***********4514"),
        ("银行卡6222020200112233445", "bank_card", "银行卡***************3445"),
        ("卡密QWER-TYUI-ASDF，未用", "card_key", "卡密QW************，未用"),
    ],
)
def test_a_secret_is_found_and_masked(text: str, kind: str, hidden: str) -> None:
    assert kinds(text) == [kind]
    assert masked(text) == hidden


@pytest.mark.parametrize(
    "text", ["拨打12315和95188", "客服400-820-8820", "订单号13800138000123", "QQ号123456789"]
)
def test_hotlines_and_order_numbers_are_no_secrets(text: str) -> None:
    assert not kinds(text)


@pytest.mark.parametrize("text", ["本人（未填）购买", "商家XXX未发货", "日期：____", "于X月X日付款"])
def test_a_blank_left_open_is_found(text: str) -> None:
    assert kinds(text) == ["placeholder"]


def test_calming_keeps_the_facts() -> None:
    angry = "你们就是一群骗子，收了钱不发货！11月3日付款128元，不退钱我就找人上门，要求退款。"
    assert calm(angry) == "收了钱不发货！11月3日付款128元，如未解决，我将依法投诉或起诉，要求退款。"
    assert calm("nmsl") == "请核实并处理。"


DRAFTS = [
    json.loads(line)["text"] for line in (PRACTICE / "drafts.jsonl").read_text(encoding="utf-8").splitlines()
]


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(DRAFTS), max_size=4).map("，".join)))
def test_any_text_comes_out_calm_and_masked(text: str) -> None:
    found = lint(text)
    assert all(0 <= start < end <= len(text) for _, (start, end) in found)
    assert not any(each.kind in TONE for each in lint(calm(text)))
    assert not any(each.kind in SECRETS for each in lint(masked(text)))
