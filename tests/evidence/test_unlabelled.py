"""Names without a label: whose shop, which goods, what platform, what a program answered."""

import pytest

from evidence.reading import Kind
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


def test_a_price_close_behind_the_goods_is_no_part_of_their_name_nor_is_the_coupon_below() -> None:
    found = read(*ORDER, ("网易UU加速器 90天 CDK¥76.80", 186, 339), ("x1", 520, 339), ("满100减10", 186, 371))
    assert found.product == "网易UU加速器 90天 CDK"


def test_the_letters_in_a_picture_are_not_the_title() -> None:
    found = read(
        ("年卡", 150, 227, 100), ("券后¥199.90", 10, 551, 36), ("【官方正版】影音超级会员年卡激活码", 32, 649), ("已售 8万+", 470, 562), ("加入购物车", 215, 1197),
        ("立即购买", 421, 1197),
    )  # fmt: skip
    assert (found.kind, found.product) == (Kind.PRODUCT_PAGE, "【官方正版】影音超级会员年卡激活码")


def test_the_page_of_a_product_shows_its_platforms_badge() -> None:
    found = read(
        ("京东 影音超级会员年卡激活码", 32, 649),
        ("已售 8万+", 470, 562),
        ("加入购物车", 215, 1197),
        ("立即购买", 421, 1197),
    )
    assert (found.platform, found.product) == ("京东", "影音超级会员年卡激活码")


def test_a_desktop_chat_is_with_whom_stands_over_the_talk() -> None:
    found = read(
        ("在线客服中心", 15, 11, 15), ("服务时间 9:00-22:00", 1063, 14, 12), ("乐玩点卡专营", 247, 61, 15), ("当前订单", 1025, 61, 13), ("搜索会话", 20, 64, 13),
        ("影音会员三年 兑换码", 1095, 96, 13), ("订单编号", 1024, 170, 11), ("60212686142709125", 1025, 192, 13), ("实付金额", 1024, 222, 11),
        ("¥399.00", 1024, 240, 13), ("下单时间", 1024, 270, 11), ("2026-10-28 07:57:15", 1024, 292, 11), ("买了以后一直没发码", 803, 144, 14),
        ("您好，付款后2小时内发货，请稍等", 304, 218, 14), ("直接给我退款吧", 838, 434, 14), ("您的订单已过售后期，请您理解", 303, 508, 14),
        ("发送", 937, 709, 14), width=1280, height=760,
    )  # fmt: skip
    assert (found.kind, found.merchant, found.product, found.amount, found.order_time) == (
        Kind.CHAT, "乐玩点卡专营", "影音会员三年 兑换码", "399.00", "2026-10-28 07:57:15",
    )  # fmt: skip


def test_the_bare_number_a_buyer_asks_about_is_the_orders() -> None:
    found = read(
        ("小海豚卡铺", 232, 68), ("昨天 17:34", 245, 112), ("亲，系统自动发货的，您刷新一下", 98, 308), ("XHT197508753930 帮我查查", 230, 416), ("这单显示已提卡了", 98, 558),
        ("那我投诉了", 375, 883),
    )  # fmt: skip
    assert found.order_no == "XHT197508753930"


def test_talk_about_nothing_bought_is_no_evidence() -> None:
    found = read(
        ("妈妈", 259, 78), ("昨天 20:14", 245, 146), ("妈，这周末我们回去吃饭", 207, 214), ("好啊，想吃什么我去买", 104, 299), ("大概11点半吧", 300, 584),
        ("你们留了一筐吧", 104, 703),
    )  # fmt: skip
    assert found.kind is Kind.OTHER


def test_a_refund_tells_its_amount_and_the_way_back_without_labels() -> None:
    found = read(
        ("<", 22, 57), ("点点卡券", 245, 57), ("退款成功", 223, 250, 28), ("¥598.00", 210, 307, 40), ("已退回至支付宝账户", 200, 372), ("订单编号", 40, 579),
        ("39012500100348364840", 292, 579), ("退款单号", 43, 637), ("R81054024520590", 349, 637), ("退款原因", 41, 753), ("卡密无效", 441, 753),
    )  # fmt: skip
    assert (found.kind, found.amount, found.pay_channel, found.platform, found.order_no) == (
        Kind.REFUND, "598.00", "支付宝", "点点卡券", "39012500100348364840",
    )  # fmt: skip


