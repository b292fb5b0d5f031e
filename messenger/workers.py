"""Work that was asked for and outlives a restart: bytes to fetch, files to remove, chains to check.

A piece stays a row until its result is applied as an event, in the same unit of work; so a crash repeats
work but never a result.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Final
from urllib.parse import quote

import msgspec
from telegram.error import NetworkError, TelegramError

from dialogs.event import Erased, Fetched, FetchFailed, Verified
from dialogs.reply import Fetch, Verify
from messenger.api import Refused
from messenger.bell import Bell
from messenger.download import Missing, TooBig, download
from messenger.lanes import Lanes
from messenger.means import Means
from messenger.redaction import places
from messenger.request import Request
from messenger.turns import Turns
from state_machine.complaint import Evidence
from storage import erase, journal, vault, work
from storage.erase import REMOVE_FILES
from storage.keys import Tampered
from storage.work import Job
from storage.writer import StorageFailed

LARGEST: Final = 20 * 1024 * 1024  # getFile gives no more
SIDE_BY_SIDE: Final = 4
FETCH_ATTEMPTS: Final = 24  # with the pauses below: over a day
LONGEST_PAUSE: Final = 2 * 3600.0
OTHER_ATTEMPTS: Final = 10
SCRUBS: Final = 100
_GONE: Final = (400, 404, 410)

_log = logging.getLogger(__name__)


class _File(msgspec.Struct):
    """What getFile answers; the path is only good for an hour."""

    file_path: str = ""


_file: Final = msgspec.json.Decoder(_File)


@dataclass(frozen=True, slots=True)
class Files:
    """Where the server keeps its files, and the client to fetch them with."""

    request: Request
    url: str


class Workers:
    """Carries out claimed jobs, a few side by side. `bell` is rung when there are more."""

    def __init__(self, turns: Turns, means: Means, lanes: Lanes, bell: Bell, files: Files) -> None:
        self._turns = turns
        self._store = means.store
        self._writer = means.writer
        self._clock = means.clock
        self._api = means.api
        self._operators = means.operators
        self._lanes = lanes
        self._files = files
        self._bell = bell
        self._running: dict[asyncio.Task[None], Job] = {}
        self._does: dict[str, Callable[[Job], Awaitable[None]]] = {
            "fetch": self._fetch,
            "verify": self._verify,
            REMOVE_FILES: self._remove_files,
        }

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
            self._running[task] = job
            task.add_done_callback(self._ended)
        return bool(jobs)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.pop(task, None)
        self._bell.ring()

    async def _do(self, job: Job) -> None:
        try:
            does = self._does.get(job.kind)
            if does is None:
                await self._bury(job, "unknown kind")
            else:
                await does(job)
        except (TelegramError, Refused, Missing, StorageFailed, OSError) as error:
            await self._again(job, type(error).__name__)
        except Exception as error:
            if not work.stands(self._store, job.id):
                return  # called off meanwhile: its complaint was erased
            _log.error("work %s (%s) raised: %s", job.id, job.kind, places(error))
            if job.kind == REMOVE_FILES or job.attempts + 1 < OTHER_ATTEMPTS:
                await self._again(job, type(error).__name__)
            else:
                await self._give_up(job, type(error).__name__)

    async def _again(self, job: Job, why: str) -> None:
        """Begin again later, however often: it is the world's trouble, or must be done."""
        pause = min(LONGEST_PAUSE, 2.0 * 2 ** min(job.attempts, 16)) * random.uniform(0.8, 1.2)  # noqa: S311
        until = self._clock() + timedelta(seconds=pause)
        await self._surely(partial(work.retry, self._store, job.id, until, why))

    async def _give_up(self, job: Job, why: str) -> None:
        """What cannot be done here: a file is told to its user, anything else is a dead letter."""
        if job.kind == "fetch":
            try:
                await self._failed(job, msgspec.json.decode(job.body, type=Fetch), "gone")
            except Exception as error:
                _log.error("telling of a failure raised: %s", places(error))
            else:
                self._operators.tell("a file is given up", str(job.id))
                return
        await self._bury(job, why)

    async def _bury(self, job: Job, why: str) -> None:
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
        url = f"{self._files.url}/{quote(answer.file_path)}"
        with vault.receive(self._store, user, ask.item) as incoming:
            await download(self._files.request, url, LARGEST, incoming.write)
            return await asyncio.to_thread(incoming.commit)

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

    async def _remove_files(self, job: Job) -> None:
        """Not before fetches under way have ended, which would bring a file back; then the user is told."""
        erasure = erase.erasure_of(job.body)
        fetches = [task for task, other in self._running.items() if _fetches_for(other, erasure.user)]
        if fetches:
            await asyncio.wait(fetches)
        await asyncio.to_thread(erase.remove_files, self._store, erasure)
        events = (
            Erased(id=job.event_id, complaint=one.complaint, head=one.head, entries=one.entries)
            for one in erasure.receipts
        )
        await self._lanes.put(erasure.user, *events, also=partial(work.finish, self._store, job.id))
        await self._scrub()

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


def _fetches_for(job: Job, user: int) -> bool:
    return job.kind == "fetch" and job.user == user


class _Unwanted(Exception):
    """The work was called off meanwhile: its complaint is erased."""
