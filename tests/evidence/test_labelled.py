"""A label and its value find each other however a page sets them."""

from evidence.reading import Kind
from tests.evidence.pieces import read

NUMBER = ("订单编号：1234567890123456", 36, 600)


def test_in_a_grid_every_value_stands_under_its_own_label_and_what_follows_is_no_value() -> None:
    found = read(
        ("订单详情", 240, 80), ("支付方式", 36, 400), ("商家", 300, 400), ("微信支付", 36, 434), ("青柠游戏小店", 300, 434), NUMBER,
        ("我的卡密", 36, 700), ("复制全部", 470, 700), ("F2EYG-7CF84-51VGG-N6A32", 140, 760),
    )  # fmt: skip
    assert (found.pay_channel, found.merchant) == ("微信支付", "青柠游戏小店")


def test_a_remark_in_brackets_belongs_to_the_label() -> None:
    found = read(NUMBER, ("订单详情", 240, 80), ("实付款（含运费¥0.00）", 36, 500), ("¥92.50", 450, 500))
    assert found.amount == "92.50"


def test_of_several_totals_in_a_line_the_paid_one_counts() -> None:
    found = read(NUMBER, ("订单详情", 240, 80), ("共1件 已优惠¥12.00 实付¥568.00", 200, 500))
    assert found.amount == "568.00"


def test_a_row_of_dots_parts_label_and_value() -> None:
    found = read(
        ("订单详情", 240, 80), ("订单编号………1234567890123456", 36, 600), ("实付金额......¥28.00", 36, 650)
    )
    assert (found.order_no, found.amount) == ("1234567890123456", "28.00")


def test_the_steps_of_an_order_tell_its_times() -> None:
    found = read(
        NUMBER, ("订单详情", 240, 80), ("支付成功", 36, 300), ("2026-11-01 10:02:43", 36, 335),
        ("提交订单", 36, 400), ("2026-11-01 10:01:29", 36, 435),
    )  # fmt: skip
    assert (found.order_time, found.pay_time) == ("2026-11-01 10:01:29", "2026-11-01 10:02:43")


def test_a_state_beside_the_time_of_another_column_tells_no_time() -> None:
    found = read(
        ("下单时间", 60, 136), ("订单号", 300, 136), ("状态", 900, 136),
        ("2026-11-01 10:01:29", 60, 184), ("123456789012345678", 300, 184), ("已付款", 900, 184), width=1280, height=720,
    )  # fmt: skip
    assert (found.order_time, found.pay_time) == ("2026-11-01 10:01:29", None)


def test_a_number_stands_under_its_bar_code() -> None:
    found = read(
        ("账单详情", 240, 80), ("-568.00", 190, 320), ("当前状态", 30, 460), ("支付成功", 457, 460), ("交易单号", 30, 784),
        ("4200081442486679320163668331", 196, 784), ("商户单号", 30, 838), ("可在支持的商户扫码退款", 318, 838),
        ("71790195187276556323", 310, 948), ("服务", 30, 1035),
    )  # fmt: skip
    assert (found.kind, found.order_no) == (Kind.WECHAT_BILL, "71790195187276556323")


def test_the_order_in_a_window_goes_before_the_list_behind_it() -> None:
    found = read(
        ("首页", 132, 15), ("商品", 240, 15), ("订单", 340, 15), ("消息", 440, 15), ("订单号", 115, 94), ("状态", 1105, 94),
        ("98897897234806692", 116, 132, 12), ("已发货", 1105, 132), ("83525802245749161", 116, 168, 12), ("退款中", 1105, 168),
        ("71631488686748333", 116, 205, 12), ("交易成功", 1105, 205), ("交易订单号", 400, 185, 13), ("56237880286895070", 500, 185, 13),
        ("商品名称", 400, 221, 13), ("影音会员季卡激活码", 500, 221, 13), ("下单时间", 400, 292, 13), ("2026-11-01 10:01:29", 500, 292, 13),
        width=1280, height=720,
    )  # fmt: skip
    assert (found.kind, found.order_no, found.product) == (
        Kind.WEB_ORDER,
        "56237880286895070",
        "影音会员季卡激活码",
    )


