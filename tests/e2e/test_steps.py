"""SIGKILL at each step of a picture's way – fetch, check, seal, read, told – loses nothing and does nothing twice."""

from pathlib import Path

import aiohttp
import pytest

from storage import vault
from storage.database import open_store
from storage.keys import find_key
from tests.e2e.test_pictures import ON, arrived, idle, stored, until
from tests.e2e.town import PATIENCE, Town, town
from tests.evidence.purchase import album
from tests.evidence.screens import has_font

pytestmark = pytest.mark.skipif(not has_font(), reason="no font with Chinese letters, install fonts-noto-cjk")
FETCHING = (
    "fetching.py:Fetching._fetch:call",
    "fetching.py:Fetching._bytes:call",
    "download.py:_pour:call",
    "vault.py:Incoming.write:return",
    "vault.py:Incoming.commit:call",
    "vault.py:Incoming._flush:return",
    "files.py:sync_folder:return",
    "vault.py:Incoming.commit:return",
    "keeping.py:fetched:call",
    "outcome.py:Outcome._close:return",
)
READING = (
    ("picturing.py:Picturing._read:call", "picturing.py:_whole:return"),
    ("reader.py:_exchange:call", "pictures.py:fact:call"),
    ("pictures.py:picture_read:return", "work.py:finish:return"),
)


def _dies_at(place: Town, step: str) -> None:
    """Start the program; it must reach the step and be gone."""
    place.start(step, **ON)
    assert place.program
    assert place.program.wait(PATIENCE) == -9, f"ended before {step}: {place.log[-500:]}"


def _left_over(place: Town, user: int) -> tuple[list[str], list[Path]]:
    """The items in the vault, and what was begun to be received."""
    store = open_store(place.data, find_key(place.data, "", None).key)
    try:
        return vault.items(store, user), list((store.vault / vault.INCOMING).iterdir())
    finally:
        store.close()


@pytest.mark.parametrize("steps", [FETCHING, *READING], ids=["fetching", "opening", "reading", "telling"])
async def test_a_kill_at_every_step_leaves_one_picture_read_once(
    tmp_path: Path, steps: tuple[str, ...]
) -> None:
    with town(tmp_path) as place:
        async with aiohttp.ClientSession() as session:
            buyer = await arrived(place, session)
            await until(lambda: place.program and "running as" in place.log)
            place.kill()
            await buyer.send_files(album()[:1])
            for step in steps:
                _dies_at(place, step)
            place.start(**ON)
            await buyer.until_seen("KM2026110120152688")
            await until(lambda: idle(place))
            await buyer.quiet(1.0)
        assert place.stop() == 0
    (item,) = stored(place, buyer.user).evidence
    assert item.reading
    assert item.reading.fields["order_no"] == "KM2026110120152688"
    assert _left_over(place, buyer.user) == ([item.id], [])
    cards = [bot for bot in buyer.seen if "这是我从截图里读到的" in bot.text and not bot.edited]
    assert len(cards) == 1
