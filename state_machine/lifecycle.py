"""Which stage may follow which, and when: one table, run by `transitions`.

The library moves a throw-away `Position`; the complaint itself is frozen and is replaced by `advance`.
There is one Machine for the whole program: building one per update costs more than the update.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from msgspec.structs import replace
from transitions import Machine

from state_machine.complaint import AFTER_FILING, DRAFTING, OPEN, Complaint, Outcome, Stage, is_known
from state_machine.deadlines import has_had_its_time
from state_machine.workdays import Calendar

REOPENABLE: Final = tuple(stage for stage in OPEN if stage is not Stage.CLOSING)


class Row(NamedTuple):
    """A move: what triggers it, from where, to where, and the guard (a property of Position) that must hold."""

    trigger: str
    source: Stage
    target: Stage
    guard: str = ""


TRANSITIONS: Final[tuple[Row, ...]] = (
    Row("proceed", Stage.TRIAGE, Stage.FACTS),
    *(Row("decline", stage, Stage.CLOSED) for stage in (Stage.TRIAGE, *DRAFTING)),
    Row("proceed", Stage.FACTS, Stage.EVIDENCE),
    Row("proceed", Stage.EVIDENCE, Stage.RULES),
    Row("proceed", Stage.RULES, Stage.CLAIM),
    Row("proceed", Stage.CLAIM, Stage.STATEMENT),
    Row("proceed", Stage.STATEMENT, Stage.FILING, "stated"),
    Row("proceed", Stage.FILING, Stage.PLATFORM, "filed_at_platform"),
    Row("restate", Stage.FILING, Stage.STATEMENT),
    Row("bypass", Stage.FILING, Stage.DOOR),
    Row("dispute", Stage.PLATFORM, Stage.REFUSED),
    Row("escalate", Stage.PLATFORM, Stage.DOOR, "platform_overdue"),
    Row("bypass", Stage.PLATFORM, Stage.DOOR),
    Row("review", Stage.REFUSED, Stage.REVIEW),
    Row("dispute", Stage.REFUSED, Stage.DOOR),
    Row("dispute", Stage.REVIEW, Stage.DOOR),
    Row("escalate", Stage.REVIEW, Stage.DOOR, "review_overdue"),
    Row("bypass", Stage.REVIEW, Stage.DOOR),
    Row("return", Stage.DOOR, Stage.PLATFORM, "filed_at_platform"),
    Row("again", Stage.DOOR, Stage.FILING),
    Row("proceed", Stage.DOOR, Stage.AUTHORITY, "filed_with_authority"),
    Row("proceed", Stage.DOOR, Stage.OUTSIDE, "filed_outside"),
    Row("sue", Stage.DOOR, Stage.LAW),
    Row("refile", Stage.OUTSIDE, Stage.DOOR),
    Row("sue", Stage.OUTSIDE, Stage.LAW),
    Row("accept", Stage.AUTHORITY, Stage.MEDIATION),
    Row("refuse", Stage.AUTHORITY, Stage.LAW),
    Row("refile", Stage.AUTHORITY, Stage.DOOR),
    Row("sue", Stage.AUTHORITY, Stage.LAW),
    Row("end", Stage.MEDIATION, Stage.LAW),
    Row("sue", Stage.MEDIATION, Stage.LAW),
    Row("refile", Stage.LAW, Stage.DOOR),
    Row("give_up", Stage.LAW, Stage.CLOSING),
    *(Row("resolve", stage, Stage.CLOSING) for stage in (*DRAFTING, Stage.FILING, *AFTER_FILING)),
    Row("close", Stage.CLOSING, Stage.CLOSED, "has_outcome"),
    *(Row("withdraw", stage, Stage.CLOSED) for stage in OPEN),
    *(
        Row("reopen", ended, stage, f"was_{stage.value}")
        for ended in (Stage.CLOSING, Stage.CLOSED)
        for stage in REOPENABLE
    ),
)


class Forbidden(Exception):
    """The table has no such move from here, or its guard does not hold."""


@dataclass(slots=True)
class Position:
    """What the library moves: the stage, and the facts its guards read."""

    state: Stage
    complaint: Complaint
    now: datetime
    calendar: Calendar

    def stated(self) -> bool:
        """A statement was agreed on."""
        return is_known(self.complaint.answers.get("statement"))

    def filed_at_platform(self) -> bool:
        """The day of filing at the platform is known: its clocks start there."""
        return is_known(self.complaint.answers.get("platform_filed_on"))

    def filed_with_authority(self) -> bool:
        """The day of filing at 12315 is known."""
        return is_known(self.complaint.answers.get("authority_filed_on"))

    def filed_outside(self) -> bool:
        """The day of filing at another door is known."""
        return is_known(self.complaint.answers.get("outside_filed_on"))

    def platform_overdue(self) -> bool:
        """The platform's time has passed: only then is silence an answer."""
        return has_had_its_time(self.complaint, "platform_answer", self.now, self.calendar)

    def review_overdue(self) -> bool:
        """The time of the platform's review has passed."""
        return has_had_its_time(self.complaint, "review", self.now, self.calendar)

    def has_outcome(self) -> bool:
        """The user said how it ended."""
        return is_known(self.complaint.answers.get("outcome"))

    def __getattr__(self, name: str) -> bool:
        """`was_<stage>`: the complaint was ended from that stage."""
        if name.startswith("was_"):
            return self.complaint.closed_from == name.removeprefix("was_")
        raise AttributeError(name)


