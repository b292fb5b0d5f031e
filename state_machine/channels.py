"""The doors a complaint can knock at: whom they suit, what they refuse, how to file, what they rest on.

A door that does not fit is shown with the reason instead of being hidden.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from state_machine.complaint import FILING, Answer, Complaint, is_known
from state_machine.starts import breach_day
from state_machine.statutes import cite
from state_machine.workdays import PUBLISHED, add_years

MET: Final = ""
REFUSAL: Final = cite("complaint-measures-16")


class Clause(NamedTuple):
    """Words about a door, and the statutes they rest on; none where it is the door's practice."""

    words: str
    statutes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Door:
    """`refuses(complaint, today)` gives the reason in Chinese why this door is closed to it, or ""."""

    key: str
    name: str
    does: tuple[Clause, ...]
    how: str
    refuses: Callable[[Complaint, date], str]


def filings(complaint: Complaint) -> Iterator[Mapping[str, Answer]]:
    """The answers about every door tried, the one being tried last."""
    for episode in complaint.episodes:
        if episode.kind == FILING:
            yield episode.answers
    yield complaint.answers


def _handled(filing: Mapping[str, Answer]) -> str:
    """The body that took this dispute up: 12315 accepted it, 消协 did not turn it away, a court was asked."""
    if filing.get("law_route") in ("small", "suit") and filing.get("law_docket") == "docketed":
        return "法院"
    asked = filing.get("door") == "association" and is_known(filing.get("outside_filed_on"))
    if asked and filing.get("outside_answer") != "rejected":
        return "消费者协会"
    return "市场监管部门" if is_known(filing.get("authority_accepted_on")) else MET


def _never(_: Complaint, __: date) -> str:
    return MET


def _authority(complaint: Complaint, today: date) -> str:
    """投诉举报处理办法 16: （三）not for living consumption, （二）taken up elsewhere, （四）known for over three years."""
    if complaint.answers.get("use") == "resale":
        return f"转卖的不属于生活消费，12315 不受理（{REFUSAL}第三项）。"
    taken = next((body for filing in filings(complaint) if (body := _handled(filing))), MET)
    if taken:
        return f"{taken}已经受理或处理过这个争议，12315 不受理（{REFUSAL}第二项）。"
    day = breach_day(complaint)
    if day and today > add_years(day, 3, PUBLISHED, rolls=True).due:  # 第四十五条: it ends after a holiday
        return f"知道权益受损已超过三年，12315 不受理（{REFUSAL}第四项）。"
    return MET


def _big_platform_only(complaint: Complaint, _: date) -> str:
    if complaint.answers.get("platform_kind") == "site":
        return "独立网站没有大平台的争议处理。"
    return MET


def _consumers_only(complaint: Complaint, _: date) -> str:
    if complaint.answers.get("use") == "resale":
        return "消协处理的是消费者的投诉，转卖的可能不被受理，请先向当地消协问清楚。"
    return MET


AUTHORITY: Final = Door(
    "authority",
    "12315（市场监管部门）",
    (
        Clause("双方同意的，组织调解", ("complaint-measures-18",)),
        Clause("谈不成就终止，你可以再起诉", ("complaint-measures-23", "complaint-measures-25")),
    ),
    "全国 12315 平台、12315 热线",
    _authority,
)
DOORS: Final = (
    AUTHORITY,
    Door(
        "association",
        "消费者协会",
        (
            Clause("受理消费者的投诉，调查、调解", ("consumer-37",)),
            Clause("消协受理或处理过的同一争议，12315 不再受理", ("complaint-measures-16",)),
        ),
        "当地消协，以其公布的渠道为准",
        _consumers_only,
    ),
    Door(
        "dispute_desk",
        "大平台的争议处理",
        (Clause("平台应当积极协助消费者维权", ("ecommerce-61",)), Clause("按平台自己的规则判断是否退款")),
        "订单页里的「申请平台介入」一类入口，以页面显示为准",
        _big_platform_only,
    ),
    Door(
        "payment",
        "支付机构",
        (Clause("对收款方发起交易投诉"),),
        "支付 App 的账单详情里点投诉，以页面显示为准",
        _never,
    ),
    Door(
        "industry",
        "行业协会或其他调解组织",
        (Clause("调解", ("ecommerce-60",)),),
        "当地有没有、怎么联系，以其公布的为准",
        _never,
    ),
    Door(
        "law",
        "法院、公安",
        (
            Clause("自己起诉，像诈骗的报案", ("ecommerce-60",)),
            Clause(
                "网上交付的商品，你的住所地是合同履行地，可以在那里告",
                ("civil-procedure-24", "civil-procedure-interpretation-20"),
            ),
        ),
        "你住所地的基层法院；另有有效的管辖约定除外",
        _never,
    ),
)
DOOR: Final = {door.key: door for door in DOORS}
