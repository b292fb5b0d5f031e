"""The stories again, whole: the real program over HTTP, SQLite on disk, restarts and kills in the middle."""

import asyncio
import random
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from signal import SIGTERM
from typing import TypeAlias

import aiohttp
import pytest

from state_machine.complaint import Caseload, Complaint
from storage import complaints
from storage.database import open_store
from storage.keys import find_key
from tests.e2e.town import Buyer, Town, town
from tests.story import Bot, Step, play, read_story, stories

Acts: TypeAlias = dict[Path, Future[tuple[Town, Buyer]]]


def _stored(place: Town, user: int) -> Caseload:
    """What the program left on disk, read with its key."""
    found = find_key(place.data, "", None)
    store = open_store(place.data, found.key)
    try:
        return complaints.load(store, user)
    finally:
        store.close()


def _essence(complaint: Complaint) -> tuple[object, ...]:
    """What must be the same however often the program died."""
    return (
        complaint.stage,
        complaint.outcome,
        dict(complaint.answers),
        [(e.kind, dict(e.answers)) for e in complaint.episodes],
        [(item.kind, item.label, item.withdrawn) for item in complaint.evidence],
        sorted(key.rpartition(":")[2] for key in complaint.alerted if not key.startswith("idle")),
    )


def _story(path: Path) -> list[Step]:
    return read_story(path.read_text(encoding="utf-8"))


async def _acted(path: Path, folder: Path, hazard: random.Random | None = None) -> tuple[Town, Buyer]:
    steps = _story(path)
    with town(folder) as place:
        async with aiohttp.ClientSession() as session:
            buyer = Buyer(place, session, hazard=hazard)
            await buyer.arrive()
            await buyer.act_out(steps)
        assert place.stop() in (0, -SIGTERM)  # the latter when it had only just been started
    return place, buyer


def _same_ending(path: Path, place: Town, buyer: Buyer) -> None:
    chat, _ = play(_story(path))
    stored = _stored(place, buyer.user)
    assert [_essence(c) for c in stored.complaints] == [_essence(c) for c in chat.caseload.complaints]
    for complaint in stored.complaints:
        for item in complaint.evidence:
            assert item.sha256, f"{item.kind} was never kept"


SIDE_BY_SIDE = 4  # towns: a story mostly waits


@pytest.fixture(scope="module")
def acts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Acts]:
    """The chosen stories being acted out, each in a town of its own, several at a time."""
    items = [i for i in request.session.items if isinstance(i, pytest.Function) and "acts" in i.fixturenames]
    chosen: list[Path] = [item.callspec.params["path"] for item in items]  # type: ignore[misc]
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        yield {path: pool.submit(_act, path, tmp_path_factory.mktemp(path.stem)) for path in chosen}


def _act(path: Path, folder: Path) -> tuple[Town, Buyer]:
    return asyncio.run(_acted(path, folder))


@pytest.mark.parametrize("path", stories(), ids=lambda path: path.stem)
def test_the_story_goes_the_same_over_http_and_disk(path: Path, acts: Acts) -> None:
    place, buyer = acts[path].result()
    told = [step for step in _story(path) if isinstance(step, Bot) and not step.alert]
    assert buyer.seen == told
    assert buyer.repeats == 0
    _same_ending(path, place, buyer)


KILLS = 20


async def test_twenty_kills_change_nothing_but_marked_repeats(tmp_path: Path) -> None:
    """SIGKILL at random moments of several stories: same state, same messages, at most one repeat a kill."""
    hazard = random.Random(20261122)
    kills = 0
    for number, path in enumerate(_long_stories()):
        folder = tmp_path / str(number)
        folder.mkdir()
        place, buyer = await _acted(path, folder, hazard)
        kills += place.kills
        told = [step for step in _story(path) if isinstance(step, Bot) and not step.alert]
        assert buyer.seen == told
        assert buyer.repeats <= place.kills
        _same_ending(path, place, buyer)
    assert kills >= KILLS


def _long_stories() -> list[Path]:
    names = ("resolved_at_platform", "supplement_asked", "refused_then_12315")
    return [path for path in stories() if path.stem in names]
