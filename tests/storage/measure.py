"""What one typical update costs the storage: `python -m tests.storage.measure [users ...]`.

CPU time per update, grouped by the real Writer: take it from the inbox, load, save, journal, two messages
put, claimed and delivered. Two thousand users, spread over all, are in a dialogue at the time.
"""

import asyncio
import random
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import msgspec

from state_machine.complaint import Caseload, Complaint, Settings, Stage
from storage import complaints, inbox, journal, outbox
from storage.database import Store, open_store
from storage.identity import fresh_id
from storage.inbox import Arrival
from storage.keys import DataKey
from storage.writer import Writer

NOW = datetime(2026, 11, 3, 10, 0, tzinfo=UTC)
EVENT = b'{"type":"said","id":"abcdefghijklmnop","text":"' + "我要求退款并赔偿".encode() * 8 + b'"}'
UPDATE = b'{"update_id":1,"message":' + b"x" * 500 + b"}"
CARD = "投诉进度".encode() * 60
QUESTION = "你是哪天在平台提交投诉的？".encode() * 6


def typical(id: str) -> Complaint:
    """A complaint in the middle of its way."""
    return Complaint(
        id=id,
        opened_at=NOW,
        touched_at=NOW,
        stage=Stage.PLATFORM,
        entered_at={stage.value: NOW for stage in list(Stage)[:8]},
        answers={f"question_{n}": "某某旗舰店没有按时发货，客服不回复" for n in range(18)},
        told={"platform_answer": "2026-11-10", "limitation": "2029-11-03"},
        card="c" * 32,
    )


def populate(store: Store, users: int) -> None:
    store.db.execute("BEGIN IMMEDIATE")
    for user in range(1, users + 1):
        empty = Caseload(user)
        full = Caseload(user, Settings(focus="c", greeted=True), (typical(fresh_id()),))
        complaints.save(store, empty, full, NOW + timedelta(hours=user), "published")
        for _ in range(3):
            journal.append(store, user, full.complaints[0].id, EVENT, NOW)
        if user % 2000 == 0:
            store.db.execute("COMMIT")
            store.db.execute("BEGIN IMMEDIATE")
    store.db.execute("COMMIT")


def answer(store: Store, update: inbox.Waiting, now: datetime) -> list[int]:
    """What a lane does with an update."""
    user = update.user or 0
    before = complaints.load(store, user)
    old = before.complaints[0]
    new = msgspec.structs.replace(old, answers={**old.answers, "question_3": update.event_id}, touched_at=now)
    after = Caseload(user, before.settings, (new,))
    wake = now + timedelta(days=1)  # the idle reminder moves with every act
    complaints.save(store, before, after, wake, "published")
    journal.append(store, user, new.id, EVENT, now, update_id=update.update_id)
    card = outbox.put(store, user, "edit", CARD, now, slot=f"{new.id}:card")
    question = outbox.put(store, user, "say", QUESTION, now, slot=f"{new.id}:question")
    inbox.done(store, update.update_id)
    return [card, question]


async def run(store: Store, users: int, updates: int, group: int) -> None:
    writer = Writer(store)
    active = random.Random(1).sample(range(1, users + 1), min(users, 2000))
    for first in range(1, updates, group):
        now = NOW + timedelta(seconds=first)
        batch = [Arrival(id, UPDATE, random.choice(active)) for id in range(first, first + group)]
        await writer.do(partial(inbox.accept, store, batch, now))
        waiting = await writer.do(partial(inbox.pending, store, now, group))
        jobs = [partial(answer, store, update, now) for update in waiting]
        await asyncio.gather(*(writer.do(job) for job in jobs))
        await deliver(store, writer, now)
    await writer.close()


async def deliver(store: Store, writer: Writer, now: datetime) -> None:
    """As the delivery does: what was delivered is noted together with claiming what comes next."""
    claimed: list[outbox.Outgoing] = []
    while True:
        claimed = await writer.do(partial(settle_and_claim, store, now, claimed))
        if not claimed:
            return


def settle_and_claim(store: Store, now: datetime, delivered: list[outbox.Outgoing]) -> list[outbox.Outgoing]:
    for one in delivered:
        outbox.sent(store, one.id, one.message_id or one.id)
    return outbox.claim(store, now, 1000)


def measure(users: int, updates: int = 6400, group: int = 64) -> None:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        store = open_store(Path(folder) / "data", DataKey(bytes(32)))
        try:
            populate(store, users)
            asyncio.run(run(store, users, 640, group))
            store.db.execute("DELETE FROM inbox")
            store.db.execute("UPDATE journal SET update_id = NULL WHERE update_id IS NOT NULL")
            store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            cpu, wall = time.process_time(), time.perf_counter()
            asyncio.run(run(store, users, updates, group))
            cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
            size = (store.data_dir / "complaints.db").stat().st_size / 1e6
        finally:
            store.close()
    print(
        f"{users:>9} users: {cpu / updates * 1e6:6.1f} µs CPU, {wall / updates * 1e6:6.1f} µs wall"
        f" per update; database {size:.0f} MB"
    )


if __name__ == "__main__":
    for count in [int(word) for word in sys.argv[1:]] or [1_000, 200_000]:
        measure(count)
