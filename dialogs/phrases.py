"""The names a question's text may use in braces: answers, dates and short passages, all escaped."""

from collections.abc import Callable
from functools import partial
from typing import Final

from dialogs import notes, seen
from dialogs.letters import court, settlement
from dialogs.letters.statement import draft, weaknesses
from dialogs.letters.texts import urgent_left, urgent_missing, urgent_steps
from dialogs.letters.third_party import door_name, doors
from dialogs.letters.wording import cited, due_html, html, scenario_of
from dialogs.question import View, draft_key
from dialogs.scenarios import LABELS
from dialogs.script import QUESTIONS
from dialogs.telling import NAMES, UNSURE
from state_machine.complaint import is_known
from state_machine.deadlines import Deadline, deadline, running
from state_machine.platforms import rule_card


def _answer_by(view: View) -> str:
    due = deadline(view.complaint, "platform_answer", view.calendar)
    if due is None:
        return ""
    if is_known(view.answer("rule_answer")):
        return f"按平台规则，最晚 {due_html(due)} 答复。"
    return f"没查到平台的时限，先按 {due.length} 个工作日等到 {due_html(due)}（这是我们定的，不是法律规定）。"


def _acceptance_by(view: View) -> str:
    due = deadline(view.complaint, "acceptance", view.calendar)
    return f"12315 最晚 {due_html(due)} 告诉你受不受理{cited('complaint-measures-15')}。" if due else ""


def _mediation_by(view: View) -> str:
    due = deadline(view.complaint, "mediation", view.calendar)
    return f"调解最长到 {due_html(due)}{cited('complaint-measures-23')}。" if due else ""


def _understood(view: View) -> str:
    """What was read from a story, the doubtful marked, what was taken away struck out."""
    told = view.episode.answers if view.episode else {}
    picked = str(told.get(draft_key("confirm"), " ".join(NAMES))).split()
    unsure = str(told.get(UNSURE, "")).split()
    lines = []
    for key, name in NAMES.items():
        if key in told:
            mark = "（不太确定，请看一眼）" if key in unsure else ""
            line = f"{name}：{html(QUESTIONS[key].show(told[key]))}{mark}"
            lines.append(line if key in picked else f"<s>{line}</s>")
    return "这是我从你的话里读到的：\n" + "\n".join(lines)


def _known_rules(view: View) -> str:
    """What we read of this platform's rules, never as a fact."""
    card = rule_card(str(view.answer("platform")))
    if card is None:
        return ""
    lines = "\n".join(f"· {line}" for line in card.says)
    return (
        f"我们读到的{card.rules}（{card.version}，{card.source}，{card.checked:%Y-%m-%d} 查，没有在官网核对，"
        f"以页面显示为准）：\n{lines}\n\n"
    )


def _others(view: View) -> str:
    """How it ended for other buyers, from a number up that lets nobody be recognised."""
    if view.others is None or not view.others.shown:
        return ""
    return (
        f"别的买家自愿计数：这个平台 {view.others.cases} 件，拿回钱或货的 {view.others.got_it} 件。"
        "是他们自己说的，没有核实，也不代表你的结果。\n\n"
    )


def _review_by(view: View) -> str:
    due = deadline(view.complaint, "review", view.calendar)
    if due is None:
        return ""
    ours = "" if is_known(view.answer("review_days")) else "（平台没说，先这样等；这是我们定的）"
    return f"最晚等到 {due_html(due)}{ours}。"


def _before(clock: str, words: str, otherwise: str = "") -> Callable[[View], str]:
    """Words with the date of this clock – the one of the episode at hand, when it is an episode's."""

    def phrase(view: View) -> str:
        """The date in words."""
        due = deadline_of(view, clock)
        return words.format(due=due_html(due)) if due else otherwise

    return phrase


