"""A process to be killed: accepts batches, answers them and keeps files, saying what was acknowledged.

`python -m tests.storage.busy DATA_DIR` prints "open", then "batch N", "done UPDATE_ID" and "file N" lines.
"""

import asyncio
import sys
from functools import partial
from pathlib import Path

import msgspec

from state_machine.complaint import Caseload
from storage import complaints, inbox, journal, outbox, vault
from storage.database import Store, open_store
from storage.inbox import Arrival, Waiting
from storage.writer import Writer
from tests.storage.conftest import KEY
from tests.storage.people import NOW, complaint, remember


def answer(store: Store, update: Waiting) -> None:
    """One more event of the user's only complaint, counted in its answers."""
    user = update.user or 0
    before = complaints.load(store, user)
    old = before.complaints[0] if before.complaints else complaint(f"case-{user}")
    count = int(str(old.answers.get("count", 0))) + 1
    new = msgspec.structs.replace(old, answers={**old.answers, "count": count})
    complaints.save(store, before, Caseload(user, before.settings, (new,)), NOW)
    journal.append(store, user, new.id, b"event", NOW, update_id=update.update_id)
    outbox.put(store, user, "say", b"answer", NOW, slot=str(update.update_id))
    inbox.done(store, update.update_id)


async def work(store: Store) -> None:
    writer = Writer(store)
    if not complaints.load(store, 1).complaints:
        await writer.do(lambda: answer_nothing(store))
    (newest,) = store.db.execute("SELECT coalesce(max(update_id), -1) FROM inbox").fetchone()
    number = (newest + 1) // 20
    while True:
        batch = [Arrival(number * 20 + n, b"raw" * 100, n % 7 + 1) for n in range(20)]
        await writer.do(partial(inbox.accept, store, batch, NOW))
        print("batch", number, flush=True)
        waiting = await writer.do(lambda: inbox.pending(store, NOW, 50))
        await asyncio.gather(*(one(writer, store, update) for update in waiting))
        keep_file(store, number)
        number += 1


def answer_nothing(store: Store) -> None:
    """User 1 exists from the start, so that files can be kept for them."""
    remember(store, 1, msgspec.structs.replace(complaint("case-1"), answers={"count": 0}))


async def one(writer: Writer, store: Store, update: Waiting) -> None:
    await writer.do(lambda: answer(store, update))
    print("done", update.update_id, flush=True)


def keep_file(store: Store, number: int) -> None:
    with vault.receive(store, 1, f"item-{number}") as incoming:
        incoming.write(b"f" * 150_000)
        incoming.commit()
    print("file", number, flush=True)


if __name__ == "__main__":
    opened = open_store(Path(sys.argv[1]), KEY)
    print("open", flush=True)
    asyncio.run(work(opened))
