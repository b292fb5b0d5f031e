"""Outcomes told without a name."""

import pytest

from state_machine.complaint import Outcome
from storage import erase, outcomes
from storage.database import Store
from tests.storage.people import NOW, complaint, remember


def test_cases_of_a_platform_are_counted_with_those_that_got_something(store: Store) -> None:
    for outcome in (Outcome.FULL_REFUND, Outcome.UNRESOLVED, Outcome.REDELIVERED):
        outcomes.count(store, "快充卡盟", outcome.value)
    outcomes.count(store, "天天卡盟", Outcome.FULL_REFUND.value)
    found = outcomes.tally(store, "快充卡盟")
    assert (found.cases, found.got_it, found.shown) == (3, 2, False)


def test_a_case_told_anew_takes_back_what_it_said(store: Store) -> None:
    outcomes.count(store, "快充卡盟", "unresolved")
    outcomes.count(store, "快充卡盟", "full_refund", instead_of="unresolved")
    found = outcomes.tally(store, "快充卡盟")
    assert (found.cases, found.got_it) == (1, 1)


@pytest.mark.parametrize(("cases", "shown"), [(4, False), (5, True)])
def test_fewer_than_five_are_not_shown(store: Store, cases: int, shown: bool) -> None:
    for _ in range(cases):
        outcomes.count(store, "快充卡盟", "unresolved")
    assert outcomes.tally(store, "快充卡盟").shown is shown


def test_neither_name_nor_user_is_on_the_disk_and_an_erased_complaint_changes_nothing(store: Store) -> None:
    remember(store, 7, complaint("case-1"))
    outcomes.count(store, "快充卡盟", "unresolved")
    rows = store.db.execute("SELECT * FROM outcomes").fetchall()
    assert len(rows[0]) == 3
    assert "快充卡盟".encode() not in rows[0][0]
    erase.erase_complaint(store, 7, "case-1", NOW)
    assert outcomes.tally(store, "快充卡盟").cases == 1
