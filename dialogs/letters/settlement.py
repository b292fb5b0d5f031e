"""An offer against the demand: what falls short, what is a trap, and a reply to send."""

from datetime import date
from typing import Final

from dialogs.day_words import say_day
from dialogs.letters.wording import (
    LEAST_TRIPLE,
    cited,
    demand_of,
    html,
    money_of,
    still_owed,
    told,
    wanted_fen,
)
from dialogs.money import say_money
from dialogs.question import View
from state_machine.complaint import Stage, is_known

OFFERS = {
    "full_refund": "全额退款",
    "partial_refund": "部分退款",
    "redeliver": "补发或更换",
    "credit": "余额、优惠券或别的商品",
}
TRAPS = {
    "withdraw_first": "「先撤诉再退款」：撤了，就没人再催对方，对方可以不退。钱到账以后再撤。",
    "private": "「私下转账」：离开平台就少了记录和担保。请对方原路退回。",
    "reviews": "「删评价」：评价和退款是两回事，不用拿评价换退款。",
    "pay_first": "「先交一笔钱」：退款不需要你先付钱，这是常见的骗法。不要付。",
    "silence": "「不再追究」：收到全部款项以前不要答应；答应了，以后就难再要差额。",
}


MEDIATED: Final = (Stage.AUTHORITY, Stage.MEDIATION)


def weighed(view: View) -> str:
    """Offer and demand side by side, then every red flag. HTML."""
    lines = [
        "<b>对一对再决定</b>",
        f"<pre>你要的｜{html(demand_of(view))}\n对方给｜{html(_offer(view))}\n到账日｜{_promised(view)}</pre>",
        *(f"⚠ {warning}" for warning in warnings(view)),
    ]
    return "\n".join(lines)


def _offer(view: View) -> str:
    offered = OFFERS.get(told(view, "offered", ""), "（未填）")
    return f"{offered} {money_of(view, 'offered_amount', '')}".strip()


def _promised(view: View) -> str:
    day = view.answer("promised_on")
    return say_day(date.fromisoformat(day)) if isinstance(day, str) else "没说哪天"


def warnings(view: View) -> tuple[str, ...]:
    """What speaks against the offer, one sentence each; empty when nothing does."""
    found = [TRAPS[term] for term in told(view, "terms", "").split() if term in TRAPS]
    if view.complaint.stage in MEDIATED and TRAPS["withdraw_first"] in found:
        found.append(f"撤回投诉的，调解终止{cited('complaint-measures-23')}。")
    if not is_known(view.answer("promised_on")):
        found.append("没有日期：让对方写明哪天到账，没有日期的承诺没法追。")
    short = _short(view)
    return (*((short,) if short else ()), *found)


def _short(view: View) -> str:
    """How far the offer stays behind what was asked."""
    offered, demand = view.answer("offered"), view.answer("demand")
    if offered == "credit":
        return "给的不是钱：余额、优惠券可能用不出去、有期限。"
    if offered == "redeliver":
        return (
            "" if demand in ("redeliver", None) else "你要的是钱，对方给的是货。补发的要当场试用，能用才算。"
        )
    if demand == "redeliver":
        return "你要的是货，对方退的是钱。收了钱，这单就算了结，想好再接受。"
    gives = _offered_fen(view)
    wants = _wanted(view)
    if gives is not None and wants is not None and gives < wants:
        return f"比你要的少 {say_money(wants - gives)}。"
    return ""


def _offered_fen(view: View) -> int | None:
    """The money offered; a full refund gives back what was paid."""
    found = view.answer("amount" if view.answer("offered") == "full_refund" else "offered_amount")
    return found if isinstance(found, int) else None


def _wanted(view: View) -> int | None:
    """The money still wanted; for 退一赔三 price and increase (消费者权益保护法 55-1)."""
    amount = view.answer("amount")
    if view.answer("demand") == "triple" and isinstance(amount, int):
        return amount + max(3 * amount, LEAST_TRIPLE)
    if still_owed(view) is not None and view.answer("offered") != "full_refund":
        return still_owed(view)
    return wanted_fen(view) if view.answer("demand") else amount if isinstance(amount, int) else None


def accept_offer(view: View) -> str:
    """Accepting in writing, with the date and the way of payment; nothing withdrawn before."""
    when = _promised(view)
    by = f"请于{when}前" if is_known(view.answer("promised_on")) else "请尽快（请回复具体日期）"
    return (
        "接受前让对方在平台里写下来，钱到账以前不要撤诉、不要确认收货、不要删评价。\n\n可以这样回：\n"
        f"<pre>同意「{html(_offer(view))}」的方案。{by}原路退回或完成补发。收到并核对无误后，我再撤回投诉。</pre>"
    )


def decline_offer(view: View) -> str:
    """A calm refusal that repeats the demand."""
    return (
        "可以这样回：\n"
        f"<pre>这个方案我不接受。我的要求没有变：{html(demand_of(view))}。请在平台内回复，投诉照常进行。</pre>"
    )


def broken_offer(_: View) -> str:
    """A broken promise is evidence."""
    return (
        "答应了没做到，把当时的承诺和今天的页面都截图发我，这是很有用的证据。投诉照常往下走，"
        "不用再等对方的新承诺。"
    )


def not_yet_promised_day(view: View) -> str:
    """The promised day has not passed yet."""
    day = view.answer("promised_on")
    if isinstance(day, str) and is_known(day) and view.today() <= date.fromisoformat(day):
        return f"对方答应的是{say_day(date.fromisoformat(day))}，过了那天还没兑现再点这里。"
    return ""


def end(view: View) -> str:
    """What is said when the offer is done with."""
    if view.answer("kept") in ("broken", "partly"):
        return "和解没有全部兑现，已记下。投诉继续。"
    if view.answer("decision") == "decline":
        return "没有接受和解，已记下。投诉继续，期限照算。"
    return "和解兑现了，已记下。"