def test_a_bank_tells_of_a_payment_though_it_is_no_bill_of_a_wallet() -> None:
    found = read(
        ("交易详情", 232, 80), ("江南银行 借记卡 尾号7604", 64, 153), ("-598.00", 20, 198, 36), ("交易时间", 32, 317),
        ("2026-02-25 03:41:50", 344, 317), ("对方户名", 32, 391), ("青柠游戏小店", 413, 391), ("交易渠道", 32, 463), ("微信支付", 455, 463),
        ("交易流水号", 34, 610), ("31018490749265874379", 304, 610), ("账户余额", 32, 683), ("2,877.48", 460, 683), ("记账日期", 34, 830),
    )  # fmt: skip
    assert (found.kind, found.amount, found.pay_time, found.merchant, found.trade_no, found.pay_channel) == (
        Kind.OTHER, "598.00", "2026-02-25 03:41:50", "青柠游戏小店", "31018490749265874379", "微信支付",
    )  # fmt: skip


def test_a_band_over_the_row_of_a_table_is_no_value_of_its_columns() -> None:
    found = read(
        ("淘宝网", 73, 14), ("宝贝", 84, 73, 14), ("单价", 482, 73, 14), ("实付款", 803, 73, 14), ("交易状态", 924, 73, 14),
        ("2026-05-09 订单号：9357627889405011933", 85, 124, 12), ("青禾数字商行 和我联系", 420, 124, 12), ("看图王 永久VIP兑换码", 110, 158, 14),
        ("¥1706.94", 486, 158, 14), ("¥93.00", 805, 158, 14), ("交易成功", 924, 158, 14), width=1280, height=760,
    )  # fmt: skip
    assert (found.product, found.amount, found.merchant, found.order_no) == (
        "看图王 永久VIP兑换码", "93.00", "青禾数字商行", "9357627889405011933",
    )  # fmt: skip


def test_labels_in_a_grid_are_headings_also_where_one_beside_them_is_unknown() -> None:
    found = read(
        ("订单详情", 198, 74, 20), ("订单编号", 200, 150, 12), ("交货暗号", 552, 150, 12), ("订单状态", 902, 150, 12), ("531410490981439012", 200, 172, 15),
        ("芝麻开门", 552, 172, 15), ("已支付", 902, 172, 15), ("商户名称", 200, 295, 12), ("交货信箱", 552, 295, 12), ("发货方式", 902, 295, 12),
        ("大麦的小铺", 200, 316, 15), ("a***@163.com", 552, 316, 15), ("自动发货", 902, 316, 15), width=1280, height=760,
    )  # fmt: skip
    assert (found.order_no, found.merchant, found.promise) == ("531410490981439012", "大麦的小铺", "自动发货")


def test_when_a_deal_was_closed_is_not_when_it_was_paid() -> None:
    found = read(("订单详情", 240, 80), NUMBER, ("成交时间：2026-11-03 10:02:43", 36, 700))
    assert (found.order_time, found.pay_time) == (None, None)


def test_dots_around_a_value_are_no_part_of_it() -> None:
    found = read(
        ("订单编号..", 40, 160),
        ("....284371319595295952", 300, 160),
        ("支付方式..", 40, 210),
        ("..微信支付", 430, 210),
        ("订单详情", 240, 80),
    )
    assert (found.order_no, found.pay_channel) == ("284371319595295952", "微信支付")


def test_goods_and_facts_under_labels_are_an_order_though_no_word_says_so() -> None:
    found = read(
        ("交易信息", 240, 80), ("商品标题", 36, 200), ("阴阳师 勾玉 6480", 200, 200), ("成交价格", 36, 250), ("¥18.89", 200, 250), ("卖家昵称", 36, 300),
        ("打工人小李", 200, 300), ("下单时间", 36, 350), ("2026-11-01 10:00:00", 200, 350),
    )  # fmt: skip
    assert (found.kind, found.product, found.amount, found.merchant) == (
        Kind.ORDER,
        "阴阳师 勾玉 6480",
        "18.89",
        "打工人小李",
    )


def test_a_number_under_a_bar_code_belongs_to_a_label_with_nothing_beside_it() -> None:
    bill = (
        ("账单详情", 240, 80),
        ("-568.00", 190, 320, 40),
        ("当前状态", 30, 460),
        ("支付成功", 457, 460),
        ("商户单号", 30, 700),
    )
    assert read(*bill, ("31340890442120993656685740", 120, 790)).order_no == "31340890442120993656685740"
    assert read(*bill, ("退款单号", 30, 750), ("31340890442120993656685740", 200, 750)).order_no is None
