"""A corrected answer: nothing given later may become impossible by it, nothing is made from what no longer applies."""

from tests.chats import CLAIMED, FILED, PROVEN, chat, focused, last, said_since


def corrected(*lines: str, name: str, page: str = "[下一页（1/3）]") -> tuple[str, ...]:
    return (*lines, "/status", "[改回答]", page, f"[改：{name}]")


def test_a_payment_cannot_be_moved_behind_the_filing() -> None:
    talk = chat(*corrected(*FILED, name="付款时间"))
    talk.at(talk.now.replace(day=12))
    talk.does("昨天")
    assert "对不上" in last(talk)
    assert "提交日期：2026年11月10日" in last(talk)
    assert focused(talk).answers["paid_at"] == "2026-11-08"


def test_a_payment_can_be_moved_before_it() -> None:
    talk = chat(*corrected(*FILED, name="付款时间"), "11月1日")
    assert focused(talk).answers["paid_at"] == "2026-11-01"


def test_the_price_cannot_fall_below_the_refund_asked_for() -> None:
    talk = chat(*corrected(*CLAIMED[:-1], "[部分退款]", "50", name="实付金额"), "30")
    assert "退款金额：50.00 元" in last(talk)
    assert focused(talk).answers["amount"] == 98_50


def test_a_demand_only_consumers_have_is_asked_anew_of_a_reseller() -> None:
    talk = chat(
        *PROVEN, "[没查到]", "[没查到]", "[跳过]", "[退一赔三（只限欺诈）]", "页面写自动发货，其实没有库存"
    )
    talk.does("/status")
    for line in ("[改回答]", "[改：用途]", "[转卖或代理提货]"):
        talk.does(line)
    assert "demand" not in focused(talk).answers
    assert "你要什么结果" in last(talk)


def test_facts_of_another_scenario_are_kept_but_nothing_is_made_of_them() -> None:
    talk = chat(*FILED, "/status", "[改回答]", "[改：情况]", "[收到了，但用不了或和页面写的不一样]")
    talk.does("前天")  # received
    assert any(d.startswith("return") for d in dates(talk))
    talk.does("/status")
    for line in ("[改回答]", "[改：情况]", "[付了款，没收到卡密或商品]"):
        talk.does(line)
    assert focused(talk).answers["received_at"] == "2026-11-08"
    assert not any(d.startswith("return") for d in dates(talk))


def dates(talk: object) -> list[str]:
    """The keys of the running deadlines, as last told."""
    return list(focused(talk).told)  # type: ignore[arg-type]


def test_a_fact_the_statement_told_otherwise_is_pointed_out_old_and_new() -> None:
    talk = chat(*corrected(*FILED, name="实付金额"), "100")
    assert "实付金额：当时 98.50 元，现在 100.00 元" in said_since(talk, 0)
    talk.does("/papers")
    talk.does("[12315 投诉]")
    assert "实付金额：当时 98.50 元，现在 100.00 元" in last(talk)


def test_a_fact_put_back_is_pointed_out_no_more() -> None:
    talk = chat(*corrected(*FILED, name="实付金额"), "100")
    for line in (
        "/status",
        "[改回答]",
        "[下一页（1/3）]",
        "[改：实付金额]",
        "98.5",
        "/papers",
        "[12315 投诉]",
    ):
        talk.does(line)
    assert "当时" not in last(talk)


def test_money_that_came_in_part_is_no_change_of_what_was_told() -> None:
    talk = chat(*FILED, "[只解决了一部分]", "30", "[没有说理由]", "[跳过]", "[找第三方]", "[向 12315 投诉]")
    assert "当时" not in said_since(talk, 0)


def test_words_of_the_users_own_told_only_what_stands_in_them() -> None:
    own = "在快充卡盟买点卡 100，付了 98.5 元，一直没有发货，客服也不回复，要求全额退款。"
    filed = (*CLAIMED, own, "[就用这份]", "[今天]", "[跳过]", "[跳过]")
    talk = chat(*corrected(*filed, name="订单号"), "KC2002")
    assert "当时" not in said_since(talk, 0)
    for line in ("/status", "[改回答]", "[下一页（1/3）]", "[改：平台]", "闪充卡盟"):
        talk.does(line)
    assert "平台：当时 快充卡盟，现在 闪充卡盟" in said_since(talk, 0)
