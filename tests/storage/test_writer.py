"""Group commit."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from functools import partial

import pytest

from storage import complaints, inbox
from storage.database import Store, integrity_problems
from storage.inbox import Arrival
from storage.writer import StorageFailed, Writer
from tests.storage.people import NOW, complaint, remember


@pytest.fixture
async def writer(store: Store) -> AsyncIterator[Writer]:
    writer = Writer(store)
    yield writer
    await writer.close()


def add(store: Store, id: int, size: int = 10) -> int:
    return inbox.accept(store, [Arrival(id, b"x" * size, 1)], NOW)


def ids(store: Store) -> list[int]:
    return [row[0] for row in store.db.execute("SELECT update_id FROM inbox ORDER BY arrival")]


def bad(store: Store, id: int) -> int:
    add(store, id)
    raise ValueError(id)


async def test_works_run_in_the_order_they_were_given(store: Store, writer: Writer) -> None:
    results = await asyncio.gather(*(writer.do(partial(add, store, id)) for id in range(300)))
    assert results == [1] * 300
    assert ids(store) == list(range(300))


async def test_a_failing_work_is_undone_alone(store: Store, writer: Writer) -> None:
    works = [partial(add if id % 3 else bad, store, id) for id in range(30)]
    results = await asyncio.gather(*map(writer.do, works), return_exceptions=True)
    assert [isinstance(result, ValueError) for result in results] == [id % 3 == 0 for id in range(30)]
    assert ids(store) == [id for id in range(30) if id % 3]


async def test_nobody_is_told_before_the_commit(store: Store, writer: Writer) -> None:
    seen: list[bool] = []
    tasks = [asyncio.create_task(writer.do(partial(add, store, id))) for id in range(5)]
    for task in tasks:
        task.add_done_callback(lambda _: seen.append(store.db.conn.in_transaction))
    await asyncio.gather(*tasks)
    assert seen == [False] * 5


async def test_queued_works_share_commits(store: Store, writer: Writer) -> None:
    begun: list[str] = []
    store.db.conn.set_trace_callback(lambda sql: begun.append(sql) if sql.startswith("BEGIN") else None)
    await asyncio.gather(*(writer.do(partial(add, store, id)) for id in range(256)))
    assert 2 <= len(begun) <= 4


async def test_the_loop_breathes_between_groups(store: Store) -> None:
    writer = Writer(store, seconds=0.001)
    turns = 0

    async def breathe() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    breathing = asyncio.create_task(breathe())
    await asyncio.gather(*(writer.do(partial(add, store, id)) for id in range(500)))
    breathing.cancel()
    assert turns > 5
    await writer.close()


async def test_a_full_disk_stores_nothing_and_says_so_and_the_next_group_works(
    store: Store, writer: Writer
) -> None:
    pages = store.db.execute("PRAGMA page_count").fetchone()[0]
    store.db.execute(f"PRAGMA max_page_count = {pages + 2}").fetchone()
    works = [partial(add, store, id, 50_000) for id in range(3)]
    results = await asyncio.gather(*map(writer.do, works), return_exceptions=True)
    assert all(isinstance(result, StorageFailed) for result in results)
    assert ids(store) == []
    store.db.execute("PRAGMA max_page_count = 1000000").fetchone()
    assert await writer.do(lambda: add(store, 7)) == 1
    assert ids(store) == [7]
    assert integrity_problems(store) == []


async def test_a_stranger_holding_the_database_makes_everybody_wait_not_lose(
    store: Store, writer: Writer
) -> None:
    stranger = sqlite3.connect(store.data_dir / "complaints.db", isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    works = [partial(add, store, id) for id in range(3)]
    results = await asyncio.gather(*map(writer.do, works), return_exceptions=True)
    assert all(isinstance(result, StorageFailed) for result in results)
    stranger.execute("ROLLBACK")
    stranger.close()
    assert await writer.do(lambda: add(store, 9)) == 1
    assert ids(store) == [9]


async def test_a_key_made_in_a_work_that_was_undone_is_never_used_again(store: Store, writer: Writer) -> None:
    def fail() -> None:
        remember(store, 5, complaint())
        raise ValueError

    with pytest.raises(ValueError):
        await writer.do(fail)
    await writer.do(lambda: remember(store, 5, complaint()))
    store.keys.clear()
    assert complaints.load(store, 5).complaints == (complaint(),)


async def test_a_cancelled_caller_leaves_the_others_alone(store: Store, writer: Writer) -> None:
    task = asyncio.create_task(writer.do(lambda: add(store, 1)))
    other = asyncio.create_task(writer.do(lambda: add(store, 2)))
    await asyncio.sleep(0)
    task.cancel()
    await other
    assert ids(store) == [2]
    lonely = asyncio.create_task(writer.do(lambda: add(store, 3)))
    await asyncio.sleep(0)
    lonely.cancel()
    await writer.do(lambda: add(store, 4))
    assert ids(store) == [2, 4]


async def test_closing_finishes_what_is_queued(store: Store) -> None:
    writer = Writer(store)
    tasks = [asyncio.create_task(writer.do(partial(add, store, id))) for id in range(200)]
    await asyncio.sleep(0)
    await writer.close()
    await asyncio.gather(*tasks)
    assert len(ids(store)) == 200
    with pytest.raises(RuntimeError):
        await writer.do(lambda: add(store, 999))


async def test_a_slow_disk_does_not_stop_the_loop_and_keeps_the_order(store: Store) -> None:
    writer = Writer(store, slow=0)  # every disk counts as slow: commits go to the thread
    results = await asyncio.gather(*(writer.do(partial(add, store, id)) for id in range(300)))
    assert results == [1] * 300
    assert ids(store) == list(range(300))
    await writer.close()


async def test_a_mistake_in_the_code_is_not_mistaken_for_a_full_disk(store: Store, writer: Writer) -> None:
    with pytest.raises(sqlite3.OperationalError):
        await writer.do(lambda: store.db.execute("SELECT 1 FROM no_such_table"))
