"""Kinds of answer: what people type or press becomes a JSON value, or `Unclear` is raised, saying what would be clear.

A value that comes back from a button is checked again: nothing pressed is trusted.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from dialogs.day_words import say_day
from dialogs.money import read_fen, say_money
from dialogs.numerals import read_number
from dialogs.question import Option, View
from dialogs.spans import Span, read_span, say_span
from dialogs.unclear import Unclear
from dialogs.when import read_day, read_future_day, read_when
from state_machine.complaint import LEGAL_ZONE, Answer, Complaint

WORDS_LIMIT: Final = 300


class _Plain:
    """Answers that trigger nothing."""

    __slots__ = ()

    def option(self, value: str) -> Option | None:
        """None: there is nothing to choose from."""
        return None


@dataclass(frozen=True, slots=True)
class Words(_Plain):
    """Free words; newlines become spaces, the length is bounded so that every letter stays deliverable."""

    limit: int = WORDS_LIMIT
    least: int = 1

    def read(self, text: str, view: View) -> Answer:
        """The words themselves, tidied."""
        words = " ".join(text.split())
        if len(words) < self.least:
            raise Unclear(f"太短了，请至少写 {self.least} 个字。")
        if len(words) > self.limit:
            raise Unclear(f"有点长（{len(words)} 字），这一项请控制在 {self.limit} 字以内，只写要点。")
        return words

    def pressed(self, value: str, view: View) -> Answer:
        """Words have no buttons."""
        raise Unclear("请直接打字回答。")

    def show(self, answer: Answer) -> str:
        """As written."""
        return str(answer)

    def options(self, view: View) -> tuple[Option, ...]:
        """None."""
        return ()


@dataclass(frozen=True, slots=True)
class Day(_Plain):
    """A day that has come, not before the answer `not_before`; stored as ISO text."""

    not_before: str = ""
    not_before_name: str = ""

    def read(self, text: str, view: View) -> Answer:
        """As people say it: 昨天, 11月3号, 上周五."""
        return self._checked(read_day(text, view.now), view)

    def pressed(self, value: str, view: View) -> Answer:
        """An ISO day from a button."""
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise Unclear("这个日期看不懂，请打字告诉我，比如「昨天」或「11月3日」。") from None
        return self._checked(day, view)

    def _checked(self, day: date, view: View) -> Answer:
        _has_come(day, view)
        if not self.fits(day.isoformat(), view):
            earlier = say_day(datetime.fromisoformat(str(view.answer(self.not_before))).date())
            raise Unclear(f"这一天早于{self.not_before_name}（{earlier}），请再核对一下。")
        return day.isoformat()

    @property
    def bound(self) -> str:
        """The answer it depends on."""
        return self.not_before

    def fits(self, answer: Answer, view: View) -> bool:
        """Whether it is not before the day it depends on."""
        floor = view.answer(self.not_before) if self.not_before else None
        return not isinstance(floor, str) or str(answer) >= floor[: len("2026-11-22")]

    def show(self, answer: Answer) -> str:
        """With the weekday."""
        return say_day(date.fromisoformat(str(answer)))

    def options(self, view: View) -> tuple[Option, ...]:
        """Today and the two days before, where they are possible."""
        return tuple(row for row in _last_days(view) if self._possible(row.value, view))

    def _possible(self, value: str, view: View) -> bool:
        try:
            self.pressed(value, view)
        except Unclear:
            return False
        return True


@dataclass(frozen=True, slots=True)
class PastMoment(_Plain):
    """A day that has come, with the time of day when it was given; stored as ISO text with or without a time."""

    def read(self, text: str, view: View) -> Answer:
        """As people say it: 三天前下午两点, 2026-11-03 20:05."""
        found = read_when(text, view.now)
        return (
            found.replace(tzinfo=None).isoformat("T", "minutes")
            if isinstance(found, datetime)
            else found.isoformat()
        )

    def pressed(self, value: str, view: View) -> Answer:
        """An ISO day or minute from a button."""
        try:
            at = datetime.fromisoformat(value)
        except ValueError:
            raise Unclear("这个时间看不懂，请打字告诉我，比如「昨天下午两点」。") from None
        if "T" not in value:
            return _has_come(at.date(), view).isoformat()
        if at.replace(tzinfo=LEGAL_ZONE) > view.now:
            raise Unclear("这个时间还没到，请填已经过去的时间，比如「昨天下午两点」。")
        return at.replace(tzinfo=None).isoformat(timespec="minutes")

    def show(self, answer: Answer) -> str:
        """The day, and the time when known."""
        at = datetime.fromisoformat(str(answer))
        return say_day(at.date()) + (f" {at:%H:%M}" if "T" in str(answer) else "")

    def options(self, view: View) -> tuple[Option, ...]:
        """Just now, today and the two days before."""
        just_now = view.now.astimezone(LEGAL_ZONE).replace(tzinfo=None).isoformat(timespec="minutes")
        return (Option(just_now, "刚刚"), *_last_days(view))


def _has_come(day: date, view: View) -> date:
    if day > view.today():
        raise Unclear(f"{say_day(day)}还没到，请填已经过去的日期，比如「昨天」。")
    return day


def _last_days(view: View) -> tuple[Option, ...]:
    return tuple(
        Option((view.today() - timedelta(days=ago)).isoformat(), name)
        for ago, name in enumerate(("今天", "昨天", "前天"))
    )


@dataclass(frozen=True, slots=True)
class Money(_Plain):
    """An amount in 分, not above the answer `at_most` when that is known."""

    at_most: str = ""

    def read(self, text: str, view: View) -> Answer:
        """As people say it: 128, ¥128.5, 一百二十八块."""
        found = read_fen(text)
        if not self.fits(found, view):
            paid = say_money(int(str(view.answer(self.at_most))))
            raise Unclear(f"超过了你实际支付的 {paid}。请填不超过它的金额。")
        return found

    @property
    def bound(self) -> str:
        """The answer it depends on."""
        return self.at_most

    def fits(self, answer: Answer, view: View) -> bool:
        """Whether it is not above the amount it depends on."""
        ceiling = view.answer(self.at_most) if self.at_most else None
        return not isinstance(ceiling, int) or int(str(answer)) <= ceiling

    def pressed(self, value: str, view: View) -> Answer:
        """Amounts have no buttons."""
        raise Unclear("请直接打字写金额，比如 128.50。")

    def show(self, answer: Answer) -> str:
        """In yuan."""
        return say_money(int(str(answer)))

    def options(self, view: View) -> tuple[Option, ...]:
        """None."""
        return ()


@dataclass(frozen=True, slots=True)
class Number(_Plain):
    """A small whole number of `unit`, with some offered as buttons."""

    unit: str
    offers: tuple[int, ...]
    most: int = 365

    def read(self, text: str, view: View) -> Answer:
        """7, 七, 7天, 三个工作日."""
        words = text.removesuffix("内")
        for unit in (self.unit, "个" + self.unit, "天", "日", "个工作日", "小时", "个小时"):
            words = words.removesuffix(unit)
        return self._checked(read_number(words.strip()))

    def _checked(self, number: int) -> Answer:
        if not 1 <= number <= self.most:
            raise Unclear(f"请填 1 到 {self.most} 之间的数字，单位是{self.unit}。")
        return number

    def pressed(self, value: str, view: View) -> Answer:
        """A number from a button."""
        if not (value.isascii() and value.isdigit()):
            raise Unclear("请打字写一个数字。")
        return self._checked(int(value))

    def show(self, answer: Answer) -> str:
        """With its unit."""
        return f"{answer} {self.unit}"

    def options(self, view: View) -> tuple[Option, ...]:
        """The usual ones."""
        return tuple(Option(str(number), f"{number} {self.unit}") for number in self.offers)


@dataclass(frozen=True, slots=True)
class Promise(_Plain):
    """When delivery was promised: a span ("24 hours", "3 working_days") or the last day ("2026-12-01 until")."""

    def read(self, text: str, view: View) -> Answer:
        """24小时, 三个工作日内, 秒发, or a day: 11月30日."""
        try:
            return _stored(read_span(text))
        except Unclear:
            return f"{self._last_day(text, view).isoformat()} until"

    def _last_day(self, text: str, view: View) -> date:
        try:
            return read_future_day(text, view.now)
        except Unclear:
            raise Unclear(
                "没看懂时限。可以写「24小时」「3个工作日」「秒发」，或一个日期，比如「11月30日」。"
            ) from None

    def pressed(self, value: str, view: View) -> Answer:
        """A span from a button."""
        return self.read(value, view)

    def show(self, answer: Answer) -> str:
        """As a span, or the day."""
        amount, _, unit = str(answer).partition(" ")
        if unit == "until":
            return f"{say_day(date.fromisoformat(amount))}前"
        return say_span(Span(amount=int(amount), unit=unit))

    def options(self, view: View) -> tuple[Option, ...]:
        """The usual ones."""
        return tuple(Option(words, words) for words in ("秒发", "24小时", "48小时", "72小时"))


def _stored(span: Span) -> str:
    """Minutes are rounded up to the hour: nobody is called late before they are."""
    if span.unit == "minutes":
        return f"{-(-span.amount // 60)} hours"
    return f"{span.amount} {span.unit}"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few; typed words count when they name exactly one option."""

    rows: tuple[Option, ...]

    def read(self, text: str, view: View) -> Answer:
        """The option that is called so, or one of whose other names these words are; nothing is guessed."""
        words = text.strip().rstrip("。.!！")
        found = next((row for row in self.rows if words == row.label or words in row.said), None)
        if found is None:
            raise Unclear("请点下面的按钮回答。")
        return self.pressed(found.value, view)

    def pressed(self, value: str, view: View) -> Answer:
        """The option's value, unless it is refused for this complaint."""
        row = self.option(value)
        if row is None:
            raise Unclear("请点下面的按钮回答。")
        reason = row.refusal(view)
        if reason:
            raise Unclear(reason)
        return value

    def option(self, value: str) -> Option | None:
        """The row of a value."""
        return next((row for row in self.rows if row.value == value), None)

    def show(self, answer: Answer) -> str:
        """The label."""
        row = self.option(str(answer))
        return row.label if row else str(answer)

    def options(self, view: View) -> tuple[Option, ...]:
        """All of them; a refused one is shown as such."""
        return self.rows


