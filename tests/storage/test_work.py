"""Work that survives restarts."""

from datetime import timedelta

import pytest

from storage import erase, health, work
from storage.database import Store
from tests.storage.conftest import Reopen
from tests.storage.people import CANARY, NOW, complaint, remember

MINUTE = timedelta(minutes=1)


def ask(store: Store, kind: str = "fetch", body: str = CANARY, user: int = 1) -> int:
    return work.ask(store, user, "case-1", kind, body.encode())


def test_work_is_claimed_once_oldest_first_and_finished(store: Store) -> None:
    remember(store, 1, complaint())
    ids = [ask(store) for _ in range(3)]
    jobs = work.claim(store, NOW, 2)
    assert [job.id for job in jobs] == ids[:2]
    assert (jobs[0].user, jobs[0].complaint, jobs[0].kind) == (1, "case-1", "fetch")
    assert jobs[0].body == CANARY.encode()
    assert [job.id for job in work.claim(store, NOW, 9)] == ids[2:]
    assert [work.finish(store, id) for id in ids] == [True] * 3
    assert not work.finish(store, ids[0])


def test_kinds_may_be_chosen(store: Store) -> None:
    fetch, verify = ask(store, "fetch"), ask(store, "verify")
    assert [job.id for job in work.claim(store, NOW, 9, ("verify", "erase"))] == [verify]
    assert [job.id for job in work.claim(store, NOW, 9)] == [fetch]


def test_running_work_begins_again_after_a_restart_with_the_same_event(store: Store, reopen: Reopen) -> None:
    ask(store)
    (job,) = work.claim(store, NOW, 9)
    again = reopen()
    assert work.claim(again, NOW, 9) == []
    assert work.recover(again) == 1
    (repeated,) = work.claim(again, NOW, 9)
    assert (repeated.event_id, repeated.attempts) == (job.event_id, 1)


def test_a_failed_attempt_waits_and_does_not_hold_others_back(store: Store) -> None:
    first, second = ask(store), ask(store)
    work.claim(store, NOW, 1)
    work.retry(store, first, NOW + MINUTE, "timed out")
    assert [job.id for job in work.claim(store, NOW, 9)] == [second]
    assert work.next_attempt(store) == NOW + MINUTE
    assert [job.id for job in work.claim(store, NOW + MINUTE, 9)] == [first]
    assert work.next_attempt(store) is None


def test_given_up_work_is_kept_without_its_body(store: Store) -> None:
    id = ask(store)
    work.claim(store, NOW, 9)
    work.give_up(store, id, NOW, "gone")
    assert work.claim(store, NOW + MINUTE, 9) == []
    assert store.db.execute("SELECT state, error, body FROM work").fetchall() == [("dead", "gone", None)]
    assert work.prune(store, NOW + timedelta(days=6)) == 0
    assert work.prune(store, NOW + timedelta(days=8)) == 1


def test_the_result_is_unwanted_when_its_complaint_was_erased_meanwhile(store: Store) -> None:
    remember(store, 1, complaint())
    id = ask(store)
    work.claim(store, NOW, 9)
    erase.erase_complaint(store, 1, "case-1", NOW)
    assert not work.finish(store, id)


def test_bodies_are_sealed_and_bound_to_their_row(store: Store) -> None:
    ask(store)
    ask(store, body="other")
    for path in store.data_dir.glob("complaints.db*"):
        assert CANARY.encode() not in path.read_bytes()
    store.db.execute("UPDATE work SET body = (SELECT body FROM work WHERE id = 2)")
    assert [job.id for job in work.claim(store, NOW, 9)] == [2]


def test_an_altered_piece_is_given_up_with_a_line_and_the_rest_flows(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    remember(store, 1, complaint())
    ids = [ask(store) for _ in range(3)]
    store.db.execute("UPDATE work SET body = x'00' WHERE id = ?", (ids[1],))
    assert [job.id for job in work.claim(store, NOW, 9)] == [ids[0], ids[2]]
    assert health.figures(store.data_dir, NOW).work_dead == 1
    assert f"work {ids[1]} (fetch) is given up" in caplog.text
    assert CANARY not in caplog.text
