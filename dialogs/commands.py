"""The commands, one row each: name, what the menu says, what it does. Every one acts on its owner's facts only."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from msgspec.structs import replace

from dialogs.answering import open_complaint
from dialogs.asking import Open, ask_open, correctable
from dialogs.cards import NUMBERS, date_buttons, listed, title
from dialogs.exporting import export
from dialogs.keeping import show_evidence, verify
from dialogs.letters import authority
from dialogs.letters.papers import PAPERS
from dialogs.letters.texts import HELP, NO_CASE, PRIVACY, WELCOME
from dialogs.letters.wording import html
from dialogs.reply import Button, Rows
from dialogs.response import Response
from dialogs.script import INTERLUDES, SCRIPT
from state_machine.complaint import BEFORE_FILING, Complaint, Stage, is_known
from state_machine.lifecycle import allows

PAGE: Final = 8
UNDO: Final = timedelta(minutes=10)
START: Final[Rows] = ((Button("开始投诉", "n"),),)
DESCRIPTION: Final = (
    "买卡密、点卡、激活码被拖、被骗、没人理？一步步带你写投诉、收证据、算期限、到期提醒。"
    "我是工具，不是律师，也不是 12315。"
)
SHORT_DESCRIPTION: Final = "卡盟订单投诉助手：收证据、写投诉、算期限、到期提醒。"


@dataclass(frozen=True, slots=True)
class Command:
    """A row of the menu."""

    name: str
    description: str
    run: Callable[..., None]
    takes_words: bool = False  # `run` gets what was typed after the command

    def __call__(self, response: Response, words: str) -> None:
        """Carry it out."""
        if self.takes_words:
            self.run(response, words)
        else:
            self.run(response)


def start(response: Response) -> None:
    """Greet once; later lead back to where the user was."""
    response.set(blocked=False)
    focused = response.caseload.focused()
    if focused is None or focused.stage is Stage.CLOSED:
        response.say(WELCOME, START)
        response.set(greeted=True)
        return
    ask_open(response, response.put(focused), lead="欢迎回来，接着上次：")


def new(response: Response) -> None:
    """A new complaint, in focus."""
    complaint = open_complaint(response)
    if complaint:
        ask_open(response, complaint)


def _with_focus(act: Callable[[Response, Complaint], None]) -> Callable[[Response], None]:
    """Run on the complaint in focus, or offer to start one."""

    def run(response: Response) -> None:
        complaint = response.caseload.focused()
        if complaint is None:
            response.say(NO_CASE, START)
        else:
            response.about = complaint.id
            act(response, complaint)

    return run


def status(response: Response, complaint: Complaint) -> None:
    """The card, and the open question again."""
    ask_open(response, response.show_card(complaint))


def cases(response: Response, wanted: str = "") -> None:
    """Every complaint, newest first, a page at a time; with words only those that have them."""
    if not response.caseload.complaints:
        response.say(NO_CASE, START)
        return
    found = [c for c in reversed(response.caseload.complaints) if wanted.lower() in _searched(c)]
    if not found:
        response.say(f"没有找到「{html(wanted[:40])}」。可以搜平台、商家、商品、订单号或投诉编号。")
        return
    show_cases(response, found, wanted)


def _searched(complaint: Complaint) -> str:
    told = (
        complaint.answers.get(key)
        for key in ("platform", "merchant", "product", "order_no", *(k for k, _ in NUMBERS))
    )
    return " ".join([complaint.id, *(str(value) for value in told if is_known(value))]).lower()


def show_cases(response: Response, found: list[Complaint], wanted: str = "", page: int = 0) -> None:
    """One page of complaints, the one in focus marked."""
    focus = response.caseload.settings.focus
    pages = -(-len(found) // PAGE)
    shown = found[page % pages * PAGE :][:PAGE]
    lines = [f"<b>你的投诉</b>（{len(found)} 个）" if not wanted else f"<b>找到 {len(found)} 个</b>"]
    for each in shown:
        mark = "（等着删除）" if each.erase_at else "（当前）" if each.id == focus else ""
        lines.append(f"{each.id} · {title(each)} · {SCRIPT[each.stage].title}{mark}")
    rows = tuple((_door_to(c),) for c in shown)
    if pages > 1 and not wanted:
        rows = (*rows, (Button(f"更早的（{page % pages + 1}/{pages}）", f"more{page + 1}"),))
    response.say("\n".join(lines), (*rows, (Button("新的投诉", "n"),)))


def older_cases(response: Response, page: int) -> None:
    """A further page of /cases."""
    found = list(reversed(response.caseload.complaints))
    if found:
        show_cases(response, found, page=page)


def _door_to(complaint: Complaint) -> Button:
    if complaint.erase_at:
        return Button(f"撤销删除 {complaint.id}", f"un:{complaint.id}")
    word = "重新打开" if complaint.stage is Stage.CLOSED else "打开"
    return Button(
        f"{word} {complaint.id}", f"{'o' if complaint.stage is Stage.CLOSED else 'c'}:{complaint.id}"
    )


def papers(response: Response, complaint: Complaint) -> None:
    """Every paper that can be written by now, one button each."""
    view = response.view(complaint)
    buttons = [
        Button(each.name, f"f:{complaint.id}:{each.key}") for each in PAPERS.values() if each.fits(view)
    ]
    lead = "点一份，写给你复制。" if is_known(view.answer("demand")) else "先答完事实和诉求，能写的会多起来。"
    response.say(
        f"<b>{title(complaint)} 的材料</b>\n{lead}",
        tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2)),
    )


def paper(response: Response, complaint: Complaint, key: str) -> None:
    """One paper, as of now, with copy buttons for what fits them."""
    view = response.view(complaint)
    row = PAPERS.get(key)
    if row is None or not row.fits(view):
        response.toast("这份现在还写不了")
        return
    response.say(row.write(view), authority.copy_buttons(view) if key == "authority" else ())


def deadlines(response: Response, complaint: Complaint) -> None:
    """Every running date, each with its why."""
    dates = response.dates(complaint)
    own = (Button("记一个日子", f"e:{complaint.id}:own"),)
    response.say(listed(complaint, dates, response.now), (*date_buttons(complaint, dates), own))


QUIET_CHOICES: Final = ((21, 9), (22, 8), (23, 7), (24, 0))  # from, until; the last is none


def quiet_hours(response: Response) -> str:
    """The user's quiet hours in words."""
    quiet = response.caseload.quiet
    return f"{quiet.begins} 点到早上 {quiet.ends} 点不打扰" if quiet.begins < 24 else "不设，随时提醒"


