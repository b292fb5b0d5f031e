"""Forgetting."""

import sqlite3
from datetime import timedelta

import msgspec
import pytest

from storage import complaints, erase, inbox, journal, ledger, outbox, vault, work
from storage.database import Store, integrity_problems
from storage.inbox import Arrival
from storage.keys import Tampered, unseal
from tests.storage.conftest import Reopen
from tests.storage.people import CANARY, NOW, complaint, remember


def live(store: Store, user: int, *ids: str) -> None:
    """A user with complaints, events, reminders, messages, slots, work and files."""
    remember(store, user, *(complaint(id, items=(f"{id}-item",)) for id in ids), wake=NOW)
    for id in ids:
        journal.append(store, user, id, CANARY.encode(), NOW)
        ledger.record(store, user, kind="k", complaint=id, trigger="t", due="d", step="s", at=NOW)
        outbox.put(store, user, "say", CANARY.encode(), NOW, slot=f"{id}:card")
        work.ask(store, user, id, "fetch", CANARY.encode())
        store.db.execute("INSERT INTO slots VALUES (?, ?, 5)", (user, f"{id}:question"))
        with vault.receive(store, user, f"{id}-item") as incoming:
            incoming.write(CANARY.encode())
            incoming.commit()
    journal.append(store, user, "", CANARY.encode(), NOW)


def rows_of(store: Store, user: int, id: str) -> int:
    queries = (
        "SELECT count(*) FROM complaints WHERE user = ?1 AND id = ?2",
        "SELECT count(*) FROM journal WHERE user = ?1 AND complaint = ?2",
        "SELECT count(*) FROM ledger WHERE user = ?1 AND complaint = ?2",
        "SELECT count(*) FROM work WHERE user = ?1 AND complaint = ?2",
        "SELECT count(*) FROM outbox WHERE chat = ?1 AND slot LIKE ?2 || '%'",
        "SELECT count(*) FROM slots WHERE chat = ?1 AND slot LIKE ?2 || '%'",
    )
    return sum(store.db.execute(query, (user, id)).fetchone()[0] for query in queries)


def do_work(store: Store) -> int:
    jobs = work.claim(store, NOW, 10, (erase.REMOVE_FILES,))
    return sum(erase.remove_files(store, erase.erasure_of(job.body)) for job in jobs)


def test_a_complaint_goes_whole_and_leaves_a_receipt(store: Store, reopen: Reopen) -> None:
    live(store, 1, "a", "ab")
    live(store, 2, "a")
    head = journal.verify(store, 1, "a").head
    receipt = erase.erase_complaint(store, 1, "a", NOW)
    assert receipt == erase.Receipt("a", head, 1)
    assert rows_of(store, 1, "a:") == rows_of(store, 1, "a;") == 0
    assert [c.id for c in complaints.load(store, 1).complaints] == ["ab"]
    assert rows_of(store, 1, "ab") == 6
    assert journal.verify(store, 1, "ab").sound
    assert rows_of(store, 2, "a") == 6
    again = reopen()
    assert do_work(again) == 1
    assert vault.items(again, 1) == ["ab-item"]
    assert vault.read(again, 2, "a-item") == CANARY.encode()
    assert integrity_problems(again) == []


def test_what_was_queued_behind_an_erased_message_goes_out(store: Store) -> None:
    live(store, 1, "a", "b")
    assert outbox.claim(store, NOW, 10)[0].slot == "a:card"
    erase.erase_complaint(store, 1, "a", NOW)
    assert [one.slot for one in outbox.claim(store, NOW, 10)] == ["b:card"]


def test_the_receipt_tells_nothing_of_the_person(store: Store) -> None:
    live(store, 1, "a")
    erase.erase_complaint(store, 1, "a", NOW)
    columns = [row[1] for row in store.db.execute("PRAGMA table_info(receipts)")]
    assert columns == ["number", "complaint", "head", "entries", "erased_at"]


def test_there_is_nothing_to_erase_twice(store: Store) -> None:
    live(store, 1, "a")
    assert erase.erase_complaint(store, 1, "a", NOW)
    assert erase.erase_complaint(store, 1, "a", NOW + timedelta(days=1)) is None
    assert erase.erase_complaint(store, 1, "never", NOW) is None
    assert store.db.execute("SELECT count(*) FROM receipts").fetchone() == (1,)


def test_another_users_complaint_cannot_be_erased(store: Store) -> None:
    live(store, 1, "a")
    assert erase.erase_complaint(store, 2, "a", NOW) is None
    assert rows_of(store, 1, "a") == 6


def test_two_users_may_erase_complaints_of_the_same_id(store: Store) -> None:
    live(store, 1, "a")
    live(store, 2, "a")
    assert erase.erase_user(store, 1, NOW)
    assert erase.erase_complaint(store, 2, "a", NOW)
    assert [row[0] for row in store.db.execute("SELECT complaint FROM receipts")] == ["a", "a"]


def test_the_receipts_travel_with_the_files_that_are_to_go(store: Store) -> None:
    live(store, 1, "a", "b")
    receipts = erase.erase_user(store, 1, NOW)
    (job,) = work.claim(store, NOW, 10)
    erasure = erase.erasure_of(job.body)
    assert (erasure.user, erasure.receipts) == (1, receipts)
    assert sorted(erasure.items) == ["a-item", "b-item"]


def test_what_a_user_begins_after_the_erasure_is_not_touched_by_it(store: Store) -> None:
    live(store, 1, "a")
    erase.erase_user(store, 1, NOW)
    outbox.put(store, 1, "say", b"farewell", NOW)
    live(store, 1, "c")
    assert do_work(store) == 1
    assert vault.items(store, 1) == ["c-item"]
    assert rows_of(store, 1, "c") == 6
    assert [one.body for one in outbox.claim(store, NOW, 10)] == [b"farewell"]


