"""The running program: every part wired to the next, started in order, stopped in order.

Nothing limps: when a part dies, the program ends with a line that says which, and whoever supervises it
starts it again; all that was begun stands in the database.
"""

import asyncio
import logging
import signal
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final
from zoneinfo import ZoneInfo

import aiohttp
from telegram import Bot
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import Application, ApplicationBuilder, JobQueue

from messenger.api import Api
from messenger.clock import Clock
from messenger.courtesy import Courtesies
from messenger.delivery import SIDE_BY_SIDE, Delivery
from messenger.lanes import Lanes
from messenger.means import Means
from messenger.operators import Operators
from messenger.place import Place
from messenger.poller import HOLD, MARGIN, Poller, TokenRefused
from messenger.presenting import Presentation, present
from messenger.redaction import places
from messenger.request import Request, is_loopback
from messenger.turns import Respond, Turns
from messenger.wake import Wake
from messenger.workers import Workers
from state_machine.workdays import Calendar
from storage import complaints, outbox, vault, work
from storage.database import Store
from storage.writer import Writer

FINISH: Final = 5.0  # seconds for calls under way at the end; the rest waits for the next start
LONGEST_PAUSE: Final = 30.0

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


class Program:
    """One bot on one server. `run` returns after SIGTERM or SIGINT; raises CannotRun."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring
        direct = is_loopback(wiring.place.url)
        self._request = Request(connections=2 * SIDE_BY_SIDE, direct=direct)
        self._poll_request = Request(connections=4, read=HOLD + MARGIN, direct=direct)
        self._application = _application(wiring.place, self._request, self._poll_request)
        self._clock = Clock(wiring.real)
        self._stop = asyncio.Event()

    async def run(self) -> None:
        """Start, work until a signal comes, finish within ten seconds."""
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self._stop.set)
        try:
            if await self._unless_stopped(self._connected()):
                await self._work()
        finally:
            await _quietly(self._application.shutdown())
            await self._request.shutdown()
            await self._poll_request.shutdown()

    async def _connected(self) -> None:
        """getMe answered: the token is good. An unreachable server is waited for."""
        pause = 0.5
        while True:
            try:
                await self._application.initialize()
            except InvalidToken:
                raise CannotRun(
                    "the Bot API refuses TELEGRAM_BOT_TOKEN (or TELEGRAM_API_URL is no Bot API)"
                ) from None
            except NetworkError as error:
                _log.warning("waiting for the Bot API at %s: %s", self._wiring.place.url, error.message)
            except TelegramError as error:
                _log.warning("waiting for the Bot API, it answered: %s", type(error).__name__)
            else:
                if self._wiring.place.playground:  # before anything is applied by the wrong clock
                    self._clock.follow(self._request.date)
                return
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 2)

    async def _unless_stopped(self, step: Coroutine[Any, Any, None]) -> bool:
        """Do a step; False when a signal came first."""
        doing = asyncio.ensure_future(step)
        stopping = asyncio.ensure_future(self._stop.wait())
        await asyncio.wait((doing, stopping), return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not doing.done():
            doing.cancel()
            await asyncio.gather(doing, return_exceptions=True)
            return False
        await doing
        return True

    async def _work(self) -> None:
        writer = Writer(self._wiring.store)
        try:
            await writer.do(self._recover)
            parts = _Parts(self, writer)
            await self._application.start()
            try:
                await parts.run(self._stop)
            finally:
                await parts.finish()
                await _quietly(self._application.stop())
        finally:
            await writer.close()

    def _recover(self) -> None:
        """Put right what the last process left in the middle, and clocks of another calendar."""
        store = self._wiring.store
        vault.sweep(store)
        unknown, begun = outbox.recover(store), work.recover(store)
        moved = complaints.recalendar(store, self._wiring.calendar.fingerprint, self._clock())
        if unknown or begun or moved:
            _log.info("taken up again: %s messages, %s works, %s clocks", unknown, begun, moved)

    @property
    def bot(self) -> Bot:
        bot: Bot = self._application.bot
        return bot

    @property
    def jobs(self) -> "JobQueue[Any]":
        jobs = self._application.job_queue
        if jobs is None:
            raise CannotRun("python-telegram-bot is installed without job-queue")
        return jobs

    def follow_clock(self, wake: Wake, lanes: Lanes, tasks: set[asyncio.Task[None]]) -> None:
        """After each poll of the playground: take over its clock, and look who is due when it was moved."""
        if self._clock.follow(self._poll_request.date):
            lanes.bell.ring()
            lanes.delivery.ring()
            lanes.work.ring()
            sweep = asyncio.create_task(_quietly(wake.sweep()))
            tasks.add(sweep)
            sweep.add_done_callback(tasks.discard)

    async def tell_wake(self, at: datetime | None) -> None:
        """Let the playground's page know when we wake next; best effort."""
        place = self._wiring.place
        try:
            async with self._request.session.post(
                f"{place.url}/play/wake",
                json={"at": at.isoformat() if at else None},
                headers={"X-Session": place.token},
                timeout=aiohttp.ClientTimeout(total=5),
            ):
                pass
        except (aiohttp.ClientError, TimeoutError, OSError):
            _log.debug("the playground did not take the wake")


