"""Which stage may follow which: the table, its guards, and what ending and reopening do."""

from datetime import datetime

import pytest
from msgspec.structs import replace

from state_machine.complaint import LEGAL_ZONE, OPEN, Complaint, Episode, Outcome, Stage
from state_machine.lifecycle import TRANSITIONS, Forbidden, Position, Row, advance, allows
from state_machine.workdays import PUBLISHED

NOW = datetime(2026, 11, 10, 10, 0, tzinfo=LEGAL_ZONE)
EVERYTHING = {
    "statement": "文",
    "platform_filed_on": "2026-10-01",
    "review_filed_on": "2026-10-12",
    "authority_filed_on": "2026-10-20",
    "outside_filed_on": "2026-10-20",
    "outcome": "full_refund",
}


def at(stage: Stage, **changes: object) -> Complaint:
    case = Complaint(id="k1", opened_at=NOW, touched_at=NOW, stage=stage, answers=EVERYTHING)
    return replace(case, **changes)


def move(case: Complaint, trigger: str) -> Complaint:
    return advance(case, trigger, NOW, PUBLISHED)


@pytest.mark.parametrize("row", [r for r in TRANSITIONS if r.trigger != "reopen"], ids=str)
def test_every_row_of_the_table_is_a_move(row: Row) -> None:
    elsewhere = {Stage.OUTSIDE: "authority_filed_on", Stage.FILING: "platform_filed_on"}.get(row.target)
    answers = {key: value for key, value in EVERYTHING.items() if key != elsewhere}
    assert move(at(row.source, answers=answers), row.trigger).stage is row.target


def test_what_the_table_does_not_say_is_forbidden() -> None:
    rows = {(row.trigger, row.source) for row in TRANSITIONS}
    for trigger in {row.trigger for row in TRANSITIONS} | {"to_closed", "fly"}:
        for stage in Stage:
            if (trigger, stage) not in rows:
                with pytest.raises(Forbidden):
                    move(at(stage), trigger)


@pytest.mark.parametrize(
    ("stage", "trigger", "missing"),
    [
        (Stage.STATEMENT, "proceed", "statement"),
        (Stage.FILING, "proceed", "platform_filed_on"),
        (Stage.REVIEW, "escalate", "review_filed_on"),
        (Stage.CLOSING, "close", "outcome"),
    ],
)
def test_a_guard_wants_its_answer(stage: Stage, trigger: str, missing: str) -> None:
    without = {key: value for key, value in EVERYTHING.items() if key != missing}
    assert not allows(at(stage, answers=without), trigger, NOW, PUBLISHED)


def test_no_door_is_gone_through_before_something_was_filed_there() -> None:
    nothing = {key: EVERYTHING[key] for key in ("statement", "platform_filed_on")}
    assert not allows(at(Stage.DOOR, answers=nothing), "proceed", NOW, PUBLISHED)


def test_silence_is_an_answer_only_when_the_platforms_time_has_passed() -> None:
    filed_today = {**EVERYTHING, "platform_filed_on": "2026-11-09"}
    assert not allows(at(Stage.PLATFORM, answers=filed_today), "escalate", NOW, PUBLISHED)
    assert allows(at(Stage.PLATFORM), "escalate", NOW, PUBLISHED)


def test_every_guard_in_the_table_exists() -> None:
    position = Position(Stage.TRIAGE, at(Stage.TRIAGE), NOW, PUBLISHED)
    for row in TRANSITIONS:
        assert not row.guard or hasattr(position, row.guard)
    with pytest.raises(AttributeError):
        position.nonsense  # noqa: B018


@pytest.mark.parametrize("stage", [s for s in OPEN if s is not Stage.CLOSING])
def test_a_withdrawn_complaint_reopens_where_it_was(stage: Stage) -> None:
    withdrawn = move(at(stage), "withdraw")
    assert (withdrawn.stage, withdrawn.outcome) == (Stage.CLOSED, Outcome.WITHDRAWN)
    back = move(withdrawn, "reopen")
    assert (back.stage, back.outcome, back.closed_at) == (stage, None, None)


def test_closing_remembers_where_it_came_from_and_closes_episodes() -> None:
    episode = Episode("supplement", "sup1", NOW)
    closing = move(at(Stage.PLATFORM, episodes=(episode,)), "resolve")
    closed = move(closing, "close")
    assert closed.outcome is Outcome.FULL_REFUND
    assert closed.closed_from is Stage.PLATFORM
    assert all(e.closed_at for e in closed.episodes)
    assert move(closed, "reopen").stage is Stage.PLATFORM


def test_the_complaint_itself_is_frozen() -> None:
    with pytest.raises(AttributeError):
        at(Stage.FACTS).stage = Stage.LAW  # type: ignore[misc]
