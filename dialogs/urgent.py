"""The urgent path: what to do today, in this order, with a clock of its own."""

from dialogs.choices import Several
from dialogs.question import Option, Question

QUESTIONS = (
    Question(
        "steps",
        "紧急四步",
        "{urgent_steps}\n\n做完的点一下打勾，都弄好了点「选好了」；放着不点，我会再来问。",
        Several(
            "steps",
            (
                Option("stopped", "停止付款"),
                Option("kept", "截图保存了"),
                Option("payment", "在支付 App 投诉了"),
                Option("police", "报警了"),
            ),
            nothing="",
        ),
    ),
)
