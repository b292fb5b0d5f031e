"""Each fault hits the calls it is meant for, before or after their effect, as often as asked."""

import time
from typing import Any

import aiohttp
import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter

from playground import TOKEN
from playground.errors import Refused
from playground.limits import Limits
from tests.playground.conftest import Phone


async def said(phone: Phone) -> list[str]:
    return [c["text"] for c in (await phone.look("log"))["calls"]]


@pytest.mark.parametrize(("when", "shown"), [("before", []), ("after", ["x"])])
@pytest.mark.parametrize("kind", ["status", "drop", "reset", "html", "429"])
async def test_a_fault_strikes_before_or_after_the_effect(
    phone: Phone, kind: str, when: str, shown: list[str]
) -> None:
    await phone.arm(method="sendMessage", kind=kind, when=when, status=502, retry_after=3)
    address = f"/bot{TOKEN}/sendMessage"
    message = {"chat_id": phone.user, "text": "x"}
    if kind in ("drop", "reset"):
        with pytest.raises(aiohttp.ClientError):
            await phone.session.post(address, json=message)
    else:
        async with phone.session.post(address, json=message) as answer:
            assert answer.status == (429 if kind == "429" else 502)
            assert ("<html>" in await answer.text()) == (kind == "html")
    assert await said(phone) == shown
    await phone.say("y")
    assert await said(phone) == [*shown, "y"]


async def test_ptb_meets_a_flood_wait_and_a_lost_connection(phone: Phone, bot: Bot) -> None:
    await phone.arm(method="sendMessage", kind="429", retry_after=7)
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(phone.user, "x")
    assert "7" in str(caught.value)
    await phone.arm(method="*", kind="drop")
    with pytest.raises(NetworkError):
        await bot.send_message(phone.user, "x")


async def test_a_fault_counts_down_and_can_be_meant_for_one_chat(phone: Phone) -> None:
    other = phone.user
    await phone.arrive("小周")
    await phone.arm(method="sendMessage", kind="status", status=403, count=2, chat=phone.user)
    await phone.call("sendMessage", chat_id=other, text="通")
    for _ in range(2):
        refused = await phone.refused("sendMessage", chat_id=phone.user, text="不通")
        assert refused == "Forbidden: bot was blocked by the user"
    assert (await phone.look("faults"))["faults"] == []
    await phone.say("通")


async def test_faults_are_disarmed_together(phone: Phone) -> None:
    armed = await phone.arm(method="getMe", kind="status", count=5)
    assert armed[0]["count"] == 5
    async with phone.session.delete("/play/faults") as answer:
        assert (await answer.json()) == {"faults": []}
    await phone.call("getMe")


async def test_a_delay_makes_the_call_wait_and_then_goes_on(phone: Phone) -> None:
    await phone.arm(method="getMe", kind="delay", seconds=0.3)
    began = time.monotonic()
    await phone.call("getMe")
    assert time.monotonic() - began >= 0.3


async def test_a_lost_answer_to_get_updates_still_confirmed(phone: Phone) -> None:
    last = (await phone.updates())[-1]["update_id"]
    await phone.arm(method="getUpdates", kind="drop", when="after")
    with pytest.raises(aiohttp.ClientError):
        await phone.session.post(f"/bot{TOKEN}/getUpdates", json={"offset": last + 1})
    assert await phone.updates() == []


@pytest.mark.parametrize("kind", ["cut", "status", "drop", "stall"])
async def test_a_download_can_break_half_way_or_be_refused(phone: Phone, kind: str) -> None:
    [sent] = await phone.upload("document", ("a.bin", b"x" * 300_000, "application/zip"))
    path = (await phone.call("getFile", file_id=sent["document"]["file_id"]))["file_path"]
    tries = 2 if kind == "drop" else 1  # aiohttp's client itself repeats a GET once on a reused connection
    await phone.arm(method="file", kind=kind, status=500, seconds=0.2, count=tries)

    async def fetch() -> tuple[int, bytes]:
        async with phone.session.get(f"/file/bot{TOKEN}/{path}") as answer:
            return answer.status, await answer.read()

    if kind in ("cut", "drop"):
        with pytest.raises(aiohttp.ClientError):
            await fetch()
    else:
        assert (await fetch())[0] == (500 if kind == "status" else 200)
    assert await fetch() == (200, b"x" * 300_000)


def test_the_limits_allow_a_burst_and_then_about_one_a_second() -> None:
    limits = Limits(on=True)
    for _ in range(3):
        limits.spend("1")
    with pytest.raises(Refused) as caught:
        limits.spend("1")
    assert (caught.value.code, caught.value.retry_after) == (429, 1)
    for chat in range(27):
        limits.spend(f"other {chat}")
    with pytest.raises(Refused):
        limits.spend("one too many")


def test_without_limits_nothing_is_held_back() -> None:
    limits = Limits(on=False)
    for _ in range(1000):
        limits.spend("1")


async def test_the_error_body_carries_retry_after(phone: Phone) -> None:
    await phone.arm(method="sendMessage", kind="429", retry_after=5)
    address = f"/bot{TOKEN}/sendMessage"
    async with phone.session.post(address, json={"chat_id": phone.user, "text": "x"}) as answer:
        body: dict[str, Any] = await answer.json()
    assert body == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 5",
        "parameters": {"retry_after": 5},
    }


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 500, 502])
@pytest.mark.parametrize("when", ["before", "after"])
async def test_every_status_strikes_a_poll_and_the_next_one_goes_on(
    phone: Phone, status: int, when: str
) -> None:
    await phone.arm(method="getUpdates", kind="status", status=status, when=when)
    await phone.refused("getUpdates")
    assert len(await phone.updates()) == 1


@pytest.mark.parametrize("kind", ["again", "shuffle", "jump", "malformed"])
async def test_a_poll_delivers_again_in_reverse_with_a_jump_or_something_malformed(
    phone: Phone, kind: str
) -> None:
    first = (await phone.updates())[-1]["update_id"]
    assert await phone.updates(offset=first + 1) == []
    await phone.arm(method="getUpdates", kind=kind)
    assert await phone.updates() == []
    assert len((await phone.look("faults"))["faults"]) == 1  # it waits for something to deliver
    for text in ("一", "二"):
        await phone.play("send", text=text)
    batch = await phone.updates()
    ids = [update["update_id"] for update in batch]
    assert ids == ([first + 2, first + 1] if kind == "shuffle" else [first + 1, first + 2])
    await phone.play("send", text="三")
    more = await phone.updates(offset=first + 3)
    if kind == "again":
        assert [update["update_id"] for update in more] == [first + 1, first + 2, first + 3]
    elif kind == "jump":
        assert more[0]["update_id"] > first + 100_000
    elif kind == "malformed":
        assert more[0]["message"] == "malformed"
    else:
        assert len(more) == 1


async def test_a_download_can_be_short_without_saying_so(phone: Phone) -> None:
    [sent] = await phone.upload("document", ("a.bin", b"x" * 1000, "application/zip"))
    path = (await phone.call("getFile", file_id=sent["document"]["file_id"]))["file_path"]
    await phone.arm(method="file", kind="short")
    async with phone.session.get(f"/file/bot{TOKEN}/{path}") as answer:
        assert (answer.status, await answer.read()) == (200, b"x" * 500)
