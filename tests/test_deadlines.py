"""Every clock: when it ends, whom it warns, around 国庆, 春节 and in a year without a holiday notice."""

from dataclasses import replace as swap
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from dialogs.cards import BASES, why
from dialogs.conversation import respond
from dialogs.event import Woke
from dialogs.reply import Say
from state_machine.clocks import CLOCKS
from state_machine.complaint import LEGAL_ZONE, UNKNOWN, Answer, Caseload, Complaint, Episode, Stage
from state_machine.deadlines import Deadline, deadline, has_had_its_time, running
from state_machine.quiet import Quiet
from state_machine.reminders import pending, reminders
from state_machine.statutes import STATUTES
from state_machine.workdays import PUBLISHED, read_holidays

QUIET = Quiet(LEGAL_ZONE)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LEGAL_ZONE)


def complaint(stage: Stage = Stage.PLATFORM, **answers: Answer) -> Complaint:
    opened = at("2026-01-05T10:00")
    return Complaint(id="k1", opened_at=opened, touched_at=opened, stage=stage, answers=answers)


def due(key: str, case: Complaint) -> date | datetime:
    found = deadline(case, key, PUBLISHED)
    assert found is not None
    return found.due


# clock, the answers that set it off, where it ends: 国庆 2026, 春节 2026, and 2027, provisional.
ENDS: list[tuple[str, dict[str, Answer], str | None, bool]] = [
    ("complaint_window", {"paid_at": "2026-09-28", "rule_window": 7}, "2026-10-05", False),
    ("complaint_window", {"paid_at": "2026-02-13T20:00", "rule_window": 7}, "2026-02-20", False),
    ("complaint_window", {"paid_at": "2027-02-03", "rule_window": 7}, "2027-02-10", False),
    ("delivery", {"paid_at": "2026-09-30", "promise": "3 working_days"}, "2026-10-10", False),
    ("delivery", {"paid_at": "2026-02-13", "promise": "3 working_days"}, "2026-02-25", False),
    ("delivery", {"paid_at": "2027-03-01", "promise": "3 working_days"}, "2027-03-04", True),
    ("platform_look", {"platform_filed_on": "2026-09-18"}, "2026-09-22", False),
    ("platform_look", {"platform_filed_on": "2026-02-13"}, "2026-02-25", False),
    ("platform_look", {"platform_filed_on": "2027-03-01"}, "2027-03-04", True),
    ("platform_answer", {"platform_filed_on": "2026-09-30"}, "2026-10-15", False),
    ("platform_answer", {"platform_filed_on": "2026-02-13"}, "2026-03-02", False),
    ("platform_answer", {"platform_filed_on": "2027-03-01"}, "2027-03-10", True),
    ("platform_answer", {"platform_filed_on": "2026-09-18", "rule_answer": 3}, "2026-09-22", False),
    ("platform_answer", {"platform_filed_on": "2026-09-30", "rule_answer": UNKNOWN}, "2026-10-15", False),
    ("acceptance", {"authority_filed_on": "2026-09-30"}, "2026-10-15", False),
    ("acceptance", {"authority_filed_on": "2026-02-13"}, "2026-03-02", False),
    ("acceptance", {"authority_filed_on": "2027-03-01"}, "2027-03-10", True),
    ("mediation", {"authority_accepted_on": "2026-08-04"}, "2026-10-08", False),
    ("mediation", {"authority_accepted_on": "2025-12-19"}, "2026-02-24", False),
    ("mediation", {"authority_accepted_on": "2027-03-02"}, None, True),
    ("mediation_notice", {"authority_accepted_on": "2026-08-04"}, "2026-10-16", False),
    ("mediation_notice", {"authority_accepted_on": "2025-12-19"}, "2026-03-04", False),
    ("mediation_notice", {"authority_accepted_on": "2027-03-02"}, None, True),
    ("limitation", {"paid_at": "2023-10-01"}, "2026-10-08", False),
    ("limitation", {"paid_at": "2023-02-18"}, "2026-02-24", False),
    ("limitation", {"paid_at": "2024-06-01"}, None, True),
    ("authority_bar", {"paid_at": "2023-10-01"}, "2026-10-08", False),
    ("authority_bar", {"paid_at": "2023-02-18"}, "2026-02-24", False),
    ("authority_bar", {"paid_at": "2024-06-01"}, "2027-06-01", True),
    ("return", {"received_at": "2026-09-25"}, "2026-10-08", False),  # the 7th day is in 国庆: the day after it
    ("return", {"received_at": "2026-02-10"}, "2026-02-24", False),
    ("return", {"received_at": "2027-03-01"}, "2027-03-08", True),
    ("refusal", {"raised_on": "2026-09-25"}, "2026-10-10", False),
    ("refusal", {"raised_on": "2026-02-10"}, "2026-02-25", False),
    ("refusal", {"raised_on": "2027-03-01"}, "2027-03-16", False),
    ("refusal", {"paid_at": "2026-09-28T10:00", "promise": "48 hours"}, "2026-10-15", False),
    ("review", {"review_filed_on": "2026-09-30"}, "2026-10-15", False),
    ("review", {"review_filed_on": "2026-02-13", "review_days": 3}, "2026-02-25", False),
    ("review", {"review_filed_on": "2027-03-01", "review_days": UNKNOWN}, "2027-03-10", True),
    ("outside_look", {"outside_filed_on": "2026-09-30"}, "2026-10-15", False),
    ("outside_look", {"outside_filed_on": "2026-02-13"}, "2026-03-02", False),
    ("outside_look", {"outside_filed_on": "2027-03-01"}, "2027-03-10", True),
    ("docketing", {"law_filed_on": "2026-09-28", "law_route": "suit"}, "2026-10-05", False),
    ("docketing", {"law_filed_on": "2026-02-13", "law_route": "small"}, "2026-02-20", False),
    ("docketing", {"law_filed_on": "2027-02-03", "law_route": "small"}, "2027-02-10", False),
    ("small_claim", {"law_docketed_on": "2026-08-05", "law_route": "small"}, "2026-10-05", False),
    ("small_claim", {"law_docketed_on": "2025-12-31", "law_route": "small"}, "2026-02-28", False),
    ("small_claim", {"law_docketed_on": "2027-01-05", "law_route": "small"}, "2027-03-05", False),
    ("police_look", {"law_filed_on": "2026-09-28", "law_route": "police"}, "2026-10-05", False),
    ("police_look", {"law_filed_on": "2026-02-13", "law_route": "police"}, "2026-02-20", False),
    ("police_look", {"law_filed_on": "2027-02-03", "law_route": "police"}, "2027-02-10", False),
    ("court_look", {"law_docketed_on": "2026-09-28", "law_route": "suit"}, "2026-10-28", False),
    ("court_look", {"law_docketed_on": "2026-02-13", "law_route": "suit"}, "2026-03-15", False),
    ("court_look", {"law_docketed_on": "2027-02-03", "law_route": "suit"}, "2027-03-05", False),
    ("rescission", {"paid_at": "2025-10-01", "demand": "triple"}, "2026-10-08", False),
    ("rescission", {"paid_at": "2025-02-18", "demand": "triple"}, "2026-02-24", False),
    ("rescission", {"received_at": "2026-06-01", "paid_at": "2026-05-01", "demand": "triple"}, None, True),
]  # fmt: skip


