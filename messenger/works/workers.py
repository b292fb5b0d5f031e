"""The loop that claims work and sees to it that every piece ends."""

import asyncio
import logging
from functools import partial
from typing import Final

from telegram.error import TelegramError

from evidence.reader import Reader
from messenger.api import Refused
from messenger.bell import Bell
from messenger.download import Missing
from messenger.lanes import Lanes
from messenger.means import Means
from messenger.redaction import places
from messenger.turns import Turns
from messenger.works.checking import Checking
from messenger.works.erasing import Erasing
from messenger.works.fetching import Fetching, Files
from messenger.works.handing_out import HandingOut
from messenger.works.kind import Kind
from messenger.works.outcome import Outcome
from messenger.works.picturing import Picturing
from storage import work
from storage.work import Job
from storage.writer import StorageFailed

SIDE_BY_SIDE: Final = 4
ATTEMPTS: Final = 10

_log = logging.getLogger(__name__)


class Workers:
    """Carries out claimed jobs, a few side by side. `bell` is rung when there are more."""

    def __init__(
        self,
        turns: Turns,
        means: Means,
        lanes: Lanes,
        bell: Bell,
        files: Files,
        *,
        reader: Reader | None = None,
    ) -> None:
        self._store = means.store
        self._writer = means.writer
        self._clock = means.clock
        self._bell = bell
        self._running: dict[asyncio.Task[None], Job] = {}
        self._outcome = outcome = Outcome(means, lanes)
        handing_out = HandingOut(means, outcome, turns)
        self._kinds: dict[str, Kind] = {
            **Fetching(means, outcome, files).kinds,
            **Picturing(means, outcome, reader).kinds,
            **Checking(means, outcome, turns).kinds,
            **handing_out.kinds,
            **Erasing(means, outcome, lanes, handing_out, lambda: self._running).kinds,
        }
        self._alone = tuple(name for name, kind in self._kinds.items() if kind.alone)

    async def run(self) -> None:
        """Until cancelled; what runs then begins again after the next start."""
        try:
            while True:
                if not await self._begin_some():
                    await self._bell.wait(self._pause())
        finally:
            for task in self._running:
                task.cancel()
            await asyncio.gather(*self._running, return_exceptions=True)

    def _pause(self) -> float:
        until = None if self._runs(*self._alone) else work.next_attempt(self._store)
        return 1.0 if until is None else min(1.0, max(0.01, (until - self._clock()).total_seconds()))

    async def _begin_some(self) -> bool:
        free = SIDE_BY_SIDE - len(self._running)
        if not free:
            return False
        try:
            jobs = await self._writer.do(partial(self._claim, free))
        except StorageFailed:
            return False
        for job in jobs:
            task = asyncio.create_task(self._do(job))
            self._running[task] = job
            task.add_done_callback(self._ended)
        return bool(jobs)

    def _claim(self, free: int) -> list[Job]:
        """One of each kind that is done alone: everybody's files go on beside them."""
        now = self._clock()
        jobs = work.claim(self._store, now, free, but=self._alone)
        for kind in self._alone:
            if len(jobs) < free and not self._runs(kind):
                jobs += work.claim(self._store, now, 1, (kind,))
        return jobs

    def _runs(self, *kinds: str) -> bool:
        return any(job.kind in kinds for job in self._running.values())

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.pop(task, None)
        self._bell.ring()

    async def _do(self, job: Job) -> None:
        kind = self._kinds.get(job.kind)
        if kind is None:
            await self._outcome.bury(job, "unknown kind")
            return
        enough = job.attempts + 1 >= ATTEMPTS
        try:
            await kind.does(job)
        except (TelegramError, Refused, Missing, StorageFailed, OSError) as error:
            await self._ends(job, kind, type(error).__name__, given_up=enough and kind.awaited)
        except Exception as error:
            if work.stands(self._store, job.id):  # otherwise called off meanwhile: its complaint was erased
                _log.error("work %s (%s) raised: %s", job.id, job.kind, places(error))
                await self._ends(job, kind, type(error).__name__, given_up=enough and not kind.must)

    async def _ends(self, job: Job, kind: Kind, why: str, *, given_up: bool) -> None:
        if not given_up:
            await self._outcome.again(job, why)
            return
        try:
            if kind.gives_up is not None:
                await kind.gives_up(job)
                return
        except Exception as error:
            _log.error("telling of a failure raised: %s", places(error))
        await self._outcome.bury(job, why)
