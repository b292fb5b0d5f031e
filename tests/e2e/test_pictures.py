"""Screenshots sent to the real program: read in a process of their own, put on one card, through kills and restarts."""

import asyncio
import os
import signal
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import aiohttp
import psutil  # type: ignore[import-untyped]
import pytest
from PIL import Image

from evidence.reader import Reader
from state_machine.complaint import Complaint
from storage import complaints, health, vault
from storage.database import open_store
from storage.keys import find_key
from tests.e2e.town import PATIENCE, Buyer, Town, town
from tests.evidence.attacks import attacks
from tests.evidence.purchase import NOW, album
from tests.evidence.screens import draw, has_font, jpeg, site_phone

pytestmark = pytest.mark.skipif(not has_font(), reason="no font with Chinese letters, install fonts-noto-cjk")
ON = {"READ_SCREENSHOTS": "on"}
GROWTH = 20 * 1024 * 1024  # bytes over a run
AGREE = "[都对，继续]"


def stored(place: Town, user: int) -> Complaint:
    """The buyer's only complaint, as it is on the disk."""
    store = open_store(place.data, find_key(place.data, "", None).key)
    try:
        (complaint,) = complaints.load(store, user).complaints
        return complaint
    finally:
        store.close()


async def arrived(place: Town, session: aiohttp.ClientSession) -> Buyer:
    """A buyer of a program that reads pictures, on the day of the purchase they show."""
    buyer = Buyer(place, session)
    await buyer.arrive()
    await buyer.play("clock", to=NOW, reset=True)
    place.start(**ON)
    return buyer


def readers(place: Town) -> list[int]:
    """The processes that read for this program."""
    assert place.program is not None
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except (OSError, IndexError):
            continue
        if parent == place.program.pid and b"evidence.worker" in words:
            found.append(int(folder.name))
    return found


async def until(look: Callable[[], object]) -> None:
    """Wait for something to become true."""
    for _ in range(round(PATIENCE / 0.02)):
        if look():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("waited in vain")


async def test_an_album_fills_the_form_and_the_checklist(tmp_path: Path) -> None:
    with town(tmp_path) as place:
        async with aiohttp.ClientSession() as session:
            buyer = await arrived(place, session)
            assert not readers(place)
            await buyer._upload(album(), "photo")
            await buyer.until_seen("看图归类")
            await buyer.until_seen("商家说法")
            await buyer.quiet(1.5)
            assert (
                len([bot for bot in buyer.seen if "这是我从截图里读到的" in bot.text and not bot.edited]) == 1
            )
            await buyer.does(AGREE, "[付了款，没收到卡密或商品]")
            await buyer.until_seen("必需项 3/3")
        assert place.stop() == 0
    complaint = stored(place, buyer.user)
    assert complaint.answers["order_no"] == "KM2026110120152688"
    assert complaint.answers["amount"] == 12850
    assert str(complaint.answers["paid_at"]).startswith("2026-11-01T20:1")
    assert complaint.answers["promise"] == "24 hours"
    assert [item.label for item in complaint.evidence] == ["order", "payment", "promise", "chat", ""]


async def test_kills_of_the_program_and_of_the_reader_lose_no_picture(tmp_path: Path) -> None:
    """SIGKILL between fetching, sealing and reading, then of the process that reads: every picture is read once."""
    with town(tmp_path) as place:
        async with aiohttp.ClientSession() as session:
            buyer = await arrived(place, session)
            await buyer._upload(album(), "photo")
            for pause in (0.05, 0.2, 0.6):
                await asyncio.sleep(pause)
                place.kill()
                place.start(**ON)
            await until(lambda: readers(place))
            os.kill(readers(place)[0], signal.SIGKILL)
            await buyer.until_seen("看图归类")
            await buyer.until_seen("商家说法")
            await buyer.quiet(1.5)
        assert place.stop() == 0
    complaint = stored(place, buyer.user)
    assert [item.reading.kind for item in complaint.evidence if item.reading] == [
        "order",
        "alipay_bill",
        "product_page",
        "chat",
        "other",
    ]
    assert all(item.sha256 for item in complaint.evidence)


async def test_a_copy_without_the_card_key_is_made_once_through_kills(tmp_path: Path) -> None:
    """SIGKILL while it is made: it arrives once, is listed once, and shows no card key."""
    with town(tmp_path) as place:
        async with aiohttp.ClientSession() as session:
            buyer = await arrived(place, session)
            await buyer._upload([jpeg(draw(site_phone, 4).picture)], "photo")
            await buyer.until_seen("上能看到卡密")
            await buyer.quiet(1.5)
            await buyer.does("[第 1 份：遮住再用]", "[都遮住]")
            for pause in (0.05, 0.4):
                await asyncio.sleep(pause)
                place.kill()
                place.start(**ON)
            await buyer.until_seen("是第 1 份的遮盖副本")
            await buyer.quiet(1.5)
        assert place.stop() == 0
    complaint = stored(place, buyer.user)
    original, copy = complaint.evidence
    assert copy.copy_of == original.id
    store = open_store(place.data, find_key(place.data, "", None).key)
    try:
        assert vault.items(store, buyer.user) == sorted((original.id, copy.id))
        content = vault.read(store, buyer.user, copy.id)
    finally:
        store.close()
    async with Reader() as reader:
        assert not (await reader.read(content)).secrets


def _size(place: Town) -> int:
    """Bytes of the program's own process in memory."""
    assert place.program is not None
    return int(psutil.Process(place.program.pid).memory_info().rss)


async def test_attack_files_are_kept_as_they_came_and_stop_nothing(tmp_path: Path) -> None:
    sent = [attack for attack in attacks() if attack.content]
    with town(tmp_path) as place:
        async with aiohttp.ClientSession() as session:
            buyer = await arrived(place, session)
            for attack in sent:
                await buyer._upload([attack.content], "document", attack.name)
            await buyer.until_seen(f"第 {len(sent)} 份")
            await until(lambda: idle(place))
            await buyer._upload([jpeg(draw(site_phone, 4).picture)], "photo")
            await buyer.until_seen("上能看到卡密")
        assert place.stop() == 0
    assert _hashes(place, buyer.user)[: len(sent)] == [sha256(attack.content).hexdigest() for attack in sent]


def _hashes(place: Town, user: int) -> list[str]:
    return [item.sha256 for item in stored(place, user).evidence if item.sha256]


def idle(place: Town) -> bool:
    """Whether every update was answered and every picture was worked on, looked at from beside the program."""
    found = health.figures(place.data, datetime.fromisoformat(NOW))
    return not (found.inbox_pending or found.work_pending)


async def test_the_program_stays_small_however_many_pictures_come(tmp_path: Path) -> None:
    """The long run: PICTURES=500. Pictures are never decoded in the program, nor kept in its memory."""
    count = int(os.environ.get("PICTURES", "40"))
    with town(tmp_path) as place:
        async with aiohttp.ClientSession() as session:
            buyer = await arrived(place, session)
            sizes = []
            for number in range(count):
                if number % 200 == 0:
                    await buyer.does("/new")
                await buyer._upload([_large(number)], "photo")
                if number % 10 == 9:
                    await until(lambda: idle(place))
                    sizes.append(_size(place))
        assert place.stop() == 0
    print("MB after every ten pictures:", [size >> 20 for size in sizes])
    assert sizes[-1] - sizes[0] < GROWTH


def _large(number: int) -> bytes:
    """Two million pixels of noise without a word, other ones each time: some 900 KB."""
    noise = Image.effect_noise((1080, 1920), 60 + number % 40)
    return jpeg(noise.convert("RGB"))
