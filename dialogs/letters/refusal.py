"""What is said to the buyer's face, and what the law answers: a calm reply to send back, with its articles.

A reason is answered by points, each resting on statutes. Who bought to resell is no consumer: statutes for
consumers fall away for them, and with them every point that rests on nothing else.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from dialogs.letters.wording import Point, applying, cited, demand_of, html, named, told, told_to
from dialogs.question import View


class Reply(NamedTuple):
    """What to write back: the plain words, then the law as one sentence; `trade` is the law for a reseller."""

    words: str
    law: Point | None = None
    trade: Point | None = None


def _answer(explained: str, points: tuple[Point, ...], reply: Reply, end: str = "") -> Callable[[View], str]:
    """The explanation, then the reply in a block to be copied by touch."""

    def letter(view: View) -> str:
        """Why the reason does not end the matter, and what to write back."""
        listed = "\n".join(
            (explained, *(f"· {line}" for line in told_to(view, points)), *((end,) if end else ()))
        )
        return f"{listed}\n\n可以这样回：\n<pre>{html(_reply(view, reply))}</pre>"

    return letter


def _reply(view: View, reply: Reply) -> str:
    order = told(view, "order_no", "")
    about = f"关于订单 {order}：" if order else ""
    demand = f"请{demand_of(view)}，并回复处理结果。" if view.answer("demand") else "请回复处理结果。"
    return "\n".join((f"{about}{reply.words}", *_law(view, reply), demand))


def _law(view: View, reply: Reply) -> Iterator[str]:
    """The first sentence of law that rests on something for this buyer."""
    for point in (reply.law, reply.trade):
        statutes = applying(view, *point.statutes) if point else ()
        if point and statutes:
            yield f"{named(*statutes)}：{point.words}。"
            return


CONTRACT = Point(
    "不履行合同义务或者履行不符合约定的，应当承担继续履行、采取补救措施或者赔偿损失等违约责任", ("civil-577",)
)
RECORDS = Point("商家要提供原始合同和交易记录", ("ecommerce-62",))

no_return = _answer(
    "「不退不换」「虚拟商品不退」管不住质量和违约问题：",
    (
        Point(
            "商品不合质量要求、又没有别的规定或约定的，收到之日起七日内可以退货",
            ("consumer-24", "seven-days-35"),
            "；这不是「七天无理由」。",
        ),
        Point("履行不符合约定的，可以合理要求更换、退货、减价", ("civil-582",)),
        Point(
            "不合理地免除商家责任、排除你主要权利的格式条款无效",
            ("consumer-26", "civil-497", "online-consumption-1"),
        ),
        Point("在线下载的数字化商品不适用七天无理由退货", ("consumer-25",)),
        Point(
            "一经激活贬值大的商品，要在购买时单独向你确认过，没确认的不能拒绝无理由退货",
            ("seven-days-7", "seven-days-20"),
            "。卡密算哪一类有争议，要看具体情况。",
        ),
    ),
    Reply(
        "我要求处理的是商品没有按约定交付或不符合描述，不是无理由退货。",
        Point(
            "不符合质量要求的可以退货；排除消费者权利、减轻经营者责任的格式条款无效",
            ("consumer-24", "consumer-26"),
        ),
        Point("履行不符合约定的，受损害方可以合理选择请求修理、重作、更换、退货、减少价款", ("civil-582",)),
    ),
)

too_late = _answer(
    "平台的「投诉期、售后期」只影响站内流程：",
    (
        Point("排除或限制你投诉、起诉权利的格式条款无效", ("consumer-26", "online-consumption-1")),
        Point("诉讼时效由法律规定，约定无效", ("civil-197",)),
        Point("诉讼时效一般是三年", ("civil-188",)),
        Point("站内过了期，仍可以向 12315 投诉", ("complaint-measures-8",)),
        Point("站内过了期，仍可以起诉", ("ecommerce-60",)),
    ),
    Reply(
        "店铺或平台自定的投诉期不能排除我依法主张权利。",
        Point("诉讼时效的期间由法律规定，当事人约定无效", ("civil-197",)),
    ),
)

your_fault = _answer(
    "说是你的问题，请对方拿出依据：",
    (
        Point(
            "争议中商家要提供原始合同和交易记录，丢失、拒绝提供导致查不清的，由商家承担责任",
            ("ecommerce-62",),
        ),
        Point("卡密进入你指定的系统并且能检索识别，才算交付", ("ecommerce-51-2", "civil-512-2")),
    ),
    Reply(
        "请提供发货、激活或使用记录，说明依据。",
        Point("电子商务经营者应当提供原始合同和交易记录", ("ecommerce-62",)),
    ),
)

delivered = _answer(
    "页面「显示已发货」不等于交付：",
    (
        Point("在线交付的，卡密进入你指定的系统并且能检索识别，才算交付", ("ecommerce-51-2", "civil-512-2")),
        Point("是否真的发出，商家要提供交易记录", ("ecommerce-62",)),
    ),
    Reply(
        "我没有收到可以使用的商品。请提供发货时间、方式和内容的记录。",
        Point("进入对方指定的特定系统并且能够检索识别的时间为交付时间", ("ecommerce-51-2",)),
    ),
)

no_proof = _answer(
    "先问清缺哪一份，再补：",
    (
        Point("聊天、订单、支付记录、网页都是电子数据，可以作证据", ("evidence-14",)),
        Point("平台要把交易信息保存不少于三年", ("ecommerce-31",)),
        RECORDS,
    ),
    Reply("请告诉我具体缺少哪一项材料、补交的方式和期限。订单和支付记录平台也有保存，请一并调取。"),
    end="用 /evidence 看还缺什么。",
)

off_site = _answer(
    "站外付款不等于没有这笔买卖：",
    (
        Point("店员引导你站外付款的，店家不能拿「不是平台付款」推责任", ("online-consumption-5",)),
        Point("付款记录和聊天是电子数据，可以作证据", ("evidence-14",)),
    ),
    Reply(
        "付款方式是店铺工作人员引导的，付款记录和聊天见附件。",
        Point(
            "平台内经营者以未经过交易平台支付为由抗辩的，人民法院不予支持",
            ("online-consumption-5",),
        ),
        CONTRACT,
    ),
    end="把引导你付款的聊天截图发给我。不是店员引导的，就把回复的第一句改成你的实际情况。",
)

no_reason = _answer(
    "不说理由，就请对方说清楚：",
    (
        Point("商家和平台都应当及时受理并处理投诉", ("ecommerce-59",)),
        Point(
            "平台依规则对你采取不利措施的，要告诉你事实、理由和依据，并有申诉渠道；"
            "申诉只由机器处理、你要求人工的，应当人工处理",
            ("platform-rules-19",),
        ),
    ),
    Reply(
        "请说明不予支持的事实、理由和依据，并告知申诉的方式。我要求人工处理。",
        Point("电子商务经营者应当及时受理并处理投诉、举报", ("ecommerce-59",)),
    ),
)

waiting = _answer(
    "一直「等通知」、不回复，也有说法：",
    (
        Point(
            "约定期满，或不合质量要求你提出以后，超过十五日没有正当理由不退、不换的，视为故意拖延",
            ("infringement-measures-8",),
        ),
        Point("商家应当及时受理并处理投诉", ("ecommerce-59",)),
        Point("催告后在合理期限内仍不履行的，可以解除合同", ("civil-563",)),
    ),
    Reply(
        "请明确处理方案和完成日期，不要再让我等通知。",
        Point(
            "超过十五日无正当理由拒不履行退货、退还货款等义务的，视为故意拖延或者无理拒绝",
            ("infringement-measures-8",),
        ),
        CONTRACT,
    ),
)


def raise_it(view: View) -> str:
    """The days run from the demand: make it today."""
    counted = applying(view, "infringement-measures-8")
    days = f"；拖延的天数从提出那天算起{cited(*counted)}" if counted else ""
    return f"今天就向商家或售后提一次要求，写清问题和你要的结果，截图留着{days}。"
