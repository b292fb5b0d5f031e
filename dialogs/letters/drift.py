"""What is told now against what the statement told the platform: the other side uses every difference."""

from collections.abc import Iterator
from typing import Final

from dialogs import claim, facts
from dialogs.letters.wording import html
from dialogs.question import Question, View
from state_machine.complaint import AFTER_FILING, Answer, is_known

# Facts that were so when the statement was agreed on; what may go on (the last contact, what was said) is left out.
KEYS: Final = (
    "platform", "merchant", "order_no", "product", "amount", "paid_at", "promise", "received_at", "mismatch",
    "promised_words", "delivered_words", "problem", "demand", "demand_amount", "damages",
)  # fmt: skip
QUESTIONS: Final = {q.key: q for q in (*facts.QUESTIONS, *claim.QUESTIONS) if q.key in KEYS}


def stated(view: View) -> dict[str, Answer]:
    """The answers a statement agreed on now is written from; the user's own words state those that stand in them."""
    own = view.answer("statement_draft")
    return {
        key: answer
        for key, question in QUESTIONS.items()
        if (answer := view.answer(key)) is not None
        and is_known(answer)
        and (not is_known(own) or _stands_in(str(own), question, answer))
    }


def _stands_in(words: str, question: Question, answer: Answer) -> bool:
    """An amount is written with or without 「元」 and 「.00」."""
    shown = question.show(answer)
    return shown in words or shown.removesuffix(" 元").removesuffix(".00") in words


def drift(view: View) -> str:
    """Every difference, old and new, above a paper for a later door; "" when there is none. Telegram HTML."""
    lines = [_line(view, question) for question in _changed(view)]
    if not lines:
        return ""
    listed = "\n".join(lines)
    return (
        "注意：下面的和定稿的投诉说明不一样，对方会拿这一点说你变来变去。写错了就改回去；现在的才对，就写明为什么变了。\n"
        f"{listed}\n\n"
    )


def drifted(view: View, key: str) -> str:
    """The same for one answer just corrected; before it is filed the statement is written anew instead."""
    if view.complaint.stage not in AFTER_FILING:
        return ""
    question = next((each for each in _changed(view) if each.key == key), None)
    if question is None:
        return ""
    return f"记下了。定稿的投诉说明不会跟着变：\n{_line(view, question)}\n再向别处提交时，写明为什么变了。"


def _changed(view: View) -> Iterator[Question]:
    was, answers = view.complaint.stated, view.complaint.answers
    for key, question in QUESTIONS.items():
        now = answers.get(key)
        if key in was and is_known(now) and now != was[key] and question.applies(view):
            yield question


def _line(view: View, question: Question) -> str:
    was, now = view.complaint.stated[question.key], view.complaint.answers[question.key]
    return f"· {question.name}：当时 {html(question.show(was))}，现在 {html(question.show(now))}"
