"""The grievances: what each must prove, rests on, and is called – one row each."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One thing worth proving: what a good picture `shows`, what it `proves`, what a `bad` one lacks, and `why`
    something is lost without it."""

    label: str
    name: str
    shows: str
    why: str
    proves: str = ""
    bad: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A grievance: how a buyer calls it, the wording of its breach, what proves it, what its papers cite."""

    key: str
    name: str
    called: str
    breach: str
    required: tuple[ChecklistItem, ...]
    helpful: tuple[ChecklistItem, ...]
    statutes: tuple[str, ...]

    @property
    def checklist(self) -> tuple[ChecklistItem, ...]:
        """Everything worth proving, the required first."""
        return (*self.required, *self.helpful)


ORDER: Final = ChecklistItem(
    "order",
    "订单详情页",
    "订单号、商品名、实付金额、下单时间、订单状态要在一张图里",
    "没有它，平台和 12315 都无法确认是哪一笔交易",
    "有这笔交易，买的是什么、多少钱",
    "只截了商品图，看不到订单号和金额",
)
PAYMENT: Final = ChecklistItem(
    "payment",
    "付款记录",
    "支付 App 的账单详情：金额、时间、收款方、交易单号",
    "证明钱付了、付给了谁",
    "钱付了，付给了谁",
    "只截了支付成功的动画，看不到单号和收款方",
)
PROMISE: Final = ChecklistItem(
    "promise",
    "发货承诺",
    "商品页或客服写明多久发货的地方；预售商品要拍到预售时长",
    "证明已经超过约定的时限，这是「未发货」的关键",
    "商家答应多久发货",
    "只有你自己的话，没有商家或页面的承诺",
)
CHAT: Final = ChecklistItem(
    "chat",
    "和商家的聊天",
    "你提出问题、商家怎么回或不回的对话，带时间和对方名称",
    "证明你要求过，也证明商家怎么说",
    "你提出过要求，商家怎么回应",
    "裁掉了对方的名称和时间",
)
IDENTITY: Final = ChecklistItem(
    "identity",
    "商家或网站的身份",
    "店铺资质页、网站底部的营业执照、备案号、收款方名称",
    "投诉必须写明被投诉人的名称和地址",
    "被投诉人是谁、在哪里",
    "只有昵称头像，没有名称或地址",
)
LISTING: Final = ChecklistItem(
    "listing",
    "商品页面的描述",
    "下单时页面怎么写的：面额、有效期、功能、「终身更新」一类的话；页面改了就找订单快照",
    "要和实际收到的逐项对比，没有它说不清差在哪",
    "下单时商家承诺了什么",
    "截的是改过以后的页面，没有日期",
)
DEFECT: Final = ChecklistItem(
    "defect",
    "问题的画面",
    "激活失败的报错、到账金额、过期提示、缺的功能；卡密先遮住",
    "证明收到的和页面写的不一样",
    "收到的和承诺的不一样",
    "只说「用不了」，没有报错或到账的画面",
)
DELIVERED: Final = ChecklistItem(
    "delivered",
    "收到的商品",
    "平台里的发货记录或卡密页，带时间；卡密先遮住",
    "证明哪天收到、收到的是什么",
    "哪天收到、收到的是什么",
    "卡密没遮住，或看不到发货时间",
)
AFTERSALES: Final = ChecklistItem(
    "aftersales",
    "售后申请记录",
    "哪天申请的、申请什么、现在的状态",
    "证明你按时提出过要求，商家从哪天开始拖",
    "哪天提出了售后要求",
    "只有聊天，没有售后单的日期和状态",
)
REFUSAL: Final = ChecklistItem(
    "refusal",
    "拒绝的画面",
    "「不退不换」「超过投诉期」「等通知」这类原话，带时间",
    "商家的理由站不站得住，就看这句话",
    "商家拒绝的理由",
    "转述对方的话，没有原话",
)
RULEPAGE: Final = ChecklistItem(
    "rulepage",
    "平台规则页",
    "售后、投诉、退款的规则，带网址和日期",
    "规则写了能退的，平台要照办",
    "平台自己的规则怎么写",
    "没有网址和日期",
)
VANISHED: Final = ChecklistItem(
    "vanished",
    "联系不上的画面",
    "发了消息不回、被拉黑、店铺或网站打不开，带时间",
    "证明商家失联，也是报案要看的",
    "商家联系不上",
    "只截了一句「在吗」，没有时间",
)
PAYEE: Final = ChecklistItem(
    "payee",
    "收款方信息",
    "账单里的收款方全称、账号、商户单号；聊天里对方发的收款码",
    "人找不到时，钱付给了谁是最重要的线索",
    "钱进了谁的账户",
    "收款方名称被遮住",
)

NOT_DELIVERED: Final = Scenario(
    key="not_delivered",
    name="未发货",
    called="付了款，没收到卡密或商品",
    breach="商家未按承诺的时限交付商品",
    required=(ORDER, PAYMENT, PROMISE),
    helpful=(CHAT, IDENTITY),
    statutes=("ecommerce-20", "civil-577", "civil-563"),
)
NOT_AS_DESCRIBED: Final = Scenario(
    key="not_as_described",
    name="货不对板",
    called="收到了，但用不了或和页面写的不一样",
    breach="商家交付的商品与页面描述不符",
    required=(ORDER, PAYMENT, LISTING, DEFECT),
    helpful=(DELIVERED, CHAT, IDENTITY),
    statutes=("consumer-23-2", "consumer-24", "civil-577", "civil-582"),
)
STONEWALLED: Final = Scenario(
    key="stonewalled",
    name="售后推诿",
    called="有问题找售后，被拖着、踢皮球或拒绝",
    breach="商家对合理的售后要求拖延、推诿",
    required=(ORDER, PAYMENT, AFTERSALES, REFUSAL),
    helpful=(DEFECT, RULEPAGE, CHAT, IDENTITY),
    statutes=("consumer-24", "ecommerce-59", "civil-577", "infringement-measures-8"),
)
GONE: Final = Scenario(
    key="vanished",
    name="商家失联",
    called="商家联系不上了",
    breach="商家收款后失去联系，没有履行约定",
    required=(ORDER, PAYMENT, VANISHED, PAYEE),
    helpful=(CHAT, IDENTITY),
    statutes=("ecommerce-20", "consumer-44", "civil-577", "civil-563"),
)

SCENARIOS: Final = {row.key: row for row in (NOT_DELIVERED, NOT_AS_DESCRIBED, STONEWALLED, GONE)}
RECEIPT: Final = ChecklistItem(
    "receipt",
    "投诉提交的凭证",
    "提交成功页，带投诉编号和时间",
    "证明哪天开始计算答复时间",
    "哪天向谁提交了投诉",
    "没有编号和时间",
)
OTHER: Final = ChecklistItem("", "未归类", "", "")
LABELS: Final = {item.label: item for row in SCENARIOS.values() for item in (*row.checklist, RECEIPT, OTHER)}
