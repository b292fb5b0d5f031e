"""A data directory full of complaints: one really played by the program, stored for as many users as asked.

Everything is written by the storage modules, as the program would have; only durability is off meanwhile.
"""

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import Final

from msgspec.structs import replace

from benchmarks import stories
from benchmarks.buyers import FIRST_USER
from benchmarks.plan import Plan
from benchmarks.running import KEY, measure, ours, run_folder
from state_machine.complaint import Caseload
from state_machine.workdays import PUBLISHED
from storage import complaints, journal
from storage.database import Store, open_store
from storage.identity import fresh_id
from storage.journal import Entry
from storage.keys import DATABASE, DataKey

GROUP: Final = 1000  # users in a transaction
# Of some forty entries a complaint has by then: with ten its index and table are as deep as with all.
ENTRIES: Final = 10
APART: Final = 4099  # between the ids of two users: theirs are scattered, too
SLOTS: Final = "SELECT slot, message_id FROM slots WHERE chat = ?"
FILL_SLOT: Final = "INSERT INTO slots (chat, slot, message_id) VALUES (?, ?, ?)"


@dataclass(frozen=True)
class Sample:
    """One user's rows, with a complaint that waits for the platform."""

    caseload: Caseload
    wake_at: datetime | None
    entries: tuple[Entry, ...]
    slots: tuple[tuple[str, int], ...]


def user(number: int) -> int:
    """The id of a stored user."""
    return FIRST_USER + number * APART


def played() -> Sample:
    """Let the program play a complaint up to where it waits, and read what it stored."""
    with run_folder() as folder:
        data = folder / "data"
        measure(ours(data), Plan(stories.until_waiting(), chats=1, visitors=(FIRST_USER,), rounds=1))
        with closing(open_data(data)) as store:
            return Sample(
                complaints.load(store, FIRST_USER),
                complaints.next_wake(store),
                tuple(journal.entries(store, FIRST_USER)[-ENTRIES:]),
                tuple(store.db.execute(SLOTS, (FIRST_USER,)).fetchall()),
            )


def fill(data: Path, sample: Sample, users: int) -> float:
    """Store the sample for so many users; the seconds it took."""
    began, updates = perf_counter(), count(1)
    with closing(open_data(data)) as store:
        store.db.execute("PRAGMA synchronous = OFF")
        for first in range(0, users, GROUP):
            store.db.execute("BEGIN IMMEDIATE")
            for number in range(first, min(first + GROUP, users)):
                _store(store, sample, user(number), updates)
            store.db.execute("COMMIT")
        store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return perf_counter() - began


def open_data(data: Path) -> Store:
    """A data directory made here."""
    return open_store(data, DataKey(bytes.fromhex(KEY)))


def size(data: Path) -> int:
    """Bytes of the database file."""
    return (data / DATABASE).stat().st_size


def _store(store: Store, sample: Sample, id: int, updates: "count[int]") -> None:
    (complaint,) = sample.caseload.complaints
    mine, old = fresh_id(), complaint.id
    settings = replace(sample.caseload.settings, focus=mine)
    after = Caseload(id, settings, (replace(complaint, id=mine),))
    complaints.save(store, Caseload(id), after, sample.wake_at, PUBLISHED.fingerprint)
    for entry in sample.entries:
        journal.append(
            store,
            id,
            mine if entry.complaint == old else "",
            entry.body,
            entry.at,
            item_sha256=entry.item_sha256,
            update_id=next(updates),
        )
    slots = [(id, slot.replace(old, mine), message) for slot, message in sample.slots]
    store.db.conn.executemany(FILL_SLOT, slots)
