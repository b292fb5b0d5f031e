"""Work that was asked for and outlives a restart: bytes to fetch, complaints to erase, chains to check.

A piece stays a row until its result is applied as an event, in the same unit of work; so a crash repeats
work but never a result.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Final
from urllib.parse import quote

import msgspec
from telegram.error import NetworkError, TelegramError

from dialogs.event import Erased, Fetched, FetchFailed, Verified
from dialogs.reply import Edit, Erase, Fetch, Say, Verify
from messenger.api import Refused
from messenger.bell import Bell
from messenger.download import Missing, TooBig, download
from messenger.lanes import Lanes
from messenger.means import Means
from messenger.redaction import places
from messenger.request import Request
from messenger.turns import Turns, queue
from state_machine.complaint import Evidence
from storage import erase, journal, vault, work
from storage.keys import Tampered
from storage.work import Job
from storage.writer import StorageFailed

LARGEST: Final = 20 * 1024 * 1024  # getFile gives no more
SIDE_BY_SIDE: Final = 4
FETCH_ATTEMPTS: Final = 24  # with the pauses below: over a day
LONGEST_PAUSE: Final = 2 * 3600.0
OTHER_ATTEMPTS: Final = 10
SCRUBS: Final = 100
FAREWELL: Final = timedelta(seconds=5)  # for the last messages to go out before the user's key is destroyed
_GONE: Final = (400, 404, 410)

_log = logging.getLogger(__name__)


class _File(msgspec.Struct):
    """What getFile answers; the path is only good for an hour."""

    file_path: str = ""


_file: Final = msgspec.json.Decoder(_File)


class Workers:
    """Carries out claimed jobs, a few side by side."""

    def __init__(self, turns: Turns, means: Means, lanes: Lanes, request: Request, files: str) -> None:
        self._turns = turns
        self._store = means.store
        self._writer = means.writer
        self._clock = means.clock
        self._api = means.api
        self._lanes = lanes
        self._request = request
        self._files = files
        self._bell: Bell = lanes.work
        self._running: set[asyncio.Task[None]] = set()
        self._does: dict[str, Callable[[Job], Awaitable[None]]] = {
            "fetch": self._fetch,
            "erase": self._erase,
            "verify": self._verify,
            "remove_files": self._remove_files,
        }

    async def run(self) -> None:
        """Until cancelled; what runs then begins again after the next start."""
        try:
            while True:
                if not await self._begin_some():
                    await self._bell.wait(self._pause())
        finally:
            for job in self._running:
                job.cancel()
            await asyncio.gather(*self._running, return_exceptions=True)

    def _pause(self) -> float:
        until = work.next_attempt(self._store)
        return 1.0 if until is None else min(1.0, max(0.01, (until - self._clock()).total_seconds()))

    async def _begin_some(self) -> bool:
        free = SIDE_BY_SIDE - len(self._running)
        if not free:
            return False
        try:
            jobs = await self._writer.do(lambda: work.claim(self._store, self._clock(), free))
        except StorageFailed:
            return False
        for job in jobs:
            task = asyncio.create_task(self._do(job))
            self._running.add(task)
            task.add_done_callback(self._ended)
        return bool(jobs)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._bell.ring()

    async def _do(self, job: Job) -> None:
        try:
            does = self._does.get(job.kind)
            if does is None:
                await self._writer.do(lambda: work.give_up(self._store, job.id, "unknown kind"))
                return
            await does(job)
        except (TelegramError, Refused, Missing, StorageFailed, OSError) as error:
            await self._again(job, type(error).__name__)
        except Exception as error:
            _log.error("work %s (%s) raised: %s", job.id, job.kind, places(error))
            await self._again(job, type(error).__name__, OTHER_ATTEMPTS)

    async def _again(self, job: Job, why: str, most: int | None = None) -> None:
        """Begin again later; for ever when it is only the world's trouble."""
        pause = min(LONGEST_PAUSE, 2.0 * 2 ** min(job.attempts, 16)) * random.uniform(0.8, 1.2)  # noqa: S311
        until = self._clock() + timedelta(seconds=pause)
        if most is not None and job.attempts + 1 >= most:
            step = partial(work.give_up, self._store, job.id, why)
        else:
            step = partial(work.retry, self._store, job.id, until, why)
        try:
            await self._writer.do(step)
        except StorageFailed as error:
            _log.error("storage refused: %s", " ".join(str(error).split()))

    async def _fetch(self, job: Job) -> None:
        ask = msgspec.json.decode(job.body, type=Fetch)
        try:
            if ask.size > LARGEST:
                raise TooBig
            size, sha256 = await self._bytes(job.user, ask)
        except TooBig:
            await self._failed(job, ask, "too_big")
        except (Refused, Missing) as error:
            await self._refused(job, ask, error)
        else:
            event = Fetched(id=job.event_id, complaint=ask.complaint, item=ask.item, size=size, sha256=sha256)
            await self._finish(job, event)

    async def _refused(self, job: Job, ask: Fetch, error: Refused | Missing) -> None:
        if isinstance(error, Refused) and error.code == 400 and "too big" in error.why.lower():
            await self._failed(job, ask, "too_big")
        elif error.code in _GONE and job.attempts + 1 >= FETCH_ATTEMPTS:
            await self._failed(job, ask, "gone")
        else:
            raise error

    async def _bytes(self, user: int, ask: Fetch) -> tuple[int, str]:
        """Size and SHA-256 of the item, now in the vault."""
        answer = _file.decode(await self._api.call("getFile", {"file_id": ask.file}))
        if not answer.file_path:
            raise NetworkError("getFile gave no path")
        incoming = vault.receive(self._store, user, ask.item)
        try:
            await download(self._request, f"{self._files}/{quote(answer.file_path)}", LARGEST, incoming.write)
            return await asyncio.to_thread(incoming.commit)
        finally:
            incoming.discard()

    async def _failed(self, job: Job, ask: Fetch, why: str) -> None:
        await self._finish(job, FetchFailed(id=job.event_id, complaint=ask.complaint, item=ask.item, why=why))

    async def _finish(self, job: Job, event: Fetched | FetchFailed | Verified) -> None:
        """Apply the result, unless nobody wants it any more."""
        try:
            await self._lanes.put(job.user, event, also=partial(self._close, job))
        except _Unwanted:
            await self._writer.do(partial(self._discard, job, event))

    def _close(self, job: Job) -> None:
        if not work.finish(self._store, job.id):
            raise _Unwanted

    def _discard(self, job: Job, event: Fetched | FetchFailed | Verified) -> None:
        if isinstance(event, Fetched):
            vault.erase(self._store, job.user, [event.item])

    async def _erase(self, job: Job) -> None:
        ask = msgspec.json.decode(job.body, type=Erase)
        if ask.everything and not job.attempts:
            until = self._clock() + FAREWELL
            await self._writer.do(lambda: work.retry(self._store, job.id, until, "farewell"))
            return
        await self._writer.do(partial(self._erase_user if ask.everything else self._erase_one, job, ask))
        self._bell.ring()
        self._lanes.delivery.ring()
        await self._scrub()

    def _erase_one(self, job: Job, ask: Erase) -> None:
        now = self._clock()
        receipt = erase.erase_complaint(self._store, job.user, ask.complaint, now)
        work.finish(self._store, job.id)
        event = Erased(id=job.event_id, complaint=ask.complaint, head=receipt.head, entries=receipt.entries)
        self._turns.apply(job.user, event, now)

    def _erase_user(self, job: Job, _ask: Erase) -> None:
        """Nothing of the user is written any more: only the farewell waits to be sent."""
        now = self._clock()
        receipts = erase.erase_user(self._store, job.user, now)
        work.finish(self._store, job.id)
        stranger = self._turns.load(job.user)
        for receipt in receipts:
            event = Erased(
                id=job.event_id, complaint=receipt.complaint, head=receipt.head, entries=receipt.entries
            )
            for reply in self._turns.respond(stranger, event, now).replies:
                if isinstance(reply, Say | Edit):
                    queue(self._store, job.user, reply, now)

    async def _scrub(self) -> None:
        """Take the erased bytes off the disk, between two units of work."""
        for _ in range(SCRUBS):
            if not self._store.db.conn.in_transaction and erase.scrub(self._store):
                return
            await asyncio.sleep(0.05)
        _log.warning("erased bytes are still in the write-ahead log: a reader holds it")

    async def _verify(self, job: Job) -> None:
        ask = msgspec.json.decode(job.body, type=Verify)
        verdict = journal.verify(self._store, job.user, ask.complaint)
        complaint = self._turns.load(job.user).complaint(ask.complaint)
        kept = (
            [item for item in complaint.evidence if item.sha256 and item.kind != "text"] if complaint else []
        )
        sound = verdict.sound
        for item in kept:
            await asyncio.sleep(0)
            sound = self._unchanged(job.user, item) and sound
        event = Verified(
            id=job.event_id,
            complaint=ask.complaint,
            entries=verdict.entries,
            items=len(kept),
            head=verdict.head,
            sound=sound,
        )
        await self._finish(job, event)

    def _unchanged(self, user: int, item: Evidence) -> bool:
        try:
            return vault.sha256(self._store, user, item.id) == item.sha256
        except (OSError, Tampered):
            return False

    async def _remove_files(self, job: Job) -> None:
        await asyncio.to_thread(erase.remove_files, self._store, job.body)
        await self._writer.do(partial(work.finish, self._store, job.id))


class _Unwanted(Exception):
    """The work was called off meanwhile: its complaint is erased."""
