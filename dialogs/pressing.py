"""Buttons: what comes back is a verb, a complaint and an argument, none of it to be trusted.

`a` answer · `b` back · `k` skip · `kk` skip the rest · `u` unknown · `e` interlude · `p` pause · `c` continue · `v` evidence ·
`f` paper · `d` dates · `y` why · `s` reminders · `z` snooze · `l` label · `w` withdraw item · `x`/`xx` withdraw · `ok` resolved ·
`m` the stage's question · `q` answers · `g` correct one · `h` leave it · `i` what happened · `o` reopen ·
`mk` mask · `lo` look · `nt` note · `r` delete · `un` undo · `ex` export · `st` count the outcome · without a complaint: `n` new · `ra` delete everything · `unall` undo that ·
`keep` · `exall` export one after the other · `quiet…` the quiet hours · `more…` older cases.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Final

from msgspec.structs import replace

from dialogs import commands
from dialogs.answering import answer, back, go_on, pin, skip, skip_rest, touch, unknown
from dialogs.asking import Open, ask, ask_open, beside, correctable, open_question, stage_question
from dialogs.cards import why
from dialogs.correcting import checked
from dialogs.episodes import describe, open_interlude
from dialogs.exporting import export, export_all
from dialogs.keeping import relabel, show_evidence, withdraw_item
from dialogs.letters.texts import NO_CASE
from dialogs.masking import look, mask
from dialogs.reply import Button, Count
from dialogs.response import Response
from dialogs.unclear import Unclear
from state_machine.complaint import SHOWN_FROM, Complaint, Stage, is_known
from state_machine.lifecycle import Forbidden, advance
from state_machine.outcomes import may_be_counted, platform_key

Act = Callable[[Response, Complaint, str], None]
STALE: Final = "这个按钮已经过期了，看下面最新的"


def press(response: Response, data: str) -> None:
    """Carry out a button, or say it is out of date and show what is current."""
    verb, _, rest = data.partition(":")
    if verb in ALONE and not rest:
        ALONE[verb](response)
        return
    id, _, argument = rest.partition(":")
    complaint = response.caseload.complaint(id)
    if verb not in ACTS or complaint is None:
        stale(response)
        return
    if complaint.erase_at and verb != "un":
        _to_be_deleted(response, complaint)
        return
    ACTS[verb](response, complaint if verb == "un" else touch(response, complaint), argument)


def stale(response: Response) -> None:
    """Unknown or foreign data only asks again."""
    response.toast(STALE)
    focused = response.caseload.focused()
    if focused is None:
        response.say(NO_CASE, commands.START)
    else:
        ask_open(response, response.put(focused))


def _to_be_deleted(response: Response, complaint: Complaint) -> None:
    response.toast("这个投诉正等着删除，想留就点「撤销删除」", alert=True)
    response.about = complaint.id


def _on_open(act: Callable[[Response, Complaint, Open, str], None]) -> Act:
    """Only the open question, and the stage's beside an open episode, take answers; a double tap changes nothing."""

    def run(response: Response, complaint: Complaint, argument: str) -> None:
        key, _, value = argument.partition(":")
        candidates = (
            open_question(response, complaint),
            stage_question(response, complaint),
            *beside(response, complaint),
        )
        current = next((each for each in candidates if each and each.key == key), None)
        if current is None:
            _not_open(response, complaint, key)
            return
        act(response, complaint, current, value)

    return run


def _not_open(response: Response, complaint: Complaint, key: str) -> None:
    if is_known(complaint.answers.get(key)):
        response.toast("这一题已经记过了；要改请用「上一步」")
        return
    response.toast(STALE)
    ask_open(response, complaint)


@_on_open
def _answer(response: Response, complaint: Complaint, current: Open, value: str) -> None:
    view = response.view(complaint, current.episode)
    try:
        given = current.question.answer.pressed(value, view)
        answer(response, complaint, current, checked(response, complaint, current, given))
    except Unclear as unclear:
        response.toast(unclear.why, alert=True)


