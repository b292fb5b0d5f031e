"""What screenshots show: put on one card, agreed on by a tap, never in the place of what the user said.

Two kinds of episode, both beside the question at hand: a card of what is not answered yet, and one question for
each answer that a picture contradicts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from msgspec.structs import replace

from dialogs import claim, facts
from dialogs.choices import Several
from dialogs.kinds import Choice, Day, Money
from dialogs.letters.wording import html
from dialogs.question import Option, Question, View, draft_key
from dialogs.telling import KIND as TOLD
from dialogs.telling import NAMES as TOLD_NAMES
from dialogs.telling import UNSURE
from dialogs.unclear import Unclear
from state_machine.complaint import DRAFTING, Answer, Complaint, Episode, Evidence, Reading, Stage, is_known

KIND: Final = "seen"
DIFFERS: Final = "differs"
BESIDE: Final = (KIND, DIFFERS)
STAGES: Final = (Stage.TRIAGE, *DRAFTING)
CONFIRM: Final = "confirm"
FROM: Final = "from"  # question → the item it was read from, in the card's answers
FACT, SHOWN, SAID, ITEM = (
    "fact",
    "shown",
    "said",
    "item",
)  # a contradiction: its question, both answers, the picture
SURE: Final = 0.8  # confidence below which the user is asked to look
PAYEE: Final = "payee"
BRIEF: Final = 40  # characters of a value in a list

NAMES: Final = {**TOLD_NAMES, PAYEE: "收款方", "delivered_words": "实际是怎样"}
FACTS: Final = {question.key: question for question in facts.QUESTIONS}

ORDERS: Final = ("order", "web_order")
BILLS: Final = ("alipay_bill", "wechat_bill")
PAGE: Final = ("product_page",)
CHAT: Final = ("chat",)
REFUND: Final = ("refund",)
ERROR: Final = ("error",)


@dataclass(frozen=True, slots=True)
class Row:
    """A field of a picture and the question it answers.

    `kinds` are the pictures that show it, best first; on those of `doubtful` it may be another's. With
    `compared` another value than the one told is asked about.
    """

    key: str
    field: str
    kinds: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    compared: bool = False


# An earlier row wins over a later one of the same question.
ROWS: Final = (
    Row("platform", "platform", (*ORDERS, *PAGE, *CHAT), (*REFUND, *BILLS)),
    Row("merchant", "merchant", (*ORDERS, *PAGE, *CHAT), REFUND),
    Row(PAYEE, "merchant", BILLS),
    Row("order_no", "order_no", (*ORDERS, *REFUND), CHAT, compared=True),
    Row("order_no", "order_no", (), BILLS),  # a bill has the merchant's own number
    Row("product", "product", (*ORDERS, *PAGE), (*REFUND, *BILLS)),
    Row("amount", "amount", (*BILLS, *ORDERS), compared=True),
    Row("paid_at", "pay_time", (*BILLS, *ORDERS), compared=True),
    Row("paid_at", "order_time", (), ORDERS),
    Row("promise", "promise", (*PAGE, *ORDERS), CHAT),
    Row("merchant_said", "refusals", CHAT),
    Row("delivered_words", "error", ERROR),
)


class Found(NamedTuple):
    """What one picture answers."""

    key: str
    answer: Answer
    item: str
    sure: bool
    compared: bool


def found(view: View) -> Iterator[Found]:
    """Every answer the complaint's pictures show, the best of a question first."""
    pictures = [item for item in view.complaint.evidence if item.reading and item.counts]
    for row in ROWS:
        question = FACTS[row.key]
        for kind in (*row.kinds, *row.doubtful):
            for item in pictures:
                if item.reading is None or item.reading.kind != kind or row.field not in item.reading.fields:
                    continue
                answer = _answer(question, item.reading.fields[row.field], view)
                if answer is not None:
                    yield Found(row.key, answer, item.id, _sure(row, item.reading), row.compared)


def _sure(row: Row, reading: Reading) -> bool:
    return reading.kind in row.kinds and reading.confidence.get(row.field, 1.0) >= SURE


def _answer(question: Question, words: str, view: View) -> Answer | None:
    """The words as the question takes them; None when it would not."""
    try:
        if question.key == "paid_at":
            answer = question.answer.pressed(words[:16].replace(" ", "T"), view)
        else:
            answer = question.answer.read(words, view)
    except Unclear:
        return None
    return answer if isinstance(answer, str | int) else None


def proposals(view: View) -> dict[str, Answer]:
    """The answers of a card: what pictures give of the questions not answered; {} when that is nothing."""
    shown = [each for each in found(view) if _is_open(each, view)]
    best: dict[str, Found] = {}
    for each in shown:
        best.setdefault(each.key, each)
    if not best:
        return {}
    doubtful = {each.key for each in shown if _disagrees(each, best[each.key])}
    unsure = [key for key, each in best.items() if not each.sure or key in doubtful or _too_late(each, view)]
    sources = {each.key: each.item for each in best.values()}
    return {**{key: each.answer for key, each in best.items()}, UNSURE: " ".join(unsure), FROM: sources}


