"""The complaint statement: short, dated, calm; every placeholder filled or left out, never left open."""

from collections.abc import Callable
from datetime import date
from typing import Final

from dialogs.day_words import say_day
from dialogs.letters.wording import cited, day_of, demand_of, due_of, kept, scenario_of, told
from dialogs.lint import lint
from dialogs.money import say_money
from dialogs.question import View
from dialogs.scenarios import LABELS
from dialogs.spans import Span, say_span
from state_machine.complaint import LEGAL_ZONE, is_known
from state_machine.deadlines import deadline

PLEA = "以上情况属实。请依规则处理，并告知处理结果。"
Lines = tuple[str, ...]


def draft(view: View) -> str:
    """The user's own version when they sent one, else the letter written from the facts. Plain text, ≤ 1,500 characters."""
    own = view.answer("statement_draft")
    return str(own) if is_known(own) else written(view)


def written(view: View) -> str:
    """The letter from the facts."""
    return _lines(_order(view), *_story(view), _minor(view), _demand(view), _evidence(view), PLEA)


SHORT: Final = 200  # characters: what most forms of a platform take, ours; the page's own limit decides


def short(view: View) -> str:
    """The same in at most SHORT characters, for a form that takes no more: order, breach, demand."""
    order, product = told(view, "order_no", ""), told(view, "product", "")
    head = f"订单{order[:40]}，" if order else ""
    what = f"「{product[:30]}」" if product else "商品"
    lines = (
        f"{head}{day_of(view, 'paid_at')}购买{what}，{_wrong(view)}，要求：{demand_of(view)[:60]}。",
        PLEA,
    )
    return "".join(lines)[:SHORT]


def facts(view: View) -> str:
    """What happened as of today, without a demand or a plea: for a form that asks for them apart."""
    return _lines(
        _order(view), *_story(view), _minor(view), *_broken_offers(view), _wrong(view) + "。", _evidence(view)
    )


def _broken_offers(view: View) -> Lines:
    """What the other side agreed to and did not keep."""
    return tuple(
        f"{say_day(offer.opened_at.astimezone(LEGAL_ZONE).date())}对方答应和解，{BROKEN[str(offer.answers.get('kept'))]}。"
        for offer in view.complaint.episodes
        if offer.kind == "offer" and offer.answers.get("kept") in BROKEN
    )


BROKEN: Final = {"broken": "到期没有兑现", "partly": "只兑现了一部分"}


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


def _story(view: View) -> Lines:
    return STORIES[scenario_of(view.complaint).key](view)


def _not_delivered(view: View) -> Lines:
    late = "已超过承诺的时限，仍未发货" if _promise_broken(view) else "仍未发货"
    return (_promise(view), f"截至 {say_day(view.today())}，{late}{_replied(view)}。")


def _promise(view: View) -> str:
    promise = view.answer("promise")
    if not isinstance(promise, str) or not is_known(promise):
        return "页面没有写明发货时限，付款后一直没有收到商品。"
    amount, _, unit = promise.partition(" ")
    if unit == "until":
        return f"商家承诺在{say_day(date.fromisoformat(amount))}前发货。"
    words = say_span(Span(amount=int(amount), unit=unit))
    return f"商家承诺的发货时限：{words}。"


def _promise_broken(view: View) -> bool:
    due = deadline(view.complaint, "delivery", view.calendar)
    return due is not None and due.passed(view.now)


def _replied(view: View) -> str:
    said = view.answer("merchant_said")
    return f"，联系后商家的说法：「{said}」" if is_known(said) else ""


MISMATCHES: Final = {
    "face_value": "面额或点数不足",
    "expired": "已过期或有效期不足",
    "activation": "无法激活或已被使用",
    "feature": "缺少说好的功能或内容",
    "lifetime": "没有做到说好的长期更新或长期有效",
    "other": "和描述不一致",
}


def _not_as_described(view: View) -> Lines:
    wrong = MISMATCHES[told(view, "mismatch", "other")]
    return (
        f"{_received(view)}发现{wrong}。",
        f"页面承诺：{_words(view, 'promised_words')}",
        f"实际收到：{_words(view, 'delivered_words')}",
        _raised(view),
    )


def _words(view: View, key: str) -> str:
    """The user's words as one sentence."""
    return told(view, key).rstrip("。.!！;；") + "。"


def _received(view: View) -> str:
    day = day_of(view, "received_at", "")
    return f"{day}收到商品，" if day else "收到商品后，"


def _raised(view: View) -> str:
    day = day_of(view, "raised_on", "")
    said = view.answer("merchant_said")
    if day:
        return f"{day}向商家提出，至今没有解决{_replied(view)}。"
    return f"联系后商家的说法：「{said}」。" if is_known(said) else ""


EXCUSES: Final = {
    "no_return": "「不退不换」",
    "too_late": "「超过投诉期、售后期」",
    "your_fault": "「是买家操作的问题」",
    "waiting": "「等通知」",
    "silent": "不予回复",
}


def _stonewalled(view: View) -> Lines:
    excuse = EXCUSES.get(told(view, "excuse", ""), "")
    reason = f"商家以{excuse}为由推诿。" if excuse.startswith("「") else "商家不予回复。" if excuse else ""
    return (f"{_received(view)}出现问题：{_words(view, 'problem')}", _raised(view), reason)


GONE_BY: Final = {
    "silent": "发消息一直不回复",
    "blocked": "把我拉黑或删除",
    "closed": "店铺或网站无法打开",
    "renamed": "更换了名称或账号",
}


