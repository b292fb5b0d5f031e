"""The status card, the list of dates, and the answer to "why this date?"."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from dialogs.clock_words import PARTIES
from dialogs.day_words import say_day
from dialogs.letters.wording import demand_of, due_html, html, kept, money_of, received_fen, scenario_of, told
from dialogs.money import say_money
from dialogs.question import View
from dialogs.reply import Button, Rows
from dialogs.script import INTERLUDES, SCRIPT
from state_machine.channels import DOOR, filings
from state_machine.clocks import FAR_OFF
from state_machine.complaint import LEGAL_ZONE, Complaint, Outcome, Stage, is_known
from state_machine.deadlines import Deadline
from state_machine.outcomes import may_be_counted
from state_machine.statutes import STATUTES

OUTCOMES: Final = {
    Outcome.FULL_REFUND: "全额退款",
    Outcome.PARTIAL_REFUND: "部分退款",
    Outcome.REDELIVERED: "补发",
    Outcome.COMPENSATED: "赔偿",
    Outcome.WITHDRAWN: "已撤回",
    Outcome.UNRESOLVED: "没有解决",
}
UNITS: Final = {"hours": "小时", "days": "天", "working_days": "个工作日", "months": "个月", "years": "年"}
BASES: Final = {
    "ours": "这是我们定的提醒日，不是法律规定",
    "platform": "你查到的平台规则，以页面显示为准",
    "merchant": "商家答应的日子",
    "asker": "要求补充材料的通知，以通知上写的为准",
    "court": "法院的文书，以文书上写的为准",
    "yours": "你自己定的日子",
}


TITLE: Final = 16  # characters of the platform's and of the product's name


def title(complaint: Complaint) -> str:
    """How a complaint is called in lists: its platform and product, or only its number."""
    parts = [
        str(complaint.answers[key]) for key in ("platform", "product") if is_known(complaint.answers.get(key))
    ]
    return html("·".join(_in_short(part) for part in parts)) or "新投诉"


def _in_short(name: str) -> str:
    """A name as it fits a line of a phone: its first word, cut when that is long too."""
    if len(name) <= TITLE:
        return name
    word = name.split(maxsplit=1)[0]
    return word if len(word) <= TITLE else f"{word[: TITLE - 1]}…"


def name_of(complaint: Complaint) -> str:
    """A complaint among several, in a word: where it was bought and what, or its number."""
    return title(complaint) if is_known(complaint.answers.get("platform")) else complaint.id


def score(complaint: Complaint) -> str:
    """Evidence against the checklist: required items that are there, and what is missing."""
    scenario, have = scenario_of(complaint), kept(complaint)
    if "scenario" not in complaint.answers:
        return f"证据 {sum(have.values())} 份"
    missing = [item.name for item in scenario.required if not have.get(item.label)]
    total, needed = sum(have.values()), len(scenario.required)
    line = f"证据 {total} 份，必需项 {needed - len(missing)}/{needed}"
    return line + (f"，还缺：{'、'.join(missing)}" if missing else "")


def card(complaint: Complaint, dates: tuple[Deadline, ...], now: datetime) -> str:
    """Stage, whose turn, next date, evidence. Changes only when one of them does."""
    scene = SCRIPT[complaint.stage]
    lines = [f"<b>投诉 {complaint.id}</b>　{title(complaint)}"]
    if complaint.stage is Stage.CLOSED:
        lines.append(f"状态：已结束 · {OUTCOMES[complaint.outcome or Outcome.UNRESOLVED]}")
        lines.append(score(complaint))
        return "\n".join(lines)
    lines.append(f"状态：{scene.title}　轮到：{scene.turn}")
    shown = [d for d in dates if d.clock.key not in FAR_OFF]
    ahead = [d for d in shown if not d.passed(now)]
    if shown:
        word = "下一个日子" if ahead else "已经过了"
        nearest = min(ahead, key=_when) if ahead else max(shown, key=_own_then_when)
        lines.append(f"{word}：{nearest.clock.name} {due_html(nearest)}")
    lines.append(score(complaint))
    if complaint.muted:
        lines.append("提醒已关闭")
    return "\n".join(lines)


def _own_then_when(deadline: Deadline) -> tuple[bool, str]:
    """Of what has passed, a date of this stage alone says more than one that runs through many."""
    return len(deadline.clock.stages) == 1, _when(deadline)


def _when(deadline: Deadline) -> str:
    return deadline.due.isoformat()


def card_buttons(complaint: Complaint) -> Rows:
    """What can be done with a complaint from its card."""
    id = complaint.id
    if complaint.stage is Stage.CLOSED:
        return ((Button("重新打开", f"o:{id}"), Button("查看证据", f"v:{id}")),)
    rows: Rows = ((Button("继续", f"c:{id}"), Button("证据", f"v:{id}"), Button("日期", f"d:{id}")),)
    more = (Button("改回答", f"q:{id}:0"), Button("有新情况", f"i:{id}"))
    return (*rows, more, (Button("设置提醒", f"s:{id}"), Button("撤回投诉", f"x:{id}")))


def listed(complaint: Complaint, dates: tuple[Deadline, ...], now: datetime) -> str:
    """Every running date of a complaint, whom it binds, and whether it has passed."""
    found = sorted(dates, key=_when)
    if not found:
        return f"<b>投诉 {complaint.id}</b> 现在没有在走的日期。"
    lines = [f"<b>投诉 {complaint.id}</b>　{title(complaint)}"]
    for each in found:
        state = "（已过）" if each.passed(now) else ""
        lines.append(f"· {due_html(each)}{state}　{each.clock.name}，{_whose(each)}")
    return "\n".join(lines)


def _whose(deadline: Deadline) -> str:
    if deadline.basis in ("ours", "yours"):
        return "我们定的提醒日" if deadline.basis == "ours" else "你自己定的"
    return f"{PARTIES[deadline.clock.binds]}的期限"


def date_buttons(complaint: Complaint, dates: tuple[Deadline, ...]) -> Rows:
    """One "why" per date."""
    found = sorted(dates, key=_when)
    return tuple((Button(f"为什么：{d.clock.name}", f"y:{complaint.id}:{d.key}"),) for d in found)


def why(deadline: Deadline) -> str:
    """Start, rule, days passed over with their names, source."""
    lines = [f"<b>{deadline.clock.name}：{due_html(deadline)}</b>", f"从 {_start(deadline)} 算起。"]
    span = f"{deadline.length} {UNITS[deadline.unit]}"
    if deadline.unit == "hours":
        lines.append(f"{span}，节假日也照算。")
    elif deadline.length:
        lines.append(f"{span}，开始的当天不算。")
    lines += _skipped(deadline)
    lines.append(_basis(deadline))
    if deadline.provisional:
        lines.append("这一年的放假安排还没公布，日期是暂定的；公布后会重算并告诉你。")
    return "\n".join(lines)


def _start(deadline: Deadline) -> str:
    if isinstance(deadline.start, datetime):
        local = deadline.start.astimezone(LEGAL_ZONE)
        return f"{say_day(local.date())} {local:%H:%M}"
    return say_day(deadline.start)


def _skipped(deadline: Deadline) -> list[str]:
    if deadline.count is None or not deadline.count.skipped:
        return []
    names: dict[str, list[str]] = {}
    for day, name in deadline.count.skipped:
        names.setdefault(name, []).append(f"{day.month}月{day.day}日")
    parts = "；".join(f"{name} {'、'.join(days)}" for name, days in names.items())
    return [f"不算或顺延的日子：{parts}。"]


def _basis(deadline: Deadline) -> str:
    key = deadline.basis
    if key in BASES:
        return f"依据：{BASES[key]}。"
    row = STATUTES[key]
    return f"依据：{row.law}{row.article}（{html(row.version)}，{row.checked:%Y-%m-%d} 核对）\n<blockquote expandable>{html(row.text)}</blockquote>"


def record(complaint: Complaint, view: View) -> str:
    """The one-page record of a closed complaint: its key moments in order, the numbers, the outcome."""
    lines = [f"<b>投诉 {complaint.id} 记录</b>", title(complaint)]
    lines += [f"· {say_day(day)}　{html(what)}" for day, what in sorted(_moments(complaint))]
    lines += [f"· {name}：{html(words)}" for name, words in _money_asked(view) if words]
    for key, name in NUMBERS:
        number = told(view, key, "")
        if number:
            lines.append(f"· {name}：{html(number)}")
    lines.append(f"· 结果：{OUTCOMES[complaint.outcome or Outcome.UNRESOLVED]}")
    lines.append(score(complaint))
    lines.append(f"\n{SAFER}")
    return "\n".join(lines)


def _money_asked(view: View) -> tuple[tuple[str, str], ...]:
    """What was paid, what was asked for, what came before the end."""
    demanded = demand_of(view) if is_known(view.answer("demand")) else ""
    return (
        ("实付", money_of(view, "amount", "")),
        ("诉求", demanded),
        ("其间已收到", say_money(received_fen(view)) if received_fen(view) else ""),
    )


def ended_buttons(complaint: Complaint) -> Rows:
    """What can be done once it is over; telling how it ended, without a name, is offered."""
    rows: Rows = ((Button("重新打开", f"o:{complaint.id}"), Button("新的投诉", "n")),)
    if may_be_counted(complaint):
        return (*rows, (Button("匿名计入平台统计", f"st:{complaint.id}"),))
    return rows


SAFER: Final = (
    "下次这样买更稳：只在有担保交易的平台里付款，不加好友转账。\n"
    "下单前把商品页、发货时间、售后规则截图；卡密当场试，有问题当天说。"
)
MOMENTS: Final = {
    "paid_at": "付款",
    "received_at": "收到商品",
    "raised_on": "第一次向商家提出",
    "platform_filed_on": "向平台投诉",
    "review_filed_on": "申请平台复核",
    "authority_filed_on": "向 12315 投诉",
    "authority_accepted_on": "12315 受理",
    "outside_filed_on": "向其他第三方投诉",
    "law_filed_on": "起诉或报案",
    "law_docketed_on": "法院立案",
}
RECORDED: Final = ("supplement", "offer", "urging", "demanded", "urgent")  # kinds of episode that are moments
NUMBERS: Final = (
    ("platform_complaint_no", "平台投诉编号"),
    ("authority_no", "12315 编号"),
    ("outside_no", "第三方编号"),
    ("law_no", "案号或回执"),
)


def _moments(complaint: Complaint) -> Iterator[tuple[date, str]]:
    """Day and words of everything that happened, doors tried before included."""
    for answers in filings(complaint):
        for key, name in MOMENTS.items():
            value = answers.get(key)
            if is_known(value):
                door = DOOR.get(str(answers.get("door")))
                words = f"向{door.name}投诉" if door and key == "outside_filed_on" else name
                yield datetime.fromisoformat(str(value)).date(), words
    for episode in complaint.episodes:
        if episode.kind in RECORDED:
            yield episode.opened_at.astimezone(LEGAL_ZONE).date(), INTERLUDES[episode.kind].title
    if complaint.closed_at:
        yield complaint.closed_at.astimezone(LEGAL_ZONE).date(), "结束"
