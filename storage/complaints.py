"""Users and their complaints, sealed; and when each user's next clock needs a look.

Only what changed is written. `wake_at` is plain and indexed: it says that something is due, never what.
"""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from state_machine.complaint import LEGAL_ZONE, Caseload, Complaint, Settings
from state_machine.workdays import PUBLISHED, Calendar
from storage.database import Store
from storage.keys import seal, unseal
from storage.moments import instant, milliseconds, not_before

# A newer version's unknown keys are ignored and an older one's missing keys take their defaults.
READ_SETTINGS: Final = msgspec.json.Decoder(Settings)
READ_COMPLAINT: Final = msgspec.json.Decoder(Complaint)
WRITE: Final = msgspec.json.Encoder()
NO_SETTINGS: Final = Settings()

USER: Final = "SELECT wrapped_key, settings FROM users WHERE id = ?"
COMPLAINTS: Final = "SELECT id, body FROM complaints WHERE user = ? ORDER BY number"
SAVE_SETTINGS: Final = "UPDATE users SET settings = ? WHERE id = ?"
SAVE: Final = """
    INSERT INTO complaints (user, id, body) VALUES (?, ?, ?)
    ON CONFLICT (user, id) DO UPDATE SET body = excluded.body
"""
WAKE: Final = """
    UPDATE users SET wake_at = ?1, calendar = ?2
    WHERE id = ?3 AND (wake_at IS NOT ?1 OR (calendar != ?2 AND ?1 IS NOT NULL))
"""
DUE: Final = "SELECT id FROM users WHERE wake_at <= ? ORDER BY wake_at LIMIT ?"
NEXT_WAKE: Final = "SELECT min(wake_at) FROM users WHERE wake_at IS NOT NULL"
PUT_OFF: Final = "UPDATE users SET wake_at = ? WHERE id = ? AND wake_at IS NOT NULL"
RECALENDAR: Final = "UPDATE users SET wake_at = ?1 WHERE wake_at > ?1 AND calendar != ?2"


def load(store: Store, user: int, calendar: Calendar = PUBLISHED, zone: ZoneInfo = LEGAL_ZONE) -> Caseload:
    """The user's caseload, complaints in the order they were opened; empty for a stranger. Writes nothing.

    Raises Tampered when a row was altered or moved, msgspec.DecodeError when it is none of ours.
    """
    row = store.db.execute(USER, (user,)).fetchone()
    if row is None:
        return Caseload(user, calendar=calendar, zone=zone)
    key = store.keys.unwrap(user, row[0])
    settings = NO_SETTINGS if row[1] is None else _read_settings(key, user, row[1])
    rows = store.db.execute(COMPLAINTS, (user,)).fetchall()
    complaints = tuple(read_complaint(key, user, id, body) for id, body in rows)
    return Caseload(user, settings, complaints, calendar, zone)


def _read_settings(key: bytes, user: int, sealed: bytes) -> Settings:
    return READ_SETTINGS.decode(unseal(key, sealed, _settings_place(user)))


def read_complaint(key: bytes, user: int, id: str, sealed: bytes) -> Complaint:
    """Open one complaint's row; raises Tampered."""
    return READ_COMPLAINT.decode(unseal(key, sealed, _place(user, id)))


def save(
    store: Store, before: Caseload, after: Caseload, wake_at: datetime | None, calendar: str = ""
) -> None:
    """Write what differs between the caseload as loaded and as it is now, and when to wake.

    `calendar` is the fingerprint of the calendar `wake_at` was computed with. A complaint missing from
    `after` stays until `erase.erase_complaint` takes it out. An empty caseload of a stranger leaves no row.
    """
    user = after.user
    changed = _changed(before, after)
    if changed or after.settings != before.settings:
        key = store.keys.make(user)
        for complaint in changed:
            body = seal(key, WRITE.encode(complaint), _place(user, complaint.id))
            store.db.execute(SAVE, (user, complaint.id, body))
        if after.settings != before.settings:
            body = seal(key, WRITE.encode(after.settings), _settings_place(user))
            store.db.execute(SAVE_SETTINGS, (body, user))
    wake = None if wake_at is None else not_before(wake_at)
    store.db.execute(WAKE, (wake, calendar, user))


def _changed(before: Caseload, after: Caseload) -> list[Complaint]:
    """New and altered complaints; most are the very same object, which is seen at once."""
    known = {complaint.id: complaint for complaint in before.complaints}
    return [c for c in after.complaints if (old := known.get(c.id)) is not c and old != c]


def due(store: Store, now: datetime, limit: int) -> list[int]:
    """Users whose wake is due, the longest overdue first.

    Each stays due until `save` or `put_off` moves its wake.
    """
    return [row[0] for row in store.db.execute(DUE, (milliseconds(now), limit))]


def next_wake(store: Store) -> datetime | None:
    """The earliest wake of all, past or future; None when nobody waits."""
    (at,) = store.db.execute(NEXT_WAKE).fetchone()
    return None if at is None else instant(at)


def put_off(store: Store, user: int, until: datetime) -> None:
    """Look at this user later: for one whose waking failed, so that the sweep does not spin on it."""
    store.db.execute(PUT_OFF, (not_before(until), user))


def recalendar(store: Store, calendar: str, now: datetime) -> int:
    """Wake at once everybody whose clock was computed under another calendar; how many.

    Asking again before they were looked at changes nothing.
    """
    return store.db.execute(RECALENDAR, (milliseconds(now), calendar)).rowcount


def _settings_place(user: int) -> bytes:
    return b"users/%d/settings" % user


def _place(user: int, id: str) -> bytes:
    return b"complaints/%d/%s" % (user, id.encode())
