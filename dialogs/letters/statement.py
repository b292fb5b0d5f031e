"""The complaint statement: short, dated, calm; every placeholder filled or left out, never left open."""

from datetime import date

from dialogs.letters.wording import day_of, demand_of, due_of, kept, scenario_of, told
from dialogs.money import say_money
from dialogs.question import View
from dialogs.scenarios import LABELS
from dialogs.spans import Span, say_span
from dialogs.when import say_day
from state_machine.complaint import is_known
from state_machine.deadlines import deadline

PLEA = "以上情况属实。请依规则处理，并告知处理结果。"


def draft(view: View) -> str:
    """The user's own version when they sent one, else the letter written from the facts. Plain text, ≤ 1,500 characters."""
    own = view.answer("statement_draft")
    return str(own) if is_known(own) else written(view)


def written(view: View) -> str:
    """The letter from the facts."""
    return _lines(_order(view), _promise(view), _breach(view), _demand(view), _evidence(view), PLEA)


def facts(view: View) -> str:
    """What happened as of today, without a demand or a plea: for a form that asks for them apart."""
    return _lines(_order(view), _promise(view), _breach(view), _wrong(view) + "。", _evidence(view))


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _order(view: View) -> str:
    number = view.answer("order_no")
    order = f"订单号 {number}" if is_known(number) else "订单号见截图"
    amount = view.answer("amount")
    paid = f"实付 {say_money(amount)}" if isinstance(amount, int) else "金额见截图"
    merchant = view.answer("merchant")
    seller = f"，商家「{merchant}」" if is_known(merchant) else ""
    return (
        f"{order}，{day_of(view, 'paid_at')}在「{told(view, 'platform')}」购买"
        f"「{told(view, 'product')}」{seller}，{paid}。"
    )


def _promise(view: View) -> str:
    promise = view.answer("promise")
    if not isinstance(promise, str) or not is_known(promise):
        return "页面没有写明发货时限，付款后一直没有收到商品。"
    amount, _, unit = promise.partition(" ")
    if unit == "until":
        return f"商家承诺在{say_day(date.fromisoformat(amount))}前发货。"
    words = say_span(Span(amount=int(amount), unit=unit))
    return f"商家承诺的发货时限：{words}。"


def _breach(view: View) -> str:
    until = say_day(view.today())
    said = view.answer("merchant_said")
    reply = f"，联系后商家的说法：「{said}」" if is_known(said) else ""
    due = deadline(view.complaint, "delivery", view.calendar)
    late = "已超过承诺的时限，仍未发货" if due and due.passed(view.now) else "仍未发货"
    return f"截至 {until}，{late}{reply}。"


def _demand(view: View) -> str:
    return f"{_wrong(view)}，要求：{demand_of(view)}。"


def _wrong(view: View) -> str:
    """The breach in the scenario's words, or what can be said of it while no promised time has passed."""
    due = deadline(view.complaint, "delivery", view.calendar)
    return scenario_of(view.complaint).breach if due and due.passed(view.now) else "商家没有交付商品"


def _evidence(view: View) -> str:
    names = [
        f"{LABELS[label].name} {count} 份" for label, count in kept(view.complaint).items() if label in LABELS
    ]
    return f"附证据：{'；'.join(names)}。" if names else ""


INSULTS = ("骗子", "垃圾", "傻", "妈的", "去死", "滚", "狗", "王八", "曝光", "弄死", "人肉", "报复")


def lint(view: View) -> tuple[str, ...]:
    """What would weaken the statement as it stands: one Chinese sentence each."""
    text = draft(view)
    found = [f"「{word}」这类话会让对方有借口不理，建议换成平静的事实。" for word in INSULTS if word in text][
        :1
    ]
    if not is_known(view.answer("order_no")):
        found.append("没有订单号，处理的人可能查不到交易；按「上一步」可以补。")
    have = kept(view.complaint)
    missing = [i.name for i in scenario_of(view.complaint).checklist if i.required and not have.get(i.label)]
    if missing:
        found.append(f"还缺必需的证据：{'、'.join(missing)}。现在补发也来得及，直接发图就行。")
    due = deadline(view.complaint, "delivery", view.calendar)
    if due and not due.passed(view.now):
        found.append(
            f"商家承诺的时限到 {due_of(due)} 才满，现在投诉可能被驳回；可以先「暂停」，到时我提醒你。"
        )
    number = view.answer("order_no")
    own = is_known(view.answer("statement_draft"))
    if own and is_known(number) and str(number) not in text:
        found.append("你改的版本里没有订单号。")
    amount = view.answer("amount")
    if own and isinstance(amount, int) and not _mentions(text, amount):
        found.append("你改的版本里没有写金额。")
    return tuple(found)


def _mentions(text: str, fen: int) -> bool:
    plain = f"{fen / 100:.2f}"
    return any(form in text for form in (plain, plain.rstrip("0").rstrip(".")))