@_on_open
def _back(response: Response, complaint: Complaint, current: Open, _: str) -> None:
    back(response, complaint, current)


@_on_open
def _skip(response: Response, complaint: Complaint, current: Open, _: str) -> None:
    skip(response, complaint, current)


@_on_open
def _skip_rest(response: Response, complaint: Complaint, current: Open, _: str) -> None:
    skip_rest(response, complaint, current)


@_on_open
def _unknown(response: Response, complaint: Complaint, current: Open, _: str) -> None:
    unknown(response, complaint, current)


def _main(response: Response, complaint: Complaint, _: str) -> None:
    """The stage's question beside an open episode."""
    current = stage_question(response, complaint)
    if current:
        ask(response, complaint, current)
    else:
        ask_open(response, complaint)


def _answers(response: Response, complaint: Complaint, page: str) -> None:
    commands.answers(response, complaint, _page(page))


def _correct(response: Response, complaint: Complaint, key: str) -> None:
    """Pin an earlier question: its old answer stays until replaced."""
    current = next((each for each in correctable(response, complaint) if each.key == key), None)
    if current is None:
        stale(response)
        return
    pin(response, complaint, current)


def _leave(response: Response, complaint: Complaint, _: str) -> None:
    """The pinned answer stays as it was."""
    ask_open(response, response.put(replace(complaint, pinned="")))


def _news(response: Response, complaint: Complaint, _: str) -> None:
    commands.news(response, complaint)


