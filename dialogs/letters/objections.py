"""What the other side will say to a grievance, what answers it, and which evidence that answer stands on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dialogs.letters.refusal import RECORDS
from dialogs.letters.wording import Point, kept, scenario_of, told_to
from dialogs.question import View
from dialogs.scenarios import LABELS


@dataclass(frozen=True, slots=True)
class Objection:
    """Words of a merchant or a platform; `labels` are the checklist items that prove the answer.

    `needs` is a fact without which nobody would say it: a question and the answers to it.
    """

    said: str
    points: tuple[Point, ...]
    labels: tuple[str, ...]
    needs: tuple[str, tuple[str, ...]] | None = None


LATE: Final = Point("到了约定的时间不交付，就是没有按约定履行", ("ecommerce-20", "civil-577"))
DIGITAL: Final = Point(
    "在线交付的，卡密进入你指定的系统并且能检索识别，才算交付", ("ecommerce-51-2", "civil-512-2")
)
STANDARD_TERMS: Final = Point(
    "不合理地免除商家责任、排除你主要权利的格式条款无效", ("consumer-26", "civil-497")
)
AGREED: Final = Point("履行不符合约定的，可以合理要求更换、退货、减价", ("civil-582",))
PERIOD: Final = Point("诉讼时效由法律规定，约定无效；店铺的「售后期」不能代替它", ("civil-197",))
HANDLE: Final = Point("商家和平台都应当及时受理并处理投诉", ("ecommerce-59",))
FIFTEEN_DAYS: Final = Point("超过十五日没有正当理由不退、不换的，视为故意拖延", ("infringement-measures-8",))
NO_PARTICULARS: Final = Point("平台给不出卖家真实名称、地址和有效联系方式的，可以找平台赔", ("consumer-44",))
OFF_SITE: Final = Point("店员引导你站外付款的，店家不能拿「不是平台付款」推责任", ("online-consumption-5",))
PAYMENT_IS_PROOF: Final = Point("付款记录和聊天是电子数据，可以作证据", ("evidence-14",))
NO_RETURN: Final = Objection(
    "虚拟商品不退不换",
    (
        Point("这不是「七天无理由」，是没按约定给或给的不对", ("civil-577",)),
        AGREED,
        STANDARD_TERMS,
    ),
    ("listing", "defect", "promise"),
)
YOUR_FAULT: Final = Objection("是你操作错了，卡已经被使用", (RECORDS, DIGITAL), ("defect", "delivered"))

OBJECTIONS: Final[dict[str, tuple[Objection, ...]]] = {
    "not_delivered": (
        Objection("系统故障、在补货，再等等", (LATE,), ("promise", "chat")),
        Objection("显示已发货了，自己去找", (DIGITAL, RECORDS), ("order", "chat")),
        NO_RETURN,
    ),
    "not_as_described": (
        Objection(
            "页面没这么写过",
            (Point("页面、广告表明的质量状况，实际要相符", ("consumer-23-2",)), RECORDS),
            ("listing",),
        ),
        YOUR_FAULT,
        NO_RETURN,
    ),
    "stonewalled": (
        Objection("已经超过售后期、投诉期", (PERIOD, STANDARD_TERMS), ("delivered", "aftersales")),
        Objection("等通知、在反馈", (HANDLE, FIFTEEN_DAYS), ("aftersales", "refusal")),
        YOUR_FAULT,
        NO_RETURN,
    ),
    "vanished": (
        Objection("（平台）我们也联系不上商家", (HANDLE, NO_PARTICULARS), ("vanished", "identity")),
        Objection(
            "（支付机构、平台）这是你自愿付的款", (LATE, PAYMENT_IS_PROOF), ("payment", "payee", "chat")
        ),
    ),
}
OFF_PLATFORM: Final = Objection(
    "你不是在平台付的款", (OFF_SITE, PAYMENT_IS_PROOF), ("payment", "chat"), ("route", ("private",))
)
NO_PROOF: Final = Objection("证据不足", (Point("请对方说清缺哪一份、怎么补"), RECORDS), ("order", "payment"))


def objections(view: View) -> str:
    """Every one that may come, numbered; what is still missing is marked. Telegram HTML, nothing of the user's in it."""
    scenario = scenario_of(view.complaint)
    rows = (*OBJECTIONS[scenario.key], OFF_PLATFORM, NO_PROOF)
    listed = (row for row in rows if row.needs is None or view.answer(row.needs[0]) in row.needs[1])
    told = "\n".join(line for number, row in enumerate(listed, 1) for line in _lines(view, number, row))
    return (
        "<b>对方可能怎么说，怎么回</b>\n先想好，不用抢着说；真被拒绝了，把理由告诉我，我写好回复的话。\n\n"
        f"{told}"
    )


def _lines(view: View, number: int, row: Objection) -> Iterator[str]:
    yield f"{number}. 「{row.said}」"
    yield from (f"　答：{line}" for line in told_to(view, row.points))
    have, checklist = kept(view.complaint), {i.label for i in scenario_of(view.complaint).checklist}
    proofs = [
        f"{LABELS[label].name}{'' if have.get(label) else '（还缺）'}"
        for label in row.labels
        if label in checklist
    ]
    if proofs:
        yield f"　靠：{'、'.join(proofs)}"
