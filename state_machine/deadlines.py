"""Every clock, one row each: when it starts, how long it runs, whom it binds, what it rests on.

Deadlines are computed from a complaint's answers and never stored; only the next wake time is.
The status card, /deadlines, reminders, guards and the question "why this date?" read the same `Deadline`.
Legal dates are counted in LEGAL_ZONE, wherever the user is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, Literal

import msgspec

from state_machine.complaint import (
    BEFORE_FILING,
    LEGAL_ZONE,
    OPEN,
    Complaint,
    Episode,
    Stage,
    is_known,
)
from state_machine.workdays import Calendar, Count, add_days, add_working_days, add_years

DEFAULT_PLATFORM_WORKING_DAYS: Final = 7  # ours, not law: no statute gives the platform a number of days
FIRST_LOOK_WORKING_DAYS: Final = 3  # ours
MEDIATION_DAYS: Final = 60  # 投诉举报处理办法 23（五）, calendar days from acceptance

Unit = Literal["hours", "days", "working_days", "years"]


class Party(StrEnum):
    """Whom a clock binds: it warns the user before, all others it names after."""

    MERCHANT = "merchant"
    PLATFORM = "platform"
    AUTHORITY = "authority"
    COURT = "court"
    USER = "user"


class Run(msgspec.Struct, frozen=True):
    """One running of a clock: what set it off, from when, for how long. A day for day clocks, an instant for hours."""

    trigger: str
    start: date | datetime
    length: int
    unit: Unit
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A row of CLOCKS. `basis` is the statute's key, or "platform" / "merchant" / "ours" when no law says it."""

    key: str
    name: str
    binds: Party
    basis: str
    stages: tuple[Stage, ...]
    runs: Callable[[Complaint, Calendar], Iterator[Run]]
    rolls: bool = False  # an end on a rest day moves to the next day after it
    warn_days: tuple[int, ...] = (1, 0)  # for the user: mornings this many days before the (unrolled) end
    warn_hours: tuple[int, ...] = (24, 4)  # for the user's hour clocks
    again_days: tuple[int, ...] = (0, 1, 3, 7)  # mornings after it passed, until somebody acts


class Deadline(msgspec.Struct, frozen=True):
    """When a clock runs out for one complaint. `due` is a legal day, or an instant for an hour clock."""

    clock: Clock
    trigger: str
    start: date | datetime
    due: date | datetime
    count: Count | None
    length: int
    unit: Unit

    @property
    def key(self) -> str:
        """Names this deadline for ever: which clock, set off by what."""
        return f"{self.clock.key}:{self.trigger}"

    @property
    def provisional(self) -> bool:
        """The count crosses a year whose holidays are not published yet."""
        return self.count is not None and self.count.provisional

    def passed(self, now: datetime) -> bool:
        """Overdue only on the next day (民法典 203: a day ends at 24:00); an hour clock at its instant."""
        if isinstance(self.due, datetime):
            return now > self.due
        return now.astimezone(LEGAL_ZONE).date() > self.due


def _day(complaint: Complaint, key: str) -> date | None:
    answer = complaint.answers.get(key)
    return datetime.fromisoformat(str(answer)).date() if is_known(answer) else None


def _number(complaint: Complaint, key: str, default: int) -> int:
    answer = complaint.answers.get(key)
    return answer if isinstance(answer, int) else default


def _from_day(day_key: str, length: int, unit: Unit) -> Callable[[Complaint, Calendar], Iterator[Run]]:
    """A clock that starts on the day the user gave for `day_key`."""

    def runs(complaint: Complaint, _: Calendar) -> Iterator[Run]:
        day = _day(complaint, day_key)
        if day:
            yield Run(day_key, day, length, unit)

    return runs


def _complaint_window(complaint: Complaint, _: Calendar) -> Iterator[Run]:
    paid, days = _day(complaint, "paid_at"), _number(complaint, "rule_window", 0)
    if paid and days:
        yield Run("paid_at", paid, days, "days")


def _platform_answer(complaint: Complaint, _: Calendar) -> Iterator[Run]:
    filed = _day(complaint, "platform_filed_on")
    if filed:
        days = _number(complaint, "rule_answer", DEFAULT_PLATFORM_WORKING_DAYS)
        yield Run("platform_filed_on", filed, days, "working_days")


def _first_look(complaint: Complaint, _: Calendar) -> Iterator[Run]:
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


def _delivery(complaint: Complaint, _: Calendar) -> Iterator[Run]:
    run = promised_delivery(complaint)
    if run:
        yield run


def _supplement(complaint: Complaint, _: Calendar) -> Iterator[Run]:
    for episode in complaint.episodes:
        if episode.kind == "supplement":
            yield from _supplement_of(episode)


def _supplement_of(episode: Episode) -> Iterator[Run]:
    hours, asked = episode.answers.get("hours"), episode.answers.get("asked_at")
    if isinstance(hours, int) and isinstance(asked, str):
        start = _instant(asked, Party.USER)
        yield Run(episode.id, start, hours, "hours", closed=episode.closed_at is not None)


