"""A whole story told at once: what was understood is shown on one card, agreed on, and not asked again.

The proposals are an episode of their own; they become answers only when the user says so, and never take the
place of an answer already given.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from dialogs.choices import Several
from dialogs.question import Option, Question, View
from dialogs.understanding import Value, understand
from state_machine.complaint import Answer, is_known

KIND: Final = "told"
UNSURE: Final = "unsure"  # the keys that are doubtful, in the episode's answers
LEAST: Final = 3  # fields that make a text a story; a first message needs one less
LONG: Final = 16  # characters: shorter ones answer a question


def _same(value: Value) -> Answer:
    """A day as ISO text, everything else as it is."""
    return value if isinstance(value, str | int) else value.isoformat()


def _one_of(values: Mapping[object, str]) -> Callable[[Value], Answer | None]:
    return values.get


# Field understood → the question it answers, and the answer.
FIELDS: Final[dict[str, tuple[str, Callable[[Value], Answer | None]]]] = {
    "scenario": ("scenario", _same),
    "resale": ("use", _one_of({True: "resale", False: "own"})),
    "minor": ("age", _one_of({True: "minor", False: "adult"})),
    "platform": ("platform", _same),
    "merchant": ("merchant", _same),
    "order_no": ("order_no", _same),
    "product": ("product", _same),
    "amount_fen": ("amount", _same),
    "paid_on": ("paid_at", _same),
    "promised_hours": ("promise", lambda hours: f"{hours} hours"),
    "promised_on": ("promise", lambda day: f"{day} until"),
    "contact_said": ("merchant_said", _same),
    "private_transfer": ("route", _one_of({True: "private"})),
    "demand": (
        "demand",
        _one_of(
            {
                "full_refund": "full_refund",
                "partial_refund": "partial_refund",
                "reissue": "redeliver",
                "damages": "compensation",
            }
        ),
    ),
}
NAMES: Final = {
    "scenario": "情况",
    "use": "用途",
    "age": "付款人",
    "platform": "平台",
    "merchant": "商家",
    "order_no": "订单号",
    "product": "商品",
    "amount": "实付",
    "paid_at": "付款日",
    "promise": "发货时限",
    "merchant_said": "商家说法",
    "route": "付款方式",
    "demand": "诉求",
}


def proposals(text: str, now: datetime, given: Mapping[str, Answer]) -> dict[str, Answer]:
    """What the text answers of the questions not answered yet, with the doubtful keys under UNSURE; {} for no story."""
    found: dict[str, Answer] = {}
    unsure: list[str] = []
    for field, heard in understand(text, now).items():
        if field not in FIELDS:
            continue
        key, answer_of = FIELDS[field]
        answer = answer_of(heard.value)
        if answer is not None and not is_known(given.get(key)):
            found[key] = answer
            unsure += [] if heard.sure else [key]
    return {**found, UNSURE: " ".join(unsure)} if found else {}


def tells(found: Mapping[str, Answer], first: bool) -> bool:
    """Whether what was found makes a text a story. In a complaint under way it may be much else: one field must be sure."""
    unsure = str(found.get(UNSURE, "")).split()
    fields = len(found.keys() - {UNSURE})
    return fields >= LEAST - 1 if first else fields >= LEAST and len(unsure) < fields


def is_no_complaint(text: str, now: datetime) -> bool:
    """A question in general, thanks, a seller's offer: nothing to open a complaint for."""
    heard = understand(text, now).get("not_a_complaint")
    return heard is not None and heard.sure


def agreed(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers of a finished episode that the user let stand."""
    kept = str(answers.get("confirm", "")).split()
    return {key: answers[key] for key in kept if key in answers and key in NAMES}


class Understood(Several):
    """The understood fields, all ticked at first; one that is not right is asked as usual."""

    def rows_for(self, view: View) -> tuple[Option, ...]:
        """What this story gave."""
        told = view.episode.answers if view.episode else {}
        return tuple(Option(key, name) for key, name in NAMES.items() if key in told)

    def show(self, answer: Answer) -> str:
        """The names of what stands."""
        return "、".join(name for key, name in NAMES.items() if key in str(answer).split()) or "都不对"


QUESTIONS = (
    Question(
        "confirm",
        "读到的内容",
        "{understood}\n\n对的就点「都对，继续」。哪一项不对，先点掉它，我会单独问你。",
        Understood(
            "confirm",
            (),
            all_at_first=True,
            done=("都对，继续", "其余都对，继续"),
            nothing="都不对，一题一题问",
        ),
    ),
)
