"""What to say when a clock runs out: one message per complaint, each date once, nothing at night."""

from datetime import datetime
from typing import Final

from msgspec.structs import replace

from dialogs.asking import ask_open, open_question
from dialogs.cards import PARTIES
from dialogs.keeping import album_due, flush_album
from dialogs.kinds import Choice
from dialogs.letters.wording import cited, due_html
from dialogs.reply import Alert, Button, Erase
from dialogs.response import Response, due_reminders
from dialogs.when import say_day
from state_machine.clocks import FIRST_LOOK_WORKING_DAYS, Party
from state_machine.complaint import BEFORE_FILING, Caseload, Complaint, Stage
from state_machine.deadlines import Deadline
from state_machine.reminders import ASLEEP_AFTER, NUDGE_AFTER, Reminder, pending, speaks_at

IDLE: Final = (("3d", NUDGE_AFTER), ("182d", ASLEEP_AFTER))


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
    lines = _moved_dates(response, complaint) if _awake(response) else []
    due = due_reminders(response, complaint)
    lines += _lines(due, response.now)
    idle = _idle_due(complaint, response.caseload, response.now)
    alerts = [*(r.key for r in due), *idle]
    if not (lines or idle):
        return
    response.alerts += [_alert(complaint, r) for r in due]
    told = {d.key: d.due.isoformat() for d in response.dates(complaint)}
    complaint = response.put(replace(complaint, alerted=(*complaint.alerted, *alerts), told=told))
    if not lines:
        lines = [IDLE_WORDS[idle[-1].rpartition(":")[2]]]
    if idle and idle[-1].endswith(":182d"):
        complaint = response.put(replace(complaint, paused=True))
    _speak(response, complaint, lines)


def _awake(response: Response) -> bool:
    """Outside the user's quiet hours."""
    return response.caseload.quiet.waking(response.now) <= response.now


def _alert(complaint: Complaint, reminder: Reminder) -> Alert:
    deadline = reminder.deadline
    return Alert(deadline.clock.key, complaint.id, deadline.trigger, deadline.due.isoformat(), reminder.step)


IDLE_WORDS: Final = {
    "3d": "这个投诉还没写完，回答都留着。证据放久了可能找不到，接着来？",
    "182d": "这个投诉半年没有动静，先帮你收起来，资料都在。想继续就点「继续」。",
}


def _speak(response: Response, complaint: Complaint, lines: list[str]) -> None:
    """The digest, with its own buttons, then the open question again."""
    head = f"<b>提醒 · 投诉 {complaint.id}</b>"
    buttons = (
        (Button("明天再说", f"z:{complaint.id}:1"), Button("关掉这个投诉的提醒", f"z:{complaint.id}:0")),
    )
    if _can_be_asked(response, complaint):
        response.say("\n".join((head, *lines)), buttons)
        ask_open(response, complaint)
    else:
        going_on = (Button("继续这个投诉", f"c:{complaint.id}"),)
        response.say("\n".join((head, *lines)), (going_on, *buttons))


def _can_be_asked(response: Response, complaint: Complaint) -> bool:
    """Typed words go to the complaint in focus: of another one only questions answered by button are put."""
    current = open_question(response, complaint)
    in_focus = response.caseload.settings.focus == complaint.id
    return in_focus or (current is not None and isinstance(current.question.answer, Choice))


def _lines(due: tuple[Reminder, ...], now: datetime) -> list[str]:
    """One line per deadline, however many steps of it were missed."""
    latest = {reminder.deadline.key: reminder for reminder in due}
    return [_line(reminder, now) for reminder in latest.values()]