_MACHINE: Final = Machine(
    model=None,
    states=Stage,
    initial=Stage.TRIAGE,
    auto_transitions=False,
    transitions=[
        {"trigger": row.trigger, "source": row.source, "dest": row.target, "conditions": row.guard or None}
        for row in TRANSITIONS
    ],
)


def _target(complaint: Complaint, trigger: str, now: datetime, calendar: Calendar) -> Stage | None:
    """Where the trigger leads from here, or None."""
    event = _MACHINE.events.get(trigger)
    if event is None or complaint.stage.name not in event.transitions:
        return None
    position = Position(complaint.stage, complaint, now, calendar)
    return position.state if event.trigger(position) else None


def allows(complaint: Complaint, trigger: str, now: datetime, calendar: Calendar) -> bool:
    """Whether `advance` would move the complaint."""
    return _target(complaint, trigger, now, calendar) is not None


def advance(complaint: Complaint, trigger: str, now: datetime, calendar: Calendar) -> Complaint:
    """The complaint after the trigger; raises Forbidden when the table does not allow it.

    Only the stage and what ending and reopening mean change here; which answers a way back asks anew is the script's.
    """
    target = _target(complaint, trigger, now, calendar)
    if target is None:
        raise Forbidden(f"{trigger} from {complaint.stage}")
    moved = replace(complaint, stage=target, pinned="")
    if trigger == "reopen":
        return replace(moved, outcome=None, closed_from=None, closed_at=None)
    moved = replace(moved, entered_at={**complaint.entered_at, target.value: now})
    if target in (Stage.CLOSING, Stage.CLOSED):
        return _ended(moved, complaint.stage, trigger, now)
    return moved


def _ended(complaint: Complaint, source: Stage, trigger: str, now: datetime) -> Complaint:
    """Remember where it ended from, once; a closed complaint has an outcome and no open episode."""
    origin = complaint.closed_from if source is Stage.CLOSING else source
    if complaint.stage is Stage.CLOSING:
        return replace(complaint, closed_from=origin)
    outcome = {"withdraw": Outcome.WITHDRAWN, "decline": Outcome.UNRESOLVED}.get(trigger)
    if outcome is None:
        outcome = Outcome(str(complaint.answers["outcome"]))
    episodes = tuple(e if e.closed_at else replace(e, closed_at=now) for e in complaint.episodes)
    return replace(complaint, closed_from=origin, closed_at=now, outcome=outcome, episodes=episodes)
