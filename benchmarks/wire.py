"""HTTP/1.1 on a bare asyncio.Protocol: as little as keep-alive needs, so that the load is never the bottleneck."""

import asyncio
from collections.abc import Callable
from typing import Final

Answerer = Callable[[str, bytes, bool, "Wire"], bytes | None]

_END: Final = b"\r\n\r\n"
_LENGTH: Final = b"\ncontent-length:"
_FORM: Final = b"\ncontent-type: application/x-www-form-urlencoded"
_OK: Final = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
_FILE: Final = b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n%b"
_NONE: Final = b"HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"


def ok(body: bytes) -> bytes:
    """An answer in JSON."""
    return _OK % (len(body), body)


def file(body: bytes) -> bytes:
    """A picture."""
    return _FILE % (len(body), body)


def not_found() -> bytes:
    """What is not served here."""
    body = b'{"ok":false,"error_code":404,"description":"Not Found"}'
    return _NONE % (len(body), body)


class Wire(asyncio.Protocol):
    """One connection. `answer` gets path, body and whether it is a form; None means that it will write later."""

    def __init__(self, answer: Answerer) -> None:
        self._answer = answer
        self._buffer = b""
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.WriteTransport):
            self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None

    def data_received(self, data: bytes) -> None:
        """Answer every request that is complete."""
        buffer = self._buffer + data if self._buffer else data
        while (end := buffer.find(_END)) > 0:
            head = buffer[:end]
            low = head.lower()
            length = _length(low)
            if len(buffer) < end + 4 + length:
                break
            body = buffer[end + 4 : end + 4 + length]
            buffer = buffer[end + 4 + length :]
            path = head[head.index(b" ") + 1 : head.index(b" HTTP/")].decode()
            answer = self._answer(path, body, _FORM in low, self)
            if answer is not None:
                self.write(answer)
        self._buffer = buffer

    def write(self, answer: bytes) -> None:
        """Send an answer, if anybody still listens."""
        if self._transport is not None:
            self._transport.write(answer)


def _length(head: bytes) -> int:
    at = head.find(_LENGTH)
    if at < 0:
        return 0
    end = head.find(b"\r", at + len(_LENGTH))
    return int(head[at + len(_LENGTH) : end if end > 0 else None])
