"""`python bot.py health`: the figures of the running bot, and whether they are good enough to go on."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from storage.health import Figures, figures

POLL_AGE: Final = 180.0  # seconds since Telegram last answered
INBOX_AGE: Final = 120.0
OUTBOX_AGE: Final = 900.0  # a chat may be told to wait for a while
REMINDER_LAG: Final = 300.0
DISK_FREE: Final = 200 * 1024 * 1024  # bytes
_BYTES: Final = ("disk_free", "database_size")


def report(data_dir: Path, now: datetime) -> int:
    """Print the figures; 0 when healthy, 1 when not or when there is nothing to look at."""
    try:
        found = figures(data_dir, now)
    except FileNotFoundError:
        print("not running yet: there is no database")
        return 1
    except sqlite3.Error as error:
        print(f"the database cannot be read: {type(error).__name__}")
        return 1
    for name, value in _lines(found, now):
        print(f"{name}: {value}")
    problems = list(complaints_of(found, now))
    print(f"healthy: {'no – ' + '; '.join(problems) if problems else 'yes'}")
    return 1 if problems else 0


def complaints_of(found: Figures, now: datetime) -> Iterator[str]:
    """What is not as it should be."""
    poll = found.beats.get("poll")
    if poll is None or (now - poll).total_seconds() > POLL_AGE:
        yield "no successful poll lately"
    limits = (
        ("the inbox waits", found.inbox_age, INBOX_AGE),
        ("the outbox waits", found.outbox_age, OUTBOX_AGE),
        ("reminders are late", found.reminder_lag, REMINDER_LAG),
    )
    yield from (words for words, seconds, most in limits if seconds is not None and seconds > most)
    if found.disk_free < DISK_FREE:
        yield "the disk is nearly full"
    if found.work_dead:
        yield "work was given up"


def _lines(found: Figures, now: datetime) -> Iterator[tuple[str, str]]:
    for name, at in sorted(found.beats.items()):
        yield f"last {name}", f"{(now - at).total_seconds():.0f} s ago"
    for name in Figures.__struct_fields__:
        if name != "beats":
            yield name.replace("_", " "), _shown(name, getattr(found, name))


def _shown(name: str, value: float | None) -> str:
    if value is None:
        return "–"
    if name in _BYTES:
        return _size(value)
    return f"{value:.1f} s" if isinstance(value, float) else str(value)


def _size(size: float) -> str:
    """Bytes in the unit in which they are read most easily."""
    for unit in ("B", "KiB", "MiB", "GiB"):
        if size < 1024:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1024
    return f"{size:.1f} TiB"
