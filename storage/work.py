"""Work asked for and not yet finished (fetch, erase, verify …): it survives restarts and is retried."""

from datetime import datetime
from typing import Final, NamedTuple

import msgspec

from storage.database import Store
from storage.identity import fresh_id
from storage.moments import instant, milliseconds, not_before

ASK: Final = "INSERT INTO work (id, user, complaint, kind, event_id, body) VALUES (?, ?, ?, ?, ?, ?)"
CLAIM: Final = """
    SELECT id, user, complaint, kind, body, attempts, event_id FROM work
    WHERE state = 'waiting' AND not_before <= ? ORDER BY not_before, id LIMIT ?
"""
CLAIM_KINDS: Final = """
    SELECT id, user, complaint, kind, body, attempts, event_id FROM work
    WHERE state = 'waiting' AND not_before <= ? AND kind IN (SELECT value FROM json_each(?))
    ORDER BY not_before, id LIMIT ?
"""
NEXT: Final = "SELECT min(not_before) FROM work WHERE state = 'waiting'"
RUNNING: Final = "UPDATE work SET state = 'running', attempts = attempts + 1 WHERE id = ?"
FINISH: Final = "DELETE FROM work WHERE id = ? RETURNING user, complaint"
WANTED: Final = "SELECT 1 FROM complaints WHERE user = ? AND id = ?"
RETRY: Final = "UPDATE work SET state = 'waiting', not_before = ?, error = ? WHERE id = ?"
GIVE_UP: Final = "UPDATE work SET state = 'dead', error = ?, body = NULL WHERE id = ?"
RECOVER: Final = "UPDATE work SET state = 'waiting' WHERE state = 'running'"


class Job(NamedTuple):
    """A claimed piece of work."""

    id: int
    user: int
    complaint: str
    kind: str
    body: bytes
    attempts: int  # begun before this one
    event_id: str  # for the event that will answer it; the same through every attempt


def ask(store: Store, user: int, complaint: str, kind: str, body: bytes) -> int:
    """Remember a piece of work; returns its id. `user` 0 for work that belongs to nobody any more."""
    id = next(store.work_ids)
    sealed = store.keys.seal_for(user, body, _place(user, id))
    store.db.execute(ASK, (id, user, complaint, kind, fresh_id(), sealed))
    return id


def claim(store: Store, now: datetime, limit: int, kinds: tuple[str, ...] = ()) -> list[Job]:
    """Take up to `limit` pieces that may begin now, of `kinds` when given; they count as running.

    Those never tried come first, oldest first. Raises Tampered when a body was altered or moved.
    """
    at = milliseconds(now)
    if kinds:
        rows = store.db.execute(CLAIM_KINDS, (at, msgspec.json.encode(kinds).decode(), limit)).fetchall()
    else:
        rows = store.db.execute(CLAIM, (at, limit)).fetchall()
    store.db.conn.executemany(RUNNING, [row[:1] for row in rows])
    return [_job(store, row) for row in rows]


def _job(store: Store, row: tuple[int, int, str, str, bytes, int, str]) -> Job:
    id, user, complaint, kind, sealed, attempts, event_id = row
    body = store.keys.unseal_for(user, sealed, _place(user, id))
    return Job(id, user, complaint, kind, body, attempts, event_id)


def next_attempt(store: Store) -> datetime | None:
    """When the earliest waiting piece may begin (long past: never tried); None when none waits."""
    (at,) = store.db.execute(NEXT).fetchone()
    return None if at is None else instant(at)


def finish(store: Store, id: int) -> bool:
    """Done: call it in the same unit of work as the event that answers it.

    False when nobody wants the result any more: the job is gone, or its complaint was erased meanwhile. Then
    what was fetched must go (`vault.erase`).
    """
    row = store.db.execute(FINISH, (id,)).fetchall()
    return bool(row) and (not row[0][1] or store.db.execute(WANTED, row[0]).fetchone() is not None)


def retry(store: Store, id: int, until: datetime, error: str) -> None:
    """It failed for now: begin again at `until`. `error` holds no personal data."""
    store.db.execute(RETRY, (not_before(until), error, id))


def give_up(store: Store, id: int, error: str) -> None:
    """It failed for good: kept as a dead letter without its body, counted for health."""
    store.db.execute(GIVE_UP, (error, id))


def recover(store: Store) -> int:
    """After a start: what was running begins again; how many."""
    return store.db.execute(RECOVER).rowcount


def _place(user: int, id: int) -> bytes:
    return b"work/%d/%d" % (user, id)
