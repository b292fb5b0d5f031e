"""What a court decided, and what is watched after it."""

from tests.chats import REFUSED, chat, focused, last, said_since

DOCKETED = ("[走法律途径]", "[普通起诉]", "[今天]", "[跳过]", "[立案了]", "[今天]")
SMALL = ("[走法律途径]", "[小额诉讼]", *DOCKETED[2:])


def test_a_small_claim_is_final() -> None:
    talk = chat(*REFUSED, *SMALL, "[判决、调解书下来了]", "[没有支持我]", "[✕ 要上诉]")
    assert "will" not in focused(talk).episodes[-1].answers
    assert "不能上诉" in last(talk)


def test_a_court_that_decided_is_not_asked_how_far_it_is() -> None:
    for way, clock in ((DOCKETED, "court_look"), (SMALL, "small_claim")):
        talk = chat(*REFUSED, *way)
        assert any(key.startswith(clock) for key in focused(talk).told)
        talk.does("[判决、调解书下来了]")
        assert not any(key.startswith(clock) for key in focused(talk).told)


def test_nobody_is_called_late_before_the_day_of_the_paper() -> None:
    talk = chat(*REFUSED, *DOCKETED, "[判决、调解书下来了]", "[判对方付钱或履行]", "[7 天后]")
    talk.does("[✕ 到日子没有全部履行]")
    assert "过了那天还没履行再点" in last(talk)
    assert "paid" not in focused(talk).episodes[-1].answers


def test_a_paper_without_a_day_is_asked_about_again() -> None:
    talk = chat(*REFUSED, *DOCKETED, "[判决、调解书下来了]", "[判对方付钱或履行]", "[还不知道]")
    before = len(talk.shown)
    talk.at(talk.now.replace(day=26))
    assert "文书下来有一阵了" in said_since(talk, before)


def test_what_was_paid_leads_to_the_end() -> None:
    talk = chat(
        *REFUSED, *DOCKETED, "[判决、调解书下来了]", "[调解书，双方同意了]", "[还不知道]", "[全部履行了]"
    )
    assert focused(talk).stage == "closing"


def test_who_looks_for_another_way_is_told_that_the_suit_goes_on() -> None:
    talk = chat(*REFUSED, *DOCKETED)
    before = len(talk.shown)
    talk.does("[回去选别的路]")
    assert "案子还在法院" in said_since(talk, before)