@dataclass(frozen=True, slots=True)
class Photos(_Plain):
    """Pictures, files or pasted text for one checklist item, until the user says that is all."""

    label: str

    def read(self, text: str, view: View) -> Answer:
        """「好了」「没有了」 end it; other words are kept as evidence by the conversation, not read here."""
        if text.strip() in ("好了", "发完了", "没有了", "下一项", "完成"):
            return self.pressed("done", view)
        raise Unclear("这里请发截图或文件；现在没有就点「跳过」，以后随时可以补发。")

    def pressed(self, value: str, view: View) -> Answer:
        """Done, once something is there."""
        if value != "done":
            raise Unclear("请发截图或文件；发完点「发完了」。")
        if not self.kept(view.complaint):
            raise Unclear("这一项还没收到东西。现在没有的话，点「跳过」，以后随时可以补发。")
        return "done"

    def kept(self, complaint: Complaint) -> int:
        """How many pieces this item has."""
        return sum(1 for item in complaint.evidence if item.label == self.label and item.counts)

    def show(self, answer: Answer) -> str:
        """Counted by the evidence list, not here."""
        return "已收到"

    def options(self, view: View) -> tuple[Option, ...]:
        """The end, once something is there; before that the question can only be skipped."""
        return (Option("done", "发完了"),) if self.kept(view.complaint) else ()
