"""Every clock, one row each: what sets it off, whom it binds, in which stages it is spoken of, what it rests on.

What it comes to for one complaint is in `deadlines`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from state_machine import starts
from state_machine.complaint import AFTER_FILING, BEFORE_FILING, OPEN, Complaint, Stage
from state_machine.starts import MEDIATION_DAYS, OUTSIDE_LOOK_WORKING_DAYS, Party, Run
from state_machine.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Clock:
    """A row of CLOCKS. `basis` is the statute's key, or "platform" / "merchant" / "asker" / "court" / "ours" / "yours" when no law says it."""

    key: str
    name: str
    binds: Party
    basis: str
    stages: tuple[Stage, ...]
    runs: Callable[[Complaint, Calendar], Iterator[Run]]
    rolls: bool = False  # an end on a rest day moves to the next day after it
    warn_days: tuple[int, ...] = (1, 0)  # for the user: mornings this many days before the (unrolled) end
    warn_hours: tuple[int, ...] = (24, 4)  # for the user's hour clocks
    again_days: tuple[int, ...] = (0, 1, 3, 7)  # mornings after it passed, until somebody acts


FAR: Final = (90, 30, 7, 1)
ONCE: Final = (0,)

CLOCKS: Final[tuple[Clock, ...]] = (
    Clock(
        "urgent",
        "紧急四步",
        Party.USER,
        "ours",
        OPEN,
        starts.of_episodes("urgent", starts.urgent),
        warn_hours=(12, 2),
        again_days=ONCE,
    ),
    Clock(
        "complaint_window",
        "平台规则的投诉期限",
        Party.USER,
        "platform",
        BEFORE_FILING,
        starts.complaint_window,
    ),
    Clock(
        "return",
        "收到后七日内退货",
        Party.USER,
        "consumer-24",
        (*BEFORE_FILING, Stage.PLATFORM),
        starts.for_consumers(starts.seven_days),
        rolls=True,
        again_days=ONCE,
    ),
    Clock(
        "delivery",
        "承诺的发货时限",
        Party.MERCHANT,
        "ecommerce-20",
        BEFORE_FILING,
        starts.delivery,
        again_days=ONCE,
    ),
    Clock(
        "urging",
        "催告给的期限",
        Party.MERCHANT,
        "civil-563",
        OPEN,
        starts.of_episodes("urging", starts.hours_from("urged_at", "urged_hours", Party.MERCHANT)),
        again_days=ONCE,
    ),
    Clock(
        "refusal",
        "商家拖延满十五日",
        Party.MERCHANT,
        "infringement-measures-8",
        (*BEFORE_FILING, *AFTER_FILING),
        starts.for_consumers(starts.refusal),
        again_days=ONCE,
    ),
    Clock(
        "platform_look",
        "第一次查看平台进度",
        Party.PLATFORM,
        "ours",
        (Stage.PLATFORM,),
        starts.first_look,
        again_days=ONCE,
    ),
    Clock(
        "platform_answer", "平台答复", Party.PLATFORM, "platform", (Stage.PLATFORM,), starts.platform_answer
    ),
    Clock(
        "supplement",
        "补充材料",
        Party.USER,
        "asker",
        AFTER_FILING,
        starts.of_episodes("supplement", starts.hours_from("asked_at", "hours", Party.USER)),
        again_days=ONCE,
    ),
    Clock("review", "平台复核", Party.PLATFORM, "platform", (Stage.REVIEW,), starts.review),
    Clock(
        "settlement",
        "和解答应的日期",
        Party.MERCHANT,
        "merchant",
        OPEN,
        starts.of_episodes("offer", starts.settlement),
    ),
    Clock(
        "settlement_look",
        "询问和解进展",
        Party.MERCHANT,
        "ours",
        OPEN,
        starts.of_episodes("offer", starts.settlement_look),
    ),
    Clock(
        "outside_look",
        "查看第三方进度",
        Party.OUTSIDE,
        "ours",
        (Stage.OUTSIDE,),
        starts.from_day("outside_filed_on", OUTSIDE_LOOK_WORKING_DAYS, "working_days"),
    ),
    Clock(
        "acceptance",
        "12315 告知是否受理",
        Party.AUTHORITY,
        "complaint-measures-15",
        (Stage.AUTHORITY,),
        starts.from_day("authority_filed_on", 7, "working_days"),
        rolls=True,
    ),
    Clock(
        "mediation",
        "12315 调解期限",
        Party.AUTHORITY,
        "complaint-measures-23",
        (Stage.MEDIATION,),
        starts.from_day("authority_accepted_on", MEDIATION_DAYS, "days"),
        rolls=True,
    ),
    Clock(
        "mediation_notice",
        "12315 告知调解终止",
        Party.AUTHORITY,
        "complaint-measures-23",
        (Stage.MEDIATION,),
        starts.mediation_notice,
    ),
    Clock(
        "docketing", "法院决定是否立案", Party.COURT, "civil-procedure-126", (Stage.LAW,), starts.docketing
    ),
    Clock(
        "small_claim",
        "小额诉讼审结",
        Party.COURT,
        "civil-procedure-168",
        (Stage.LAW,),
        starts.small_claim,
        again_days=(0, 7),
    ),
    Clock(
        "court_look",
        "询问审理进展",
        Party.COURT,
        "ours",
        (Stage.LAW,),
        starts.court_look,
        again_days=(0, 30, 60),
    ),
    Clock(
        "police_look", "询问报案进展", Party.OUTSIDE, "ours", (Stage.LAW,), starts.police, again_days=(0, 7)
    ),
    Clock(
        "court_payment",
        "法院文书上的付款日",
        Party.MERCHANT,
        "court",
        (Stage.LAW,),
        starts.of_episodes("judgment", starts.court_payment),
        again_days=(0, 3, 30, 60),
    ),
    Clock(
        "judgment_look",
        "询问文书的付款日",
        Party.COURT,
        "ours",
        (Stage.LAW,),
        starts.of_episodes("judgment", starts.judgment_look),
        again_days=(0, 15),
    ),
    Clock(
        "appeal",
        "上诉的最后一天",
        Party.USER,
        "court",
        (Stage.FILING, *AFTER_FILING),
        starts.of_episodes("appeal", starts.appeal),
        warn_days=(3, 1, 0),
        again_days=ONCE,
    ),
    Clock(
        "rescission",
        "因欺诈撤销合同（一年）",
        Party.USER,
        "civil-152",
        OPEN,
        starts.rescission,
        rolls=True,
        warn_days=FAR,
        again_days=ONCE,
    ),
    Clock(
        "limitation",
        "诉讼时效（三年）",
        Party.USER,
        "civil-188",
        OPEN,
        starts.limitation,
        rolls=True,
        warn_days=FAR,
        again_days=ONCE,
    ),
    Clock(
        "authority_bar",
        "12315 受理的三年期限",
        Party.USER,
        "complaint-measures-16",
        (*BEFORE_FILING, Stage.PLATFORM, Stage.REFUSED, Stage.REVIEW, Stage.DOOR, Stage.OUTSIDE),
        starts.for_consumers(starts.limitation),
        rolls=True,
        warn_days=FAR,
        again_days=ONCE,
    ),
    Clock(
        "own",
        "你自己定的日子",
        Party.USER,
        "yours",
        OPEN,
        starts.of_episodes("own", starts.own),
        warn_days=(0,),
        again_days=ONCE,
    ),
)
CLOCK: Final = {clock.key: clock for clock in CLOCKS}
FAR_OFF: Final = ("limitation", "authority_bar", "rescission")  # years away: not the next thing to do
