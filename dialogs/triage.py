"""Before anything else: may this complaint go the consumer's way, and is something urgent?"""

from dialogs.kinds import Choice
from dialogs.question import Option, Question

QUESTIONS = (
    Question(
        key="scenario",
        name="情况",
        ask="先说说遇到了什么？",
        answer=Choice(
            (
                Option("not_delivered", "付了款，没收到卡密或商品"),
                Option("other", "其他情况", then="decline", note="other_scenario"),
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
        ask="付款的人满 18 周岁了吗？",
        answer=Choice(
            (
                Option("adult", "满 18 周岁", said=("满了", "成年", "满18", "满18周岁")),
                Option("minor", "未满 18 周岁", note="minor", said=("没满", "未成年", "未满18")),
            )
        ),
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
        ask="商家是不是已经联系不上，或者还在要你再付钱（解冻费、保证金、验证费…）？",
        answer=Choice((Option("no", "没有这些"), Option("yes", "有", note="urgent"))),
    ),
)
