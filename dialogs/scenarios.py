"""The grievances: what each must prove, rests on, and is called – one row each."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One thing worth proving. `shows` says what a good picture shows, `why` what is lost without it."""

    label: str
    name: str
    shows: str
    why: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Scenario:
    """A grievance: the wording of its breach, its checklist and the statutes its papers cite."""

    key: str
    name: str
    breach: str
    checklist: tuple[ChecklistItem, ...]
    statutes: tuple[str, ...]


NOT_DELIVERED: Final = Scenario(
    key="not_delivered",
    name="未发货",
    breach="商家未按承诺的时限交付商品",
    checklist=(
        ChecklistItem(
            "order",
            "订单详情页",
            "订单号、商品名、实付金额、下单时间、订单状态（如「待发货」）要在一张图里",
            "没有它，平台和 12315 都无法确认是哪一笔交易",
            required=True,
        ),
        ChecklistItem(
            "payment",
            "付款记录",
            "支付 App 的账单详情：金额、时间、收款方、交易单号",
            "证明钱付了、付给了谁",
            required=True,
        ),
        ChecklistItem(
            "promise",
            "发货承诺",
            "商品页或客服写明多久发货的地方；预售商品要拍到预售时长",
            "证明已经超过约定的时限，这是「未发货」的关键",
            required=True,
        ),
        ChecklistItem(
            "chat",
            "催发货的聊天",
            "商家说「缺货」「系统故障」「再等等」或不回复的对话，带时间和对方名称",
            "证明你催告过，也证明商家怎么说",
        ),
        ChecklistItem(
            "identity",
            "商家或网站的身份",
            "店铺资质页、网站底部的营业执照、备案号、收款方名称",
            "投诉必须写明被投诉人的名称和地址",
        ),
    ),
    statutes=("ecommerce-20", "civil-577", "civil-563"),
)

SCENARIOS: Final = {scenario.key: scenario for scenario in (NOT_DELIVERED,)}
RECEIPT: Final = ChecklistItem(
    "receipt", "投诉提交的凭证", "提交成功页，带投诉编号和时间", "证明哪天开始计算平台的答复时间"
)
OTHER: Final = ChecklistItem("", "未归类", "", "")
LABELS: Final = {
    item.label: item for scenario in SCENARIOS.values() for item in (*scenario.checklist, RECEIPT, OTHER)
}
