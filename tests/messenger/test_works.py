"""What the parts do with work that fails and rows that were altered, and how delivery ends."""

import asyncio
from pathlib import Path
from typing import Any

import msgspec
import pytest

from dialogs.event import FetchFailed, Said, Stumbled
from dialogs.reply import Fetch, Say
from messenger.turns import queue
from storage import erase, health, inbox, outbox, work
from storage.database import Store
from storage.inbox import Arrival
from tests.messenger.works import ADMIN, NOW, Heard, running, until, works
from tests.storage.people import complaint, remember


def states(store: Store) -> list[str]:
    return [row[0] for row in store.db.execute("SELECT state FROM work ORDER BY id")]


def often_tried(store: Store, user: int, kind: str, body: bytes) -> int:
    """Work that was tried a hundred times and is to be tried once more."""
    id = work.ask(store, user, "case-1" if user else "", kind, body)
    store.db.execute("UPDATE work SET attempts = 100 WHERE id = ?", (id,))
    return id


async def test_a_file_that_cannot_be_fetched_is_told_to_its_user_and_the_operators(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    heard = Heard()
    async with works(tmp_path, heard.respond, _a_file) as all_:
        remember(all_.store, 1, complaint("case-1"))
        ask = Fetch("case-1", "../no-id", "file")
        often_tried(all_.store, 1, "fetch", msgspec.json.encode(ask))
        async with running(all_.workers.run()):
            await until(lambda: heard.events)
        (event,) = heard.events
        assert isinstance(event, FetchFailed)
        assert (event.item, event.why) == (ask.item, "gone")
        assert states(all_.store) == []
    assert "a file is given up" in caplog.text


async def _a_file(method: str, _call: dict[str, Any]) -> object:
    return {"file_path": "a"} if method == "getFile" else {"message_id": 1}


async def test_work_that_is_given_up_is_told_to_the_operators_and_counted(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[Any] = []

    async def answer(method: str, call: dict[str, Any]) -> object:
        told.append((method, call["chat_id"]))
        return {"message_id": 1}

    async with works(tmp_path, Heard().respond, answer) as all_:
        remember(all_.store, 1, complaint("case-1"))
        id = often_tried(all_.store, 1, "verify", b"not json")
        async with running(all_.workers.run(), all_.courtesies.run()):
            await until(lambda: told)
        assert told == [("sendMessage", ADMIN)]
        assert health.figures(tmp_path, NOW).work_dead == 1
    assert f"work is given up: verify {id}" in caplog.text


async def test_an_erasure_is_never_given_up(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with works(tmp_path, Heard().respond) as all_:
        often_tried(all_.store, erase.NOBODY, erase.REMOVE_FILES, b"not json")
        async with running(all_.workers.run()):
            await until(lambda: "raised" in caplog.text and states(all_.store) != ["running"])
        assert states(all_.store) == ["waiting"]
        assert work.next_attempt(all_.store) is not None


async def test_work_called_off_while_it_ran_ends_without_a_word(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    asked, go_on = asyncio.Event(), asyncio.Event()

    async def answer(method: str, call: dict[str, Any]) -> object:
        if method == "getFile":
            asked.set()
            await go_on.wait()
        return await _a_file(method, call)

    heard = Heard()
    async with works(tmp_path, heard.respond, answer) as all_:
        remember(all_.store, 1, complaint("case-1", items=("item-1",)))
        work.ask(all_.store, 1, "case-1", "fetch", msgspec.json.encode(Fetch("case-1", "item-1", "file")))
        async with running(all_.workers.run()):
            await asked.wait()
            await all_.writer.do(lambda: erase.erase_user(all_.store, 1, NOW))
            await asyncio.sleep(0.05)
            go_on.set()
            await until(lambda: not states(all_.store))
        assert [type(event).__name__ for event in heard.events] == ["Erased"]
        assert all_.store.db.execute("SELECT count(*) FROM users").fetchone() == (0,)
    assert "raised" not in caplog.text


async def test_an_altered_update_is_set_aside_its_user_is_told_and_the_rest_flows(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    heard = Heard()
    async with works(tmp_path, heard.respond) as all_:
        inbox.accept(all_.store, [_update(1, "one"), _update(2, "two")], NOW)
        all_.store.db.execute("UPDATE inbox SET body = x'00' WHERE update_id = 1")
        async with running(all_.lanes.run()):
            await until(lambda: len(heard.events) == 2)
        stumbled, said = heard.events
        assert isinstance(stumbled, Stumbled)
        assert isinstance(said, Said)
        assert said.text == "two"
        assert health.figures(tmp_path, NOW).dead_letters == 1
    assert "update 1 is given up, its row was altered or moved" in caplog.text


def _update(number: int, text: str) -> Arrival:
    message = {"message_id": number, "date": 1, "chat": {"id": 7, "type": "private"}, "text": text}
    return Arrival(number, msgspec.json.encode({"update_id": number, "message": message}), 7)


@pytest.mark.parametrize("many", [1, 2, 3, 4, 5])
async def test_calls_that_end_with_the_program_are_noted_each_of_them(tmp_path: Path, many: int) -> None:
    """What ended while the last outcomes were being written down must not be sent again after a restart."""
    chats, asked, go_on = range(1, many + 1), [0], asyncio.Event()

    async def answer(_method: str, call: dict[str, Any]) -> object:
        asked[0] += 1
        await go_on.wait()
        await asyncio.sleep(call["chat_id"] * 0.02)  # one after the other: a commit is always under way
        return {"message_id": 1}

    async with works(tmp_path, Heard().respond, answer, slow_disk=True) as all_:
        for chat in chats:
            queue(all_.store, chat, Say("hello"), NOW)
        async with running(all_.delivery.run()):
            await until(lambda: asked[0] == len(chats))
            all_.delivery.close()
            asyncio.get_running_loop().call_later(0.05, go_on.set)
            await all_.delivery.finish(5)
        assert outbox.recover(all_.store) == 0
