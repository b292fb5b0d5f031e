"""What holds when the network, Telegram or the process fails."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from messenger.calls import AGAIN
from tests.messenger.stage import Bot, Playground, User, wait_for

Start = Callable[..., Bot]


@pytest.fixture
def bot(start: Start) -> Bot:
    return start().running()


def test_a_response_lost_after_its_effect_repeats_the_message_once_and_marked(
    bot: Bot, playground: Playground, user: User
) -> None:
    playground.fault(method="sendMessage", kind="drop", when="after", chat=user.id)
    user.say("hello")
    user.say("again")
    user.hears("1 hello", f"{AGAIN}1 hello", "2 again")


def test_a_request_refused_by_a_server_error_is_sent_again(
    bot: Bot, playground: Playground, user: User
) -> None:
    playground.fault(method="sendMessage", kind="status", status=502, chat=user.id)
    user.say("hello")
    user.hears(f"{AGAIN}1 hello")


def test_a_chat_told_to_wait_waits_and_others_do_not(bot: Bot, playground: Playground, user: User) -> None:
    other = playground.user()
    playground.fault(method="sendMessage", kind="429", retry_after=3, chat=user.id)
    began = time.monotonic()
    user.say("slow")
    other.say("quick")
    other.hears("1 quick", seconds=2)
    user.hears("1 slow")
    assert time.monotonic() - began >= 3


def test_a_blocked_chat_is_left_alone_until_it_comes_back(
    bot: Bot, playground: Playground, user: User
) -> None:
    user.say("hello")
    user.hears("1 hello")
    playground.fault(method="sendMessage", kind="status", status=403, chat=user.id)
    user.say("blocked now")
    wait_for(lambda: not playground.act("GET", "faults")["faults"])
    user.say("back")
    wait_for(lambda: "back" in user.texts()[-1])
    assert not any("blocked now" in text for text in user.texts())


def test_what_was_said_while_the_bot_was_down_is_answered_once(start: Start, user: User) -> None:
    start().running().kill()
    user.say("one")
    user.say("two")
    start().running()
    user.hears("1 one", "2 two")


def test_a_bot_killed_again_and_again_loses_nothing_and_applies_nothing_twice(
    start: Start, playground: Playground
) -> None:
    users = [playground.user() for _ in range(10)]
    for round_ in range(6):
        bot = start().running()
        for user in users:
            user.say(f"word {round_}")
        time.sleep(0.01 * round_)
        bot.kill()
    start().running()
    for user in users:
        wait_for(lambda user=user: user.texts() and user.texts()[-1].endswith("6 word 5"))  # type: ignore[misc]
        plain = [text for text in user.texts() if not text.startswith(AGAIN)]
        kept = dict.fromkeys(text.removeprefix(AGAIN) for text in user.texts())
        assert list(kept) == [f"{n + 1} word {n}" for n in range(6)]
        assert len(plain) == len(set(plain))


def test_sigterm_under_load_ends_in_time_and_keeps_the_rest(start: Start, playground: Playground) -> None:
    users = [playground.user() for _ in range(15)]
    playground.fault(method="sendMessage", kind="delay", seconds=1, count=30)
    bot = start().running()
    for word in ("a", "b", "c"):
        for user in users:
            user.say(word)
    began = time.monotonic()
    assert bot.stop() == 0
    assert time.monotonic() - began < 10
    playground.act("DELETE", "faults")
    start().running()
    for user in users:
        user.hears("1 a", "2 b", "3 c")


def test_a_second_instance_on_the_same_data_is_refused(start: Start) -> None:
    start().running()
    second = start()
    assert second.ended() != 0


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "status", "status": 404},
        {"kind": "status", "status": 409},
        {"kind": "status", "status": 500},
        {"kind": "429", "retry_after": 1},
        {"kind": "html"},
        {"kind": "drop"},
        {"kind": "reset"},
        {"kind": "drop", "when": "after"},
    ],
    ids=lambda fault: "-".join(map(str, fault.values())),
)
def test_receiving_recovers(bot: Bot, playground: Playground, user: User, fault: dict[str, Any]) -> None:
    playground.fault(method="getUpdates", count=2, **fault)
    user.say("hello")
    user.say("there")
    user.hears("1 hello", "2 there", seconds=20)


def test_a_token_refused_while_running_ends_with_a_line(
    start: Start, playground: Playground, user: User
) -> None:
    bot = start().running()
    playground.fault(method="getUpdates", kind="status", status=401)
    user.say("hello")
    assert bot.ended() == 1
    assert "TELEGRAM_BOT_TOKEN" in bot.output
    assert "Traceback" not in bot.output


def test_a_download_cut_short_is_fetched_again(bot: Bot, playground: Playground, user: User) -> None:
    playground.fault(method="file", kind="cut")
    content = bytes(range(256)) * 2000
    user.send_files("document", ("a.bin", content))
    user.hears("1 got document", f"2 fetched {len(content)} {_sha256(content)}")


def _sha256(content: bytes) -> str:
    import hashlib

    return hashlib.sha256(content).hexdigest()