def test_work_under_way_is_called_off_by_the_erasure(store: Store) -> None:
    live(store, 1, "a")
    (job,) = work.claim(store, NOW, 10)
    assert work.stands(store, job.id)
    erase.erase_user(store, 1, NOW)
    assert not work.stands(store, job.id)
    work.retry(store, job.id, NOW, "x")
    assert [job.kind for job in work.claim(store, NOW, 10)] == [erase.REMOVE_FILES]


def test_no_update_of_an_erased_user_tells_whose_it_was(store: Store) -> None:
    live(store, 1, "a")
    inbox.accept(store, [Arrival(id, CANARY.encode(), 1) for id in range(4)], NOW)
    inbox.done(store, 0)
    inbox.bury(store, 1, NOW, "x")
    inbox.failed(store, 2, NOW, "x")
    erase.erase_user(store, 1, NOW)
    rows = store.db.execute("SELECT user, event_id, state FROM inbox ORDER BY update_id").fetchall()
    assert rows[:3] == [(None, "", "done")] * 3
    assert rows[3][::2] == (1, "pending")  # it came, and begins anew


def test_a_user_goes_whole_and_only_receipts_stay(store: Store) -> None:
    live(store, 1, "a", "b")
    live(store, 2, "a2")
    inbox.accept(store, [Arrival(1, CANARY.encode(), 1)], NOW)
    inbox.bury(store, 1, NOW, "x")
    receipts = erase.erase_user(store, 1, NOW)
    assert [receipt.complaint for receipt in receipts] == ["a", "b"]
    for table, column in (
        ("users", "id"),
        ("journal", "user"),
        ("outbox", "chat"),
        ("slots", "chat"),
        ("work", "user"),
    ):
        assert store.db.execute(f"SELECT count(*) FROM {table} WHERE {column} = 1").fetchone() == (0,), table
    assert store.db.execute("SELECT body FROM inbox").fetchone() == (None,)
    do_work(store)
    assert vault.items(store, 1) == []
    assert vault.items(store, 2) == ["a2-item"]
    assert complaints.load(store, 1).complaints == ()


def test_a_user_who_comes_back_starts_afresh_under_a_new_key(store: Store) -> None:
    live(store, 1, "a")
    old = store.keys.make(1)
    erase.erase_user(store, 1, NOW)
    live(store, 1, "c")
    assert store.keys.make(1) != old
    assert [c.id for c in complaints.load(store, 1).complaints] == ["c"]


def test_with_the_key_destroyed_an_old_copy_of_a_row_cannot_be_read(store: Store) -> None:
    live(store, 1, "a")
    copy = store.db.execute("SELECT body FROM complaints").fetchone()[0]
    erase.erase_user(store, 1, NOW)
    remember(store, 1, complaint("a"))
    store.db.execute("UPDATE complaints SET body = ?", (copy,))
    with pytest.raises(Tampered):
        complaints.load(store, 1)
    with pytest.raises(Tampered):
        unseal(store.key.secret, copy, b"complaints/1/a")


def test_erased_bytes_are_off_the_disk_after_a_scrub(store: Store) -> None:
    live(store, 1, "a")
    live(store, 2, "b")
    queries = ("SELECT body FROM complaints WHERE user = 1", "SELECT body FROM journal WHERE user = 1")
    sealed = [row[0] for query in queries for row in store.db.execute(query)]
    sealed += [row[0] for row in store.db.execute("SELECT wrapped_key FROM users WHERE id = 1")]
    assert len(sealed) == 4
    files = [store.data_dir / name for name in ("complaints.db", "complaints.db-wal")]
    assert any(sealed[0] in path.read_bytes() for path in files)
    erase.erase_user(store, 1, NOW)
    assert erase.scrub(store)
    on_disk = b"".join(path.read_bytes() for path in files)
    assert not any(body in on_disk for body in sealed)
    assert CANARY.encode() not in on_disk


def test_a_scrub_that_a_reader_holds_up_says_so(store: Store) -> None:
    live(store, 1, "a")
    reader = sqlite3.connect(store.data_dir / "complaints.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM users").fetchone()
    erase.erase_user(store, 1, NOW)
    assert not erase.scrub(store)
    reader.close()
    assert erase.scrub(store)


def test_a_damaged_complaint_can_be_erased_too(store: Store) -> None:
    live(store, 1, "a")
    store.db.execute("UPDATE complaints SET body = x'00'")
    receipt = erase.erase_complaint(store, 1, "a", NOW)
    assert receipt and receipt.entries == 1
    assert rows_of(store, 1, "a") == 0


def test_a_scrub_inside_a_transaction_is_left_for_later(store: Store) -> None:
    store.db.execute("BEGIN IMMEDIATE")
    assert not erase.scrub(store)
    store.db.execute("COMMIT")
    assert erase.scrub(store)


def test_an_erasure_undone_by_a_failure_keeps_everything_readable(store: Store) -> None:
    live(store, 1, "a")
    store.db.execute("BEGIN IMMEDIATE")
    erase.erase_user(store, 1, NOW)
    store.db.execute("ROLLBACK")
    store.keys.clear()
    assert complaints.load(store, 1).complaints[0].answers == {"seller": CANARY}
    assert vault.read(store, 1, "a-item") == CANARY.encode()
    assert msgspec.json.encode(journal.verify(store, 1, "a").sound) == b"true"
