"""Messages not yet delivered, in order per chat, across restarts.

A row is pending or being sent. When the outcome of a call is unknown – the process ended, the answer never
came – the row is pending again but doubtful: it is sent again and marked repeated. What was delivered is
deleted; its message id stays with its slot.
"""

import logging
from collections.abc import Collection
from datetime import datetime
from typing import Final, NamedTuple, TypeAlias

from storage.database import Store
from storage.health import note
from storage.keys import Tampered
from storage.moments import instant, milliseconds, not_before

LAST_OF_SLOT: Final = """
    SELECT id, kind, state FROM outbox WHERE chat = ? AND slot = ? ORDER BY id DESC LIMIT 1
"""
REPLACE: Final = "UPDATE outbox SET body = ? WHERE id = ?"
# The front row of each chat is marked, so that a flood in one chat costs the others nothing.
PUT: Final = """
    INSERT INTO outbox (id, chat, slot, kind, queued_at, body, head)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, NOT EXISTS (SELECT 1 FROM outbox WHERE chat = ?2))
"""
PROMOTE: Final = "UPDATE outbox SET head = 1 WHERE id = (SELECT min(id) FROM outbox WHERE chat = ?)"
HEADS: Final = """
    SELECT id, chat, slot, kind, body, attempts, doubtful,
        (SELECT message_id FROM slots WHERE slots.chat = one.chat AND slots.slot = one.slot)
    FROM outbox AS one WHERE head = 1 AND state = 'pending' AND not_before <= ? AND (? OR kind != 'file')
    ORDER BY id LIMIT ?
"""
HEAD: Final = """
    SELECT id, chat, slot, kind, body, attempts, doubtful,
        (SELECT message_id FROM slots WHERE slots.chat = one.chat AND slots.slot = one.slot),
        state, not_before
    FROM outbox AS one WHERE chat = ? ORDER BY id LIMIT 1
"""
READY: Final = """
    SELECT chat FROM outbox WHERE head = 1 AND state = 'pending' AND not_before <= ? AND (? OR kind != 'file')
    ORDER BY id LIMIT ?
"""
NEXT: Final = "SELECT min(not_before) FROM outbox WHERE not_before > 0"
SENDING: Final = "UPDATE outbox SET state = 'sending', attempts = attempts + 1, not_before = 0 WHERE id = ?"
DELETE: Final = "DELETE FROM outbox WHERE id = ? RETURNING chat, slot"
CANCEL: Final = "DELETE FROM outbox WHERE chat = ?"
POSTPONE: Final = """
    UPDATE outbox SET state = 'pending', not_before = ?, doubtful = max(doubtful, ?) WHERE id = ?
"""
SLOT: Final = "SELECT message_id FROM slots WHERE chat = ? AND slot = ?"
FILL: Final = """
    INSERT INTO slots (chat, slot, message_id) VALUES (?, ?, ?)
    ON CONFLICT (chat, slot) DO UPDATE SET message_id = excluded.message_id
    WHERE message_id != excluded.message_id
"""
FORGET: Final = "DELETE FROM slots WHERE chat = ? AND slot = ?"
RECOVER: Final = "UPDATE outbox SET state = 'pending', doubtful = 1 WHERE state = 'sending'"

MANY: Final = 1 << 30

_log = logging.getLogger(__name__)

_Row: TypeAlias = tuple[int, int, str, str, bytes, int, int, int | None]  # the columns of HEADS


class Outgoing(NamedTuple):
    """The head of a chat's queue, claimed for sending."""

    id: int
    chat: int
    slot: str
    kind: str
    body: bytes
    attempts: int  # begun before this one
    repeated: bool  # an earlier attempt may have reached the user
    message_id: int | None  # of the slot's last delivered message


def put(store: Store, chat: int, kind: str, body: bytes, now: datetime, *, slot: str = "") -> int:
    """Queue a message; returns its id.

    An "edit" whose slot has a pending edit, with nothing else of that slot queued after it, takes its place
    in the queue instead of standing behind it.
    """
    older = _replaceable(store, chat, slot) if kind == "edit" and slot else None
    if older is not None:
        store.db.execute(REPLACE, (store.keys.seal_for(chat, body, _place(chat, older)), older))
        return older
    id = next(store.outbox_ids)
    sealed = store.keys.seal_for(chat, body, _place(chat, id))
    store.db.execute(PUT, (id, chat, slot, kind, milliseconds(now), sealed))
    return id