def test_an_account_that_is_covered_names_nobody() -> None:
    found = read(
        ("账单详情", 67, 80), ("锦鲤充值中心", 220, 209), ("-158.00", 220, 260, 40), ("商品说明", 24, 630), ("音乐会员年卡", 197, 630), ("对方账户", 21, 692),
        ("kj2***@163.com", 192, 692), ("商户订单号", 28, 955), ("7383355101880739630", 194, 955),
    )  # fmt: skip
    assert (found.kind, found.merchant) == (Kind.ALIPAY_BILL, "锦鲤充值中心")


@pytest.mark.parametrize(
    ("pieces", "platform"),
    [
        ((("拼多多·订单信息", 27, 520),), "拼多多"),
        ((("拼多多 假一赔十", 27, 520),), "拼多多"),
        ((("进店", 526, 59), ("<", 20, 57)), None),
        ((("京东首页", 57, 25, 14), ("客户服务", 177, 25, 14)), "京东"),
    ],
)
def test_a_platform_stands_before_a_point_or_in_a_link(
    pieces: tuple[Piece, ...], platform: str | None
) -> None:
    assert read(*ORDER, *pieces).platform == platform


def test_the_variant_under_the_goods_is_not_their_name() -> None:
    found = read(
        *ORDER, ("百度文库VIP年卡 自动发卡", 154, 386), ("¥230.32", 480, 386), ("电子卡密 ×1", 154, 425, 18)
    )
    assert found.product == "百度文库VIP年卡 自动发卡"


def test_a_door_written_close_behind_a_shop_shows_that_it_is_one() -> None:
    found = read(*ORDER, ("小蜜蜂的杂货 联系客服", 79, 300), ("影音会员年卡激活码", 79, 360))
    assert (found.merchant, found.product) == ("小蜜蜂的杂货", "影音会员年卡激活码")


def test_a_symbol_of_warning_is_no_part_of_the_error() -> None:
    found = read(
        ("软件激活中心", 240, 80),
        ("激活码", 36, 300),
        ("⊗ 该激活码已被使用", 36, 400),
        ("立即激活", 240, 500),
    )
    assert found.error == "该激活码已被使用"


def test_the_title_of_a_product_stands_at_its_price() -> None:
    found = read(
        ("¥161.34", 12, 523, 36), ("已拼1.2万件", 159, 536), ("三角洲行动 三角券 6480", 17, 577, 26), ("付款后自动发货·假一赔十", 17, 621, 18),
        ("木棉数字科技", 15, 670), ("进店逛逛", 464, 675), ("单独购买¥19.00", 261, 1217), ("发起拼单", 458, 1217),
    )  # fmt: skip
    assert (found.product, found.promise, found.merchant) == (
        "三角洲行动 三角券 6480",
        "付款后自动发货",
        "木棉数字科技",
    )


def test_the_list_of_other_talks_beside_a_chat_refuses_nothing() -> None:
    found = read(
        ("可可西里数码", 7, 11, 15), ("[已读] 不退", 7, 32, 12), ("一品书屋", 5, 130, 15), ("可可西里数码", 234, 9, 15), ("你好，卡密提示已使用", 799, 77, 15),
        ("亲，本店商品不退不换，还请理解", 246, 328, 15), ("那我投诉了", 880, 420, 15), ("发送", 910, 719, 15), width=1280, height=760,
    )  # fmt: skip
    assert found.refusals == ("本店商品不退不换",)


def test_a_verdict_on_a_service_request_is_a_refund() -> None:
    found = read(
        ("服务单详情", 230, 63), ("审核不通过", 28, 144, 28), ("审核意见：电子卡券售出概不退换，感谢支持", 30, 190), ("服务单号", 27, 443), ("39949714244", 416, 443),
        ("退款金额", 27, 490), ("¥166.00", 480, 490), ("订单编号", 27, 540), ("717329800269", 400, 540),
    )  # fmt: skip
    assert (found.kind, found.amount, found.order_no, found.refusals) == (
        Kind.REFUND, "166.00", "717329800269", ("电子卡券售出概不退换",),
    )  # fmt: skip


def test_a_star_before_a_line_begins_another_note() -> None:
    found = read(*ORDER, ("* 激活后不支持退款", 36, 900, 18), ("* 请在有效期内使用", 36, 927, 18))
    assert found.refusals == ("激活后不支持退款",)


def test_goods_beside_their_picture_need_no_telling_word_and_their_shop_stands_over_them() -> None:
    found = read(
        *ORDER, ("交易详情", 240, 80), ("北岸与南岸", 27, 200), ("EaseUS 数据恢复 Pro 终身", 153, 250), ("¥167.00", 151, 300), ("x1", 520, 300),
    )  # fmt: skip
    assert (found.product, found.merchant) == ("EaseUS 数据恢复 Pro 终身", "北岸与南岸")