@pytest.mark.parametrize(("key", "answers", "ends", "provisional"), ENDS)
def test_a_clock_ends_where_the_calendar_says(
    key: str, answers: dict[str, Answer], ends: str | None, provisional: bool
) -> None:
    found = deadline(complaint(Stage.PLATFORM, **answers), key, PUBLISHED)
    assert found is not None
    assert found.provisional == provisional
    if ends:
        assert found.due == date.fromisoformat(ends)
    else:
        assert PUBLISHED.is_working_day(found.due)


@pytest.mark.parametrize(
    ("asked", "hours", "ends"),
    [
        ("2026-10-01T15:00", 48, "2026-10-03T15:00"),  # hours run through 国庆
        ("2026-02-16T09:30", 72, "2026-02-19T09:30"),  # and through 春节
        ("2027-02-06T09:30", 48, "2027-02-08T09:30"),  # and need no holiday notice
    ],
)
def test_an_hour_clock_runs_through_holidays(asked: str, hours: int, ends: str) -> None:
    episode = Episode("supplement", "sup1", at(asked), answers={"asked_at": asked, "hours": hours})
    case = replace(complaint(), episodes=(episode,))
    assert due("supplement", case) == at(ends)
    assert deadline(case, "supplement", PUBLISHED).provisional is False  # type: ignore[union-attr]


