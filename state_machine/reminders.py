"""What there is to say about a deadline, and when: before it ends to the user it binds, after it passed of all others.

Quiet hours follow the user; only an hour clock about to run out breaks them.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

import msgspec

from state_machine.complaint import LEGAL_ZONE, Complaint, Stage
from state_machine.deadlines import Deadline
from state_machine.quiet import Quiet
from state_machine.starts import Party

MORNING: Final = 9  # the hour at which days are spoken of
TIME_TO_ACT: Final = timedelta(hours=2)
NUDGE_AFTER: Final = timedelta(days=3)
ASLEEP_AFTER: Final = timedelta(days=182)


class Reminder(msgspec.Struct, frozen=True):
    """One thing to say about a deadline: `step` is "-1d", "-4h" … before, "0", "1", "3", "7" days after it passed."""

    deadline: Deadline
    step: str
    at: datetime

    @property
    def presses(self) -> bool:
        """An hour clock somebody else set the user: it waits for no morning and no snooze."""
        clock = self.deadline.clock
        hours = isinstance(self.deadline.due, datetime)
        return hours and clock.binds is Party.USER and clock.basis != "ours"

    @property
    def key(self) -> str:
        """Unique for ever: the same date is never said twice at the same step."""
        return f"{self.deadline.key}:{self.deadline.due.isoformat()}:{self.step}"


def _morning(day: date, quiet: Quiet) -> datetime:
    """Nine in the user's morning, and never before the legal day has begun."""
    legal = datetime.combine(day, time(0), LEGAL_ZONE)
    local = quiet.at(day, MORNING)
    return local if local >= legal else local + timedelta(days=1)


def reminders(deadline: Deadline, quiet: Quiet) -> Iterator[Reminder]:
    """Everything there is to say about a deadline, with the instant to say it at."""
    if deadline.clock.binds is Party.USER:
        yield from _before(deadline, quiet)
    yield from _after(deadline, quiet)


def _before(deadline: Deadline, quiet: Quiet) -> Iterator[Reminder]:
    if isinstance(deadline.due, datetime):
        for hours in deadline.clock.warn_hours:
            at = deadline.due - timedelta(hours=hours)
            quiet_end = quiet.waking(at)
            # An hour clock about to run out does not wait for the morning when that leaves no time to act.
            in_time = deadline.due - quiet_end >= TIME_TO_ACT or deadline.clock.basis == "ours"
            yield Reminder(deadline, f"-{hours}h", quiet_end if in_time else at)
        return
    last = deadline.count.unrolled if deadline.count else deadline.due
    end = datetime.combine(last + timedelta(days=1), time(0), LEGAL_ZONE)
    for days in deadline.clock.warn_days:
        local = quiet.at(last - timedelta(days=days), MORNING)
        yield Reminder(deadline, f"-{days}d", local if local < end else local - timedelta(days=1))


def _after(deadline: Deadline, quiet: Quiet) -> Iterator[Reminder]:
    if isinstance(deadline.due, datetime):
        passed = quiet.waking(deadline.due + timedelta(seconds=1))
    else:
        passed = _morning(deadline.due + timedelta(days=1), quiet)
    for days in deadline.clock.again_days:
        yield Reminder(deadline, str(days), passed + timedelta(days=days))


def speaks_at(reminder: Reminder, complaint: Complaint, now: datetime, quiet: Quiet) -> datetime:
    """When it is really said: not in the quiet hours and not during a snooze, unless it presses."""
    if reminder.presses:
        return reminder.at
    at = max(reminder.at, complaint.snoozed_until) if complaint.snoozed_until else reminder.at
    return at if at > now else quiet.waking(now)


def pending(complaint: Complaint, said: Iterable[Reminder]) -> tuple[Reminder, ...]:
    """Of the reminders of its running dates those not given yet; none for a muted or ended complaint."""
    if complaint.muted or complaint.stage is Stage.CLOSED or complaint.erase_at:
        return ()
    given = frozenset(complaint.alerted)
    return tuple(sorted((r for r in said if r.key not in given), key=lambda reminder: reminder.at))
