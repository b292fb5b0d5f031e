"""What sets a clock off: answers and episodes of one complaint, from when and for how long.

Which clocks there are and whom they bind is in `clocks`. Legal dates are counted in LEGAL_ZONE, wherever the user is.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, Literal

import msgspec

from state_machine.complaint import (
    LEGAL_ZONE,
    Complaint,
    Episode,
    is_known,
)
from state_machine.workdays import Calendar, Count, add_days, add_months, add_working_days

DEFAULT_PLATFORM_WORKING_DAYS: Final = 7  # ours, not law: no statute gives the platform a number of days
FIRST_LOOK_WORKING_DAYS: Final = 3  # ours
MEDIATION_DAYS: Final = 60  # 投诉举报处理办法 23（五）, calendar days from acceptance
RETURN_DAYS: Final = 7  # 消费者权益保护法 24, from receipt
REFUSAL_DAYS: Final = 15  # 侵害消费者权益行为处罚办法 8（二）
DOCKETING_DAYS: Final = 7  # 民事诉讼法 126
SMALL_CLAIM_MONTHS: Final = 2  # 民事诉讼法 168
OUTSIDE_LOOK_WORKING_DAYS: Final = 7  # ours: no statute gives these doors a number of days
SETTLEMENT_LOOK_DAYS: Final = 3  # ours: an accepted offer without a date
POLICE_LOOK_DAYS: Final = 7  # ours
COURT_LOOK_DAYS: Final = 30  # ours
JUDGMENT_LOOK_DAYS: Final = 15  # ours: a judgment whose day of payment is not known yet
URGENT_HOURS: Final = 24  # ours: the four steps of the urgent path

Unit = Literal["hours", "days", "working_days", "months", "years"]


class Party(StrEnum):
    """Whom a clock binds: it warns the user before, all others it names after."""

    MERCHANT = "merchant"
    PLATFORM = "platform"
    AUTHORITY = "authority"
    COURT = "court"
    OUTSIDE = "outside"  # another body that was asked: an association, a payment provider, the police
    USER = "user"


class Run(msgspec.Struct, frozen=True):
    """One running of a clock: what set it off, from when, for how long. A day for day clocks, an instant for hours.

    `basis` is set where it is not the clock's own: a default of ours, where a platform's rule is not known.
    """

    trigger: str
    start: date | datetime
    length: int
    unit: Unit
    closed: bool = False
    basis: str = ""


def counted(run: Run, calendar: Calendar, *, rolls: bool) -> tuple[date | datetime, Count | None]:
    """When a run ends – an instant for hours, a legal day for the rest – and how it was counted."""
    if run.unit == "hours":
        assert isinstance(run.start, datetime)  # noqa: S101 – hour runs start at an instant
        return run.start.astimezone(LEGAL_ZONE) + timedelta(hours=run.length), None
    start = run.start.astimezone(LEGAL_ZONE).date() if isinstance(run.start, datetime) else run.start
    if run.unit == "working_days":
        count = add_working_days(start, run.length, calendar)
    elif run.unit == "days":
        count = add_days(start, run.length, calendar, rolls=rolls)
    else:
        months = run.length * (12 if run.unit == "years" else 1)
        count = add_months(start, months, calendar, rolls=rolls)
    return count.due, count


def _day(complaint: Complaint, key: str) -> date | None:
    answer = complaint.answers.get(key)
    return datetime.fromisoformat(str(answer)).date() if is_known(answer) else None


def _number(complaint: Complaint, key: str, default: int) -> int:
    answer = complaint.answers.get(key)
    return answer if isinstance(answer, int) else default


def from_day(day_key: str, length: int, unit: Unit) -> Callable[[Complaint, Calendar], Iterator[Run]]:
    """A clock that starts on the day the user gave for `day_key`."""

    def runs(complaint: Complaint, _: Calendar) -> Iterator[Run]:
        day = _day(complaint, day_key)
        if day:
            yield Run(day_key, day, length, unit)

    return runs


def _answered(complaint: Complaint, key: str, *values: str) -> bool:
    return complaint.answers.get(key) in values


def complaint_window(complaint: Complaint, _: Calendar) -> Iterator[Run]:
    paid, days = _day(complaint, "paid_at"), _number(complaint, "rule_window", 0)
    if paid and days:
        yield Run("paid_at", paid, days, "days")


def platform_answer(complaint: Complaint, _: Calendar) -> Iterator[Run]:
    filed = _day(complaint, "platform_filed_on")
    if filed:
        yield _by_rule(complaint, "platform_filed_on", filed, "rule_answer")


def _by_rule(complaint: Complaint, trigger: str, start: date, rule: str) -> Run:
    """As many working days as the platform says, else the default of ours."""
    days = complaint.answers.get(rule)
    if isinstance(days, int):
        return Run(trigger, start, days, "working_days")
    return Run(trigger, start, DEFAULT_PLATFORM_WORKING_DAYS, "working_days", basis="ours")


def first_look(complaint: Complaint, _: Calendar) -> Iterator[Run]:
    """Only where the platform takes longer than that: else both would be said together."""
    filed = _day(complaint, "platform_filed_on")
    if filed and _number(complaint, "rule_answer", DEFAULT_PLATFORM_WORKING_DAYS) > FIRST_LOOK_WORKING_DAYS:
        yield Run("platform_filed_on", filed, FIRST_LOOK_WORKING_DAYS, "working_days")


def promised_delivery(complaint: Complaint) -> Run | None:
    """The delivery the merchant promised: hours or days from payment, or the end of a presale."""
    promise = complaint.answers.get("promise")
    paid = complaint.answers.get("paid_at")
    if not (isinstance(promise, str) and is_known(promise) and isinstance(paid, str)):
        return None
    amount, _, unit = promise.partition(" ")
    if unit == "until":
        day = date.fromisoformat(amount)
        return Run("promise", day, 0, "days")
    if unit == "hours":
        return Run("promise", _instant(paid, Party.MERCHANT), int(amount), "hours")
    if unit in ("days", "working_days"):
        return Run("promise", datetime.fromisoformat(paid).date(), int(amount), unit)  # type: ignore[arg-type]
    return None


def _instant(answer: str, binds: Party) -> datetime:
    """A time as answered. When only the day is known: its end, so that nobody is called late too early –
    but its beginning when the clock binds the user, who must not be told too late."""
    when = datetime.fromisoformat(answer)
    if len(answer) <= len("2026-11-22"):
        when = datetime.combine(when.date(), time(0) if binds is Party.USER else time(23, 59))
    return when.replace(tzinfo=LEGAL_ZONE)


def delivery(complaint: Complaint, _: Calendar) -> Iterator[Run]:
    run = promised_delivery(complaint)
    if run:
        yield run


def of_episodes(
    kind: str, run: Callable[[Episode], Run | None]
) -> Callable[[Complaint, Calendar], Iterator[Run]]:
    """A clock that every episode of a kind sets off for itself; it ends with the episode."""

    def runs(complaint: Complaint, _: Calendar) -> Iterator[Run]:
        for episode in complaint.episodes:
            found = run(episode) if episode.kind == kind else None
            if found:
                yield msgspec.structs.replace(found, closed=episode.closed_at is not None)

    return runs


def hours_from(asked: str, hours: str, binds: Party) -> Callable[[Episode], Run | None]:
    def run(episode: Episode) -> Run | None:
        start, length = episode.answers.get(asked), episode.answers.get(hours)
        if isinstance(start, str) and isinstance(length, int):
            return Run(episode.id, _instant(start, binds), length, "hours")
        return None

    return run


def urgent(episode: Episode) -> Run:
    hour = episode.opened_at.replace(minute=0, second=0, microsecond=0)
    return Run(episode.id, hour, URGENT_HOURS, "hours")


def settlement(episode: Episode) -> Run | None:
    promised = episode.answers.get("promised_on")
    if episode.answers.get("decision") == "accept" and isinstance(promised, str):
        return Run(episode.id, date.fromisoformat(promised), 0, "days")
    return None


def settlement_look(episode: Episode) -> Run | None:
    accepted = episode.answers.get("decision") == "accept"
    if accepted and not is_known(episode.answers.get("promised_on")):
        return Run(episode.id, episode.opened_at, SETTLEMENT_LOOK_DAYS, "days")
    return None


def court_payment(episode: Episode) -> Run | None:
    """The day a judgment or a mediation paper sets for paying, as the user read it there."""
    day = episode.answers.get("pay_by")
    return Run(episode.id, date.fromisoformat(day), 0, "days") if isinstance(day, str) else None


def judgment_look(episode: Episode) -> Run | None:
    if "pay_by" in episode.answers and not is_known(episode.answers["pay_by"]):
        return Run(episode.id, episode.opened_at, JUDGMENT_LOOK_DAYS, "days")
    return None


def appeal(episode: Episode) -> Run | None:
    """The last day to appeal, as the user counted it from the court's paper."""
    day = episode.answers.get("appeal_by")
    return Run(episode.id, date.fromisoformat(day), 0, "days") if isinstance(day, str) else None


