"""Labels and values find each other by their places; no picture is needed to say so."""

from evidence.fields import extract
from evidence.reading import Kind, Reading
from tests.evidence.pieces import NOW, page, read

ORDER = (("订单详情", 240, 80), ("下单时间：2026-11-01 10:00:00", 36, 700))


def test_a_value_stands_beside_below_or_behind_its_label() -> None:
    for pieces in (
        (("订单编号", 36, 300), ("1234567890123456", 300, 300)),
        (("订单编号", 36, 300), ("1234567890123456", 36, 340)),
        (("订单编号：1234567890123456", 36, 300),),
        (("订单编号1234567890123456", 36, 300),),
    ):
        assert read(*ORDER, *pieces).order_no == "1234567890123456"


def test_a_wrapped_number_is_joined() -> None:
    found = read(
        *ORDER, ("订单编号", 36, 300), ("123456789012345678901234567890", 170, 300), ("12", 170, 333)
    )
    assert found.order_no == "12345678901234567890123456789012"


def test_a_number_in_the_next_row_of_a_list_is_not_joined() -> None:
    found = read(*ORDER, ("订单编号", 36, 300), ("1234567890123456", 170, 300), ("123456", 170, 348))
    assert found.order_no == "1234567890123456"


def test_two_orders_on_one_screen_leave_the_number_open() -> None:
    found = read(*ORDER, ("订单编号：1234567890123456", 36, 300), ("订单编号：9994567890123456", 36, 500))
    assert found.order_no is None


def test_a_list_of_orders_names_no_goods_and_no_shop() -> None:
    found = read(
        ("我的订单", 240, 60), ("青柠游戏小店", 36, 150), ("外卖红包兑换码5张", 170, 200), ("实付款 ¥50.00", 380, 320),
        ("果壳充值专营店", 36, 500), ("话费充值100元卡密", 170, 550), ("实付款 ¥98.00", 380, 660), ("确认收货", 450, 720),
    )  # fmt: skip
    assert (found.kind, found.product, found.merchant, found.amount) == (Kind.ORDER, None, None, None)


def test_the_parcel_and_the_refund_have_numbers_of_their_own() -> None:
    found = read(*ORDER, ("物流单号：YT1234567890123", 36, 300), ("退款编号：9994567890123456", 36, 500))
    assert found.order_no is None


def test_on_alipay_the_plain_order_number_is_the_transaction() -> None:
    found = read(
        ("账单详情", 240, 80), ("-28.99", 250, 200), ("订单号", 36, 400), ("2026110122001234567890123456", 200, 400),
        ("商家订单号", 36, 450), ("A12345678901", 200, 450),
    )  # fmt: skip
    assert (found.kind, found.trade_no, found.order_no) == (
        Kind.ALIPAY_BILL,
        "2026110122001234567890123456",
        "A12345678901",
    )


def test_goods_that_are_recommended_belong_to_others() -> None:
    found = read(
        *ORDER,
        ("实付款：¥28.00", 36, 300),
        ("猜你喜欢", 240, 800),
        ("合计：¥99.00", 36, 900),
        ("自动发货", 36, 950),
    )
    assert (found.amount, found.promise) == ("28.00", None)


def test_the_price_before_the_discount_is_not_what_was_paid() -> None:
    assert (
        read(
            *ORDER, ("商品总价", 36, 300), ("¥33.99", 450, 300), ("订单编号：1234567890123456", 36, 400)
        ).amount
        is None
    )


def test_a_relative_time_needs_the_day_it_was_seen() -> None:
    seen = page(*ORDER, ("订单编号：1234567890123456", 36, 300), ("付款时间：昨天 14:05", 36, 400))
    assert extract(seen, NOW).pay_time == "2026-11-03 14:05"
    assert extract(seen).pay_time is None


def test_what_the_buyer_says_is_no_refusal_of_the_merchant() -> None:
    found = read(
        ("白鲸卡券专营店", 200, 60), ("昨天 10:43", 245, 112), ("你好，不支持退款是吧", 260, 200), ("亲，卡密发出概不退款", 104, 300),
        ("那我投诉了", 330, 400), ("随便你", 104, 500),
    )  # fmt: skip
    assert (found.kind, found.merchant, found.refusals) == (
        Kind.CHAT,
        "白鲸卡券专营店",
        ("卡密发出概不退款",),
    )


def test_settings_show_nothing_of_a_purchase() -> None:
    found = read(("设置", 270, 80), ("蓝牙", 36, 200), ("电池", 36, 300), ("68%", 500, 300))
    assert found == Reading(kind=Kind.OTHER, confidence=found.confidence)
    assert set(found.confidence) == {"kind"}


def test_an_empty_page_is_nothing_in_particular() -> None:
    assert read().kind is Kind.OTHER


def test_a_card_key_is_noticed_but_not_kept() -> None:
    found = read(
        *ORDER,
        ("订单编号：1234567890123456", 36, 300),
        ("卡密信息", 36, 400),
        ("F2EYG-7CF84-51VGG-N6A32", 36, 440),
    )
    assert found.card_key
    assert "F2EYG" not in repr(found)
