"""How fast the bot speaks."""

from messenger.limits import CHAT_BURST, Limits


def test_the_rate_holds_over_ten_seconds() -> None:
    limits = Limits(30)
    sent, now = 0, 100.0
    while now < 110:
        for _ in range(limits.allowance(now, 10)):
            limits.spend(sent, now)
            sent += 1
        now += 0.01
    assert 295 <= sent <= 304


def test_a_chat_may_have_a_burst_and_then_one_a_second() -> None:
    limits = Limits(1000)
    times = []
    for tick in range(1000):
        now = 100 + tick / 100
        if 7 not in limits.resting(now):
            limits.allowance(now, 1)
            limits.spend(7, now)
            times.append(now)
    assert len([at for at in times if at < 100.5]) == CHAT_BURST
    assert len(times) <= CHAT_BURST + 10


def test_chats_at_rest_are_forgotten() -> None:
    limits = Limits(1000)
    for chat in range(10_000):
        limits.spend(chat, 100 + chat / 1000)
    limits.resting(200)
    assert limits._chats == {}


def test_without_a_rate_nothing_is_held_back() -> None:
    limits = Limits(0)
    limits.spend(7, 100)
    assert limits.allowance(100, 256) == 256
    assert limits.resting(100) == frozenset()


def test_several_chats_told_to_wait_halt_everything() -> None:
    limits = Limits(0)
    limits.told_to_wait(1, 3, 100)
    limits.told_to_wait(2, 3, 100.1)
    assert limits.allowance(100.2, 5) == 5
    limits.told_to_wait(3, 3, 100.3)
    assert limits.allowance(101, 5) == 0
    assert 0 < limits.wait(101) <= 1
    assert limits.allowance(103.4, 5) == 5
