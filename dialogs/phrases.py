"""The names a question's text may use in braces: answers, dates and short passages, all escaped."""

from collections.abc import Callable
from typing import Final

from dialogs.letters.statement import draft, lint
from dialogs.letters.texts import doors
from dialogs.letters.wording import cited, due_of, html
from dialogs.question import View
from dialogs.script import QUESTIONS
from state_machine.complaint import is_known
from state_machine.deadlines import deadline


def _answer_by(view: View) -> str:
    due = deadline(view.complaint, "platform_answer", view.calendar)
    if due is None:
        return ""
    if is_known(view.answer("rule_answer")):
        return f"按平台规则，最晚 {due_of(due)} 答复。"
    return f"没查到平台的时限，先按 {due.length} 个工作日等到 {due_of(due)}（这是我们定的，不是法律规定）。"


def _acceptance_by(view: View) -> str:
    due = deadline(view.complaint, "acceptance", view.calendar)
    return f"12315 最晚 {due_of(due)} 告诉你受不受理{cited('complaint-measures-15')}。" if due else ""


def _mediation_by(view: View) -> str:
    due = deadline(view.complaint, "mediation", view.calendar)
    return f"调解最长到 {due_of(due)}{cited('complaint-measures-23')}。" if due else ""


def _supplement_by(view: View) -> str:
    due = deadline(view.complaint, "supplement", view.calendar)
    return f"最晚 {due_of(due)} 前，" if due else "请尽快"


def _lint(view: View) -> str:
    return "".join(f"注意：{html(line)}\n" for line in lint(view))


PHRASES: Final[dict[str, Callable[[View], str]]] = {
    "answer_by": _answer_by,
    "acceptance_by": _acceptance_by,
    "mediation_by": _mediation_by,
    "supplement_by": _supplement_by,
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
