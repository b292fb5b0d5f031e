"""Waking users whose clock ran out. The scheduler only says "look"; what is due stands in rows.

One sweep for everybody, because a job for each reminder is lost with the process and slow by the million.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

from telegram.ext import CallbackContext, JobQueue

from dialogs.event import Woke
from messenger.lanes import Lanes
from messenger.means import Means
from messenger.redaction import places
from storage import complaints, exports, inbox, work
from storage.identity import fresh_id
from storage.writer import StorageFailed

EVERY: Final = 1.0
PRUNE_EVERY: Final = 600.0
AT_ONCE: Final = 64  # users a round: the loop is free again after each
PUT_OFF: Final = timedelta(minutes=5)
_ONE: Final = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}

_log = logging.getLogger(__name__)


class Wake:
    """The sweep. `tell` is told when the earliest wake changes (the playground's page jumps to it)."""

    def __init__(
        self,
        means: Means,
        lanes: Lanes,
        tell: Callable[[datetime | None], Awaitable[None]] | None = None,
    ) -> None:
        self._store = means.store
        self._writer = means.writer
        self._clock = means.clock
        self._lanes = lanes
        self._tell = tell
        self._told: datetime | None = None
        self._sweeping = asyncio.Lock()
        self._closed = False

    def schedule(self, jobs: "JobQueue[CallbackContext]") -> None:  # type: ignore[type-arg]
        """One repeating job for the sweep and one for forgetting old updates."""
        jobs.run_repeating(self._sweep_job, EVERY, first=0.01, name="wake", job_kwargs=dict(_ONE))
        jobs.run_repeating(self._prune_job, PRUNE_EVERY, first=60, name="prune", job_kwargs=dict(_ONE))

    async def sweep(self) -> None:
        """Wake everybody who is due by now."""
        async with self._sweeping:
            if self._closed:
                return
            woken: set[int] = set()
            while not self._closed and (users := complaints.due(self._store, self._clock(), AT_ONCE)):
                await asyncio.gather(*(self._wake(user, again=user in woken) for user in users))
                woken.update(users)
            await self._announce()

    async def finish(self) -> None:
        """Wake nobody more; the round under way is finished."""
        self._closed = True
        async with self._sweeping:
            pass

    async def _sweep_job(self, _context: object) -> None:
        try:
            await self.sweep()
        except StorageFailed as error:
            _log.error("storage refused, will look again: %s", " ".join(str(error).split()))

    async def _wake(self, user: int, *, again: bool) -> None:
        """Wake one user; one who is due again at once is put off, so that a sweep always ends."""
        try:
            if again:
                raise RuntimeError("waking did not move the clock")
            await self._lanes.put(user, Woke(id=fresh_id()))
        except StorageFailed:
            raise
        except Exception as error:
            _log.error("waking a user raised, put off: %s", places(error))
            until = self._clock() + PUT_OFF
            await self._writer.do(lambda: complaints.put_off(self._store, user, until))

    async def _announce(self) -> None:
        if self._tell is None:
            return
        earliest = complaints.next_wake(self._store)
        if earliest != self._told:
            self._told = earliest
            await self._tell(earliest)

    async def _prune_job(self, _context: object) -> None:
        try:
            await self._writer.do(self._prune)
        except StorageFailed as error:
            _log.error("storage refused: %s", " ".join(str(error).split()))

    def _prune(self) -> None:
        now = self._clock()
        inbox.prune(self._store, now)
        work.prune(self._store, now)
        exports.prune(self._store, now)
