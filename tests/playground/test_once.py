"""A phone that does not know whether it was heard says it again under the same key, and is heard once."""

import asyncio
from pathlib import Path

import aiohttp
import pytest

from playground import TOKEN
from playground.server import running
from tests.playground.conftest import Phone

_KEYS = {"inline_keyboard": [[{"text": "好", "callback_data": "yes"}]]}


async def test_a_text_sent_again_under_its_key_is_one_message(phone: Phone) -> None:
    one = await phone.play("send", text="卡密没到", key="k1")
    again = await phone.play("send", text="卡密没到", key="k1")
    other = await phone.play("send", text="卡密没到", key="k2")
    assert again == one
    assert other["message_id"] != one["message_id"]
    shown = (await phone.look("chat"))["messages"]
    assert [(m["text"], m["key"]) for m in shown] == [
        ("/start", None),
        ("卡密没到", "k1"),
        ("卡密没到", "k2"),
    ]
    assert len(await phone.updates()) == 3


async def test_files_sent_again_and_at_the_same_time_are_one_album(phone: Phone) -> None:
    files = [(f"{n}.bin", b"x" * 200_000, "application/zip") for n in range(3)]
    tries = await asyncio.gather(*(phone.upload("document", *files, key="album") for _ in range(4)))
    assert all(one == tries[0] for one in tries)
    shown = (await phone.look("chat"))["messages"][1:]
    assert [m["key"] for m in shown] == ["album", None, None]


async def test_a_press_is_heard_once_even_when_its_message_is_gone(phone: Phone) -> None:
    sent = await phone.say("好吗", reply_markup=_KEYS)
    press = {"message_id": sent["message_id"], "data": "yes", "key": "p"}
    one = await phone.play("press", **press)
    await phone.call("deleteMessage", chat_id=phone.user, message_id=sent["message_id"])
    assert await phone.play("press", **press) == one
    await phone.play("press", status=400, **{**press, "key": "q"})
    assert sum("callback_query" in update for update in await phone.updates()) == 1


async def test_the_same_key_of_another_user_is_another_message(phone: Phone) -> None:
    await phone.play("send", text="甲", key="k")
    await phone.arrive("小周")
    assert (await phone.play("send", text="乙", key="k"))["text"] == "乙"


async def test_what_was_refused_may_come_again_under_its_key(phone: Phone) -> None:
    await phone.play("block")
    await phone.play("send", status=400, text="在吗", key="k")
    await phone.play("unblock")
    assert (await phone.play("send", text="在吗", key="k"))["text"] == "在吗"
    await phone.play("send", status=400, text="x", key="k" * 65)


@pytest.mark.parametrize("act", ["send", "media"])
async def test_keys_outlive_a_restart(tmp_path: Path, act: str) -> None:
    seen = []
    for _ in range(2):
        async with (
            running(tmp_path) as place,
            aiohttp.ClientSession(place.url, headers={"X-Session": TOKEN}) as session,
        ):
            phone = Phone(place, session)
            phone.user = (await phone.look("users") or [await phone.play("users", first_name="林")])[0]["id"]
            if act == "send":
                await phone.play("send", text="一次", key="k")
            else:
                await phone.upload("document", ("a.txt", b"1", "text/plain"), key="k")
            seen.append([m["message_id"] for m in (await phone.look("chat"))["messages"]])
    assert seen[0] == seen[1] == [1]
