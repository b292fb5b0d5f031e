"""Reminders are given once."""

from storage import ledger
from storage.database import Store
from tests.storage.conftest import Reopen
from tests.storage.people import NOW, complaint, remember

REMINDER = {
    "kind": "platform_answer",
    "complaint": "case-1",
    "trigger": "e1",
    "due": "2026-11-10",
    "step": "day",
}


def test_the_same_reminder_is_given_once_over_restarts(store: Store, reopen: Reopen) -> None:
    remember(store, 1, complaint())
    assert ledger.record(store, 1, **REMINDER, at=NOW)
    assert not ledger.record(store, 1, **REMINDER, at=NOW)
    assert not ledger.record(reopen(), 1, **REMINDER, at=NOW)


def test_another_reminder_differs_in_any_part(store: Store) -> None:
    remember(store, 1, complaint())
    remember(store, 2, complaint())
    assert ledger.record(store, 1, **REMINDER, at=NOW)
    for part in REMINDER:
        assert ledger.record(store, 1, **{**REMINDER, part: "other"}, at=NOW), part
    assert ledger.record(store, 2, **REMINDER, at=NOW)