def _disagrees(each: Found, best: Found) -> bool:
    """Another picture is as sure of another value."""
    return each.compared and each.sure and not _same(each.key, best.answer, each.answer)


def _is_open(each: Found, view: View) -> bool:
    """Asked in this complaint, answered neither by the user nor on the card of a story, and not turned down before."""
    answers = view.complaint.answers
    asked = FACTS[each.key].applies(view) or ("scenario" not in answers and each.key != PAYEE)
    return asked and not is_known(answers.get(each.key)) and not _settled(each, view.complaint)


def _settled(each: Found, complaint: Complaint) -> bool:
    for episode in complaint.episodes:
        if episode.kind == TOLD and episode.closed_at is None and each.key in episode.answers:
            return True
        turned_down = episode.closed_at is not None and episode.answers.get(each.key) == each.answer
        if episode.kind == KIND and turned_down:
            return True
    return False


def _too_late(each: Found, view: View) -> bool:
    """Paid after the day by which it was promised: one of the two is not as it seems."""
    day, _, unit = str(view.answer("promise") or "").partition(" ")
    return each.key == "paid_at" and unit == "until" and str(each.answer)[:10] > day


def contradictions(view: View) -> list[Found]:
    """Answers the user gave that a picture shows otherwise, each value once, asked about or not."""
    different: dict[tuple[str, Answer], Found] = {}
    for each in found(view):
        told = view.complaint.answers.get(each.key)
        if each.compared and each.sure and is_known(told) and not _same(each.key, told, each.answer):
            different.setdefault((each.key, _bare(each.key, each.answer)), each)
    return list(different.values())


def _same(key: str, one: Answer | None, other: Answer) -> bool:
    return one is not None and _bare(key, one) == _bare(key, other)


def _bare(key: str, answer: Answer) -> Answer:
    """A moment by its day, a number by its letters and digits."""
    if key == "paid_at":
        return str(answer)[:10]
    return "".join(filter(str.isalnum, str(answer))).lower() if key == "order_no" else answer


def asked_about(complaint: Complaint, each: Found) -> bool:
    """Whether the user was asked about this value before, or decided against it."""
    return any(
        episode.kind == DIFFERS
        and episode.answers.get(FACT) == each.key
        and any(_same(each.key, episode.answers.get(side), each.answer) for side in (SHOWN, SAID))
        for episode in complaint.episodes
    )


def presses(complaint: Complaint, episode: Episode, asked: str) -> bool:
    """Whether the card comes before the stage's question: it answers that, or the statement is about to be agreed on."""
    if episode.kind == DIFFERS:
        return complaint.stage is Stage.STATEMENT
    return asked in episode.answers


def is_idle(complaint: Complaint, episode: Episode) -> bool:
    """A card whose every question was answered beside it, or whose contradiction is none any more."""
    answers = complaint.answers
    if episode.kind == DIFFERS:
        key = str(episode.answers[FACT])
        return _same(key, answers.get(key), episode.answers[SHOWN])
    return episode.kind == KIND and all(is_known(answers.get(k)) for k in NAMES if k in episode.answers)


def with_card(episode: Episode, card: Mapping[str, Answer]) -> dict[str, Answer]:
    """The card's new answers: what was ticked away stays so, what is new is ticked."""
    ticked = episode.answers.get(draft_key(CONFIRM))
    if ticked is None:
        return dict(card)
    fresh = [key for key in NAMES if key in card and key not in episode.answers]
    kept = [key for key in str(ticked).split() if key in card]
    return {**card, draft_key(CONFIRM): " ".join((*kept, *fresh))}


def filling(complaint: Complaint, episode: Episode) -> dict[str, Answer]:
    """What an episode that is over puts among the answers; only a contradiction settled for the picture replaces one."""
    if episode.kind == DIFFERS:
        corrected = episode.answers.get("which") == SHOWN
        return {str(episode.answers[FACT]): episode.answers[SHOWN]} if corrected else {}
    stands = [key for key in str(episode.answers.get(CONFIRM, "")).split() if key in NAMES]
    agreed = {key: episode.answers[key] for key in stands if key in episode.answers}
    if episode.kind == KIND and agreed:
        agreed |= {key: "done" for key in _proven(complaint)}
    return {key: value for key, value in agreed.items() if not is_known(complaint.answers.get(key))}


def _proven(complaint: Complaint) -> Iterator[str]:
    """The questions for pictures that the sorted ones answer."""
    return (f"ev_{item.seen_as}" for item in complaint.evidence if item.seen_as == item.label != "")


def _listed(view: View) -> list[str]:
    """The questions on the card that were not answered beside it."""
    card = view.episode.answers if view.episode else {}
    return [key for key in NAMES if key in card and not is_known(view.complaint.answers.get(key))]


class Seen(Several):
    """The fields read from pictures, all ticked at first."""

    def rows_for(self, view: View) -> tuple[Option, ...]:
        """What the pictures gave."""
        return tuple(Option(key, NAMES[key]) for key in _listed(view))

    def show(self, answer: Answer) -> str:
        """The names of what stands."""
        return "、".join(name for key, name in NAMES.items() if key in str(answer).split()) or "都不对"


