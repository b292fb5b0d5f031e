"""Everything of a complaint, put together and sent to its user."""

import asyncio
from datetime import timedelta
from functools import partial
from typing import Final

import msgspec

from dialogs.event import Exported, Part
from dialogs.reply import Export
from messenger.exporting import Case, assemble
from messenger.means import Means
from messenger.turns import Turns
from messenger.works.kind import Kind
from messenger.works.outcome import Outcome
from storage import exports, journal, work
from storage.exports import Desk
from storage.work import Job

EXPORT: Final = "export"
EARLIER: Final = timedelta(seconds=5)  # between looks whether the earlier one has arrived


class HandingOut:
    """Exports, one at a time: long work beside which everybody's files go on."""

    def __init__(self, means: Means, outcome: Outcome, turns: Turns) -> None:
        self._store = means.store
        self._writer = means.writer
        self._clock = means.clock
        self._operators = means.operators
        self._outcome = outcome
        self._turns = turns
        self._desks: dict[int, Desk] = {}
        self.kinds = {EXPORT: Kind(self._export, self._give_up, awaited=True, alone=True)}

    def stop_erased(self) -> None:
        """Stop those under way whose complaint was erased."""
        for id, desk in self._desks.items():
            if not work.stands(self._store, id):
                desk.stop()

    async def _export(self, job: Job) -> None:
        """Read everything in one unit of work, put it together in a thread; one on its way goes first."""
        ask = msgspec.json.decode(job.body, type=Export)
        if exports.queued(self._store, job.user, ask.complaint):
            await self._outcome.wait(job, self._clock() + EARLIER, "an earlier one is sent")
            return
        case, desk = await self._writer.do(partial(self._opened, job.user, ask.complaint))
        if case is None:
            await self._outcome.drop(job)
            return
        self._desks[job.id] = desk
        try:
            parts = await asyncio.to_thread(assemble, case, desk)
        finally:
            desk.stop()
            del self._desks[job.id]
        try:
            await self._hand_out(job, ask.complaint, parts)
        except Exception:
            desk.clear()
            raise

    def _opened(self, user: int, complaint: str) -> tuple[Case | None, Desk]:
        caseload = self._turns.load(user)
        found = caseload.complaint(complaint)
        desk = Desk(self._store, user)
        if found is None:
            return None, desk
        entries = tuple(journal.entries(self._store, user, complaint))
        verdict = journal.verify(self._store, user, complaint)
        return Case(found, caseload.calendar, self._clock(), entries, verdict), desk

    async def _hand_out(self, job: Job, complaint: str, parts: tuple[Part, ...]) -> None:
        ids = [part.id for part in parts]
        await self._outcome.finish(
            job,
            Exported(id=job.event_id, complaint=complaint, parts=parts),
            also=lambda: exports.record(self._store, job.user, complaint, ids, self._clock()),
            unwanted=partial(exports.remove, self._store, ids),
        )

    async def _give_up(self, job: Job) -> None:
        await self._hand_out(job, job.complaint, ())
        self._operators.tell("an export is given up", str(job.id))