# clock, its episode, where it ends.
EPISODES: list[tuple[str, str, dict[str, Answer], str]] = [
    ("settlement", "offer", {"decision": "accept", "promised_on": "2026-10-05"}, "2026-10-05"),
    ("settlement_look", "offer", {"decision": "accept", "promised_on": UNKNOWN}, "2026-10-04"),
    ("court_payment", "judgment", {"decided": "granted", "pay_by": "2026-10-05"}, "2026-10-05"),
    ("judgment_look", "judgment", {"decided": "granted", "pay_by": UNKNOWN}, "2026-10-16"),
    ("appeal", "appeal", {"will": "yes", "appeal_by": "2026-10-03"}, "2026-10-03"),
    ("own", "own", {"day": "2026-10-03"}, "2026-10-03"),
    ("urging", "urging", {"urged_at": "2026-10-01T15:00", "urged_hours": 48}, "2026-10-03T15:00"),
    ("urging", "urging", {"urged_at": "2026-10-01", "urged_hours": 24}, "2026-10-02T23:59"),
    ("urgent", "urgent", {}, "2026-10-02T20:00"),
]


@pytest.mark.parametrize(("key", "kind", "answers", "ends"), EPISODES)
def test_what_recurs_sets_off_a_clock_of_its_own(
    key: str, kind: str, answers: dict[str, Answer], ends: str
) -> None:
    episode = Episode(kind, "epi1", at("2026-10-01T20:00"), answers=answers)
    case = replace(complaint(), episodes=(episode,))
    assert due(key, case) == (at(ends) if "T" in ends else date.fromisoformat(ends))
    over = replace(case, episodes=(replace(episode, closed_at=at("2026-10-02T10:00")),))
    assert not [each for each in running(over, PUBLISHED) if each.clock.key == key]


def test_an_instant_that_comes_back_from_the_disk_is_the_same_deadline() -> None:
    opened = at("2026-10-01T20:00")
    due_of_each = set()
    for zone in (LEGAL_ZONE, ZoneInfo("UTC")):
        episode = Episode("urgent", "urg1", opened.astimezone(zone))
        due_of_each.add(due("urgent", replace(complaint(), episodes=(episode,))).isoformat())
    assert due_of_each == {"2026-10-02T20:00:00+08:00"}


def test_an_offer_not_accepted_sets_off_nothing() -> None:
    declined = Episode("offer", "off1", at("2026-10-01T20:00"), answers={"decision": "decline"})
    case = replace(complaint(), episodes=(declined,))
    assert not [each for each in running(case, PUBLISHED) if each.clock.key.startswith("settlement")]


def test_every_clock_has_a_test_around_both_holidays_and_in_2027() -> None:
    of_episodes = {key for key, *_ in EPISODES} | {"supplement"}
    for clock in CLOCKS:
        if clock.key not in of_episodes:
            years = {str(case[1])[:500] for case in ENDS if case[0] == clock.key}
            assert len(years) >= 3, clock.key


def test_every_clock_says_what_it_rests_on() -> None:
    for clock in CLOCKS:
        assert clock.basis in STATUTES or clock.basis in BASES, clock.key