def _vanished(view: View) -> Lines:
    how = GONE_BY.get(told(view, "vanished_how", ""), "无法联系")
    last = day_of(view, "last_contact", "")
    since = f"{last}以后，" if last else "付款后，"
    payee = view.answer("payee")
    paid_to = f"收款方：「{payee}」。" if is_known(payee) else ""
    promise = _promise(view) if is_known(view.answer("promise")) else ""
    return (promise, f"{since}商家{how}；截至 {say_day(view.today())}，没有履行约定。", paid_to)


STORIES: Final[dict[str, Callable[[View], Lines]]] = {
    "not_delivered": _not_delivered,
    "not_as_described": _not_as_described,
    "stonewalled": _stonewalled,
    "vanished": _vanished,
}


def _minor(view: View) -> str:
    """民法典 144, 145: what a child buys, and what a guardian does not ratify, has no effect."""
    if not is_void(view):
        return ""
    if view.answer("age") == "child":
        return f"付款人不满八周岁，这笔买卖无效{cited(*void_by(view))}，价款应当返还。"
    return f"付款人未满十八周岁，监护人对这笔买卖不同意、不追认{cited(*void_by(view))}，价款应当返还。"


def is_void(view: View) -> bool:
    """The purchase binds nobody: made by a child under eight, or by a minor whose guardian does not agree."""
    return view.answer("age") == "child" or (
        view.answer("age") == "minor" and view.answer("guardian") == "refuses"
    )


def nothing_to_perform(view: View) -> str:
    """Why goods cannot be asked for: what is void gives the money back, no more (民法典 157)."""
    return f"这笔买卖无效或不被追认，只能要求返还价款{cited('civil-157')}。" if is_void(view) else ""


def void_by(view: View) -> tuple[str, ...]:
    """The articles that make it void, and give the money back."""
    return ("civil-144" if view.answer("age") == "child" else "civil-145", "civil-157")


def _demand(view: View) -> str:
    fraud = view.answer("fraud_basis")
    basis = f"商家存在欺诈：{fraud}。" if view.answer("demand") == "triple" and is_known(fraud) else ""
    return f"{_wrong(view)}，要求：{demand_of(view)}。{basis}"


def _wrong(view: View) -> str:
    """The breach in the scenario's words, or what can be said of it while no promised time has passed."""
    scenario = scenario_of(view.complaint)
    if scenario.key == "not_delivered" and not _promise_broken(view):
        return "商家没有交付商品"
    return scenario.breach


def _evidence(view: View) -> str:
    names = [
        f"{LABELS[label].name} {count} 份" for label, count in kept(view.complaint).items() if label in LABELS
    ]
    return f"附证据：{'；'.join(names)}。" if names else ""


WEAK: Final = {
    "insult": "「{words}」这类话会让对方有借口不理，换成平静的事实更有用。",
    "threat": "「{words}」像是威胁，可能反过来对你不利；可以说要投诉、起诉、报警。",
    "card_key": "里面像是有卡密，提交前请遮住。",
    "id_number": "里面像是有身份证号，提交前请遮住。",
    "phone": "里面有手机号，不需要的话请遮住。",
    "bank_card": "里面像是有银行卡号，提交前请遮住。",
    "placeholder": "「{words}」还没填，填好才能用。",
}


def _weak(text: str) -> Lines:
    """The tone and the secrets of a text, each kind once."""
    first = {each.kind: each for each in reversed(lint(text))}
    return tuple(
        words.format(words=text[slice(*first[kind].span)]) for kind, words in WEAK.items() if kind in first
    )


def weaknesses(view: View) -> Lines:
    """What would weaken the statement as it stands: one Chinese sentence each."""
    text = draft(view)
    found = list(_weak(text))
    if not is_known(view.answer("order_no")):
        found.append("没有订单号，处理的人可能查不到交易；按「上一步」可以补。")
    have = kept(view.complaint)
    missing = [i.name for i in scenario_of(view.complaint).required if not have.get(i.label)]
    if missing:
        found.append(f"还缺必需的证据：{'、'.join(missing)}。现在补发也来得及，直接发图就行。")
    due = deadline(view.complaint, "delivery", view.calendar)
    if due and not due.passed(view.now):
        found.append(
            f"商家承诺的时限到 {due_of(due)} 才满，现在投诉可能被驳回；可以先「暂停」，到时我提醒你。"
        )
    return (*found, *_own_words(view, text))


def _own_words(view: View, text: str) -> Lines:
    """What the user's own version leaves out."""
    if not is_known(view.answer("statement_draft")):
        return ()
    number, amount = view.answer("order_no"), view.answer("amount")
    lacks_number = is_known(number) and str(number) not in text
    lacks_amount = isinstance(amount, int) and not _mentions(text, amount)
    lacks_demand = not any(word in text for word in DEMANDS)
    return (
        *(("你改的版本里没有订单号。",) if lacks_number else ()),
        *(("你改的版本里没有写金额。",) if lacks_amount else ()),
        *(("你改的版本里没有写要求（退款、补发或赔偿）。",) if lacks_demand else ()),
    )


DEMANDS: Final = ("退", "补发", "更换", "赔", "返还")


def _mentions(text: str, fen: int) -> bool:
    plain = f"{fen / 100:.2f}"
    return any(form in text for form in (plain, plain.rstrip("0").rstrip(".")))