def _replaceable(store: Store, chat: int, slot: str) -> int | None:
    row = store.db.execute(LAST_OF_SLOT, (chat, slot)).fetchone()
    return row[0] if row is not None and row[1:] == ("edit", "pending") else None


def claim(
    store: Store, now: datetime, limit: int, chats: Collection[int] | None = None, *, files: int = MANY
) -> list[Outgoing]:
    """Mark the heads of up to `limit` chats as being sent and return them, oldest first; one per chat.

    A chat that is sending already, or whose head waits, gives none. `chats` limits whom to look at: cheaper
    than looking at everybody's queue, `files` how many may be files: the others wait and hold nobody else up.
    A message that was altered or moved is dropped and logged.
    """
    at = milliseconds(now)
    if chats is None:
        rows = store.db.execute(HEADS, (at, files > 0, limit)).fetchall()
    else:
        rows = sorted(_heads_of(store, chats, at))[:limit]
    surplus = [row[0] for row in rows if row[3] == "file"][files:]
    claimed = [one for row in rows if row[0] not in surplus and (one := _outgoing(store, row)) is not None]
    store.db.conn.executemany(SENDING, [(one.id,) for one in claimed])
    return claimed


def _heads_of(
    store: Store, chats: Collection[int], at: int
) -> list[tuple[int, int, str, str, bytes, int, int]]:
    heads = (store.db.execute(HEAD, (chat,)).fetchone() for chat in chats)
    return [row[:8] for row in heads if row is not None and row[8] == "pending" and row[9] <= at]


def _outgoing(store: Store, row: _Row) -> Outgoing | None:
    id, chat, slot, kind, sealed, attempts, doubtful, message_id = row
    try:
        body = store.keys.unseal_for(chat, sealed, _place(chat, id))
    except Tampered as error:
        _log.error("message %s is dropped, its row was altered or moved: %s", id, str(error))
        drop(store, id, "altered")
        return None
    return Outgoing(id, chat, slot, kind, body, attempts, bool(doubtful), message_id)


def ready_chats(store: Store, now: datetime, limit: int, *, files: bool = True) -> list[int]:
    """Chats from which `claim` would give something now, oldest first; without `files` none that waits for a file."""
    return [row[0] for row in store.db.execute(READY, (milliseconds(now), files, limit))]


def next_attempt(store: Store) -> datetime | None:
    """When the earliest queued message that waits may be sent; None when none waits."""
    (at,) = store.db.execute(NEXT).fetchone()
    return None if at is None else instant(at)


def sent(store: Store, id: int, message_id: int | None = None) -> None:
    """It was delivered: the row goes; `message_id` becomes its slot's message. Unknown ids are ignored."""
    for chat, slot in store.db.execute(DELETE, (id,)).fetchall():
        promote(store, chat)
        if slot and message_id is not None:
            store.db.execute(FILL, (chat, slot, message_id))


def postpone(store: Store, id: int, until: datetime, *, certain: bool = True) -> None:
    """Try again at `until`; the rest of the chat waits behind it.

    `certain`: it surely did not reach the user. Otherwise it comes back marked repeated.
    """
    store.db.execute(POSTPONE, (not_before(until), not certain, id))


def drop(store: Store, id: int, error: str) -> None:
    """It can never be delivered: forget it, counted for health; the chat goes on.

    `error` holds no personal data.
    """
    for chat, _ in store.db.execute(DELETE, (id,)).fetchall():
        promote(store, chat)
        note(store, "dropped", error)


def promote(store: Store, chat: int) -> None:
    """Mark the front row of a chat, after rows of it went."""
    store.db.execute(PROMOTE, (chat,))


def cancel(store: Store, chat: int) -> int:
    """Forget everything queued for a chat that blocked us; how many."""
    return store.db.execute(CANCEL, (chat,)).rowcount


def forget_slot(store: Store, chat: int, slot: str) -> None:
    """The slot's message is gone from the chat: the next edit is sent anew."""
    store.db.execute(FORGET, (chat, slot))


def slot_message(store: Store, chat: int, slot: str) -> int | None:
    """The id of the message that fills a slot now."""
    row = store.db.execute(SLOT, (chat, slot)).fetchone()
    return None if row is None else int(row[0])


def recover(store: Store) -> int:
    """After a start: what was being sent has an unknown outcome; how many."""
    return store.db.execute(RECOVER).rowcount


def _place(chat: int, id: int) -> bytes:
    return b"outbox/%d/%d" % (chat, id)
