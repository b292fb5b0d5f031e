"""The tables of every clock and every door, with the answers that set them off or close them."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Final

from dialogs.script import INTERLUDES
from state_machine.channels import DOORS, Door
from state_machine.clocks import CLOCKS, Clock
from state_machine.complaint import OPEN, UNKNOWN, Answer, Complaint, Episode, Stage
from state_machine.starts import Party, Run
from state_machine.statutes import STATUTES, cite
from state_machine.workdays import PUBLISHED

A_DAY: Final = "2026-03-02"
A_MOMENT: Final = datetime(
    2026, 3, 1, tzinfo=UTC
)  # before it was docketed: a judgment ends the court's own clocks
UNITS: Final = {
    "hours": "hours",
    "days": "days",
    "working_days": "working days",
    "months": "months",
    "years": "years",
}
BASES: Final = {
    "platform": "the platform's rule",
    "merchant": "the merchant's word",
    "asker": "the notice of who asks",
    "court": "the court's paper",
    "yours": "the user's own",
    "ours": "ours, no law",
}

# Answers that set off every clock, with two different lengths and with none told.
STARTS: Final[dict[str, Answer]] = {
    key: A_DAY
    for key in (
        "paid_at",
        "received_at",
        "platform_filed_on",
        "review_filed_on",
        "outside_filed_on",
        "authority_filed_on",
        "authority_accepted_on",
        "law_filed_on",
        "law_docketed_on",
    )
}
TOLD: Final[tuple[dict[str, Answer], ...]] = (
    {"rule_window": 5, "rule_answer": 5, "review_days": 5, "promise": "24 hours", "law_route": "small"},
    {"rule_window": 9, "rule_answer": 9, "review_days": 9, "promise": "3 days", "law_route": "police"},
    {"raised_on": A_DAY, "demand": "triple", "law_route": "suit"},
)
HAPPENED: Final[tuple[dict[str, Answer], ...]] = (
    {"hours": 24, "urged_hours": 24, "promised_on": A_DAY, "pay_by": A_DAY},
    {"hours": 72, "urged_hours": 72, "promised_on": A_DAY, "pay_by": A_DAY},
    {"promised_on": UNKNOWN, "pay_by": UNKNOWN},
)


def clocks() -> str:
    """Every clock, one line each."""
    head = (
        "| key | name | binds | counts from | runs | rests on | rolls over rest days | warns before | says it again after | stages |\n"
        "|---|---|---|---|---|---|---|---|---|---|\n"
    )
    return (
        head
        + "".join(map(_clock, CLOCKS))
        + (
            "\nThe day a count starts on is not counted. A clock that binds the user warns before its end; every clock "
            "is spoken of once it has passed – a day on the next morning, never on the day itself – and some again.\n"
        )
    )


def _clock(clock: Clock) -> str:
    runs = [run for answers in range(len(TOLD)) for run in _runs(clock, answers)]
    cells = (
        f"`{clock.key}`",
        clock.name,
        clock.binds.value,
        " or ".join(dict.fromkeys(f"`{run.trigger}`" for run in runs)),
        _length(clock),
        cite(clock.basis) if clock.basis in STATUTES else BASES[clock.basis],
        "yes" if clock.rolls else "no",
        _warns(clock, runs),
        _days(day for day in clock.again_days if day) or "–",
        where(clock.stages),
    )
    return f"| {' | '.join(cells)} |\n"


def _runs(clock: Clock, which: int) -> Iterator[Run]:
    return clock.runs(_sample(which), PUBLISHED)


def _sample(which: int) -> Complaint:
    told: dict[str, Answer] = {
        "asked_at": A_DAY,
        "urged_at": A_DAY,
        "decision": "accept",
        "day": A_DAY,
        "appeal_by": A_DAY,
    }
    episodes = tuple(Episode(kind, kind, A_MOMENT, answers=told | HAPPENED[which]) for kind in INTERLUDES)
    return Complaint("", A_MOMENT, A_MOMENT, answers=STARTS | TOLD[which], episodes=episodes)


def _length(clock: Clock) -> str:
    """The same whatever the answers, or as they say – with the default when they say nothing."""
    told = {_span(run) for which in (0, 1) for run in _runs(clock, which)}
    default = {_span(run) for run in _runs(clock, 2)}
    if not told:
        return default.pop()
    if len(told) == 1:
        return told.pop()
    return "as answered" + "".join(f", else {span}" for span in default)


def _span(run: Run) -> str:
    if not run.length:
        return "on that day"
    unit = UNITS[run.unit]
    return f"{run.length} {unit if run.length != 1 else unit[:-1]}"


def _warns(clock: Clock, runs: list[Run]) -> str:
    if clock.binds is not Party.USER:
        return "–"
    if any(run.unit == "hours" for run in runs):
        return ", ".join(f"{hours} h" for hours in clock.warn_hours)
    return _days(clock.warn_days)


def _days(days: Iterable[int]) -> str:
    return ", ".join(f"{day} d" if day else "the day itself" for day in days)


def where(stages: tuple[Stage, ...]) -> str:
    """Which stages, in few words."""
    if set(stages) == set(OPEN):
        return "all but closed"
    order = list(Stage)
    first, last = order.index(stages[0]), order.index(stages[-1])
    if len(stages) > 2 and tuple(order[first : last + 1]) == stages:
        return f"{stages[0].value} to {stages[-1].value}"
    return ", ".join(stage.value for stage in stages)


def doors() -> str:
    """Every door, with the reasons for which it is closed."""
    head = "| key | name | does | how | rests on | closed when |\n|---|---|---|---|---|---|\n"
    return head + "".join(map(_door, DOORS))


def _door(door: Door) -> str:
    rests = "、".join(cite(key) for clause in door.does for key in clause.statutes) or "–"
    does = "；".join(clause.words for clause in door.does)
    return f"| `{door.key}` | {door.name} | {does} | {door.how} | {rests} | {' '.join(_reasons(door))} |\n"


def _reasons(door: Door) -> list[str]:
    """What a door says to a reseller, to a buyer on a site of its own, and to one who comes too late."""
    cases: tuple[dict[str, Answer], ...] = ({"use": "resale"}, {"platform_kind": "site"}, {"paid_at": A_DAY})
    late = date(2040, 1, 1)
    complaints = (
        Complaint("", A_MOMENT, A_MOMENT, answers={"use": "own", "platform_kind": "shop"} | c) for c in cases
    )
    reasons = [reason for complaint in complaints if (reason := door.refuses(complaint, late))]
    return list(dict.fromkeys(reasons)) or ["–"]
