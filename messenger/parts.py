"""The loops of one run, wired to each other; started in order, ended in order.

Nothing limps: when a part dies, the run ends with a line that says which.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import aiohttp
from telegram import Bot
from telegram.ext import Application, JobQueue

from evidence.reader import Reader
from messenger.api import Api
from messenger.bell import Bell
from messenger.clock import Clock
from messenger.courtesy import Courtesies
from messenger.delivery import Delivery
from messenger.lanes import Lanes
from messenger.means import Means
from messenger.operators import Operators
from messenger.place import Place
from messenger.poller import Poller, TokenRefused
from messenger.presenting import Presentation, present
from messenger.redaction import places
from messenger.request import Request
from messenger.turns import Respond, Turns
from messenger.wake import Wake
from messenger.works.fetching import Files
from messenger.works.workers import Workers
from state_machine.workdays import Calendar
from storage.database import Store
from storage.writer import Writer

FINISH: Final = 5.0  # seconds for calls under way at the end; the rest waits for the next start

_log = logging.getLogger(__name__)


class CannotRun(Exception):
    """The program cannot go on; the text is one line for the operator."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """What bot.py hands over: everything that is decided before the first connection."""

    store: Store
    place: Place
    calendar: Calendar
    zone: ZoneInfo
    rate: float
    real: Callable[[], datetime]
    respond: Respond
    presentation: Presentation
    admins: tuple[int, ...] = ()
    reader: Reader | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """The connection to the server: PTB's application over two clients of ours, and the clock we work by."""

    application: "Application[Any, Any, Any, Any, Any, Any]"
    request: Request
    polls: Request
    clock: Clock

    @property
    def bot(self) -> Bot:
        bot: Bot = self.application.bot
        return bot

    @property
    def jobs(self) -> "JobQueue[Any]":
        jobs = self.application.job_queue
        if jobs is None:
            raise CannotRun("python-telegram-bot is installed without job-queue")
        return jobs


class Parts:
    """The loops of one run, and the order in which they end."""

    def __init__(self, wiring: Wiring, line: Line, writer: Writer) -> None:
        self._wiring = wiring
        self._line = line
        self._writer = writer
        bot, place = line.bot, wiring.place
        api = Api(bot, line.request)
        self._courtesies = Courtesies(api)
        operators = Operators(self._courtesies, wiring.admins)
        means = Means(wiring.store, writer, line.clock, api, self._courtesies, operators)
        turns = Turns(wiring.store, wiring.respond, wiring.calendar, wiring.zone)
        self._work = Bell()
        self._delivery = Delivery(means, turns, wiring.rate)
        self._lanes = Lanes(turns, means, self._delivery, self._work)
        files = Files(line.request, f"{place.url}/file/bot{place.token}")
        self._workers = Workers(turns, means, self._lanes, self._work, files, reader=wiring.reader)
        self._wake = Wake(means, self._lanes, self._tell_wake if place.playground else None)
        self._wake.schedule(line.jobs)
        self._poller = Poller(
            means,
            Api(bot, line.polls),
            self._lanes,
            username=bot.username,
            hint=f"{wiring.presentation.hint}https://t.me/{bot.username}",
            answered=self._follow_clock if place.playground else lambda: None,
        )
        self._sweeps: set[asyncio.Task[None]] = set()
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def run(self, stop: asyncio.Event) -> None:
        """Until told to stop. Raises CannotRun when a part dies."""
        for name, loop in (
            ("lanes", self._lanes.run()),
            ("delivery", self._delivery.run()),
            ("courtesies", self._courtesies.run()),
            ("workers", self._workers.run()),
            ("poller", self._poller.run()),
        ):
            self._tasks[name] = asyncio.create_task(loop, name=name)
        presenting = asyncio.create_task(present(self._line.bot, self._wiring.presentation))
        stopping = asyncio.create_task(stop.wait())
        _log.info("running as @%s", self._line.bot.username)
        await asyncio.wait((*self._tasks.values(), stopping), return_when=asyncio.FIRST_COMPLETED)
        for task in (presenting, stopping):
            task.cancel()
        for name, task in self._tasks.items():
            if task.done() and not task.cancelled() and (error := task.exception()) is not None:
                raise _ended(name, error)

    async def finish(self) -> None:
        """Receive nothing more, answer nothing more, let calls under way end; the inbox keeps the rest."""
        self._delivery.close()
        self._lanes.stop()
        await self._cancel("poller")
        await quietly(self._wake.finish())
        if "lanes" in self._tasks:
            await asyncio.wait((self._tasks["lanes"],), timeout=1)
        await quietly(self._writer.do(lambda: None))  # what was claimed until now is on disk and begun
        await self._cancel("lanes", "workers")
        if self._wiring.reader:
            await quietly(self._wiring.reader.close())
        await quietly(self._delivery.finish(FINISH))
        await self._cancel("delivery", "courtesies")

    async def _cancel(self, *names: str) -> None:
        tasks = [self._tasks[name] for name in names if name in self._tasks]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _follow_clock(self) -> None:
        """After each poll of the playground: take over its clock, and look who is due when it was moved."""
        if self._line.clock.follow(self._line.polls.date):
            for bell in (self._lanes.bell, self._delivery.bell, self._work):
                bell.ring()
            sweep = asyncio.create_task(quietly(self._wake.sweep()))
            self._sweeps.add(sweep)
            sweep.add_done_callback(self._sweeps.discard)

    async def _tell_wake(self, at: datetime | None) -> None:
        """Let the playground's page know when we wake next; best effort."""
        place = self._wiring.place
        try:
            async with self._line.request.session.post(
                f"{place.url}/play/wake",
                json={"at": at.isoformat() if at else None},
                headers={"X-Session": place.token},
                timeout=aiohttp.ClientTimeout(total=5),
            ):
                pass
        except (aiohttp.ClientError, TimeoutError, OSError):
            _log.debug("the playground did not take the wake")


def _ended(name: str, error: BaseException) -> CannotRun:
    if isinstance(error, TokenRefused):
        return CannotRun("the Bot API refuses TELEGRAM_BOT_TOKEN: it was revoked or replaced")
    return CannotRun(f"the {name} ended: {places(error)}")


async def quietly(step: Coroutine[Any, Any, Any]) -> None:
    """A step whose failure must not hide what it belongs to."""
    try:
        await step
    except Exception as error:
        _log.error("not done: %s", places(error))
