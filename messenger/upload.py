"""A file on its way to the server: one multipart body, its length known, its bytes never held as a whole.

aiohttp's own multipart needs the content in memory, on the disk, or sends it without a length.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from aiohttp.abc import AbstractStreamWriter
from aiohttp.payload import Payload

TYPE: Final = "application/zip"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to send as `field`: `size` is how many bytes `chunks` gives, anew at every call."""

    field: str
    name: str
    size: int
    chunks: Callable[[], Iterator[bytes]]


class Form(Payload):
    """Parameters and one file as multipart/form-data."""

    def __init__(self, parameters: Mapping[str, object], upload: Upload) -> None:
        """`parameters` are sent as text; names and values are ours or escaped here."""
        edge = secrets.token_hex(16)
        super().__init__(None, content_type=f"multipart/form-data; boundary={edge}")
        self._head = b"".join(_field(edge, name, str(value)) for name, value in parameters.items())
        self._head += _file(edge, upload)
        self._tail = f"\r\n--{edge}--\r\n".encode()
        self._chunks = upload.chunks
        self._size = len(self._head) + upload.size + len(self._tail)

    async def write(self, writer: AbstractStreamWriter) -> None:
        """Head, file, tail; a reader that is slow slows us down."""
        await writer.write(self._head)
        for chunk in self._chunks():
            await writer.write(chunk)
        await writer.write(self._tail)

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        """Not for printing."""
        raise TypeError("a file is not text")


def _field(edge: str, name: str, value: str) -> bytes:
    return f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()


def _file(edge: str, upload: Upload) -> bytes:
    name = "".join("_" if letter in '"\\' or ord(letter) < 32 else letter for letter in upload.name)
    disposition = f'Content-Disposition: form-data; name="{upload.field}"; filename="{name}"'
    return f"--{edge}\r\n{disposition}\r\nContent-Type: {TYPE}\r\n\r\n".encode()
