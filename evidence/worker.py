"""The process that opens and reads pictures for `reader`: nothing it does can hurt the process that serves users.

Run as `python -m evidence.worker`. Each picture comes in as a frame on standard input, each reading goes out as a
frame on standard output, see `frames`. It limits its own memory and processor time, opens no
network connection, and ends when its input does.
"""

import os
import resource
import sys
from collections.abc import Callable
from functools import partial
from typing import Final, TypeVar

import msgspec

from evidence.frames import Task, receive, send
from evidence.pictures import Pictures
from evidence.problem import Problem, Unreadable
from evidence.reading import Copy, Reading

Found = TypeVar("Found", Reading, Copy)

MEMORY: Final = 2048 * 1024 * 1024  # bytes of private data
PROCESSOR: Final = 40  # seconds for one picture


def main() -> None:
    """Serves until standard input ends."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the frames
    resource.setrlimit(resource.RLIMIT_DATA, (_memory(), _memory()))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)
    sys.addaudithook(_no_network)
    pictures = Pictures()
    send(replies, b"ready")
    while (frame := receive(sys.stdin.buffer)) is not None:
        _limit_processor()
        task = msgspec.msgpack.decode(frame, type=Task)
        answer = _copy(pictures, task) if task.cover else _reading(pictures, task)
        send(replies, msgspec.msgpack.encode(answer))


def _reading(pictures: Pictures, task: Task) -> Reading:
    found = _or_problem(partial(pictures.read, task.content, task.now))
    return Reading(problem=found) if isinstance(found, Problem) else found


def _copy(pictures: Pictures, task: Task) -> Copy:
    found = _or_problem(partial(pictures.cover, task.content, task.cover))
    return Copy(problem=found) if isinstance(found, Problem) else found


def _or_problem(do: Callable[[], Found]) -> Found | Problem:
    try:
        return do()
    except Unreadable as error:
        return error.problem
    except MemoryError:
        raise
    except Exception:
        return Problem.READER_FAILED


def _memory() -> int:
    return int(os.environ.get("EVIDENCE_MEMORY", MEMORY))


def _limit_processor() -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + PROCESSOR, hard))


def _no_network(event: str, _: object) -> None:
    if event in ("socket.connect", "socket.getaddrinfo"):
        raise PermissionError("the worker opens no connection")


if __name__ == "__main__":
    main()
