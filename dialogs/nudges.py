"""A complaint that waits for its user without any date: recalled after days without a word (ours, not law)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from dialogs.script import INTERLUDES
from state_machine.complaint import AFTER_FILING, BEFORE_FILING, Caseload, Complaint, Episode, Stage, is_known
from state_machine.reminders import ASLEEP_AFTER, NUDGE_AFTER

UNSAID: Final = "这个投诉还没写完，回答都留着。证据放久了可能找不到，接着来？"
SAID: Final = {
    **dict.fromkeys(BEFORE_FILING, UNSAID),
    Stage.FILING: "投诉说明写好了，还没告诉我提交了没有。提交了说一声哪天，我开始替你算日子。",
    Stage.REFUSED: "平台拒绝以后还没走下一步。先用那段话回一次，再申请复核或找第三方。",
    Stage.DOOR: "下一扇门还没选，或选了还没提交。提交了告诉我哪天，我接着算日子。",
    Stage.LAW: "起诉或报案还没有日期。递交了告诉我哪天；决定不走了，也点一下。",
    Stage.CLOSING: "就差一步：最后结果是哪一种？点一下，这个投诉就收好。",
}
UNFINISHED_AFTER: Final = timedelta(days=1)  # ours
# A kind of episode and the answer after which a clock, or its end, speaks for it.
TOLD_TO_THE_END: Final = {
    "supplement": "hours",
    "offer": "decision",
    "urging": "urged_hours",
    "own": "day",
    "judgment": "pay_by",
    "appeal": "appeal_by",
}
SILENT: Final = "这个投诉提交以后半年没有动静。有结果了点一下；没有，就看看还有哪条路，诉讼时效还在走。"
ASLEEP: Final = "这个投诉半年没有动静，先帮你收起来，资料都在。想继续就点「继续」。"


@dataclass(frozen=True, slots=True)
class Nudge:
    """One recall: `key` names it for ever, `sleeps` puts the complaint away."""

    key: str
    at: datetime
    words: str
    sleeps: bool = False


def nudges(complaint: Complaint, caseload: Caseload) -> list[Nudge]:
    """Those not given yet, with the instant to give them: never in the quiet hours."""
    if complaint.paused or complaint.muted:
        return []
    found = [
        _nudge(complaint, caseload, f"{e.id}:1d", UNFINISHED_AFTER, _unfinished(e)) for e in _begun(complaint)
    ]
    words = _waits_for(complaint)
    if words:
        found.append(_nudge(complaint, caseload, "3d", NUDGE_AFTER, words))
    if complaint.stage in BEFORE_FILING:
        found.append(_nudge(complaint, caseload, "182d", ASLEEP_AFTER, ASLEEP, sleeps=True))
    elif complaint.stage in AFTER_FILING:
        found.append(_nudge(complaint, caseload, "182d", ASLEEP_AFTER, SILENT))
    return [each for each in found if each.key not in complaint.alerted]


def _waits_for(complaint: Complaint) -> str:
    """What to say where no clock speaks for the stage, the next step being the user's; "" where one does."""
    told = complaint.answers
    if complaint.stage is Stage.MEDIATION and not is_known(told.get("authority_accepted_on")):
        return "12315 哪天受理的还没填，填了我才好盯 60 天的期限。"
    if complaint.stage is Stage.LAW and is_known(told.get("law_filed_on")):
        undated = told.get("law_docket") == "docketed" and not is_known(told.get("law_docketed_on"))
        return "法院哪天立案的还没填，填了我才好盯后面的日子。" if undated else ""
    return SAID.get(complaint.stage, "")


def _begun(complaint: Complaint) -> list[Episode]:
    """What happened meanwhile and was not told to its end: the last question may stand, an earlier one may not."""
    return [
        e for e in complaint.episodes if e.closed_at is None and e.kind in TOLD_TO_THE_END and not _told(e)
    ]


def _told(episode: Episode) -> bool:
    return TOLD_TO_THE_END[episode.kind] in episode.answers


def _unfinished(episode: Episode) -> str:
    return f"「{INTERLUDES[episode.kind].title}」还差几句没答，答完我才好帮你盯日子。"


def _nudge(
    complaint: Complaint, caseload: Caseload, step: str, after: timedelta, words: str, *, sleeps: bool = False
) -> Nudge:
    at = caseload.quiet.waking(complaint.touched_at + after)
    return Nudge(f"idle:{complaint.touched_at.isoformat()}:{step}", at, words, sleeps)
