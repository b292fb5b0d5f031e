"""What the parts do with work that fails and rows that were altered, and how delivery ends."""

import asyncio
import hashlib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from dialogs.event import Exported, FetchFailed, Said, Stumbled
from dialogs.letters.enclosures import LIMIT
from dialogs.reply import Export, Fetch, Say, Verify
from messenger.turns import queue
from messenger.works.handing_out import EARLIER
from storage import erase, health, inbox, outbox, vault, work
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


async def test_an_export_under_way_is_called_off_by_the_erasure_and_leaves_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    heard = Heard()
    async with works(tmp_path, heard.respond) as all_:
        a_case_with_much(all_.store)
        async with running(all_.workers.run()):
            await until(lambda: any((all_.store.vault / "incoming").iterdir()))
            await all_.writer.do(lambda: erase.erase_complaint(all_.store, 1, "case-1", NOW))
            await until(lambda: not states(all_.store))
        assert [type(event).__name__ for event in heard.events] == ["Erased"]
        assert not leftovers(all_.store)
    assert "raised" not in caplog.text


async def test_an_export_that_cannot_be_made_is_told_to_its_user_and_the_operators(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    heard = Heard()
    async with works(tmp_path, heard.respond) as all_:
        remember(all_.store, 1, complaint("case-1"))
        often_tried(all_.store, 1, "export", b"not json")
        async with running(all_.workers.run()):
            await until(lambda: heard.events)
        (event,) = heard.events
        assert isinstance(event, Exported)
        assert (event.complaint, event.parts) == ("case-1", ())
    assert "an export is given up" in caplog.text


async def test_an_export_waits_until_the_earlier_one_has_arrived(tmp_path: Path) -> None:
    heard = Heard()
    async with works(tmp_path, heard.respond) as all_:
        remember(all_.store, 1, complaint("case-1"))
        outbox.put(all_.store, 1, "file", b"{}", NOW, slot="case-1:file")
        work.ask(all_.store, 1, "case-1", "export", msgspec.json.encode(Export("case-1")))
        async with running(all_.workers.run()):
            await until(lambda: (work.next_attempt(all_.store) or NOW) > NOW + EARLIER)
        assert heard.events == []


async def test_other_work_is_done_beside_an_export_and_exports_go_one_by_one(tmp_path: Path) -> None:
    heard = Heard()
    async with works(tmp_path, heard.respond, _a_file) as all_:
        a_case_with_much(all_.store)
        for id in ("case-2", "case-3"):
            work.ask(all_.store, 1, id, "export", msgspec.json.encode(Export(id)))
        work.ask(all_.store, 1, "case-3", "verify", msgspec.json.encode(Verify("case-3")))
        async with running(all_.workers.run()):
            await until(lambda: heard.events)
            assert states(all_.store) == ["running", "waiting", "waiting"]
            await until(lambda: len(heard.events) == 4, 30)
        kinds = [type(event).__name__ for event in heard.events]
        assert kinds[0] == "Verified"
        assert [one.complaint for one in heard.events if isinstance(one, Exported)] == [
            "case-1",
            "case-2",
            "case-3",
        ]
        first = next(one for one in heard.events if isinstance(one, Exported))
        assert len(first.parts) == 7
        assert all(part.size <= LIMIT for part in first.parts)


def a_case_with_much(store: Store) -> None:
    """A hundred megabytes of evidence, and an export asked for; two small complaints beside it."""
    items = tuple(f"item-{number}" for number in range(25))
    content = bytes(4 * 1024 * 1024)
    big = complaint("case-1", items=items)
    digest = hashlib.sha256(content).hexdigest()
    evidence = tuple(replace(item, sha256=digest, size=len(content)) for item in big.evidence)
    remember(store, 1, replace(big, evidence=evidence), complaint("case-2"), complaint("case-3"))
    for item in items:
        with vault.receive(store, 1, item) as incoming:
            incoming.write(content)
            incoming.commit()
    work.ask(store, 1, "case-1", "export", msgspec.json.encode(Export("case-1")))


def leftovers(store: Store) -> list[Path]:
    folders = (store.vault / name for name in ("incoming", "outgoing"))
    return [path for folder in folders if folder.is_dir() for path in folder.iterdir()]


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
