"""The script: which questions each stage and each episode asks, in order."""

from dataclasses import dataclass
from typing import Final

from dialogs import claim, closing, evidence, facts, law, platform, rules, statement, third_party, triage
from dialogs.question import Question
from state_machine.complaint import Stage


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
    Stage.DOOR: Scene("找第三方", third_party.DOOR),
    Stage.AUTHORITY: Scene("等 12315 受理", third_party.AUTHORITY_WAITING, turn="12315"),
    Stage.MEDIATION: Scene("12315 调解", third_party.MEDIATION, turn="12315"),
    Stage.LAW: Scene("法律途径", law.QUESTIONS, opening="law_guide"),
    Stage.CLOSING: Scene("结果", closing.QUESTIONS),
    Stage.CLOSED: Scene("已结束", (), turn="无"),
}


@dataclass(frozen=True, slots=True)
class Interlude:
    """What can recur during a stage: `button` opens it, its questions come first while it is open."""

    kind: str
    title: str
    button: str
    stages: tuple[Stage, ...]
    questions: tuple[Question, ...]
    ending: str  # said when its last question is answered


INTERLUDES: Final[dict[str, Interlude]] = {
    "supplement": Interlude(
        "supplement",
        "补充材料",
        "平台要求补充材料",
        (Stage.PLATFORM,),
        platform.SUPPLEMENT,
        "记下了，补充材料的期限不再提醒。平台的答复时间继续算。",
    ),
}

QUESTIONS: Final[dict[str, Question]] = {
    question.key: question for scene in SCRIPT.values() for question in scene.questions
}