def breach_day(complaint: Complaint) -> date | None:
    """The day the buyer knew of the breach: when the promised delivery failed, else the day of payment.

    民法典 188: the period runs from when the damage and the obligor are known. The earlier day is the safe one.
    """
    run = promised_delivery(complaint)
    paid = _day(complaint, "paid_at")
    if run and isinstance(run.start, date) and run.unit == "days" and not isinstance(run.start, datetime):
        return run.start + timedelta(days=run.length)
    return paid


def _limitation(complaint: Complaint, _: Calendar) -> Iterator[Run]:
    day = breach_day(complaint)
    if day:
        yield Run("breach", day, 3, "years")


def _mediation_notice(complaint: Complaint, calendar: Calendar) -> Iterator[Run]:
    """投诉举报处理办法 23: told within seven working days of the end, here of the sixty days running out."""
    accepted = _day(complaint, "authority_accepted_on")
    if accepted:
        ended = add_days(accepted, MEDIATION_DAYS, calendar, rolls=True).due
        yield Run("mediation", ended, 7, "working_days")


FAR: Final = (90, 30, 7, 1)
ONCE: Final = (0,)

CLOCKS: Final[tuple[Clock, ...]] = (
    Clock("complaint_window", "平台规则的投诉期限", Party.USER, "platform", BEFORE_FILING, _complaint_window),
    Clock(
        "delivery",
        "承诺的发货时限",
        Party.MERCHANT,
        "ecommerce-20",
        BEFORE_FILING,
        _delivery,
        again_days=ONCE,
    ),
    Clock(
        "platform_look",
        "第一次查看平台进度",
        Party.PLATFORM,
        "ours",
        (Stage.PLATFORM,),
        _first_look,
        again_days=ONCE,
    ),
    Clock("platform_answer", "平台答复", Party.PLATFORM, "platform", (Stage.PLATFORM,), _platform_answer),
    Clock("supplement", "补充材料", Party.USER, "platform", (Stage.PLATFORM,), _supplement, again_days=ONCE),
    Clock(
        "acceptance",
        "12315 告知是否受理",
        Party.AUTHORITY,
        "complaint-measures-15",
        (Stage.AUTHORITY,),
        _from_day("authority_filed_on", 7, "working_days"),
        rolls=True,
    ),
    Clock(
        "mediation",
        "12315 调解期限",
        Party.AUTHORITY,
        "complaint-measures-23",
        (Stage.MEDIATION,),
        _from_day("authority_accepted_on", MEDIATION_DAYS, "days"),
        rolls=True,
    ),
    Clock(
        "mediation_notice",
        "12315 告知调解终止",
        Party.AUTHORITY,
        "complaint-measures-23",
        (Stage.MEDIATION,),
        _mediation_notice,
    ),
    Clock(
        "limitation",
        "诉讼时效（三年）",
        Party.USER,
        "civil-188",
        OPEN,
        _limitation,
        rolls=True,
        warn_days=FAR,
        again_days=ONCE,
    ),
    Clock(
        "authority_bar",
        "12315 受理的三年期限",
        Party.USER,
        "complaint-measures-16",
        (*BEFORE_FILING, Stage.PLATFORM, Stage.DOOR),
        _limitation,
        warn_days=FAR,
        again_days=ONCE,
    ),
)
CLOCK: Final = {clock.key: clock for clock in CLOCKS}


def _count(run: Run, clock: Clock, calendar: Calendar) -> Deadline:
    if run.unit == "hours":
        assert isinstance(run.start, datetime)  # noqa: S101 – hour runs start at an instant
        due = run.start + timedelta(hours=run.length)
        return Deadline(clock, run.trigger, run.start, due, None, run.length, run.unit)
    start = run.start.date() if isinstance(run.start, datetime) else run.start
    if run.unit == "working_days":
        count = add_working_days(start, run.length, calendar)
    elif run.unit == "years":
        count = add_years(start, run.length, calendar, rolls=clock.rolls)
    else:
        count = add_days(start, run.length, calendar, rolls=clock.rolls)
    return Deadline(clock, run.trigger, start, count.due, count, run.length, run.unit)


def running(complaint: Complaint, calendar: Calendar) -> tuple[Deadline, ...]:
    """The deadlines that matter in the complaint's stage, passed or not; closed episodes have none."""
    return tuple(
        _count(run, clock, calendar)
        for clock in CLOCKS
        if complaint.stage in clock.stages
        for run in clock.runs(complaint, calendar)
        if not run.closed
    )


def deadline(complaint: Complaint, key: str, calendar: Calendar) -> Deadline | None:
    """The newest deadline of one clock, whatever the stage: what a question or a letter quotes."""
    runs = list(CLOCK[key].runs(complaint, calendar))
    return _count(runs[-1], CLOCK[key], calendar) if runs else None


def platform_has_had_its_time(complaint: Complaint, now: datetime, calendar: Calendar) -> bool:
    """The platform's own time limit, or the stated default, has passed: silence may be said."""
    due = deadline(complaint, "platform_answer", calendar)
    return due is not None and due.passed(now)
