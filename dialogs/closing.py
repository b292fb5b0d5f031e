"""How it ended: asked once, apart from the stage."""

from dialogs.kinds import Choice
from dialogs.question import Option, Question

QUESTIONS = (
    Question(
        "outcome",
        "结果",
        "最后结果是哪一种？",
        Choice(
            (
                Option("full_refund", "全额退款到账", then="close"),
                Option("partial_refund", "部分退款到账", then="close"),
                Option("redelivered", "补发了", then="close"),
                Option("compensated", "拿到赔偿", then="close"),
                Option("unresolved", "没有解决", then="close"),
                Option("back", "还没结束，回到上一步", then="reopen"),
            )
        ),
    ),
)
