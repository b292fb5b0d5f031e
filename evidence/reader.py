"""Reads pictures in a process of its own, so that no picture can stop or slow the program.

The process starts with the first picture, is started anew after a crash or a timeout, and ends after a while
without work. It is given no environment but what Python needs, so it cannot know the bot's token or keys.
"""

import asyncio
import contextlib
import logging
import os
import sys
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeVar

import msgspec

from evidence.frames import LENGTH, Task
from evidence.problem import Problem
from evidence.reading import Copy, Reading

LARGEST: Final = 20 * 1024 * 1024  # bytes
PATIENCE: Final = 60.0  # seconds for one picture
START: Final = 60.0  # seconds to load the models
IDLE: Final = 300.0  # seconds without a picture, after which the process ends
Answer = TypeVar("Answer", Reading, Copy)
_ROOT: Final = Path(__file__).resolve().parent.parent
_KEPT: Final = ("PATH", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "SYSTEMROOT")
_log = logging.getLogger(__name__)


class Reader:
    """`await Reader().read(content, now)` gives a reading; it never raises for a bad picture."""

    def __init__(
        self,
        *,
        patience: float = PATIENCE,
        idle: float = IDLE,
        start: float = START,
        memory: int | None = None,
    ) -> None:
        self._patience, self._idle, self._start, self._memory = patience, idle, start, memory
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()
        self._rest: asyncio.TimerHandle | None = None
        self._ending: set[asyncio.Task[None]] = set()

    @property
    def pid(self) -> int | None:
        """The worker's process id, None while there is none."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def read(self, content: bytes, now: datetime | None = None) -> Reading:
        """The facts of one picture; `now` is Chinese time. What went wrong is the reading's `problem`."""
        if not content:
            return Reading(problem=Problem.EMPTY)
        if len(content) > LARGEST:
            return Reading(problem=Problem.TOO_MANY_BYTES)
        return await self._serve(Task(content, now), Reading)

    async def cover(self, content: bytes, kinds: tuple[str, ...]) -> Copy:
        """A copy of a picture without its secrets of these kinds; what went wrong is the copy's `problem`."""
        return await self._serve(Task(content, cover=kinds), Copy)

    async def _serve(self, task: Task, kind: type[Answer]) -> Answer:
        """One picture after the other."""
        async with self._turn:
            self._keep_awake()
            try:
                return await self._ask(task, kind)
            finally:
                self._rest = asyncio.get_running_loop().call_later(self._idle, self._fall_asleep)

    async def _ask(self, task: Task, kind: type[Answer]) -> Answer:
        try:
            process = await asyncio.wait_for(self._running(), self._start)
            return await asyncio.wait_for(_exchange(process, task, kind), self._patience)
        except TimeoutError:
            _log.warning("a picture took too long, the worker is started anew")
            await self._end()
            return kind(problem=Problem.TOO_LONG)
        except (OSError, EOFError, msgspec.MsgspecError):
            _log.warning("the worker ended while it read a picture")
            await self._end()
            return kind(problem=Problem.READER_FAILED)
        except asyncio.CancelledError:
            await self._end()
            raise

    async def _running(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "evidence.worker",
                cwd=_ROOT,
                env=self._environment(),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
            )
            await _receive(self._process)
        return self._process

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        return kept | threads | ({"EVIDENCE_MEMORY": str(self._memory)} if self._memory else {})

    def _keep_awake(self) -> None:
        if self._rest:
            self._rest.cancel()
            self._rest = None

    def _fall_asleep(self) -> None:
        ending = asyncio.get_running_loop().create_task(self.close())
        self._ending.add(ending)
        ending.add_done_callback(self._ending.discard)

    async def close(self) -> None:
        """Ends the worker; the next picture starts another."""
        async with self._turn:
            self._keep_awake()
            await self._end()

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


async def _exchange(process: asyncio.subprocess.Process, task: Task, kind: type[Answer]) -> Answer:
    if process.stdin is None:
        raise EOFError
    body = msgspec.msgpack.encode(task)
    process.stdin.write(LENGTH.pack(len(body)) + body)
    await process.stdin.drain()
    return msgspec.msgpack.decode(await _receive(process), type=kind)


async def _receive(process: asyncio.subprocess.Process) -> bytes:
    if process.stdout is None:
        raise EOFError
    head = await process.stdout.readexactly(LENGTH.size)
    return await process.stdout.readexactly(LENGTH.unpack(head)[0])
