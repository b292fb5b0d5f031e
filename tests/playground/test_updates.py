"""getUpdates: nothing is lost, nothing comes twice unless asked, and the poll answers at once when something happens."""

import asyncio
import time
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from telegram import Bot
from telegram.error import Conflict

from playground import TOKEN
from playground.server import running
from tests.playground.conftest import Phone


def texts(updates: list[Any]) -> list[str]:
    return [u["message"]["text"] for u in updates]


async def test_an_offset_confirms_what_came_before(phone: Phone) -> None:
    for text in ("一", "二"):
        await phone.play("send", text=text)
    first = await phone.updates()
    assert texts(first) == ["/start", "一", "二"]
    assert texts(await phone.updates()) == ["/start", "一", "二"]
    assert texts(await phone.updates(offset=first[1]["update_id"])) == ["一", "二"]
    assert texts(await phone.updates(offset=0)) == ["一", "二"]
    assert texts(await phone.updates(offset=first[2]["update_id"] + 1)) == []


async def test_a_negative_offset_keeps_only_the_last(phone: Phone) -> None:
    for text in ("一", "二"):
        await phone.play("send", text=text)
    assert texts(await phone.updates(offset=-1)) == ["二"]
    assert texts(await phone.updates()) == ["二"]


async def test_the_limit_is_kept(phone: Phone) -> None:
    await phone.play("send", text="一")
    assert texts(await phone.updates(limit=1)) == ["/start"]
    assert (await phone.call("getWebhookInfo"))["pending_update_count"] == 2


async def test_update_ids_grow_without_gaps(phone: Phone) -> None:
    for text in ("一", "二"):
        await phone.play("send", text=text)
    ids = [u["update_id"] for u in await phone.updates()]
    assert ids == [ids[0], ids[0] + 1, ids[0] + 2]


async def test_only_allowed_kinds_come_and_the_choice_is_remembered(phone: Phone) -> None:
    await phone.updates(offset=-1, allowed_updates=["edited_message"])
    sent = await phone.play("send", text="一")
    await phone.play("edit", message_id=sent["message_id"], text="二")
    kinds = [next(k for k in u if k != "update_id") for u in await phone.updates()]
    assert kinds == ["message", "edited_message"]  # the first was queued before the choice


async def waiting(phone: Phone, **values: Any) -> asyncio.Task[list[Any]]:
    poll = asyncio.create_task(phone.updates(**values))
    await asyncio.sleep(0.1)
    assert not poll.done()
    return poll


async def test_a_waiting_poll_answers_at_once(phone: Phone) -> None:
    last = (await phone.updates())[-1]["update_id"]
    poll = await waiting(phone, offset=last + 1, timeout=30)
    began = time.monotonic()
    await phone.play("send", text="来了")
    assert texts(await poll) == ["来了"]
    assert time.monotonic() - began < 1


async def test_a_moved_clock_answers_the_waiting_poll_with_the_new_date(phone: Phone) -> None:
    last = (await phone.updates())[-1]["update_id"]
    poll = await waiting(phone, offset=last + 1, timeout=30)
    moved = await phone.play("clock", advance=86400)
    assert await poll == []
    async with phone.session.get(f"/bot{TOKEN}/getMe") as answer:
        date = parsedate_to_datetime(answer.headers["Date"]).timestamp()
    assert abs(date - phone.place.world.clock.now()) < 2
    assert moved["offset"] == pytest.approx(86400)
    assert (await phone.play("send", text="明天"))["date"] == pytest.approx(date, abs=2)


async def test_the_clock_goes_back_only_when_told_to_reset(phone: Phone) -> None:
    await phone.play("clock", advance=3600)
    await phone.play("clock", status=400, advance=-60)
    await phone.play("clock", status=400, to="2020-01-01T00:00:00+08:00")
    moved = await phone.play("clock", to="2020-01-01T00:00:00+08:00", reset=True)
    assert moved["now"].startswith("2019-12-31T16:00")
    assert (await phone.play("clock", reset=True))["offset"] == pytest.approx(0, abs=0.01)


async def test_the_next_wake_is_told_to_the_page(phone: Phone) -> None:
    await phone.play("wake", at="2026-12-01T09:00:00+08:00")
    assert (await phone.look("clock"))["next_wake"] == "2026-12-01T01:00:00+00:00"
    await phone.play("wake", at=None)
    assert (await phone.look("clock"))["next_wake"] is None


async def test_the_older_of_two_pollers_gets_a_conflict(phone: Phone, bot: Bot) -> None:
    last = (await phone.updates())[-1]["update_id"]
    older = asyncio.create_task(bot.get_updates(offset=last + 1, timeout=20))
    await asyncio.sleep(0.1)
    newer = await waiting(phone, offset=last + 1, timeout=20)
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await older
    await phone.play("send", text="新的")
    assert texts(await newer) == ["新的"]


async def test_state_and_numbers_survive_a_restart(tmp_path: Path) -> None:
    async def visit(text: str) -> tuple[int, list[Any], dict[str, Any]]:
        async with (
            running(tmp_path) as place,
            aiohttp.ClientSession(place.url, headers={"X-Session": TOKEN}) as session,
        ):
            phone = Phone(place, session)
            users = await phone.look("users")
            phone.user = users[0]["id"] if users else await phone.arrive()
            sent = await phone.play("send", text=text)
            await phone.play("clock", advance=3600)
            return sent["message_id"], await phone.updates(), await phone.look("chat")

    first, updates, _ = await visit("一")
    second, again, chat = await visit("二")
    assert second == first + 1
    assert texts(again) == ["/start", "一", "二"]
    assert again[:2] == updates
    assert again[2]["update_id"] == updates[1]["update_id"] + 1
    assert [m["text"] for m in chat["messages"]] == ["/start", "一", "二"]
    assert chat["clock"]["offset"] == pytest.approx(7200)


async def test_an_injected_update_may_be_malformed_repeated_or_far_ahead(phone: Phone) -> None:
    start = (await phone.updates())[-1]
    await phone.play("updates", raw={"message": {"nonsense": True}})
    await phone.play("updates", raw="not an object")
    await phone.play("updates", raw=start | {"update_id": start["update_id"] + 1000})
    await phone.play("send", text="之后")
    found = await phone.updates(offset=start["update_id"] + 1)
    assert found[0]["message"] == {"nonsense": True}
    assert found[1] == "not an object"
    assert found[3]["update_id"] == start["update_id"] + 1001
    await phone.updates(offset=found[3]["update_id"] + 1)
    await phone.play("updates", raw=start)  # confirmed long ago: delivered once more, then never again
    assert await phone.updates(offset=found[3]["update_id"] + 1) == [start]
    assert await phone.updates(offset=found[3]["update_id"] + 1) == []


async def test_the_feed_waits_for_a_change_and_tells_everything_in_order(phone: Phone) -> None:
    seq = (await phone.look("chat"))["seq"]
    feed = asyncio.create_task(phone.look("feed", after=seq, timeout=20))
    await asyncio.sleep(0.1)
    await phone.call("sendChatAction", chat_id=phone.user, action="typing")
    answer = await feed
    assert [e["kind"] for e in answer["events"]] == ["action"]
    sent = await phone.say("好")
    await phone.call("editMessageText", chat_id=phone.user, message_id=sent["message_id"], text="更好")
    answer = await phone.look("feed", after=answer["seq"])
    assert [(e["kind"], e["message"]["text"]) for e in answer["events"]] == [
        ("new", "更好"),
        ("edited", "更好"),
    ]
    assert (await phone.look("feed", after=answer["seq"], timeout=0))["events"] == []
