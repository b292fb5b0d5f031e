"""What on a page could be a fact, before anything is chosen."""

import pytest

from evidence.understanding.candidates import Candidate
from evidence.understanding.sight import Sight
from tests.evidence.pieces import NOW, Piece, page


def sight(*pieces: Piece) -> Sight:
    return Sight(page(*pieces), NOW)


def values(found: list[Candidate]) -> list[str]:
    return list(dict.fromkeys(each.value for each in found))


def features(found: list[Candidate], value: str) -> set[str]:
    return {feature for each in found if each.value == value for feature in each.features}


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("实付款¥28.00", ["28.00"]),
        ("昨天下午付的379", ["379.00"]),
        ("商品价¥45.00| 优惠券 -¥3.50", ["45.00", "3.50"]),
        ("打12315投诉", []),
        ("满2件9.5折", []),
        ("24小时内发货", []),
        ("2026-11-01 10:00:00", []),
        ("共3件", []),
    ],
)
def test_a_sum_is_told_apart_from_counts_times_and_hotlines(text: str, sums: list[str]) -> None:
    assert values(sight((text, 36, 300)).sums) == sums


def test_a_sum_that_is_what_a_discount_left_says_so() -> None:
    seen = sight(
        ("商品总价 ¥89.00", 36, 300), ("优惠 ¥10.00", 36, 350), ("¥79.00", 36, 400), ("¥20.00", 36, 450)
    )
    assert "left_over" in features(seen.sums, "79.00")
    assert "left_over" not in features(seen.sums, "20.00")


def test_a_number_knows_the_words_before_it_wherever_they_stand() -> None:
    for pieces, known in (
        ((("订单编号：1234567890123456", 36, 300),), "beforefield=order_no"),
        ((("订单编号", 36, 300), ("1234567890123456", 300, 300)), "beforefield=order_no"),
        ((("订单编号", 36, 300), ("1234567890123456", 36, 340)), "abovefield=order_no"),
    ):
        assert known in features(sight(*pieces).numbers, "1234567890123456")


def test_the_rows_of_a_list_are_rivals() -> None:
    seen = sight(("订单号：1234567890123456", 36, 300), ("订单号：9994567890123456", 36, 500))
    assert "beforefield=order_no&rivals1" in features(seen.numbers, "1234567890123456")


def test_a_number_that_was_broken_is_there_whole_and_cut() -> None:
    seen = sight(("订单编号", 36, 300), ("123456789012345678901234567890", 170, 300), ("12", 170, 333))
    assert values(seen.numbers) == ["12345678901234567890123456789012", "123456789012345678901234567890"]


def test_a_moment_may_have_its_time_of_day_apart_or_no_year() -> None:
    assert values(sight(("下单 2025-03-11 19:06:44 | 支付 2025-03-1119:07:02", 36, 300)).moments) == [
        "2025-03-11 19:06:44",
        "2025-03-11 19:07:02",
    ]
    assert values(sight(("2025-03-11", 36, 300), ("19:06:44", 36, 335)).moments) == ["2025-03-11 19:06:44"]
    assert values(sight(("昨天 10:43", 36, 300)).moments) == ["2026-11-03 10:43"]


def test_a_name_is_there_as_a_line_in_parts_and_with_what_goes_on_below() -> None:
    seen = sight(
        ("小蜜蜂的杂货 联系客服", 36, 100), ("绘图软件终身授权码官方正版一", 160, 300), ("年版", 160, 330)
    )
    assert {"小蜜蜂的杂货 联系客服", "小蜜蜂的杂货", "绘图软件终身授权码官方正版一年版"} <= set(
        values(seen.names)
    )


def test_a_well_known_platform_is_seen_within_a_sentence() -> None:
    assert "美团" in values(sight(("感谢您对美团的信任，期待再次光临", 36, 300)).platforms)


@pytest.mark.parametrize(
    ("text", "promise"),
    [
        ("将在2小时内人工发货", "2小时内人工发货"),
        ("预计8月3日前发送授权密钥", "预计8月3日前发送授权密钥"),
        ("收到，1小时内充好，稍后看邮箱", "1小时内充好"),
        ("商家承诺付款后24小时内发货，超时必赔", "付款后24小时内发货"),
    ],
)
def test_a_promise_is_a_stretch_of_a_sentence(text: str, promise: str) -> None:
    assert promise in values(sight((text, 36, 300)).promises)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("亲，卡密已被查看，不支持退款", "卡密已被查看，不支持退款"),
        ("上游说卡没问题，激活不了属于自身原因不予退款", "激活不了属于自身原因不予退款"),
        ("银杏网络科技商家拒绝退款", "拒绝退款"),
        ("拍下不退的哈", "拍下不退的哈"),
    ],
)
def test_a_refusal_is_a_clause_in_one_of_its_wordings(text: str, refusal: str) -> None:
    assert refusal in [each.value for wordings in sight((text, 36, 300)).refusals for each in wordings]


def test_an_answer_is_a_paragraph_or_its_sentences() -> None:
    seen = sight(("序列号校验未通过：该序列号已绑定其他计算机。机器码：8F3C-A172", 36, 300))
    assert "序列号校验未通过：该序列号已绑定其他计算机。" in values(seen.answers)


def names_of(*pieces: Piece) -> list[Candidate]:
    return sight(*pieces).names


def test_a_name_goes_on_below_where_it_was_broken_off() -> None:
    found = names_of(("音乐平台年度会员兑换码可用于电子邮", 36, 300), ("件通知的账户", 36, 336))
    whole = "音乐平台年度会员兑换码可用于电子邮件通知的账户"
    assert whole in values(found)
    assert "runs&in_a_word" in features(found, whole)
    assert "stops&in_a_word" in features(found, "音乐平台年度会员兑换码可用于电子邮")


def test_a_bill_writes_what_has_no_room_below_at_the_right_edge() -> None:
    found = names_of(("全民K歌年度会员兑换码自动", 420, 300), ("发货秒到账", 586, 336))
    assert "全民K歌年度会员兑换码自动发货秒到账" in values(found)


def test_a_label_in_the_middle_of_two_lines_announces_both() -> None:
    found = names_of(
        ("端游点卡一千元面值卡号卡密官方充值", 260, 300), ("商品", 36, 318), ("全区全服通用", 260, 336)
    )
    whole = "端游点卡一千元面值卡号卡密官方充值全区全服通用"
    assert "beforefield=product" in features(found, whole)
    assert "runs&onto_labelled" not in features(found, whole)


def test_the_second_line_of_a_name_says_that_it_may_go_on_from_the_first() -> None:
    found = names_of(("音乐平台年度会员兑换码可用于电子邮", 36, 300), ("件通知的账户", 36, 336))
    assert "from_above&in_a_word" in features(found, "件通知的账户")