def settings(response: Response) -> None:
    """The user's quiet hours, and the reminders of the complaint in focus."""
    rows = [Button(_hours(*hours), f"quiet{hours[0]}") for hours in QUIET_CHOICES]
    response.say(
        f"<b>设置</b>\n安静时段：{quiet_hours(response)}。快到期的小时期限除外。改成：",
        (tuple(rows[:2]), tuple(rows[2:])),
    )
    complaint = response.caseload.focused()
    if complaint:
        response.about = complaint.id
        reminders(response, complaint)


def _hours(begins: int, ends: int) -> str:
    return f"{begins} 点–{ends} 点" if begins < 24 else "不设安静时段"


def reminders(response: Response, complaint: Complaint) -> None:
    """Reminders of this complaint: on, off, snoozed."""
    state = "已关闭" if complaint.muted else "开着"
    toggle = (
        Button("打开提醒", f"z:{complaint.id}:on")
        if complaint.muted
        else Button("关闭提醒", f"z:{complaint.id}:0")
    )
    response.say(
        f"投诉 {complaint.id} 的提醒：{state}。{quiet_hours(response)}，快到期的小时期限除外。",
        ((toggle, Button("推迟 1 天", f"z:{complaint.id}:1"), Button("推迟 3 天", f"z:{complaint.id}:3")),),
    )


def take_out(response: Response) -> None:
    """Everything of a complaint as files; with several complaints, of which."""
    found = [each for each in response.caseload.complaints if not each.erase_at]
    if not found:
        response.say(NO_CASE, START)
        return
    if len(found) == 1:
        export(response, found[0])
        return
    lines = [f"{each.id} · {title(each)}" for each in found[-20:]]
    rows = tuple((Button(f"导出 {each.id}", f"ex:{each.id}"),) for each in found[-20:])
    response.say("\n".join(("要导出哪个投诉？", *lines)), (*rows, (Button("全部，一个接一个", "exall"),)))


def privacy(response: Response) -> None:
    """How data is kept."""
    response.say(PRIVACY)


def help_(response: Response) -> None:
    """How to use it, with the commands."""
    listed = "\n".join(f"/{command.name} {command.description}" for command in COMMANDS)
    response.say(HELP.format(commands=listed))


