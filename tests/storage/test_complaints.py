"""Users, complaints and wakes."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest

from state_machine.complaint import Caseload, Evidence, Settings
from storage import complaints
from storage.database import Store
from storage.keys import Tampered, seal
from tests.storage.conftest import Reopen
from tests.storage.people import CANARY, NOW, complaint, remember


def test_a_stranger_has_an_empty_caseload_and_leaves_no_row(store: Store) -> None:
    zone = ZoneInfo("Europe/Berlin")
    assert complaints.load(store, 1, zone=zone) == Caseload(1, zone=zone)
    complaints.save(store, Caseload(1), Caseload(1), None)
    assert store.db.execute("SELECT count(*) FROM users").fetchone() == (0,)


def test_what_is_saved_is_loaded_after_a_restart(store: Store, reopen: Reopen) -> None:
    item = Evidence(id="i1", kind="photo", received_at=NOW, name="../../截图.png")
    one = msgspec.structs.replace(complaint("a"), evidence=(item,), told={"x": "2026-12-01"})
    saved = remember(store, 1, one, complaint("b"))
    remember(store, 2, complaint("a", "other"))
    again = reopen()
    assert complaints.load(again, 1) == saved
    assert complaints.load(again, 2).complaints == (complaint("a", "other"),)


def test_only_what_changed_is_written(store: Store) -> None:
    before = remember(store, 1, complaint("a"), complaint("b"))
    bodies = dict(store.db.execute("SELECT id, body FROM complaints").fetchall())
    settings = store.db.execute("SELECT settings FROM users").fetchone()
    after = Caseload(
        1, Settings(**msgspec.structs.asdict(before.settings)), (complaint("a"), complaint("b", "new"))
    )
    complaints.save(store, before, after, None)
    now = dict(store.db.execute("SELECT id, body FROM complaints").fetchall())
    assert (bodies["a"] == now["a"], bodies["b"] == now["b"]) == (True, False)
    assert store.db.execute("SELECT settings FROM users").fetchone() == settings


def test_a_complaint_missing_from_the_caseload_stays_until_it_is_erased(store: Store) -> None:
    before = remember(store, 1, complaint("a"), complaint("b"))
    complaints.save(store, before, Caseload(1, before.settings, before.complaints[1:]), None)
    assert [c.id for c in complaints.load(store, 1).complaints] == ["a", "b"]


def test_nothing_of_a_user_can_be_read_in_the_files(store: Store) -> None:
    remember(store, 1, complaint())
    for path in store.data_dir.glob("complaints.db*"):
        assert CANARY.encode() not in path.read_bytes()


def test_rows_swapped_between_users_do_not_open(store: Store) -> None:
    remember(store, 1, complaint())
    remember(store, 2, complaint())
    mine = store.db.execute("SELECT body FROM complaints WHERE user = 1").fetchone()
    store.db.execute("UPDATE complaints SET body = ? WHERE user = 2", mine)
    with pytest.raises(Tampered):
        complaints.load(store, 2)


def test_rows_swapped_between_complaints_of_one_user_do_not_open(store: Store) -> None:
    remember(store, 1, complaint("a"), complaint("b"))
    store.db.execute("UPDATE complaints SET body = (SELECT body FROM complaints WHERE id = 'a')")
    with pytest.raises(Tampered):
        complaints.load(store, 1)


def test_a_key_moved_to_another_user_does_not_open(store: Store, reopen: Reopen) -> None:
    remember(store, 1, complaint())
    remember(store, 2, complaint())
    store.db.execute("UPDATE users SET wrapped_key = (SELECT wrapped_key FROM users WHERE id = 1)")
    with pytest.raises(Tampered):
        complaints.load(reopen(), 2)


def test_a_row_of_an_older_and_of_a_newer_version_is_read(store: Store) -> None:
    remember(store, 1, complaint("a"))
    moment = NOW.isoformat().replace("+00:00", "Z")
    old = {"id": "a", "opened_at": moment, "touched_at": moment, "answers": {"seller": CANARY}, "later": [1]}
    body = seal(store.keys.make(1), msgspec.json.encode(old), b"complaints/1/a")
    store.db.execute("UPDATE complaints SET body = ?", (body,))
    assert complaints.load(store, 1).complaints == (complaint("a"),)


def test_users_are_due_by_their_wake_the_longest_overdue_first(store: Store) -> None:
    for user, minutes in ((1, 5), (2, 1), (3, 9), (4, None)):
        wake = None if minutes is None else NOW + timedelta(minutes=minutes)
        remember(store, user, complaint(), wake=wake)
    assert complaints.due(store, NOW, 10) == []
    assert complaints.due(store, NOW + timedelta(minutes=5), 10) == [2, 1]
    assert complaints.due(store, NOW + timedelta(minutes=5), 1) == [2]
    assert complaints.next_wake(store) == NOW + timedelta(minutes=1)


def test_nobody_is_woken_before_the_very_instant(store: Store) -> None:
    at = NOW + timedelta(microseconds=1500)
    remember(store, 1, complaint(), wake=at)
    assert complaints.due(store, at - timedelta(microseconds=1), 10) == []
    assert complaints.due(store, at + timedelta(milliseconds=1), 10) == [1]


def test_a_wake_moves_and_goes_with_each_save(store: Store) -> None:
    caseload = remember(store, 1, complaint(), wake=NOW)
    complaints.save(store, caseload, caseload, NOW + timedelta(days=1))
    assert complaints.next_wake(store) == NOW + timedelta(days=1)
    complaints.put_off(store, 1, NOW + timedelta(days=2))
    assert complaints.next_wake(store) == NOW + timedelta(days=2)
    complaints.save(store, caseload, caseload, None)
    assert complaints.next_wake(store) is None
    complaints.put_off(store, 1, NOW)
    assert complaints.next_wake(store) is None


def test_a_new_calendar_wakes_those_whose_clock_was_computed_under_another(store: Store) -> None:
    for user, calendar in ((1, "old"), (2, "new"), (3, "old")):
        caseload = Caseload(user, complaints=(complaint(),))
        wake = None if user == 3 else NOW + timedelta(days=9)
        complaints.save(store, Caseload(user), caseload, wake, calendar)
    assert complaints.recalendar(store, "new", NOW) == 1
    assert complaints.due(store, NOW, 10) == [1]
    assert complaints.recalendar(store, "new", NOW) == 0
    caseload = complaints.load(store, 1)
    complaints.save(store, caseload, caseload, NOW + timedelta(days=8), "new")
    assert complaints.recalendar(store, "new", NOW) == 0


def test_the_sweep_reads_an_index(store: Store) -> None:
    plan = store.db.execute("EXPLAIN QUERY PLAN " + complaints.DUE, (1, 1)).fetchall()
    assert "users_wake" in plan[0][3]


def test_naive_times_are_refused(store: Store) -> None:
    with pytest.raises(TypeError):
        remember(store, 1, complaint(), wake=NOW.replace(tzinfo=None))
