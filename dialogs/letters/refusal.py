"""What is said to the buyer's face, and what the law answers: a calm reply to send back, with its articles."""

from collections.abc import Callable

from dialogs.letters.wording import cited, demand_of, html, told
from dialogs.question import View


def _answer(explained: str, *reply: str) -> Callable[[View], str]:
    """The explanation, then the reply in a block to be copied by touch."""

    def letter(view: View) -> str:
        """Why the reason does not end the matter, and what to write back."""
        return f"{explained}\n\n可以这样回：\n<pre>{html(_reply(view, *reply))}</pre>"

    return letter


def _reply(view: View, *lines: str) -> str:
    order = told(view, "order_no", "")
    about = f"关于订单 {order}：" if order else ""
    demand = f"请{demand_of(view)}，并回复处理结果。" if view.answer("demand") else "请回复处理结果。"
    return "\n".join((f"{about}{lines[0]}", *lines[1:], demand))


no_return = _answer(
    "「不退不换」「虚拟商品不退」管不住质量和违约问题：\n"
    f"· 商品不合质量要求、又没有别的规定或约定的，收到之日起七日内可以退货{cited('consumer-24', 'seven-days-35')}；这不是「七天无理由」。\n"
    f"· 免除商家责任、排除消费者主要权利的格式条款无效{cited('consumer-26', 'civil-497', 'online-consumption-1')}。\n"
    f"· 在线下载的数字化商品不适用七天无理由退货{cited('consumer-25')}；一经激活贬值大的商品，要在购买时单独向你确认过，没确认的不能拒{cited('seven-days-7', 'seven-days-20')}。"
    "卡密算哪一类有争议，要看具体情况。",
    "我要求处理的是商品没有按约定交付或不符合描述，不是无理由退货。",
    "《消费者权益保护法》第二十四条、第二十六条：不符合质量要求的可以退货；排除消费者权利、减轻经营者责任的格式条款无效。",
)

too_late = _answer(
    "平台的「投诉期、售后期」只影响站内流程：\n"
    f"· 排除或限制你投诉、起诉权利的格式条款无效{cited('consumer-26', 'online-consumption-1')}。\n"
    f"· 诉讼时效由法律规定，约定无效{cited('civil-197')}；一般是三年{cited('civil-188')}。\n"
    "· 站内过了期，仍可以向 12315 投诉或起诉。",
    "店铺或平台自定的投诉期不能排除我依法投诉、起诉的权利。",
    "《消费者权益保护法》第二十六条；《民法典》第一百九十七条：诉讼时效的期间由法律规定，当事人约定无效。",
)

your_fault = _answer(
    "说是你的问题，请对方拿出依据：\n"
    f"· 争议中商家要提供原始合同和交易记录，丢失、拒绝提供导致查不清的，由商家承担责任{cited('ecommerce-62')}。\n"
    f"· 卡密进入你指定的系统并且能检索识别，才算交付{cited('ecommerce-51-2', 'civil-512-2')}。",
    "请提供发货、激活或使用记录，说明依据。",
    "《电子商务法》第六十二条：电子商务经营者应当提供原始合同和交易记录。",
)

delivered = _answer(
    "页面「显示已发货」不等于交付：\n"
    f"· 在线交付的，卡密进入你指定的系统并且能检索识别，才算交付{cited('ecommerce-51-2', 'civil-512-2')}。\n"
    f"· 是否真的发出，商家要提供交易记录{cited('ecommerce-62')}。",
    "我没有收到可以使用的商品。请提供发货时间、方式和内容的记录。",
    "《电子商务法》第五十一条第二款：进入对方指定的特定系统并且能够检索识别的时间为交付时间。",
)

no_proof = _answer(
    "先问清缺哪一份，再补：\n"
    f"· 聊天、订单、支付记录、网页都是电子数据，可以作证据{cited('evidence-14')}。\n"
    f"· 平台要把交易信息保存不少于三年{cited('ecommerce-31')}，商家要提供交易记录{cited('ecommerce-62')}。\n"
    "用 /evidence 看还缺什么。",
    "请告诉我具体缺少哪一项材料、补交的方式和期限。订单和支付记录平台也有保存，请一并调取。",
)

off_site = _answer(
    f"店员引导你站外付款的，店家不能拿「不是平台付款」推责任{cited('online-consumption-5')}。"
    "把引导你付款的聊天截图发给我。",
    "付款方式是店铺工作人员引导的，付款记录和聊天见附件。",
    "最高人民法院《网络消费纠纷司法解释（一）》第五条：平台内经营者以未经过交易平台支付为由抗辩的，人民法院不予支持。",
)

no_reason = _answer(
    f"平台应当及时受理并处理投诉{cited('ecommerce-59')}。"
    f"对你有不利影响的处理，平台要说明事实、理由和依据，并有申诉渠道；你可以要求人工处理{cited('platform-rules-19')}。",
    "请说明不予支持的事实、理由和依据，并告知申诉的方式。本人要求人工处理。",
)

waiting = _answer(
    "一直「等通知」、不回复，也有期限：\n"
    f"· 约定期满，或不合质量要求你提出以后，超过十五日没有正当理由不退、不换的，视为故意拖延{cited('infringement-measures-8')}。\n"
    f"· 商家应当及时受理并处理投诉{cited('ecommerce-59')}。",
    "请明确处理方案和完成日期，不要再让我等通知。",
    "《侵害消费者权益行为处罚办法》第八条：超过十五日没有正当理由不履行退货、退款等义务的，视为故意拖延或者无理拒绝。",
)


def raise_it(_: View) -> str:
    """The days run from the demand: make it today."""
    return (
        "今天就向商家或售后提一次要求，写清问题和你要的结果，截图留着；拖延的天数从提出那天算起"
        f"{cited('infringement-measures-8')}。"
    )