def test_a_day_is_overdue_only_on_the_next_day() -> None:
    case = complaint(platform_filed_on="2026-09-18", rule_answer=3)
    assert not has_had_its_time(case, "platform_answer", at("2026-09-22T23:59"), PUBLISHED)
    assert has_had_its_time(case, "platform_answer", at("2026-09-23T00:00"), PUBLISHED)


def test_the_legal_day_is_the_one_in_china_wherever_the_user_is() -> None:
    case = complaint(platform_filed_on="2026-09-18", rule_answer=3)
    evening_in_new_york = datetime(2026, 9, 22, 12, 30, tzinfo=ZoneInfo("America/New_York"))
    assert has_had_its_time(case, "platform_answer", evening_in_new_york, PUBLISHED)


def test_others_are_named_the_morning_after_and_again_after_one_three_and_seven_days() -> None:
    found = deadline(complaint(platform_filed_on="2026-09-30"), "platform_answer", PUBLISHED)
    assert found is not None
    said = [(r.step, r.at) for r in reminders(found, QUIET)]
    assert said == [
        ("0", at("2026-10-16T09:00")),
        ("1", at("2026-10-17T09:00")),
        ("3", at("2026-10-19T09:00")),
        ("7", at("2026-10-23T09:00")),
    ]


def test_the_user_is_warned_a_day_ahead_on_the_unrolled_day_and_on_the_day() -> None:
    case = complaint(Stage.FILING, paid_at="2026-09-28", rule_window=7)
    found = deadline(case, "complaint_window", PUBLISHED)
    assert found is not None
    steps = {r.step: r.at for r in reminders(found, QUIET)}
    assert steps["-1d"] == at("2026-10-04T09:00")
    assert steps["-0d"] == at("2026-10-05T09:00")


def test_three_years_end_rolled_but_warn_unrolled() -> None:
    found = deadline(complaint(paid_at="2023-10-01"), "limitation", PUBLISHED)
    assert found is not None
    assert found.due == date(2026, 10, 8)
    steps = {r.step: r.at for r in reminders(found, QUIET)}
    assert steps["-1d"] == at("2026-09-30T09:00")


def supplement(asked: str, hours: int) -> Deadline:
    episode = Episode("supplement", "sup1", at(asked), answers={"asked_at": asked, "hours": hours})
    found = deadline(replace(complaint(), episodes=(episode,)), "supplement", PUBLISHED)
    assert found is not None
    return found


def test_an_hour_clock_warns_a_day_and_four_hours_ahead() -> None:
    steps = {r.step: r.at for r in reminders(supplement("2026-11-03T15:00", 48), QUIET)}
    assert steps["-24h"] == at("2026-11-04T15:00")
    assert steps["-4h"] == at("2026-11-05T11:00")


def test_an_hour_clock_about_to_run_out_breaks_the_quiet_hours() -> None:
    steps = {r.step: r.at for r in reminders(supplement("2026-11-03T06:00", 48), QUIET)}
    assert steps["-4h"] == at("2026-11-05T02:00")
    assert steps["-24h"] == at("2026-11-04T09:00")


def test_quiet_hours_follow_the_users_zone() -> None:
    urumqi = Quiet(ZoneInfo("Asia/Urumqi"))
    assert urumqi.waking(at("2026-11-03T08:30")).hour == 9
    assert urumqi.waking(at("2026-11-03T22:30")) == at("2026-11-03T22:30")


def test_quiet_hours_are_the_users_to_choose_or_to_do_without() -> None:
    late = Quiet(LEGAL_ZONE, begins=23, ends=7)
    assert late.waking(at("2026-11-03T22:30")) == at("2026-11-03T22:30")
    assert late.waking(at("2026-11-03T23:30")) == at("2026-11-04T07:00")
    never = Quiet(LEGAL_ZONE, begins=24, ends=0)
    assert never.waking(at("2026-11-04T03:00")) == at("2026-11-04T03:00")


def test_reminders_given_are_not_pending_again() -> None:
    case = complaint(platform_filed_on="2026-09-30")
    said = [r for each in running(case, PUBLISHED) for r in reminders(each, QUIET)]
    first = pending(case, said)[0]
    later = replace(case, alerted=(first.key,))
    assert first.key not in [r.key for r in pending(later, said)]


