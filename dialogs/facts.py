"""What happened: the facts every later paper is written from."""

from dialogs.kinds import Choice, Day, Money, PastMoment, Promise, Words
from dialogs.question import Option, Question

LATE = {"scenario": ("not_delivered", "vanished")}
DIFFERENT = {"scenario": ("not_as_described",)}
PUT_OFF = {"scenario": ("stonewalled",)}
RECEIVED = {"scenario": ("not_as_described", "stonewalled")}
VANISHED = {"scenario": ("vanished",)}

ORDER = (
    Question("platform", "平台", "在哪个平台或网站买的？写名称或网址。", Words(limit=100)),
    Question(
        "platform_kind",
        "平台类型",
        "{platform} 是哪一种？",
        Choice(
            (
                Option("shop", "大平台里的店铺"),
                Option("site", "独立网站、发卡网"),
            )
        ),
        unknown="不清楚",
    ),
    Question("merchant", "商家", "店铺或商家叫什么？（页面上显示的名称）", Words(limit=100), optional=True),
    Question(
        "order_no",
        "订单号",
        "订单号是多少？最好从订单页复制过来。",
        Words(limit=64, least=4),
        optional=True,
    ),
    Question("product", "商品", "买的是什么？照订单上的商品名写。", Words(limit=120, least=2)),
    Question("amount", "实付金额", "实际付了多少钱？比如 128 或 ¥128.50。", Money()),
    Question(
        "paid_at",
        "付款时间",
        "哪天付的款？知道几点更好，比如「11月3日 14:05」「上周五」。",
        PastMoment(),
    ),
)

LATE_DELIVERY = (
    Question(
        "promise",
        "承诺的发货时限",
        "页面或商家承诺多久发货？预售商品写页面上的预售期或截止日。",
        Promise(),
        unknown="页面没写",
        unknown_note="no_promise",
        when=LATE,
    ),
    Question(
        "last_contact",
        "最后联系上的日子",
        "最后一次联系上商家是哪天？",
        Day(not_before="paid_at", not_before_name="付款日"),
        unknown="从没联系上",
        when=VANISHED,
    ),
    Question(
        "vanished_how",
        "失联的样子",
        "现在是怎么联系不上的？",
        Choice(
            (
                Option("silent", "发消息一直不回"),
                Option("blocked", "被拉黑、被删好友"),
                Option("closed", "店铺或网站打不开了"),
                Option("renamed", "改名换号了"),
            )
        ),
        when=VANISHED,
    ),
    Question(
        "payee",
        "收款方",
        "钱付给了谁？照账单上的收款方名称写，不要写对方的身份证号。",
        Words(limit=100, least=2),
        optional=True,
        when=VANISHED,
    ),
)

DIFFERENCE = (
    Question(
        "received_at",
        "收到的日子",
        "哪天收到卡密或商品的？",
        Day(not_before="paid_at", not_before_name="付款日"),
        unknown="记不清",
        when=RECEIVED,
    ),
    Question(
        "mismatch",
        "哪里不符",
        "哪里和说好的不一样？",
        Choice(
            (
                Option("face_value", "面额、点数不够"),
                Option("expired", "过期，或有效期短了"),
                Option("activation", "激活不了、提示已被使用"),
                Option("feature", "少了说好的功能或内容"),
                Option("lifetime", "说「终身更新、永久有效」，没做到"),
                Option("other", "别的不一样"),
            )
        ),
        when=DIFFERENT,
    ),
    Question(
        "promised_words",
        "页面怎么写的",
        "商品页面或商家原来是怎么写的？尽量照抄原话。",
        Words(limit=200, least=2),
        when=DIFFERENT,
    ),
    Question(
        "delivered_words",
        "实际是怎样",
        "实际收到的是什么样？比如「充值后只到账 50 元」。不要发卡密。",
        Words(limit=200, least=2),
        when=DIFFERENT,
    ),
    Question(
        "problem",
        "商品的问题",
        "商品出了什么问题？一句话说清。",
        Words(limit=200, least=4),
        when=PUT_OFF,
    ),
    Question(
        "raised_on",
        "第一次提出的日子",
        "哪天第一次向商家或售后提出来的？",
        Day(not_before="paid_at", not_before_name="付款日"),
        unknown="还没提过",
        unknown_note="raise_it",
        when=RECEIVED,
    ),
    Question(
        "excuse",
        "商家的理由",
        "商家用什么理由推的？",
        Choice(
            (
                Option("no_return", "「不退不换」「虚拟商品不退」", note="refuse_no_return"),
                Option("too_late", "「超过投诉期、售后期」", note="refuse_too_late"),
                Option("your_fault", "「是你操作的问题」", note="refuse_your_fault"),
                Option("waiting", "一直「等通知」、踢皮球", note="refuse_waiting"),
                Option("silent", "不回复", note="refuse_waiting"),
                Option("other", "别的理由"),
            )
        ),
        when=PUT_OFF,
    ),
)

TALK = (
    Question(
        "merchant_said",
        "商家的说法",
        "你找商家时，对方怎么说？写原话最好（缺货、系统故障、不回复…）。没联系过可以跳过。",
        Words(),
        optional=True,
    ),
    Question(
        "route",
        "付款方式",
        "钱是怎么付的？",
        Choice(
            (
                Option("checkout", "在平台页面付款"),
                Option("private", "转账或扫个人收款码", note="private_transfer"),
            )
        ),
        unknown="不清楚",
    ),
)

QUESTIONS = (*ORDER, *LATE_DELIVERY, *DIFFERENCE, *TALK)
