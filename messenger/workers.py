"""Work that was asked for and outlives a restart: bytes to fetch, pictures to read, files to remove, chains to check.

A piece stays a row until its result is applied as an event, in the same unit of work; so a crash repeats
work but never a result.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Final, TypeAlias
from urllib.parse import quote

import msgspec
from telegram.error import NetworkError, TelegramError

from dialogs.event import Erased, Exported, Fetched, FetchFailed, Masked, PictureRead, Verified
from dialogs.reply import Export, Fetch, Mask, Read, Verify
from evidence.problem import Problem
from evidence.reader import Reader
from messenger import pictures
from messenger.api import Refused
from messenger.bell import Bell
from messenger.download import Missing, TooBig, download
from messenger.exporting import Case, assemble
from messenger.lanes import Lanes
from messenger.means import Means
from messenger.redaction import places
from messenger.request import Request
from messenger.turns import Turns
from state_machine.complaint import Reading
from storage import checking, erase, exports, journal, vault, work
from storage.erase import REMOVE_FILES
from storage.exports import REMOVE_EXPORTS, Desk
from storage.keys import Tampered
from storage.work import Job
from storage.writer import StorageFailed

LARGEST: Final = 20 * 1024 * 1024  # getFile gives no more
SIDE_BY_SIDE: Final = 4
FETCH_ATTEMPTS: Final = 24  # with the pauses below: over a day
LONGEST_PAUSE: Final = 2 * 3600.0
OTHER_ATTEMPTS: Final = 10
SCRUBS: Final = 100
EXPORT: Final = "export"
READ: Final = "read"
MASK: Final = "mask"
ONE_BY_ONE: Final = (EXPORT, READ, MASK)  # long, or with one process for all
READ_ATTEMPTS: Final = 3  # what a picture may kill: the process that reads it, or with it this one
EARLIER_EXPORT: Final = timedelta(seconds=5)  # between looks whether the earlier one has arrived
_GONE: Final = (400, 404, 410)

Result: TypeAlias = Fetched | FetchFailed | PictureRead | Masked | Verified | Exported

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
        self._turns = turns
        self._store = means.store
        self._writer = means.writer
        self._clock = means.clock
        self._api = means.api
        self._courtesies = means.courtesies
        self._reader = reader
        self._operators = means.operators
        self._lanes = lanes
        self._files = files
        self._bell = bell
        self._running: dict[asyncio.Task[None], Job] = {}
        self._desks: dict[int, Desk] = {}
        self._does: dict[str, Callable[[Job], Awaitable[None]]] = {
            "fetch": self._fetch,
            "verify": self._verify,
            READ: self._read,
            MASK: self._mask,
            EXPORT: self._export,
            REMOVE_FILES: self._remove_files,
            REMOVE_EXPORTS: self._remove_exports,
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
        until = None if self._runs(*ONE_BY_ONE) else work.next_attempt(self._store)
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
        """One export and one picture at a time: everybody's files go on beside them."""
        now = self._clock()
        jobs = work.claim(self._store, now, free, but=ONE_BY_ONE)
        for kind in ONE_BY_ONE:
            if len(jobs) < free and not self._runs(kind):
                jobs += work.claim(self._store, now, 1, (kind,))
        return jobs

    def _runs(self, *kinds: str) -> bool:
        return any(job.kind in kinds for job in self._running.values())

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
            if job.kind == EXPORT and job.attempts + 1 >= OTHER_ATTEMPTS:
                await self._give_up(job, type(error).__name__)  # somebody waits for it: they are told
            else:
                await self._again(job, type(error).__name__)
        except Exception as error:
            if not work.stands(self._store, job.id):
                return  # called off meanwhile: its complaint was erased
            _log.error("work %s (%s) raised: %s", job.id, job.kind, places(error))
            if job.kind in (REMOVE_FILES, REMOVE_EXPORTS) or job.attempts + 1 < OTHER_ATTEMPTS:
                await self._again(job, type(error).__name__)
            else:
                await self._give_up(job, type(error).__name__)

    async def _again(self, job: Job, why: str) -> None:
        """Begin again later, however often: it is the world's trouble, or must be done."""
        pause = min(LONGEST_PAUSE, 2.0 * 2 ** min(job.attempts, 16)) * random.uniform(0.8, 1.2)  # noqa: S311
        until = self._clock() + timedelta(seconds=pause)
        await self._surely(partial(work.retry, self._store, job.id, until, why))

    async def _give_up(self, job: Job, why: str) -> None:
        """What cannot be done here: a file or an export is told to its user, anything else is a dead letter."""
        try:
            if job.kind == "fetch":
                await self._failed(job, msgspec.json.decode(job.body, type=Fetch), "gone")
                self._operators.tell("a file is given up", str(job.id))
                return
            if job.kind == READ:
                await self._unread(job, Problem.READER_FAILED)
                return
            if job.kind == MASK:
                await self._unmasked(job, Problem.READER_FAILED)
                return
            if job.kind == EXPORT:
                await self._finish(job, Exported(id=job.event_id, complaint=job.complaint))
                self._operators.tell("an export is given up", str(job.id))
                return
        except Exception as error:
            _log.error("telling of a failure raised: %s", places(error))
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

    async def _finish(self, job: Job, event: Result) -> None:
        """Apply the result, unless nobody wants it any more."""
        try:
            await self._lanes.put(job.user, event, also=partial(self._close, job, event))
        except _Unwanted:
            await self._writer.do(partial(self._discard, job, event))

    def _close(self, job: Job, event: Result) -> None:
        if not work.finish(self._store, job.id):
            raise _Unwanted
        if isinstance(event, Exported):
            ids = [part.id for part in event.parts]
            exports.record(self._store, job.user, event.complaint, ids, self._clock())

    def _discard(self, job: Job, event: Result) -> None:
        if isinstance(event, Fetched):
            vault.erase(self._store, job.user, [event.item])
        if isinstance(event, Masked):
            vault.erase(self._store, job.user, [event.id])
        if isinstance(event, Exported):
            exports.remove(self._store, [part.id for part in event.parts])

    async def _read(self, job: Job) -> None:
        """Give a picture's bytes to the process that reads; without one nothing is read and nobody waits."""
        if self._reader is None:
            await self._writer.do(partial(work.finish, self._store, job.id))
            return
        if job.attempts >= READ_ATTEMPTS:
            await self._unread(job, Problem.READER_FAILED)
            return
        ask = msgspec.json.decode(job.body, type=Read)
        self._courtesies.post("sendChatAction", {"chat_id": job.user, "action": "typing"})
        try:
            content = await asyncio.to_thread(_whole, vault.reader(self._store, job.user), ask.item)
        except (FileNotFoundError, Tampered):
            await self._unread(job, Problem.DAMAGED)
            return
        found = await pictures.read(self._reader, content, ask.at)
        if found.problem in pictures.PASSING and job.attempts + 1 < READ_ATTEMPTS:
            await self._again(job, found.problem)
            return
        await self._was_read(job, ask, pictures.fact(found))

    async def _unread(self, job: Job, why: Problem) -> None:
        """The picture is kept, and no more attempts are made to read it."""
        await self._was_read(job, msgspec.json.decode(job.body, type=Read), Reading(problem=why.value))
        self._operators.tell("a picture is not read", str(job.id))

    async def _was_read(self, job: Job, ask: Read, reading: Reading) -> None:
        event = PictureRead(id=job.event_id, complaint=ask.complaint, item=ask.item, reading=reading)
        await self._finish(job, event)

    async def _mask(self, job: Job) -> None:
        """Have a copy made by the process that reads, and seal it under the id of its event: again is harmless."""
        ask = msgspec.json.decode(job.body, type=Mask)
        if self._reader is None or job.attempts >= READ_ATTEMPTS:
            await self._unmasked(job, Problem.READER_FAILED)
            return
        self._courtesies.post("sendChatAction", {"chat_id": job.user, "action": "upload_document"})
        try:
            content = await asyncio.to_thread(_whole, vault.reader(self._store, job.user), ask.item)
        except (FileNotFoundError, Tampered):
            await self._unmasked(job, Problem.DAMAGED)
            return
        copy = await self._reader.cover(content, ask.kinds)
        if copy.problem in pictures.PASSING and job.attempts + 1 < READ_ATTEMPTS:
            await self._again(job, copy.problem)
        elif copy.problem:
            await self._unmasked(job, copy.problem)
        else:
            with vault.receive(self._store, job.user, job.event_id) as incoming:
                incoming.write(copy.content)
                size, sha256 = await asyncio.to_thread(incoming.commit)
            done = Masked(
                id=job.event_id,
                complaint=ask.complaint,
                item=ask.item,
                covered=copy.covered,
                size=size,
                sha256=sha256,
            )
            await self._finish(job, done)

    async def _unmasked(self, job: Job, why: Problem) -> None:
        """No copy: the user is told, and what would work."""
        ask = msgspec.json.decode(job.body, type=Mask)
        await self._finish(
            job, Masked(id=job.event_id, complaint=ask.complaint, item=ask.item, problem=why.value)
        )

    async def _remove_files(self, job: Job) -> None:
        """Not before fetches under way have ended, which would bring a file back; then the user is told.

        An export under way of what is erased is stopped.
        """
        erasure = erase.erasure_of(job.body)
        for id, desk in self._desks.items():
            if not work.stands(self._store, id):
                desk.stop()
        others = [task for task, other in self._running.items() if self._holds(other, erasure.user)]
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

    async def _remove_exports(self, job: Job) -> None:
        ids = exports.files_of(job.body)
        await asyncio.to_thread(exports.remove, self._store, ids)
        await self._writer.do(partial(work.finish, self._store, job.id))

    async def _export(self, job: Job) -> None:
        """Read everything in one unit of work, put it together in a thread; one on its way goes first."""
        ask = msgspec.json.decode(job.body, type=Export)
        if exports.queued(self._store, job.user, ask.complaint):
            until = self._clock() + EARLIER_EXPORT
            await self._surely(partial(work.retry, self._store, job.id, until, "an earlier one is sent"))
            return
        case, desk = await self._writer.do(partial(self._opened, job.user, ask.complaint))
        if case is None:
            await self._writer.do(partial(work.finish, self._store, job.id))
            return
        self._desks[job.id] = desk
        try:
            parts = await asyncio.to_thread(assemble, case, desk)
        finally:
            desk.stop()
            del self._desks[job.id]
        try:
            await self._finish(job, Exported(id=job.event_id, complaint=ask.complaint, parts=parts))
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
        await self._finish(job, event)


def _whole(chunks: Callable[[str], Iterator[bytes]], item: str) -> bytes:
    return b"".join(chunks(item))


class _Unwanted(Exception):
    """The work was called off meanwhile: its complaint is erased."""
