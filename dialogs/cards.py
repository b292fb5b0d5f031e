"""The status card, the list of dates, and the answer to "why this date?"."""

from datetime import datetime
from typing import Final

from dialogs.letters.wording import due_of, html, kept, scenario_of, told
from dialogs.question import View
from dialogs.reply import Button, Rows
from dialogs.script import SCRIPT
from dialogs.when import say_day
from state_machine.complaint import LEGAL_ZONE, Complaint, Outcome, Stage, is_known
from state_machine.deadlines import Deadline, Party
from state_machine.statutes import STATUTES

OUTCOMES: Final = {
    Outcome.FULL_REFUND: "全额退款",
    Outcome.PARTIAL_REFUND: "部分退款",
    Outcome.REDELIVERED: "补发",
    Outcome.COMPENSATED: "赔偿",
    Outcome.WITHDRAWN: "已撤回",
    Outcome.UNRESOLVED: "没有解决",
}
PARTIES: Final = {
    Party.MERCHANT: "商家",
    Party.PLATFORM: "平台",
    Party.AUTHORITY: "12315",
    Party.COURT: "法院",
    Party.USER: "你",
}
UNITS: Final = {"hours": "小时", "days": "天", "working_days": "个工作日", "years": "年"}
BASES: Final = {
    "ours": "这是我们定的提醒日，不是法律规定",
    "platform": "平台规则（你查到的，或默认值），以页面显示为准",
    "merchant": "商家的承诺",
}


def title(complaint: Complaint) -> str:
    """How a complaint is called in lists: its platform and product, or only its number."""
    parts = [
        str(complaint.answers[key]) for key in ("platform", "product") if is_known(complaint.answers.get(key))
    ]
    return html("·".join(part[:16] for part in parts)) or "新投诉"


def name_of(complaint: Complaint) -> str:
    """A complaint among several, in a word: where it was bought and what, or its number."""
    return title(complaint) if is_known(complaint.answers.get("platform")) else complaint.id


def score(complaint: Complaint) -> str:
    """Evidence against the checklist: required items that are there, and what is missing."""
    scenario, have = scenario_of(complaint), kept(complaint)
    if "scenario" not in complaint.answers:
        return f"证据 {sum(have.values())} 份"
    required = [item for item in scenario.checklist if item.required]
    missing = [item.name for item in required if not have.get(item.label)]
    total = sum(have.values())
    line = f"证据 {total} 份，必需项 {len(required) - len(missing)}/{len(required)}"
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
        nearest = min(ahead, key=_when) if ahead else max(shown, key=_when)
        lines.append(f"{word}：{nearest.clock.name} {due_of(nearest)}")
    lines.append(score(complaint))
    if complaint.muted:
        lines.append("提醒已关闭")
    return "\n".join(lines)


FAR_OFF: Final = ("limitation", "authority_bar")


def _when(deadline: Deadline) -> str:
    return deadline.due.isoformat()


def card_buttons(complaint: Complaint) -> Rows:
    """What can be done with a complaint from its card."""
    id = complaint.id
    if complaint.stage is Stage.CLOSED:
        return ((Button("重新打开", f"o:{id}"), Button("查看证据", f"v:{id}")),)
    rows: Rows = ((Button("继续", f"c:{id}"), Button("证据", f"v:{id}"), Button("日期", f"d:{id}")),)
    return (*rows, (Button("设置提醒", f"s:{id}"), Button("撤回投诉", f"x:{id}")))


def listed(complaint: Complaint, dates: tuple[Deadline, ...], now: datetime) -> str:
    """Every running date of a complaint, whom it binds, and whether it has passed."""
    found = sorted(dates, key=_when)
    if not found:
        return f"<b>投诉 {complaint.id}</b> 现在没有在走的日期。"
    lines = [f"<b>投诉 {complaint.id}</b>　{title(complaint)}"]
    for each in found:
        state = "（已过）" if each.passed(now) else ""
        lines.append(f"· {due_of(each)}{state}　{each.clock.name}，{_whose(each)}")
    return "\n".join(lines)


def _whose(deadline: Deadline) -> str:
    if deadline.clock.basis == "ours":
        return "我们定的提醒日"
    return f"{PARTIES[deadline.clock.binds]}的期限"


def date_buttons(complaint: Complaint, dates: tuple[Deadline, ...]) -> Rows:
    """One "why" per date."""
    found = sorted(dates, key=_when)
    return tuple((Button(f"为什么：{d.clock.name}", f"y:{complaint.id}:{d.key}"),) for d in found)


def why(deadline: Deadline) -> str:
    """Start, rule, days passed over with their names, source."""
    lines = [f"<b>{deadline.clock.name}：{due_of(deadline)}</b>", f"从 {_start(deadline)} 算起。"]
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
    key = deadline.clock.basis
    if key in BASES:
        return f"依据：{BASES[key]}。"
    row = STATUTES[key]
    return f"依据：{row.law}{row.article}（{html(row.version)}，{row.checked:%Y-%m-%d} 核对）\n<blockquote expandable>{html(row.text)}</blockquote>"


def record(complaint: Complaint, view: View) -> str:
    """The one-page record of a closed complaint: its key moments."""
    lines = [f"<b>投诉 {complaint.id} 记录</b>", title(complaint)]
    for key, name in MOMENTS:
        value = complaint.answers.get(key)
        if is_known(value):
            lines.append(f"· {name}：{say_day(datetime.fromisoformat(str(value)).date())}")
    for key, name in NUMBERS:
        number = told(view, key, "")
        if number:
            lines.append(f"· {name}：{html(number)}")
    lines.append(f"· 结果：{OUTCOMES[complaint.outcome or Outcome.UNRESOLVED]}")
    lines.append(score(complaint))
    lines.append("\n下次：只在有担保交易的平台里付款；下单前先截图商品页和发货承诺。")
    return "\n".join(lines)


MOMENTS: Final = (
    ("paid_at", "付款"),
    ("platform_filed_on", "向平台投诉"),
    ("authority_filed_on", "向 12315 投诉"),
    ("authority_accepted_on", "12315 受理"),
)
NUMBERS: Final = (("platform_complaint_no", "平台投诉编号"), ("authority_no", "12315 编号"))