def _line(reminder: Reminder, now: datetime) -> str:
    deadline = reminder.deadline
    name, until = deadline.clock.name, due_html(deadline)
    if deadline.clock.basis == "ours":
        return f"{OURS[deadline.clock.key]}（这个日子是我们定的，不是法律规定）"
    if deadline.clock.basis == "yours":
        return f"你让我提醒的日子：{until}。"
    if not deadline.passed(now):
        return f"{name}：{until} 到期，是你要在这之前做的。{ADVICE.get(deadline.clock.key, '')}"
    late = ADVICE_LATE.get(deadline.clock.key, "")
    if deadline.clock.binds is Party.USER:
        return f"{name}：{until} 已经过了。{late}"
    who = PARTIES[deadline.clock.binds]
    law = cited(deadline.clock.basis) if "-" in deadline.clock.basis else ""
    return f"{name}：{until} 已过，{who}的时间用完了{law}。{FIRMER.get(reminder.step, '')}{late}"


# The longer nothing is done, the plainer it is said.
FIRMER: Final = {
    "1": "又过了一天。",
    "3": "已经过了 3 天，等下去多半不会自己好。",
    "7": "已经过了一周，建议今天就走下一步。这是关于它的最后一次提醒。",
}
OURS: Final = {
    "platform_look": f"投诉提交 {FIRST_LOOK_WORKING_DAYS} 个工作日了，去平台看一眼进度。",
    "urgent": "紧急四步还没做完：停止付款、截图、支付 App 投诉、报警。钱追回来靠快。",
    "settlement_look": "接受和解有几天了，钱到了吗？没到就催对方写明日期。",
    "outside_look": "提交有一阵了，去问问进展，记下对方怎么说。",
    "police_look": "报案有一阵了，带上回执去问问进展。",
}
ADVICE: Final = {
    "return": "商品有问题的，今天就向商家提出退货并截图。",
    "rescission": "要主张欺诈撤销，得在这之前起诉或申请仲裁。",
    "complaint_window": "尽快在平台提交。",
    "supplement": "在平台上补交后点「已补交」。",
    "limitation": "书面要求付款并送到对方，或者起诉，会让它重新算。",
}
ADVICE_LATE: Final = {
    "complaint_window": "平台的期限只影响站内流程，仍可以提交，也可以走 12315 或法院。",
    "supplement": "赶紧补交并说明原因；平台的期限不影响你另行投诉、起诉。",
    "platform_answer": "有结果就点；还没答复，点「到期仍未答复」进入下一步。",
    "delivery": "商家已经违约，可以投诉了。",
    "acceptance": "没收到告知的话，带上编号打电话询问。",
    "mediation": "没谈成的，调解到此终止，可以走法律途径。",
    "mediation_notice": "没收到通知的话，带上编号打电话询问。",
    "return": "七日过了，符合解除条件的仍可退货，也可以要求更换；质量问题不因此消失。",
    "refusal": "投诉和举报里可以写明「超过十五日没有正当理由拒绝」。",
    "review": "有结果就点；还没有，点「到期仍没结果」找第三方。",
    "settlement": "没到账就点「到期没兑现」，投诉接着走。",
    "urging": "还没发货的，可以通知解除合同，要求退款。",
    "docketing": "没收到答复的话，带上递交凭证去问。",
    "small_claim": "可以向法院问进度；有特殊情况的可能延长一个月。",
}


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


def _idle_steps(complaint: Complaint, caseload: Caseload) -> list[tuple[str, datetime]]:
    """When an unfinished draft is recalled, and when it is put to sleep (ours, not law)."""
    if complaint.stage not in BEFORE_FILING or complaint.paused or complaint.muted:
        return []
    steps = (
        (
            f"idle:{complaint.touched_at.isoformat()}:{step}",
            caseload.quiet.waking(complaint.touched_at + after),
        )
        for step, after in IDLE
    )
    return [(key, at) for key, at in steps if key not in complaint.alerted]


def _idle_due(complaint: Complaint, caseload: Caseload, now: datetime) -> list[str]:
    snoozed = complaint.snoozed_until and now < complaint.snoozed_until
    if snoozed or caseload.quiet.waking(now) > now:
        return []
    return [key for key, at in _idle_steps(complaint, caseload) if at <= now]


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
    for _, at in _idle_steps(complaint, response.caseload):
        later = max(at, complaint.snoozed_until) if complaint.snoozed_until else at
        found.append(later if later > now else quiet.waking(now))
    if _moved(response, complaint):
        found.append(quiet.waking(now))
    return found