def deadline_of(view: View, clock: str) -> Deadline | None:
    """The running deadline of a clock: that of the episode at hand, when it is an episode's."""
    found = [d for d in running(view.complaint, view.calendar) if d.clock.key == clock]
    own = [d for d in found if view.episode and d.trigger == view.episode.id]
    return next(iter(own or found), None)


def _own_date(view: View) -> str:
    """What the user wanted to be reminded of, and when."""
    day = _before("own", "{due}：")(view)
    return f"{day}{_own_matter(view)}\n"


def _own_matter(view: View) -> str:
    return html(str(view.answer("what")))


def _material_wanted(view: View) -> str:
    """What was asked for, when it was said."""
    return f"要补的是：{html(str(view.answer('material')))}。" if is_known(view.answer("material")) else ""


def _supplement_by(view: View) -> str:
    due = deadline_of(view, "supplement")
    if due is None:
        return "请尽快"
    if due.passed(view.now):
        return f"{due_html(due)} 已经过了，还是补交，并写明为什么晚了："
    return f"最晚 {due_html(due)} 前，"


def _need(label: str, view: View) -> str:
    required = {item.label for item in scenario_of(view.complaint).required}
    return "必需" if label in required else "有更好"


def _lint(view: View) -> str:
    return "".join(f"注意：{html(line)}\n" for line in weaknesses(view))


PHRASES: Final[dict[str, Callable[[View], str]]] = {
    "answer_by": _answer_by,
    "acceptance_by": _acceptance_by,
    "mediation_by": _mediation_by,
    "others": _others,
    "known_rules": _known_rules,
    "understood": _understood,
    "noted": notes.noted,
    "seen": seen.card,
    "differs": seen.differs,
    "review_by": _review_by,
    "supplement_by": _supplement_by,
    "urging_by": _before("urging", "期限到 {due}。"),
    "settlement_by": _before("settlement", "对方答应 {due}。", "对方没说哪天，我过几天来问。"),
    "outside_by": _before(
        "outside_look", "没查到它的答复时限，先等到 {due} 再看（这是我们定的，不是法律规定）。"
    ),
    "docketing_by": _before(
        "docketing",
        f"符合条件的，法院应当在七日内、到 {{due}} 立案{cited('civil-procedure-126')}；"
        "最后一天是休息日的，以法院的通知为准。",
    ),
    "small_claim_by": _before(
        "small_claim", f"小额诉讼应当在 {{due}} 前审结{cited('civil-procedure-168')}。"
    ),
    "police_by": _before("police_look", "{due} 我提醒你问进展（这是我们定的，不是法律规定）。"),
    "court_payment_by": _before("court_payment", "文书上的日子：{due}。"),
    "appeal_due": _before("appeal", "最晚 {due}。"),
    "judgment_end": court.judgment_end,
    "own_date": _own_date,
    "own_matter": _own_matter,
    "settlement": settlement.weighed,
    "offer_end": settlement.end,
    "law_routes": court.routes,
    "door_name": door_name,
    "urgent_steps": urgent_steps,
    "urgent_left": urgent_left,
    "urgent_missing": urgent_missing,
    "material_wanted": _material_wanted,
    **{f"need_{label}": partial(_need, label) for label in LABELS},
    "draft": lambda view: html(draft(view)),
    "lint": _lint,
    "doors": doors,
}


class Filling(dict[str, str]):
    """What `str.format_map` asks for: a passage by name, else the answer to the question of that key."""

    def __init__(self, view: View) -> None:
        """Filled on demand from the view."""
        super().__init__()
        self.view = view

    def __missing__(self, key: str) -> str:
        """A passage, or an answer as shown; an unknown name is an error of ours."""
        if key in PHRASES:
            return PHRASES[key](self.view)
        value = self.view.answer(key)
        return html(QUESTIONS[key].show(value)) if value is not None else "（未填）"


def fill(text: str, view: View) -> str:
    """The text of a question with its braces filled."""
    return text.format_map(Filling(view)) if "{" in text else text
