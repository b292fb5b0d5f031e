"""What a court decided: the day it set for paying, what came of it, and the day until which it can be appealed."""

from dialogs.choices import FutureDay
from dialogs.kinds import Choice
from dialogs.letters.court import no_appeal, not_yet_payable
from dialogs.question import Option, Question

PAYS = {"decided": ("granted", "mediated", "partly")}
APPEALS = {"will": ("yes",)}

JUDGMENT = (
    Question(
        "decided",
        "法院怎么定的",
        "文书截图也发我存着。结果是哪一种？",
        Choice(
            (
                Option("granted", "判对方付钱或履行"),
                Option("mediated", "调解书，双方同意了"),
                Option("partly", "只支持了一部分", opens="appeal"),
                Option("lost", "没有支持我", opens="appeal"),
            )
        ),
    ),
    Question(
        "pay_by",
        "文书上的付款日",
        "文书写对方最晚哪天付钱或履行？写「判决生效后几日内」的，生效日问法院，知道了再填。",
        FutureDay(),
        unknown="还不知道",
        when=PAYS,
    ),
    Question(
        "paid",
        "履行了吗",
        "{court_payment_by}对方履行了吗？",
        Choice(
            (
                Option("paid", "全部履行了", then="resolve"),
                Option("dated", "填付款日、改付款日", forgets="pay_by"),
                Option(
                    "unpaid", "到日子没有全部履行", note="enforcement", stays=True, unless=not_yet_payable
                ),
            )
        ),
        when=PAYS,
    ),
)

APPEAL = (
    Question(
        "will",
        "要不要上诉",
        "能不能上诉、期限多长，看文书最后一段。要上诉吗？",
        Choice((Option("yes", "要上诉", unless=no_appeal), Option("no", "不上诉"))),
    ),
    Question(
        "appeal_by",
        "上诉的最后一天",
        "最晚哪天上诉？照文书上写的期限算，数不准就问法院。",
        FutureDay(),
        when=APPEALS,
    ),
    Question(
        "appealed",
        "上诉了吗",
        "{appeal_due}交了上诉状告诉我。",
        Choice((Option("yes", "上诉了"), Option("dropped", "不上诉了"))),
        when=APPEALS,
    ),
)
