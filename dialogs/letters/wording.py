"""How facts read inside letters: escaped for Telegram HTML, or plain for papers."""

from collections.abc import Callable, Iterator
from datetime import datetime
from html import escape
from typing import NamedTuple

from dialogs.day_words import say_day
from dialogs.money import say_money
from dialogs.question import View
from dialogs.scenarios import NOT_DELIVERED, SCENARIOS, Scenario
from state_machine.complaint import Complaint, is_known
from state_machine.deadlines import Deadline, deadline, has_had_its_time, running
from state_machine.statutes import STATUTES, protects_consumers_only

OWN = "（提交前自己填，不用发给我）"  # what the bot never asks for


def html(text: str) -> str:
    """Any user value inside Telegram HTML."""
    return escape(text, quote=False)


def told(view: View, key: str, absent: str = "（未填）") -> str:
    """An answer as text, or the words for its absence."""
    value = view.answer(key)
    return str(value) if is_known(value) else absent


def day_of(view: View, key: str, absent: str = "（未填）") -> str:
    """A day or moment answer in Chinese."""
    value = view.answer(key)
    if not isinstance(value, str) or not is_known(value):
        return absent
    at = datetime.fromisoformat(value)
    return say_day(at.date()) + (f" {at:%H:%M}" if "T" in value else "")


def money_of(view: View, key: str, absent: str = "（未填）") -> str:
    """An amount answer in yuan."""
    value = view.answer(key)
    return say_money(value) if isinstance(value, int) else absent


def due_of(deadline: Deadline) -> str:
    """When a deadline ends, marked when the year's holidays are not published yet."""
    mark = "（暂定）" if deadline.provisional else ""
    if isinstance(deadline.due, datetime):
        return f"{say_day(deadline.due.date())} {deadline.due:%H:%M}"
    return say_day(deadline.due) + mark


def due_html(deadline: Deadline) -> str:
    """The same inside Telegram HTML; an instant is a time the reader's phone can show and take down."""
    if not isinstance(deadline.due, datetime):
        return due_of(deadline)
    return f'<tg-time unix="{int(deadline.due.timestamp())}">{due_of(deadline)}（北京时间）</tg-time>'


def not_a_consumer(view: View) -> str:
    """Why a demand only consumers have is closed (消费者权益保护法 2, 55); "" for a buyer for their own use."""
    return (
        f"转卖的不是消费者，不能要求退一赔三{cited('consumer-55-1')}。"
        if view.answer("use") == "resale"
        else ""
    )


def too_early(clock: str, whose: str) -> Callable[[View], str]:
    """Why silence is no answer yet: the time of this clock has not passed; overdue is computed, never set."""

    def reason(view: View) -> str:
        """The time has not passed yet."""
        if has_had_its_time(view.complaint, clock, view.now, view.calendar):
            return ""
        due = deadline(view.complaint, clock, view.calendar)
        return (
            f"{whose}的时间到 {due.due:%m月%d日} 才满，过了那天还没答复再点这里。"
            if due
            else "先用「改回答」填上提交日期，才知道哪天到期。"
        )

    return reason


def not_yet_urged_enough(view: View) -> str:
    """民法典 563（三）: only after the time given in the urging has passed may the contract be ended."""
    due = next(
        (d for d in running(view.complaint, view.calendar) if view.episode and d.trigger == view.episode.id),
        None,
    )
    if due is None or due.passed(view.now):
        return ""
    return f"催告给的期限到 {due_of(due)} 才满，过了还没发再点这里，那时才好解除合同{cited('civil-563')}。"


def may_rescind(view: View) -> bool:
    """Whether the contract may be ended: the merchant was urged, and in vain (民法典 563（三）)."""
    return any(
        episode.kind == "urging" and episode.answers.get("urged_result") == "nothing"
        for episode in view.complaint.episodes
    )


def scenario_of(complaint: Complaint) -> Scenario:
    """The grievance's row; the first one while it is not chosen yet."""
    return SCENARIOS.get(str(complaint.answers.get("scenario")), NOT_DELIVERED)


def cited(*keys: str) -> str:
    """Statutes by name, for the end of a sentence; a law is named once: （《电子商务法》第二十条、第五十九条）."""
    return f"（{named(*keys)}）"


def applying(view: View, *keys: str) -> tuple[str, ...]:
    """The statutes of these that speak for this buyer: a reseller is no consumer."""
    if view.answer("use") != "resale":
        return keys
    return tuple(key for key in keys if not protects_consumers_only(key))


class Point(NamedTuple):
    """One sentence and the statutes it rests on; none: it is advice of ours."""

    words: str
    statutes: tuple[str, ...] = ()
    after: str = "。"  # goes on behind the citation


def told_to(view: View, points: tuple[Point, ...]) -> Iterator[str]:
    """The sentences that hold for this buyer; one whose statutes all fall away falls with them."""
    for point in points:
        statutes = applying(view, *point.statutes)
        if statutes or not point.statutes:
            yield f"{point.words}{cited(*statutes) if statutes else ''}{point.after}"


def named(*keys: str) -> str:
    """Statutes in a row, each law named once."""
    words, law = [], ""
    for row in (STATUTES[key] for key in keys):
        words.append(row.article if row.short == law else f"{row.short}{row.article}")
        law = row.short
    return "、".join(words)


def demand_of(view: View) -> str:
    """The one demand in words."""
    demand, rest = view.answer("demand"), still_owed(view)
    amount = money_of(view, "amount", "")
    if rest is not None:
        return f"退还余款 {say_money(rest)}（已收到 {say_money(received_fen(view))}）"
    if demand == "full_refund":
        return f"全额退款{' ' + amount if amount else ''}"
    if demand == "partial_refund":
        return f"部分退款 {money_of(view, 'demand_amount')}"
    if demand == "compensation":
        return f"赔偿损失 {money_of(view, 'damages')}（{told(view, 'damages_basis')}）"
    if demand == "redeliver":
        return "立即补发或更换订单商品"
    if demand == "triple":
        return f"退还 {amount or '价款'}，并按{named('consumer-55-1')}增加赔偿{_triple(view)}"
    return "（未填）"


def wanted_fen(view: View) -> int | None:
    """The money demanded, in 分; None for goods, or where no amount is known."""
    key = {"full_refund": "amount", "partial_refund": "demand_amount", "compensation": "damages"}
    found = view.answer(key.get(str(view.answer("demand")), ""))
    return found if isinstance(found, int) else None


def received_fen(view: View) -> int:
    """What came so far, in 分: at the platform's word, and of offers kept in part."""
    offers = (e.answers for e in view.complaint.episodes if e.kind == "offer")
    parts = (answers.get("part_received") for answers in (view.complaint.answers, *offers))
    return sum(part for part in parts if isinstance(part, int))


def still_owed(view: View) -> int | None:
    """What is left of the refund demanded, in 分, once a part of it came; None while nothing came or all did."""
    wanted, received = wanted_fen(view), received_fen(view)
    if wanted is None or view.answer("demand") == "compensation":
        return None
    return wanted - received if 0 < received < wanted else None


LEAST_TRIPLE = 500_00  # 分; 消费者权益保护法 55-1


def _triple(view: View) -> str:
    amount = view.answer("amount")
    if not isinstance(amount, int):
        return ""
    return f" {say_money(max(3 * amount, LEAST_TRIPLE))}"


def kept(complaint: Complaint) -> dict[str, int]:
    """How many pieces of evidence each checklist item has."""
    counts: dict[str, int] = {}
    for item in complaint.evidence:
        if item.counts:
            counts[item.label] = counts.get(item.label, 0) + 1
    return counts
