"""The doors a complaint can knock at: whom they suit, what they refuse, how to file, what they rest on.

A door that does not fit is shown with the reason instead of being hidden.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from state_machine.complaint import Complaint
from state_machine.deadlines import breach_day
from state_machine.workdays import PUBLISHED, add_years

MET: Final = ""


@dataclass(frozen=True, slots=True)
class Door:
    """`refuses(complaint, today)` gives the reason in Chinese why this door is closed to it, or ""."""

    key: str
    name: str
    does: str
    how: str
    statutes: tuple[str, ...]
    refuses: Callable[[Complaint, date], str]
    led: bool = False  # the bot goes through it step by step


def _never(_: Complaint, __: date) -> str:
    return MET


def _authority(complaint: Complaint, today: date) -> str:
    """投诉举报处理办法 16（三）: not for living consumption; 16（四）: more than three years since known."""
    if complaint.answers.get("use") == "resale":
        return "转卖的不属于生活消费，12315 不受理（《投诉举报处理办法》第十六条第三项）。"
    day = breach_day(complaint)
    if day and today > add_years(day, 3, PUBLISHED, rolls=False).due:
        return "知道权益受损已超过三年，12315 不受理（《投诉举报处理办法》第十六条第四项）。"
    return MET


def _big_platform_only(complaint: Complaint, _: date) -> str:
    if complaint.answers.get("platform_kind") == "shop":
        return MET
    return "只有开在大平台里的店铺才有平台的争议处理。"


def _association(complaint: Complaint, _: date) -> str:
    if complaint.answers.get("use") == "resale":
        return "消协处理的是消费者的投诉，转卖的可能不被受理，请先向当地消协问清楚。"
    return MET


AUTHORITY: Final = Door(
    "authority",
    "12315（市场监管部门）",
    "组织双方调解；调解要双方同意，不能强令退款",
    "全国 12315 平台、12315 热线",
    ("complaint-measures-8", "complaint-measures-10", "complaint-measures-13"),
    _authority,
    led=True,
)
DOORS: Final = (
    AUTHORITY,
    Door(
        "association",
        "消费者协会",
        "调解；和 12315 二选一，消协处理过的同一争议，12315 不再受理",
        "当地消协，以其公布的渠道为准",
        ("consumer-39", "complaint-measures-16"),
        _association,
    ),
    Door(
        "dispute_desk",
        "大平台的争议处理",
        "平台判断是否退款；行政机关已介入的，平台可能不再处理",
        "订单页里的「申请平台介入」一类入口，以页面显示为准",
        ("ecommerce-61",),
        _big_platform_only,
    ),
    Door(
        "payment",
        "支付机构",
        "对收款方发起交易投诉",
        "支付 App 的账单详情里点投诉，以页面显示为准",
        (),
        _never,
    ),
    Door(
        "law",
        "法院",
        "自己起诉；网上交付的商品，你的住所地是合同履行地",
        "你住所地的基层法院；另有有效的管辖约定除外",
        ("civil-procedure-24", "civil-procedure-interpretation-20"),
        _never,
        led=True,
    ),
)
