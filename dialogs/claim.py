"""One concrete demand. It is fixed once filed, so it is asked before anything is written."""

from dialogs.kinds import Choice, Money, Words
from dialogs.letters.statement import nothing_to_perform
from dialogs.letters.wording import not_a_consumer
from dialogs.question import Option, Question, View


def no_increase(view: View) -> str:
    """Why 退一赔三 is closed: no consumer, or no contract."""
    return not_a_consumer(view) or nothing_to_perform(view)


QUESTIONS = (
    Question(
        "demand",
        "诉求",
        "你要什么结果？只选一个，提交后不要再变，变来变去会拖慢处理。",
        Choice(
            (
                Option("full_refund", "全额退款"),
                Option("partial_refund", "部分退款"),
                Option("redeliver", "补发或更换商品", unless=nothing_to_perform),
                Option("compensation", "赔偿损失"),
                Option("triple", "退一赔三（只限欺诈）", note="triple", unless=no_increase),
            )
        ),
    ),
    Question(
        "demand_amount",
        "退款金额",
        "要求退多少？不超过实付的 {amount}。",
        Money(at_most="amount"),
        when={"demand": ("partial_refund",)},
    ),
    Question(
        "damages",
        "赔偿金额",
        "要求赔多少？写金额。",
        Money(),
        when={"demand": ("compensation",)},
    ),
    Question(
        "damages_basis",
        "损失怎么算",
        "这笔损失是怎么来的？一句话写清，并且要有证据。",
        Words(limit=200, least=4),
        when={"demand": ("compensation",)},
    ),
    Question(
        "fraud_basis",
        "欺诈在哪里",
        "商家故意告诉你什么假的，或隐瞒了什么真的，让你付了钱？一句话写清，要有证据。说不清就「上一步」改成全额退款。",
        Words(limit=200, least=6),
        when={"demand": ("triple",)},
    ),
)
