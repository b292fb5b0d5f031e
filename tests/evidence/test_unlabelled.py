"""Names without a label: whose shop, which goods, what platform, what a program answered."""

import pytest

from tests.evidence.pieces import Piece, read

ORDER: tuple[Piece, ...] = (
    ("订单编号：1234567890123456", 36, 800),
    ("下单时间：2026-11-01 10:00:00", 36, 850),
)


def test_a_shop_has_its_door_beside_it_and_its_marks_are_no_name() -> None:
    found = read(
        *ORDER, ("南风游戏充值铺", 60, 456), ("口碑4.9", 249, 456), ("进店", 520, 456), ("原神 创世结晶6480 官服直充", 175, 508), ("×1", 500, 545),
    )  # fmt: skip
    assert (found.merchant, found.product) == ("南风游戏充值铺", "原神 创世结晶6480 官服直充")


@pytest.mark.parametrize(
    ("pieces", "platform"),
    [
        ((("抖音商城 订单详情", 20, 78),), "抖音商城"),
        ((("钱款已打给卖家·闲鱼担保交易", 24, 219),), "闲鱼"),
        ((("<", 20, 57), ("点点卡券", 250, 57), ("交易完成", 94, 127)), "点点卡券"),
        ((("<", 20, 57), ("交易完成", 250, 57)), None),
        ((("京东 购物卡100元卡密", 175, 508), ("×1", 500, 508)), None),
    ],
)
def test_a_platform_is_named_in_the_head_of_a_page(pieces: tuple[Piece, ...], platform: str | None) -> None:
    assert read(*ORDER, *pieces).platform == platform


def test_the_goods_of_a_chat_stand_on_the_orders_card() -> None:
    found = read(
        ("七七会员商城", 57, 80), ("拼多多·回复率99%", 55, 118, 16), ("我要咨询的订单", 60, 226), ("影音黄金会员 家庭版 一年 6", 166, 268), ("用户", 166, 300),
        ("实付¥356.00", 166, 336), ("订单号 8388258496502595642", 60, 391), ("怎么还没有发货？", 250, 478), ("亲，请您耐心等待哦", 112, 600),
    )  # fmt: skip
    assert (found.product, found.amount, found.platform, found.merchant) == (
        "影音黄金会员 家庭版 一年 6用户", "356.00", "拼多多", "七七会员商城",
    )  # fmt: skip


def test_the_sentence_of_a_dialog_says_more_than_its_heading() -> None:
    found = read(
        ("软件激活向导", 369, 204, 13), ("无法激活软件", 397, 230, 22), ("您输入的产品代码无效，请核对后重新输入。", 400, 275, 15), ("上一步", 692, 362, 14),
        ("激活", 760, 362, 14), width=1280, height=720,
    )  # fmt: skip
    assert found.error == "您输入的产品代码无效，请核对后重新输入。"
