"""The script: which questions each stage and each episode asks, in order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from dialogs import (
    claim,
    closing,
    demanded,
    evidence,
    facts,
    judgment,
    law,
    notes,
    own_dates,
    platform,
    rules,
    seen,
    settlement,
    statement,
    telling,
    third_party,
    triage,
    urgent,
)
from dialogs.question import Question, View
from state_machine.complaint import AFTER_FILING, DRAFTING, OPEN, WAITING, Stage


@dataclass(frozen=True, slots=True)
class Scene:
    """One stage as the user meets it. `opening` names the letter sent on entering."""

    title: str
    questions: tuple[Question, ...]
    opening: str = ""
    turn: str = "你"  # whose turn it is while the stage lasts


SCRIPT: Final[dict[Stage, Scene]] = {
    Stage.TRIAGE: Scene("先分清情况", triage.QUESTIONS),
    Stage.FACTS: Scene("发生了什么", facts.QUESTIONS),
    Stage.EVIDENCE: Scene("证据", evidence.QUESTIONS, opening="evidence_tips"),
    Stage.RULES: Scene("平台规则", rules.QUESTIONS),
    Stage.CLAIM: Scene("诉求", claim.QUESTIONS),
    Stage.STATEMENT: Scene("投诉说明", statement.QUESTIONS),
    Stage.FILING: Scene("在平台提交", platform.FILING, opening="filing_guide"),
    Stage.PLATFORM: Scene("等平台答复", platform.WAITING, opening="waiting_advice", turn="平台"),
    Stage.REFUSED: Scene("回应拒绝", platform.REFUSED),
    Stage.REVIEW: Scene("平台复核", platform.REVIEW, turn="平台"),
    Stage.DOOR: Scene("找第三方", third_party.DOOR),
    Stage.OUTSIDE: Scene("等第三方答复", third_party.OUTSIDE_WAITING, turn="第三方"),
    Stage.AUTHORITY: Scene("等 12315 受理", third_party.AUTHORITY_WAITING, turn="12315"),
    Stage.MEDIATION: Scene("12315 调解", third_party.MEDIATION, turn="12315"),
    Stage.LAW: Scene("法律途径", law.QUESTIONS),
    Stage.CLOSING: Scene("结果", closing.QUESTIONS),
    Stage.CLOSED: Scene("已结束", (), turn="无"),
}

# The stages of one way out: another way keeps their answers as an earlier filing and asks them anew.
WAY_OUT: Final = (Stage.DOOR, Stage.OUTSIDE, Stage.AUTHORITY, Stage.MEDIATION, Stage.LAW)


@dataclass(frozen=True, slots=True)
class Interlude:
    """What can recur: its questions come first while it is open.

    `button` opens it: from the card in any of `stages`, under the question itself in those of `shown`.
    Without `button` only the conversation opens it. `opening` names a letter; `when` are answers it needs; `ending` is said at its end, braces filled.
    """

    kind: str
    title: str
    stages: tuple[Stage, ...]
    questions: tuple[Question, ...]
    button: str
    ending: str
    shown: tuple[Stage, ...] = ()
    opening: str = ""
    passing: bool = False  # over when the stage is left
    fills: bool = False  # what was agreed on becomes answers
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def offered(self, view: View) -> bool:
        """Whether its button belongs under the question of this complaint."""
        fits = all(view.answer(key) in values for key, values in self.when.items())
        return bool(self.button) and fits and view.complaint.stage in self.stages


# A story may be told while its facts are still asked.
DRAFTABLE: Final = (Stage.TRIAGE, Stage.FACTS)

INTERLUDES: Final[dict[str, Interlude]] = {
    row.kind: row
    for row in (
        Interlude(telling.KIND, "读到的内容", DRAFTABLE, telling.QUESTIONS, button="", ending="", fills=True),
        Interlude(seen.KIND, "从截图读到的", seen.STAGES, seen.CARD, button="", ending="", fills=True),
        Interlude(
            seen.DIFFERS, "截图和你说的不一样", seen.STAGES, seen.WHICH, button="", ending="", fills=True
        ),
        Interlude(
            notes.KIND,
            "证据的说明",
            OPEN,
            notes.QUESTIONS,
            button="",
            ending="说明记下了，证据目录和导出里都有。",
        ),
        Interlude(
            "urgent",
            "紧急四步",
            OPEN,
            urgent.QUESTIONS,
            button="对方还在要我再付钱",
            ending="{urgent_left}",
        ),
        Interlude(
            "supplement",
            "补充材料",
            AFTER_FILING,
            platform.SUPPLEMENT,
            button="对方要我补充材料",
            ending="记下了，补充材料的期限不再提醒。原来的答复时间继续算。",
            shown=WAITING,
            passing=True,
        ),
        Interlude(
            "offer",
            "对方提出和解",
            (*DRAFTING, Stage.FILING, *AFTER_FILING),
            settlement.OFFER,
            button="对方提出和解",
            ending="{offer_end}",
            shown=WAITING,
        ),
        Interlude(
            "urging",
            "催告",
            (*DRAFTING, Stage.FILING, *AFTER_FILING),
            platform.URGING,
            button="发一份催告",
            ending="记下了。催告的聊天截图也发给我存一份。",
            shown=(Stage.STATEMENT,),
            opening="urging_letter",
            when={"scenario": ("not_delivered",), "age": ("adult",)},
        ),
        Interlude(
            "demanded",
            "书面主张权利",
            AFTER_FILING,
            demanded.QUESTIONS,
            button="书面要求对方付款",
            ending="记下了。送达的截图也发给我，它能证明诉讼时效重新算过。",
            opening="claim_letter",
        ),
        Interlude(
            "judgment",
            "判决、调解书",
            (Stage.LAW,),
            judgment.JUDGMENT,
            button="判决、调解书下来了",
            ending="{judgment_end}",
        ),
        Interlude(
            "appeal",
            "上诉",
            (Stage.FILING, *AFTER_FILING),
            judgment.APPEAL,
            button="",
            ending="记下了。",
        ),
        Interlude(
            "own",
            "自己定的日子",
            OPEN,
            own_dates.QUESTIONS,
            button="记一个日子",
            ending="好，这个日子划掉了。",
        ),
    )
}

QUESTIONS: Final[dict[str, Question]] = {
    question.key: question for scene in SCRIPT.values() for question in scene.questions
}
