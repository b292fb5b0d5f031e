"""The parts of the program inside the test's own process, against a server the test writes itself."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web
from telegram import Bot

from dialogs.event import Event
from dialogs.reply import Turn
from evidence.reader import Reader
from messenger.api import Api
from messenger.bell import Bell
from messenger.courtesy import Courtesies
from messenger.delivery import Delivery
from messenger.lanes import Lanes
from messenger.means import Means
from messenger.operators import Operators
from messenger.request import Request
from messenger.turns import Respond, Turns
from messenger.works.fetching import Files
from messenger.works.workers import Workers
from state_machine.complaint import Caseload
from state_machine.workdays import PUBLISHED
from storage.database import Store, open_store
from storage.writer import Writer
from tests.storage.conftest import KEY

NOW = datetime(2026, 11, 3, 2, 0, 0, 123_456, tzinfo=UTC)
ADMIN = 999
TOKEN = "123456:abcdefghijklmnopqrstuvwxyz"
Call = Callable[[str, dict[str, Any]], Awaitable[object]]


@dataclass
class Heard:
    """A conversation that says nothing and remembers what happened."""

    events: list[Event] = field(default_factory=list)

    def respond(self, caseload: Caseload, event: Event, _now: datetime) -> Turn:
        self.events.append(event)
        return Turn(caseload)


async def _yes(_method: str, _call: dict[str, Any]) -> object:
    return {"message_id": 1}


@dataclass
class Works:
    """Every part that works on the store; none of them runs yet."""

    store: Store
    writer: Writer
    turns: Turns
    delivery: Delivery
    lanes: Lanes
    workers: Workers
    courtesies: Courtesies


@asynccontextmanager
async def works(
    folder: Path,
    respond: Respond,
    answer: Call = _yes,
    *,
    slow_disk: bool = False,
    reader: Reader | None = None,
) -> AsyncIterator[Works]:
    """Parts on a fresh store; `answer` gives the result of each call of the Bot API.

    On a slow disk every commit takes a while, in the writer's thread.
    """
    async with AsyncExitStack() as stack:
        url = await stack.enter_async_context(_server(answer))
        request = Request(connections=64, direct=True)
        await request.initialize()
        stack.push_async_callback(request.shutdown)
        store = open_store(folder, KEY)
        stack.callback(store.close)
        if slow_disk:
            store.db.conn.set_trace_callback(lambda sql: time.sleep(0.05) if sql == "COMMIT" else None)
        writer = Writer(store, slow=0.0 if slow_disk else 1.0)
        stack.push_async_callback(writer.close)
        yield _parts(store, writer, respond, request, url, reader)


def _parts(
    store: Store, writer: Writer, respond: Respond, request: Request, url: str, reader: Reader | None
) -> Works:
    bot = Bot(TOKEN, base_url=f"{url}/bot", request=request, get_updates_request=request)
    api = Api(bot, request)
    courtesies = Courtesies(api)
    means = Means(store, writer, lambda: NOW, api, courtesies, Operators(courtesies, (ADMIN,)))
    turns = Turns(store, respond, PUBLISHED, ZoneInfo("Asia/Shanghai"))
    delivery, bell = Delivery(means, turns, 0), Bell()
    lanes = Lanes(turns, means, delivery, bell)
    workers = Workers(turns, means, lanes, bell, Files(request, f"{url}/file"), reader=reader)
    return Works(store, writer, turns, delivery, lanes, workers, courtesies)


@asynccontextmanager
async def _server(answer: Call) -> AsyncIterator[str]:
    async def handle(request: web.Request) -> web.Response:
        result = await answer(request.path.rpartition("/")[2], await request.json())
        return web.json_response({"ok": True, "result": result})

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", handle)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def running(*loops: Awaitable[None]) -> AsyncIterator[None]:
    """These loops, until the block ends."""
    tasks = [asyncio.ensure_future(loop) for loop in loops]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def until(look: Callable[[], object], seconds: float = 10) -> None:
    """Wait for something to become true."""
    async with asyncio.timeout(seconds):
        while not look():  # noqa: ASYNC110 - it looks at rows
            await asyncio.sleep(0.01)
