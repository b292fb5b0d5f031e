"""What makes the limitation start anew, each event with its statute."""

from datetime import date, datetime

import pytest

from state_machine.complaint import FILING, LEGAL_ZONE, Answer, Complaint, Episode
from state_machine.limitation import interruptions
from state_machine.statutes import STATUTES

OPENED = datetime(2026, 11, 2, 10, 0, tzinfo=LEGAL_ZONE)


def complaint(answers: dict[str, Answer], *episodes: Episode) -> Complaint:
    return Complaint("k1", OPENED, OPENED, answers=answers, episodes=episodes)


@pytest.mark.parametrize(
    ("answers", "statute"),
    [
        ({"door": "authority", "authority_filed_on": "2026-11-05"}, "limitation-interpretation-12"),
        ({"door": "association", "outside_filed_on": "2026-11-05"}, "limitation-interpretation-12"),
        ({"law_route": "police", "law_filed_on": "2026-11-05"}, "limitation-interpretation-13"),
        ({"law_route": "small", "law_filed_on": "2026-11-05"}, "limitation-interpretation-10"),
    ],
)
def test_a_filing_interrupts_now_or_earlier(answers: dict[str, Answer], statute: str) -> None:
    now = interruptions(complaint(answers))
    earlier = interruptions(complaint({}, Episode(FILING, "fili1", OPENED, OPENED, answers)))
    assert now == earlier
    assert [(each.day, each.statute) for each in now] == [(date(2026, 11, 5), statute)]
    assert statute in STATUTES


def test_a_demand_that_arrived_and_an_accepted_offer_interrupt() -> None:
    arrived = Episode("demanded", "dema1", OPENED, answers={"arrived_on": "2026-11-03"})
    accepted = Episode("offer", "offe1", OPENED, answers={"decision": "accept"})
    found = interruptions(complaint({}, arrived, accepted))
    assert [each.day for each in found] == [date(2026, 11, 2), date(2026, 11, 3)]


def test_a_payment_provider_and_a_declined_offer_interrupt_nothing() -> None:
    declined = Episode("offer", "offe1", OPENED, answers={"decision": "decline"})
    told: dict[str, Answer] = {"door": "payment", "outside_filed_on": "2026-11-05"}
    assert interruptions(complaint(told, declined)) == ()


@pytest.mark.parametrize(("steps", "days"), [("stopped police", [date(2026, 11, 2)]), ("stopped kept", [])])
def test_a_report_to_the_police_on_the_first_day_interrupts(steps: str, days: list[date]) -> None:
    urgent = Episode("urgent", "urge1", OPENED, OPENED, {"steps": steps})
    assert [each.day for each in interruptions(complaint({}, urgent))] == days
