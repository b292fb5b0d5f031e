"""What arrived and is not yet answered: raw updates, stored before Telegram is told that they arrived.

Order is the order of arrival, never the update id, which may jump or be shuffled. A done update keeps its id
for a while, so that the same update delivered again changes nothing; its body is gone at once.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

import msgspec

from storage.database import Store
from storage.identity import fresh_id
from storage.keys import Tampered, seal, unseal
from storage.moments import instant, milliseconds, not_before

FIRST_WAIT: Final = timedelta(seconds=1)
LONGEST_WAIT: Final = timedelta(minutes=5)
KEEP_DONE: Final = timedelta(days=7)
KEEP_DEAD: Final = timedelta(days=30)

ACCEPT: Final = """
    INSERT OR IGNORE INTO inbox (update_id, user, received_at, state, event_id, body)
    VALUES (?, ?, ?, ?, ?, ?)
"""
# A user is held back by an earlier update of theirs that waits; few rows ever wait, and those are indexed.
PENDING: Final = """
    SELECT update_id, user, body, attempts, event_id, received_at FROM inbox AS one
    WHERE state = 'pending' AND not_before <= :now
    AND NOT EXISTS (
        SELECT 1 FROM inbox AS earlier
        WHERE earlier.not_before > 0 AND earlier.user = one.user AND earlier.arrival < one.arrival
        AND earlier.not_before > :now AND earlier.state = 'pending'
    )
"""
IN_ORDER: Final = " ORDER BY arrival LIMIT :limit"
SKIPPING: Final = " AND (user IS NULL OR user NOT IN (SELECT value FROM json_each(:skip)))"
PENDING_ALL: Final = PENDING + IN_ORDER
PENDING_SKIPPING: Final = PENDING + SKIPPING + IN_ORDER
NEXT: Final = "SELECT min(not_before) FROM inbox WHERE not_before > 0 AND state = 'pending'"
DONE: Final = """
    UPDATE inbox SET state = 'done', user = NULL, not_before = 0, event_id = '', error = NULL, body = NULL
    WHERE update_id = ?
"""
FAILED: Final = """
    UPDATE inbox SET attempts = attempts + 1, not_before = :now + min(:most, :first << min(attempts, 20)),
    error = :error WHERE update_id = :id RETURNING attempts
"""
BURY: Final = """
    UPDATE inbox SET state = 'dead', attempts = attempts + 1, not_before = ?, error = ? WHERE update_id = ?
"""
QUARANTINE: Final = """
    INSERT INTO inbox (update_id, received_at, state, not_before, event_id, error, body)
    VALUES (?, ?, 'malformed', ?, '', ?, ?)
    ON CONFLICT (update_id) DO UPDATE SET state = 'malformed', not_before = excluded.not_before,
    error = excluded.error, body = excluded.body WHERE state = 'pending'
"""
OLDEST: Final = "SELECT arrival, state, received_at FROM inbox ORDER BY arrival"


class Arrival(NamedTuple):
    """One update as fetched; `user` is its lane. Empty `raw`: only the id stays (not a private chat)."""

    update_id: int
    raw: bytes
    user: int | None = None


class Waiting(NamedTuple):
    """An update to be answered. `event_id` is fresh on arrival and stays the same through every attempt.

    Empty `raw`: what is stored was altered or moved and cannot be opened; `bury` it.
    """

    update_id: int
    user: int | None
    raw: bytes
    attempts: int  # failed so far
    event_id: str
    received_at: datetime


def accept(store: Store, batch: Sequence[Arrival], now: datetime) -> int:
    """Store a fetched batch; how many of it were new. Those known already are left as they are."""
    at = milliseconds(now)
    return store.db.conn.executemany(ACCEPT, [_row(store, arrival, at) for arrival in batch]).rowcount


def _row(store: Store, arrival: Arrival, at: int) -> tuple[int, int | None, int, str, str, bytes | None]:
    update_id, raw, user = arrival
    if not raw:
        return update_id, None, at, "done", "", None
    return update_id, user, at, "pending", fresh_id(), seal(store.key.secret, raw, _place(update_id))


def pending(store: Store, now: datetime, limit: int, skip_users: Collection[int] = ()) -> list[Waiting]:
    """What is to be answered now, in order of arrival.

    A user whose earlier update waits for its next attempt is left out, and so are `skip_users`; others go on.
    """
    given: dict[str, int | str] = {"now": milliseconds(now), "limit": limit}
    if skip_users:
        given["skip"] = msgspec.json.encode(list(skip_users)).decode()
    rows = store.db.execute(PENDING_SKIPPING if skip_users else PENDING_ALL, given)
    secret = store.key.secret
    return [
        Waiting(id, user, _opened(secret, id, body), attempts, event_id, instant(at))
        for id, user, body, attempts, event_id, at in rows.fetchall()
    ]


def _opened(secret: bytes, update_id: int, body: bytes) -> bytes:
    try:
        return unseal(secret, body, _place(update_id))
    except Tampered:
        return b""


def next_attempt(store: Store) -> datetime | None:
    """When the earliest update that waits for another attempt may be tried; None when none waits."""
    (at,) = store.db.execute(NEXT).fetchone()
    return None if at is None else instant(at)


def done(store: Store, update_id: int) -> None:
    """It was answered: whose it was and what it said go, its number stays."""
    store.db.execute(DONE, (update_id,))


def failed(store: Store, update_id: int, now: datetime, error: str) -> int:
    """It raised: wait (1 s, doubled each time, at most 5 min) and try again; returns the attempts so far.

    `error` must hold no personal data (a type name and a place in the code).
    """
    first, most = FIRST_WAIT // timedelta(milliseconds=1), LONGEST_WAIT // timedelta(milliseconds=1)
    given = {"now": not_before(now), "first": first, "most": most, "error": error, "id": update_id}
    row = store.db.execute(FAILED, given).fetchall()
    return int(row[0][0]) if row else 0


def bury(store: Store, update_id: int, now: datetime, error: str) -> None:
    """Give it up as a dead letter: its lane goes on, its sealed body is kept for the operator."""
    store.db.execute(BURY, (milliseconds(now), error, update_id))


def quarantine(store: Store, update_id: int, raw: bytes, now: datetime, error: str) -> None:
    """Keep a malformed update apart; the rest of its batch flows. Also for one accepted before."""
    at, sealed = milliseconds(now), seal(store.key.secret, raw, _place(update_id))
    store.db.execute(QUARANTINE, (update_id, at, at, error, sealed))


def prune(store: Store, now: datetime, limit: int = 1000) -> int:
    """Forget done updates after 7 days (Telegram repeats none after one) and dead ones after 30.

    Returns how many went: `limit` means that there may be more.
    """
    keep_done, keep_dead = milliseconds(now - KEEP_DONE), milliseconds(now - KEEP_DEAD)
    old: list[tuple[int]] = []
    for arrival, state, received_at in store.db.execute(OLDEST):
        if received_at >= keep_done or len(old) >= limit:
            break
        if state == "done" or (state != "pending" and received_at < keep_dead):
            old.append((arrival,))
    store.db.conn.executemany("DELETE FROM inbox WHERE arrival = ?", old)
    return len(old)


def _place(update_id: int) -> bytes:
    return b"inbox/%d" % update_id