@pytest.mark.parametrize("shop", ["自营 叮当卡密仓", "叮当卡密仓 >"])
def test_a_badge_or_an_arrow_makes_a_shop_of_what_sounds_like_goods(shop: str) -> None:
    found = read(*ORDER, (shop, 30, 222), ("EaseUS 数据恢复 Pro 终身", 154, 273), ("¥108.00", 469, 273))
    assert (found.merchant, found.product) == ("叮当卡密仓", "EaseUS 数据恢复 Pro 终身")


def test_the_amount_in_large_letters_is_what_was_paid() -> None:
    found = read(
        *ORDER, ("<", 17, 61), ("安心数卡", 245, 61), ("购买成功", 230, 230, 28), ("¥165.19", 235, 287, 34)
    )
    assert (found.amount, found.platform) == ("165.19", "安心数卡")


@pytest.mark.parametrize("title", ["协商历史", "知更鸟会员店", "卡券兑换"])
def test_the_title_of_a_page_or_a_shop_is_no_platform(title: str) -> None:
    assert read(*ORDER, ("<", 20, 57), (title, 235, 57)).platform is None


def test_goods_at_the_top_are_no_platform() -> None:
    found = read(*ORDER, ("卡券详情", 241, 59), ("百词斩VIP终身卡", 200, 143), ("订单信息", 25, 424))
    assert (found.platform, found.product) == (None, "百词斩VIP终身卡")


def test_the_name_over_a_refusal_is_no_part_of_it() -> None:
    found = read(
        ("协商历史", 241, 60), ("银杏网络科技", 36, 150), ("商家拒绝退款", 36, 182), ("拒绝原因：因虚拟商品特性不予退货", 36, 214), ("退款原因：激活码无效", 36, 400),
        ("退款金额：¥38.00", 36, 440),
    )  # fmt: skip
    assert (found.merchant, found.refusals) == ("银杏网络科技", ("拒绝退款", "因虚拟商品特性不予退货"))


def test_a_button_in_the_title_bar_is_nobody() -> None:
    found = read(
        ("昨天 10:43", 245, 112), ("您好，请问有什么可以帮您", 109, 186), ("结束", 525, 59), ("青石虚拟店", 211, 61), ("订单号：", 151, 250), ("40913434281118255，一直没收到", 151, 283), ("给我退款吧", 226, 532),
        ("很抱歉亲，不予退货", 109, 645), ("发送", 515, 1224),
    )  # fmt: skip
    assert (found.kind, found.merchant, found.order_no) == (Kind.CHAT, "青石虚拟店", "40913434281118255")


def test_money_that_went_back_tells_how_it_was_paid() -> None:
    found = read(
        ("退款详情", 241, 60),
        ("退款成功", 36, 130, 28),
        ("¥31.00 已退回微信支付", 36, 180),
        ("订单号", 36, 400),
        ("40913434281118255", 200, 400),
    )
    assert (found.kind, found.pay_channel) == (Kind.REFUND, "微信支付")


def test_a_chat_beside_the_facts_of_its_order_is_a_chat() -> None:
    found = read(
        ("北斗星软件店 在线", 16, 11, 15), ("我 10:01", 860, 50, 12), ("您好，买的会员一直没到账", 730, 80, 15), ("亲，付款后2小时内发货的", 20, 140, 15), ("我 10:05", 860, 180, 12),
        ("两天了都没有，退款吧", 780, 210, 15), ("亲，恕不退款，请您再等等", 20, 270, 15), ("请输入消息，按Enter发送", 16, 720, 15), ("订单信息", 850, 14, 15),
        ("订单号", 970, 50, 15), ("1234567890123456", 1060, 50, 15), ("下单时间", 970, 80, 15), ("2026-11-01 10:00:00", 1060, 80, 15), ("实付款", 970, 110, 15),
        ("¥28.00", 1060, 110, 15), width=1280, height=760,
    )  # fmt: skip
    assert (found.kind, found.merchant, found.order_no) == (Kind.CHAT, "北斗星软件店", "1234567890123456")


def test_what_is_left_in_stock_is_no_part_of_the_goods_name() -> None:
    found = read(
        ("¥28.00", 30, 500, 34),
        ("MATLAB R2024a 学生版许可", 30, 560),
        ("剩余 99 件 | 已售 312", 30, 592),
        ("立即购买", 200, 1200),
        ("商品详情", 240, 80),
    )
    assert (found.kind, found.product) == (Kind.PRODUCT_PAGE, "MATLAB R2024a 学生版许可")
