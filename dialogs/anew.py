"""What a way back asks anew: which answers a move takes back, and where they are kept."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from msgspec.structs import replace

from dialogs.question import Question, View
from dialogs.script import INTERLUDES, SCRIPT, WAY_OUT
from state_machine.complaint import BEFORE_FILING, FILING, Complaint, Episode, Stage
from state_machine.workdays import PUBLISHED


def asked_anew(complaint: Complaint, trigger: str, now: datetime) -> Complaint:
    """The complaint after a move, without the answers that are to be given again."""
    return ANEW.get(trigger, _as_it_is)(complaint, now)


def _as_it_is(complaint: Complaint, _: datetime) -> Complaint:
    return complaint


def _decided_anew(complaint: Complaint, now: datetime) -> Complaint:
    """Reopened: the outcome, what led out of its stage and what ended it before it began are asked again;
    what was still going on when it ended goes on."""
    stages = (complaint.stage, *(Stage.TRIAGE,) * (complaint.stage in BEFORE_FILING), Stage.CLOSING)
    led_out = {q.key for stage in stages for q in SCRIPT[stage].questions if _led_out(q, complaint)}
    answers = {k: v for k, v in complaint.answers.items() if k not in led_out}
    episodes = tuple(
        replace(e, closed_at=None) if _cut_short(e, complaint, now) else e for e in complaint.episodes
    )
    return replace(complaint, answers=answers, episodes=episodes)


def _cut_short(episode: Episode, complaint: Complaint, now: datetime) -> bool:
    """Ended by the end of the complaint, not by its own last answer."""
    ends = {complaint.entered_at.get(stage.value) for stage in (Stage.CLOSING, Stage.CLOSED)} - {None}
    return (
        episode.closed_at in ends and episode.kind in INTERLUDES and not is_answered(episode, complaint, now)
    )


def is_answered(episode: Episode, complaint: Complaint, now: datetime) -> bool:
    """Nothing of the episode is left to ask."""
    view = View(complaint, now, PUBLISHED, episode)
    return all(q.key in episode.answers for q in INTERLUDES[episode.kind].questions if q.applies(view))


def _led_out(question: Question, complaint: Complaint) -> bool:
    option = question.option(complaint.answers.get(question.key, ""))
    return bool(option and option.then)


def _stated_anew(complaint: Complaint, _: datetime) -> Complaint:
    """The facts changed before it was filed: the statement is to be agreed on again."""
    return replace(complaint, answers={k: v for k, v in complaint.answers.items() if k != "statement"})


def _another_way(complaint: Complaint, now: datetime) -> Complaint:
    """The way just tried is kept as an episode of its own; the next one is asked from the start."""
    return _set_apart(complaint, now, WAY_OUT)


def _platform_again(complaint: Complaint, now: datetime) -> Complaint:
    """What the platform said before is kept the same way; its day of filing stands."""
    return _set_apart(complaint, now, (*AT_PLATFORM, *WAY_OUT))


def _filed_again(complaint: Complaint, now: datetime) -> Complaint:
    """So is the earlier filing: the new one has a day and clocks of its own."""
    return _set_apart(complaint, now, (Stage.FILING, *AT_PLATFORM, *WAY_OUT))


AT_PLATFORM: Final = (Stage.PLATFORM, Stage.REFUSED, Stage.REVIEW)


def _set_apart(complaint: Complaint, now: datetime, stages: tuple[Stage, ...]) -> Complaint:
    keys = {question.key for stage in stages for question in SCRIPT[stage].questions}
    tried = {key: value for key, value in complaint.answers.items() if key in keys}
    left = {key: value for key, value in complaint.answers.items() if key not in keys}
    opened = complaint.entered_at.get(Stage.DOOR.value, now)
    filing = Episode(FILING, episode_id(complaint, FILING), opened, now, tried)
    return replace(complaint, answers=left, episodes=(*complaint.episodes, filing))


def episode_id(complaint: Complaint, kind: str) -> str:
    """Short, for it stands in every button; unique in its complaint."""
    return f"{kind[:4]}{sum(episode.kind == kind for episode in complaint.episodes) + 1}"


# What a way back asks anew.
ANEW: Final[dict[str, Callable[[Complaint, datetime], Complaint]]] = {
    "reopen": _decided_anew,
    "restate": _stated_anew,
    "refile": _another_way,
    "return": _platform_again,
    "again": _filed_again,
}