def own(episode: Episode) -> Run | None:
    day = episode.answers.get("day")
    return Run(episode.id, date.fromisoformat(day), 0, "days") if isinstance(day, str) else None


def for_consumers(
    runs: Callable[[Complaint, Calendar], Iterator[Run]],
) -> Callable[[Complaint, Calendar], Iterator[Run]]:
    """A clock that rests on a law for consumers: it does not run for goods bought to resell."""

    def of_consumers(complaint: Complaint, calendar: Calendar) -> Iterator[Run]:
        if not _answered(complaint, "use", "resale"):
            yield from runs(complaint, calendar)

    return of_consumers


def seven_days(complaint: Complaint, _: Calendar) -> Iterator[Run]:
    """消费者权益保护法 24: goods that are not as they should be, seven days from receipt – until it was demanded."""
    received = _day(complaint, "received_at")
    if received and not is_known(complaint.answers.get("raised_on")):
        yield Run("received_at", received, RETURN_DAYS, "days")


def refusal(complaint: Complaint, calendar: Calendar) -> Iterator[Run]:
    """侵害办法 8（二）: from the demand, or from the end of the agreed time when nothing was delivered."""
    raised = _day(complaint, "raised_on")
    delivery = promised_delivery(complaint)
    if raised:
        yield Run("raised_on", raised, REFUSAL_DAYS, "days")
    elif delivery:
        ended, _ = counted(delivery, calendar, rolls=False)
        day = ended.astimezone(LEGAL_ZONE).date() if isinstance(ended, datetime) else ended
        yield Run("promise", day, REFUSAL_DAYS, "days")


