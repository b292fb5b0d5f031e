"""Before anything else: what happened, may it go the consumer's way, and is something urgent?"""

from dialogs.kinds import Choice
from dialogs.question import Option, Question
from dialogs.scenarios import SCENARIOS

QUESTIONS = (
    Question(
        key="scenario",
        name="情况",
        ask="先说说遇到了什么？选最接近的一个。",
        answer=Choice(
            (
                *(Option(row.key, row.called, said=(row.name,)) for row in SCENARIOS.values()),
                Option("other", "都不是", note="other_scenario", stays=True),
            )
        ),
    ),
    Question(
        key="use",
        name="用途",
        ask="买来做什么用？\n（转卖的不算消费者，12315 不受理，路会不一样。）",
        answer=Choice(
            (
                Option("own", "自己用", said=("自用", "自己用的")),
                Option("resale", "转卖或代理提货", note="resale", said=("转卖", "代理")),
            )
        ),
    ),
    Question(
        key="age",
        name="付款人",
        ask="付款的人多大？",
        answer=Choice(
            (
                Option("adult", "满 18 周岁", said=("满了", "成年", "满18", "满18周岁")),
                Option(
                    "minor",
                    "8–17 周岁",
                    note="minor",
                    said=("没满", "未成年", "未满18", "未满 18 周岁"),
                ),
                Option("child", "不满 8 周岁", note="child"),
            )
        ),
    ),
    Question(
        key="guardian",
        name="监护人的意见",
        ask="监护人（一般是父母）同意这笔买卖吗？",
        answer=Choice(
            (
                Option("refuses", "不同意，要求退款", said=("不同意",)),
                Option("agrees", "同意买，只是商品有问题", said=("同意",)),
                Option("unsure", "还没问", note="ask_guardian"),
            )
        ),
        when={"age": ("minor",)},
    ),
    Question(
        key="legality",
        name="商品性质",
        ask="买的是外挂、来路不明的卡、或用别人实名的账号吗？不用说细节。",
        answer=Choice(
            (
                Option("no", "不是"),
                Option("yes", "是，或者可能是", then="decline", note="illegal"),
            )
        ),
    ),
    Question(
        key="urgency",
        name="紧急情况",
        ask="有没有下面这种急事？有的话先做要紧的几步。",
        answer=Choice(
            (
                Option("no", "没有这些"),
                Option("just_paid", "刚付完钱，对方就不见了", opens="urgent"),
                Option("pay_more", "还在要我再付钱（解冻费、保证金…）", opens="urgent"),
            )
        ),
    ),
)
