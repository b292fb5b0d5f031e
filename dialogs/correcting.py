"""A corrected answer against those given after it: what no longer fits is said, what is no longer open is asked anew."""

from msgspec.structs import replace

from dialogs.asking import Open
from dialogs.kinds import Day, Money
from dialogs.question import Partial, Question, View
from dialogs.response import Response
from dialogs.script import QUESTIONS, SCRIPT
from dialogs.unclear import Unclear
from state_machine.complaint import Answer, Complaint, Stage, is_known


def checked(
    response: Response, complaint: Complaint, current: Open, value: Answer | Partial
) -> Answer | Partial:
    """The value; raises Unclear when an answer already given would no longer be possible with it."""
    key = current.question.key
    if (
        isinstance(value, Partial)
        or current.episode is not None
        or complaint.answers.get(key) in (None, value)
    ):
        return value
    view = response.view(replace(complaint, answers={**complaint.answers, key: value}))
    for question in QUESTIONS.values():
        if isinstance(question.answer, Day | Money) and question.answer.bound == key:
            _must_fit(question, question.answer, current.question, view)
    return value


def _must_fit(question: Question, kind: Day | Money, corrected: Question, view: View) -> None:
    given = view.answer(question.key)
    if given is not None and is_known(given) and not kind.fits(given, view):
        raise Unclear(
            f"这样改，和已经记下的「{question.name}：{question.show(given)}」对不上。"
            f"看看是哪一个写错了；要是「{question.name}」错了，先改它，再改「{corrected.name}」。"
        )


def reconsidered(response: Response, complaint: Complaint) -> Complaint:
    """A demand that is no longer open to this complaint is asked anew."""
    view = response.view(complaint)
    closed = {q.key for q in SCRIPT[Stage.CLAIM].questions if _is_closed(q, view)}
    if not closed:
        return complaint
    return replace(complaint, answers={k: v for k, v in complaint.answers.items() if k not in closed})


def _is_closed(question: Question, view: View) -> bool:
    given = view.answer(question.key)
    option = question.option(given) if given is not None and is_known(given) else None
    return option is not None and bool(option.refusal(view))