def review(complaint: Complaint, _: Calendar) -> Iterator[Run]:
    filed = _day(complaint, "review_filed_on")
    if filed:
        yield _by_rule(complaint, "review_filed_on", filed, "review_days")


def docketing(complaint: Complaint, _: Calendar) -> Iterator[Run]:
    filed = _day(complaint, "law_filed_on")
    waits = not is_known(complaint.answers.get("law_docket"))
    if filed and waits and _answered(complaint, "law_route", "small", "suit"):
        yield Run("law_filed_on", filed, DOCKETING_DAYS, "days")


def _decided(complaint: Complaint) -> bool:
    """The court decided on what it docketed: an earlier suit's paper is of before that day."""
    docketed = _day(complaint, "law_docketed_on")
    papers = (e.opened_at.astimezone(LEGAL_ZONE).date() for e in complaint.episodes if e.kind == "judgment")
    return docketed is not None and any(day >= docketed for day in papers)


def small_claim(complaint: Complaint, _: Calendar) -> Iterator[Run]:
    docketed = _day(complaint, "law_docketed_on")
    if docketed and _answered(complaint, "law_route", "small") and not _decided(complaint):
        yield Run("law_docketed_on", docketed, SMALL_CLAIM_MONTHS, "months")


def court_look(complaint: Complaint, _: Calendar) -> Iterator[Run]:
    docketed = _day(complaint, "law_docketed_on")
    if docketed and _answered(complaint, "law_route", "suit") and not _decided(complaint):
        yield Run("law_docketed_on", docketed, COURT_LOOK_DAYS, "days")


def police(complaint: Complaint, _: Calendar) -> Iterator[Run]:
    reported = _day(complaint, "law_filed_on")
    if reported and _answered(complaint, "law_route", "police"):
        yield Run("law_filed_on", reported, POLICE_LOOK_DAYS, "days")


def breach_day(complaint: Complaint) -> date | None:
    """The first day the buyer could know of the breach: the promised day, the receipt, else the payment.

    民法典 188: the period runs from when the damage and the obligor are known. The earlier day is the safe one.
    """
    received = _day(complaint, "received_at")
    if received:
        return received
    run = promised_delivery(complaint)
    if run and isinstance(run.start, date) and run.unit == "days" and not isinstance(run.start, datetime):
        return run.start + timedelta(days=run.length)
    return _day(complaint, "paid_at")


def limitation(complaint: Complaint, _: Calendar) -> Iterator[Run]:
    day = breach_day(complaint)
    if day:
        yield Run("breach", day, 3, "years")


def rescission(complaint: Complaint, _: Calendar) -> Iterator[Run]:
    """民法典 152: one year from knowing of the fraud; counted where the buyer says it was one."""
    day = breach_day(complaint)
    if day and _answered(complaint, "demand", "triple"):
        yield Run("breach", day, 1, "years")


def mediation_notice(complaint: Complaint, calendar: Calendar) -> Iterator[Run]:
    """投诉举报处理办法 23: told within seven working days of the end, here of the sixty days running out."""
    accepted = _day(complaint, "authority_accepted_on")
    if accepted:
        ended = add_days(accepted, MEDIATION_DAYS, calendar, rolls=True).due
        yield Run("mediation", ended, 7, "working_days")
