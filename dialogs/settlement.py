"""An offer to settle, at any time: written down, weighed against the demand, answered, and its date watched."""

from dialogs.choices import FutureDay, Several
from dialogs.kinds import Choice, Money
from dialogs.letters.settlement import not_yet_promised_day
from dialogs.question import Option, Question

ACCEPTED = {"decision": ("accept",)}

OFFER = (
    Question(
        "offered",
        "对方的提议",
        "对方提出怎么解决？",
        Choice(
            (
                Option("full_refund", "全额退款"),
                Option("partial_refund", "退一部分钱"),
                Option("redeliver", "补发、换一个"),
                Option("credit", "给余额、优惠券、别的商品"),
            )
        ),
    ),
    Question(
        "offered_amount",
        "提出的金额",
        "退多少钱？",
        Money(at_most="amount"),
        when={"offered": ("partial_refund",)},
    ),
    Question(
        "terms",
        "附带的条件",
        "对方有没有提这些条件？有几个点几个。",
        Several(
            "terms",
            (
                Option("withdraw_first", "先撤诉、先关投诉"),
                Option("private", "加好友、私下转账"),
                Option("reviews", "删评价、改好评"),
                Option("pay_first", "先交一笔钱"),
                Option("silence", "答应以后不再追究"),
            ),
        ),
    ),
    Question(
        "promised_on",
        "答应的日子",
        "答应哪天到账或补发？",
        FutureDay(),
        unknown="没说哪天",
    ),
    Question(
        "decision",
        "你的决定",
        "{settlement}\n\n接受吗？",
        Choice(
            (
                Option("accept", "接受，等它兑现", note="accept_offer"),
                Option("decline", "不接受", note="decline_offer"),
            )
        ),
    ),
    Question(
        "kept",
        "兑现了吗",
        "{settlement_by}兑现了吗？兑现之前不要撤诉、不要确认收货。",
        Choice(
            (
                Option("kept", "到账了，解决了", then="resolve"),
                Option("partly", "只到了一部分", note="broken_offer"),
                Option("moved", "对方要改日子", forgets="promised_on"),
                Option("broken", "到期没兑现", note="broken_offer", unless=not_yet_promised_day),
            )
        ),
        when=ACCEPTED,
    ),
    Question(
        "part_received",
        "已到账的金额",
        "到账了多少钱？没有金额（比如补发的货）就跳过。",
        Money(at_most="amount"),
        optional=True,
        when={"kept": ("partly",)},
    ),
)
