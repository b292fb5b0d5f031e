"""Calls whose loss costs nothing lasting: the words over a pressed button, a keyboard taken away, a hint in a group.

They go out at once, past the queue, and nobody waits for them. When the API is slow the oldest are let go:
memory stays bounded and the messages that matter are not held up.
"""

import asyncio
import logging
from collections import deque
from typing import Final

from telegram.error import NetworkError

from messenger.api import Api, Parameters, Refused
from messenger.bell import Bell

MOST_WAITING: Final = 2000
SIDE_BY_SIDE: Final = 32

_log = logging.getLogger(__name__)


class Courtesies:
    """A bounded queue of best-effort calls."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._waiting: deque[tuple[str, Parameters]] = deque(maxlen=MOST_WAITING)
        self._bell = Bell()
        self._idle = asyncio.Semaphore(SIDE_BY_SIDE)
        self._calls: set[asyncio.Task[None]] = set()

    def post(self, method: str, parameters: Parameters) -> None:
        """Call it soon, once, if it can be."""
        self._waiting.append((method, parameters))
        self._bell.ring()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await self._bell.wait(60)
            while self._waiting:
                await self._idle.acquire()
                call = asyncio.create_task(self._call(*self._waiting.popleft()))
                self._calls.add(call)
                call.add_done_callback(self._finished)

    def _finished(self, call: asyncio.Task[None]) -> None:
        self._calls.discard(call)
        self._idle.release()

    async def _call(self, method: str, parameters: Parameters) -> None:
        try:
            await self._api.call(method, parameters)
        except Refused as refusal:
            _log.debug("%s refused (%s)", method, refusal.code)
        except NetworkError as error:
            _log.debug("%s not done: %s", method, type(error).__name__)