def _misfit(view: View) -> str:
    """Why the picture's value cannot stand: an answer given later would not be possible with it."""
    read = view.episode.answers if view.episode else {}
    key = str(read.get(FACT, ""))
    if key not in FACTS:
        return ""
    answers = {**view.complaint.answers, key: read[SHOWN]}
    after = replace(view, complaint=replace(view.complaint, answers=answers), episode=None)
    for question in (*facts.QUESTIONS, *claim.QUESTIONS):
        kind, given = question.answer, answers.get(question.key)
        if not isinstance(kind, Day | Money) or kind.bound != key or given is None or not is_known(given):
            continue
        if not kind.fits(given, after):
            return f"这样改，和「{question.name}：{question.show(given)}」对不上，请先改它。"
    return ""


CARD = (
    Question(
        CONFIRM,
        "从截图读到的",
        "{seen}\n\n对的就点「都对，继续」。哪一项不对，先点掉它，我会单独问你。",
        Seen(
            CONFIRM,
            (),
            all_at_first=True,
            done=("都对，继续", "其余都对，继续"),
            nothing="都不对，一题一题问",
        ),
    ),
)
WHICH = (
    Question(
        "which",
        "截图和你说的不一样",
        "{differs}以哪个为准？",
        Choice((Option(SHOWN, "改成截图上的", unless=_misfit), Option("told", "以我说的为准"))),
    ),
)


def number(complaint: Complaint, item: str) -> int:
    """Which piece of evidence an item is, as the list counts; 0 for none."""
    return next((count for count, each in enumerate(complaint.evidence, 1) if each.id == item), 0)


def card(view: View) -> str:
    """What was read, each with its picture, the doubtful marked, what was taken away struck out."""
    read = view.episode.answers if view.episode else {}
    picked = str(read.get(draft_key(CONFIRM), " ".join(NAMES))).split()
    lines = ((key, _line(key, read, view.complaint)) for key in _listed(view))
    shown = (line if key in picked else f"<s>{line}</s>" for key, line in lines)
    return "这是我从截图里读到的，原图已存好：\n" + "\n".join(shown)


def _line(key: str, read: Mapping[str, Answer], complaint: Complaint) -> str:
    sources = read.get(FROM)
    item = sources.get(key, "") if isinstance(sources, dict) else ""
    doubt = "，不太确定，请看一眼" if key in str(read.get(UNSURE, "")).split() else ""
    return f"{NAMES[key]}：{html(FACTS[key].show(read[key]))}（第 {number(complaint, item)} 份{doubt}）"


def differs(view: View) -> str:
    """The picture's value beside the one told."""
    read = view.episode.answers if view.episode else {}
    key = str(read.get(FACT, ""))
    if key not in FACTS:
        return ""
    return difference(view.complaint, key, read[SHOWN], str(read.get(ITEM, "")))


def difference(complaint: Complaint, key: str, shown: Answer, item: str) -> str:
    """One contradiction in words."""
    question = FACTS[key]
    told = html(question.show(complaint.answers.get(key, "")))
    return (
        f"第 {number(complaint, item)} 份截图上的{question.name}是 <b>{html(question.show(shown))}</b>，"
        f"你的回答是 <b>{told}</b>。"
    )


def said_by(view: View, item: str) -> str:
    """What one picture gave, in a line."""
    shown: dict[str, str] = {}
    for each in found(view):
        if each.item == item:
            shown.setdefault(NAMES[each.key], FACTS[each.key].show(each.answer)[:BRIEF])
    return html("；".join(f"{name} {words}" for name, words in shown.items()))


def pairs(episode: Episode) -> Iterator[tuple[str, str]]:
    """A card for the record: what was read, or both sides of a contradiction."""
    told = episode.answers
    if episode.kind == DIFFERS:
        question = FACTS.get(str(told.get(FACT)))
        sides = ((SHOWN, "截图"), (SAID, "你说的")) if question else ()
        yield from (
            (f"{question.name}（{whose}）", question.show(told[side])) for side, whose in sides if question
        )
    else:
        yield from ((NAMES[key], FACTS[key].show(told[key])) for key in NAMES if key in told)


# What a picture of a kind proves, best first.
PROVES: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(ORDERS, ("order",)),
    **dict.fromkeys(BILLS, ("payment",)),
    "chat": ("chat",),
    "error": ("defect",),
    "product_page": ("listing", "promise"),
    "refund": ("aftersales", "refusal"),
}


def proves(item: Evidence, labels: tuple[str, ...]) -> str:
    """The checklist item among `labels` that a read picture is for; "" for none."""
    if item.reading is None:
        return ""
    wanted = PROVES.get(item.reading.kind, ())
    if item.reading.kind in PAGE and "promise" in item.reading.fields:
        wanted = ("promise", *wanted)
    if item.reading.kind in CHAT and "refusals" in item.reading.fields:
        wanted = ("refusal", *wanted)
    return next((label for label in wanted if label in labels), "")