def delete(response: Response) -> None:
    """Which data to delete; carried out after an undo delay."""
    focused = response.caseload.focused()
    rows: list[tuple[Button, ...]] = []
    if focused:
        rows.append((Button(f"删除投诉 {focused.id}", f"r:{focused.id}"),))
    if response.caseload.complaints:
        rows.append((Button("删除我的全部资料", "ra"),))
    if not rows:
        response.say("没有存着你的投诉资料。", START)
        return
    rows.append((Button("不删了", "keep"),))
    response.say(
        "要删除什么？回答、记录、截图原件都会删掉，删了找不回来；请先用 /export 把全部内容存到自己手里。",
        tuple(rows),
    )


def cancel(response: Response, complaint: Complaint) -> None:
    """Ask before withdrawing; nothing is deleted by it."""
    if not allows(complaint, "withdraw", response.now, response.caseload.calendar):
        response.say("这个投诉已经结束了。", ((Button("重新打开", f"o:{complaint.id}"),),))
        return
    response.say(
        f"要撤回投诉 {complaint.id} 吗？资料会留着，提醒会停。\n"
        "如果对方让你「先撤回再退款」，请等钱到账再撤。",
        (
            (Button("确认撤回", f"xx:{complaint.id}"), Button("不撤，继续", f"c:{complaint.id}")),
            (Button("先放着", f"p:{complaint.id}"),),
        ),
    )


NEWS: Final = "发生了什么新情况？"


def news(response: Response, complaint: Complaint) -> None:
    """What can happen at any time, one button each."""
    view = response.view(complaint)
    rows = tuple(
        (Button(each.button, f"e:{complaint.id}:{each.kind}"),)
        for each in INTERLUDES.values()
        if each.offered(view)
    )
    if allows(complaint, "resolve", response.now, response.caseload.calendar):
        rows = (*rows, (Button("已经解决了", f"ok:{complaint.id}"),))
    if rows:
        response.say(NEWS, rows)
    else:
        response.say("这个投诉已经结束了。", ((Button("重新打开", f"o:{complaint.id}"),),))


def answers(response: Response, complaint: Complaint, page: int = 0) -> None:
    """Every answer given and every one left open, to be corrected by one tap."""
    found = list(correctable(response, complaint))
    pages = max(1, -(-len(found) // PAGE))
    shown = found[page % pages * PAGE :][:PAGE]
    if not shown:
        response.say("还没有可以改的回答。")
        return
    lines = ["<b>改哪一题？</b>"]
    if complaint.stage not in BEFORE_FILING:
        lines.append("已经提交的投诉说明不会跟着变；后面写的会用新的回答。")
    lines += [f"{each.question.name}：{html(_given(each, complaint))}" for each in shown]
    buttons = [Button(f"改：{each.question.name}", f"g:{complaint.id}:{each.key}") for each in shown]
    rows = tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))
    if pages > 1:
        rows = (*rows, (Button(f"下一页（{page % pages + 1}/{pages}）", f"q:{complaint.id}:{page + 1}"),))
    response.say("\n".join(lines), rows, slot=f"{complaint.id}:answers")


def _given(each: Open, complaint: Complaint) -> str:
    value = complaint.answers.get(each.key)
    return "（还没填）" if value is None else each.question.show(value)[:60]


def pause(response: Response, complaint: Complaint) -> None:
    """Put it aside: no nudges, the dates go on."""
    response.put(replace(complaint, paused=True))
    response.say(
        "先放着，回答都存好了。有期限的日子仍会提醒。想继续随时点：",
        ((Button("继续", f"c:{complaint.id}"),),),
    )


COMMANDS: Final[tuple[Command, ...]] = (
    Command("start", "开始，或回到上次的地方", start),
    Command("new", "新建一个投诉", new),
    Command("cases", "我的投诉，切换；/cases 加几个字可以搜", cases, takes_words=True),
    Command("status", "当前投诉到哪一步", _with_focus(status)),
    Command("evidence", "证据清单，还缺什么", _with_focus(show_evidence)),
    Command("papers", "写好的投诉内容", _with_focus(papers)),
    Command("deadlines", "所有日期，以及为什么", _with_focus(deadlines)),
    Command("settings", "安静时段，提醒的开关和推迟", settings),
    Command("verify", "核对记录和文件没被改动", _with_focus(verify)),
    Command("export", "导出全部内容", take_out),
    Command("cancel", "撤回或先放着", _with_focus(cancel)),
    Command("delete", "删除资料", delete),
    Command("privacy", "资料怎么保管", privacy),
    Command("help", "怎么用", help_),
)
BY_NAME: Final = {command.name: command for command in COMMANDS}
