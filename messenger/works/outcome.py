"""How a piece of work ends: with an event in one unit of work, without one, or begun again later."""

import asyncio
import logging
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from dialogs.event import Event
from messenger.lanes import Lanes
from messenger.means import Means
from storage import work
from storage.work import Job
from storage.writer import StorageFailed

LONGEST_PAUSE: Final = 2 * 3600.0

_log = logging.getLogger(__name__)


class Outcome:
    """Notes what became of each piece."""

    def __init__(self, means: Means, lanes: Lanes) -> None:
        self._store = means.store
        self._writer = means.writer
        self._clock = means.clock
        self._operators = means.operators
        self._lanes = lanes

    async def finish(
        self,
        job: Job,
        event: Event,
        *,
        also: Callable[[], object] | None = None,
        unwanted: Callable[[], object] | None = None,
    ) -> None:
        """Apply the result, with `also` in the same unit of work; when nobody wants it any more, do `unwanted` instead."""
        try:
            await self._lanes.put(job.user, event, also=partial(self._close, job, also))
        except _Unwanted:
            if unwanted is not None:
                await self._writer.do(unwanted)

    def _close(self, job: Job, also: Callable[[], object] | None) -> None:
        if not work.finish(self._store, job.id):
            raise _Unwanted
        if also is not None:
            also()

    async def drop(self, job: Job) -> None:
        """It is done, and there is nothing to tell."""
        await self._writer.do(partial(work.finish, self._store, job.id))

    async def again(self, job: Job, why: str) -> None:
        """Begin again later, however often: it is the world's trouble, or must be done."""
        pause = min(LONGEST_PAUSE, 2.0 * 2 ** min(job.attempts, 16)) * random.uniform(0.8, 1.2)  # noqa: S311
        await self.wait(job, self._clock() + timedelta(seconds=pause), why)

    async def wait(self, job: Job, until: datetime, why: str) -> None:
        """Begin again at this instant."""
        await self._surely(partial(work.retry, self._store, job.id, until, why))

    async def bury(self, job: Job, why: str) -> None:
        """A dead letter, for the operators to look at."""
        await self._surely(lambda: work.give_up(self._store, job.id, self._clock(), why))
        self._operators.tell("work is given up", f"{job.kind} {job.id}")

    async def _surely(self, step: Callable[[], None]) -> None:
        """Note the outcome of an attempt, as soon as the storage takes it."""
        while True:
            try:
                await self._writer.do(step)
            except StorageFailed as error:
                _log.error("storage refused: %s", " ".join(str(error).split()))
                await asyncio.sleep(1)
            else:
                return


class _Unwanted(Exception):
    """The work was called off meanwhile: its complaint is erased."""
