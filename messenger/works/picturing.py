"""Pictures given to the process that reads them: for what they show, and for a copy with its secrets masked."""

import asyncio
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

import msgspec

from dialogs.event import Masked, PictureRead
from dialogs.reply import Mask, Read
from evidence.problem import Problem
from evidence.reader import Reader
from messenger import pictures
from messenger.means import Means
from messenger.works.kind import Kind
from messenger.works.outcome import Outcome
from state_machine.complaint import Reading
from storage import vault
from storage.keys import Tampered
from storage.work import Job

ATTEMPTS: Final = 3  # what a picture may kill: the process that reads it, or with it this one
MASK: Final = "mask"


class Picturing:
    """Reads and masks, one picture of each at a time; without a reader nothing is read and nobody waits."""

    def __init__(self, means: Means, outcome: Outcome, reader: Reader | None) -> None:
        self._store = means.store
        self._courtesies = means.courtesies
        self._operators = means.operators
        self._outcome = outcome
        self._reader = reader
        self.kinds = {
            "read": Kind(self._read, partial(self._unread, why=Problem.READER_FAILED), alone=True),
            MASK: Kind(self._mask, partial(self._unmasked, why=Problem.READER_FAILED), alone=True),
        }

    async def _read(self, job: Job) -> None:
        if self._reader is None:
            await self._outcome.drop(job)
            return
        if job.attempts >= ATTEMPTS:
            await self._unread(job, Problem.READER_FAILED)
            return
        ask = msgspec.json.decode(job.body, type=Read)
        self._courtesies.post("sendChatAction", {"chat_id": job.user, "action": "typing"})
        content = await self._content(job.user, ask.item)
        if content is None:
            await self._unread(job, Problem.DAMAGED)
            return
        found = await pictures.read(self._reader, content, ask.at)
        if self._passes(job, found.problem):
            await self._outcome.again(job, str(found.problem))
        else:
            await self._was_read(job, ask, pictures.fact(found))

    async def _content(self, user: int, item: str) -> bytes | None:
        """The picture as it was sent, None when it is no longer that."""
        try:
            return await asyncio.to_thread(_whole, vault.reader(self._store, user), item)
        except (FileNotFoundError, Tampered):
            return None

    def _passes(self, job: Job, problem: Problem | None) -> bool:
        return problem in pictures.PASSING and job.attempts + 1 < ATTEMPTS

    async def _unread(self, job: Job, why: Problem) -> None:
        """The picture is kept, and no more attempts are made to read it."""
        await self._was_read(job, msgspec.json.decode(job.body, type=Read), Reading(problem=why.value))
        self._operators.tell("a picture is not read", str(job.id))

    async def _was_read(self, job: Job, ask: Read, reading: Reading) -> None:
        event = PictureRead(id=job.event_id, complaint=ask.complaint, item=ask.item, reading=reading)
        await self._outcome.finish(job, event)

    async def _mask(self, job: Job) -> None:
        """The copy is sealed under the id of its event: again is harmless."""
        ask = msgspec.json.decode(job.body, type=Mask)
        if self._reader is None or job.attempts >= ATTEMPTS:
            await self._unmasked(job, Problem.READER_FAILED)
            return
        self._courtesies.post("sendChatAction", {"chat_id": job.user, "action": "upload_document"})
        content = await self._content(job.user, ask.item)
        if content is None:
            await self._unmasked(job, Problem.DAMAGED)
            return
        copy = await self._reader.cover(content, ask.kinds)
        if self._passes(job, copy.problem):
            await self._outcome.again(job, str(copy.problem))
        elif copy.problem:
            await self._unmasked(job, copy.problem)
        else:
            await self._masked(job, ask, copy.content, copy.covered)

    async def _masked(self, job: Job, ask: Mask, content: bytes, covered: int) -> None:
        with vault.receive(self._store, job.user, job.event_id) as incoming:
            incoming.write(content)
            size, sha256 = await asyncio.to_thread(incoming.commit)
        event = Masked(
            id=job.event_id,
            complaint=ask.complaint,
            item=ask.item,
            covered=covered,
            size=size,
            sha256=sha256,
        )
        unwanted = partial(vault.erase, self._store, job.user, [event.id])
        await self._outcome.finish(job, event, unwanted=unwanted)

    async def _unmasked(self, job: Job, why: Problem) -> None:
        """No copy: the user is told, and what would work."""
        ask = msgspec.json.decode(job.body, type=Mask)
        event = Masked(id=job.event_id, complaint=ask.complaint, item=ask.item, problem=why.value)
        await self._outcome.finish(job, event)


def _whole(chunks: Callable[[str], Iterator[bytes]], item: str) -> bytes:
    return b"".join(chunks(item))
