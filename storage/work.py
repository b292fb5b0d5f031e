"""Work asked for and not yet finished (fetch, erase, verify …): it survives restarts and is retried."""

import logging
from datetime import datetime, timedelta
from typing import Final, NamedTuple

import msgspec

from storage.database import Store
from storage.identity import fresh_id
from storage.keys import Tampered
from storage.moments import instant, milliseconds, not_before

KEEP_DEAD: Final = timedelta(days=7)

ASK: Final = "INSERT INTO work (id, user, complaint, kind, event_id, body) VALUES (?, ?, ?, ?, ?, ?)"
CLAIM: Final = """
    SELECT id, user, complaint, kind, body, attempts, event_id FROM work
    WHERE state = 'waiting' AND not_before <= ? AND kind NOT IN (SELECT value FROM json_each(?))
    ORDER BY not_before, id LIMIT ?
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
GIVE_UP: Final = "UPDATE work SET state = 'dead', not_before = ?, error = ?, body = NULL WHERE id = ?"
PRUNE: Final = "DELETE FROM work WHERE state = 'dead' AND not_before < ?"
RECOVER: Final = "UPDATE work SET state = 'waiting' WHERE state = 'running'"

_log = logging.getLogger(__name__)


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


def claim(
    store: Store, now: datetime, limit: int, kinds: tuple[str, ...] = (), *, but: tuple[str, ...] = ()
) -> list[Job]:
    """Take up to `limit` pieces that may begin now, of `kinds` when given, else all `but` some; they count as running.

    Those never tried come first, oldest first. A piece that was altered or moved is given up and logged.
    """
    at = milliseconds(now)
    statement, which = (CLAIM_KINDS, kinds) if kinds else (CLAIM, but)
    rows = store.db.execute(statement, (at, msgspec.json.encode(which).decode(), limit)).fetchall()
    jobs = [job for row in rows if (job := _job(store, row, now)) is not None]
    store.db.conn.executemany(RUNNING, [(job.id,) for job in jobs])
    return jobs


def _job(store: Store, row: tuple[int, int, str, str, bytes, int, str], now: datetime) -> Job | None:
    id, user, complaint, kind, sealed, attempts, event_id = row
    try:
        body = store.keys.unseal_for(user, sealed, _place(user, id))
    except Tampered as error:
        _log.error("work %s (%s) is given up, its row was altered or moved: %s", id, kind, str(error))
        give_up(store, id, now, "altered")
        return None
    return Job(id, user, complaint, kind, body, attempts, event_id)


def next_attempt(store: Store) -> datetime | None:
    """When the earliest waiting piece may begin (long past: never tried); None when none waits."""
    (at,) = store.db.execute(NEXT).fetchone()
    return None if at is None else instant(at)


def stands(store: Store, id: int) -> bool:
    """False when the job is gone: what it belonged to was erased."""
    return store.db.execute("SELECT 1 FROM work WHERE id = ?", (id,)).fetchone() is not None


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


def give_up(store: Store, id: int, now: datetime, error: str) -> None:
    """It failed for good: kept for 7 days as a dead letter without its body, counted for health."""
    store.db.execute(GIVE_UP, (milliseconds(now), error, id))


def prune(store: Store, now: datetime) -> int:
    """Forget what was given up more than 7 days ago; how many went."""
    return store.db.execute(PRUNE, (milliseconds(now - KEEP_DEAD),)).rowcount


def recover(store: Store) -> int:
    """After a start: what was running begins again; how many."""
    return store.db.execute(RECOVER).rowcount


def _place(user: int, id: int) -> bytes:
    return b"work/%d/%d" % (user, id)
