"""Sealed parts on their way to the chat."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from storage import erase, exports, outbox, vault, work
from storage.database import Store
from storage.exports import Desk, Stopped
from storage.keys import Tampered
from tests.storage.conftest import Reopen
from tests.storage.people import CANARY, NOW, complaint, remember

CONTENT = CANARY.encode() * 10_000


def made(store: Store, user: int = 1, complaint_id: str = "case-1", *, recorded: bool = True) -> str:
    """A part, sealed; recorded with its message queued, as the event that ends an export does."""
    id, incoming = Desk(store, user).part()
    with incoming:
        incoming.write(CONTENT)
        incoming.commit()
    if recorded:
        exports.record(store, user, complaint_id, [id], NOW)
        outbox.put(store, user, "file", b"{}", NOW, slot=f"{complaint_id}:file")
    return id


def outgoing(store: Store) -> list[Path]:
    folder = store.vault / exports.OUTGOING
    return sorted(folder.iterdir()) if folder.is_dir() else []


def do_work(store: Store) -> int:
    jobs = work.claim(store, NOW, 10, (exports.REMOVE_EXPORTS,))
    return sum(exports.remove(store, exports.files_of(job.body)) for job in jobs)


@pytest.fixture
def users(store: Store) -> Store:
    remember(store, 1, complaint(), complaint("case-2"))
    remember(store, 2, complaint())
    return store


def test_a_part_is_sealed_and_survives_a_restart(users: Store, reopen: Reopen) -> None:
    id = made(users)
    (path,) = outgoing(users)
    assert (path.name, path.stat().st_mode & 0o777) == (id, 0o600)
    assert CANARY.encode() not in path.read_bytes()
    again = reopen()
    assert exports.sweep(again) == 0
    assert b"".join(exports.chunks(again, 1, id)) == CONTENT
    with pytest.raises(Tampered):
        b"".join(exports.chunks(again, 2, id))


def test_what_was_being_made_when_the_process_ended_is_swept(users: Store, reopen: Reopen) -> None:
    kept = made(users)
    made(users, recorded=False)
    again = reopen()
    assert exports.sweep(again) == 1
    assert [path.name for path in outgoing(again)] == [kept]


def test_parts_that_no_message_carries_are_swept(users: Store, reopen: Reopen) -> None:
    made(users)
    outbox.cancel(users, 1)
    again = reopen()
    assert exports.sweep(again) == 1
    assert again.db.execute("SELECT count(*) FROM exports").fetchone() == (0,)


def test_a_delivered_part_goes_once(users: Store) -> None:
    first, second = made(users), made(users)
    exports.delivered(users, 2, first)  # another user's word counts for nothing
    exports.delivered(users, 1, first)
    exports.delivered(users, 1, first)
    assert do_work(users) == 1
    assert [path.name for path in outgoing(users)] == [second]


def test_an_export_is_on_its_way_until_its_last_message_went(users: Store) -> None:
    made(users)
    assert exports.queued(users, 1, "case-1")
    assert not exports.queued(users, 1, "case-2")
    assert not exports.queued(users, 2, "case-1")
    (one,) = outbox.claim(users, NOW, 10)
    assert exports.queued(users, 1, "case-1")
    outbox.sent(users, one.id)
    assert not exports.queued(users, 1, "case-1")


def test_parts_and_their_messages_are_erased_with_their_complaint(users: Store) -> None:
    made(users)
    other, stranger = made(users, 1, "case-2"), made(users, 2)
    erase.erase_complaint(users, 1, "case-1", NOW)
    assert do_work(users) == 1
    assert {path.name for path in outgoing(users)} == {other, stranger}
    assert [one.slot for one in outbox.claim(users, NOW, 10)] == ["case-2:file", "case-1:file"]


def test_everything_made_for_a_user_is_erased_with_the_user(users: Store) -> None:
    made(users)
    made(users, 1, "case-2")
    stranger = made(users, 2)
    erase.erase_user(users, 1, NOW)
    assert do_work(users) == 2
    assert [path.name for path in outgoing(users)] == [stranger]


def test_what_nobody_took_for_a_day_goes(users: Store) -> None:
    made(users)
    exports.prune(users, NOW + exports.KEEP)
    assert do_work(users) == 0
    exports.prune(users, NOW + exports.KEEP + timedelta(seconds=1))
    assert do_work(users) == 1
    assert outgoing(users) == []


def test_a_desk_that_is_stopped_reads_and_makes_nothing_more(users: Store) -> None:
    with vault.receive(users, 1, "item-1") as incoming:
        incoming.write(CONTENT)
        incoming.commit()
    desk = Desk(users, 1)
    assert b"".join(desk.item("item-1")) == CONTENT
    desk.part()
    desk.stop()
    with pytest.raises(Stopped):
        next(desk.item("item-1"))
    with pytest.raises(Stopped):
        desk.part()
    desk.clear()
    assert outgoing(users) == []


def test_an_export_may_not_fill_the_disk(users: Store) -> None:
    desk = Desk(users, 1)
    desk.reserve(1)
    with pytest.raises(OSError, match="no room"):
        desk.reserve(shutil.disk_usage(users.data_dir).free)


def test_one_who_has_no_key_has_no_desk(store: Store) -> None:
    with pytest.raises(LookupError):
        Desk(store, 7)


def test_messages_with_files_wait_without_holding_up_the_others(users: Store) -> None:
    made(users)
    made(users, 2)
    outbox.put(users, 3, "say", b"words", NOW)
    assert outbox.ready_chats(users, NOW, 10, files=False) == [3]
    assert [one.chat for one in outbox.claim(users, NOW, 1, files=0)] == [3]
    assert [one.chat for one in outbox.claim(users, NOW, 10, files=1)] == [1]
    assert outbox.claim(users, NOW, 10, [2], files=0) == []
    assert [one.chat for one in outbox.claim(users, NOW, 10)] == [2]
