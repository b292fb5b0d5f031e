"""Forgetting: a complaint or a user goes whole; what stays is a receipt without personal data.

Rows and key go in one unit of work, at once: what the user begins afterwards is not touched. The files follow
as work of kind `remove_files`, so that a crash between leaves nothing behind; it carries the receipts, for the
user is told when everything is gone. Overwritten pages (secure_delete) and an emptied WAL take the bytes off
the disk.
"""

from datetime import datetime
from typing import Final

import msgspec

from storage import exports, outbox, vault, work
from storage.complaints import read_complaint
from storage.database import Store
from storage.journal import GENESIS
from storage.keys import Tampered
from storage.moments import milliseconds

NOBODY: Final = 0
REMOVE_FILES: Final = "remove_files"

COMPLAINT: Final = "SELECT entries, head, body FROM complaints WHERE user = ? AND id = ?"
COMPLAINTS: Final = "SELECT id FROM complaints WHERE user = ? ORDER BY number"
WRITE_RECEIPT: Final = "INSERT INTO receipts (complaint, head, entries, erased_at) VALUES (?, ?, ?, ?)"
# A complaint's slots begin with its id and a colon; ';' is the character after ':'.
OF_COMPLAINT: Final = (
    "DELETE FROM journal WHERE user = ?1 AND complaint = ?2",
    "DELETE FROM ledger WHERE user = ?1 AND complaint = ?2",
    "DELETE FROM outbox WHERE chat = ?1 AND slot >= ?2 || ':' AND slot < ?2 || ';'",
    "DELETE FROM slots WHERE chat = ?1 AND slot >= ?2 || ':' AND slot < ?2 || ';'",
    "DELETE FROM work WHERE user = ?1 AND complaint = ?2",
    "DELETE FROM complaints WHERE user = ?1 AND id = ?2",
)
OF_USER: Final = (
    "DELETE FROM journal WHERE user = ?",
    "DELETE FROM ledger WHERE user = ?",
    "DELETE FROM outbox WHERE chat = ?",
    "DELETE FROM slots WHERE chat = ?",
    "DELETE FROM work WHERE user = ?",
    """
    UPDATE inbox SET state = 'done', user = NULL, not_before = 0, event_id = '', error = NULL, body = NULL
    WHERE user = ? AND not_before > 0
    """,
    "DELETE FROM complaints WHERE user = ?",
    "DELETE FROM users WHERE id = ?",
)


class Receipt(msgspec.Struct, frozen=True):
    """What was erased: a complaint, the last link of its chain (hex) and how many entries it had."""

    complaint: str
    head: str
    entries: int


class Erasure(msgspec.Struct, frozen=True):
    """Work of kind `remove_files`, sealed with DATA_KEY, for the user's own key may be gone."""

    user: int
    items: tuple[str, ...]
    receipts: tuple[Receipt, ...]


def erase_complaint(store: Store, user: int, complaint: str, now: datetime) -> Receipt | None:
    """Remove a complaint with its journal, reminders, queued messages, slots and work; its files as work.

    Work under way finds nothing to finish. None when the user has no such complaint (any more).
    """
    items, receipts = _erase_rows(store, user, (complaint,), now)
    if not receipts:
        return None
    _ask_to_remove(store, Erasure(user, items, receipts))
    return receipts[0]


def erase_user(store: Store, user: int, now: datetime) -> tuple[Receipt, ...]:
    """Remove everything of a user and destroy their key; a receipt for each complaint.

    What is queued for them afterwards is sealed with DATA_KEY until they come back, under a new key.
    """
    ids = tuple(row[0] for row in store.db.execute(COMPLAINTS, (user,)).fetchall())
    items, receipts = _erase_rows(store, user, ids, now)
    exports.forget(store, user)
    for statement in OF_USER:
        store.db.execute(statement, (user,))
    store.keys.clear()
    _ask_to_remove(store, Erasure(user, tuple({*items, *vault.items(store, user)}), receipts))
    return receipts


def _erase_rows(
    store: Store, user: int, complaints: tuple[str, ...], now: datetime
) -> tuple[tuple[str, ...], tuple[Receipt, ...]]:
    """The files and the receipts of what was removed."""
    items: list[str] = []
    receipts: list[Receipt] = []
    for complaint in complaints:
        row = store.db.execute(COMPLAINT, (user, complaint)).fetchone()
        if row is None:
            continue
        entries, head, body = row
        items += _items(store, user, complaint, body)
        exports.forget(store, user, complaint)
        for statement in OF_COMPLAINT:
            store.db.execute(statement, (user, complaint))
        store.db.execute(WRITE_RECEIPT, (complaint, head or GENESIS, entries, milliseconds(now)))
        receipts.append(Receipt(complaint, (head or GENESIS).hex(), entries))
    outbox.promote(store, user)
    return tuple(items), tuple(receipts)


def _items(store: Store, user: int, complaint: str, body: bytes) -> tuple[str, ...]:
    """The files of a complaint; none for a damaged one, which must be erasable all the same."""
    try:
        facts = read_complaint(store.keys.make(user), user, complaint, body)
    except (Tampered, msgspec.DecodeError):
        return ()
    return tuple(evidence.id for evidence in facts.evidence)


def _ask_to_remove(store: Store, erasure: Erasure) -> None:
    work.ask(store, NOBODY, "", REMOVE_FILES, msgspec.json.encode(erasure))


def erasure_of(body: bytes) -> Erasure:
    """What a piece of work of kind `remove_files` asks for."""
    return msgspec.json.decode(body, type=Erasure)


def remove_files(store: Store, erasure: Erasure) -> int:
    """Carry it out; how many files went. Touches no row: may run in a thread. Again is harmless."""
    return vault.erase(store, erasure.user, erasure.items)


def scrub(store: Store) -> bool:
    """Empty the WAL so that erased bytes are off the disk; False when a reader held it (ask again later).

    Call it between units of work, not inside one: False, too, while a transaction is open.
    """
    if store.db.conn.in_transaction:
        return False
    (busy, _, _) = store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
