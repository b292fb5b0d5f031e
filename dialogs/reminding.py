"""What to say when a clock runs out: one message per complaint, each date once, nothing at night."""

from datetime import datetime
from typing import Final

from msgspec.structs import replace

from dialogs.asking import Open, ask, open_question, stage_question
from dialogs.cards import name_of
from dialogs.clock_words import CLOCK_WORDS, FIRMER, PARTIES
from dialogs.day_words import say_day
from dialogs.keeping import album_due, flush_album
from dialogs.kinds import Choice
from dialogs.letters.wording import cited, due_html
from dialogs.nudges import Nudge, nudges
from dialogs.phrases import fill
from dialogs.question import View
from dialogs.reply import Alert, Button, Erase
from dialogs.response import Response, due_reminders
from state_machine.clocks import FAR_OFF
from state_machine.complaint import Complaint, Episode, Stage
from state_machine.deadlines import Deadline
from state_machine.reminders import Reminder, pending, speaks_at
from state_machine.starts import Party

OURS: Final = "（这个日子是我们定的，不是法律规定）"


def remind(response: Response) -> None:
    """Everything that is due for this user now."""
    for complaint in response.caseload.complaints:
        if complaint.erase_at and complaint.erase_at <= response.now:
            response.asks.append(Erase(complaint.id))
            response.remove(complaint.id)
        elif not response.caseload.settings.blocked:
            _remind_of(response, complaint)
    erase_at = response.caseload.settings.erase_at
    if erase_at and erase_at <= response.now:
        _end_everything(response)


def _end_everything(response: Response) -> None:
    """All that was there when deletion was asked for is gone; the user too, unless something was begun since."""
    response.set(erase_at=None)
    response.say("已按你的要求删除全部资料。随时可以 /start 重新开始。")
    if not response.caseload.complaints:
        response.asks.append(Erase(everything=True))


def _remind_of(response: Response, complaint: Complaint) -> None:
    if complaint.album and album_due(complaint.album) <= response.now:
        complaint = flush_album(response, complaint)
    due, nudged = due_reminders(response, complaint), _due_nudges(response, complaint)
    moved = _moved_dates(response, complaint) if _awake(response) else []
    recalled = _recalled(complaint, response.now)
    told = due or (_given(response, complaint) if recalled else ())
    lines = moved + _lines(response, complaint, told)
    if not (lines or nudged or recalled):
        return
    response.alerts += [_alert(complaint, reminder) for reminder in due]
    complaint = _noted(response, complaint, (*(r.key for r in due), *(n.key for n in nudged), *recalled))
    if any(nudge.sleeps for nudge in nudged):
        complaint = response.put(replace(complaint, paused=True))
    lines = lines or [nudged[-1].words if nudged else "你让我今天再来问。"]
    _speak(response, complaint, lines, _belongs_to(response, complaint, told))


def _noted(response: Response, complaint: Complaint, keys: tuple[str, ...]) -> Complaint:
    """What was said is remembered, and the dates as they were told."""
    told = {d.key: d.due.isoformat() for d in response.dates(complaint)}
    return response.put(replace(complaint, alerted=(*complaint.alerted, *keys), told=told))


def _awake(response: Response) -> bool:
    """Outside the user's quiet hours."""
    return response.caseload.quiet.waking(response.now) <= response.now


def _alert(complaint: Complaint, reminder: Reminder) -> Alert:
    deadline = reminder.deadline
    return Alert(deadline.clock.key, complaint.id, deadline.trigger, deadline.due.isoformat(), reminder.step)


def _recalled(complaint: Complaint, now: datetime) -> tuple[str, ...]:
    """The end of 明天再说: what was put off is said again, once."""
    until = complaint.snoozed_until
    silent = complaint.muted or complaint.stage is Stage.CLOSED or complaint.erase_at is not None
    if until is None or until > now or silent:
        return ()
    key = f"again:{until.isoformat()}"
    return () if key in complaint.alerted else (key,)


def _given(response: Response, complaint: Complaint) -> tuple[Reminder, ...]:
    """What was said last of every date that still runs."""
    given = frozenset(complaint.alerted)
    return tuple(
        r for r in response.reminders(complaint) if r.key in given and r.deadline.clock.key not in FAR_OFF
    )


def _belongs_to(response: Response, complaint: Complaint, due: tuple[Reminder, ...]) -> Open | None:
    """The question the last reminder is about: that of its episode, else the stage's; without one, the open one."""
    current = open_question(response, complaint)
    if not due or complaint.pinned:
        return current
    episode = _episode(complaint, due[-1].deadline)
    if episode is None:
        return stage_question(response, complaint) or current
    last = (*(e for e in complaint.episodes if e is not episode), episode)
    return open_question(response, response.put(replace(complaint, episodes=last)))


