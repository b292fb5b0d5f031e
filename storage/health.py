"""The figures an operator and the container's health check look at, readable while the bot runs.

`figures` opens the database read-only in any process, without the key and without the lock.
"""

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from storage.database import Store
from storage.keys import DATABASE
from storage.moments import instant, milliseconds

BEAT: Final = """
    INSERT INTO vitals (name, at) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET at = excluded.at
"""
NOTE: Final = """
    INSERT INTO vitals (name, count, note) VALUES (?, 1, ?)
    ON CONFLICT (name) DO UPDATE SET count = count + 1, note = excluded.note
"""
BEATS: Final = "SELECT name, at FROM vitals WHERE at IS NOT NULL"
INBOX: Final = "SELECT count(*), min(received_at) FROM inbox WHERE state = 'pending'"
DEAD: Final = "SELECT count(*) FROM inbox WHERE not_before > 0 AND state IN ('dead', 'malformed')"
OUTBOX: Final = "SELECT count(*), min(queued_at) FROM outbox"
OVERDUE: Final = "SELECT min(wake_at) FROM users WHERE wake_at <= ?"
COUNTS: Final = "SELECT name, count FROM vitals WHERE count > 0"
WORK: Final = (
    "SELECT count(*) FILTER (WHERE state != 'dead'), count(*) FILTER (WHERE state = 'dead') FROM work"
)


class Figures(msgspec.Struct, frozen=True):
    """How the bot is doing. Ages and lags in seconds; None when there is nothing to measure."""

    beats: dict[str, datetime]  # name → last beat, e.g. "poll": the last successful getUpdates
    inbox_pending: int
    inbox_age: float | None
    outbox_pending: int
    outbox_age: float | None
    reminder_lag: float | None  # of the longest overdue wake
    dead_letters: int  # updates given up or malformed
    dropped: int  # messages that could never be delivered
    repeated_reminders: int  # given although the ledger had them: after a restore, or a fault
    work_pending: int
    work_dead: int
    disk_free: int  # bytes
    database_size: int  # bytes, with the WAL


def beat(store: Store, name: str, now: datetime) -> None:
    """Note that something went well just now."""
    store.db.execute(BEAT, (name, milliseconds(now)))


def note(store: Store, name: str, words: str) -> None:
    """Count something that went wrong; `words` (no personal data) are those of the last time."""
    store.db.execute(NOTE, (name, words))


def figures(data_dir: Path, now: datetime) -> Figures:
    """Read the figures.

    Raises FileNotFoundError when there is no database yet, sqlite3.Error when it cannot be read.
    """
    path = (data_dir / DATABASE).resolve(strict=True)
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=5)) as db:
        at = milliseconds(now)
        inbox_pending, inbox_oldest = db.execute(INBOX).fetchone()
        outbox_pending, outbox_oldest = db.execute(OUTBOX).fetchone()
        work_pending, work_dead = db.execute(WORK).fetchone()
        counts = dict(db.execute(COUNTS).fetchall())
        return Figures(
            beats={name: instant(ms) for name, ms in db.execute(BEATS)},
            inbox_pending=inbox_pending,
            inbox_age=_seconds(at, inbox_oldest),
            outbox_pending=outbox_pending,
            outbox_age=_seconds(at, outbox_oldest),
            reminder_lag=_seconds(at, *db.execute(OVERDUE, (at,)).fetchone()),
            dead_letters=db.execute(DEAD).fetchone()[0],
            dropped=counts.get("dropped", 0),
            repeated_reminders=counts.get("repeated reminders", 0),
            work_pending=work_pending,
            work_dead=work_dead,
            disk_free=shutil.disk_usage(data_dir).free,
            database_size=_size(path) + _size(path.with_name(DATABASE + "-wal")),
        )


def _seconds(now: int, then: int | None) -> float | None:
    return None if then is None else (now - then) / 1000


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
