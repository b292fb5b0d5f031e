"""Reminders: about the right question, said again when put off, firmer with time, silent when nothing is due."""

from datetime import timedelta

import pytest

from tests.chats import CLAIMED, FILED, REFUSED, TRIAGED, chat, focused, last, said_since, waits
from tests.story import Chat

SUPPLEMENT = ("[对方要我补充材料]", "刚刚", "[24 小时]", "付款截图")


def later(talk: Chat, **span: int) -> str:
    """What is said until then."""
    before = len(talk.shown)
    talk.at(talk.now + timedelta(**span))
    return said_since(talk, before)


def test_a_reminder_asks_the_question_it_is_about() -> None:
    talk = chat(*FILED, *SUPPLEMENT)
    later(talk, days=3)
    assert "还是补交" in last(talk)
    later(talk, days=1)
    assert "平台有结果了吗" in last(talk)


def test_a_reminder_of_an_older_episode_brings_its_question_back() -> None:
    talk = chat(*FILED, *SUPPLEMENT, "/status", "[有新情况]", "[记一个日子]", "问客服", "12月20日")
    later(talk, hours=23)
    assert "补交" in last(talk)
    talk.does("[已补交]")
    assert "问客服" in last(talk)


def test_what_was_put_off_is_said_again_the_next_morning() -> None:
    talk = chat(*FILED)
    later(talk, days=4)
    talk.does("[明天再说]")
    again = later(talk, days=1)
    assert again.count("去平台看一眼进度") == 1
    assert "去平台看一眼进度" not in later(talk, days=1)


def test_a_question_put_off_before_any_reminder_comes_back_too() -> None:
    talk = chat(*CLAIMED[:-1])
    later(talk, days=3)
    talk.does("[明天再说]")
    assert "你要什么结果" in later(talk, days=1)


def test_a_muted_complaint_is_not_recalled() -> None:
    talk = chat(*FILED)
    later(talk, days=4)
    talk.does("[明天再说]")
    talk.does("[关掉这个投诉的提醒]")
    assert later(talk, days=30) == ""


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (CLAIMED[:8], "证据放久了"),
        ((*CLAIMED, "[就用这份]"), "还没告诉我提交了没有"),
        ((*FILED, "[被拒绝]"), "平台拒绝以后还没走下一步"),
        (REFUSED, "下一扇门还没选"),
        ((*REFUSED, "[走法律途径]"), "起诉或报案还没有日期"),
        ((*FILED, "[已解决]"), "点一下，这个投诉就收好"),
    ],
)
def test_a_step_that_is_the_users_is_recalled_once(lines: tuple[str, ...], words: str) -> None:
    talk = chat(*lines)
    assert later(talk, days=4).count(words) == 1
    assert words not in later(talk, days=10)


def test_the_urgent_steps_are_recalled_by_what_is_left_of_them() -> None:
    talk = chat(*TRIAGED[:-1], "[刚付完钱，对方就不见了]", "[☐ 停止付款]", "[☐ 报警了]")
    told = later(talk, hours=23)
    assert "还没做完：截图保存、在支付 App 投诉。" in told


def test_the_urgent_steps_end_with_a_tick_at_least() -> None:
    talk = chat(*TRIAGED[:-1], "[刚付完钱，对方就不见了]")
    assert "都没有" not in last(talk)
    talk.does("没有")
    assert "紧急四步" in last(talk)


def test_a_clock_of_ours_waits_for_the_morning() -> None:
    talk = chat(*TRIAGED[:-1])
    talk.at(talk.now.replace(hour=14))
    talk.does("[刚付完钱，对方就不见了]")
    assert "紧急" not in later(talk, hours=17)  # two and seven in the night
    assert "紧急几步还没做完" in later(talk, hours=3)


def test_a_complaint_closed_by_mistake_goes_on_with_its_supplement() -> None:
    talk = chat(*FILED, *SUPPLEMENT, "[等平台答复：有新进展]", "[已解决]", "[全额退款到账]", "[重新打开]")
    assert "要补什么" not in last(talk)
    assert [e.closed_at for e in focused(talk).episodes] == [None]
    assert waits(talk)
    assert "付款截图" in later(talk, hours=23)


def test_a_supplement_done_before_the_end_stays_done() -> None:
    talk = chat(*FILED, *SUPPLEMENT, "[已补交]", "[已解决]", "[全额退款到账]", "[重新打开]")
    assert all(e.closed_at for e in focused(talk).episodes)


def test_a_promise_moved_by_the_other_side_is_watched_on_its_new_day() -> None:
    talk = chat(*FILED, "[对方提出和解]", "[全额退款]", "[都没有]", "[明天]", "[接受，等它兑现]")
    talk.does("[对方要改日子]")
    assert "答应哪天" in last(talk)
    talk.does("11月20日")
    talk.does("[接受，等它兑现]") if "接受吗" in last(talk) else None
    assert "2026年11月20日" in last(talk)


def test_what_was_begun_and_not_told_to_its_end_is_recalled_the_next_day() -> None:
    talk = chat(*FILED, "[对方要我补充材料]")
    assert later(talk, days=2).count("「补充材料」还差几句没答") == 1
    assert "对方什么时候要求补充的" in last(talk)


def test_an_offer_not_decided_on_is_recalled() -> None:
    talk = chat(*FILED, "[对方提出和解]", "[全额退款]", "[都没有]", "[明天]")
    assert "「对方提出和解」还差几句没答" in later(talk, days=2)


def test_an_acceptance_without_its_day_is_asked_for_again() -> None:
    talk = chat(*REFUSED, "[向 12315 投诉]", "[今天]", "[跳过]", "[受理了]")
    assert "哪天受理的还没填" in later(talk, days=4)


def test_a_filed_complaint_that_is_silent_for_half_a_year_is_asked_about_once_and_goes_on() -> None:
    talk = chat(*REFUSED, "[走法律途径]", "[报案]", "[今天]", "[跳过]")
    assert "半年没有动静" not in later(talk, days=181)
    assert later(talk, days=10).count("半年没有动静") == 1
    assert not focused(talk).paused
    assert waits(talk)
