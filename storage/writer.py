"""Group commit: many users' units of work in one durable transaction, each all or nothing by itself.

fsync is the price of durability; sharing it is where the speed comes from. Works queued while the loop was
busy, or while a commit was under way, go together. A commit runs on the loop as long as the disk is fast, and
in a thread of its own while it is slow, so that a slow disk delays answers but never stops the loop.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import perf_counter
from typing import Any, Final, TypeVar

from storage.database import Store

T = TypeVar("T")

REFUSALS: Final = frozenset(
    (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_NOTADB,
    )
)


class StorageFailed(Exception):
    """The disk or the database refused (full, locked, I/O error): nothing is stored; try again later."""


@dataclass(slots=True)
class _Unit:
    """One queued work; what it returned or raised is told only after the COMMIT."""

    work: Callable[[], Any]
    future: "asyncio.Future[Any]"
    result: Any = None
    error: Exception | None = None

    def tell(self) -> None:
        if self.future.done():  # cancelled meanwhile
            return
        if self.error is None:
            self.future.set_result(self.result)
        else:
            self.future.set_exception(self.error)


class Writer:
    """Runs units of work in submission order, grouped into transactions. Lives on one event loop."""

    def __init__(self, store: Store, *, most: int = 128, seconds: float = 0.025, slow: float = 0.004) -> None:
        """A group ends after `most` works or `seconds` of work, so that the loop is never held for long.

        After a commit that took `slow` seconds the next one goes to the thread.
        """
        self._store = store
        self._execute = store.db.conn.execute
        self._most = most
        self._seconds = seconds
        self._slow = slow
        self._queue: deque[_Unit] = deque()
        self._scheduled = False  # a group will run, is running, or is being committed
        self._closed = False
        self._idle = asyncio.Event()
        self._idle.set()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="commit")
        self._commit_seconds = 0.0

    async def do(self, work: Callable[[], T]) -> T:
        """Run `work` in a transaction; returns after its COMMIT is on disk.

        `work` is synchronous, touches only the store, and may be one of many in a transaction. An exception
        it raises undoes it alone and is raised here. StorageFailed: not stored, may be tried again. The work
        of a caller cancelled before its group began is dropped; afterwards it is stored all the same.
        """
        if self._closed:
            raise RuntimeError("the writer is closed")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._queue.append(_Unit(work, future))
        if not self._scheduled:
            self._schedule()
        return await future

    async def close(self) -> None:
        """Finish everything queued; nothing may be submitted afterwards. Closes no store."""
        self._closed = True
        await self._idle.wait()
        self._thread.shutdown()

    def _schedule(self) -> None:
        """Run the next group when the loop comes round: what is queued until then goes with it."""
        self._scheduled = True
        self._idle.clear()
        asyncio.get_running_loop().call_soon(self._run_group)

    def _run_group(self) -> None:
        group = self._begin()
        if not group:
            self._roll_back()  # everybody was cancelled, or told already
            self._end(group)
        elif self._commit_seconds < self._slow:
            self._end(group, self._commit())
        else:
            committing = asyncio.get_running_loop().run_in_executor(self._thread, self._commit)
            committing.add_done_callback(lambda done: self._end(group, done.result()))

    def _begin(self) -> list[_Unit]:
        """Open the transaction and run what is queued; the units whose fate the COMMIT decides."""
        group: list[_Unit] = []
        try:
            self._execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            self._fail([self._queue.popleft() for _ in range(len(self._queue))], error)
            return group
        ends = perf_counter() + self._seconds
        while self._queue and len(group) < self._most and perf_counter() < ends:
            unit = self._queue.popleft()
            if unit.future.cancelled():
                continue
            group.append(unit)
            if not self._run(unit):
                self._fail(group, unit.error)
                return []
        return group

    def _run(self, unit: _Unit) -> bool:
        """Run one unit in its savepoint; False when the database gave up the whole transaction."""
        try:
            self._execute("SAVEPOINT unit")
            unit.result = unit.work()
            self._execute("RELEASE unit")
        except Exception as error:
            unit.error = _told(error)
            return self._undo_unit()
        return True

    def _undo_unit(self) -> bool:
        self._store.keys.clear()
        try:
            self._execute("ROLLBACK TO unit")
            self._execute("RELEASE unit")
        except sqlite3.Error:
            return False
        return True

    def _commit(self) -> sqlite3.Error | None:
        """COMMIT; the error instead of raising it, with everything rolled back. May run in the thread."""
        started = perf_counter()
        try:
            self._execute("COMMIT")
        except sqlite3.Error as error:
            self._roll_back()
            return error
        finally:
            self._commit_seconds = perf_counter() - started
        return None

    def _end(self, group: list[_Unit], error: sqlite3.Error | None = None) -> None:
        """Tell everybody, then go on with what was queued meanwhile."""
        if error is not None:
            self._fail(group, error)
        else:
            for unit in group:
                unit.tell()
        if self._queue:
            self._schedule()
        else:
            self._scheduled = False
            self._idle.set()

    def _fail(self, units: list[_Unit], error: BaseException | None) -> None:
        self._roll_back()
        for unit in units:
            unit.error = StorageFailed(f"nothing was stored: {error}")
            unit.tell()

    def _roll_back(self) -> None:
        self._store.keys.clear()
        if self._store.db.conn.in_transaction:
            self._execute("ROLLBACK")


def _told(error: Exception) -> Exception:
    """A refusal of the disk or the database is no fault of the work: callers may simply try again."""
    if isinstance(error, sqlite3.Error) and error.sqlite_errorcode & 0xFF in REFUSALS:
        failed = StorageFailed(f"nothing was stored: {error}")
        failed.__cause__ = error
        return failed
    return error
