"""What the program does with pictures to be read: once, beside other work, and kept whatever becomes of the reader."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

import bot
from dialogs.conversation import respond
from dialogs.event import Fetched, Masked, PictureRead, Verified
from dialogs.reply import Mask, Read, Verify
from evidence.reader import Reader
from messenger.settings import Settings
from storage import health, vault, work
from storage.database import Store
from tests.evidence.purchase import album
from tests.evidence.screens import draw, has_font, jpeg, site_phone
from tests.messenger.works import NOW, Heard, running, until, works
from tests.storage.people import complaint, remember

READ = Read("case-1", "item-1", NOW)


@pytest.fixture
async def reader() -> AsyncIterator[Reader]:
    async with Reader() as one:
        yield one


def kept(store: Store, content: bytes | None, attempts: int = 0) -> None:
    """A picture in the vault, asked to be read."""
    remember(store, 1, complaint("case-1", items=("item-1",)))
    if content is not None:
        with vault.receive(store, 1, "item-1") as incoming:
            incoming.write(content)
            incoming.commit()
    id = work.ask(store, 1, "case-1", "read", msgspec.json.encode(READ))
    store.db.execute("UPDATE work SET attempts = ? WHERE id = ?", (attempts, id))


def rows(store: Store) -> list[tuple[str, int, str | None]]:
    return list(store.db.execute("SELECT state, attempts, error FROM work"))


@pytest.mark.skipif(not has_font(), reason="no font with Chinese letters, install fonts-noto-cjk")
async def test_a_picture_is_read_and_told_as_plain_values(tmp_path: Path, reader: Reader) -> None:
    actions: list[Any] = []

    async def answer(method: str, call: dict[str, Any]) -> object:
        actions.append((method, call["chat_id"], call["action"]))
        return True

    heard = Heard()
    async with works(tmp_path, heard.respond, answer, reader=reader) as all_:
        kept(all_.store, album()[0])
        async with running(all_.workers.run(), all_.courtesies.run()):
            await until(lambda: heard.events, 60)
            await until(lambda: actions)
        assert not rows(all_.store)
        assert vault.items(all_.store, 1) == ["item-1"]
    (event,) = heard.events
    assert isinstance(event, PictureRead)
    assert event.reading.kind == "order"
    assert event.reading.fields["order_no"] == "KM2026110120152688"
    assert msgspec.json.decode(msgspec.json.encode(event), type=PictureRead) == event
    assert actions == [("sendChatAction", 1, "typing")]


async def test_what_ends_the_reader_is_tried_again_and_given_up_with_its_picture_kept(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    heard = Heard()
    async with (
        Reader(memory=60 * 1024 * 1024) as starved,
        works(tmp_path, heard.respond, reader=starved) as all_,
    ):
        kept(all_.store, b"anything")
        async with running(all_.workers.run()):
            await until(lambda: rows(all_.store) == [("waiting", 1, "reader_failed")], 60)
            assert not heard.events
            all_.store.db.execute("UPDATE work SET attempts = 2, not_before = 0")
            await until(lambda: heard.events, 60)
        assert not rows(all_.store)
        assert vault.items(all_.store, 1) == ["item-1"]
    (event,) = heard.events
    assert isinstance(event, PictureRead)
    assert event.reading.problem == "reader_failed"


async def test_a_picture_that_takes_too_long_is_tried_again(tmp_path: Path) -> None:
    heard = Heard()
    async with Reader(patience=0.001) as hasty, works(tmp_path, heard.respond, reader=hasty) as all_:
        kept(all_.store, b"anything")
        async with running(all_.workers.run()):
            await until(lambda: rows(all_.store) == [("waiting", 1, "too_long")], 60)
    assert not heard.events


async def test_a_picture_that_ended_the_program_three_times_is_not_read_a_fourth(
    tmp_path: Path, reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    heard = Heard()
    async with works(tmp_path, heard.respond, reader=reader) as all_:
        kept(all_.store, b"anything", attempts=3)
        async with running(all_.workers.run()):
            await until(lambda: heard.events)
        assert reader.pid is None
    assert "a picture is not read" in caplog.text


async def test_a_picture_missing_from_the_vault_is_told_as_damaged(tmp_path: Path, reader: Reader) -> None:
    heard = Heard()
    async with works(tmp_path, heard.respond, reader=reader) as all_:
        kept(all_.store, None)
        async with running(all_.workers.run()):
            await until(lambda: heard.events)
    (event,) = heard.events
    assert isinstance(event, PictureRead)
    assert event.reading.problem == "damaged"


async def test_with_reading_off_nothing_is_read_and_nothing_waits(tmp_path: Path) -> None:
    heard = Heard()
    async with works(tmp_path, heard.respond) as all_:
        kept(all_.store, b"anything")
        async with running(all_.workers.run()):
            await until(lambda: not rows(all_.store))
        assert health.figures(tmp_path, NOW).work_dead == 0
    assert not heard.events


async def test_pictures_are_read_one_by_one_and_other_work_is_done_beside_them(
    tmp_path: Path, reader: Reader
) -> None:
    heard = Heard()
    async with works(tmp_path, heard.respond, reader=reader) as all_:
        kept(all_.store, b"anything")
        for _ in range(5):
            work.ask(all_.store, 1, "case-1", "read", msgspec.json.encode(READ))
        work.ask(all_.store, 1, "case-1", "verify", msgspec.json.encode(Verify("case-1")))
        async with running(all_.workers.run()):
            await until(lambda: heard.events)
            assert isinstance(heard.events[0], Verified)
            assert [state for state, *_ in rows(all_.store)].count("running") == 1
            await until(lambda: not rows(all_.store), 60)


@pytest.mark.skipif(not has_font(), reason="no font with Chinese letters, install fonts-noto-cjk")
@pytest.mark.parametrize("state", ["waiting", "running"])
async def test_a_program_that_ends_between_sealing_and_reading_reads_after_its_next_start(
    tmp_path: Path, reader: Reader, state: str
) -> None:
    content = album()[0]
    async with works(tmp_path, respond) as all_:
        remember(all_.store, 1, complaint("case-1", items=("item-1",)))
        with vault.receive(all_.store, 1, "item-1") as incoming:
            incoming.write(content)
            size, sha256 = incoming.commit()
        event = Fetched(id="e1", complaint="case-1", item="item-1", size=size, sha256=sha256)
        await all_.lanes.put(1, event)
        all_.store.db.execute("UPDATE work SET state = ?", (state,))
        assert [kind for (kind,) in all_.store.db.execute("SELECT kind FROM work")] == ["read"]
    async with works(tmp_path, respond, reader=reader) as all_:
        work.recover(all_.store)
        async with running(all_.workers.run()):
            await until(lambda: not rows(all_.store), 60)
        (found,) = all_.turns.load(1).complaints
        (item,) = found.evidence
        assert item.sha256 == sha256
        assert item.reading
        assert item.reading.fields["amount"] == "128.50"


def test_reading_that_is_off_or_not_installed_is_said_and_nothing_else_stops(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("READ_SCREENSHOTS", "off")
    assert bot.reader(Settings()) is None  # type: ignore[call-arg]
    assert capsys.readouterr().out == ""
    monkeypatch.setenv("READ_SCREENSHOTS", "on")
    assert bot.reader(Settings()) is not None  # type: ignore[call-arg]
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    assert bot.reader(Settings()) is None  # type: ignore[call-arg]
    assert (
        capsys.readouterr().out == "pictures are kept but not read: rapidocr is not installed (see README)\n"
    )


def kept_to_mask(store: Store, content: bytes, attempts: int = 0) -> None:
    """A picture in the vault, and a copy without its card key asked for."""
    kept(store, content)
    ask = msgspec.json.encode(Mask("case-1", "item-1", ("card_key",)))
    store.db.execute("DELETE FROM work")
    id = work.ask(store, 1, "case-1", "mask", ask)
    store.db.execute("UPDATE work SET attempts = ? WHERE id = ?", (attempts, id))


@pytest.mark.skipif(not has_font(), reason="no font with Chinese letters, install fonts-noto-cjk")
async def test_a_copy_is_sealed_under_the_id_of_its_event(tmp_path: Path, reader: Reader) -> None:
    heard = Heard()
    async with works(tmp_path, heard.respond, reader=reader) as all_:
        kept_to_mask(all_.store, jpeg(draw(site_phone, 4).picture))
        async with running(all_.workers.run()):
            await until(lambda: heard.events, 60)
        (event,) = heard.events
        assert isinstance(event, Masked)
        assert (event.covered, event.problem) == (1, "")
        assert sorted(vault.items(all_.store, 1)) == sorted(["item-1", event.id])
        assert vault.sha256(all_.store, 1, event.id) == event.sha256
        after = await reader.read(vault.read(all_.store, 1, event.id))
    assert not after.secrets


async def test_a_copy_that_cannot_be_made_is_told(tmp_path: Path, reader: Reader) -> None:
    heard = Heard()
    async with works(tmp_path, heard.respond, reader=reader) as all_:
        kept_to_mask(all_.store, b"\xff\xd8\xff no picture")
        async with running(all_.workers.run()):
            await until(lambda: heard.events, 60)
        assert vault.items(all_.store, 1) == ["item-1"]
    (event,) = heard.events
    assert isinstance(event, Masked)
    assert event.problem


async def test_where_nothing_reads_pictures_any_more_a_copy_is_refused(tmp_path: Path) -> None:
    heard = Heard()
    async with works(tmp_path, heard.respond) as all_:
        kept_to_mask(all_.store, b"anything")
        async with running(all_.workers.run()):
            await until(lambda: heard.events, 60)
    (event,) = heard.events
    assert isinstance(event, Masked)
    assert event.problem == "reader_failed"


async def test_a_file_that_changed_is_named_by_its_number_in_the_list(tmp_path: Path) -> None:
    heard = Heard()
    case = complaint("case-1", items=("item-1", "item-2"))
    text = replace(case.evidence[0], kind="text", sha256="ab" * 32)
    gone = replace(case.evidence[1], sha256="cd" * 32)
    async with works(tmp_path, heard.respond) as all_:
        remember(all_.store, 1, replace(case, evidence=(text, gone)))
        work.ask(all_.store, 1, "case-1", "verify", msgspec.json.encode(Verify("case-1")))
        async with running(all_.workers.run()):
            await until(lambda: heard.events, 60)
    (event,) = heard.events
    assert isinstance(event, Verified)
    assert event.changed == (2,)
