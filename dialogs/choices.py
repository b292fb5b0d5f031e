"""Answers picked from what is offered: several of a few, and a day that is still to come."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dialogs.day_words import say_day
from dialogs.question import Option, Partial, View, draft_key
from dialogs.unclear import Unclear
from dialogs.when import read_future_day
from state_machine.complaint import Answer, is_known

NONE: Final = "none"
DONE: Final = "done"


@dataclass(frozen=True)
class Several:
    """Any of a few, ticked one by one until it is said to be done; stored as their values in order, or "none".

    With `all_at_first` every row is ticked to begin with. `done` names the end: with every tick, with some;
    `nothing` with none – "" when at least one is wanted.
    """

    key: str
    rows: tuple[Option, ...]
    all_at_first: bool = False
    done: tuple[str, str] = ("选好了", "选好了")
    nothing: str = "都没有"

    def rows_for(self, view: View) -> tuple[Option, ...]:
        """The rows of this complaint."""
        return self.rows

    def read(self, text: str, view: View) -> Answer | Partial:
        """Typed words tick the option they name exactly, or end it."""
        words = text.strip().rstrip("。.!！")
        if self.nothing and words in (self.nothing, "没有", "都没有", "都不对"):
            return NONE
        if words in (*self.done, "对", "都对", "是的", "选好了"):
            return self.pressed(DONE, view)
        rows = self.rows_for(view)
        found = next((row for row in rows if words == row.label or words in row.said), None)
        return self.pressed(found.value if found else "", view)

    def pressed(self, value: str, view: View) -> Answer | Partial:
        """A tick put or taken away, or the end."""
        rows, picked = self.rows_for(view), self._picked(view)
        if value == DONE and (picked or self.nothing):
            return _joined(rows, picked)
        if value not in {row.value for row in rows}:
            raise Unclear(f"请点下面的选项，选完点「{self.done[0]}」。")
        return Partial(_joined(rows, picked ^ {value}))

    def _picked(self, view: View) -> frozenset[str]:
        part = view.answer(draft_key(self.key))
        if is_known(part):
            return frozenset(str(part).split()) - {NONE}
        return frozenset(row.value for row in self.rows_for(view)) if self.all_at_first else frozenset()

    def show(self, answer: Answer) -> str:
        """Their labels."""
        return "、".join(row.label for row in self.rows if row.value in str(answer).split()) or "都没有"

    def options(self, view: View) -> tuple[Option, ...]:
        """Every row with its tick, then the end."""
        rows, picked = self.rows_for(view), self._picked(view)
        ticked = (Option(row.value, f"{'☑' if row.value in picked else '☐'} {row.label}") for row in rows)
        some = self.done[0] if len(picked) == len(rows) else self.done[1]
        end = some if picked else self.nothing
        return (*ticked, *((Option(DONE, end, alone=True),) if end else ()))

    def option(self, value: str) -> Option | None:
        """None: ticks trigger nothing."""
        return None


def _joined(rows: tuple[Option, ...], picked: frozenset[str]) -> str:
    return " ".join(row.value for row in rows if row.value in picked) or NONE


@dataclass(frozen=True, slots=True)
class FutureDay:
    """A day from today on: one that was promised, or one to be reminded of."""

    def read(self, text: str, view: View) -> Answer | Partial:
        """As people say it: 明天, 下周五, 12月1日."""
        return self._checked(read_future_day(text, view.now), view)

    def pressed(self, value: str, view: View) -> Answer | Partial:
        """An ISO day from a button."""
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise Unclear("这个日期看不懂，请打字告诉我，比如「下周五」或「12月1日」。") from None
        return self._checked(day, view)

    def _checked(self, day: date, view: View) -> Answer:
        if day < view.today():
            raise Unclear(f"{say_day(day)}已经过了，请填今天或以后的日期。")
        return day.isoformat()

    def show(self, answer: Answer) -> str:
        """With the weekday."""
        return say_day(date.fromisoformat(str(answer)))

    def options(self, view: View) -> tuple[Option, ...]:
        """Tomorrow, in three days, in a week."""
        days = ((1, "明天"), (3, "3 天后"), (7, "7 天后"))
        return tuple(Option((view.today() + timedelta(days=n)).isoformat(), name) for n, name in days)

    def option(self, value: str) -> Option | None:
        """None: a day triggers nothing."""
        return None
