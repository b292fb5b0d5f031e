"""How the reader and its worker speak: frames of four bytes of length and msgpack."""

import struct
from datetime import datetime
from typing import BinaryIO, Final

import msgspec

LENGTH: Final = struct.Struct("!I")


class Task(msgspec.Struct, frozen=True):
    """One picture to read; `now` is Chinese time, for words such as 昨天. With `cover` a copy is made instead, without these."""

    content: bytes
    now: datetime | None = None
    cover: tuple[str, ...] = ()


def send(stream: BinaryIO, body: bytes) -> None:
    """One frame out."""
    stream.write(LENGTH.pack(len(body)) + body)
    stream.flush()


def receive(stream: BinaryIO) -> bytes | None:
    """One frame in, None at the end."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    return stream.read(LENGTH.unpack(head)[0])
