"""A question is a row: what is asked, how an answer is read and shown, when it applies, what it triggers.

Nothing here knows the order of questions or what happens after an answer.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

import msgspec

from state_machine.complaint import LEGAL_ZONE, UNKNOWN, Answer, Complaint, Episode, Tally, is_known
from state_machine.workdays import Calendar


class View(msgspec.Struct, frozen=True):
    """What a question is asked in front of: the complaint (and episode), the instant, the calendar."""

    complaint: Complaint
    now: datetime
    calendar: Calendar
    episode: Episode | None = None
    others: Tally | None = None  # what other buyers told of this platform

    def answer(self, key: str) -> Answer | None:
        """The answer of the episode's question, else of the complaint's."""
        if self.episode and key in self.episode.answers:
            return self.episode.answers[key]
        return self.complaint.answers.get(key)

    def today(self) -> date:
        """The legal day it is now."""
        return self.now.astimezone(LEGAL_ZONE).date()


class Partial(msgspec.Struct, frozen=True):
    """Part of an answer: kept beside the question, which stays open until the whole is agreed on."""

    value: Answer
    said: str = ""  # what is said when it was typed


def draft_key(key: str) -> str:
    """Where the part of an answer is kept."""
    return f"{key}_draft"


@dataclass(frozen=True, slots=True)
class Option:
    """One button of a question. `value` comes back; `then` names a trigger; `note` names a letter sent with it.

    `opens` names what begins with it: an interlude, asked at once. `said` are other words for it, taken only when typed exactly. `forgets` is an answer it takes back, asking again.
    With `stays` the press shows the note and the question stays open. `unless` gives the reason, in Chinese,
    why the option is not open to this complaint (shown greyed, refused when pressed), or "".
    """

    value: str
    label: str
    then: str = ""
    note: str = ""
    opens: str = ""
    stays: bool = False
    alone: bool = False  # in a row of its own
    said: tuple[str, ...] = ()
    forgets: str = ""
    unless: Callable[[View], str] | None = None

    def refusal(self, view: View) -> str:
        """Why it cannot be chosen now; "" when it can."""
        return self.unless(view) if self.unless else ""


class Kind(Protocol):
    """How one sort of answer is read, pressed and shown; reading and pressing raise `Unclear`."""

    def read(self, text: str, view: View) -> Answer | Partial:
        """The value of typed words."""

    def pressed(self, value: str, view: View) -> Answer | Partial:
        """The value of a pressed option; the value is whatever came back and is checked again."""

    def show(self, answer: Answer) -> str:
        """The answer in plain Chinese, unescaped."""

    def options(self, view: View) -> tuple[Option, ...]:
        """Quick answers offered as buttons."""

    def option(self, value: str) -> Option | None:
        """The row of a chosen value; None for kinds whose answers trigger nothing."""


def shown_absence(answer: Answer) -> str:
    """How a value that is not one reads."""
    return "不清楚" if answer == UNKNOWN else "（跳过）"


@dataclass(frozen=True, slots=True)
class Question:
    """One row of a stage. `ask` is trusted HTML with {answers} and {clock.due} filled in, escaped.

    `when` lists answers another question must have for this one to apply. `optional` offers 跳过,
    `unknown` offers 不清楚 as a valid answer with a stated default, or with a trigger of its own.
    """

    key: str
    name: str
    ask: str
    answer: Kind
    optional: bool = False
    unknown: str = ""  # label of the "don't know" button
    unknown_note: str = ""  # letter sent with it
    unknown_then: str = ""  # trigger it fires
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def applies(self, view: View) -> bool:
        """Whether the question makes sense after the answers so far."""
        return all(view.answer(key) in values for key, values in self.when.items())

    def show(self, answer: Answer) -> str:
        """The stored value in plain Chinese."""
        return self.answer.show(answer) if is_known(answer) else shown_absence(answer)

    def option(self, value: Answer) -> Option | None:
        """The pressed or named option, when this is a choice."""
        return self.answer.option(str(value))
