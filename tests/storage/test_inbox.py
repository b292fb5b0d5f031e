"""What arrived and is not yet answered."""

from collections.abc import Collection
from datetime import datetime, timedelta

from storage import health, inbox
from storage.database import Store
from storage.inbox import Arrival
from tests.storage.conftest import Reopen
from tests.storage.people import CANARY, NOW

SECOND = timedelta(seconds=1)


def arrive(store: Store, *ids: int, user: int | None = 1) -> int:
    return inbox.accept(store, [Arrival(id, f"{CANARY} {id}".encode(), user) for id in ids], NOW)


def waiting(store: Store, now: datetime = NOW, skip_users: Collection[int] = ()) -> list[int]:
    return [row.update_id for row in inbox.pending(store, now, 100, skip_users)]


def test_a_batch_comes_back_as_it_arrived_whatever_its_numbers(store: Store, reopen: Reopen) -> None:
    assert arrive(store, 900, 7, 10**12, 8) == 4
    again = reopen()
    assert waiting(again) == [900, 7, 10**12, 8]
    first = inbox.pending(again, NOW, 1)[0]
    assert (first.user, first.raw, first.attempts, first.received_at) == (1, f"{CANARY} 900".encode(), 0, NOW)
    assert len(first.event_id) == 16


def test_an_update_delivered_again_changes_nothing_even_when_done(store: Store) -> None:
    arrive(store, 1, 2)
    before = inbox.pending(store, NOW, 10)
    assert arrive(store, 2, 1) == 0
    assert inbox.pending(store, NOW, 10) == before
    inbox.done(store, 1)
    assert arrive(store, 1) == 0
    assert waiting(store) == [2]


def test_a_done_update_keeps_its_number_and_nothing_else(store: Store) -> None:
    arrive(store, 1)
    inbox.done(store, 1)
    rows = store.db.execute("SELECT state, user, event_id, body, error FROM inbox").fetchall()
    assert rows == [("done", None, "", None, None)]


def test_outside_private_chats_only_the_number_stays(store: Store) -> None:
    inbox.accept(store, [Arrival(5, b"", 77)], NOW)
    assert waiting(store) == []
    assert store.db.execute("SELECT update_id, user, body FROM inbox").fetchall() == [(5, None, None)]


def test_a_user_whose_update_waits_is_held_back_and_nobody_else(store: Store) -> None:
    arrive(store, 1, user=1)
    arrive(store, 2, user=2)
    arrive(store, 3, user=1)
    arrive(store, 4, user=None)
    assert inbox.failed(store, 1, NOW, "ValueError in lanes") == 1
    assert waiting(store) == [2, 4]
    assert inbox.next_attempt(store) == NOW + SECOND
    assert waiting(store, NOW + SECOND) == [1, 2, 3, 4]


def test_an_earlier_update_does_not_wait_for_a_later_one(store: Store) -> None:
    arrive(store, 1, 2)
    inbox.failed(store, 2, NOW, "x")
    assert waiting(store) == [1]


def test_each_failure_doubles_the_wait_up_to_five_minutes(store: Store) -> None:
    arrive(store, 1)
    waits = []
    for attempt in range(1, 41):
        assert inbox.failed(store, 1, NOW, "x") == attempt
        at = inbox.next_attempt(store)
        assert at is not None
        waits.append((at - NOW).total_seconds())
    assert waits[:10] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300]
    assert set(waits[9:]) == {300}
    assert inbox.pending(store, NOW + timedelta(hours=1), 1)[0].attempts == 40


def test_the_event_id_stays_the_same_through_every_attempt(store: Store, reopen: Reopen) -> None:
    arrive(store, 1)
    first = inbox.pending(store, NOW, 1)[0].event_id
    inbox.failed(store, 1, NOW, "x")
    assert inbox.pending(reopen(), NOW + SECOND, 1)[0].event_id == first


def test_a_buried_update_lets_its_lane_go_on_and_keeps_its_body_sealed(store: Store) -> None:
    arrive(store, 1, 2)
    inbox.failed(store, 1, NOW, "x")
    inbox.bury(store, 1, NOW, "ValueError in lanes")
    assert waiting(store) == [2]
    state, body = store.db.execute("SELECT state, body FROM inbox WHERE update_id = 1").fetchone()
    assert state == "dead"
    assert CANARY.encode() not in body
    assert inbox.next_attempt(store) is None


def test_a_malformed_update_stands_apart_wherever_it_came(store: Store) -> None:
    arrive(store, 1, 2, 3)
    inbox.quarantine(store, 2, b"{", NOW, "no message")
    inbox.quarantine(store, 9, b"{", NOW, "no message")
    assert waiting(store) == [1, 3]
    assert arrive(store, 2, 9) == 0
    inbox.done(store, 1)
    inbox.quarantine(store, 1, b"{", NOW, "late")
    states = dict(store.db.execute("SELECT update_id, state FROM inbox").fetchall())
    assert states == {1: "done", 2: "malformed", 3: "pending", 9: "malformed"}


def test_users_may_be_skipped(store: Store) -> None:
    arrive(store, 1, user=1)
    arrive(store, 2, user=2)
    arrive(store, 3, user=None)
    assert waiting(store, skip_users={1}) == [2, 3]
    assert [row.update_id for row in inbox.pending(store, NOW, 1, [1])] == [2]


def test_what_waits_is_found_by_indexes_however_many_are_done(store: Store) -> None:
    plan = store.db.execute("EXPLAIN QUERY PLAN " + inbox.PENDING_ALL, {"now": 1, "limit": 1}).fetchall()
    steps = " ".join(row[3] for row in plan)
    assert "inbox_pending" in steps
    assert "inbox_troubled" in steps


def test_bodies_cannot_be_swapped(store: Store) -> None:
    arrive(store, 1, 2)
    store.db.execute(
        "UPDATE inbox SET body = (SELECT body FROM inbox AS other WHERE other.update_id != inbox.update_id)"
    )
    assert inbox.pending(store, NOW, 10)[0].raw == b""


def test_an_altered_update_comes_without_its_body_and_the_rest_flows(store: Store) -> None:
    arrive(store, 1, 2, 3)
    store.db.execute("UPDATE inbox SET body = x'00' WHERE update_id = 2")
    assert [bool(row.raw) for row in inbox.pending(store, NOW, 10)] == [True, False, True]
    inbox.bury(store, 2, NOW, "altered")
    assert waiting(store) == [1, 3]
    assert health.figures(store.data_dir, NOW).dead_letters == 1


def test_old_updates_are_forgotten_but_never_those_that_wait(store: Store) -> None:
    arrive(store, *range(10))
    for id in range(5):
        inbox.done(store, id)
    inbox.bury(store, 5, NOW, "x")
    assert inbox.prune(store, NOW + timedelta(days=6)) == 0
    assert inbox.prune(store, NOW + timedelta(days=8), limit=3) == 3
    assert inbox.prune(store, NOW + timedelta(days=8)) == 2
    assert inbox.prune(store, NOW + timedelta(days=31)) == 1
    assert waiting(store) == [6, 7, 8, 9]
