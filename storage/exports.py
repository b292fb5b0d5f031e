"""What a user takes along: sealed parts on their way to the chat, gone as soon as they are there.

A part is sealed like an item of the vault, with the user's key, and lies in a folder of its own. A row says
that it waits to be sent. Parts without a row – the process ended while they were made – are swept at a start;
rows and parts go when the message was delivered, when their complaint is erased, and after a day.
"""

import errno
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from storage import vault, work
from storage.database import Store
from storage.files import private_folder, sync_folder
from storage.identity import checked_id, fresh_id
from storage.moments import milliseconds
from storage.vault import Incoming

OUTGOING: Final = "outgoing"
REMOVE_EXPORTS: Final = "remove_exports"  # work: files whose rows are gone
KEEP: Final = timedelta(days=1)
NOBODY: Final = 0
RESERVE: Final = 256 * 1024 * 1024  # bytes of the disk that no export may take

RECORD: Final = "INSERT INTO exports (id, user, complaint, made_at) VALUES (?, ?, ?, ?)"
QUEUED: Final = "SELECT 1 FROM outbox WHERE chat = ?1 AND kind = 'file' AND slot = ?2 || ':file' LIMIT 1"
DELIVERED: Final = "DELETE FROM exports WHERE id = ? AND user = ? RETURNING id"
FORGET: Final = "DELETE FROM exports WHERE user = ?1 AND (?2 = '' OR complaint = ?2) RETURNING id"
OLD: Final = "DELETE FROM exports WHERE made_at < ? RETURNING id"
UNSENT: Final = """
    DELETE FROM exports WHERE NOT EXISTS (
        SELECT 1 FROM outbox WHERE chat = exports.user AND kind = 'file' AND slot = exports.complaint || ':file'
    )
"""


class Stopped(Exception):
    """Nobody wants this export any more: its complaint is erased, or the process ends."""


class Desk:
    """Where one export is put together: reads the user's items, seals parts.

    Made on the event loop, with the user's key in hand; `item` and `part` are then for one other thread.
    Raises LookupError for a user without a key (erased).
    """

    def __init__(self, store: Store, user: int) -> None:
        """For an export of this user."""
        self._items: Callable[[str], Iterator[bytes]] = vault.reader(store, user)
        self._receive: Callable[[str], Incoming] = vault.receiver(store, user, _folder(store))
        self._folder = _folder(store)
        self._made: list[str] = []
        self._stopped = False

    def stop(self) -> None:
        """From any thread: the next piece read raises Stopped."""
        self._stopped = True

    def item(self, id: str) -> Iterator[bytes]:
        """An item's bytes, verified frame by frame. Raises FileNotFoundError, Tampered or Stopped."""
        for chunk in self._items(id):
            if self._stopped:
                raise Stopped
            yield chunk

    def part(self) -> tuple[str, Incoming]:
        """A new part to write: its id, and where its bytes go."""
        if self._stopped:
            raise Stopped
        id = fresh_id()
        self._made.append(id)
        return id, self._receive(id)

    def reserve(self, size: int) -> None:
        """Raises OSError when this many bytes would leave the disk too little for everybody's messages."""
        if shutil.disk_usage(self._folder.parent).free - size < RESERVE:
            raise OSError(errno.ENOSPC, "no room for an export")

    def clear(self) -> None:
        """Remove every part made here."""
        _remove(self._folder, self._made)


def record(store: Store, user: int, complaint: str, ids: Iterable[str], now: datetime) -> None:
    """These parts wait to be sent: in the unit of work that queues their messages."""
    store.db.conn.executemany(RECORD, [(id, user, complaint, milliseconds(now)) for id in ids])


def queued(store: Store, user: int, complaint: str) -> bool:
    """Whether parts of an earlier export are still on their way to the chat."""
    return store.db.execute(QUEUED, (user, complaint)).fetchone() is not None


def chunks(store: Store, user: int, id: str) -> Iterator[bytes]:
    """A part's bytes, verified frame by frame; may be read in a thread.

    Raises LookupError for a user without a key; while reading FileNotFoundError or Tampered.
    """
    return vault.reader(store, user, _folder(store))(id)


def delivered(store: Store, user: int, id: str) -> None:
    """It arrived, or never will: its row goes now, the file as work. Unknown ids are ignored."""
    _drop(store, DELIVERED, (id, user))


def forget(store: Store, user: int, complaint: str = "") -> None:
    """Everything made of a complaint, or of the user's: rows now, files as work."""
    _drop(store, FORGET, (user, complaint))


def prune(store: Store, now: datetime) -> None:
    """What nobody took for a day goes: rows now, files as work."""
    _drop(store, OLD, (milliseconds(now - KEEP),))


def _drop(store: Store, statement: str, values: tuple[object, ...]) -> None:
    ids = [row[0] for row in store.db.execute(statement, values).fetchall()]
    if ids:
        work.ask(store, NOBODY, "", REMOVE_EXPORTS, msgspec.json.encode(ids))


def remove(store: Store, ids: Iterable[str]) -> int:
    """Remove files; those already gone are fine. Touches no row: may run in a thread."""
    return _remove(_folder(store), ids)


def files_of(body: bytes) -> list[str]:
    """What a piece of work of kind `remove_exports` asks for."""
    return msgspec.json.decode(body, type=list[str])


def sweep(store: Store) -> int:
    """At a start: remove rows that no message carries, then files without a row; how many files."""
    store.db.execute(UNSENT)
    known = {row[0] for row in store.db.execute("SELECT id FROM exports")}
    folder = private_folder(_folder(store))
    return _remove(folder, [path.name for path in folder.iterdir() if path.name not in known])


def _remove(folder: Path, ids: Iterable[str]) -> int:
    removed = 0
    for id in ids:
        with suppress(FileNotFoundError):
            (folder / checked_id(id)).unlink()
            removed += 1
    if removed:
        sync_folder(folder)
    return removed


def _folder(store: Store) -> Path:
    return store.vault / OUTGOING
