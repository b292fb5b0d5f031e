"""The running program: connect, take up what the last process left, work until a signal.

When it cannot go on it ends with a line that says why, and whoever supervises it starts it again; all that
was begun stands in the database.
"""

import asyncio
import logging
import signal
from collections.abc import Coroutine
from typing import Any, Final

from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import Application, ApplicationBuilder

from messenger.clock import Clock
from messenger.delivery import SIDE_BY_SIDE
from messenger.parts import CannotRun, Line, Parts, Wiring, quietly
from messenger.place import Place
from messenger.poller import HOLD, MARGIN
from messenger.request import Request, is_loopback
from storage import complaints, exports, outbox, vault, work
from storage.writer import Writer

LONGEST_PAUSE: Final = 30.0

_log = logging.getLogger(__name__)


class Program:
    """One bot on one server. `run` returns after SIGTERM or SIGINT; raises CannotRun."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring
        self._line = _line(wiring)
        self._stop = asyncio.Event()

    async def run(self) -> None:
        """Start, work until a signal comes, finish within ten seconds."""
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self._stop.set)
        try:
            if await self._unless_stopped(self._connected()):
                await self._work()
        finally:
            await quietly(self._line.application.shutdown())
            await self._line.request.shutdown()
            await self._line.polls.shutdown()

    async def _connected(self) -> None:
        """getMe answered: the token is good. An unreachable server is waited for."""
        pause = 0.5
        while True:
            try:
                await self._line.application.initialize()
            except InvalidToken:
                raise CannotRun(
                    "the Bot API refuses TELEGRAM_BOT_TOKEN (or TELEGRAM_API_URL is no Bot API)"
                ) from None
            except NetworkError as error:
                _log.warning("waiting for the Bot API at %s: %s", self._wiring.place.url, _short(error))
            except TelegramError as error:
                _log.warning("waiting for the Bot API, it answered: %s", type(error).__name__)
            else:
                if self._wiring.place.playground:  # before anything is applied by the wrong clock
                    self._line.clock.follow(self._line.request.date)
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
            parts = Parts(self._wiring, self._line, writer)
            await self._line.application.start()
            try:
                await parts.run(self._stop)
            finally:
                await parts.finish()
                await quietly(self._line.application.stop())
        finally:
            await writer.close()

    def _recover(self) -> None:
        """Put right what the last process left in the middle, and clocks of another calendar."""
        store = self._wiring.store
        vault.sweep(store)
        exports.sweep(store)
        unknown, begun = outbox.recover(store), work.recover(store)
        moved = complaints.recalendar(store, self._wiring.calendar.fingerprint, self._line.clock())
        if unknown or begun or moved:
            _log.info("taken up again: %s messages, %s works, %s clocks", unknown, begun, moved)


def _line(wiring: Wiring) -> Line:
    direct = is_loopback(wiring.place.url)
    request = Request(connections=2 * SIDE_BY_SIDE, direct=direct)
    polls = Request(connections=4, read=HOLD + MARGIN, direct=direct)
    return Line(_application(wiring.place, request, polls), request, polls, Clock(wiring.real))


def _short(error: TelegramError) -> str:
    """One short line: a message may quote what a stranger's server wrote."""
    return " ".join(error.message.split())[:120]


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


__all__ = ("CannotRun", "Program", "Wiring")
