"""What was erased, taken off the disk: files, exports, and the bytes they left in the database."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final, TypeAlias

from dialogs.event import Erased
from messenger.lanes import Lanes
from messenger.means import Means
from messenger.works.handing_out import EXPORT, HandingOut
from messenger.works.kind import Kind
from messenger.works.outcome import Outcome
from messenger.works.picturing import MASK
from storage import erase, exports, work
from storage.erase import REMOVE_FILES
from storage.exports import REMOVE_EXPORTS
from storage.work import Job

SCRUBS: Final = 100

Running: TypeAlias = Callable[[], Mapping[asyncio.Task[None], Job]]

_log = logging.getLogger(__name__)


class Erasing:
    """Removes what an erasure or an old export left; `running` tells the work under way."""

    def __init__(
        self, means: Means, outcome: Outcome, lanes: Lanes, handing_out: HandingOut, running: Running
    ) -> None:
        self._store = means.store
        self._outcome = outcome
        self._lanes = lanes
        self._handing_out = handing_out
        self._running = running
        self.kinds = {
            REMOVE_FILES: Kind(self._remove_files, must=True),
            REMOVE_EXPORTS: Kind(self._remove_exports, must=True),
        }

    async def _remove_files(self, job: Job) -> None:
        """Not before work under way has ended that would bring a file back; then the user is told."""
        erasure = erase.erasure_of(job.body)
        self._handing_out.stop_erased()
        others = [task for task, other in self._running().items() if self._holds(other, erasure.user)]
        if others:
            await asyncio.wait(others)
        await asyncio.to_thread(erase.remove_files, self._store, erasure)
        events = (
            Erased(id=job.event_id, complaint=one.complaint, head=one.head, entries=one.entries)
            for one in erasure.receipts
        )
        await self._lanes.put(erasure.user, *events, also=partial(work.finish, self._store, job.id))
        await self._scrub()

    def _holds(self, job: Job, user: int) -> bool:
        """Whether this work would leave a file of the erased behind."""
        if job.user != user:
            return False
        return job.kind in ("fetch", MASK) or (job.kind == EXPORT and not work.stands(self._store, job.id))

    async def _scrub(self) -> None:
        """Take the erased bytes off the disk, between two units of work."""
        for _ in range(SCRUBS):
            if not self._store.db.conn.in_transaction and erase.scrub(self._store):
                return
            await asyncio.sleep(0.05)
        _log.warning("erased bytes are still in the write-ahead log: a reader holds it")

    async def _remove_exports(self, job: Job) -> None:
        await asyncio.to_thread(exports.remove, self._store, exports.files_of(job.body))
        await self._outcome.drop(job)
