"""At the platform: file, keep the receipt, wait, hear back, answer a refusal, ask for a review."""

from dialogs.kinds import Choice, Day, Money, Number, PastMoment, Photos, Words
from dialogs.letters.wording import not_yet_urged_enough, too_early
from dialogs.question import Option, Question

FILING = (
    Question(
        "platform_filed_on",
        "提交日期",
        "按上面的步骤提交后告诉我：哪天提交的？\n平台自己也打不开、没有投诉的地方，点「平台没法投诉」。",
        Day(not_before="paid_at", not_before_name="付款日"),
        unknown="平台没法投诉",
        unknown_then="bypass",
    ),
    Question(
        "platform_complaint_no",
        "投诉编号",
        "平台给的投诉编号是多少？没有可以跳过。",
        Words(limit=64),
        optional=True,
    ),
    Question(
        "platform_receipt",
        "提交凭证",
        "请发提交成功的截图（带编号和时间）。",
        Photos("receipt"),
        optional=True,
    ),
)

WAITING = (
    Question(
        "platform_answer",
        "平台的答复",
        "{answer_by}平台有结果了吗？有了就点；没有就放着，到期我会来问你。",
        Choice(
            (
                Option("solved", "已解决", then="resolve", said=("解决了", "退款了", "已退款")),
                Option("partly", "只解决了一部分", then="dispute"),
                Option("refused", "被拒绝", then="dispute", said=("拒绝了", "被拒绝了")),
                Option(
                    "silent", "到期仍未答复", then="escalate", unless=too_early("platform_answer", "平台")
                ),
                Option("left", "不等了，找第三方", then="bypass", note="left_platform"),
            )
        ),
    ),
)

REFUSED = (
    Question(
        "part_received",
        "已经拿到的",
        "已经拿到多少钱？没到账写不了就跳过。",
        Money(at_most="amount"),
        optional=True,
        when={"platform_answer": ("partly",)},
    ),
    Question(
        "refusal_reason",
        "拒绝的理由",
        "平台或商家用什么理由拒绝的？选最接近的，我给你回应的话。",
        Choice(
            (
                Option("no_return", "「不退不换」「虚拟商品不退」", note="refuse_no_return"),
                Option("too_late", "「超过投诉期、售后期」", note="refuse_too_late"),
                Option("your_fault", "「是你操作的问题」「卡已使用」", note="refuse_your_fault"),
                Option("delivered", "「显示已发货」「已交付」", note="refuse_delivered"),
                Option("no_proof", "「证据不足」", note="refuse_no_proof"),
                Option("off_site", "「不是在平台付的款」", note="refuse_off_site"),
                Option("none", "没有说理由", note="refuse_no_reason"),
            )
        ),
    ),
    Question(
        "refusal_words",
        "拒绝的原话",
        "把拒绝的原话发给我（粘贴，或一句话）；截图也直接发。没有可以跳过。",
        Words(),
        optional=True,
    ),
    Question(
        "after_refusal",
        "接下来",
        "先用上面的话回一次，再决定下一步。平台有申诉、复核的入口就先用；没有就找第三方。",
        Choice(
            (
                Option("review", "在平台申请复核", then="review"),
                Option("third_party", "找第三方", then="dispute"),
                Option("solved", "回过以后解决了", then="resolve"),
            )
        ),
    ),
)

REVIEW = (
    Question(
        "review_filed_on",
        "申请复核的日子",
        "哪天申请复核的？",
        Day(not_before="platform_filed_on", not_before_name="平台投诉日"),
    ),
    Question(
        "review_days",
        "复核时限",
        "平台说几个工作日内复核？没说就点「没说」，先按 7 个工作日等（这是我们定的，不是法律规定）。",
        Number("个工作日", (3, 5, 7), most=60),
        unknown="没说",
    ),
    Question(
        "review_answer",
        "复核结果",
        "{review_by}复核有结果了吗？只有机器答复的，可以要求人工处理。",
        Choice(
            (
                Option("solved", "改判了，已解决", then="resolve"),
                Option("upheld", "维持原来的决定", then="dispute"),
                Option("silent", "到期仍没结果", then="escalate", unless=too_early("review", "复核")),
                Option("left", "不等了，找第三方", then="bypass", note="left_platform"),
            )
        ),
    ),
)

# A request for more material: a clock that binds the user, beside the other side's own.
SUPPLEMENT = (
    Question("asked_at", "要求补充的时间", "对方什么时候要求补充的？", PastMoment()),
    Question(
        "hours",
        "补充期限",
        "要在多少小时内补交？看对方的通知。",
        Number("小时", (24, 48, 72), most=720),
    ),
    Question("material", "要补的材料", "要补什么？一句话。", Words(limit=200), optional=True),
    Question(
        "sent",
        "补交情况",
        "{supplement_by}按对方说的方式补交，图也发给我存一份。交好了点下面。",
        Choice((Option("sent", "已补交", said=("补交了", "交了")), Option("dropped", "不补了"))),
    ),
)

# 催告: the merchant is given a last, reasonable time; when it passes the contract may be ended (民法典 563).
URGING = (
    Question("urged_at", "催告的时间", "把上面的话发给商家，截图留着。什么时候发的？", PastMoment()),
    Question(
        "urged_hours",
        "给的期限",
        "给了对方多少小时？（多久算合理要看情况，一般不少于 24 小时，这是我们的建议。）",
        Number("小时", (24, 48, 72), most=720),
    ),
    Question(
        "urged_result",
        "催告的结果",
        "{urging_by}到时候：",
        Choice(
            (
                Option("delivered", "发货了，可以用", then="resolve"),
                Option("nothing", "还是没发", note="rescind", unless=not_yet_urged_enough),
            )
        ),
    ),
)