def _page(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def _pause(response: Response, complaint: Complaint, _: str) -> None:
    commands.pause(response, complaint)


def _continue(response: Response, complaint: Complaint, _: str) -> None:
    if complaint.stage is Stage.CLOSED:
        response.say("这个投诉已经结束了。", ((Button("重新打开", f"o:{complaint.id}"),),))
    else:
        ask_open(response, complaint)


def _evidence(response: Response, complaint: Complaint, page: str) -> None:
    show_evidence(response, complaint, _page(page))


def _dates(response: Response, complaint: Complaint, _: str) -> None:
    commands.deadlines(response, complaint)


def _why(response: Response, complaint: Complaint, key: str) -> None:
    found = next((d for d in response.dates(complaint) if d.key == key), None)
    if found is None:
        response.toast("这个日期已经不在走了")
    else:
        response.say(why(found))


def _reminders(response: Response, complaint: Complaint, _: str) -> None:
    commands.reminders(response, complaint)


def _snooze(response: Response, complaint: Complaint, argument: str) -> None:
    """`on`, `0` (mute) or days to put off."""
    if argument == "on":
        response.put(replace(complaint, muted=False))
        response.toast("提醒已打开")
    elif argument == "0":
        response.put(replace(complaint, muted=True, snoozed_until=None))
        response.say(
            f"投诉 {complaint.id} 不再提醒。日期照样在走，用 /deadlines 看。",
            ((Button("打开提醒", f"z:{complaint.id}:on"),),),
        )
    elif argument in ("1", "3"):
        until = response.caseload.quiet.waking(response.now + timedelta(days=int(argument)))
        response.put(replace(complaint, snoozed_until=until))
        response.toast(f"好，{argument} 天后再提醒")
    else:
        stale(response)


def _paper(response: Response, complaint: Complaint, key: str) -> None:
    commands.paper(response, complaint, key)


def _label(response: Response, complaint: Complaint, argument: str) -> None:
    item, _, label = argument.partition(":")
    relabel(response, complaint, item, label)


def _withdraw_item(response: Response, complaint: Complaint, item: str) -> None:
    withdraw_item(response, complaint, item)


def _ask_withdraw(response: Response, complaint: Complaint, _: str) -> None:
    commands.cancel(response, complaint)


def _move(trigger: str) -> Act:
    def run(response: Response, complaint: Complaint, _: str) -> None:
        try:
            advance(complaint, trigger, response.now, response.caseload.calendar)
        except Forbidden:
            stale(response)
        else:
            go_on(response, complaint, trigger)

    return run


def _interlude(response: Response, complaint: Complaint, kind: str) -> None:
    open_interlude(response, complaint, kind)


def _delete(response: Response, complaint: Complaint, _: str) -> None:
    """After the undo delay; what is written meanwhile belongs to another complaint and lives."""
    response.put(replace(complaint, erase_at=response.now + commands.UNDO))
    response.focus_elsewhere(complaint.id)
    response.say(f"投诉 {complaint.id} 将在 10 分钟后删除。", ((Button("撤销删除", f"un:{complaint.id}"),),))


def _undo(response: Response, complaint: Complaint, _: str) -> None:
    if complaint.erase_at is None:
        response.toast("没有在等着删除")
        return
    response.say("已撤销，什么都没删。")
    response.set(focus=complaint.id)
    ask_open(response, response.put(replace(complaint, erase_at=None)))


def _delete_everything(response: Response) -> None:
    """All that is there now; a complaint opened afterwards lives."""
    at = response.now + commands.UNDO
    for complaint in response.caseload.complaints:
        response.put(replace(complaint, erase_at=at))
    response.set(erase_at=at, focus="")
    response.say("全部资料将在 10 分钟后删除。", ((Button("撤销删除", "unall"),),))


def _undo_everything(response: Response) -> None:
    if response.caseload.settings.erase_at is None:
        response.say("现在没有在等着删除的资料。已经删掉的找不回来了。")
        return
    for complaint in response.caseload.complaints:
        response.put(replace(complaint, erase_at=None))
    last = response.caseload.complaints[-1].id if response.caseload.complaints else ""
    response.set(erase_at=None, focus=last)
    response.say("已撤销，什么都没删。/cases 看全部投诉。")


def _quiet(response: Response, begins: int, ends: int) -> None:
    response.set(quiet_begins=begins, quiet_ends=ends)
    response.toast("好，改了")
    response.say(f"安静时段：{commands.quiet_hours(response)}。快到期的小时期限除外。")


def _count(response: Response, complaint: Complaint, _: str) -> None:
    """How it ended is told for the platform's numbers: once, or again when it ended otherwise."""
    if not may_be_counted(complaint):
        response.toast("已经计过了" if complaint.counted else "这个投诉还没有结果")
        return
    outcome, before = str(complaint.outcome), complaint.counted
    response.asks.append(Count(platform_key(complaint), outcome, before.value if before else ""))
    response.put(replace(complaint, counted=complaint.outcome))
    response.say(f"已计入，谢谢。只记平台和结果，不记你是谁；满 {SHOWN_FROM} 件才会给别的买家看。")


def _export(response: Response, complaint: Complaint, _: str) -> None:
    export(response, complaint)


def _keep(response: Response) -> None:
    response.toast("好，什么都没删")


ALONE: Final[dict[str, Callable[[Response], None]]] = {
    "n": commands.new,
    "ra": _delete_everything,
    "unall": _undo_everything,
    "keep": _keep,
    **{
        f"quiet{begins}": partial(_quiet, begins=begins, ends=ends) for begins, ends in commands.QUIET_CHOICES
    },
    "exall": export_all,
    **{f"more{page}": partial(commands.older_cases, page=page) for page in range(1, 100)},
}
ACTS: Final[dict[str, Act]] = {
    "a": _answer,
    "b": _back,
    "k": _skip,
    "kk": _skip_rest,
    "u": _unknown,
    "e": _interlude,
    "m": _main,
    "q": _answers,
    "g": _correct,
    "h": _leave,
    "i": _news,
    "p": _pause,
    "c": _continue,
    "v": _evidence,
    "d": _dates,
    "y": _why,
    "s": _reminders,
    "z": _snooze,
    "f": _paper,
    "l": _label,
    "w": _withdraw_item,
    "mk": mask,
    "lo": look,
    "nt": describe,
    "x": _ask_withdraw,
    "xx": _move("withdraw"),
    "ok": _move("resolve"),
    "o": _move("reopen"),
    "r": _delete,
    "un": _undo,
    "ex": _export,
    "st": _count,
}
