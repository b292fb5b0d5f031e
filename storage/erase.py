"""Forgetting: a complaint or a user goes whole; what stays is a receipt without personal data.

Rows go in one unit of work; the files follow as work of kind `remove_files`, so that a crash between leaves
nothing behind. Overwritten pages (secure_delete) and an emptied WAL take the bytes off the disk.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import msgspec

from storage import outbox, vault, work
from storage.complaints import read_complaint
from storage.database import Store
from storage.journal import GENESIS
from storage.keys import Tampered
from storage.moments import milliseconds

NOBODY: Final = 0
REMOVE_FILES: Final = "remove_files"

COMPLAINT: Final = "SELECT entries, head, body FROM complaints WHERE user = ? AND id = ?"
COMPLAINTS: Final = "SELECT id FROM complaints WHERE user = ? ORDER BY number"
RECEIPT: Final = "SELECT head, entries FROM receipts WHERE complaint = ?"
WRITE_RECEIPT: Final = "INSERT INTO receipts (complaint, head, entries, erased_at) VALUES (?, ?, ?, ?)"
# A complaint's slots begin with its id and a colon; ';' is the character after ':'.
OF_COMPLAINT: Final = (
    "DELETE FROM journal WHERE user = ?1 AND complaint = ?2",
    "DELETE FROM ledger WHERE user = ?1 AND complaint = ?2",
    "DELETE FROM outbox WHERE chat = ?1 AND slot >= ?2 || ':' AND slot < ?2 || ';'",
    "DELETE FROM slots WHERE chat = ?1 AND slot >= ?2 || ':' AND slot < ?2 || ';'",
    "DELETE FROM work WHERE user = ?1 AND complaint = ?2 AND state != 'running'",
    "DELETE FROM complaints WHERE user = ?1 AND id = ?2",
)
OF_USER: Final = (
    "DELETE FROM journal WHERE user = ?",
    "DELETE FROM ledger WHERE user = ?",
    "DELETE FROM outbox WHERE chat = ?",
    "DELETE FROM slots WHERE chat = ?",
    "DELETE FROM work WHERE user = ? AND state != 'running'",
    """
    UPDATE inbox SET state = 'done', not_before = 0, error = NULL, body = NULL WHERE user = ? AND not_before > 0
    """,
    "DELETE FROM complaints WHERE user = ?",
    "DELETE FROM users WHERE id = ?",
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was erased: the last link of its chain (hex), its entries, and the files that are to go."""

    complaint: str
    head: str
    entries: int
    items: tuple[str, ...]


class _Files(msgspec.Struct, frozen=True):
    """Work of kind `remove_files`: sealed with DATA_KEY, for the user's own key may be gone."""

    user: int
    items: tuple[str, ...]


def erase_complaint(store: Store, user: int, complaint: str, now: datetime) -> Receipt:
    """Remove a complaint with its journal, reminders, queued messages, slots and work; its files as work.

    Work that is running stays: it finishes, or finds nothing to do. Erasing again returns the same receipt
    (without items). LookupError when there never was such a complaint.
    """
    row = store.db.execute(COMPLAINT, (user, complaint)).fetchone()
    if row is None:
        return _earlier(store, complaint)
    entries, head, body = row
    items = _items(store, user, complaint, body)
    for statement in OF_COMPLAINT:
        store.db.execute(statement, (user, complaint))
    outbox.promote(store, user)
    store.db.execute(WRITE_RECEIPT, (complaint, head or GENESIS, entries, milliseconds(now)))
    _ask_to_remove(store, user, items)
    return Receipt(complaint, (head or GENESIS).hex(), entries, items)


def _items(store: Store, user: int, complaint: str, body: bytes) -> tuple[str, ...]:
    """The files of a complaint; none for a damaged one, which must be erasable all the same."""
    try:
        facts = read_complaint(store.keys.make(user), user, complaint, body)
    except (Tampered, msgspec.DecodeError):
        return ()
    return tuple(evidence.id for evidence in facts.evidence)


def _earlier(store: Store, complaint: str) -> Receipt:
    row = store.db.execute(RECEIPT, (complaint,)).fetchone()
    if row is None:
        raise LookupError("no such complaint")
    return Receipt(complaint, row[0].hex(), row[1], ())


def erase_user(store: Store, user: int, now: datetime) -> list[Receipt]:
    """Remove everything of a user and destroy their key; a receipt for each complaint that was left."""
    ids = [row[0] for row in store.db.execute(COMPLAINTS, (user,)).fetchall()]
    receipts = [erase_complaint(store, user, id, now) for id in ids]
    for statement in OF_USER:
        store.db.execute(statement, (user,))
    store.keys.clear()
    _ask_to_remove(store, user, tuple(vault.items(store, user)))
    return receipts


def _ask_to_remove(store: Store, user: int, items: tuple[str, ...]) -> None:
    if items:
        work.ask(store, NOBODY, "", REMOVE_FILES, msgspec.json.encode(_Files(user, items)))


def remove_files(store: Store, body: bytes) -> int:
    """Carry out work of kind `remove_files`; how many files went. Touches no row: may run in a thread."""
    files = msgspec.json.decode(body, type=_Files)
    return vault.erase(store, files.user, files.items)


def scrub(store: Store) -> bool:
    """Empty the WAL so that erased bytes are off the disk; False when a reader held it (ask again later).

    Call it between units of work, not inside one: False, too, while a transaction is open.
    """
    if store.db.conn.in_transaction:
        return False
    (busy, _, _) = store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
