"""The journal and its chains."""

import pytest

from storage import journal
from storage.database import Store
from storage.journal import AlreadyApplied, Entry
from storage.keys import Tampered
from tests.storage.conftest import Reopen
from tests.storage.people import CANARY, NOW, complaint, remember


@pytest.fixture
def chained(store: Store) -> Store:
    """User 1 with complaints a and b, five events in a, one in b, one in none; user 2 with one."""
    remember(store, 1, complaint("a"), complaint("b"))
    remember(store, 2, complaint("a"))
    for number in range(5):
        journal.append(store, 1, "a", f"{CANARY} {number}".encode(), NOW, update_id=number)
    journal.append(store, 1, "b", b"in b", NOW, item_sha256="ab" * 32)
    journal.append(store, 1, "", b"in none", NOW)
    journal.append(store, 2, "a", b"of another", NOW)
    return store


def test_events_come_back_in_order_with_what_they_belong_to(chained: Store, reopen: Reopen) -> None:
    store = reopen()
    all = journal.entries(store, 1)
    assert [(entry.complaint, entry.number) for entry in all] == [
        *(("a", number) for number in range(1, 6)),
        ("b", 1),
        ("", 1),
    ]
    assert journal.entries(store, 1, "b") == [Entry("b", 1, NOW, b"in b", "ab" * 32)]
    assert journal.entries(store, 404) == []


def test_an_untouched_chain_is_sound(chained: Store) -> None:
    for name, count in (("a", 5), ("b", 1), ("", 1)):
        verdict = journal.verify(chained, 1, name)
        assert (verdict.sound, verdict.entries, verdict.first_bad) == (True, count, 0)
        assert len(verdict.head) == 64


def test_a_complaint_without_events_is_sound(store: Store) -> None:
    remember(store, 1, complaint("a"))
    assert journal.verify(store, 1, "a").sound


@pytest.mark.parametrize(
    ("change", "first_bad"),
    [
        ("UPDATE journal SET body = x'00' WHERE user = 1 AND complaint = 'a' AND number = 3", 3),
        ("UPDATE journal SET at = at + 1 WHERE user = 1 AND complaint = 'a' AND number = 2", 2),
        ("UPDATE journal SET item_sha256 = 'aa' WHERE user = 1 AND complaint = 'a' AND number = 4", 4),
        ("UPDATE journal SET hash = x'00' WHERE user = 1 AND complaint = 'a' AND number = 1", 1),
        ("DELETE FROM journal WHERE user = 1 AND complaint = 'a' AND number = 3", 3),
        ("DELETE FROM journal WHERE user = 1 AND complaint = 'a' AND number = 1", 1),
        ("DELETE FROM journal WHERE user = 1 AND complaint = 'a' AND number = 5", 5),
        ("UPDATE complaints SET head = x'00' WHERE user = 1 AND id = 'a'", 6),
        ("UPDATE complaints SET entries = 4 WHERE user = 1 AND id = 'a'", 5),
        ("UPDATE journal SET number = 9 WHERE user = 1 AND complaint = 'a' AND number = 5", 5),
    ],
)
def test_whatever_is_changed_cut_or_taken_out_shows(chained: Store, change: str, first_bad: int) -> None:
    chained.db.execute(change)
    verdict = journal.verify(chained, 1, "a")
    assert (verdict.sound, verdict.first_bad) == (False, first_bad)


def test_an_entry_inserted_by_another_hand_shows(chained: Store) -> None:
    chained.db.execute(
        "INSERT INTO journal (user, complaint, number, at, item_sha256, hash, body)"
        " SELECT user, complaint, 6, at, item_sha256, hash, body FROM journal WHERE number = 5"
    )
    assert journal.verify(chained, 1, "a").first_bad == 6


def test_bodies_cannot_be_swapped(chained: Store) -> None:
    chained.db.execute(
        "UPDATE journal SET body = (SELECT body FROM journal WHERE complaint = 'b') WHERE complaint = ''"
    )
    with pytest.raises(Tampered):
        journal.entries(chained, 1)


def test_checking_needs_no_key(chained: Store) -> None:
    chained.db.execute("UPDATE users SET wrapped_key = x'00'")
    chained.keys.clear()
    assert journal.verify(chained, 1, "a").sound


def test_an_update_is_applied_once(chained: Store) -> None:
    with pytest.raises(AlreadyApplied):
        journal.append(chained, 2, "a", b"again", NOW, update_id=3)
    assert journal.verify(chained, 2, "a").entries == 1


def test_an_event_of_an_unknown_complaint_is_refused(chained: Store) -> None:
    with pytest.raises(LookupError):
        journal.append(chained, 2, "b", b"x", NOW)


def test_the_words_are_nowhere_in_the_files(chained: Store) -> None:
    for path in chained.data_dir.glob("complaints.db*"):
        assert CANARY.encode() not in path.read_bytes()


def test_a_chain_is_found_by_its_index(chained: Store) -> None:
    for statement, given in ((journal.CHAIN, (1, "a")), (journal.ENTRIES, (1,))):
        plan = " ".join(row[3] for row in chained.db.execute("EXPLAIN QUERY PLAN " + statement, given))
        assert "journal_chain" in plan