def test_muted_closed_and_dying_complaints_have_none() -> None:
    case = complaint(platform_filed_on="2026-09-30", paid_at="2026-09-28")
    for quiet in (
        replace(case, muted=True),
        replace(case, stage=Stage.CLOSED),
        replace(case, erase_at=at("2026-10-01T10:00")),
    ):
        assert pending(quiet, [r for each in running(case, PUBLISHED) for r in reminders(each, QUIET)]) == ()


def test_a_closed_episode_no_longer_runs() -> None:
    asked = "2026-11-03T15:00"
    closed = Episode(
        "supplement", "sup1", at(asked), closed_at=at(asked), answers={"asked_at": asked, "hours": 48}
    )
    case = replace(complaint(), episodes=(closed,))
    assert "supplement" not in [d.clock.key for d in running(case, PUBLISHED)]


def test_every_date_can_say_why() -> None:
    found = deadline(complaint(platform_filed_on="2026-09-30"), "platform_answer", PUBLISHED)
    assert found is not None
    said = why(found)
    assert "2026年10月15日" in said
    assert "国庆节" in said
    assert "7 个工作日" in said
    accepted = deadline(complaint(authority_filed_on="2026-09-30"), "acceptance", PUBLISHED)
    assert accepted is not None
    assert "第十五条" in why(accepted)
    assert "七个工作日内作出受理或者不予受理的决定" in why(accepted)


def test_a_provisional_date_says_so() -> None:
    found = deadline(complaint(platform_filed_on="2027-03-01"), "platform_answer", PUBLISHED)
    assert found is not None
    assert "暂定" in why(found)


def test_unknown_payment_time_is_taken_as_the_end_of_the_day() -> None:
    assert due("delivery", complaint(paid_at="2026-11-08", promise="1 hours")) == at("2026-11-09T00:59")
    assert due("delivery", complaint(paid_at="2026-11-08T10:00", promise="1 hours")) == at("2026-11-08T11:00")


TABLE = """
[[year]]
year = 2027
notice = "测试用放假安排"
source = "测试"
""" + "".join(
    f"""
[[year.rest]]
name = "{name}"
from = {first}
to = {last}
"""
    for name, first, last in (
        ("元旦", "2027-01-01", "2027-01-03"),
        ("春节", "2027-03-03", "2027-03-04"),
        ("清明节", "2027-04-05", "2027-04-05"),
        ("劳动节", "2027-05-01", "2027-05-05"),
        ("端午节", "2027-06-09", "2027-06-09"),
        ("中秋节", "2027-09-15", "2027-09-15"),
        ("国庆节", "2027-10-01", "2027-10-07"),
    )
)


def test_a_new_holiday_table_moves_the_date() -> None:
    table = read_holidays(TABLE)
    case = complaint(platform_filed_on="2027-03-01")
    before, after = deadline(case, "platform_answer", PUBLISHED), deadline(case, "platform_answer", table)
    assert before is not None and after is not None
    assert after.due == before.due + timedelta(days=2)
    assert not after.provisional
    assert swap(Caseload(1), calendar=table).calendar.fingerprint != PUBLISHED.fingerprint


def test_the_user_is_told_old_and_new_when_a_table_moves_a_date() -> None:
    case = complaint(platform_filed_on="2027-03-01")
    told = {d.key: d.due.isoformat() for d in running(case, PUBLISHED)}
    caseload = Caseload(1, complaints=(replace(case, told=told),), calendar=read_holidays(TABLE))
    turn = respond(caseload, Woke(id="w1"), at("2027-03-02T10:00"))
    said = [reply.text for reply in turn.replies if isinstance(reply, Say)]
    assert "日期有变：平台答复 2027年3月10日（周三） → 2027年3月12日（周五）" in said[0]
    again = respond(turn.caseload, Woke(id="w2"), at("2027-03-02T10:01"))
    assert again.replies == ()
