"""What happened: the facts every later paper is written from."""

from dialogs.kinds import Choice, Money, PastMoment, Promise, Words
from dialogs.question import Option, Question

QUESTIONS = (
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
    Question(
        "promise",
        "承诺的发货时限",
        "页面或商家承诺多久发货？预售商品写预售截止日。",
        Promise(),
        unknown="页面没写",
        unknown_note="no_promise",
    ),
    Question(
        "merchant_said",
        "商家的说法",
        "你催发货时，商家怎么说？（缺货、系统故障、不回复…）没联系过可以跳过。",
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
