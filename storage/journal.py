"""What happened, in order, for ever: every event sealed, every complaint's entries linked into a hash chain.

The chain runs over the sealed bytes: it can be checked without any key and gives nothing away. Each hash
covers the one before it, so that only the hash itself is stored. The head stands on the complaint's row too
(on the user's for what belonged to no complaint), so that entries cut off at the end are noticed.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from struct import Struct
from typing import Final

from storage.database import Store
from storage.keys import seal, unseal
from storage.moments import instant, milliseconds

GENESIS: Final = bytes(32)
LINK: Final = Struct(">32sqHH")  # previous hash, at, lengths of place and item hash

HEAD_OF_COMPLAINT: Final = "SELECT entries, head FROM complaints WHERE user = ? AND id = ?"
HEAD_OF_USER: Final = "SELECT entries, head FROM users WHERE id = ? AND '' = ?"
MOVE_COMPLAINT: Final = "UPDATE complaints SET entries = ?, head = ? WHERE user = ? AND id = ?"
MOVE_USER: Final = "UPDATE users SET entries = ?, head = ? WHERE id = ? AND '' = ?"
APPEND: Final = """
    INSERT INTO journal (user, complaint, number, at, update_id, item_sha256, hash, body)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
ENTRIES: Final = "SELECT complaint, number, at, item_sha256, body FROM journal WHERE user = ? ORDER BY seq"
ENTRIES_OF: Final = """
    SELECT complaint, number, at, item_sha256, body FROM journal
    WHERE user = ? AND complaint = ? ORDER BY number
"""
CHAIN: Final = """
    SELECT number, at, item_sha256, hash, body FROM journal WHERE user = ? AND complaint = ? ORDER BY number
"""


class AlreadyApplied(Exception):
    """This update is in the journal already: applying it again would count it twice."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as it was applied: `at` in UTC, cut to the millisecond; `body` as given to `append`."""

    complaint: str  # "" when it belonged to none
    number: int  # within its complaint, from 1
    at: datetime
    body: bytes
    item_sha256: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking a chain found: `entries` and `head` as its row says them.

    `first_bad` is the number of the first entry that does not fit; 0 when sound.
    """

    sound: bool
    entries: int
    head: str  # hex
    first_bad: int


def append(
    store: Store,
    user: int,
    complaint: str,
    body: bytes,
    at: datetime,
    *,
    item_sha256: str = "",
    update_id: int | None = None,
) -> int:
    """Add an event to the chain of `complaint` ("" for the user's own); returns the entry's number.

    Call it after `complaints.save`, in the same unit of work. Raises AlreadyApplied for a known `update_id`,
    LookupError when there is no such complaint.
    """
    key = store.keys.make(user)
    entries, previous = head(store, user, complaint)
    number, ms = entries + 1, milliseconds(at)
    place = _place(user, complaint, number)
    sealed = seal(key, body, place)
    link = _link(previous, place, ms, item_sha256, sealed)
    try:
        store.db.execute(APPEND, (user, complaint, number, ms, update_id, item_sha256, link, sealed))
    except sqlite3.IntegrityError as error:
        if "journal.update_id" in str(error):
            raise AlreadyApplied(f"update {update_id} was applied before") from None
        raise
    store.db.execute(MOVE_COMPLAINT if complaint else MOVE_USER, (number, link, user, complaint))
    return number


def head(store: Store, user: int, complaint: str) -> tuple[int, bytes]:
    """How many entries a chain has and its last hash; raises LookupError when there is no such chain."""
    row = store.db.execute(HEAD_OF_COMPLAINT if complaint else HEAD_OF_USER, (user, complaint)).fetchone()
    if row is None:
        raise LookupError("no such complaint")
    return row[0], row[1] or GENESIS


def _link(previous: bytes, place: bytes, ms: int, item_sha256: str, sealed: bytes) -> bytes:
    """The hash of an entry. Every part has a fixed or a stated length: no two entries read the same."""
    item = item_sha256.encode()
    return sha256(LINK.pack(previous, ms, len(place), len(item)) + place + item + sealed).digest()


def entries(store: Store, user: int, complaint: str | None = None) -> list[Entry]:
    """The user's events in the order they were applied, of one complaint when given. Raises Tampered."""
    key = store.keys.find(user)
    if key is None:
        return []
    if complaint is None:
        rows = store.db.execute(ENTRIES, (user,))
    else:
        rows = store.db.execute(ENTRIES_OF, (user, complaint))
    return [
        Entry(of, number, instant(at), unseal(key, sealed, _place(user, of, number)), item)
        for of, number, at, item, sealed in rows
    ]


def verify(store: Store, user: int, complaint: str) -> Verdict:
    """Recompute a chain from its first entry to the head on its row; LookupError when there is none."""
    expected, end = head(store, user, complaint)
    previous, count = GENESIS, 0
    for number, at, item, link, sealed in store.db.execute(CHAIN, (user, complaint)):
        count += 1
        if number != count or link != _link(previous, _place(user, complaint, number), at, item, sealed):
            return Verdict(False, expected, end.hex(), count)
        previous = link
    sound = count == expected and previous == end
    return Verdict(sound, expected, end.hex(), 0 if sound else min(count, expected) + 1)


def _place(user: int, complaint: str, number: int) -> bytes:
    return b"journal/%d/%s/%d" % (user, complaint.encode(), number)