def _episode(complaint: Complaint, deadline: Deadline) -> Episode | None:
    """The open episode that set the clock off."""
    return next((e for e in complaint.episodes if e.id == deadline.trigger and e.closed_at is None), None)


def _speak(response: Response, complaint: Complaint, lines: list[str], about: Open | None) -> None:
    """The digest, with its own buttons, then the question it is about again."""
    head = f"<b>提醒 · {name_of(complaint)}</b>"
    buttons = (
        (Button("明天再说", f"z:{complaint.id}:1"), Button("关掉这个投诉的提醒", f"z:{complaint.id}:0")),
    )
    if about and _can_be_asked(response, complaint, about):
        response.say("\n".join((head, *lines)), buttons)
        ask(response, complaint, about)
    else:
        going_on = (Button("继续这个投诉", f"c:{complaint.id}"),)
        response.say("\n".join((head, *lines)), (going_on, *buttons))


def _can_be_asked(response: Response, complaint: Complaint, about: Open) -> bool:
    """Typed words go to the complaint in focus: of another one only questions answered by button are put."""
    return response.caseload.settings.focus == complaint.id or isinstance(about.question.answer, Choice)


def _lines(response: Response, complaint: Complaint, due: tuple[Reminder, ...]) -> list[str]:
    """One line per deadline, however many steps of it were missed."""
    latest = {reminder.deadline.key: reminder for reminder in due}
    return [
        _line(reminder, response.view(complaint, _episode(complaint, reminder.deadline)))
        for reminder in latest.values()
    ]


def _line(reminder: Reminder, view: View) -> str:
    deadline, words = reminder.deadline, CLOCK_WORDS[reminder.deadline.clock.key]
    name, until = deadline.clock.name, due_html(deadline)
    if deadline.clock.basis == "ours":
        return f"{fill(words.comes, view)}{OURS}"
    if deadline.clock.basis == "yours":
        return f"{until}　{fill(words.comes, view)}"
    if not deadline.passed(view.now):
        return f"{name}：{until} 到期，是你要在这之前做的。{fill(words.ahead, view)}"
    late = fill(words.passed(view), view)
    if deadline.clock.binds is Party.USER:
        return f"{name}：{until} 已经过了。{late}"
    if deadline.basis == "ours":
        return f"{name}：等到了 {until}{OURS}。{FIRMER.get(reminder.step, '')}{late}"
    who = PARTIES[deadline.clock.binds]
    law = cited(deadline.clock.basis) if "-" in deadline.clock.basis else ""
    return f"{name}：{until} 已过，{who}的时间用完了{law}。{FIRMER.get(reminder.step, '')}{late}"


def _moved_dates(response: Response, complaint: Complaint) -> list[str]:
    """A new holiday table or rule moved an open date: old → new."""
    return [
        f"日期有变：{deadline.clock.name} {_said_day(old)} → {due_html(deadline)}（放假安排或规则更新）。"
        for deadline, old in _moved(response, complaint)
    ]


def _said_day(due: str) -> str:
    return say_day(datetime.fromisoformat(due).date())


def _moved(response: Response, complaint: Complaint) -> list[tuple[Deadline, str]]:
    """Open dates that are not what was last told, with what was told."""
    return [
        (deadline, complaint.told[deadline.key])
        for deadline in response.dates(complaint)
        if complaint.told.get(deadline.key, deadline.due.isoformat()) != deadline.due.isoformat()
    ]


def _due_nudges(response: Response, complaint: Complaint) -> list[Nudge]:
    now = response.now
    snoozed = complaint.snoozed_until and now < complaint.snoozed_until
    if snoozed or response.caseload.quiet.waking(now) > now:
        return []
    return [each for each in nudges(complaint, response.caseload) if each.at <= now]


def wake_at(response: Response) -> datetime | None:
    """When this user's next clock needs a look; None when nothing waits. Never a moment that would say nothing."""
    caseload = response.caseload
    moments = [caseload.settings.erase_at]
    for complaint in caseload.complaints:
        moments.append(complaint.erase_at)
        if not caseload.settings.blocked:
            moments += _moments(response, complaint)
    return min((moment for moment in moments if moment), default=None)


def _moments(response: Response, complaint: Complaint) -> list[datetime | None]:
    found: list[datetime | None] = [album_due(complaint.album) if complaint.album else None]
    if complaint.stage is Stage.CLOSED or complaint.erase_at:
        return found
    quiet, now = response.caseload.quiet, response.now
    waiting = pending(complaint, response.reminders(complaint))
    found += [speaks_at(r, complaint, now, quiet) for r in waiting]
    until = complaint.snoozed_until
    for nudge in nudges(complaint, response.caseload):
        later = max(nudge.at, until) if until else nudge.at
        found.append(later if later > now else quiet.waking(now))
    if until and _recalled(complaint, max(until, now)):
        found.append(quiet.waking(max(until, now)))
    if _moved(response, complaint):
        found.append(quiet.waking(now))
    return found
