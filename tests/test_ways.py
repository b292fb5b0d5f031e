"""Ways out tried one after the other: what each leaves behind for the next, and what the papers say of it."""

from tests.chats import FILED, REFUSED, chat, focused, last, said_since

MEDIATED = (*REFUSED, "[向 12315 投诉]", "[今天]", "[跳过]", "[受理了]", "[今天]", "[调解终止，没谈成]")
NOT_DOCKETED = ("[普通起诉]", "[今天]", "[跳过]", "[裁定不予受理]", "[不上诉]")


def test_what_12315_mediated_it_does_not_take_up_again() -> None:
    talk = chat(*MEDIATED, *NOT_DOCKETED)
    assert "[✕ 向 12315 投诉]" in last(talk)


def test_nor_what_the_association_handled() -> None:
    talk = chat(*REFUSED, "[找消费者协会]", "[今天]", "[跳过]", "[走法律途径]", *NOT_DOCKETED)
    assert "[✕ 向 12315 投诉]" in last(talk)


def test_a_refusal_is_not_forgotten_when_the_platform_is_heard_again() -> None:
    talk = chat(*REFUSED, "[平台有答复了]")
    talk.at(talk.now.replace(month=12))
    before = len(talk.shown)
    talk.does("[到期仍未答复]")
    talk.does("[向 12315 投诉]")
    assert "平台拒绝；再次提出后平台到期没有答复" in said_since(talk, before)


def test_filing_anew_at_the_platform_starts_its_clock_anew() -> None:
    talk = chat(*REFUSED)
    talk.at(talk.now.replace(day=25))
    for line in ("[重新去平台提交]", "[今天]", "[跳过]", "[跳过]"):
        talk.does(line)
    assert talk.stage() == "platform"
    assert "2026年12月4日" in last(talk)
    before = len(talk.shown)
    talk.at(talk.now.replace(month=12, day=8))
    assert "平台答复" in said_since(talk, before)


def test_without_a_filing_there_is_nothing_to_hear_of() -> None:
    talk = chat(*FILED[:-3], "[平台没法投诉]")
    assert "[✕ 平台有答复了]" in last(talk)


def test_a_part_of_an_agreed_sum_is_taken_off_what_is_asked_for() -> None:
    talk = chat(
        *FILED,
        "[对方提出和解]",
        "[全额退款]",
        "[都没有]",
        "[明天]",
        "[接受，等它兑现]",
        "[只到了一部分]",
        "50",
    )
    before = len(talk.shown)
    talk.does("[不等了，找第三方]")
    talk.does("[向 12315 投诉]")
    said = said_since(talk, before)
    assert "退还余款 48.50 元（已收到 50.00 元）" in said
    assert "答应和解，只兑现了一部分" in said


def test_of_a_void_purchase_only_the_money_is_asked_back() -> None:
    told = tuple(line if line != "[满 18 周岁]" else "[不满 8 周岁]" for line in FILED)
    talk = chat(*told[: told.index("[全额退款]")])
    assert "[✕ 补发或更换商品]" in last(talk)
    assert "[✕ 退一赔三（只限欺诈）]" in last(talk)
    talk.does("[全额退款]")
    assert "发一份催告" not in last(talk)
    assert focused(talk).answers["age"] == "child"
