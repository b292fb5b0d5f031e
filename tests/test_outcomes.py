"""How it ended, told without a name: only when asked to, once, and shown from five up."""

from dataclasses import replace

import pytest
from msgspec.structs import replace as revise

from dialogs.reply import Count
from state_machine.complaint import Tally
from state_machine.outcomes import platform_key
from tests.chats import FILED, PROVEN, chat, focused, last
from tests.story import Chat

ENDED = (*FILED, "[已解决]", "[全额退款到账]")


def counted(talk: Chat) -> list[Count]:
    return [ask for _, _, turn in talk.turns for ask in turn.asks if isinstance(ask, Count)]


def test_nothing_is_counted_unasked() -> None:
    assert counted(chat(*ENDED)) == []


def test_it_is_counted_once() -> None:
    talk = chat(*ENDED, "[匿名计入平台统计]")
    talk.does("[匿名计入平台统计]")
    assert counted(talk) == [Count("快充卡盟", "full_refund")]


def test_ended_otherwise_after_reopening_it_takes_the_first_word_back() -> None:
    talk = chat(*ENDED, "[匿名计入平台统计]", "[重新打开]", "[已解决]", "[没有解决]", "[匿名计入平台统计]")
    assert counted(talk)[-1] == Count("快充卡盟", "unresolved", instead_of="full_refund")


def test_a_withdrawn_complaint_has_nothing_to_tell() -> None:
    talk = chat(*FILED, "/cancel", "[确认撤回]")
    assert "匿名计入" not in "".join(bot.text for bot in talk.shown[-3:])


@pytest.mark.parametrize(("cases", "said"), [(4, False), (5, True)])
def test_others_are_told_of_from_five_up(cases: int, said: bool) -> None:
    talk = chat(*PROVEN[:-1])
    talk.caseload = replace(talk.caseload, others={focused(talk).id: Tally(cases, 3)})
    talk.does(PROVEN[-1])
    assert (f"这个平台 {cases} 件，拿回钱或货的 3 件" in last(talk)) is said


@pytest.mark.parametrize(
    ("told", "key"),
    [
        ("快充卡盟", "快充卡盟"),
        (" 快充 卡盟 ", "快充卡盟"),
        ("天天卡盟 www.ttkm.example", "ttkm.example"),
        ("https://ttkm.example/order/5", "ttkm.example"),
        ("京东某某店", "京东"),
    ],
)
def test_a_platform_has_one_name_however_it_is_written(told: str, key: str) -> None:
    talk = chat(*FILED)
    case = focused(talk)
    assert platform_key(revise(case, answers={**case.answers, "platform": told})) == key
