"""Promises, refusals and errors are told as written, and only when they are said."""

import pytest

from evidence import phrases


@pytest.mark.parametrize(
    ("text", "promise"),
    [
        ("亲，付款后10分钟内自动发货哦，请耐心等待", "付款后10分钟内自动发货"),
        ("商家承诺：预计3天内发货", "预计3天内发货"),
        ("待发货，24小时内发货", "24小时内发货"),
        ("拍下后自动发货", "拍下后自动发货"),
        ("支持7x24小时自动发货", "24小时自动发货"),
        ("下单后立即发货", "下单后立即发货"),
        ("今日18点前付款当天发货·假一赔十", "今日18点前付款当天发货"),
        ("付款后自动发送卡密，你看下说明", "付款后自动发送卡密"),
        ("拍下后客服人工发送激活码", "拍下后客服人工发送激活码"),
        ("商家承诺：每日9点-22点下单立即发货", "每日9点-22点下单立即发货"),
        ("工作时间30分钟内发货", "工作时间30分钟内发货"),
        ("亲，最晚明天发货的", "最晚明天发货"),
        ("发货承诺：付款后2小时内发送密钥", "付款后2小时内发送密钥"),
        ("付款后6小时内发送至邮箱", "付款后6小时内发送至邮箱"),
        ("我们工作日24小时内发货，都是测试过的", "工作日24小时内发货"),
        ("预计今天18:00前发货，请您留意", "预计今天18:00前发货"),
        ("下单后1小时内安排远程，工程师在排队", "下单后1小时内安排远程"),
        ("卖家已发货", None), ("等待卖家发货", None), ("一直没有自动发货", None), ("发货时间", None),
    ],
)  # fmt: skip
def test_a_promise(text: str, promise: str | None) -> None:
    assert (phrases.promise(text) or "")[-len(promise or "") :] == (promise or "")


@pytest.mark.parametrize(
    ("text", "refusals"),
    [
        ("温馨提示：已经超过投诉期，请核对后使用。", ["已经超过投诉期"]),
        ("亲，不支持7天无理由退货，下单页面有说明的", ["不支持7天无理由退货"]),
        ("商家拒绝退款", ["拒绝退款"]),
        ("虚拟商品一经售出不退不换，请核对后使用", ["虚拟商品一经售出不退不换"]),
        ("售后说明：卡密一经查看，概不退换", ["卡密一经查看，概不退换"]),
        ("这边激活码已发出不能退款的哦", ["激活码已发出不能退款"]),
        ("您的订单已过售后期，请您理解", ["已过售后期"]),
        ("系统显示卡密已提取无法退款哦亲", ["卡密已提取无法退款"]),
        ("而且超过24小时不处理售后，自己看公告", ["超过24小时不处理售后"]),
        ("卖家已拒绝退款申请", ["拒绝退款"]),
        ("激活不了，能退款吗", []), ("支持7天无理由退货", []), ("投诉规则：交易当日24点前可在线投诉", []), ("为什么不退款？", []), ("申请退款", []),
    ],
)  # fmt: skip
def test_refusals(text: str, refusals: list[str]) -> None:
    assert phrases.refusals(text) == refusals


@pytest.mark.parametrize(
    "text",
    [
        "卡密不存在或已失效",
        "CDKEY已过期，请联系商家",
        "激活失败",
        "错误代码0xC004F050",
        "该激活码不适用于当前产品版本。",
        "该礼品卡已被兑换",
        "无效的激活码",
    ],
)
def test_an_answer_that_refuses_a_key(text: str) -> None:
    assert phrases.is_error(text)


@pytest.mark.parametrize("text", ["请输入卡密", "立即激活", "复制卡密", "Win11专业版激活密钥 联网激活"])
def test_an_invitation_is_no_error(text: str) -> None:
    assert not phrases.is_error(text)
