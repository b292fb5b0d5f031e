"""Evidence files: sealed with the user's key, named by generated ids only, whole or absent.

A file is a salt and frames of up to 64 KiB, each AES-GCM sealed with its index and whether it is the last, so
that cutting, reordering or swapping is noticed. Each file has a key of its own, made from the user's key and
the salt; the nonce of a frame is its index. Nothing a sender named ever becomes part of a path.
"""

import hashlib
import hmac
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.database import Store
from storage.files import private, private_folder, sync_folder
from storage.identity import checked_id
from storage.keys import Tampered

FRAME: Final = 64 * 1024
TAG: Final = 16
SALT: Final = 16
INCOMING: Final = "incoming"


class _Frames:
    """Seals and opens the frames of one file."""

    def __init__(self, key: bytes, salt: bytes, user: int, item: str) -> None:
        self._cipher = AESGCM(hmac.digest(key, b"file/" + salt, hashlib.sha256))
        self._place = b"vault/%d/%s/" % (user, item.encode())

    def seal(self, index: int, plain: bytes, last: bool) -> bytes:
        return self._cipher.encrypt(index.to_bytes(12), plain, self._place + b"%d" % last)

    def open(self, index: int, sealed: bytes, last: bool) -> bytes:
        try:
            return self._cipher.decrypt(index.to_bytes(12), sealed, self._place + b"%d" % last)
        except (InvalidTag, ValueError):
            raise Tampered("a file in the vault was altered, cut or moved") from None


class Incoming:
    """A file being received; invisible until `commit`. `write` and `commit` may run in a thread.

    As a context manager it discards what was not committed.
    """

    def __init__(self, key: bytes, user: int, item: str, folder: Path, aside: Path) -> None:
        """Use `receive`."""
        salt = secrets.token_bytes(SALT)
        self._frames = _Frames(key, salt, user, item)
        self._folder = folder
        self._item = item
        self._aside = aside
        self._salt = salt
        self._file: BinaryIO | None = None  # opened with the first frame: a small item costs the loop nothing
        self._buffer = bytearray()
        self._index = 0
        self._size = 0
        self._hash = hashlib.sha256()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.discard()

    def write(self, chunk: bytes) -> None:
        """Add the next bytes."""
        self._hash.update(chunk)
        self._size += len(chunk)
        self._buffer += chunk
        while len(self._buffer) > FRAME:  # a full buffer stays: it may be the last
            self._flush(bytes(self._buffer[:FRAME]), last=False)
            del self._buffer[:FRAME]

    def commit(self) -> tuple[int, str]:
        """Make it durable under its name (fsync, rename, fsync of the folder); returns size and SHA-256 hex.

        A file of the same item is replaced: fetching again is harmless.
        """
        file = self._flush(bytes(self._buffer), last=True)
        file.flush()
        os.fsync(file.fileno())
        file.close()
        is_new = not self._folder.exists()
        private_folder(self._folder)
        self._aside.rename(self._folder / self._item)
        sync_folder(self._folder)
        if is_new:
            sync_folder(self._folder.parent)
        return self._size, self._hash.hexdigest()

    def discard(self) -> None:
        """Leave nothing behind; harmless after `commit`."""
        if self._file is not None:
            self._file.close()
            with suppress(FileNotFoundError):
                self._aside.unlink()

    def _flush(self, plain: bytes, last: bool) -> BinaryIO:
        if self._file is None:
            private_folder(self._aside.parent)
            self._file = open(self._aside, "xb", opener=private)  # noqa: SIM115 - closed by commit or discard
            self._file.write(self._salt)
        self._file.write(self._frames.seal(self._index, plain, last))
        self._index += 1
        return self._file


def receive(store: Store, user: int, item: str) -> Incoming:
    """Begin to store an item of a user who has a complaint.

    Raises ValueError for an id that is no generated id, LookupError when the user has no key (erased).
    """
    return receiver(store, user)(item)


def receiver(store: Store, user: int, folder: Path | None = None) -> Callable[[str], Incoming]:
    """`receive` for many items: the key is looked up now, so that the rest may run in a thread.

    `folder` is where the files end, the user's own by default.
    """
    key, place = _key(store, user), folder or _folder(store, user)

    def begin(item: str) -> Incoming:
        aside = store.vault / INCOMING / secrets.token_hex(16)
        return Incoming(key, user, checked_id(item), place, aside)

    return begin


def chunks(store: Store, user: int, item: str) -> Iterator[bytes]:
    """The item's bytes, verified frame by frame.

    While reading raises FileNotFoundError, or Tampered: then trust nothing of what came before either.
    """
    return reader(store, user)(item)


def reader(store: Store, user: int, folder: Path | None = None) -> Callable[[str], Iterator[bytes]]:
    """`chunks` for many items: the key is looked up now, so that the rest may run in a thread."""
    key, place = _key(store, user), folder or _folder(store, user)
    return lambda item: _opened(key, user, item, place / checked_id(item))


def _opened(key: bytes, user: int, item: str, path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        frames = _Frames(key, file.read(SALT), user, item)
        index, sealed = 0, file.read(FRAME + TAG)
        while True:
            following = file.read(FRAME + TAG)
            yield frames.open(index, sealed, last=not following)
            if not following:
                return
            index, sealed = index + 1, following


def read(store: Store, user: int, item: str) -> bytes:
    """The item's bytes as a whole, verified."""
    return b"".join(chunks(store, user, item))


def sha256(store: Store, user: int, item: str) -> str:
    """The hex SHA-256 of the item as it is now in the vault."""
    digest = hashlib.sha256()
    for chunk in chunks(store, user, item):
        digest.update(chunk)
    return digest.hexdigest()


def erase(store: Store, user: int, items: Iterable[str]) -> int:
    """Remove files (those already gone are fine) and the user's folder when empty; how many were removed."""
    folder = _folder(store, user)
    removed = 0
    for item in items:
        with suppress(FileNotFoundError):
            (folder / checked_id(item)).unlink()
            removed += 1
    with suppress(OSError):  # not empty, or never there
        folder.rmdir()
    sync_folder(store.vault)
    return removed


def items(store: Store, user: int) -> list[str]:
    """Which items of the user are in the vault."""
    folder = _folder(store, user)
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def sweep(store: Store) -> int:
    """At a start: remove what was being received when the process ended; how many."""
    aside = list(private_folder(store.vault / INCOMING).iterdir())
    for path in aside:
        path.unlink()
    return len(aside)


def _folder(store: Store, user: int) -> Path:
    return store.vault / store.key.folder(user)


def _key(store: Store, user: int) -> bytes:
    key = store.keys.find(user)
    if key is None:
        raise LookupError("the user has no key")
    return key