class _Parts:
    """The loops of one run, and the order in which they end."""

    def __init__(self, program: Program, writer: Writer) -> None:
        self._writer = writer
        wiring = program._wiring
        api = Api(program.bot, program._request)
        self._courtesies = Courtesies(api)
        operators = Operators(self._courtesies, wiring.admins)
        means = Means(wiring.store, writer, program._clock, api, self._courtesies, operators)
        turns = Turns(wiring.store, wiring.respond, wiring.calendar, wiring.zone)
        self._lanes = Lanes(turns, means)
        self._delivery = Delivery(means, wiring.rate, self._lanes.delivery, self._lanes.put)
        self._workers = Workers(turns, means, self._lanes, program._request, _files(wiring.place))
        self._lanes.claim, self._lanes.begin = self._delivery.claim_now, self._delivery.begin
        self._wake = Wake(means, self._lanes, program.tell_wake if wiring.place.playground else None)
        self._wake.schedule(program.jobs)
        hint = f"{wiring.presentation.hint}https://t.me/{program.bot.username}"
        self._poller = Poller(means, Api(program.bot, program._poll_request), program.bot.username, hint)
        self._poller.arrived = self._lanes.arrived
        self._poller.room = self._lanes.room
        self._sweeps: set[asyncio.Task[None]] = set()
        if wiring.place.playground:
            self._poller.answered = partial(program.follow_clock, self._wake, self._lanes, self._sweeps)
        self._bot = program.bot
        self._presentation = wiring.presentation
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
        presenting = asyncio.create_task(present(self._bot, self._presentation))
        stopping = asyncio.create_task(stop.wait())
        _log.info("running as @%s", self._bot.username)
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
        await _quietly(self._wake.finish())
        if "lanes" in self._tasks:
            await asyncio.wait((self._tasks["lanes"],), timeout=1)
        await _quietly(self._writer.do(lambda: None))  # what was claimed until now is on disk and begun
        await self._cancel("lanes", "workers")
        await _quietly(self._delivery.finish(FINISH))
        await self._cancel("delivery", "courtesies")

    async def _cancel(self, *names: str) -> None:
        tasks = [self._tasks[name] for name in names if name in self._tasks]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _ended(name: str, error: BaseException) -> CannotRun:
    if isinstance(error, TokenRefused):
        return CannotRun("the Bot API refuses TELEGRAM_BOT_TOKEN: it was revoked or replaced")
    return CannotRun(f"the {name} ended: {places(error)}")


async def _quietly(step: Coroutine[Any, Any, Any]) -> None:
    """A step whose failure must not hide what it belongs to."""
    try:
        await step
    except Exception as error:
        _log.error("not done: %s", places(error))


def _application(
    place: Place, request: Request, polls: Request
) -> "Application[Any, Any, Any, Any, Any, Any]":
    return (
        ApplicationBuilder()
        .token(place.token)
        .base_url(f"{place.url}/bot")
        .base_file_url(f"{place.url}/file/bot")
        .request(request)
        .get_updates_request(polls)
        .updater(None)
        .build()
    )


def _files(place: Place) -> str:
    return f"{place.url}/file/bot{place.token}"
