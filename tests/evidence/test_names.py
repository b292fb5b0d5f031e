"""Names lose what a page sets around them, and nothing else."""

import pytest

from evidence.names import goods_name, payee, shop_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("京东 北岸软件专营店 >", "北岸软件专营店"), ("青柚软件商行 联系卖 家", "青柚软件商行"), ("橙子数码旗舰店 自营", "橙子数码旗舰店"),
        ("南风充值铺 4.9分 进店", "南风充值铺"), ("北极星官方", "北极星官方"), ("< 白鲸卡券专营店(3)", "白鲸卡券专营店"),
    ],
)  # fmt: skip
def test_a_shop(text: str, name: str) -> None:
    assert shop_name(text) == name


def test_a_badge_before_goods_is_no_part_of_their_name() -> None:
    assert goods_name("自营 影音会员年卡", badged=False) == "影音会员年卡"
    assert goods_name("京东 影音会员年卡", badged=True) == "影音会员年卡"
    assert goods_name("京东 购物卡100元", badged=False) == "京东 购物卡100元"
    assert goods_name("Notion Al 年度会员", badged=False) == "Notion AI 年度会员"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("转账-转给老周软件", "老周软件"), ("扫二维码付款-给老周软件", "老周软件"), ("向老周软件付款", "老周软件"), ("付款给 老周软件", "老周软件"),
        ("支付宝商城", "支付宝商城"), ("老周软件", "老周软件"),
    ],
)  # fmt: skip
def test_who_was_paid(text: str, name: str) -> None:
    assert payee(text) == name
