"""The hash chain of a complaint and its files, recomputed."""

import asyncio

import msgspec

from dialogs.event import Verified
from dialogs.reply import Verify
from messenger.means import Means
from messenger.turns import Turns
from messenger.works.kind import Kind
from messenger.works.outcome import Outcome
from storage import checking, journal
from storage.work import Job


class Checking:
    """Checks one complaint."""

    def __init__(self, means: Means, outcome: Outcome, turns: Turns) -> None:
        self._store = means.store
        self._outcome = outcome
        self._turns = turns
        self.kinds = {"verify": Kind(self._verify)}

    async def _verify(self, job: Job) -> None:
        ask = msgspec.json.decode(job.body, type=Verify)
        verdict = journal.verify(self._store, job.user, ask.complaint)
        complaint = self._turns.load(job.user).complaint(ask.complaint)
        kept = checking.files_of(complaint) if complaint else ()
        changed = []
        for item in kept:
            await asyncio.sleep(0)
            if complaint and not checking.unchanged(self._store, job.user, item):
                changed.append(complaint.evidence.index(item) + 1)
        event = Verified(
            id=job.event_id,
            complaint=ask.complaint,
            entries=verdict.entries,
            items=len(kept),
            head=verdict.head,
            sound=verdict.sound and not changed,
            broken=verdict.first_bad,
            changed=tuple(changed),
        )
        await self._outcome.finish(job, event)
