"""The process that opens and reads pictures for `reader`: nothing it does can hurt the process that serves users.

Run as `python -m evidence.worker`. Each picture comes in as a frame on standard input, each reading goes out as a
frame on standard output, see `frames`. It limits its own memory and processor time, opens no
network connection, and ends when its input does.
"""

import os
import resource
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Final

import msgspec

from evidence.frames import Task, receive, send
from evidence.pictures import Pictures
from evidence.problem import Problem, Unreadable
from evidence.reading import Reading

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
        send(replies, msgspec.msgpack.encode(_read(pictures.read, task)))


def _read(read: Callable[[bytes, datetime | None], Reading], task: Task) -> Reading:
    try:
        return read(task.content, task.now)
    except Unreadable as error:
        return Reading(problem=error.problem)
    except MemoryError:
        raise
    except Exception:
        return Reading(problem=Problem.READER_FAILED)


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
