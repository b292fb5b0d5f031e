"""What the clocks come to for one complaint: deadlines, computed from its answers and never stored.

The status card, /deadlines, reminders, guards and the question "why this date?" read the same `Deadline`;
only the next wake time is stored.
"""

from datetime import date, datetime

import msgspec

from state_machine.clocks import CLOCK, CLOCKS, Clock
from state_machine.complaint import LEGAL_ZONE, Complaint
from state_machine.starts import Run, Unit, counted
from state_machine.workdays import Calendar, Count


class Deadline(msgspec.Struct, frozen=True):
    """When a clock runs out for one complaint. `due` is a legal day, or an instant for an hour clock.

    `basis` is what this running of it rests on, as in `Clock.basis`.
    """

    clock: Clock
    trigger: str
    start: date | datetime
    due: date | datetime
    count: Count | None
    length: int
    unit: Unit
    basis: str

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


def _deadline(run: Run, clock: Clock, calendar: Calendar) -> Deadline:
    due, count = counted(run, calendar, rolls=clock.rolls)
    start = count.start if count else run.start
    basis = run.basis or clock.basis
    return Deadline(clock, run.trigger, start, due, count, run.length, run.unit, basis)


def running(complaint: Complaint, calendar: Calendar) -> tuple[Deadline, ...]:
    """The deadlines that matter in the complaint's stage, passed or not; closed episodes have none."""
    return tuple(
        _deadline(run, clock, calendar)
        for clock in CLOCKS
        if complaint.stage in clock.stages
        for run in clock.runs(complaint, calendar)
        if not run.closed
    )


def deadline(complaint: Complaint, key: str, calendar: Calendar) -> Deadline | None:
    """The newest deadline of one clock, whatever the stage: what a question or a letter quotes."""
    runs = list(CLOCK[key].runs(complaint, calendar))
    return _deadline(runs[-1], CLOCK[key], calendar) if runs else None


def has_had_its_time(complaint: Complaint, key: str, now: datetime, calendar: Calendar) -> bool:
    """The time of this clock has passed – the rule's own, or the stated default: silence may be said."""
    due = deadline(complaint, key, calendar)
    return due is not None and due.passed(now)
